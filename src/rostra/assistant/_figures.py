"""Numbers, dates and times of a sentence that its posts do not tell, and numbers told of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from rostra import text
from rostra.assistant._words import STOP_WORDS
from rostra.posts import Post

ROUNDING = 0.005
"""Relative difference at which two numbers count as the same (rounding in writing)."""
_DAY_SLACK = 1
"""Days by which a date may differ from the day of posting (time zones)."""
_TELLING = frozenset({"%", "°C"})
_CONVERTED = frozenset({"m", "kg", "s", "m²"})
"""Units that others are turned into: a bare number is held against the one that is written."""
_PEOPLE = frozenset("人名位个個口")
_COUNTERS = frozenset("家所座辆輛条條块塊只隻份场場票批款项項间間户戶起本张張")
_DIGITS = re.compile(r"(?<![0-9])[0-9]+(?:[.,][0-9]+)*")
_SCALED = re.compile(r"[0-9.]\s?(?:[百千万萬亿億]|hundred|thousand|[mbtr]+illion|[kKmMbB]\b)")
_BELOW = re.compile(r"\s*(?:[CF]\s)?(?:below (?:zero|freezing))", re.IGNORECASE)
_NOUN = re.compile(r"[\s-]([A-Za-z]{3,})")
_METRES = re.compile(r" m(?![\w/'’])")
_SCORE = re.compile(
    r"(?<![\w.-])([0-9]{1,3})\s?[-–比]\s?([0-9]{1,3})"
    r"(?![\w%]|\.[0-9]|\s?[-–]\s?[0-9])"
)
_NTH = re.compile(r"第([0-9〇一二三四五六七八九十百两]+)(?=(.))")  # noqa: RUF001
_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]+)-?([0-9]+(?:\.[0-9]+)*)(?![0-9A-Za-z])")
_VERSION = re.compile(r"(?<![0-9.])()([0-9]+\.[0-9]+\.[0-9]+)(?![0-9.])")
_MARKED = (_SCORE, _NTH, _CODE, _VERSION)
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
    loose = [*_loose_missing(claim, posts), *_marked_missing(claim, [p.text for p in posts])]
    return Figures((*numbers, *days, *times, *loose), one + two + three)


@dataclass(frozen=True, slots=True)
class _Told:
    """A quantity, the number as it is written, and the Han letter that says what is counted."""

    value: float
    unit: str
    written: frozenset[float]
    counter: str
    noun: str = ""


@lru_cache(maxsize=4096)
def _told(body: str) -> tuple[_Told, ...]:
    told = []
    for q in text.quantities(body):
        a, b = q.span
        after = body[b : b + 1] if q.unit != "person" else "人"
        counter = after if after in _COUNTERS else "人" if after in _PEOPLE else ""
        unit = "m" if not q.unit and _METRES.match(body, b) else q.unit
        noun = _NOUN.match(body, b)
        counts = noun[1].casefold() if noun and not unit else ""
        value = -q.value if unit == "°C" and _BELOW.match(body, b) else q.value
        told.append(_Told(value, unit, _bare(body[a:b]), counter, counts))
    return tuple(told)


def _same(asked: _Told, other: _Told) -> bool:
    """Whether a number tells what another does; a missing unit and its rounding are forgiven."""
    if asked.counter and other.counter and asked.counter != other.counter:
        return False
    units = {asked.unit, other.unit}
    if len(units) == 1 or units == {"", "person"}:
        return _rounds(asked.value, other.value)
    if "" not in units or units & _TELLING:
        return False
    if units & _CONVERTED:
        # 124 light-years are not 124 km; a bare 22 may be 22 hours.
        counts = any(t.noun and t.noun not in STOP_WORDS for t in (asked, other))
        return not counts and bool(asked.written & other.written)
    return _rounds(asked.value, other.value)


def _rounds(asked: float, other: float) -> bool:
    """Whether a number is another, or a rounder form of it: never a more exact one."""
    if isclose(asked, other, rel_tol=1e-9):
        return True
    return isclose(asked, other, rel_tol=ROUNDING) and _digits(asked) < _digits(other)


def _digits(value: float) -> int:
    """Count the significant digits of a number."""
    return len(f"{abs(value):.9g}".split("e")[0].replace(".", "").strip("0"))


def _numbers_missing(claim: str, bodies: Sequence[str]) -> tuple[list[str], int]:
    known = [told for body in bodies for told in _told(body)]
    loose = {n for body in bodies for n in _loose(body)}
    missing, shared = [], 0
    for asked, q in zip(_told(claim), text.quantities(claim), strict=True):
        if any(asked.unit == other.unit and _same(asked, other) for other in known):
            shared += 1
            continue
        otherwise = any(_other_unit(asked, other) for other in known)
        if not otherwise and any(_same(asked, other) for other in known):
            shared += 1
        elif otherwise or (asked.value != 1 and not asked.written & loose):
            missing.append(f"the number {claim[slice(*q.span)].strip()} is not in the posts")
    return missing, shared


def _other_unit(asked: _Told, other: _Told) -> bool:
    """Whether the same digits are told in another unit of the same kind: 5 hours, 5 minutes."""
    return bool(asked.unit) and asked.unit == other.unit and bool(asked.written & other.written)


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


def _marked_missing(claim: str, bodies: Sequence[str]) -> list[str]:
    """Compare numbers that belong together, or to letters: 3-2, 第三天, Model-2, 2.0.1.

    Each is missing only where the posts have one of its kind: another score, another version.
    """
    missing = []
    for pattern in _MARKED:
        known = {m for body in bodies for m in _marks(pattern, body)}
        for mark in _marks(pattern, claim):
            # Without a letter or a unit of its own, any other of the kind speaks against it.
            rivals = {k for k in known if k[0] == mark[0] or (pattern is _NTH and k[1] == mark[1])}
            if rivals and mark not in known:
                missing.append(f"{''.join(map(str, mark)).strip()} is told otherwise in the posts")
    return missing


def _marks(pattern: re.Pattern[str], written: str) -> set[tuple[str, str]]:
    found = set()
    for match in pattern.finditer(_LINK.sub(" ", text.simplify(written))):
        if pattern is _SCORE:
            found.add(("", "-".join(sorted((match[1], match[2])))))
        elif pattern is _NTH:
            number = text.number(match[1])
            found.add((match[2], str(number)))
        else:
            found.add((match[1].casefold(), match[2]))
    return found


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
