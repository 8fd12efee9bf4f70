"""Where a post stands on a claim: for it, against it, or beside it; by rules, in two languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isclose
from typing import Literal

from rostra import text
from rostra.assistant._corrections import is_correction
from rostra.assistant._overlap import copied, same_script, speaks, stems
from rostra.assistant._relevance import bearing, coverage
from rostra.assistant._rules import content_words
from rostra.assistant._sift import readable
from rostra.assistant._signals import denies
from rostra.assistant._sought import asks
from rostra.assistant._types import Plan
from rostra.posts import Embed, Post

Side = Literal["for", "against"]

BEARS, ABOUT = 0.6, 0.45
"""Share of a claim's words that a post must hold to bear it out, and to speak of it at all."""
AFFIRMS = 0.75
"""Share of a denial's words that a post which denies nothing must hold to speak against it."""
ANCHORED = {1: 0.45, 2: 0.25}
"""The same where all figures of the claim, one or more, stand in the post: words vary more."""
ALIKE = 0.55
"""Cosine (static table) from which a post in another language means the same, half said."""
ROUNDING = 0.005
LEAST_WORDS = 2
"""Words of content that a post must share with a part of a claim to speak against it."""
OWN_WORDS = 3
"""Words of content that a part of a claim must have to be judged by itself."""
IN_ALL = 0.35
"""Share of the whole claim's words that a post must hold, whatever part it speaks of."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim that may be right or wrong by itself, with the plan of its words."""

    said: str
    plan: Plan
    denies: bool
    figures: tuple[text.Quantity, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a post stands: `strength` 0 to 1; [start, end) of its text shows it; `why` in a word.

    `why` is one of told, denied, corrected, figure, date, opposite.
    """

    side: Side
    strength: float
    start: int
    end: int
    why: str


def parts(plan: Plan) -> tuple[Part, ...]:
    """Take a claim apart where it says several things; the whole where it does not."""
    pieces = [p.strip() for p in _BETWEEN.split(plan.question) if p and p.strip()]
    if len(pieces) < 2 or any(len(content_words(p)) < OWN_WORDS for p in pieces):
        pieces = [plan.question]
    return tuple(_part(plan, piece) for piece in pieces)


def stance(claim: Sequence[Part], post: Post, embed: Embed | None = None) -> Stance | None:
    """Tell where a post stands on a claim; None where it speaks of something else or only asks."""
    source = readable(post.text)
    if asks(source):
        return None
    whole = sum(_cover(p, post, source) * len(p.plan.terms) for p in claim)
    if len(claim) > 1 and whole < IN_ALL * sum(len(p.plan.terms) for p in claim):
        return None
    mixed = _mixed(claim)
    found = [_on(part, post, source, embed, mixed=mixed) for part in claim]
    against = [s for s in found if s is not None and s.side == "against"]
    if against:
        return max(against, key=lambda s: s.strength)
    told = [s for s in found if s is not None]
    if len(told) < len(found):
        return None
    weakest = min(told, key=lambda s: s.strength)
    return replace(max(told, key=lambda s: s.strength), strength=weakest.strength)


def _part(plan: Plan, piece: str) -> Part:
    known = dict(zip(plan.terms, plan.renderings or ((),) * len(plan.terms), strict=True))
    bare = _without_figures(piece)
    terms = tuple(t for t in content_words(bare) if not t[0].isdigit()) or content_words(piece)
    renderings = tuple(known.get(term, ()) for term in terms)
    own = replace(plan, question=piece, terms=terms, renderings=renderings, queries=())
    return Part(piece, own, denies(piece), _figures(piece))


def _mixed(claim: Sequence[Part]) -> bool:
    """Whether a claim both says and denies, so that a denial in a post may belong to either."""
    return len({part.denies for part in claim}) > 1


def _on(part: Part, post: Post, source: str, embed: Embed | None, *, mixed: bool) -> Stance | None:
    """Hold one part of the claim against a post."""
    whole = _cover(part, post, source)
    held = [any(_same(asked, q) for q in _figures(source)) for asked in part.figures]
    start, end = _nearest(part, post, source)
    sentence = source[start:end]
    clause = max(_CLAUSE.split(sentence), key=lambda c: _cover(part, post, c))
    why = _speaks_against(part, post, sentence, clause)
    if why is not None and not (mixed and why == "denied"):
        return Stance("against", whole, start, end, why)
    least = BEARS
    if held and all(held):
        least = ANCHORED[min(len(held), max(ANCHORED))]
    elif not held and ABOUT <= whole < BEARS and _means(part, post, source, embed):
        least = ABOUT
    if least == BEARS and bearing(part.plan, replace(post, text=source)) < least:
        return None  # whom it names and no more
    if whole < least or not all(held) or _misses_names(part, post):
        return None
    turned = part.denies not in (denies(sentence), denies(clause))
    if turned and not mixed and not (part.denies and denies(source)):
        return None
    return Stance("for", max(whole, 0.9 if all(held) and held else 0.0), start, end, "told")


def _means(part: Part, post: Post, source: str, embed: Embed | None) -> bool:
    """Whether a post in another language means about the same."""
    if embed is None or speaks(post.lang, part.plan.lang):
        return False
    vectors = embed([part.said, source])
    return float(vectors[0] @ vectors[1]) >= ALIKE


def _speaks_against(part: Part, post: Post, sentence: str, clause: str) -> str | None:
    """Name what speaks against a part: a correction, a denial, another figure or day."""
    if not part.denies and is_correction(post) and _quoted(part, post, sentence):
        return "corrected"
    turned = part.denies not in (denies(sentence), denies(clause))
    least = AFFIRMS if part.denies else BEARS
    bears = part.denies and denies(post.text)
    if turned and not bears and _same_matter(part, post, clause, least):
        return "denied"
    if _same_matter(part, post, sentence):
        if any(_rivals(part, piece, post.text) for piece in (clause, sentence)):
            return "figure"
        if _other_day(part, post, sentence):
            return "date"
    return None


def _same_matter(part: Part, post: Post, piece: str, least: float = BEARS) -> bool:
    share = _cover(part, post, piece)
    return share >= least and share * len(part.plan.terms) >= LEAST_WORDS - 0.01


def _quoted(part: Part, post: Post, sentence: str) -> bool:
    """Whether a correction quotes this part as what is wrong, or says it in the sentence itself."""
    quotes = [m.group(1) for m in _QUOTED.finditer(post.text)]
    wrong = is_correction(replace(post, text=sentence)) and not _CONFIRMS.search(sentence)
    return any(_same_matter(part, post, quote, ABOUT) for quote in quotes) or (
        wrong and _same_matter(part, post, sentence)
    )


def _cover(part: Part, post: Post, piece: str) -> float:
    """Measure how much of a part stands in a piece of a post, in either language, 0 to 1."""
    held = coverage(part.plan, replace(post, text=piece))
    return max(held, copied(part.said, piece)) if same_script(part.said, piece) else held


def _nearest(part: Part, post: Post, source: str) -> tuple[int, int]:
    spans = [s for s in text.sentences(source) if source[s[0] : s[1]].strip()]
    return max(
        spans, key=lambda s: _cover(part, post, source[s[0] : s[1]]), default=(0, len(source))
    )


def _rivals(part: Part, piece: str, whole: str) -> bool:
    """Whether a piece gives another figure of a unit the part names, whose own stands nowhere."""
    known, everywhere = _figures(piece), _figures(whole)
    for asked in part.figures:
        alike = [q for q in known if q.unit == asked.unit or {q.unit, asked.unit} <= _COUNTED]
        if alike and not any(_same(asked, q) for q in everywhere):
            return True
    return False


_COUNTED = {"", "person"}


@lru_cache(maxsize=2048)
def _figures(written: str) -> tuple[text.Quantity, ...]:
    """Find the quantities of a text, and its times of day in minutes under the unit "clock"."""
    times = text.clocks(written)
    inside = {at for time in times for at in range(*time.span)}
    counted = (q for q in text.quantities(written) if q.span[0] not in inside)
    return (*counted, *(text.Quantity(float(t.minute), "clock", t.span) for t in times))


def _same(one: text.Quantity, other: text.Quantity) -> bool:
    units = {one.unit, other.unit}
    near = isclose(one.value, other.value, rel_tol=ROUNDING)
    return near and (len(units) == 1 or "" in units)


def _other_day(part: Part, post: Post, sentence: str) -> bool:
    asked = [(m.month, m.day) for m in text.dates(part.said, post.created) if m.day]
    told = [(m.month, m.day) for m in text.dates(sentence, post.created) if m.day]
    return bool(asked) and bool(told) and not set(asked) & set(told)


def _misses_names(part: Part, post: Post) -> bool:
    """Whether a part names what a post in its language does not name."""
    if not speaks(post.lang, part.plan.lang):
        return False
    held = stems(f"{post.text} {post.author.name} {post.author.handle}")
    flat = text.simplify(post.text).casefold()
    return any(
        not (stems(name) & held or text.simplify(name).casefold() in flat)
        for name in text.names(part.said)
        if not text.quantities(name)
    )


@lru_cache(maxsize=2048)
def _without_figures(written: str) -> str:
    kept = list(written)
    for quantity in text.quantities(written):
        start, end = quantity.span
        kept[start:end] = " " * (end - start)
    return "".join(kept)


_BETWEEN = re.compile(r"[,，;；]|\band\b|\bbut\b|\bwhile\b|(?<=[^不])而且|并且|但是?")
_CLAUSE = re.compile(r"[,，;；:：—]|\bbut\b|\bwhile\b|但|而")
_CONFIRMS = re.compile(r"\bcorrect(?:ion|ing)\b|更正|修正", re.IGNORECASE)
_QUOTED = re.compile(r"[“‘「『\"]([^”’」』\"]{4,80})[”’」』\"]")
