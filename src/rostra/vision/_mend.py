"""Mend what a reader of pictures gets wrong in a line: spaces, and the width of marks."""

from __future__ import annotations

import re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3040-\u30fa\u30fc-\u30ff"
# A heading whose letters are set wide is read with a space behind each of them.
_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{2,}}(?![{_HAN}])")
_BEFORE_WIDE = re.compile(r" +(?=[，。！？；：、）》])|(?<=[（《]) +")
_DOT = re.compile(rf"(?<![{_HAN}\s]) ?[·•・] ?(?=\S)|(?<=\S) ?[·•・] ?(?![{_HAN}\s])")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY_MONTH = re.compile(rf"(?<=\d)(?=(?:{_MONTHS})[a-z]*\b)|(?<=\b(?:{_MONTHS}))(?=\d)")
_MONTH_YEAR = re.compile(rf"(\b(?:{_MONTHS})[a-z]*\.?)(?=(?:19|20)\d\d\b)")
_SENTENCES = re.compile(r"(?<=[a-z][.!?])(?=[A-Z][a-z])|(?<=[a-z],)(?=[A-Za-z])")
_CLOCK_WORD = re.compile(r"(?<=\d:\d\d)(?=[A-Za-z]{2,})(?![AaPp][Mm]\b)")
_LATIN_WIDE = re.compile(r"(?<=[A-Za-z0-9])([，：；！？])(?=\s?[A-Za-z0-9]|$)")
_TO_WIDE = {",": "，", "!": "！", "?": "？", ";": "；", ":": "：", "(": "（", ")": "）"}
_NARROW = {wide: narrow for narrow, wide in _TO_WIDE.items()}
_AFTER_HAN = re.compile(
    rf"(?<=[{_HAN}])([,!?;:])(?=[{_HAN}\s]|$)|(?<=[{_HAN}])\((?=[{_HAN}])|(?<=[{_HAN}])\)"
)


def mended(line: str) -> str:
    """Return a line with the spaces and marks its script is written with; twice is as once.

    A heading of spaced Han letters is closed up; a middle dot between other words, a month beside
    a number and a sentence behind another get theirs; marks are full width behind Han letters,
    narrow between Latin ones. Letters and digits are never changed.
    """
    while (better := _once(line)) != line:  # what was mended may show more to mend
        line = better
    return line


def _once(line: str) -> str:
    line = " ".join(line.split())
    line = _BEFORE_WIDE.sub("", _SPACED.sub(lambda m: m[0].replace(" ", ""), line))
    line = _AFTER_HAN.sub(lambda m: _TO_WIDE[m[0]], line)
    if not re.search(f"[{_HAN}{_KANA}]", line):
        line = _LATIN_WIDE.sub(lambda m: _NARROW[m[1]], line)
        line = _DAY_MONTH.sub(" ", _MONTH_YEAR.sub(r"\1 ", line))
        line = _CLOCK_WORD.sub(" ", _SENTENCES.sub(" ", line))
    line = _DOT.sub(" · ", line)
    return " ".join(line.split())
