"""The stretch of time that a question asks about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rostra.text._calendar import small_number
from rostra.text._dates import dates
from rostra.text._scripts import simplify
from rostra.text._segmenter import segmenter


@dataclass(frozen=True, slots=True)
class Span:
    """Posts from `since` up to but not including `until`, both in UTC; `text` asked for it."""

    since: datetime
    until: datetime
    text: str


Local = tuple[datetime, datetime]
"""A stretch in the asker's time zone."""

RIGHT_NOW = timedelta(hours=3)
LATELY = timedelta(days=7)
_FEW_DAYS = 3
_SATURDAY = 5

# Hours of the local day; the night runs into the next morning.
_PARTS_OF_DAY = {
    "凌晨": (0, 6), "清晨": (5, 9), "早": (5, 12), "晨": (5, 12), "早上": (5, 12), "早晨": (5, 12),
    "上午": (6, 12), "中午": (11, 14), "下午": (12, 18), "傍晚": (17, 20), "晚": (18, 28),
    "晚上": (18, 28), "夜": (18, 28), "夜里": (18, 28), "深夜": (22, 28),
    "morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (18, 28),
}  # fmt: skip
_HAN_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|深夜"
_ENGLISH_PART = "morning|afternoon|evening|night"
_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_ENGLISH_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
                 "day before yesterday": -2}  # fmt: skip
_SECONDS = {
    "秒": 1, "分钟": 60, "小时": 3600, "钟头": 3600, "天": 86400, "日": 86400, "周": 604800,
    "星期": 604800, "礼拜": 604800, "月": 30 * 86400, "年": 365 * 86400,
    "second": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600, "day": 86400,
    "d": 86400,
    "week": 604800, "month": 30 * 86400, "year": 365 * 86400,
}  # fmt: skip
_COUNTS = {
    "": 1, "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3,
    "few": 3, "a few": 3, "four": 4, "five": 5, "several": 5, "six": 6, "seven": 7, "eight": 8,
    "ten": 10, "twelve": 12, "twenty-four": 24, "几": _FEW_DAYS, "半": 0.5,
}  # fmt: skip
_ENGLISH_NUMBER = (
    "[0-9]{1,3}|(?:a )?couple of|(?:a )?few|several|an?|one|two|three|four|five|six|seven|eight|ten"
    "|twelve|twenty-four"
)
_HAN_NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|几|半"
_HAN_UNIT = "秒|分钟|小时|钟头|天|日|周|星期|礼拜|月|年"
_UNIT = "(?:second|minute|min|hour|hr|h|day|d|week|month|year)"

_SINCE = re.compile(
    r"(?:自从?|从)(?P<zh>.{1,12}?)(?:以来|起|开始|到现在|至今)|自从?(?P<zh3>[^，。\s]{1,10})"
    r"|(?P<zh2>[^，。\s]{1,10}?)(?:以来|至今)"
    r"|\bsince\s+(?P<en>[^,.?!;]{2,40})",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"(?:过去的?|最近的?|近|这|前|刚过去的)(?P<n>{_HAN_NUMBER})个?半?(?P<u>{_HAN_UNIT})(?!前)(?:内|里|之内|以来|间)?"
    rf"|(?P<n2>{_HAN_NUMBER})个?(?P<u2>{_HAN_UNIT})(?:内|之内|以来)"
    rf"|\b(?:in |over |during |within |for )?(?:the )?(?:past|last|previous|latest)\s+"
    rf"(?:(?P<n3>{_ENGLISH_NUMBER})[\s-]*)?(?P<u3>{_UNIT})s?\b(?!\s*(?:night|before))",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"(?P<n>{_HAN_NUMBER})个?半?(?P<u>秒|分钟|小时|钟头|周|星期|礼拜|月)(?:以|之)?前"
    rf"|\b(?P<n2>{_ENGLISH_NUMBER})\s+(?P<u2>{_UNIT})s?\s+ago\b",
    re.IGNORECASE,
)
_DAY_PART = re.compile(
    rf"(?P<day>大前|(?<![之以目从提年日周月时])前|昨|(?<!如)今|(?<![光文英说])明|后)[天日]?的?(?P<part>{_HAN_PART})"
    r"|(?P<day2>(?<![之以目从提年日周月时])前|昨|(?<!如)今|(?<![光文英说])明)(?P<part2>[早晚晨夜])(?!些|些时)"
    rf"|\b(?P<day3>this|yesterday|tomorrow|last)\s+(?P<part3>{_ENGLISH_PART})\b"
    r"|\b(?P<tonight>tonight)\b(?! show)"
    rf"|(?P<lone>(?<![0-9一-龥])(?:{_HAN_PART}))",
    re.IGNORECASE,
)
_STRETCH = re.compile(
    r"(?P<week>上上|上|这一|这|本|下)个?(?P<unit>周末|星期|礼拜|周|月)(?![一二三四五六日天边报刊])"
    r"|(?<![日剧])本(?P<own>月|周|年)(?![边刊报人级轻])"
    r"|(?P<year>(?<!如)今|去|前|明)年(?![轻货级])"
    r"|(?P<end>(?<![每双])周末)"
    r"|\b(?P<which>this|last|next|the past|past|previous)\s+(?P<span>weekend|week|month|year)\b"
    r"|\b(?:over |on |at )?the (?P<the>weekend)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?P<now>刚刚|刚才|此刻|眼下|当下|此时此刻|现在"
    r"|\bright now\b|\bjust now\b|\bat the moment\b|\bas we speak\b|\bcurrently\b)"
    r"|(?P<days>这几天|最近几天|近几天|这两天|近日|连日来|日前)"
    r"|(?P<lately>最近|近来|近期|这阵子|这段时间"
    r"|\brecently\b|\blately\b|\bthese days\b|\bof late\b)",
    re.IGNORECASE,
)
_RANGE_LINK = re.compile(
    r"\s*(?:到|至|-|–|—|~|～|to|and|through|until|till)\s*(?:the\s+)?", re.IGNORECASE
)


