"""What honouring labels costs: the same searches over the same posts, with more and more labels.

Half of the labels hide, half only inform; half are on authors, half on posts; one in four names
something in the store. Labels are first measured as they came, then merged as the engine does
within five minutes. CPU milliseconds of the whole process, e5 left out: of a search that does not
look at labels, and the median of what looking adds to the same search asked right after it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from measure._synthetic import END
from measure.ingest import flat_out, noise, settle, writer
from rostra.posts import Labelling, Query, Store, open_store

BATCH = 1_000
SEARCHES = 20
ROUNDS = 20
STEPS = (0, 1_000, 10_000, 100_000)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=100_000, help="posts in the store")
    parser.add_argument("--labels", type=int, default=STEPS[-1], help="labels at the end")


def run(args: argparse.Namespace) -> dict[str, Any]:
    rng = random.Random(5)
    with tempfile.TemporaryDirectory(prefix="rostra-labels-") as folder:
        store = open_store(Path(folder) / "posts", embed=noise, clock=lambda: END)
        flat_out(store, args.posts)
        settle(store)
        author = writer(3)
        texts = [" ".join(author.words(("zh", "en")[n % 2], 3)) for n in range(SEARCHES)]
        known = [hit for text in texts for hit in store.search(Query(text, limit=200)).hits]
        names = [(hit.post.id, hit.post.author.id) for hit in known]
        figures: dict[str, Any] = {"posts": args.posts}
        done, spent = 0, 0.0
        for step in (s for s in STEPS if s <= args.labels):
            while done < step:
                batch = labels(rng, names, min(BATCH, step - done))
                began = time.process_time()
                done += store.write(batch).labelled
                spent += time.process_time() - began
            figures |= {f"{key}_{step}": value for key, value in timed(store, texts).items()}
        if done:
            figures["labels_per_cpu_second"] = round(done / spent)
        store._engine.run("OPTIMIZE TABLE labels FINAL")  # noqa: SLF001 - as the engine will
        figures |= {f"{key}_{done}_merged": value for key, value in timed(store, texts).items()}
        size = "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'labels'"
        figures["bytes_a_label"] = round(store._engine.rows(size)[0][0] / max(done, 1), 1)  # noqa: SLF001
        store.close()
    return figures


def labels(rng: random.Random, names: Sequence[tuple[str, str]], count: int) -> list[Labelling]:
    """Draw labels: on a post or an author, hiding or not, known or not, each evenly."""
    drawn = []
    for _ in range(count):
        post, author = rng.choice(names)
        on_author = rng.random() < 0.5
        subject = author if on_author else post
        if rng.random() > 0.25:
            subject = f"{subject}/{rng.randrange(10**9)}"
        drawn.append(
            Labelling(
                subject,
                rng.choice(("spam", "porn", "rude", "cat")),
                END - timedelta(seconds=rng.randrange(86_400)),
                "did:plc:moderation",
                "labels-example",
                of="author" if on_author else "post",
            )
        )
    return drawn


def timed(store: Store, texts: Sequence[str]) -> dict[str, float]:
    """Time searches and counts by minutes, by turns without and with looking at labels."""
    figures = {}
    for name, ask in (
        ("search", lambda n: store.search(Query(texts[n % len(texts)]))),
        ("minutes", lambda _: store.minutes(Query())),
    ):
        spent: dict[bool, list[float]] = {False: [], True: []}
        for n in range(2 * ROUNDS):
            for looked in (False, True):
                store._labels = looked  # noqa: SLF001 - the product never looks away
                began = time.process_time()
                ask(n)
                spent[looked].append((time.process_time() - began) * 1e3)
        extra = [b - a for a, b in zip(spent[False], spent[True], strict=True)]
        figures[f"{name}_cpu_ms"] = round(statistics.median(spent[False]), 1)
        figures[f"{name}_labels_cpu_ms"] = round(statistics.median(extra), 1)
    return figures
