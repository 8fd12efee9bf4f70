"""The four jokes and rumours that a rival told as news in April 2024, as digest and as questions.

The posts are written for the measurement (`data/past-failures.txt`): false ones without any tag
that would give them away, what truly happened beside them, and ordinary noise. A case is told as
news where a title, or a sentence that is not called unconfirmed and no jest, cites a false post.
With `--data DIR` the gate also runs over `t26.jsonl.gz`, where no informative post is a jest.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rostra.assistant import Brief, Desk, Sentence, answer, digest
from rostra.assistant._corrections import is_hearsay
from rostra.assistant._jest import jests
from rostra.feeds import sample_changes, sample_truth
from rostra.models import open_static
from rostra.posts import Author, Found, Hit, Post, Query
from rostra.text import language, words

CASES = Path(__file__).parent / "data" / "past-failures.txt"
NOW = datetime(2026, 4, 15, 20, tzinfo=UTC)
TRUE_KINDS = frozenset(("news", "first-hand", "correction"))


@dataclass(frozen=True, slots=True)
class Case:
    """Posts of one case, the ids of the false ones, and what is asked about it."""

    name: str
    posts: tuple[Post, ...]
    false: frozenset[str]
    questions: tuple[str, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the folder with t26.jsonl.gz")
    parser.add_argument("--read", action="store_true", help="print what was told")


def run(args: argparse.Namespace) -> dict[str, Any]:
    told: dict[str, list[str]] = {case.name: told_as_news(case, args.read) for case in cases()}
    flagged, true = flagged_of_sample()
    figures: dict[str, Any] = {
        "cases": len(told),
        "told_as_news": sum(bool(wrong) for wrong in told.values()),
        "wrong": {name: wrong for name, wrong in told.items() if wrong},
        "sample_true_flagged": flagged,
        "sample_true": true,
    }
    if args.data is not None:
        figures |= flagged_of_crises(args.data)
    return figures


def cases() -> list[Case]:
    """Read the written cases."""
    found: list[Case] = []
    for block in CASES.read_text(encoding="utf-8").split("# ")[1:]:
        name, *lines = block.strip().splitlines()
        asked = tuple(line[2:] for line in lines if line.startswith("? "))
        rows = [line.split(" ", 3) for line in lines if line[0] in "FTN"]
        posts = tuple(_post(name, *row[1:]) for row in rows)
        false = frozenset(p.id for p, row in zip(posts, rows, strict=True) if row[0] == "F")
        found.append(Case(name, posts, false, asked))
    return found


def _post(case: str, handle: str, minutes: str, text: str) -> Post:
    at = NOW - timedelta(minutes=int(minutes))
    return Post(
        id=f"{case}/{handle}", network="x", source="written", author=Author(handle, handle),
        text=text, created=at, seen=at, lang=language(text),
    )  # fmt: skip


def told_as_news(case: Case, read: bool = False) -> list[str]:  # noqa: FBT001, FBT002
    """List what was told of a false post as if it were news, by digest and by questions."""
    desk = Desk(search=shelf(case.posts), embed=open_static())
    window = Query(now=NOW, since=NOW - timedelta(hours=12), rerank=False)
    by_id = {post.id: post for post in case.posts}
    said: list[Sentence] = []
    for tongue in ("en", "zh"):
        made = digest(Brief(window, tongue=tongue), desk, now=NOW)  # type: ignore[arg-type]
        said += [s for t in made.stories for s in (t.title, *t.sentences)]
    for question in case.questions:
        said += answer(question, desk, now=NOW, within=Query(now=NOW)).sentences
    if read:
        print(
            case.name, *(f"  {s.text} {[c.post_id for c in s.citations]}" for s in said), sep="\n"
        )
    return [s.text for s in said if _told(s, case.false, by_id)]


def _told(said: Sentence, false: frozenset[str], posts: dict[str, Post]) -> bool:
    """Whether a sentence tells a false post without calling it unconfirmed."""
    cited = {c.post_id for c in said.citations} & false
    called = said.frame and said.text.startswith(("Unconfirmed", "未经证实"))
    return bool(cited) and not called and not all(is_hearsay(posts[i]) for i in cited)


def shelf(posts: Sequence[Post]) -> Callable[[Query], Found]:
    """Search a list by shared words, as the store does by better means."""

    def search(query: Query) -> Found:
        asked = [set(words(w)) for w in (query.text, *query.variants) if w]
        hits = []
        for post in posts:
            late = query.until is not None and post.created >= query.until
            if late or (query.since is not None and post.created < query.since):
                continue
            own = set(words(post.text))
            score = max((len(own & a) / len(a) for a in asked), default=1.0)
            if score:
                hits.append(Hit(post, score))
        hits.sort(key=lambda h: (-h.score, -h.post.created.timestamp(), h.post.id))
        return Found(tuple(hits[: query.limit]), (("all", len(posts)),))

    return search


def flagged_of_sample() -> tuple[int, int]:
    """Count the sample's true posts that the gate takes for jests, and all true ones."""
    zone = ZoneInfo("Asia/Shanghai")
    truth = sample_truth(NOW, zone)
    posts = list({c.id: c for c in sample_changes(NOW, zone) if isinstance(c, Post)}.values())
    true = {i for i, p in enumerate(posts) if truth.posts[p.id].kind in TRUE_KINDS}
    return len(true & jests(posts).keys()), len(true)


def flagged_of_crises(data: Path) -> dict[str, Any]:
    """Run the gate over informative posts of real crises, event by event."""
    file = data / "t26.jsonl.gz"
    if not file.exists():
        raise FileNotFoundError(f"{file} is not there; give --data a folder that holds it")
    events: dict[str, list[Post]] = defaultdict(list)
    informative: set[str] = set()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            author = Author(str(row["id"]))
            post = Post(str(row["id"]), "x", "t26", author, row["text"], NOW, NOW)
            events[row["event"]].append(post)
            if row["informativeness"] == "Related and informative":
                informative.add(post.id)
    flagged = [posts[i] for posts in events.values() for i in jests(posts)]
    return {
        "crisis_flagged": sum(post.id in informative for post in flagged),
        "crisis_informative": len(informative),
    }
