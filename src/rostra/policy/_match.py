"""Finding a rule's words in a text: whole words of letters, runs of Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rostra.policy._types import Match

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")
_AGE = re.compile(
    r"(?<![\d.])(?:1[0-7]|[1-9])[\s-]*(?:year|yr)s?[\s-]*old|(?<![\d.])(?:1[0-7]|[1-9])\s?y/?o\b"
    r"|(?<![\d.])(?:1[0-7]|[1-9])\s?岁|\baged? (?:1[0-7]|[1-9])\b"
    r"|[一二三四五六七八九]岁|(?<![二三四五六七八九])十[一二三四五六七]?岁"
)
UNDER_AGE = "@under-age"
"""Stands in a list of words for every age below eighteen, in figures or characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A form of a text with its words, so that most lists are found or not without a search."""

    text: str
    words: frozenset[str]
    han: bool


def reading(form: str) -> Reading:
    """Take a form of a text apart into its words."""
    return Reading(form, frozenset(_WORD.findall(form)), bool(_HAN.search(form)))


def found(match: Match, read: Sequence[Reading]) -> bool:
    """Say whether every group has a word in the text and no word of `unless` stands there.

    The words of one match may stand in different forms of the text: tricks can be mixed. Where
    they all stand in one form, they have to be as near to each other as the match wants them.
    What `without` names is taken out before.
    """
    if not _every(match, read):
        return False
    if any(holds(match.without, one) for one in read):
        bare = pattern_of(match.without)
        read = [reading(bare.sub(" ", one.text)) for one in read]
        if not _every(match, read):
            return False
    if any(holds(match.unless, one) for one in read):
        return False
    whole = [one for one in read if all(holds(group, one) for group in match.every)]
    return not (match.near and whole) or any(_close(match, one.text) for one in whole)


def _every(match: Match, read: Sequence[Reading]) -> bool:
    return all(any(holds(group, one) for one in read) for group in match.every)


def _close(match: Match, text: str) -> bool:
    """Say whether a word of each group stands within `near` characters of the others."""
    marks = sorted(mark for at, group in enumerate(match.every) for mark in _marks(group, text, at))
    last: dict[int, tuple[int, int]] = {}
    for start, end, at in marks:
        last[at] = (start, end)
        if len(last) == len(match.every) and start - min(e for _, e in last.values()) <= match.near:
            return True
    return False


def _marks(group: tuple[str, ...], text: str, at: int) -> Iterator[tuple[int, int, int]]:
    for pattern in (pattern_of(group), *((_AGE,) if UNDER_AGE in group else ())):
        for mark in pattern.finditer(text):
            yield mark.start(), mark.end(), at


def holds(words: tuple[str, ...], read: Reading) -> bool:
    """Say whether one of the words stands in a form of a text."""
    if not words:
        return False
    listed = _listed(words)
    if not listed.single.isdisjoint(read.words):
        return True
    if listed.stems and any(word.startswith(listed.stems) for word in read.words):
        return True
    if read.han and any(word in read.text for word in listed.han):
        return True
    if any(parts <= read.words and pattern.search(read.text) for parts, pattern in listed.phrases):
        return True
    return listed.ages and _AGE.search(read.text) is not None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of words by how each is found; a phrase only where its own words all stand."""

    single: frozenset[str]
    stems: tuple[str, ...]
    han: tuple[str, ...]
    phrases: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    ages: bool


@lru_cache(maxsize=512)
def _listed(words: tuple[str, ...]) -> _Listed:
    single, stems, han, phrases = [], [], [], []
    for word in words:
        low = word.casefold()
        if word == UNDER_AGE:
            continue
        if _HAN.search(low):
            han.append(low)
        elif _WORD.fullmatch(low):
            single.append(low)
        elif low.endswith("*") and _WORD.fullmatch(low[:-1]):
            stems.append(low[:-1])
        else:
            parts = low.split()
            if low.endswith("*"):
                parts = parts[:-1]  # only the beginning of the last one is known
            known = frozenset(part for whole in parts for part in _WORD.findall(whole))
            phrases.append((known, re.compile(_one(word))))
    return _Listed(
        frozenset(single), tuple(stems), tuple(han), tuple(phrases), UNDER_AGE in words
    )  # fmt: skip


@lru_cache(maxsize=512)
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for a list of words.

    `word` is a whole word, `word*` the beginning of one, `two words` may stand any space or hyphen
    apart; words with a Chinese character are found anywhere. Nothing in them is a regular
    expression, so that no list can take more than linear time.
    """
    return re.compile("|".join(_one(word) for word in words if word != UNDER_AGE) or r"(?!)")


def _one(word: str) -> str:
    low = word.casefold()
    if _HAN.search(low):
        return re.escape(low)
    stem, tail = (low[:-1], r"[^\W_]*") if low.endswith("*") else (low, "")
    body = r"[\s-]{0,2}".join(re.escape(part) for part in stem.split())
    return rf"(?<![^\W_]){body}{tail}(?![^\W_])"
