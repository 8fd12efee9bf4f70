"""How answers on the sample feed compare with its annotated truth, by who writes them.

Every question that needs posts is asked of a store that holds the sample, through the whole of
`ask`. A cited post counts as right when it, or the post it copies, is one that the truth names as
relevant. A question is answered right when the posts of all its facts are cited, and none that
tells what was corrected, or a joke; partly when some of its facts are; unanswered when nothing is
told. Abstaining is right where the posts do not tell. Each story is asked for its course in both
languages: Kendall's tau of the order told and the true one, and the share of its events told.
`--read` prints the answers to be read, and which posts they cite are jokes or noise.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from measure._glossary import glossary
from measure.altered import altered
from measure.ask import e5
from rostra.assistant import Answer, Desk, answer, opening
from rostra.errors import WeightsError
from rostra.feeds import SampleTruth, sample_changes, sample_truth
from rostra.feeds._sample_truth import SampleQuestion, SampleStory
from rostra.models import Lineup, Model, cache_folder, open_models, open_static, warm
from rostra.posts import Post, Query, Store, open_store

WRITERS = ("none", "mini", "large")
NOW = datetime(2026, 8, 20, 14, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
JESTS = {"joke", "satire"}
NOISE = {"ad", "spam", "noise"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", choices=WRITERS, action="append", help="who writes; default all")
    parser.add_argument("--questions", type=int, default=0, help="only so many, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only questions whose id or text holds this")
    parser.add_argument("--no-rerank", action="store_true", help="search without e5")
    parser.add_argument("--read", action="store_true", help="print each question and its answer")


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    truth = sample_truth(NOW, ZONE)
    asked = [q for q in truth.questions if q.needs == "posts" and args.only in f"{q.id} {q.text}"]
    if args.questions:
        asked = random.Random(args.seed).sample(asked, args.questions)
    figures: dict[str, Any] = {}
    with filled(rerank=not args.no_rerank) as store:
        for name in args.model or WRITERS:
            with writer(name) as model:
                outcomes = [outcome(q, desk(store, name, model), truth) for q in asked]
                stories = [(s, lang) for s in truth.stories if s.timeline for lang in ("en", "zh")]
                orders = [ordered(*asking, desk(store, name, model), truth) for asking in stories]
            figures[name] = summed(outcomes) | timelines(orders)
            if args.read:
                print("\n".join(map(told, outcomes)))
    told_apart = altered(truth, {c.id: c for c in sample_changes(NOW, ZONE) if isinstance(c, Post)})
    return figures | told_apart | {"questions": len(asked), "now": NOW.isoformat()}


@contextmanager
def filled(*, rerank: bool = True) -> Iterator[Store]:
    """Hold the sample in a store of its own."""
    with tempfile.TemporaryDirectory(prefix="rostra-sample-") as folder:
        store = open_store(
            Path(folder),
            embed=open_static(),
            fine=e5() if rerank else None,
            clock=lambda: NOW + timedelta(days=1),
        )
        store.write(list(sample_changes(NOW, ZONE)))
        try:
            yield store
        finally:
            store.close()


@contextmanager
def writer(name: str) -> Iterator[Model | None]:
    """Open the model that writes, warmed; None for "none"."""
    if name == "none":
        yield None
        return
    with open_models(Lineup(cache=cache_folder(os.environ, Path.home()))) as models:
        model = models.only(name)
        try:
            for lang in ("zh", "en"):
                warm(model, opening(lang))
        except WeightsError as error:
            raise FileNotFoundError(str(error)) from error
        yield model


def desk(store: Store, name: str, model: Model | None) -> Desk:
    """Set the desk as `app` sets it for a bundled model."""
    judges = name == "large"
    return Desk(
        search=store.search,
        count=store.count,
        rising=store.rising,
        model=model,
        judge=model if judges else None,
        embed=open_static(),
        gloss=glossary(),
        crosses=judges,
        patience_s=60.0,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and what the truth says of the posts it cites."""

    question: SampleQuestion
    answer: Answer
    cited: tuple[str, ...]
    relevant: int
    facts: int
    wrong: int
    jests: int
    noise: int
    odd: tuple[str, ...]
    seconds: float

    @property
    def verdict(self) -> str:
        """Tell in a word how the question was answered."""
        if not self.cited:
            return "unanswered" if self.question.answerable else "declined"
        if not self.question.answerable:
            return "should decline"
        if self.wrong or self.jests:
            return "misled" if not self.facts else "mixed"
        if self.facts == len(self.question.facts):
            return "right"
        return "partly" if self.facts else "beside"