def time_span(question: str, now: datetime, timezone: str) -> Span | None:
    """Read the time words of a question as a stretch in UTC; None where it has none.

    `now` is aware; `timezone` is the asker's IANA name: 今天 is the local day, whole, even
    where part of it lies ahead. Spans that run back from now (过去两小时, past 24 hours, since
    Monday) end at `now`. A week starts on Monday. A night ends at four in the morning. 现在 is
    the last three hours, 最近 the last seven days. The stretch may lie in the future (明天).
    Raises ZoneInfoNotFoundError for a time zone that does not exist.
    """
    here = now.astimezone(ZoneInfo(timezone))
    text = simplify(question)
    if len(text) != len(question):
        text = question
    for reader in _READERS:
        found = reader(text, here)
        if found is None:
            continue
        (since, until), (start, end) = found
        return Span(since.astimezone(UTC), until.astimezone(UTC), question[start:end].strip())
    return None


Found = tuple[Local, tuple[int, int]] | None


def _since(text: str, now: datetime) -> Found:
    for match in _SINCE.finditer(text):
        inner = match["zh"] or match["zh2"] or match["zh3"] or match["en"]
        for reader in _READERS_INSIDE:
            found = reader(inner, now)
            if found and found[0][0] < now:
                return (found[0][0], now), match.span() if match["zh"] else _reach(match, found)
    return None


def _reach(match: re.Match[str], found: tuple[Local, tuple[int, int]]) -> tuple[int, int]:
    """Cut what was matched too greedily around the time words after `since` (or before 以来)."""
    for name in ("en", "zh3"):
        if match[name]:
            return match.start(), match.start(name) + found[1][1]
    return match.start("zh2") + found[1][0], match.end()


def _length(text: str, now: datetime) -> Found:
    for match in _LENGTH.finditer(text):
        unit = (match["u"] or match["u2"] or match["u3"]).lower()
        said = (match["n"] or match["n2"] or match["n3"] or "").lower().strip()
        if not said and unit in {"day", "week", "month", "year"}:
            whole = unit == "day" or match.group().lower().startswith(
                ("in the", "over", "past", "the past", "during", "within")
            )
            if not whole:
                continue  # last week is a calendar week; "the past week" runs back from now
        if length := _duration(said, unit):  # no span is empty, as "the last 0 weeks" would be
            return (now - length, now), match.span()
    return None


def _duration(said: str, unit: str) -> timedelta:
    count = _COUNTS[said] if said in _COUNTS else small_number(said)
    return timedelta(seconds=count * _SECONDS[unit])


