"""How fast posts go into the store, what they take there, and how searches fare beside them.

Flat out: generated posts, in the batches of a feed that is behind, with vectors (drawn at random,
since making them is another measurement), once with the look-up of redelivered ids and once
without. Pipeline: from lines of Jetstream's JSON to searchable posts. Paced: 3,000 posts a second
on top of all that, with searches beside them. CPU seconds are of the whole process, less what
making the posts cost.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from measure._synthetic import END, Writer
from rostra.errors import WeightsError
from rostra.feeds import Pace
from rostra.models import StaticTable, open_static
from rostra.posts import Change, Post, Query, Store, open_store

BATCH = Pace().batch
DIM = 128
DEFAULT_WINDOW = timedelta(hours=72)
SETTLED_S = 240


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=1_000_000, help="posts to load flat out")
    parser.add_argument("--seconds", type=int, default=30, help="length of the paced feed")
    parser.add_argument("--rate", type=int, default=3_000, help="posts a second of the paced feed")
    parser.add_argument("--pipeline", type=int, default=60_000, help="lines through the pipeline")


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported: one thread, as beside other work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="rostra-ingest-") as folder:
        bare = open_store(Path(folder) / "bare", embed=noise, clock=lambda: END)
        without = flat_out(bare, args.posts // 4, looked_up=False)
        bare.close()
        store = open_store(Path(folder) / "posts", embed=noise, clock=lambda: END)
        figures: dict[str, Any] = {
            "posts_per_cpu_second": flat_out(store, args.posts),
            "posts_per_cpu_second_no_lookup": without,
            "posts": args.posts,
        }
        store.close()
        embed, table = static_table()
        store = open_store(Path(folder) / "posts", embed=embed, clock=lambda: END)
        settle(store)
        figures |= {
            "disk_mb_per_million": round(store.size() / args.posts, 1),
            "pipeline_posts_per_cpu_second": pipeline(store, writer(7), args.pipeline),
            "static": table,
        }
        idle = timed_searches(store, itertools.repeat(None, 60))
        figures |= {f"idle_{name}": value for name, value in idle.items()}
        figures |= paced(store, writer(11), args.rate, args.seconds)
        store.close()
    figures["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def flat_out(store: Store, count: int, *, looked_up: bool = True) -> int:
    """Load posts as fast as they go and return posts a CPU second.

    The first hundredth is not counted: with it libraries are opened.
    """
    from rostra.posts import _write

    posts = writer().posts(count)
    warming = count // 100 + 1
    store.write(list(itertools.islice(posts, warming)))
    look_up = _write._look_up  # noqa: SLF001 - the product has no way to go without
    if not looked_up:
        _write._look_up = lambda _engine, _changes: ({}, {})  # noqa: SLF001
    making = 0.0
    start = time.process_time()
    while True:
        before = time.thread_time()
        batch = list(itertools.islice(posts, BATCH))
        making += time.thread_time() - before
        if not batch:
            break
        assert store.write(batch).added == len(batch)
    _write._look_up = look_up  # noqa: SLF001
    return round((count - warming) / (time.process_time() - start - making))


def noise(texts: Sequence[str]) -> Any:
    """Stand in for an embedder: unit vectors, the next of many that were drawn once."""
    vectors, turns = _drawn()
    start = next(turns) * 61 % (len(vectors) - len(texts) + 1)
    return vectors[start : start + len(texts)]


@cache
def _drawn() -> tuple[Any, Iterator[int]]:
    import numpy as np

    vectors = np.random.default_rng(1).standard_normal((2 * BATCH, DIM), np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), itertools.count()


@cache
def static_table() -> tuple[StaticTable, str]:
    """Open the packaged static table, or one of the same make over the generated words."""
    import numpy as np

    try:
        return open_static(), "packaged"
    except WeightsError:
        from rostra.models._static import BUCKETS

        rng = np.random.default_rng(1)
        words = list(dict.fromkeys([*Writer().zh, *Writer().en]))
        rows = len(words) + BUCKETS
        table = rng.integers(-127, 127, (rows, DIM), np.int8)
        return StaticTable(words, table, np.ones(rows, np.float32)), "stand-in"


def writer(seed: int = 20260920) -> Writer:
    """Return a writer of the static table's words: the packaged one's are real.

    Invented Chinese words cost the segmenter half as much again as text does.
    """
    return Writer(seed, static_table()[0].vocabulary)


def pipeline(store: Store, author: Writer, count: int) -> int:
    """Take lines of JSON all the way and return posts a CPU second."""
    from rostra.feeds._bluesky import View, digest
    from rostra.feeds._bluesky_events import parse_v1
    from rostra.text import fingerprint

    view = View("pipeline", now=lambda: END)

    def take(lines: Sequence[str]) -> None:
        batch: list[Change] = []
        for line in lines:
            batch += digest(parse_v1(line), view).changes
        for change in batch:
            if isinstance(change, Post):
                fingerprint(change.text)
        assert store.write(batch).refused == ()

    take(list(author.lines(BATCH)))  # the language models and dictionaries are opened
    lines = list(author.lines(count))
    start = time.process_time()
    for at in range(0, count, BATCH):
        take(lines[at : at + BATCH])
    return round(count / (time.process_time() - start))


def paced(store: Store, author: Writer, rate: int, seconds: int) -> dict[str, Any]:
    """Feed posts at a steady rate in half-second batches, and search beside them."""
    span = timedelta(seconds=seconds)
    posts = list(author.posts(rate * seconds, END + span, span))
    done = threading.Event()
    found: dict[str, Any] = {}

    def search() -> None:
        found.update(timed_searches(store, iter(lambda: done.wait(0.2), True)))  # noqa: FBT003 - iter's own

    searcher = threading.Thread(target=search)
    start, cpu = time.perf_counter(), time.process_time()
    searcher.start()
    lag, half = [], rate // 2
    for n, at in enumerate(range(0, len(posts), half)):
        due = start + n / 2
        time.sleep(max(0.0, due - time.perf_counter()))
        store.write(posts[at : at + half])
        lag.append(time.perf_counter() - due)
    took = time.perf_counter() - start
    cores = (time.process_time() - cpu) / took
    done.set()
    searcher.join()
    return {
        "paced_posts_per_s": round(len(posts) / max(took, seconds)),
        "paced_cores": round(cores, 2),
        "commit_lag_p50_s": round(statistics.median(lag), 3),
        "commit_lag_max_s": round(max(lag), 3),
        **found,
    }


def questions() -> Iterator[str]:
    """Yield what people ask: two or three words, some common, some rare, in either language."""
    author, rng = writer(3), random.Random(5)
    while True:
        words = author.zh if rng.random() < 0.5 else author.en
        common, rare = rng.randrange(30, 100), rng.randrange(100, 5_000)
        yield " ".join(
            (words[common], words[rare], *rng.choices(words[20:2_000], k=rng.choice((0, 1))))
        )


def timed_searches(store: Store, turns: Iterable[object]) -> dict[str, float]:
    """Search once a turn, in the default window and over all time by turns; wall ms."""
    times: dict[str, list[float]] = {"": [], "all_": []}
    for (name, since), text, _ in zip(
        itertools.cycle((("", END - DEFAULT_WINDOW), ("all_", None))), questions(), turns
    ):
        start = time.perf_counter()
        store.search(Query(text, now=END + timedelta(days=1), since=since, rerank=False))
        times[name].append(1_000 * (time.perf_counter() - start))
    return {
        f"search_{name}{label}_ms": round(sorted(values)[int(share * (len(values) - 1))], 1)
        for name, values in times.items()
        for label, share in (("p50", 0.5), ("p95", 0.95))
    }


def settle(store: Store) -> None:
    """Wait until past days are merged, as they are in a store that has run for a while."""
    ending = time.monotonic() + SETTLED_S
    sql = "SELECT count() - 2 * uniq(partition_id) FROM system.parts WHERE active AND "
    sql += "database = currentDatabase() AND table = 'posts'"
    while store._engine.rows(sql)[0][0] > 0 and time.monotonic() < ending:  # noqa: SLF001
        time.sleep(2)
    timed_searches(store, itertools.repeat(None, 6))
