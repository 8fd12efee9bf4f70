"""How stories gathered online agree with the events that posts were collected for.

t26's related posts, in the order of their time, each given to a story as it arrives. Events there
lie apart in time, so that a rule that reads no word does well (`ami_time_only`: a new story after
two quiet days). `overlaid` are the same posts with every event moved to one beginning: there only
words tell events apart. `half_a`, on which the constants were chosen, and `half_b`, held out, are
every other event by name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measure._agreement import adjusted_mutual_information, adjusted_rand
from rostra.events import Stream
from rostra.models import open_static
from rostra.posts import Author, Embed, Post

DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "crisislex"
QUIET_S = 2 * 86_400
BATCH = 500
Row = tuple[str, Post]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=DATA, help="folder with t26.jsonl.gz")
    parser.add_argument("--no-vectors", action="store_true", help="words alone")


def run(args: argparse.Namespace) -> dict[str, Any]:
    embed = None if args.no_vectors else open_static()
    rows = read(args.data)
    events = sorted({event for event, _ in rows})
    labels, seconds = gathered(rows, embed)
    truth = [event for event, _ in rows]
    together = overlaid(rows)
    figures = {
        "ami": _round(adjusted_mutual_information(labels, truth)),
        "ari": _round(adjusted_rand(labels, truth)),
        "clusters": len(set(labels)),
        "posts_per_cpu_second": round(len(rows) / seconds) if seconds else None,
        "posts": len(rows),
        "events": len(events),
        "ami_overlaid": _ami(together, embed),
        "ami_time_only": _round(adjusted_mutual_information(by_silence(rows), truth)),
    }
    for name, half in (("half_a", set(events[::2])), ("half_b", set(events[1::2]))):
        part = [row for row in rows if row[0] in half]
        figures[f"ami_{name}"] = _ami(part, embed)
        figures[f"ami_{name}_overlaid"] = _ami(overlaid(part), embed)
    return figures


def read(folder: Path) -> list[Row]:
    """Read the related posts in the order of their time; they tell no author."""
    with gzip.open(folder / "t26.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    related = [row for row in rows if row["informativeness"].startswith("Related")]
    return _in_order((row["event"], post_of(row)) for row in related)


def post_of(row: dict[str, Any]) -> Post:
    """Make a post of a row; each is taken to be by an account of its own."""
    at = datetime.fromtimestamp(row["ts"], tz=UTC)
    name = str(row["id"])
    return Post(name, "crisislex", "crisislex", Author(name), row["text"], at, at)


def gathered(rows: Sequence[Row], embed: Embed | None) -> tuple[list[int], float]:
    """Give each post to a story as it arrives; return the stories and CPU seconds."""
    stream, labels = Stream(embed), list[int]()
    began = time.process_time()
    for start in range(0, len(rows), BATCH):
        labels += stream.take([post for _, post in rows[start : start + BATCH]])
    return labels, time.process_time() - began


def overlaid(rows: Sequence[Row]) -> list[Row]:
    """Move every event so that all begin at one moment."""
    from dataclasses import replace

    first: dict[str, datetime] = {}
    for event, post in rows:
        first.setdefault(event, post.created)
    start = min(first.values(), default=datetime.now(UTC))
    return _in_order(
        (event, replace(post, created=start + (post.created - first[event])))
        for event, post in rows
    )


def by_silence(rows: Sequence[Row]) -> list[int]:
    """Begin a new story after `QUIET_S` without a post, reading none."""
    labels, last = [], None
    for _, post in rows:
        now = post.created.timestamp()
        labels.append((labels[-1] if labels else 0) + (last is not None and now - last > QUIET_S))
        last = now
    return labels


def _in_order(rows: Any) -> list[Row]:
    return sorted(rows, key=lambda row: (row[1].created, row[1].id))


def _ami(rows: Sequence[Row], embed: Embed | None) -> float:
    labels, _ = gathered(rows, embed)
    return _round(adjusted_mutual_information(labels, [event for event, _ in rows]))


def _round(value: float) -> float:
    return round(value, 3)
