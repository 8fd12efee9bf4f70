"""How verdicts on claims compare with the truth of the sample feed, by kind of claim and language.

Claims of the annotated truth (some altered in a number, name, date, negation or by a swap) and its
facts in both languages (some of them rumours, some since corrected) are put to `verify`, with no
model. One that is true is right when it is called supported; one that is not, when it is called
disputed or corrected. No evidence is neither right nor misled; misled is a false one supported, or
a true one disputed or corrected.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from measure.sample import NOW, ZONE, desk, filled
from rostra.assistant import verify
from rostra.feeds import SampleTruth, sample_truth
from rostra.posts import Query

Case = tuple[str, str, str, bool]
"""The kind of a claim, its language, its words, and whether it is true."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, default=120, help="drawn by --seed; 0 takes all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rerank", action="store_true", help="search with e5")
    parser.add_argument("--read", action="store_true", help="print each claim that went wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    asked = list(cases(sample_truth(NOW, ZONE)))
    if args.claims:
        asked = random.Random(args.seed).sample(asked, min(args.claims, len(asked)))
    within = Query(sample=True, now=NOW)
    told: Counter[tuple[str, str, str]] = Counter()
    with filled(rerank=args.rerank) as store:
        at = desk(store, "none", None)
        for kind, lang, claim, true in asked:
            standing = verify(claim, at, now=NOW, timezone=ZONE.key, within=within).standing
            outcome = judged(standing, true=true)
            told[kind, lang, outcome] += 1
            if args.read and outcome == "misled":
                print(f"{kind} {lang} {standing}: {claim}")
    return {**summed(told), "claims": len(asked), "now": NOW.isoformat()}


def cases(truth: SampleTruth) -> Iterator[Case]:
    """Give the claims of the truth, then its facts in both languages."""
    for claim in truth.claims:
        yield claim.change or "unaltered", claim.lang, claim.text, claim.supported
    for fact in truth.facts.values():
        kind = "rumour" if fact.rumour else "superseded" if fact.superseded_by else "fact"
        yield kind, "zh", fact.zh, kind == "fact"
        yield kind, "en", fact.en, kind == "fact"


def judged(standing: str, *, true: bool) -> str:
    """Call a verdict right, misled or open."""
    if standing == "no evidence":
        return "open"
    return "right" if (standing == "supported") == true else "misled"


def summed(told: Counter[tuple[str, str, str]]) -> dict[str, Any]:
    """Sum outcomes up: over all, by language and by kind."""
    kinds = sorted({kind for kind, _, _ in told})
    return {
        **_shares(told),
        **{lang: _shares(_only(told, 1, lang)) for lang in ("en", "zh")},
        "by_kind": {kind: _shares(_only(told, 0, kind)) for kind in kinds},
    }


def _only(told: Counter[tuple[str, str, str]], place: int, name: str) -> Counter[Any]:
    return Counter({key: n for key, n in told.items() if key[place] == name})


def _shares(told: Counter[Any]) -> dict[str, Any]:
    counts = {name: sum(n for key, n in told.items() if key[2] == name) for name in OUTCOMES}
    whole, decided = sum(counts.values()), counts["right"] + counts["misled"]
    return {
        "right": round(counts["right"] / whole, 3) if whole else None,
        "misled": round(counts["misled"] / whole, 3) if whole else None,
        "no_evidence": round(counts["open"] / whole, 3) if whole else None,
        "accuracy_where_decided": round(counts["right"] / decided, 3) if decided else None,
        "asked": whole,
    }


OUTCOMES = ("right", "misled", "open")
