"""The calculator: exact numbers, units by pint, days between dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from rostra import text
from rostra.errors import ToolError
from rostra.tools._numbers import Value, evaluate
from rostra.tools._phrases import phrase
from rostra.tools._types import Argument, Outcome, Setting, Tool, schema

DIGITS = 12
"""Significant digits of a result that does not end."""
MOST_DIGITS = 60

_UNIT = r"[A-Za-z°µμ²³/^23\u4e00-\u9fff_ ]{1,40}?"
_CONVERT = re.compile(
    rf"^(?:convert|how (?:many|much) (?P<into>[A-Za-z ]{{1,30}}?) (?:is|are|in|make)|换算|把)?\s*"
    rf"(?P<value>[-−]?[\d.,万亿]+(?:\s*(?:million|billion|thousand))?)\s*(?P<unit>{_UNIT})"
    rf"\s*(?:\s(?:to|in|into|as|is)\s|->|→|换算成|换成|等于多少|是多少|相当于多少|转换?[成为])\s*"
    rf"(?:how many )?(?P<to>{_UNIT})?\s*[?？]?$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    rf"^how (?:many|much) (?P<to>[A-Za-z ]{{1,30}}?) (?:(?:is|are|are there) in|is|are|in|make)\s+"
    rf"(?P<value>[\d.,]+)\s*(?P<unit>{_UNIT})\s*\??$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:days?|weeks?)\b.*\b(?:between|from|until|till|since|to)\b|相隔|相差|多少天|几天|多少周",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"^(?P<n>\d{1,6})\s*(?P<unit>days?|weeks?|天|周)\s*(?P<way>after|before|from|之?后|之?前)"
    r"|(?P<sign>[+]|-|−)\s*(?P<n2>\d{1,6})\s*(?P<unit2>days?|weeks?|天|周)\s*$",
    re.IGNORECASE,
)
_PLAIN_UNIT = re.compile(r"[A-Za-z°µμ][A-Za-z_ ]*(?:[\^]?[23²³])?(?:/[A-Za-z_]+[23²³]?)?")
_HAN_UNITS: Mapping[str, str] = {
    "英里": "mile", "公里": "kilometer", "千米": "kilometer", "英尺": "foot", "英寸": "inch",
    "米": "meter", "厘米": "centimeter", "毫米": "millimeter", "海里": "nautical_mile",
    "码": "yard", "公斤": "kilogram", "千克": "kilogram", "斤": "half_kilogram", "克": "gram",
    "磅": "pound", "盎司": "ounce", "吨": "metric_ton", "升": "liter", "毫升": "milliliter",
    "加仑": "gallon", "华氏度": "degF", "摄氏度": "degC", "开尔文": "kelvin", "小时": "hour",
    "分钟": "minute", "秒": "second", "天": "day", "周": "week", "平方米": "meter^2",
    "平方公里": "kilometer^2", "英亩": "acre", "公顷": "hectare", "亩": "mu_of_land",
    "里": "half_kilometer", "马力": "horsepower", "千瓦": "kilowatt", "瓦": "watt",
    "千卡": "kilocalorie", "卡路里": "calorie", "焦耳": "joule", "兆字节": "megabyte",
    "吉字节": "gigabyte", "字节": "byte",
}  # fmt: skip
_SPELLED: Mapping[str, str] = {
    "c": "degC", "f": "degF", "°c": "degC", "°f": "degF", "celsius": "degC", "fahrenheit": "degF",
    "degrees c": "degC", "degrees f": "degF", "degrees celsius": "degC", "k": "kelvin",
    "degrees fahrenheit": "degF", "square meters": "meter^2", "square metres": "meter^2",
    "square feet": "foot^2", "square miles": "mile^2", "square kilometers": "kilometer^2",
    "square kilometres": "kilometer^2", "kmh": "kilometer/hour", "kph": "kilometer/hour",
    "lbs": "pound", "miles per hour": "mph", "pounds": "pound", "stone": "stone",
}  # fmt: skip


def calculator(setting: Setting) -> Tool:
    """Make the tool that calculates."""
    return Tool(
        "calculate", _ABOUT, _PARAMETERS, lambda a: _calculate(setting, a), "own", strangers=False
    )


def _calculate(setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    expression = " ".join(asked["expression"].split())
    for way in (_dates, _units):
        if (found := way(expression, setting)) is not None:
            return found
    value = evaluate(expression)
    shown, ends = written(value.number) if value.exact else (_shortened(value.number), False)
    name = "result" if value.exact and ends else "about_value"
    return Outcome(
        phrase(setting.tongue, name, expression=expression, value=shown),
        {"value": str(value.number) if value.exact else float(value.number), "exact": value.exact},
    )


def written(number: Fraction) -> tuple[str, bool]:
    """Write a number with thousands parted; the second value says whether these are all digits."""
    twos_and_fives = number.denominator
    for factor in (2, 5):
        while twos_and_fives % factor == 0:
            twos_and_fives //= factor
    whole = abs(number.numerator) // number.denominator
    if twos_and_fives == 1 and max(whole, number.denominator) < 10**MOST_DIGITS:
        places = max(number.denominator.bit_length(), 1) if number.denominator > 1 else 0
        scaled = abs(number) * 10**places
        if scaled.denominator == 1 and scaled < 10**MOST_DIGITS:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            head, tail = (
                (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
            )
            sign = "-" if number < 0 else ""
            return sign + f"{int(head):,}" + (f".{tail}" if tail else ""), True
    return _shortened(number), False


def _shortened(number: Fraction) -> str:
    """Write the first digits of a number that does not end, or is very long."""
    from decimal import Context, Decimal

    context = Context(prec=DIGITS, Emax=99_999, Emin=-99_999)
    value = context.divide(Decimal(number.numerator), Decimal(number.denominator)).normalize(
        context
    )
    return f"{value:,}" if -6 <= value.adjusted() < 30 else f"{value:E}".replace("E+", "e")


def _units(expression: str, setting: Setting) -> Outcome | None:
    match = _HOW_MANY.match(expression) or _CONVERT.match(expression)
    if match is None or not match["unit"].strip() or not (match["to"] or "").strip():
        return None
    unit, to = _unit(match["unit"]), _unit(match["to"])
    if unit is None or to is None:
        return None
    value = evaluate(match["value"])
    number = _converted(value, unit, to)
    shown, ends = written(number)
    name = "result" if ends else "about_value"
    said = f"{written(value.number)[0]} {match['unit'].strip()}"
    return Outcome(
        phrase(setting.tongue, name, expression=said, value=f"{shown} {match['to'].strip()}"),
        {"value": str(number), "from": unit, "to": to},
    )


def _unit(name: str) -> str | None:
    """Give pint's name of a unit; None for words that are none."""
    known = text.simplify(name.strip())
    known = _HAN_UNITS.get(known) or _SPELLED.get(known.lower()) or known
    # pint works out what it is given: only a plain unit may reach it.
    return known if _PLAIN_UNIT.fullmatch(known) else None


