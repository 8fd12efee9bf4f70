"""What people say of a story: for it, against it, in two minds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rostra.assistant._digest_types import Mood
from rostra.assistant._sought import asks
from rostra.posts import Post

LEAST = 2
"""Accounts that must take sides before sides are shown."""
LONGEST = 180


def sides(posts: Sequence[Post]) -> dict[Mood, list[Post]]:
    """Sort the posts that take a side, one of each account, the most liked of a side first."""
    found: dict[Mood, list[Post]] = {"for": [], "against": [], "mixed": []}
    heard: set[str] = set()
    for post in sorted(posts, key=lambda p: (-p.likes, p.created, p.id)):
        side = mood(post.text)
        if side and post.author.id not in heard and len(post.text) <= LONGEST:
            heard.add(post.author.id)
            found[side].append(post)
    total = sum(map(len, found.values()))
    return found if total >= LEAST else {"for": [], "against": [], "mixed": []}


@lru_cache(maxsize=8192)
def mood(written: str) -> Mood | None:
    """Tell on which side a post is, None where it takes none; an unclear one takes none."""
    if asks(written) or _ASKED.search(written):
        return None
    good = len(_GOOD.findall(_NOT_GOOD.sub(" ", written)))
    bad = len(_BAD.findall(written)) + len(_NOT_GOOD.findall(written))
    if good and bad:
        return "mixed"
    if good or bad:
        return "for" if good else "against"
    return None


_ASKED = re.compile(r"[?？]")
"""Who asks, be it only in part, wants to hear a view and has given none."""
_NOT_GOOD = re.compile(
    r"\b(?:not|never|hardly|isn't|wasn't|don't|doesn't|no)\s(?:\w+\s){0,2}"
    r"(?:good|great|fair|happy|like|love|worth|support|agree|work|works)\b"
    r"|不(?:太)?(?:好|值|喜欢|喜歡|支持|同意|公平|合理|满意|错觉)",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:love|great|good (?:call|move|idea|news|job|on)|well done|finally|excellent|amazing"
    r"|brilliant"
    r"|glad|happy|support|agree|about time|worth it|fair enough|thank(?:s| you)|impress\w+"
    r"|beautiful"
    r"|delicious|proud|welcome|best|nice|hats off|in favou?r|voted yes|makes sense)\b"
    r"|支持|赞成|贊成|点赞|點讚|给力|太好了|真好|好评|喜欢|喜歡|值得|不错|不錯|感谢|感謝|辛苦了"
    r"|厉害|厲害|满意|终于|終於|合理"
    r"|靠谱|良心|开心|好吃|好看|同意|期待",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:hate|terrible|awful|bad (?:call|move|idea|for)|shame\w*|disgrac\w+|unfair|ridiculous"
    r"|worst"
    r"|disappoint\w+|angry|against|disagree|waste|ripoff|rip-off|overpriced|useless|pointless"
    r"|unacceptable|outrag\w+|boycott|scam|worse|voted no|punish\w*|too expensive|can't afford)\b"
    r"|反对|反對|差评|差評|垃圾|离谱|離譜|坑人|坑爹|失望|太差|难吃|難吃|难看|無語|无语|不公平"
    r"|退钱|黑心|过分|過分|丢人"
    r"|太贵|太貴|恶心|抵制|浪费|没用|沒用|割韭菜|踩雷",
    re.IGNORECASE,
)
