"""Asides for the fun mode: set beside a story, never in it; they state nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rostra import text
from rostra.assistant._digest_types import Digest, Told
from rostra.assistant._types import Desk, Remark, Tongue

TEMPLATES = "templates"
MANY, HUGE = 6, 10_000
"""Independent origins, and a number, from which a remark on them fits."""
LATE = (0, 5)
"""Local hours in which a story that was first seen is a late one."""


def remarked(digest: Digest, desk: Desk, *, now: datetime, seed: int) -> Digest:
    """Put a remark beside each story that bears one; all else stays as it is.

    Stories in which people came to harm, and what is unconfirmed, get none. What is drawn depends
    on `seed` and the day only, and none is drawn twice while others are left.
    """
    del desk  # remarks are ours: a model's would have to be checked for what it adds
    draw = random.Random(f"{seed} {now:%Y-%m-%d}")
    used: set[str] = set()
    stories = tuple(_with(told, digest, draw, used) for told in digest.stories)
    made = TEMPLATES if any(told.remarks for told in stories) else ""
    return replace(digest, stories=stories, fun=True, remarked=made)


def _with(told: Told, digest: Digest, draw: random.Random, used: set[str]) -> Told:
    if told.grave or told.standing == "unconfirmed":
        return told
    remark = drawn(_seen(told, digest), digest.tongue, draw, used)
    return replace(told, remarks=(remark,)) if remark is not None else told


def drawn(
    seen: Sequence[str], tongue: Tongue, draw: random.Random, used: set[str]
) -> Remark | None:
    """Draw a line for the first thing seen that has one left; it is `used` then."""
    lines = _LINES["en" if tongue == "en" else "zh"]
    for name in seen:
        left = [line for line in lines[name] if line not in used]
        if left:
            line = draw.choice(left)
            used.add(line)
            return Remark(text.traditional(line) if tongue == "zh-hant" else line, name)
    return None


def _seen(told: Told, digest: Digest) -> Sequence[str]:
    """List what is to be seen of a story, the most telling first."""
    written = " ".join(s.text for s in (told.title, *told.sentences))
    at = told.first_seen.astimezone(ZoneInfo(digest.timezone))
    counts = dict(told.voices.counts)
    held = (
        ("correction", bool(told.disputes)),
        ("quarrel", bool(counts.get("for") and counts.get("against"))),
        ("late", LATE[0] <= at.hour < LATE[1]),
        ("huge", any(q.value >= HUGE for q in text.quantities(written))),
        ("two tongues", {"zh", "en"} <= set(told.langs)),
        ("one source", told.standing == "one source"),
        ("many", told.origins >= MANY),
        ("praise", bool(counts.get("for")) and not counts.get("against")),
        ("plain", True),
    )
    return [name for name, holds in held if holds]


_LINES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "correction": (
            "The first version was faster. The second had the advantage of being so.",
            "A rumour takes the stairs three at a time; the correction waits for the lift.",
            "History is written by whoever posts the second draft.",
            "The correction arrived, as corrections do, with better manners and fewer likes.",
            "Somewhere an earlier post is being quietly reconsidered.",
        ),
        "quarrel": (
            "Both sides have now explained themselves to people who already agreed.",
            "The comments have reached a consensus: the other comments are wrong.",
            "A healthy debate, in the sense that nobody has fainted.",
            "Views differ. Volume does not.",
        ),
        "late": (
            "News of this hour is known to two groups: insomniacs, and whoever caused it.",
            "It happened while sensible people slept and the rest of us refreshed.",
            "Nothing good is announced before breakfast. Some of it is at least interesting.",
            "The night shift would like it noted that it was awake.",
        ),
        "huge": (
            "A number of that size stops being a figure and becomes a landscape.",
            "Somebody had to count that. Think of them kindly.",
            "Please imagine the spreadsheet. Now imagine it unsaved.",
            "That many zeros rarely travel without a press release.",
        ),
        "two tongues": (
            "Told in two languages, and for once the plot survived the translation.",
            "Two languages, one eyebrow raised.",
            "Lost in translation: nothing, to everyone's mild disappointment.",
            "It reads the same in both scripts, which is more than most manuals manage.",
        ),
        "one source": (
            "One witness, as every good ghost story begins; this one merely has a link.",
            "A single source: either a scoop or a very quiet room.",
            "If a second account turns up, pull out a chair for it.",
        ),
        "many": (
            "Seldom have so many agreed to look up from their phones, by way of their phones.",
            "Everyone saw it, and everyone saw it first.",
            "At this point it would be news to meet somebody who had not heard.",
            "A chorus formed without rehearsal and is, remarkably, in tune.",
        ),
        "praise": (
            "The internet approves. Someone should check whether it is feeling well.",
            "Praise, unprompted and in public: frame it before it fades.",
            "No complaints so far. The complaints department suspects a fault on the line.",
        ),
        "plain": (
            "File under: things that will come up at dinner.",
            "Not the end of the world, which has been saving itself for a slower day.",
            "You may now say that you had read about it.",
            "Worth knowing, if only to nod at the right moment.",
            "The world turned, and this time somebody took notes.",
        ),
    },
    "zh": {
        "correction": (
            "传言坐高铁，更正挤公交，好在都到站了。",
            "第一版胜在快，第二版胜在对。",
            "更正来了，照例：态度更好，点赞更少。",
            "此处应有一位先发帖的朋友，正在默默编辑。",
            "真相穿鞋的工夫，话已经跑了三条街。",
        ),
        "quarrel": (
            "双方都已说服了本来就同意自己的人。",
            "评论区达成共识：错的是别的评论。",
            "各执一词，音量倒是一致。",
            "和而不同，主要是不同。",
        ),
        "late": (
            "这个钟点的消息，只有两种人先知道：睡不着的，和闯了祸的。",
            "正经人都睡了，剩下的在刷新。",
            "夜班同志希望大家记得：他是醒着的。",
            "月黑风高，正是更新时。",
        ),
        "huge": (
            "数到这个份上，已经不是数字，是风景。",
            "这么多，总得有人一个一个数过，请对他好一点。",
            "请想象一下那张表格，再想象一下没保存。",
            "零多到一定程度，出门都要配发言人。",
        ),
        "two tongues": (
            "两种语言讲同一件事，难得剧情没走样。",
            "中英双语认证，信达雅至少占了一个信。",
            "翻译完一看，居然说的是同一件事，译者可以下班了。",
            "隔着一个大洋，大家挑眉的幅度差不多。",
        ),
        "one source": (
            "孤证一枚，先摆在桌上，别急着下筷子。",
            "只此一家，暂无分号。",
            "一家之言，不是独家，就是屋里太安静。",
        ),
        "many": (
            "现在要找个没听说的人，反倒成了新闻。",
            "人人都看见了，人人都说自己最先看见。",
            "没排练就齐声合唱，难得还没跑调。",
            "大家一起抬头看世界，方式是一起低头看手机。",
        ),
        "praise": (
            "网上居然一片叫好，建议量一下体温。",
            "夸得这么整齐，截图留念吧，过两天就没了。",
            "暂无差评，差评区怀疑是信号不好。",
        ),
        "plain": (
            "归档：今晚饭桌上会被提起的事。",
            "世界又转了一圈，这回有人记了笔记。",
            "知道一下，方便在该点头的时候点头。",
            "不是天大的事，天大的事今天轮休。",
            "以后聊起来，可以说一句：这个我看过。",
        ),
    },
}