def _converted(value: Value, unit: str, to: str) -> Fraction:
    from pint.errors import PintError

    registry = _registry()
    try:
        units = [registry.parse_units(_known(registry, name)) for name in (unit, to)]
        return Fraction(registry.Quantity(value.number, units[0]).to(units[1]).magnitude)
    except PintError as error:
        raise ToolError(f"{unit} cannot be converted to {to}: {error}") from None
    except (AssertionError, TypeError, ValueError):
        raise ToolError(f"{unit} cannot be converted to {to}; name the units in full") from None


def _known(registry: Any, name: str) -> str:
    """Choose the spelling that the registry knows: units are lower-case but for symbols."""
    plain = name.replace(" ", "_").replace("²", "^2").replace("³", "^3")
    base = re.split(r"[/^]", plain)[0]
    return plain if base in registry else plain.lower()


@cache
def _registry() -> Any:
    from pint import UnitRegistry

    registry: Any = UnitRegistry(non_int_type=Fraction)
    registry.define("half_kilogram = 0.5 * kilogram")
    registry.define("half_kilometer = 0.5 * kilometer")
    registry.define("mu_of_land = 2000 / 3 * meter ** 2")
    return registry


def _dates(expression: str, setting: Setting) -> Outcome | None:
    shift = _SHIFT.search(expression)
    named = _named(expression, setting)
    if shift and len(named) == 1:
        return _shifted(shift, named[0])
    if _BETWEEN.search(expression) and named:
        first, last = sorted((*named[:2], *([_today(setting)] if len(named) == 1 else [])))
        days = (last - first).days
        return Outcome(f"{first} → {last}: {_days(days, setting)}", {"days": days})
    return None


def _shifted(shift: re.Match[str], from_day: date) -> Outcome:
    count = int(shift["n"] or shift["n2"])
    unit = (shift["unit"] or shift["unit2"]).lower()
    count *= 7 if unit.startswith(("week", "周")) else 1
    back = (shift["way"] or "").endswith(("before", "前")) or (shift["sign"] or "") in ("-", "−")
    try:
        day = from_day + timedelta(days=-count if back else count)
    except OverflowError:
        raise ToolError("that day lies beyond the calendar; give fewer days") from None
    return Outcome(
        f"{from_day} {'−' if back else '+'} {count} d = {day}", {"date": day.isoformat()}
    )


def _named(expression: str, setting: Setting) -> list[date]:
    """List the days that the expression names, in order."""
    found = []
    for iso in re.finditer(r"\d{4}-\d{2}-\d{2}", expression):
        try:
            found.append(date.fromisoformat(iso.group()))
        except ValueError:
            raise ToolError(f"{iso.group()} is no day; write one as 2026-08-20") from None
    if found:
        return found
    moments = text.dates(expression, setting.now.astimezone(ZoneInfo(setting.timezone)))
    return [date(m.year, m.month, m.day) for m in moments if m.month and m.day]


def _today(setting: Setting) -> date:
    return setting.now.astimezone(ZoneInfo(setting.timezone)).date()


def _days(days: int, setting: Setting) -> str:
    return f"{days:,} days" if setting.tongue == "en" else f"{days:,} 天"


_PARAMETERS = schema(
    Argument(
        "expression",
        "as 17% of 2.3 million, 5 miles to km, days between 2026-08-01 and 2026-12-25",
        needed=True,
        limits={"minLength": 1, "maxLength": 500},
    )
)
_ABOUT = {
    "en": "Calculate exactly: arithmetic, percentages, units, days between dates.",
    "zh": "精确计算：四则、百分比、单位换算、日期相差天数。",
}
