"""How well the checker tells altered sentences and posts from true ones, with no model.

Pairs of a sentence and the posts that support it are taken from the sample's truth: the wordings
of its facts (both languages, each against all posts that tell it) and its supported claims. In
each, one thing is altered: in the sentence, or in the posts. The checker's `strength` must
rank the true pairs above the altered ones: that is the AUC, `altered_auc` over numbers, dates
and names, `harder_auc` over denial, direction and changed places, `every_auc` over all.
`--judge large` asks the model too, where the cheap signs disagree. `false_alarms` are true pairs
that the checker calls unsupported.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

from measure._alter import Change, changes, denied, named
from measure._glossary import glossary
from rostra.assistant import Desk, weigh
from rostra.feeds import SampleTruth, sample_changes, sample_truth
from rostra.models import open_static
from rostra.posts import Found, Post

HARDER = frozenset(("negation", "direction", "swap"))
"""Changes of sense; the others are those of figures, days and names."""
PER_CELL = 40
"""Altered pairs of one kind, place and pair of languages, at most."""


@dataclass(frozen=True, slots=True)
class Base:
    """A true pair: what is told, in each language it has words in, and all posts that tell it."""

    told: Mapping[str, str]
    posts: tuple[Post, ...]
    langs: frozenset[str]
    fact: bool

    def between(self, lang: str) -> str:
        """Name the languages of sentence and posts; posts of the sentence's own come first."""
        return f"{lang}-{lang if lang in self.langs else min(self.langs)}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and posts; `kind` says what was altered ("" = nothing), `where` in which."""

    sentence: str
    posts: tuple[Post, ...]
    langs: str
    kind: str = ""
    where: str = ""
    fact: bool = False


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--judge", default="", help="a model that is asked where signs disagree")
    parser.add_argument("--pairs", type=int, default=0, help="only so many altered pairs")
    parser.add_argument("--read", action="store_true", help="print what is told apart wrongly")


def run(args: argparse.Namespace) -> dict[str, Any]:
    from measure.sample import NOW, ZONE, writer

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    posts = {c.id: c for c in sample_changes(NOW, ZONE) if isinstance(c, Post)}
    with ExitStack() as stack:
        judge = stack.enter_context(writer(args.judge)) if args.judge else None
        desk = replace(cheap(), judge=judge)
        true, changed = pairs(sample_truth(NOW, ZONE), posts, args.seed)
        if args.pairs:
            rng = random.Random(args.seed)
            changed = rng.sample(changed, args.pairs)
            true = rng.sample(true, min(len(true), args.pairs))
        return figures(true, changed, desk, read=args.read)


def altered(truth: SampleTruth, posts: Mapping[str, Post], seed: int = 1) -> dict[str, Any]:
    """Give the two figures that `measure sample` reports."""
    told = figures(*pairs(truth, posts, seed), cheap())
    return {name: told[name] for name in ("altered_auc", "altered_pairs")}


def cheap() -> Desk:
    """Set a desk that checks with no model."""
    return Desk(search=lambda _query: Found(()), embed=open_static(), gloss=glossary())


def pairs(
    truth: SampleTruth, posts: Mapping[str, Post], seed: int
) -> tuple[list[Pair], list[Pair]]:
    """Make the true pairs and the altered ones; the same for the same seed."""
    rng = random.Random(seed)
    bases = list(_bases(truth, posts))
    others = _others(bases)
    true = [
        Pair(told, base.posts, base.between(lang), fact=base.fact)
        for base in bases
        for lang, told in base.told.items()
    ]
    made = [pair for base in bases for pair in _altered(base, others, rng)]
    cells: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
    for pair in dict.fromkeys(made):
        cells[pair.kind, pair.where, pair.langs].append(pair)
    kept = [p for cell in cells.values() for p in rng.sample(cell, min(PER_CELL, len(cell)))]
    return list(dict.fromkeys(true)), kept


def _bases(truth: SampleTruth, posts: Mapping[str, Post]) -> Iterator[Base]:
    told = [({"zh": f.zh, "en": f.en}, f.by, True) for f in truth.facts.values()]
    told += [({c.lang: c.text}, c.posts, False) for c in truth.claims if c.supported]
    for wordings, by, fact in told:
        own = tuple(posts[p] for p in by if p in posts)
        langs = frozenset(post.lang[:2] for post in own)
        if own and langs <= {"zh", "en"}:
            yield Base(wordings, own, langs, fact)


