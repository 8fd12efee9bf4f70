"""Regular against fun digests at ten moments of the sample: same citations, no other fact.

A moment counts as same when title and sentences of both modes cite the same posts at the same
places. A fact differs when a sentence stands in one mode only, or when a remark holds a number
or a name (a remark states nothing), or stands beside a story in which people came to harm.
"""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from measure.sample import NOW, ZONE, desk, filled, writer
from rostra import text
from rostra.assistant import Brief, Desk, Digest, digest
from rostra.posts import Query

MOMENTS = 10
BACK = timedelta(hours=6)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="none", choices=("none", "mini", "large"))
    parser.add_argument("--moments", type=int, default=MOMENTS)
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> dict[str, Any]:
    same = differences = remarks = stories = 0
    with filled(rerank=False) as store, writer(args.model) as model:
        at = desk(store, args.model, model)
        for moment in range(args.moments):
            regular, fun = pair(at, moment, args.seed)
            same += citations(regular) == citations(fun)
            differences += len(differing(regular, fun))
            remarks += sum(len(told.remarks) for told in fun.stories)
            stories += len(fun.stories)
    return {
        "moments": args.moments, "same_citations": same, "factual_differences": differences,
        "stories": stories, "remarks": remarks, "model": args.model,
    }  # fmt: skip


def pair(at: Desk, moment: int, seed: int) -> tuple[Digest, Digest]:
    """Make both digests of a moment, in English and Chinese by turns."""
    now = NOW - moment * BACK
    window = Query(sample=True, now=now, since=now - timedelta(hours=12), rerank=False)
    briefs = [Brief(window, tongue="zh" if moment % 2 else "en", fun=fun) for fun in (False, True)]
    regular, fun = (digest(b, at, now=now, timezone=ZONE.key, seed=seed) for b in briefs)
    return regular, fun


def citations(made: Digest) -> set[tuple[str, int, int]]:
    """Collect every cited place: post, start, end."""
    return {(c.post_id, c.start, c.end) for s in made.sentences() for c in s.citations}


def differing(regular: Digest, fun: Digest) -> list[str]:
    """List the facts in which the modes differ, and remarks that state something."""
    one, other = ({s.text for s in made.sentences()} for made in (regular, fun))
    stated = [
        remark.text
        for told in fun.stories
        for remark in told.remarks
        if told.grave or any(c.isdigit() for c in remark.text) or "@" in remark.text
        or (text.negated(told.title.text) and remark.text in told.title.text)
    ]  # fmt: skip
    return sorted(one ^ other) + stated
