"""Our key on Nostr: notes that name it, and notes in reply (NIP-01, NIP-10)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rostra.bot._rules import NO_BOT
from rostra.bot._types import Mention, Part, Room, Said
from rostra.errors import FeedDenied, FeedError, FeedGarbage, FeedUnreachable
from rostra.feeds import NostrEvent, nevent, nostr_event_id, read_nostr_event

CHARACTERS = 1_000
"""No relay counts; longer notes are not read."""

SECONDS = 10.0
MOST_BYTES = 262_144
AT_ONCE = 200


@dataclass(slots=True)
class Nostr:
    """A secret key (32 bytes as hexadecimal) and the relays it writes to and reads."""

    relays: Sequence[str]
    secret: str = field(repr=False)
    _me: str = ""

    @property
    def room(self) -> Room:
        """How much a note may hold."""
        return Room(CHARACTERS)

    def me(self) -> str:
        """Return our public key."""
        if not self._me:
            self._me = self._key().public_key_xonly.format().hex()
        return self._me

    def mentions(self, place: str) -> tuple[tuple[Mention, ...], str]:
        """Return who named us since the second `place`, oldest first."""
        if not place:
            return (), str(int(datetime.now(UTC).timestamp()))
        asked = {"kinds": [1], "#p": [self.me()], "since": int(place), "limit": AT_ONCE}
        notes = sorted(self._events(asked), key=lambda event: event.created_at)
        newest = max((note.created_at for note in notes), default=int(place))
        return tuple(self._mention(note) for note in notes), str(newest)

    def reply(self, to: Mention, parts: Sequence[Part], key: str, at: datetime) -> tuple[str, ...]:
        """Publish the parts; the same words at the same moment are the same note."""
        del key
        root = to.thread
        above, names = to.native, []
        for number, part in enumerate(parts):
            marks = [["e", root, "", "root"], ["e", above, "", "reply"], ["p", to.author]]
            tags = marks if root != above else [["e", root, "", "root"], ["p", to.author]]
            event = self._signed(part.text, tags, int(at.timestamp()) + number)
            self._publish(event)
            above = event["id"]
            names.append(f"nostr:{nevent(event['id'], self.me(), 1)}")
        return tuple(names)

    def _mention(self, note: NostrEvent) -> Mention:
        profile = self._profile(note.pubkey)
        root, above = threaded(note)
        parents = list(self._events({"ids": [above]})) if above else []
        return Mention(
            native=note.id,
            author=note.pubkey,
            handle=note.pubkey[:12],
            text=note.content,
            at=datetime.fromtimestamp(note.created_at, UTC),
            thread=root or note.id,
            url=f"nostr:{nevent(note.id, note.pubkey, 1)}",
            parent=Said(above, parents[0].pubkey, parents[0].content) if parents else None,
            robot=profile.get("bot") is True,
            refuses=bool(NO_BOT.search(str(profile.get("about") or ""))),
        )

    def _profile(self, key: str) -> dict[str, Any]:
        found = sorted(self._events({"kinds": [0], "authors": [key], "limit": 1}), key=_made)
        try:
            told = json.loads(found[-1].content) if found else {}
        except (ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    def _events(self, asked: dict[str, Any]) -> Iterator[NostrEvent]:
        """Yield what any relay has, each once; raises FeedUnreachable where none answers."""
        met: set[str] = set()
        failed: list[str] = []
        for relay in self.relays:
            try:
                events = _read(relay, asked)
            except FeedError as error:
                failed.append(str(error))
                continue
            fresh = [event for event in events if event.id not in met]
            met.update(event.id for event in fresh)
            yield from fresh
        if len(failed) == len(self.relays):
            raise FeedUnreachable("; ".join(failed))

    def _publish(self, event: dict[str, Any]) -> None:
        problems = []
        for relay in self.relays:
            try:
                _write(relay, event)
            except FeedError as error:
                problems.append(str(error))
        if len(problems) == len(self.relays):
            raise FeedUnreachable("; ".join(problems))

    def _signed(self, text: str, tags: list[list[str]], at: int) -> dict[str, Any]:
        event = NostrEvent("", self.me(), at, 1, tuple(map(tuple, tags)), text)
        name = nostr_event_id(event)
        signature = self._key().sign_schnorr(bytes.fromhex(name))
        return {
            "id": name, "pubkey": self.me(), "created_at": at, "kind": 1, "tags": tags,
            "content": text, "sig": signature.hex(),
        }  # fmt: skip

    def _key(self) -> Any:
        from coincurve import PrivateKey

        try:
            return PrivateKey(bytes.fromhex(self.secret))
        except ValueError:
            msg = "the Nostr key is no 64 hexadecimal digits; put them into key_env's variable"
            raise FeedDenied(msg) from None


def threaded(note: NostrEvent) -> tuple[str, str]:
    """Return the thread's first note and the note that is answered, "" where there is none.

    By NIP-10: marked tags, else the first and the last by position.
    """
    tags = [tag for tag in note.tags if len(tag) > 1 and tag[0] == "e"]
    marked = {tag[3]: tag[1] for tag in tags if len(tag) > 3 and tag[3] in ("root", "reply")}
    if marked:
        root = marked.get("root", "")
        return root, marked.get("reply", root)
    return (tags[0][1], tags[-1][1]) if tags else ("", "")


def _made(event: NostrEvent) -> int:
    return event.created_at


def _read(relay: str, asked: dict[str, Any]) -> list[NostrEvent]:
    found: list[NostrEvent] = []
    for message in _talk(relay, ["REQ", "bot", asked], "EOSE", "CLOSED"):
        if message[0] == "EVENT" and len(message) > 2 and len(found) < AT_ONCE:
            try:
                found.append(read_nostr_event(message[2]))
            except FeedGarbage:
                continue
    return found


def _write(relay: str, event: dict[str, Any]) -> None:
    for message in _talk(relay, ["EVENT", event], "OK"):
        if message[0] == "OK" and len(message) > 3 and message[1] == event["id"]:
            if message[2] is True or str(message[3]).startswith("duplicate"):
                return
            raise FeedDenied(f"{relay} does not take our note: {str(message[3])[:200]}")
    raise FeedUnreachable(f"{relay} did not say that it has our note; it is tried again")


def _talk(relay: str, said: list[Any], *ends: str) -> list[list[Any]]:
    """Send a message and collect the answers up to one that ends them."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    heard: list[list[Any]] = []
    try:
        with connect(relay, open_timeout=SECONDS, close_timeout=2, max_size=MOST_BYTES) as socket:
            socket.send(json.dumps(said, ensure_ascii=False))
            while len(heard) <= AT_ONCE + 1:
                message = json.loads(socket.recv(timeout=SECONDS))
                if isinstance(message, list) and message:
                    heard.append(message)
                    if message[0] in ends:
                        break
    except (OSError, TimeoutError, WebSocketException, ValueError, RecursionError) as error:
        raise FeedUnreachable(f"the relay {relay} fails: {error}") from error
    return heard
