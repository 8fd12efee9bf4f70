"""Numbers with their units, written in Chinese or English, made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rostra.text._calendar import ABSOLUTE, CLOCK
from rostra.text._numerals import (
    DIGIT_CHARS,
    ENGLISH,
    ENGLISH_SCALES,
    UNIT_CHARS,
    chinese_number,
    english_number,
)
from rostra.text._units import CLASSIFIERS, HAN_UNITS, MONEY, UNITS


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number said in a text, its unit in normal form ("" for none), and where it stands.

    Lengths are in m, masses in kg, durations up to weeks in s, areas in m², speeds in km/h,
    temperatures in °C, money under its ISO code; a count of people has the unit `person`.
    """

    value: float
    unit: str
    span: tuple[int, int]


_HAN_NUMBER = f"[{DIGIT_CHARS}{UNIT_CHARS}]"
_ENGLISH_WORD = "|".join(sorted(ENGLISH, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(MONEY, key=len, reverse=True))
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"

_FRACTION = re.compile(
    rf"((?<!{_HAN_NUMBER}){_HAN_NUMBER}+|(?<![0-9]){_DIGITS})分之({_HAN_NUMBER}+(?:[点點][{DIGIT_CHARS}]+)?|{_DIGITS})"
)
_NUMBER = re.compile(
    rf"(?P<money>{_CURRENCY})?\s?(?P<sign>零下|负|[-−–](?=[0-9]))?"
    rf"(?:(?P<digits>{_DIGITS})(?P<scale>\s?[多余餘几]?\s?[{UNIT_CHARS}]{{1,3}}(?:[0-9]{{1,4}}[{UNIT_CHARS}]{{1,2}})*"
    rf"|\s?(?:{_SCALE}|bn|mln|mn|tn)\b|(?:[kKMBT](?![A-Za-z0-9])|m(?=illion)\b)|[wW](?![A-Za-z0-9]))?"
    rf"|(?P<han>{_HAN_NUMBER}+(?:[点點][{DIGIT_CHARS}]+[{UNIT_CHARS}]?)?)"
    rf"|\b(?P<english>(?:(?:a|an)\s+(?:{_SCALE})|(?:{_ENGLISH_WORD}|{_SCALE})(?:[\s-]+(?:and\s+)?(?:{_ENGLISH_WORD}|{_SCALE}))*)"
    rf"(?:\s+(?:{_SCALE}))*)\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\s-]{0,2}(?:"
    + "|".join(
        re.escape(u) if not u.isascii() or not u[-1].isalpha() else re.escape(u) + r"\b"
        for u in sorted(UNITS, key=len, reverse=True)
    )
    + ")",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\+?[多余餘来來]?\s?(?:个|個)?\s?")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[@#][\w.\-]+")
_RANGE_TAIL = re.compile(
    rf"\s?(?:[-–~～—至到]|to)\s?{_DIGITS}(\s?[{UNIT_CHARS}]{{1,2}}|\s?(?:{_SCALE})\b)?",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"千万(?=[别不要记小得])|万一|十分(?!钟|之)|一[些下起直样定般旦共切]|千方百计|三星|万岁|亿万|百度|二次元|十足|七夕|五一|双十一"
)
_TENTHS = re.compile(
    r"(?<![第\d])([一二三四五六七八九1-9])成(半)?(?![为為功员員立本了长長年就分交果绩績都])"
)
_HALF = re.compile(
    r"(?<![\d一二两三四五六七八九十个個多])半个?(小时|小時|天|年|秒|分钟|公里)(?![轻前])"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ENGLISH_FRACTION = re.compile(
    r"\b(one|an?|two|three|four|nine)[ -](half|third|quarter|fifth|tenth)s?\b", re.IGNORECASE
)
_PER_HOUR_BEFORE = re.compile(r"(?:每小时|时速|每小時|時速)[约約]?\s?$")
_MAGNITUDE_BEFORE = re.compile(r"magnitude (?:of )?$|(?<![A-Za-z])M[wsL]?\s?$|(?:里氏|震级)$")
_ORDINAL_BEFORE = re.compile(r"第$|\bNo\. ?$", re.IGNORECASE)
_QUOTE = {"'", "’"}
_WORD_BEFORE = 16
_KILOMETRE = 1000
_VAGUE = "几数上成近好第初"


def quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a text in order of place.

    Dates, clock times, ordinals, links, tags and the digits inside names (GPT-4, 5G) are no
    quantities. A range (10-20万) gives both ends. `1.2M` is 1,200,000; 十万 is 100,000;
    百分之五十八 is 58 with the unit `%`; 三分之一 is a third.
    """
    taken = bytearray(len(text))
    for pattern in (_LINK, ABSOLUTE, CLOCK, _IDIOM):
        for match in pattern.finditer(text):
            _take(match.span(), taken)
    found: list[Quantity] = []
    for quantity in (*_fractions(text), *_tenths(text), *_numbers(text)):
        if taken.find(1, *quantity.span) < 0:
            found.append(quantity)
            _take(quantity.span, taken)
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _take(span: tuple[int, int], taken: bytearray) -> None:
    """Mark the places of a span as read: one byte a character, so that overlaps cost no search."""
    start, end = span
    taken[start:end] = b"\x01" * (end - start)


def _tenths(text: str) -> Iterator[Quantity]:
    """Read 三成 as 30 %, 半小时 as 1,800 s, two-thirds as a fraction."""
    for match in _TENTHS.finditer(text):
        whole = _plain_number(match[1]) or 0.0
        yield Quantity(whole * 10 + (5 if match[2] else 0), "%", match.span())
    for match in _HALF.finditer(text):
        unit, factor = UNITS[match[1]]
        yield Quantity(factor / 2, unit, match.span())
    for match in _ENGLISH_FRACTION.finditer(text):
        above = english_number(match[1]) or 1.0
        yield Quantity(round(above / _PARTS[match[2].lower()], 9), "", match.span())


def _fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        below, above = _plain_number(match[1]), _plain_number(match[2])
        if below and above is not None:
            percent = below in {100, 1000}
            value = above / below * (100 if percent else 1)
            yield Quantity(round(value, 9), "%" if percent else "", match.span())


def _plain_number(text: str) -> float | None:
    return (
        float(text.replace(",", ""))
        if text[0].isdecimal() and text[-1].isdecimal()
        else chinese_number(text)
    )


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        value = _value(match, text)
        if value is None:
            continue
        unit, factor, end = _unit_after(text, match)
        if not _counts(match, text, unit):
            continue
        sign = match["sign"]
        negative = sign is not None and (sign in {"零下", "负"} or _negative(text, match, unit))
        start = match.start()
        while text[start].isspace():
            start += 1
        if sign and not negative:
            start = match.start("sign") + len(sign)
        value = -value if negative else value
        value = (value - 32) / 1.8 if unit == "°F" else value * factor
        yield Quantity(round(value, 9), "°C" if unit == "°F" else unit, (start, end))


def _negative(text: str, match: re.Match[str], unit: str) -> bool:
    before = text[: match.start("sign")].rstrip(" ")[-1:]
    return bool(unit) and not before.isalnum() and before not in {"%", "℃"}


def _value(match: re.Match[str], text: str) -> float | None:
    if match["han"]:
        return chinese_number(match["han"])
    if match["english"]:
        return english_number(match["english"])
    scale = (match["scale"] or "").strip()
    if not scale:
        tail = _RANGE_TAIL.match(text, match.end())
        scale = (tail[1] or "").strip() if tail else ""
    digits = match["digits"].replace(",", "")
    if not scale:
        return float(digits)
    if scale.lower() == "w":
        return float(digits) * 1e4
    if scale.lower() in ENGLISH_SCALES:
        return float(digits) * ENGLISH_SCALES[scale.lower()]
    return chinese_number(digits + scale.lstrip("多余餘几 "))


def _unit_after(text: str, match: re.Match[str]) -> tuple[str, float, int]:
    """Return the unit, the factor into its normal form, and where the quantity ends."""
    if match["money"]:
        return MONEY[match["money"].upper()], 1.0, match.end()
    place = match.end()
    for start in dict.fromkeys((place, _loose_end(text, place))):
        found = _UNIT.match(text, start)
        if found:
            name, factor = UNITS[found.group().lower().lstrip(" -\n\t")]
            if (
                name == "m"
                and factor == _KILOMETRE
                and _PER_HOUR_BEFORE.search(text, _near(match.start()), match.start())
            ):
                name, factor = "km/h", 1.0
            return name, factor, found.end()
    begin = match.start("digits")
    shaking = _MAGNITUDE_BEFORE.search(text, _near(begin), begin) if match["digits"] else None
    return ("magnitude" if shaking else ""), 1.0, place


def _near(place: int) -> int:
    """Return where words that stand right before a place may begin."""
    return max(0, place - _WORD_BEFORE)


def _loose_end(text: str, place: int) -> int:
    found = _LOOSE.match(text, place)
    return found.end() if found else place


def _counts(match: re.Match[str], text: str, unit: str) -> bool:
    """Tell whether a number is a quantity and not part of a name, an ordinal or an idiom."""
    start = match.start("digits") if match["digits"] else match.start()
    before = text[max(0, start - 4) : start]
    after = text[match.end() : match.end() + 2]
    if match["digits"]:
        return _digits_count(before, after, unit, match)
    if before[-1:] in _VAGUE and before[-1:]:
        return before[-1:] == "近"
    if match["han"]:
        return _han_counts(match["han"], after, unit)
    word = match["english"].lower()
    return bool(unit) or word not in {
        "one",
        "zero",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "trillion",
    }


def _digits_count(before: str, after: str, unit: str, match: re.Match[str]) -> bool:
    last = before[-1:]
    if match["money"] or match["sign"]:
        inside_name = bool(match["sign"]) and before[-2:-1].isascii() and before[-2:-1].isalpha()
        return not inside_name
    if _ORDINAL_BEFORE.search(before) or (last and last in "_/.:#@-–−" and before[-2:-1].isalnum()):
        return last in "-–−" and before[-2:-1].isdecimal()
    if last.isascii() and last.isalpha() and unit != "magnitude":
        return False
    if (after[:1] in {".", "/"} and after[1:2].isdecimal()) or after[:1] == "后" or last in _QUOTE:
        return False
    return bool(unit) or not (after[:1].isascii() and after[:1].isalpha())


def _han_counts(number: str, after: str, unit: str) -> bool:
    if after[:1] in HAN_UNITS or after in HAN_UNITS or unit:
        return True
    if number == "一":
        return False
    if len(number) >= 2 and any(c in UNIT_CHARS for c in number):
        return True
    return after[:1] in CLASSIFIERS
