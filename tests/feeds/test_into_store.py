"""Three networks into the real store at once, cut again and again: what is published is what stays."""

import asyncio
import json
import signal
import subprocess
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from stage import supervised, until, websocket
from test_bluesky import v2
from test_mastodon import NOW, Town, status
from test_nostr import BOB, Stand, event, standing

from localhttp import serve
from rostra.errors import DiskFull
from rostra.feeds import Gap, Jetstream, Mastodon, Nostr, Origin, Outside, Pace
from rostra.fetch import Reach
from rostra.posts import Store, open_store

START = datetime.now(tz=UTC).replace(microsecond=0)
QUICK = Pace(linger_s=0.02, first_s=0.01, cap_s=0.05)


@dataclass
class Books:
    """The supervisor's books in the store, as the app keeps them."""

    store: Store

    def load_cursor(self, name: str) -> str:
        return self.store.cursor(name)

    def save_cursor(self, name: str, value: str) -> None:
        self.store.save_cursor(name, value)

    def record_gap(self, name: str, gap: Gap) -> None:
        self.store.record_gaps(name, [(gap.since, gap.until, gap.reason)])

    def keep(self, batch):
        return self.store.write(batch)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "posts")
    yield store
    store.close()


def sky(number, **more):
    """Make frame `number` of a Jetstream whose clock is the real one."""
    frame = v2(number, **more)
    at = START + timedelta(milliseconds=number)
    frame["payload"] |= {"seq": 1 + number, "time": at.isoformat()}
    if "record" in frame["payload"]:
        frame["payload"]["record"]["createdAt"] = at.isoformat()
    return frame


class Sky:
    """A Jetstream for one test: it replays from the cursor and cuts after a few frames."""

    def __init__(self, frames, each):
        self.frames, self.each = frames, each

    async def play(self, connection, _):
        cursor = int(connection.request.path.partition("cursor=")[2] or 0)
        ahead = [f for f in self.frames if f["payload"]["seq"] >= cursor]
        for frame in ahead[: self.each]:
            await connection.send(json.dumps(frame))
        if len(ahead) > self.each:
            await connection.close()
        await connection.wait_closed()


def test_what_is_published_on_three_networks_is_what_stays(store):
    frames = [sky(n, rkey=f"r{n}") for n in range(60)]
    frames += [sky(60, rkey="r3", operation="update", record={"text": "mended"}),
               sky(61, rkey="r4", operation="delete"), sky(62, rkey="r4", record={"text": "late"}),
               sky(63, rkey="r0")]  # fmt: skip
    notes = [event(f"n{n}", at=START - timedelta(seconds=n)) for n in range(40)]
    notes += [event("", 5, [["e", notes[5]["id"]]], at=START),
              event("", 5, [["e", notes[6]["id"]]], who=BOB, at=START)]  # fmt: skip
    town = Town([b":)\n\n"], *([] for _ in range(50)))
    relays = Stand(notes[::2], most=10), Stand(notes[1::2] + notes[::3], most=10)

    async def run(server):
        async with AsyncExitStack() as stack:
            played = await stack.enter_async_context(websocket(Sky(frames, 9).play))
            urls = await stack.enter_async_context(standing(*relays))
            place = int((START - timedelta(seconds=100)).timestamp())
            store.save_cursor("nos", json.dumps(dict.fromkeys(urls, place)))
            host = played.url.removeprefix("ws://")
            store.save_cursor("sky", f"v2/{host}:1@{int(START.timestamp() * 1e6)}")
            feeds = (
                Jetstream(name="sky", url=played.url),
                Mastodon(
                    Origin("masto"), server.url, "secret", outside=Outside(Reach(server.allow))
                ),
                Nostr(Origin("nos"), tuple(urls)),
            )
            books = Books(store)
            async with supervised(books, *feeds, pace=QUICK, seed=1):
                await until(lambda: store.cursor("masto") or len(town.streams) < 50)
                for n in range(1, 61):
                    town.post(n)
                town.timeline["1002"] = status(2, content="mended", edited_at=START.isoformat())
                await until(lambda: store.sources().get("masto") == 60)
                del town.timeline["1009"]
                town.streams.append([("delete", "1009")])
                await until(lambda: store.sources().get("masto") == 59)
                await until(lambda: store.sources().get("sky") == 59)
                await until(lambda: store.sources().get("nos") == 39)
                for relay in relays:
                    await relay.cut()
                await asyncio.sleep(0.3)

    with serve(town.answer) as server:
        asyncio.run(run(server))
    assert store.sources() == {"sky": 59, "masto": 59, "nos": 39}
    base = "at://did:plc:ann/app.bsky.feed.post"
    assert store.get([f"{base}/r3"])[f"{base}/r3"].text == "mended"
    assert store.get([f"{base}/r4"]) == {}, "a late create after a delete must not come back"
    assert store.get(["https://m.test/s/2"])["https://m.test/s/2"].text == "mended"
    assert store.get(["https://m.test/s/9"]) == {}
    kept = store.get([f"nostr:{n['id']}" for n in notes[:40]])
    assert notes[5]["id"] not in {i.removeprefix("nostr:") for i in kept}
    assert f"nostr:{notes[6]['id']}" in kept, "a stranger's deletion changes nothing"
    assert store.gaps("sky") == store.gaps("nos") == ()


