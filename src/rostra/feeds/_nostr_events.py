"""Nostr events (NIP-01): their shape, their id and their author's signature."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rostra.errors import FeedGarbage

HEX64 = re.compile(r"[0-9a-f]{64}")
HEX128 = re.compile(r"[0-9a-f]{128}")

MOST_BYTES = 256 * 1024
"""A longer message is refused before it is parsed."""

MOST_TAGS = 2_000
"""An event with more tags is refused before it is hashed."""


@dataclass(frozen=True, slots=True)
class Event:
    """A signed event whose id and signature were checked; `created_at` in seconds since 1970."""

    id: str
    pubkey: str
    created_at: int
    kind: int
    tags: tuple[tuple[str, ...], ...]
    content: str

    def all(self, name: str) -> Iterator[tuple[str, ...]]:
        """Yield the tags of a name that have a value."""
        return (tag for tag in self.tags if len(tag) > 1 and tag[0] == name)

    def first(self, name: str) -> str:
        """Return the value of the first tag of a name, "" where there is none."""
        return next((tag[1] for tag in self.all(name)), "")


def parse_message(message: bytes) -> list[Any]:
    """Read one message of a relay: a JSON array that begins with its kind; else FeedGarbage."""
    if len(message) > MOST_BYTES:
        msg = f"a relay's message of {len(message):,} bytes is longer than {MOST_BYTES:,}; refused"
        raise FeedGarbage(msg)
    try:
        told = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise FeedGarbage(f"a relay's message is no JSON ({error}); it is dropped") from error
    if not (isinstance(told, list) and told and isinstance(told[0], str)):
        raise FeedGarbage("a relay's message is no array with a name; it is dropped")
    return told


def read_event(told: Any) -> Event:
    """Check an event's shape, id and signature, cheapest first; FeedGarbage where one fails."""
    event = _shaped(told)
    if event_id(event) != event.id:
        msg = f"event {event.id[:12]}… is not what its id says; it is dropped"
        raise FeedGarbage(msg)
    if not signed(event, told["sig"]):
        msg = f"event {event.id[:12]}… is not signed by its author; it is dropped"
        raise FeedGarbage(msg)
    return event


def event_id(event: Event) -> str:
    """Return the SHA-256 of the canonical serialisation (NIP-01), "" for text with no UTF-8.

    Control characters are escaped as JSON.stringify and serde_json do, which is what signers
    use; NIP-01 names only seven of them.
    """
    whole = [0, event.pubkey, event.created_at, event.kind, event.tags, event.content]
    try:
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return ""
    return hashlib.sha256(text).hexdigest()


def signed(event: Event, signature: str) -> bool:
    """Tell whether the author signed the event (Schnorr over secp256k1, BIP-340)."""
    from coincurve import PublicKeyXOnly

    try:
        key = PublicKeyXOnly(bytes.fromhex(event.pubkey))
        return bool(key.verify(bytes.fromhex(signature), bytes.fromhex(event.id)))
    except ValueError:
        return False


def _shaped(told: Any) -> Event:
    if not isinstance(told, dict):
        raise FeedGarbage("an event is no object; it is dropped")
    tags = told.get("tags")
    if not isinstance(tags, list) or len(tags) > MOST_TAGS:
        many = f"{len(tags):,}" if isinstance(tags, list) else "no list of"
        raise FeedGarbage(f"an event has {many} tags, more than {MOST_TAGS:,} are refused")
    keys = (told.get("id"), told.get("pubkey"), told.get("sig"))
    patterns = (HEX64, HEX64, HEX128)
    for key, pattern in zip(keys, patterns, strict=True):
        if not isinstance(key, str) or not pattern.fullmatch(key):
            raise FeedGarbage("an event's id, key or signature is no hexadecimal; it is dropped")
    at: Any = told.get("created_at")
    kind: Any = told.get("kind")
    content = told.get("content")
    if not (_whole(at) and _whole(kind) and isinstance(content, str)):
        raise FeedGarbage("an event's time, kind or content is of no use; it is dropped")
    if not all(isinstance(t, list) and all(isinstance(v, str) for v in t) for t in tags):
        raise FeedGarbage("an event's tags are no lists of text; it is dropped")
    return Event(str(keys[0]), str(keys[1]), at, kind, tuple(tuple(t) for t in tags), content)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
