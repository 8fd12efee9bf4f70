"""Why each post was left out, in the words of who asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rostra import text
from rostra.assistant._types import LeftOut, Step, Tongue

NOT_POSTS = frozenset({"check", "write"})
"""Stages that drop sentences."""

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("off topic", "it does not speak of the question", "与问题无关"),
    ("repeats", "it repeats the post {rest}", "与帖子 {rest} 重复"),
    ("superseded by", "the post {rest} corrects it", "已被帖子 {rest} 更正"),
    ("below the best", "other posts answer better", "其他帖子更切题"),
    ("more than", "its author is quoted enough already", "同一作者的帖子已经足够"),
    ("an advertisement", "it advertises", "是广告"),
    ("meant as a joke", "it is meant as a joke", "是玩笑或讽刺"),
    ("content warning", "it carries a warning: {rest}", "带有警告：{rest}"),
    ("muted", "you muted its author or its words", "作者或内容已被屏蔽"),
)
_OTHER = "it is no evidence ({rest})", "不宜作为依据（{rest}）"


def left_out(steps: Sequence[Step], tongue: Tongue) -> tuple[LeftOut, ...]:
    """List every post that a stage left out, with the stage, the reason, and it in words."""
    return tuple(
        LeftOut(post_id, step.name, reason, _worded(reason, tongue))
        for step in steps
        if step.name not in NOT_POSTS
        for post_id, reason in step.dropped
    )


def _worded(reason: str, tongue: Tongue) -> str:
    for start, english, chinese in _WORDS:
        if reason.startswith(start):
            rest = re.sub(r"^[\s:：]+", "", reason[len(start) :])
            return _filled(english, chinese, rest, tongue)
    return _filled(*_OTHER, reason, tongue)


def _filled(english: str, chinese: str, rest: str, tongue: Tongue) -> str:
    pattern = english if tongue == "en" else chinese
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.replace("{rest}", rest).removesuffix(": ").removesuffix("：")
