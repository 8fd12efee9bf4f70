"""How days are written in Chinese and English: patterns shared by dates, quantities, spans."""

from __future__ import annotations

import re

from rostra.text._numerals import chinese_number

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
HAN_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六")} | {"日": 6, "天": 6}

MONTH_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[01])"
_HAN_SMALL = "[一二三四五六七八九十]{1,3}"

# Each pattern names its parts y, m, d; order matters: the first that matches at a place wins.
ABSOLUTE = re.compile(
    r"(?<![0-9])(?P<y1>(?:19|20)[0-9]{2})[-/.](?P<m1>0?[1-9]|1[0-2])[-/.]"
    rf"(?P<d1>{_DAY_NUMBER})(?![0-9])"
    r"|(?<![0-9])(?P<a2>[0-9]{1,2})/(?P<b2>[0-9]{1,2})/(?P<y2>(?:19|20)[0-9]{2})(?![0-9])"
    r"|(?:(?P<y3>(?<![0-9])(?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})\s?年\s?)"
    rf"?(?P<m3>(?<![0-9.])(?:0?[1-9]|1[0-2])|(?<![一二三四五六七八九十百千万])"
    rf"(?:十[一二]?|[一二三四五六七八九]))\s?月(?:份|\s?(?P<d3>{_DAY_NUMBER}|{_HAN_SMALL})\s?[日号號])?"
    r"|(?P<y4>(?<![0-9])(?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})\s?年(?!级|纪|級|紀)"
    rf"|(?<![0-9.月第])(?P<d5>{_DAY_NUMBER})\s?[日号號](?![线楼店门院机舱楼線樓門機館馆厅廳仓倉车車站坑井船库庫位信])"
    rf"|\b(?P<m6>(?i:{MONTH_NAME}))\s+(?P<d6>{_DAY_NUMBER})(?:st|nd|rd|th)?\b(?!:)"
    r"(?:,?\s+(?P<y6>(?:19|20)[0-9]{2})\b)?"
    rf"|\b(?P<d7>{_DAY_NUMBER})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m7>(?i:{MONTH_NAME}))"
    r"(?:,?\s+(?P<y7>(?:19|20)[0-9]{2})\b)?"
    rf"|\b(?P<m8>{MONTH_NAME}),?\s+(?P<y8>(?:19|20)[0-9]{{2}})\b"
    rf"|(?<=\b(?:in|by)\s)(?P<m9>{MONTH_NAME})|(?<=\b(?:of)\s)(?P<m9b>{MONTH_NAME})"
    rf"|(?<=\b(?:since|until|early)\s)(?P<m10>{MONTH_NAME})|(?<=\b(?:last|this|next|late)\s)(?P<m11>{MONTH_NAME})"
    r"|\b(?P<m12>January|February|April|June|July|August|September|October|November|December)\b"
    r"|(?<=\b(?:in|of|by)\s)(?P<y13>(?:19|20)[0-9]{2})\b(?![,.%][0-9]|%)"
    r"|(?<=\b(?:since|until)\s)(?P<y14>(?:19|20)[0-9]{2})\b(?![,.%][0-9]|%)"
)
# A clock time: 10:30, 3 pm, 下午三点, 十点半, 15点.
CLOCK = re.compile(
    r"(?<![0-9:.])(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?:\s?[ap]\.?m\b\.?)?(?![0-9:])"
    r"|\b(?:1[0-2]|0?[1-9])\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b)"
    r"|(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|今晚|昨晚|今早|深夜|早|晚)\s?"
    r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s?[点點时時]"
    r"|(?<![0-9.百分])(?:[01]?[0-9]|2[0-4])\s?[点點](?![0-9多个])"
    r"|(?:[一二两三四五六七八九]|十[一二]?)\s?[点點](?=半|钟|整|[0-9一二三四五六七八九十]{1,3}分|左右|许))"
    r"(?:半|钟|整|[0-9]{1,2}分?|[一二三四五六七八九十]{1,3}分)?",
    re.IGNORECASE,
)


def small_number(text: str) -> int:
    """Read a day, month or year number in digits or Chinese numerals (`text` has one)."""
    if text.isdecimal():
        return int(text)
    value = chinese_number(text)
    return int(value) if value is not None else 0


def parts(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day named by an `ABSOLUTE` match; None for what is not said."""
    year = month = day = None
    for name, value in match.groupdict().items():
        if value is None:
            continue
        if name[0] == "y":
            year = small_number(value)
        elif name[0] == "m":
            key = value.lower().rstrip(".")
            month = MONTHS.get(key) or small_number(value)
        elif name[0] == "d":
            day = small_number(value)
    if match["a2"]:
        first, second = int(match["a2"]), int(match["b2"])
        # 8/20/2024 is how Americans write it; 20/8/2024 can only be the other way.
        month, day = (second, first) if first > 12 else (first, second)
    return year, month, day
