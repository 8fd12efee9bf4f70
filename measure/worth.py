"""Fit the weights by which the assistant chooses posts, and tell how they do on other stories.

Logistic regression (L2, by Newton's method) over the signs of the posts that the sample's
questions find, right where the truth names them; once with the re-ranker's cosine and once
without. Held out by story: eight times an eighth of the stories is asked with weights fitted on
the others. `top1`, `top3`: answerable questions whose best posts hold a right one.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from measure.sample import NOW, ZONE, desk, filled
from rostra.assistant import find, plan
from rostra.assistant._corrections import denied, superseded
from rostra.assistant._noise import noise
from rostra.assistant._worth import Signs, signs
from rostra.events import doubles
from rostra.feeds import SampleTruth, sample_truth
from rostra.posts import Hit, Query

FOLDS = 8
RIDGE = 1.0
STEPS = 25
NAMES = tuple(f.name for f in fields(Signs))


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-rerank", action="store_true", help="search without e5")


@dataclass(frozen=True, slots=True)
class Rows:
    """The posts of one question: their signs, shape (posts, signs), and which are right."""

    story: str
    answerable: bool
    seen: Any
    right: Any


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    truth = sample_truth(NOW, ZONE)
    with filled(rerank=not args.no_rerank) as store:
        at = desk(store, "none", None)
        rows = []
        for q in truth.questions:
            planned = plan(
                q.text, now=NOW, timezone=ZONE.key, within=Query(sample=True), gloss=at.gloss
            )
            if q.needs != "posts" or planned.kind == "news":
                continue
            hits = sifted(planned, find(planned, at.search, at.count).hits)
            if hits:
                seen = [astuple(s) for s in signs(planned, hits, at.embed)]
                rows.append(_rows(q, truth, hits, seen))
    weights, bias = fitted(rows)
    return {
        **held_out(rows),
        "bias": round(bias, 2),
        **{name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)},
    }


def sifted(planned: Any, hits: Sequence[Hit]) -> list[Hit]:
    """Leave out noise, doubles and what was corrected, as the assistant does."""
    kept = [hit for hit in hits if not noise(hit.post, frozenset())]
    origin = doubles([hit.post for hit in kept])
    kept = [hit for i, hit in enumerate(kept) if origin.get(i, i) == i]
    old = denied(planned, kept) | superseded(kept)
    return [hit for i, hit in enumerate(kept) if i not in old]


def _rows(question: Any, truth: SampleTruth, hits: Sequence[Hit], seen: Any) -> Rows:
    import numpy as np

    named = {*question.relevant, *(p for f in question.facts for p in truth.facts[f].by)}
    origins = [truth.posts[h.post.id].origin or h.post.id for h in hits]
    right = [question.answerable and origin in named for origin in origins]
    return Rows(question.story, question.answerable, np.array(seen, float), np.array(right, float))


def fitted(rows: Sequence[Rows]) -> tuple[Any, float]:
    """Fit weights and bias by Newton's method; the ridge does not hold the bias."""
    import numpy as np

    seen = np.vstack([r.seen for r in rows])
    right = np.concatenate([r.right for r in rows])
    usual, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-9
    x = np.hstack([(seen - usual) / spread, np.ones((len(seen), 1))])
    ridge = np.diag([RIDGE] * seen.shape[1] + [0.0])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - right) + ridge @ w
        w -= np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, slope)
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ usual)


def held_out(rows: Sequence[Rows]) -> dict[str, int]:
    """Count the answerable questions whose first posts hold a right one, on stories left out."""
    import numpy as np

    stories = sorted({r.story for r in rows})
    fold = {story: at % FOLDS for at, story in enumerate(stories)}
    found = {1: 0, 3: 0, 8: 0}
    asked = 0
    for out in range(FOLDS):
        weights, _ = fitted([r for r in rows if fold[r.story] != out])
        for r in rows:
            if fold[r.story] == out and r.answerable:
                asked += 1
                order = np.argsort(-(r.seen @ weights), kind="stable")
                for places in found:
                    found[places] += bool(r.right[order[:places]].any())
    return {"asked": asked, **{f"top{places}": count for places, count in found.items()}}