def test_a_disk_that_is_full_for_a_while_loses_nothing(store):
    frames = [sky(n, rkey=f"r{n}") for n in range(100)]
    rng = Random(5)

    class Flaky(Books):
        def keep(self, batch):
            if rng.random() < 0.6:
                raise DiskFull("no room; free some")
            return super().keep(batch)

    async def run():
        async with websocket(Sky(frames, 17).play) as played:
            store.save_cursor("sky", f"v2/{played.url.removeprefix('ws://')}:1@1")
            feed = Jetstream(name="sky", url=played.url)
            async with supervised(Flaky(store), feed, pace=QUICK, seed=1):
                await until(lambda: store.sources().get("sky") == 100)

    asyncio.run(run())
    assert store.sources() == {"sky": 100}


@pytest.mark.parametrize("place", ["", "{micros}:1000:0@{host}", "{micros}:1000:999,1000"])
def test_a_kill_between_posts_and_their_cursor_hides_no_edit_or_deletion(place, tmp_path):
    folder = tmp_path / "posts"
    town = Town([("update", status(n)) for n in range(1, 6)])
    town.post(*range(6))
    with serve(town.answer) as server:
        host = server.url.removeprefix("http://")
        place = place.format(host=host, micros=int(START.timestamp() * 1e6))
        store = open_store(folder)
        if place:
            store.save_cursor("masto", place)
        store.close()
        child = [sys.executable, Path(__file__).with_name("dying.py"), folder, server.url]
        done = subprocess.run(child, timeout=240, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr

        town.post(6)
        town.post(2, content="edited", edited_at=NOW.isoformat())
        del town.timeline["1004"]
        # Without any cursor there is no place from which on the timeline could be read.
        there = {"1001", "1002", "1003", "1005", *(["1006"] if place else [])}
        store = open_store(folder)
        try:
            assert set(store.natives("masto")) >= {str(n) for n in range(1001, 1006)}, "stored"
            assert store.cursor("masto") == place, "and their cursor was not saved"
            asyncio.run(
                go_on(store, server, lambda: set(store.natives("masto")) - {"1000"} == there)
            )
            assert set(store.natives("masto")) - {"1000"} == there
            assert store.get(["https://m.test/s/2"])["https://m.test/s/2"].text == "edited"
        finally:
            store.close()


async def go_on(store, server, done):
    """Run the feed on what the killed process left, until it is done."""
    outside, held = Outside(Reach(server.allow)), partial(store.natives, "masto")
    feed = Mastodon(Origin("masto"), server.url, "secret", outside=outside, held=held)
    async with supervised(Books(store), feed, pace=QUICK, seed=1):
        await until(done)
