"""Numbers, dates and times of a sentence that its posts do not tell, and numbers told of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from rostra import text
from rostra.posts import Post

ROUNDING = 0.005
"""Relative difference at which two numbers count as the same (rounding in writing)."""
_DAY_SLACK = 1
"""Days by which a date may differ from the day of posting (time zones)."""
_TELLING = frozenset({"%", "°C"})
_DIGITS = re.compile(r"(?<![0-9])[0-9]+(?:[.,][0-9]+)*")
_SCALED = re.compile(r"[0-9.]\s?(?:[百千万萬亿億]|hundred|thousand|[mbtr]+illion|[kKmMbB]\b)")
_LINK = re.compile(r"https?://\S+|www\.\S+|@[\w.]+")
_WORDS = re.compile(
    r"(?<![0-9.])(?=.?[〇一二三四五六七八九两兩十])[〇一二三四五六七八九十百千万两兩]+|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What does not agree, in words, and how many of the claim's figures the posts tell too."""

    missing: tuple[str, ...]
    shared: int


def figures(claim: str, posts: Sequence[Post]) -> Figures:
    """Compare the numbers, days and times of a claim with those of its posts, by value."""
    numbers, one = _numbers_missing(claim, [post.text for post in posts])
    days, two = _days_missing(claim, posts)
    times, three = _times_missing(claim, posts)
    loose = _loose_missing(claim, posts)
    return Figures((*numbers, *days, *times, *loose), one + two + three)


def same(one: text.Quantity, other: text.Quantity) -> bool:
    """Whether two quantities are the same, a missing unit and rounding forgiven."""
    units = {one.unit, other.unit}
    return isclose(one.value, other.value, rel_tol=ROUNDING) and (
        len(units) == 1 or units <= {"", "person"} or ("" in units and not units & _TELLING)
    )


def _numbers_missing(claim: str, bodies: Sequence[str]) -> tuple[list[str], int]:
    known = [q for body in bodies for q in text.quantities(body)]
    loose = {n for body in bodies for n in _loose(body)}
    missing, shared = [], 0
    for asked in text.quantities(claim):
        if any(same(asked, other) for other in known):
            shared += 1
        elif asked.value != 1 and not _bare(claim[slice(*asked.span)]) & loose:
            missing.append(f"the number {claim[slice(*asked.span)].strip()} is not in the posts")
    return missing, shared


@lru_cache(maxsize=2048)
def _loose(written: str) -> frozenset[float]:
    """Read the numbers that have no unit: what they count is not said, or said elsewhere."""
    kept = list(_blank(written))
    for quantity in text.quantities(written):
        a, b = quantity.span
        if quantity.unit and not written[a:b].rstrip().endswith(("w", "W")):
            kept[a:b] = " " * (b - a)
    return _written("".join(kept))


@lru_cache(maxsize=4096)
def _written(part: str) -> frozenset[float]:
    """Read all numbers as they are written, in digits, 八 or two, whatever they count."""
    bare = _blank(part)
    found = {_float(m.group()) for m in _DIGITS.finditer(bare)}
    found |= {text.number(m.group()) for m in _WORDS.finditer(bare)}
    return frozenset(n for n in found if n is not None)


def _bare(part: str) -> frozenset[float]:
    """Read a number whose unit the posts may leave out; with a scale it is never the same."""
    return frozenset() if _SCALED.search(part) else _written(part)


def _blank(written: str) -> str:
    return _LINK.sub(lambda m: " " * len(m.group()), written)


def _float(digits: str) -> float | None:
    bare = digits.replace(",", "")
    return float(bare) if bare.count(".") < 2 else None


def _loose_missing(claim: str, posts: Sequence[Post]) -> list[str]:
    """Compare digits that are neither quantity, date nor time: of names, editions, lines."""
    bare = _blank(claim)
    spans = [q.span for q in text.quantities(claim)]
    spans += [m.span for m in _moments(claim, posts)] + [c.span for c in text.clocks(claim)]
    known: set[float] = set()
    for post in posts:
        known |= _written(post.text) | {q.value for q in text.quantities(post.text)}
    missing = []
    for match in _DIGITS.finditer(bare):
        if any(a <= match.start() < b for a, b in spans):
            continue
        if not _written(match.group()) <= known:
            missing.append(f"the number {match.group()} is not in the posts")
    return missing


def _times_missing(claim: str, posts: Sequence[Post]) -> tuple[list[str], int]:
    known = {c.minute for post in posts for c in text.clocks(post.text)}
    bare = {60 * (n % 12) for post in posts for n in _written(post.text) if n <= 24}
    missing, shared = [], 0
    for asked in text.clocks(claim):
        if asked.minute in known or (not known and asked.minute in bare):
            shared += 1
        else:
            missing.append(f"the time {claim[slice(*asked.span)].strip()} is not in the posts")
    return missing, shared


def _days_missing(claim: str, posts: Sequence[Post]) -> tuple[list[str], int]:
    missing, shared = [], 0
    for asked in _moments(claim, posts):
        known = {(m.year, m.month, m.day) for p in posts for m in text.dates(p.text, p.created)}
        told = (asked.year, asked.month, asked.day)
        named = any(day is not None for _, _, day in known)
        if any(_covers(told, day) for day in known):
            shared += 1
        elif not any(_day_of(told, post, slack=0 if named else _DAY_SLACK) for post in posts):
            missing.append(f"the date {claim[slice(*asked.span)].strip()} is not in the posts")
    return missing, shared


def _moments(claim: str, posts: Sequence[Post]) -> tuple[text.Moment, ...]:
    """Read the claim's dates as of the newest post (a copied "yesterday" is the post's own)."""
    return text.dates(claim, max(p.created for p in posts)) if posts else ()


def _covers(
    told: tuple[int, int | None, int | None], known: tuple[int, int | None, int | None]
) -> bool:
    return all(a is None or a == b for a, b in zip(told, known, strict=True))


def _day_of(told: tuple[int, int | None, int | None], post: Post, slack: int) -> bool:
    year, month, day = told
    at = post.created
    if (year, month or at.month) != (at.year, at.month):
        return False
    return day is None or abs(day - at.day) <= slack
