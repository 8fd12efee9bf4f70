"""What a post costs from the network's bytes to the store's door, for each live network."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rostra.feeds import Feed, News, Supervisor
from rostra.feeds._bluesky import View
from rostra.feeds._bluesky import digest as see_bluesky
from rostra.feeds._bluesky_events import parse_frame, parse_v1
from rostra.feeds._mastodon import Instance
from rostra.feeds._mastodon import digest as see_mastodon
from rostra.feeds._nostr import Lens
from rostra.feeds._nostr import digest as see_nostr
from rostra.feeds._nostr_events import parse_message, read_event
from rostra.posts import Author, Post, Written

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
TEXTS = (
    "Trains to Lisbon stand still since eight, says the driver. Anyone know more? #trains",
    "里斯本的火车从八点起就停了，有谁知道是怎么回事？ #火车",
    "ok",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=3_000, help="posts for each network")
    parser.add_argument("--data", type=Path, help="folder with recorded Jetstream lines")


def run(args: argparse.Namespace) -> dict[str, Any]:
    texts = [f"{TEXTS[n % 3]} {n}" for n in range(args.posts)]
    view, lens = View("b"), Lens("n", now=lambda: NOW)
    instance = Instance("m", "m.test", now=lambda: NOW)
    frames, notes = _frames(texts), [_note(text) for text in texts]

    def firehose(message: bytes) -> object:
        return [see_bluesky(event, view) for event in parse_frame(message)]

    def nostr(message: bytes) -> object:
        return see_nostr(read_event(parse_message(message)[2]), lens)

    return {
        "jetstream_per_cpu_s": _rate(lambda m: see_bluesky(parse_v1(m), view), _lines(texts)),
        "firehose_per_cpu_s": _rate(firehose, frames),
        "mastodon_per_cpu_s": _rate(
            lambda m: see_mastodon("update", json.loads(m), instance), _statuses(texts)
        ),
        "nostr_per_cpu_s": _rate(nostr, notes),
        "nostr_checked_per_cpu_s": _rate(lambda m: read_event(parse_message(m)[2]), notes),
        "supervisor_per_cpu_s": _supervised(args.posts * 5),
        "posts": args.posts,
        **(_recorded(args.data, args.posts, view) if args.data else {}),
    }


def _recorded(folder: Path, posts: int, view: View) -> dict[str, int]:
    """Rate the reading of recorded events: those that are posts, and all as they came."""
    file = folder / "expected_v1.jsonl"
    if not file.is_file():
        raise FileNotFoundError(f"no recorded Jetstream lines at {file}")
    lines = file.read_bytes().splitlines()
    own = [
        line for line in lines if b'"operation":"create","collection":"app.bsky.feed.post"' in line
    ]

    def read(message: bytes) -> object:
        return see_bluesky(parse_v1(message), view)

    return {
        "recorded_posts_per_cpu_s": _rate(read, own * (posts // len(own))),
        "recorded_events_per_cpu_s": _rate(read, lines * (10 * posts // len(lines))),
    }


def _rate(read: Callable[[bytes], object], messages: list[bytes]) -> int:
    for message in messages[:20]:  # what is loaded once is not counted
        read(message)
    began = time.process_time()
    for message in messages:
        read(message)
    return round(len(messages) / (time.process_time() - began))


def _lines(texts: list[str]) -> list[bytes]:
    record = {"langs": ["en"], "createdAt": NOW.isoformat()}
    return [
        json.dumps(
            {
                "did": "did:plc:ann",
                "time_us": 1_787_212_800_000_000 + n,
                "kind": "commit",
                "commit": {
                    "operation": "create",
                    "collection": "app.bsky.feed.post",
                    "rkey": f"r{n}",
                    "rev": "3mptbypluud2a",
                    "record": record | {"text": text},
                },
            }
        ).encode()
        for n, text in enumerate(texts)
    ]


def _frames(texts: list[str]) -> list[bytes]:
    import libipld

    return [_frame(libipld.encode_dag_cbor, n, text) for n, text in enumerate(texts)]


def _frame(cbor: Callable[[Any], bytes], number: int, text: str) -> bytes:
    block = cbor({"text": text, "langs": ["en"], "createdAt": NOW.isoformat()})
    cid = b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()
    head = cbor({"version": 1, "roots": [cid]})
    size = len(cid) + len(block)
    length = bytes([size & 127 | 128, size >> 7])
    op = {"action": "create", "path": f"app.bsky.feed.post/r{number}", "cid": cid}
    body = {"repo": "did:plc:ann", "seq": number, "rev": "3mptbypluud2a", "ops": [op]}
    body |= {"time": NOW.isoformat(), "blocks": bytes([len(head)]) + head + length + cid + block}
    return cbor({"op": 1, "t": "#commit"}) + cbor(body)


def _statuses(texts: list[str]) -> list[bytes]:
    account = {"acct": "ann", "uri": "https://m.test/ann", "indexable": True, "note": "<p>hi</p>"}
    fixed = {"account": account, "visibility": "public", "language": "en", "tags": []}
    return [
        json.dumps(
            {"id": str(n), "uri": f"https://m.test/{n}", "content": f"<p>{text}</p>"}
            | fixed
            | {"created_at": NOW.isoformat()}
        ).encode()
        for n, text in enumerate(texts)
    ]


def _note(text: str) -> bytes:
    from coincurve import PrivateKey

    key = PrivateKey(b"\x01" * 32)
    author = key.public_key.format()[1:].hex()
    whole = [0, author, int(NOW.timestamp()), 1, [["t", "trains"]], text]
    raw = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    name = hashlib.sha256(raw).digest()
    event = dict(zip(("pubkey", "created_at", "kind", "tags", "content"), whole[1:], strict=True))
    event |= {"id": name.hex(), "sig": key.sign_schnorr(name).hex()}
    return json.dumps(["EVENT", "live", event]).encode()


class _Fast:
    """A feed that says one post at a time, as fast as it is taken."""

    name, network = "fast", "bench"

    def __init__(self, posts: int) -> None:
        self._posts = posts

    async def news(self, _cursor: str) -> Any:
        for n in range(self._posts):
            post = Post(str(n), "bench", "fast", Author("a"), "text", NOW, NOW)
            yield News((post,), str(n), last=n == self._posts - 1)


class _Books:
    def load_cursor(self, _name: str) -> str:
        return ""

    def save_cursor(self, _name: str, _value: str) -> None:
        pass

    def record_gap(self, _name: str, _gap: object) -> None:
        pass


def _supervised(posts: int) -> int:
    """Pass posts through the supervisor into a store that does nothing."""
    stored: list[int] = []

    async def through() -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def keep(changes: list[Any]) -> Written:
            stored.append(len(changes))
            if sum(stored) == posts:
                loop.call_soon_threadsafe(done.set)
            return Written(added=len(changes))

        feed: Feed = _Fast(posts)
        supervisor = Supervisor(keep, _Books())
        supervisor.add(feed)
        running = asyncio.create_task(supervisor.run())
        await done.wait()
        supervisor.stop()
        await running

    began = time.process_time()
    asyncio.run(through())
    return round(posts / (time.process_time() - began))
