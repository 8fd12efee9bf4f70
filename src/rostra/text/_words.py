"""Words for search and sentences for citations."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rostra.text._scripts import HAN, KANA, simplify
from rostra.text._segmenter import segmenter

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
_FULL_WIDTH_FORM = re.compile("[\uff01-\uff5e]")
# Numbers with their separators; runs of Han; runs of kana; other words, with the hyphens and
# apostrophes inside them (grok-2, don't, gpt-3.5), initials with their dots (u.s).
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*(?![^\W{HAN}{KANA}]|-\w)"
    rf"|([{HAN}]+)|[{KANA}]+"
    rf"|[^\W_{HAN}{KANA}](?:\.[^\W_{HAN}{KANA}])+(?![^\W{HAN}{KANA}])"
    rf"|(?:[^\W_{HAN}{KANA}]|(?<=\w)_(?=\w))+"
    rf"(?:(?:['’&-]|(?<=\d)\.(?=\d))(?:[^\W_{HAN}{KANA}]|(?<=\w)_(?=\w))+)*"
)
_ASCII_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?![a-z0-9_]|-\w)|[a-z0-9](?:\.[a-z0-9])+(?!\w)|[a-z0-9]\w*(?:(?:['&-]|(?<=\d)\.(?=\d))[a-z0-9]\w*)*"
)

_SENTENCE_END = re.compile(
    r"[。！？!?…]+[”’\"'」』）)\]】》]*"
    r"|\.(?=[”’\"')\]]*(?:\s|$))[”’\"')\]]*"
    r"|\n+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|no|gen|gov|sen|rep|capt|lt|sgt|inc|ltd|co|corp|jan|feb|mar|"
    r"apr|jun|jul|aug|sept?|oct|nov|dec|approx|dept|est|fig|e\.g|i\.e|u\.s|u\.k|a\.m|p\.m)"
    r"|\b[A-Z])$",
    re.IGNORECASE,
)
# An abbreviation is looked for right before its full stop: from the start of the sentence, a
# post of 20,000 "Mr." would take minutes.
_ABBREVIATION_LENGTH = 8
_REMEMBERED_LENGTH = 1_000


def words(text: str) -> list[str]:
    """Cut text into search tokens, in order, lower-cased.

    Han text is simplified and segmented by dictionary; other scripts by word. Numbers
    (`3.5`, `1200` for 1,200) and hyphenated names (`grok-2`) stay whole; a possessive `'s`,
    links and punctuation are dropped; `#` and `@` go, their words stay.
    """
    return list(_cut_again(text)) if len(text) <= _REMEMBERED_LENGTH else _cut(text)


@lru_cache(maxsize=2_048)
def _cut_again(text: str) -> tuple[str, ...]:
    """Cut and remember: a post is cut for its vector and for the index within one batch."""
    return tuple(_cut(text))


def _cut(text: str) -> list[str]:
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    if text.isascii():
        found = _ASCII_TOKEN.findall(text.lower())
        return [token if token.isalpha() else _trim(token) for token in found]
    for form in set(_FULL_WIDTH_FORM.findall(text)):
        text = text.replace(form, chr(ord(form) - 0xFEE0))
    text = simplify(text).lower()
    cut: Callable[[str, bool], list[str]] = segmenter().cut
    found = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastindex is None:
            found.append(token if token.isalpha() else _trim(token))
        elif len(token) == 1:
            found.append(token)
        else:
            found += cut(token, True)  # noqa: FBT003 - rjieba takes hmm by position
    return found


def _trim(token: str) -> str:
    if token.endswith(("'s", "’s")):
        return token[:-2]
    if "," in token:
        return token.replace(",", "")
    return token.replace("’", "'")


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences as (start, end) offsets, without the white space around them.

    Ends at 。！？!?… and their closing quotes, at a full stop before white space unless it ends
    an abbreviation, and at line breaks. Every visible character is in exactly one sentence.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        near = max(start, match.start() - _ABBREVIATION_LENGTH)
        if match.group()[0] == "." and _ABBREVIATION.search(text, near, match.start()):
            continue
        _keep(text, start, match.end(), found)
        start = match.end()
    _keep(text, start, len(text), found)
    return found


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    size = len(piece.strip())
    if size:
        found.append((start + left, start + left + size))
