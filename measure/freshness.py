"""How long from publishing on a real Nostr relay until a question's search finds the post.

nostr-sdk's relay and client run as programs of their own; Rostra is wired as under `rostra serve`,
with the relay as its feed. Each post has a word of its own; from the moment the client is told
to publish we look for that word again and again; once it is found, its question is planned and
searched as `ask` does it (the re-ranking included where its weights are there), and must find it.
A steady load of other posts runs beside it.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rostra.app import App, open_app, this_process
from rostra.assistant import find, plan
from rostra.posts import Query
from rostra.settings import load_settings

LIVE = Path(__file__).parents[1] / "tests" / "live"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=100, help="posts whose way is timed")
    parser.add_argument("--load", type=float, default=20.0, help="other posts a second beside them")
    parser.add_argument("--no-rerank", action="store_true", help="search without e5")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> dict[str, Any]:
    sys.path.insert(0, str(LIVE))
    import programs

    if programs.missing():
        raise FileNotFoundError(programs.missing())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rostra-fresh-")))
        servers = stack.enter_context(programs.servers(folder, "local_relay"))
        timed, load = (programs.publisher("local_relay", servers) for _ in range(2))
        stack.callback(timed.close)
        stack.callback(load.close)
        url = f"ws://127.0.0.1:{servers.ports['local_relay']}"
        app = stack.enter_context(_listening(folder / "data", url, rerank=not args.no_rerank))
        stack.enter_context(_loaded(load, args.load, random.Random(args.seed)))
        time.sleep(2)
        found = [_way(timed, app, random.Random(args.seed * 1000 + n)) for n in range(args.posts)]
    visible, whole = (sorted(column) for column in zip(*found, strict=True))
    return {
        "p50_s": _share(whole, 0.5),
        "p95_s": _share(whole, 0.95),
        "posts": len(found),
        "searchable_p50_s": _share(visible, 0.5),
        "searchable_p95_s": _share(visible, 0.95),
        "load_average": round(os.getloadavg()[0], 1),
    }


def _share(ordered: tuple[float, ...] | list[float], part: float) -> float:
    return round(ordered[math.ceil(part * len(ordered)) - 1], 3)


@contextmanager
def _listening(folder: Path, url: str, *, rerank: bool) -> Iterator[App]:
    """Open Rostra with the relay as its only feed, wired as `rostra serve` wires it."""
    folder.mkdir()
    feed = f'[[feeds]]\nname = "fresh"\nnetwork = "nostr"\nrelays = ["{url}"]\n'
    (folder / "rostra.toml").write_text(f"[models]\nrerank = {str(rerank).lower()}\n{feed}")
    settings = load_settings(data=folder)
    with open_app(settings, owner=this_process("measure", datetime.now(UTC))) as app:
        app.begin()
        deadline = time.monotonic() + 30
        while [state.status for state in app.feed_states()] != ["connected"]:
            if time.monotonic() > deadline:
                raise FileNotFoundError("the relay could not be reached")
            time.sleep(0.05)
        yield app


@contextmanager
def _loaded(publish: Any, rate: float, rng: random.Random) -> Iterator[None]:
    """Publish other posts at a steady rate until the block ends."""
    over = threading.Event()

    def work() -> None:
        while rate > 0 and not over.wait(1 / rate):
            publish("post", text=f"Rain on the {_word(rng)} road, {_word(rng)} says")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


def _way(publish: Any, app: App, rng: random.Random) -> tuple[float, float]:
    """Publish a post; return the seconds until a word finds it, and until its question has."""
    time.sleep(rng.uniform(0, 0.7))  # anywhere between two batches
    word = _word(rng)
    began = time.perf_counter()
    publish("post", text=f"The ferry {word} has left the harbour")
    while not app.search(Query(words=(word,), now=datetime.now(UTC), rerank=False)).hits:
        if time.perf_counter() - began > 30:
            raise AssertionError(f"{word} did not come within 30 s")
        time.sleep(0.01)
    visible = time.perf_counter() - began
    asked = plan(f"Where is the ferry {word}?", now=datetime.now(UTC))
    found = find(asked, app.search, app.count).hits
    assert any(word in hit.post.text for hit in found), f"the question about {word} missed it"
    return visible, time.perf_counter() - began


def _word(rng: random.Random) -> str:
    return "".join(rng.choices("bcdfghjklmnprstvwz", k=10))
