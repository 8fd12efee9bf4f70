"""How well posts on a named event are told from others, the event never seen before.

Each event of the file is judged given its name and date alone: a profile is learned from its posts
without their labels, and every post is then scored alone. Figures are F1 of the class on-topic.
`--share`, `--hours` and `--name` show how far that depends on what is learned from and on the
wording of the name.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measure._glossary import glossary
from measure.retrieval import DATA, read_lines
from rostra.assistant import ON_TOPIC, profile, topical
from rostra.posts import Author, Post


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds t6.jsonl.gz")
    parser.add_argument("--share", type=float, default=1.0, help="of the posts that are learned")
    parser.add_argument("--hours", type=float, default=0, help="learn from the first hours only")
    parser.add_argument("--name", action="append", default=[], metavar="EVENT=NAME",
                        help="call an event by another name; may be repeated")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> dict[str, Any]:
    names = dict(pair.split("=", 1) for pair in args.name)
    by_event: dict[str, list[tuple[Post, bool]]] = {}
    for row in read_lines(args.data / "t6.jsonl.gz"):
        by_event.setdefault(row["event"], []).append((_post(row), row["label"] == "on-topic"))
    glossary()(("",))  # opened before the clock runs
    figures, shares, posts = {}, {}, 0
    began = time.process_time()
    for event, judged in by_event.items():
        read = [post for post, _ in judged]
        known = profile(names.get(event, event), _learned(read, args), glossary())
        said = [score >= ON_TOPIC for score in topical(known, read)]
        figures[event] = scored(said, [label for _, label in judged])
        shares[event] = round(known.share, 3)
        posts += len(read)
    return {
        "f1_mean": round(statistics.mean(f["f1"] for f in figures.values()), 4),
        "f1_by_event": {event: f["f1"] for event, f in figures.items()},
        "precision_by_event": {event: f["precision"] for event, f in figures.items()},
        "recall_by_event": {event: f["recall"] for event, f in figures.items()},
        "share_estimated": shares,
        "posts": posts,
        "posts_per_cpu_second": round(posts / (time.process_time() - began)),
    }


def scored(said: Sequence[bool], true: Sequence[bool]) -> dict[str, float]:
    """Compare what was said to be on topic with what is."""
    right = sum(a and b for a, b in zip(said, true, strict=True))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(true))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def _learned(posts: Sequence[Post], args: argparse.Namespace) -> list[Post]:
    """Choose the posts that are learned from."""
    chosen = sorted(posts, key=lambda post: post.created)
    if args.hours:
        first = chosen[0].created
        chosen = [p for p in chosen if (p.created - first).total_seconds() < 3600 * args.hours]
    if args.share < 1:
        chosen = random.Random(args.seed).sample(chosen, round(args.share * len(chosen)))
    return chosen


def _post(row: dict[str, Any]) -> Post:
    at = datetime.fromtimestamp(row["ts"], UTC)
    return Post(
        id=str(row["id"]),
        network="crisislex",
        source="crisislex",
        author=Author(""),
        text=row["text"],
        created=at,
        seen=at,
        lang="en",
    )
