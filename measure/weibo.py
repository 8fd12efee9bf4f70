"""Hour by hour, "今天有什么大事" over the titles of a hot list: only what was seen by that hour.

A line of FILE is {ts (Unix seconds), day, rank, title}: when a title first stood on the list.
Each hour's digest is made of a store that holds all titles of the file, later ones too; a
citation of a title first seen after that hour is one from the future.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rostra.assistant import Brief, Desk, answer, digest, markdown
from rostra.models import open_static
from rostra.posts import Author, Post, Query, open_store

ASKED = "今天有什么大事？"
ZONE = "Asia/Shanghai"
HOUR = timedelta(hours=1)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, required=True, help="titles with their first time")
    parser.add_argument("--hours", type=int, default=24, help="hours from the first on")
    parser.add_argument("--read", type=int, default=0, help="print every so manieth digest")


def run(args: argparse.Namespace) -> dict[str, Any]:
    if not args.file.exists():
        raise FileNotFoundError(f"{args.file} is not there; give --file a list of titles")
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line]
    posts = [post_of(row) for row in rows]
    first = min(post.created for post in posts)
    hours = [first + n * HOUR for n in range(1, args.hours + 1)]
    citations = future = told = 0
    with tempfile.TemporaryDirectory(prefix="rostra-weibo-") as folder:
        store = open_store(Path(folder), clock=lambda: max(hours) + timedelta(days=40))
        store.write([p for p in posts if p.created <= max(hours) + timedelta(days=2)])
        desk = Desk(search=store.search, count=store.count, embed=open_static())
        for number, hour in enumerate(hours):
            cited, text = asked_at(desk, hour)
            citations += len(cited)
            future += sum(post.created > hour for post in cited)
            told += bool(cited)
            if args.read and number % args.read == 0:
                print(f"\n=== {hour:%Y-%m-%d %H:%M} UTC\n{text}")
        store.close()
    return {
        "hours": len(hours), "citations": citations, "from_the_future": future,
        "hours_told": told, "titles": len(posts),
    }  # fmt: skip


def asked_at(desk: Desk, hour: datetime) -> tuple[Sequence[Post], str]:
    """Make the digest of an hour and ask the question; return all cited posts, and what is read."""
    window = Query(now=hour, since=hour - timedelta(hours=24), rerank=False)
    brief = Brief(window, tongue="zh", stories=7)
    made = digest(brief, desk, now=hour, timezone=ZONE)
    said = answer(ASKED, desk, now=hour, timezone=ZONE, within=Query(now=hour))
    by_id = {e.post.id: e.post for e in (*made.evidence, *said.evidence)}
    names = [c.post_id for s in (*made.sentences(), *said.sentences) for c in s.citations]
    return [by_id[name] for name in dict.fromkeys(names)], f"{markdown(made)}\n{said.text}"


def post_of(row: dict[str, Any]) -> Post:
    """Turn a line into a post of the hot list's own account."""
    at = datetime.fromtimestamp(row["ts"], tz=UTC)
    name = f"weibo:{row['ts']}:{row['rank']}"
    # Each title stands for the many who made it hot: an account of its own.
    author = Author(name, "weibo_hot", "热搜")
    return Post(name, "weibo", "hot", author, row["title"], at, at, lang="zh")