def _ago(text: str, now: datetime) -> Found:
    match = _AGO.search(text)
    if match is None:
        return None
    unit = (match["u"] or match["u2"]).lower()
    then = now - _duration((match["n"] or match["n2"]).lower(), unit)
    if _SECONDS[unit] >= _SECONDS["day"]:
        spread = {"day": 1, "week": 7, "month": 30}.get(
            unit, {"周": 7, "星期": 7, "礼拜": 7, "月": 30}.get(unit, 365)
        )
        day = _midnight(then.date(), now)
        return (
            day - timedelta(days=spread // 2),
            day + timedelta(days=spread - spread // 2),
        ), match.span()
    half = timedelta(seconds=_SECONDS[unit] / 2)
    return (then - half, min(then + half, now)), match.span()


def _day_part(text: str, now: datetime) -> Found:
    for match in _DAY_PART.finditer(text):
        if not _on_word_edge(text, match.start()):
            continue
        today = now.date()
        if match["tonight"] or match["lone"]:
            day, part = today, "night" if match["tonight"] else match["lone"]
        elif match["part3"]:
            said, part = match["day3"].lower(), match["part3"].lower()
            day = today + timedelta(days={"this": 0, "tomorrow": 1}.get(said, -1))
        else:
            day = today + timedelta(days=_DAYS[match["day"] or match["day2"]])
            part = match["part"] or match["part2"]
        return _hours(day, part, now), match.span()
    return None


def _hours(day: date, part: str, now: datetime) -> Local:
    first, last = _PARTS_OF_DAY[part]
    start = datetime.combine(day, time(first), tzinfo=now.tzinfo)
    return start, datetime.combine(
        day + timedelta(days=last // 24), time(last % 24), tzinfo=now.tzinfo
    )


def _stretch(text: str, now: datetime) -> Found:
    for match in _STRETCH.finditer(text):
        if not _on_word_edge(text, match.start()):
            continue
        steps = {"上上": -2, "上": -1, "下": 1, "last": -1, "previous": -1, "next": 1}
        said = (match["week"] or match["which"] or "").lower()
        unit = (
            match["unit"] or match["own"] or match["span"] or match["end"] or match["the"] or "年"
        ).lower()
        step = steps.get(said, 0)
        if (match["end"] or match["the"]) and now.weekday() < _SATURDAY:
            step = -1  # on a Tuesday, "the weekend" is the one that was
        if match["year"]:
            step = {"今": 0, "去": -1, "前": -2, "明": 1}[match["year"]]
        return _calendar_unit(unit, step, now), match.span()
    return None


def _calendar_unit(unit: str, step: int, now: datetime) -> Local:
    today = now.date()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit in {"周末", "weekend"}:
        return _midnight(monday + timedelta(days=5), now), _midnight(
            monday + timedelta(days=7), now
        )
    if unit in {"周", "星期", "礼拜", "week"}:
        return _midnight(monday, now), _midnight(monday + timedelta(days=7), now)
    if unit in {"月", "month"}:
        return _month(today.year, today.month + step, now)
    return _midnight(date(today.year + step, 1, 1), now), _midnight(
        date(today.year + step + 1, 1, 1), now
    )


def _month(year: int, month: int, now: datetime) -> Local:
    """Return a month as a stretch; months outside 1 to 12 roll over into other years."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return _midnight(first, now), _midnight(after, now)


def _days(text: str, now: datetime) -> Found:
    found = [m for m in dates(text, now) if _on_word_edge(text, m.span[0])]
    if not found:
        return None
    first = found[0]
    since, until = _whole(first.year, first.month, first.day, now)
    end = first.span[1]
    if len(found) > 1 and _RANGE_LINK.fullmatch(text, end, found[1].span[0]):
        last = _whole(found[1].year, found[1].month, found[1].day, now)[1]
        if last > until:
            return (since, last), (first.span[0], found[1].span[1])
    part = re.compile(
        rf"的?(?P<part>{_HAN_PART})|\s+(?P<en>{_ENGLISH_PART})\b", re.IGNORECASE
    ).match(text, end)
    if part and first.day and first.month:
        day = date(first.year, first.month, first.day)
        return _hours(day, (part["part"] or part["en"]).lower(), now), (first.span[0], part.end())
    return (since, until), first.span


def _whole(year: int, month: int | None, day: int | None, now: datetime) -> Local:
    if month is None:
        return _midnight(date(year, 1, 1), now), _midnight(date(year + 1, 1, 1), now)
    if day is None:
        return _month(year, month, now)
    start = date(year, month, day)
    return _midnight(start, now), _midnight(start + timedelta(days=1), now)


def _now(text: str, now: datetime) -> Found:
    match = _NOW.search(text)
    if match is None:
        return None
    back = RIGHT_NOW if match["now"] else timedelta(days=_FEW_DAYS) if match["days"] else LATELY
    return (now - back, now), match.span()


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def _on_word_edge(text: str, start: int) -> bool:
    """Tell whether a Han match starts where a word starts: 如今天下 does not say 今天."""
    if text[start].isascii() or start == 0:
        return True
    left = max(0, start - 8)
    place = left
    for word in segmenter().cut(text[left : start + 4], True):  # noqa: FBT003 - by position
        if place == start:
            return True
        place += len(word)
    return False


Reader = Callable[[str, datetime], Found]
_READERS_INSIDE: tuple[Reader, ...] = (_length, _ago, _day_part, _days, _stretch)
_READERS: tuple[Reader, ...] = (_since, *_READERS_INSIDE, _now)
