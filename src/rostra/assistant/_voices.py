"""Who speaks in a post: an office, a paper, somebody who was there, or hearsay; by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rostra.assistant._corrections import is_correction, is_hearsay
from rostra.assistant._sought import alarms
from rostra.posts import Post

Voice = Literal["official", "press", "first-hand", "hearsay", "other"]

FIRM: frozenset[Voice] = frozenset({"official", "press", "first-hand"})
"""Voices that answer for what they say; the others repeat it."""


def voice(post: Post) -> Voice:
    """Tell who speaks, by the account's name and the post's words; nothing proves either."""
    called = f"{post.author.name} {post.author.handle}"
    if _OFFICE.search(called):
        return "official"
    if _PAPER.search(called) or post.network == "rss":
        return "press"
    if is_hearsay(post) or (alarms(post.text) and not is_correction(post)):
        return "hearsay"
    return "first-hand" if _THERE.search(post.text) else "other"


def sureness(voices: Sequence[Voice], close: float, many: int) -> float:
    """Estimate how sure what is told is, 0 to 0.95.

    By the firmest voice that tells it, how closely it tells it (0 to 1), and by how many do.
    """
    firm = max((FIRMNESS[each] for each in voices), default=0.0)
    return round(min(0.95, 0.4 * firm + 0.35 * close + 0.25 * (1 - 0.5**many)), 2)


FIRMNESS: dict[Voice, float] = {
    "official": 1.0, "press": 0.9, "first-hand": 0.8, "other": 0.6, "hearsay": 0.2,
}  # fmt: skip
_OFFICE = re.compile(
    r"(?<![a-z])(?:gov|government|council|police|fire|dept|department|ministry|mayor|bureau|agency"
    r"|authority|observatory|office|official|hospital|university|court|commission|regulator"
    r"|weather|metro|transit|rail|ferries|port|election\w*|customs|embassy)(?![a-z])"
    r"|政府|消防|警方|公安|警察|气象|氣象|地震|天文|应急|應急|市场监管|監管|教育局|考试院|卫健|衛健|海关|海關|法院|检察"
    r"|医院|醫院|大学|地铁|地鐵|铁路|鐵路|机场|機場|发布|發布|官方|委员会|管理局|总局",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?<![a-z])(?:news|daily|times|post|herald|tribune|gazette|courier|journal|radio|tv|press"
    r"|reuters|bbc|cnn|wire|review|magazine)(?![a-z])|日报|日報|晚报|晚報|新闻|新聞|电视|電視|广播|廣播|通讯社|周刊|时报|時報",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:i (?:saw|see|heard|felt|was|am|counted|watched|filmed|took|just)"
    r"|i['’]m (?:at|on|in|here)"
    r"|we (?:saw|heard|felt|are at|were)|from my (?:window|balcony|desk|roof|seat)|in front of me"
    r"|my (?:photo|video|street|house|train))\b"
    r"|我(?:看到|看见|看見|听到|聽到|在现场|在現場|就在|亲眼|親眼|刚|剛|家|这边|這邊|拍)|现场|現場|亲眼|親眼|窗外|我们这|我們這",
    re.IGNORECASE,
)