def outcome(
    question: SampleQuestion,
    at: Desk,
    truth: SampleTruth,
    by: Callable[..., Answer] = answer,
) -> Outcome:
    """Ask a question and compare; `by` answers it."""
    began = time.perf_counter()
    within = Query(sample=True, now=NOW)
    found = by(question.text, at, now=NOW, timezone=ZONE.key, within=within, seed=1)
    cited = tuple(dict.fromkeys(c.post_id for s in found.sentences for c in s.citations))
    origins = [truth.posts[post_id].origin or post_id for post_id in cited]
    named = {*question.relevant, *_by(truth, question.facts)}
    told_kinds = {post_id: truth.posts[post_id].kind for post_id in cited}
    kinds = Counter(told_kinds.values())
    return Outcome(
        question,
        found,
        cited,
        relevant=sum(origin in named for origin in origins),
        facts=sum(not set(truth.facts[f].by).isdisjoint(origins) for f in question.facts),
        wrong=len((set(_by(truth, question.wrong_facts)) - named) & set(origins)),
        jests=sum(kinds[kind] for kind in JESTS),
        noise=sum(kinds[kind] for kind in NOISE),
        odd=tuple(f"{kind} {id_}" for id_, kind in told_kinds.items() if kind in JESTS | NOISE),
        seconds=time.perf_counter() - began,
    )


def _by(truth: SampleTruth, facts: Iterable[str]) -> list[str]:
    return [post for fact in facts for post in truth.facts[fact].by]


@dataclass(frozen=True, slots=True)
class Order:
    """The facts of a story as an answer orders them, by their places in the truth.

    `facts` is how many there are; `told` of the events told, `beside` are of other stories.
    """

    places: tuple[int, ...]
    facts: int
    told: int
    beside: int

    @property
    def kendall(self) -> float | None:
        """Kendall's tau of the order told and the true one; None under two facts."""
        pairs = [b - a for at, a in enumerate(self.places) for b in self.places[at + 1 :]]
        return sum(1 if d > 0 else -1 for d in pairs) / len(pairs) if pairs else None


def ordered(story: SampleStory, lang: str, at: Desk, truth: SampleTruth) -> Order:
    """Ask how a story went, and compare the order of the events with the truth's."""
    asked = f"How did this unfold: {story.en}?" if lang == "en" else f"{story.zh}的经过是怎样的？"
    within = Query(sample=True, now=NOW)
    found = answer(asked, at, now=NOW, timezone=ZONE.key, within=within, seed=1)
    places: list[int] = []
    for told in found.timeline:
        origin = truth.posts[told.post_id].origin or told.post_id
        for place, fact in enumerate(story.timeline):
            if {told.post_id, origin} & set(truth.facts[fact].by) and place not in places:
                places.append(place)
    beside = sum(truth.posts[told.post_id].story != story.id for told in found.timeline)
    return Order(tuple(places), len(story.timeline), len(found.timeline), beside)


def timelines(orders: Sequence[Order]) -> dict[str, Any]:
    """Sum up how well events were ordered, found, and kept apart from other stories."""
    taus = [order.kendall for order in orders if order.kendall is not None]
    return {
        "timeline_kendall": round(sum(taus) / len(taus), 3) if taus else None,
        "timeline_recall": _share(sum(len(o.places) for o in orders), sum(o.facts for o in orders)),
        "timeline_beside": _share(sum(o.beside for o in orders), sum(o.told for o in orders)),
    }


def summed(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Sum outcomes up to the figures of a table's row."""
    can = [o for o in outcomes if o.question.answerable]
    cannot = [o for o in outcomes if not o.question.answerable]
    declined = [o for o in outcomes if not o.cited]
    corrections = [o for o in can if o.question.wrong_facts]
    verdicts = Counter((o.question.lang, o.verdict) for o in outcomes)
    return {
        "citation_precision": _share(sum(o.relevant for o in can), sum(len(o.cited) for o in can)),
        "citation_recall": _share(
            sum(o.facts for o in can), sum(len(o.question.facts) for o in can)
        ),
        "abstention_precision": _share(
            sum(not o.question.answerable for o in declined), len(declined)
        ),
        "abstention_recall": _share(sum(not o.cited for o in cannot), len(cannot)),
        "corrections_adopted": _share(
            sum(o.facts > 0 and not o.wrong for o in corrections), len(corrections)
        ),
        "jokes_told_as_news": sum(o.jests for o in outcomes),
        "noise_cited": sum(o.noise for o in outcomes),
        **{
            lang: {verdict: n for (of, verdict), n in sorted(verdicts.items()) if of == lang}
            for lang in ("en", "zh")
        },
        "seconds_p50": round(sorted(o.seconds for o in outcomes)[len(outcomes) // 2], 2),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def told(one: Outcome) -> str:
    """Write an outcome to be read by eye: question, verdict, answer, cards."""
    lines = [f"\n## {one.verdict}: {one.question.id} {one.question.text}", one.answer.text]
    lines += [f"  cited: {odd}" for odd in one.odd]
    lines += [f"  [{e.number}] {e.score:.2f} {' '.join(e.post.text.split())}"
              for e in one.answer.evidence]  # fmt: skip
    return "\n".join(lines)
