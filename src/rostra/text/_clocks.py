"""Times of day that a text names, in Chinese and English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rostra.text._calendar import small_number


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `minute` counts from midnight, or from noon: halves of the day are one.

    Who writes "at 11 tonight" means 23:00; no text says both of one event.
    """

    minute: int
    span: tuple[int, int]


_HAN = "[一二两三四五六七八九十]{1,3}"
_PART = "(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|今晚|昨晚|今早|深夜|早|晚)"
_TIME = re.compile(
    r"(?<![0-9:：.])(?P<h>[01]?[0-9]|2[0-4])[:：](?P<m>[0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9:：])"
    r"|(?<![0-9.:$€£])(?P<h2>1[0-2]|0?[1-9])\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b)"
    rf"|(?:{_PART}\s?(?P<h3>[0-9]{{1,2}}|{_HAN})|(?<![0-9.:])(?P<h4>[01]?[0-9]|2[0-4])|"
    rf"(?<![第百千万])(?P<h5>{_HAN})(?=[点點](?:半|钟|整|[一二三四五六七八九十]{{1,3}}分)))"
    r"\s?(?:[点點](?![0-9]*[多个個]|建议|意见)|[时時](?![间間代候速]))"
    rf"(?:(?P<half>半)|(?P<m3>[0-5]?[0-9]|{_HAN})分?(?![0-9])|钟|整)?",
    re.IGNORECASE,
)


def clocks(text: str) -> tuple[Clock, ...]:
    """Find the times of day a text names: 15:00, 3 pm, 下午三点, 十点半, 5时36分."""
    found = []
    for match in _TIME.finditer(text):
        hour = small_number(next(match[h] for h in ("h", "h2", "h3", "h4", "h5") if match[h]))
        minute = 30 if match["half"] else small_number(match["m"] or match["m3"] or "0")
        if hour <= 24 and minute < 60:
            found.append(Clock((hour % 12) * 60 + minute, match.span()))
    return tuple(found)