def _others(bases: Sequence[Base]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for base in bases:
        for lang, told in base.told.items():
            for kind, name in named(told, lang):
                found[kind].add(name)
    return {kind: sorted(names) for kind, names in found.items()}


def _altered(base: Base, others: Mapping[str, Sequence[str]], rng: random.Random) -> Iterator[Pair]:
    for lang, told in base.told.items():
        for change in (*changes(told, lang, others, rng), *denied(told, lang)):
            if change.kind not in ("name", "place") or _borne(change, base, lang):
                yield Pair(
                    change.made(told), base.posts, base.between(lang), change.kind, "sentence"
                )
    if len(base.langs) > 1 or not base.langs <= set(base.told):
        return  # what is altered in one language would stand in the other
    (lang,) = base.langs
    own = base.told[lang]
    for change in (*changes(own, lang, others, rng), *_denied_posts(own, base, lang)):
        posts = tuple(replace(p, text=change.made(p.text)) for p in base.posts)
        # A change that misses one of the posts leaves the fact standing in it.
        if all(a.text != b.text for a, b in zip(posts, base.posts, strict=True)):
            for to, told in base.told.items():
                if to == lang or _said_too(change, told):
                    yield Pair(told, posts, base.between(to), change.kind, "post")


def _borne(change: Change, base: Base, lang: str) -> bool:
    """Whether the posts of the sentence's language have the name that is taken out of it."""
    own = [post.text for post in base.posts if post.lang[:2] == lang]
    return not own or any(change.old in body for body in own)


def _said_too(change: Change, told: str) -> bool:
    """Whether the wording in the other language tells what is changed: its digits stand there."""
    gone = set(re.findall(r"\d+", change.old)) - set(re.findall(r"\d+", change.new))
    return bool(gone) and gone <= set(re.findall(r"\d+", told))


def _denied_posts(own: str, base: Base, lang: str) -> list[Change]:
    """Deny, or affirm, the one clause of a lone post that tells the fact."""
    from rostra.text import sentences

    if len(base.posts) != 1:
        return []
    body = base.posts[0].text
    parts = [body[a:b] for a, b in sentences(body)]
    best = max(parts, key=lambda part: len(_grams(part) & _grams(own)), default="")
    return denied(best, lang) if best and not re.search("[,，;；:：]", best) else []


def _grams(written: str) -> set[str]:
    flat = "".join(filter(str.isalnum, written.lower()))
    return {flat[i : i + 2] for i in range(len(flat) - 1)}


def figures(
    true: Sequence[Pair], altered: Sequence[Pair], desk: Desk, *, read: bool = False
) -> dict[str, Any]:
    """Weigh every pair and sum up: AUC over all, by kind, by languages, and the false alarms."""
    up = [(pair, weigh(pair.sentence, pair.posts, desk)) for pair in true]
    down = [(pair, weigh(pair.sentence, pair.posts, desk)) for pair in altered]
    if read:
        _print(up, down)

    def ranked(pick: str) -> dict[str, Any]:
        groups = sorted({getattr(pair, pick) for pair, _ in down})
        table = {}
        for group in groups:
            low = [o.strength for pair, o in down if getattr(pair, pick) == group]
            same = pick == "langs"
            high = [o.strength for pair, o in up if not same or pair.langs == group]
            table[group] = {"auc": auc(high, low), "pairs": len(low)}
        return table

    facts = [(pair, o) for pair, o in up if pair.fact]
    alarms = {
        langs: {
            "true": sum(p.langs == langs for p, _ in facts),
            "unsupported": sum(p.langs == langs and o.verdict == "unsupported" for p, o in facts),
            "partly": sum(p.langs == langs and o.verdict == "partly" for p, o in facts),
        }
        for langs in sorted({p.langs for p, _ in facts})
    }
    passed = sum(o.verdict == "supported" for _, o in down)
    high = [o.strength for _, o in up]
    plain = [o.strength for pair, o in down if pair.kind not in HARDER]
    harder = [o.strength for pair, o in down if pair.kind in HARDER]
    return {
        "altered_auc": auc(high, plain),
        "altered_pairs": len(plain),
        "harder_auc": auc(high, harder),
        "harder_pairs": len(harder),
        "every_auc": auc(high, [*plain, *harder]),
        "true_pairs": len(up),
        "altered_called_supported": round(passed / len(down), 3),
        "by_kind": ranked("kind"),
        "by_languages": ranked("langs"),
        "by_place": ranked("where"),
        "false_alarms": alarms,
    }


def auc(high: Sequence[float], low: Sequence[float]) -> float | None:
    """Give the chance that a true pair is ranked above an altered one; a tie is half."""
    if not high or not low:
        return None
    won = sum((a > b) + (a == b) / 2 for a in high for b in low)
    return round(won / (len(high) * len(low)), 4)


def _print(up: Sequence[tuple[Pair, Any]], down: Sequence[tuple[Pair, Any]]) -> None:
    for pair, o in sorted(up, key=lambda row: row[1].strength):
        print(f"TRUE {o.strength:.2f} {o.verdict} {pair.langs}: {pair.sentence} {o.reasons}")
        print("      " + " | ".join(" ".join(p.text.split())[:300] for p in pair.posts))
    for pair, o in sorted(down, key=lambda row: -row[1].strength):
        where = f"{pair.kind} {pair.where} {pair.langs}"
        print(f"ALT {o.strength:.2f} {where}: {pair.sentence} {o.reasons}")
        print("      " + " | ".join(" ".join(p.text.split())[:300] for p in pair.posts))
