"""Days, months and years that a text names, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rostra.text._calendar import ABSOLUTE, HAN_WEEKDAYS, WEEKDAYS, parts, small_number


@dataclass(frozen=True, slots=True)
class Moment:
    """A named day (all three), month (day is None) or year; `span` is where it stands."""

    year: int
    month: int | None
    day: int | None
    span: tuple[int, int]


_HAN_DAYS = {
    "大前天": -3, "前天": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "昨早": -1, "今天": 0, "今日": 0, "今早": 0, "今晨": 0, "今晚": 0, "今夜": 0, "明天": 1,
    "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "後天": 2, "大后天": 3,
}  # fmt: skip
_ENGLISH_DAYS = {
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1,
    "last night": -1, "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "the day after tomorrow": 2, "day after tomorrow": 2, "tomorrow": 1,
}  # fmt: skip

RELATIVE = re.compile(
    r"(?P<han>大前天|(?<![之以目从提年日周月时])前天|前晚|昨[天日晚夜早]|(?<!如)今[天日早晨晚夜]"
    r"|(?<![光文英说])明[天日早晚]|大[后後]天|[后後]天)"
    r"|(?P<week>上上|上|本|这|這|下)?个?(?:周|週|星期|礼拜|禮拜)(?P<weekday>[一二三四五六日天])"
    r"(?![次个起段])"
    r"|(?P<ago>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})天(?:以|之)?前"
    r"|\b(?P<english>(?:the )?day before yesterday|(?:the )?day after tomorrow|(?<!usa )"
    r"today(?! show)|tonight(?! show)|yesterday|tomorrow|last night"
    r"|this (?:morning|afternoon|evening))\b"
    r"|\b(?P<which>last |this |next )?(?P<day>(?<!black )(?<!good )(?<!cyber )(?<!super )"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))\b"
    r"(?! night (?:live|lights|football))"
    r"|\b(?P<days>[0-9]{1,3}|two|three|four|five|six|seven) days? ago\b",
    re.IGNORECASE,
)
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def dates(text: str, now: datetime) -> tuple[Moment, ...]:
    """Find the days, months and years a text names, in order, as seen from `now`.

    `8月20日` and `August 20` without a year mean the nearest such day; `周三` and `Wednesday`
    the latest one up to `now`, unless the text says next or 下; `昨天` and `three days ago`
    count back. A day of the month alone (`20日`) is taken in the month of `now`. Days that no
    calendar has (2月30日) are left out. `now` carries the reader's time zone.
    """
    today = now.date()
    found = [*_absolute(text, today), *_relative(text, today)]
    return tuple(sorted(found, key=lambda moment: moment.span))


def _absolute(text: str, today: date) -> Iterator[Moment]:
    for match in ABSOLUTE.finditer(text):
        year, month, day = parts(match)
        if month is None and day is None:
            yield Moment(year or today.year, None, None, match.span())
            continue
        if day is None:
            year = year or _nearest_year(today, month or today.month, 15)
            yield Moment(year, month, None, match.span())
            continue
        month = month or today.month
        year = year or _nearest_year(today, month, day)
        if _exists(year, month, day):
            yield Moment(year, month, day, match.span())


def _relative(text: str, today: date) -> Iterator[Moment]:
    for match in RELATIVE.finditer(text):
        day = relative_day(match, today)
        yield Moment(day.year, day.month, day.day, match.span())


def relative_day(match: re.Match[str], today: date) -> date:
    """Return the day that a `RELATIVE` match names, seen from `today`."""
    if match["weekday"]:
        return _han_weekday(match["weekday"], match["week"] or "", today)
    if match["day"]:
        return _english_weekday(match["day"].lower(), (match["which"] or "").strip(), today)
    return today + timedelta(days=_days_away(match))


def _days_away(match: re.Match[str]) -> int:
    if match["han"]:
        return _HAN_DAYS[match["han"]]
    if match["english"]:
        return _ENGLISH_DAYS[match["english"].lower()]
    if match["ago"]:
        return -small_number(match["ago"])
    said = match["days"].lower()
    return -(_FEW.get(said) or int(said))


def _han_weekday(name: str, which: str, today: date) -> date:
    weeks = {"上上": -2, "上": -1, "本": 0, "这": 0, "這": 0, "下": 1}
    if which not in weeks:
        return _latest(today, HAN_WEEKDAYS[name])
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks[which], days=HAN_WEEKDAYS[name])


def _english_weekday(name: str, which: str, today: date) -> date:
    weekday = WEEKDAYS[name]
    latest = _latest(today, weekday)
    if which.lower() == "this":
        return today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    if which.lower() == "next":
        return latest + timedelta(days=7)
    return latest - timedelta(days=7) if which.lower() == "last" and latest == today else latest


def _latest(today: date, weekday: int) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _nearest_year(today: date, month: int, day: int) -> int:
    years = [y for y in (today.year, today.year - 1, today.year + 1) if _exists(y, month, day)]
    return min(
        years or [today.year],
        key=lambda y: abs((date(y, month, min(day, 28)) - today).days) if 1 <= month <= 12 else 0,
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
