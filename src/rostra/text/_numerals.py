"""Numbers as words: Chinese numerals and English number words."""

from __future__ import annotations

import re

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "兩": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
DIGIT_CHARS = "".join(DIGITS)
UNIT_CHARS = "".join(_SMALL) + "".join(_LARGE)

_PIECE = re.compile(rf"[0-9][0-9,]*(?:\.[0-9]+)?|[{DIGIT_CHARS}{UNIT_CHARS}]")

ENGLISH = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
ENGLISH_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9,
    "b": 10**9, "tn": 10**12, "t": 10**12,
}  # fmt: skip


def chinese_number(text: str) -> float | None:
    """Read a Chinese number, also mixed with digits: 两百, 一万五, 3.5亿, 二〇二四, 三点五.

    Returns None when the text is no number.
    """
    whole, point, decimals = text.partition("点" if "点" in text else "點")
    if point:
        if not whole or not decimals or any(c not in DIGITS for c in decimals):
            return None
        head = chinese_number(whole)
        tail = "".join(str(DIGITS[c]) for c in decimals)
        return None if head is None else head + float(f"0.{tail}")
    pieces = _PIECE.findall(text)
    if not pieces or "".join(pieces) != text:
        return None
    return _sum_up(pieces)


def _sum_up(pieces: list[str]) -> float:
    total = section = 0.0
    number: float | None = None
    unit = 1
    for position, piece in enumerate(pieces):
        if piece in _SMALL:
            unit = _SMALL[piece]
            section += (1 if number is None else number) * unit
            number = None
        elif piece in _LARGE:
            unit = _LARGE[piece]
            section += number or 0
            number = None
            # 3万亿 and 1万5千亿: a larger unit multiplies all that stands before it.
            total, section = (
                ((total + section) * unit, 0.0)
                if 0 < total < unit
                else (total + (section or 1) * unit, 0.0)
            )
        elif piece in DIGITS:
            run_on = number is not None and pieces[position - 1] in DIGITS
            number = (number or 0) * 10 + DIGITS[piece] if run_on else float(DIGITS[piece])
        else:
            number = float(piece.replace(",", ""))
    if number is None:
        return total + section
    # 一万五 is 15,000 and 两百五 is 250, but 一百零五 is 105.
    shortened = unit >= 100 and number < 10 and pieces[-2] not in "零〇" and pieces[-1] in DIGITS
    return total + section + (number * unit / 10 if shortened else number)


def number(text: str) -> float | None:
    """Read a number written in words of either language; None when the text is none."""
    return english_number(text) if text.isascii() else chinese_number(text)


def english_number(text: str) -> float | None:
    """Read English number words: `two hundred and fifty`, `a million`, `twenty-one`.

    Returns None when the text is no number.
    """
    total = 0.0
    number: float | None = None
    for word in re.split(r"[\s-]+", text.lower().strip()):
        if word == "and":
            continue
        if word in {"a", "an"} and number is None:
            number = 1.0
        elif word in ENGLISH:
            number = (number or 0.0) + ENGLISH[word]
        elif word == "hundred":
            number = (1.0 if number is None else number) * 100
        elif word in ENGLISH_SCALES:
            total += (1.0 if number is None else number) * ENGLISH_SCALES[word]
            number = None
        else:
            return None
    return total + (number or 0.0)
