"""How soon an event of t6 is noticed, and what else is taken for one before.

The posts that t6 marks off-topic of the same event are the background. The file often begins when
the event does; so the off-topic posts of its first two days are put before it once more, moved
back by two days: a day to learn from, a day in which alarms would be false. An alarm is true where
most of its posts are marked on-topic. The posts name no author: each counts as an account.
Minutes count from the first post marked on-topic: the file says no other time of the event.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from measure.clusters import DATA, post_of
from rostra.events import onsets
from rostra.posts import Post

BEFORE = timedelta(days=2)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=DATA, help="folder with t6.jsonl.gz")
    parser.add_argument("--event", default="", help="name or a part of it; default all")


def run(args: argparse.Namespace) -> dict[str, Any]:
    with gzip.open(args.data / "t6.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    wanted = args.event.casefold()
    events = sorted({row["event"] for row in rows if wanted in row["event"].casefold()})
    if not events:
        names = ", ".join(sorted({row["event"] for row in rows}))
        raise SystemExit(f"no event {args.event!r} in {args.data}; there are {names}")
    each = {
        event: noticed(
            [(row["label"] == "on-topic", post_of(row)) for row in rows if row["event"] == event]
        )
        for event in events
    }
    return each[events[0]] if len(events) == 1 else {"events": each}


def noticed(rows: list[tuple[bool, Post]]) -> dict[str, Any]:
    """Read one event's posts, with the background before them, until it is noticed."""
    rows = sorted(rows, key=lambda row: (row[1].created, row[1].id))
    start = rows[0][1].created
    about = {post.id for on_topic, post in rows if on_topic}
    first = next((post.created for on_topic, post in rows if on_topic), None)
    background = [
        replace(post, id=f"before:{post.id}", created=post.created - BEFORE)
        for on_topic, post in rows
        if not on_topic and post.created - start < BEFORE
    ]
    false: list[str] = []
    figures: dict[str, Any] = {"alarm": None, "minutes_after_first_mention": None}
    for alarm in onsets([*background, *(post for _, post in rows)]):
        if 2 * sum(post.id in about for post in alarm.posts) > len(alarm.posts):
            figures["alarm"] = alarm.at.isoformat()
            if first is not None:
                wait = (alarm.at - first).total_seconds() / 60
                figures["minutes_after_first_mention"] = round(wait, 1)
            figures["term"] = alarm.term
            figures["on_topic_before"] = sum(o and p.created < alarm.at for o, p in rows)
            break
        false.append(f"{alarm.term} {alarm.at:%m-%d %H:%M}")
    return figures | {"false_alarms_before": len(false), "false": false}
