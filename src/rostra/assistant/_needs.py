"""Which tool a question plainly needs, by rules, before any post is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rostra.assistant._rules import read
from rostra.tools import Setting


@dataclass(frozen=True, slots=True)
class Need:
    """A call that the question asks for in so many words."""

    tool: str
    arguments: Mapping[str, Any]


def needed(question: str, setting: Setting) -> Need | None:
    """Read the call off the question; None where it plainly needs none, or none is plain."""
    asked = question.strip()
    for tool, pattern, arguments in _RULES:
        match = pattern.search(asked)
        if match and (found := arguments(asked, match, setting)) is not None:
            return Need(tool, found)
    return None


def _code(_: str, match: re.Match[str], __: Setting) -> dict[str, Any]:
    return {"code": next(g for g in match.groups() if g)}


def _url(_: str, match: re.Match[str], __: Setting) -> dict[str, Any]:
    return {"url": match["url"].rstrip(".,;:!?。，；：！？)）”'\"")}


def _expression(question: str, match: re.Match[str], _: Setting) -> dict[str, Any] | None:
    rest = question[match.end("verb") :] if match.groupdict().get("verb") else question
    rest = (
        rest.strip()
        .strip("?？。 ")
        .removesuffix("是多少")
        .removesuffix("等于多少")
        .removesuffix("等于几")
        .removesuffix("得多少")
        .strip()
    )
    return {"expression": rest[:500]} if re.search(r"[\d一二三四五六七八九十]", rest) else None


def _sum(question: str, match: re.Match[str], setting: Setting) -> dict[str, Any] | None:
    """Read a sum that stands alone; two small numbers with a stroke are a day as well as a sum."""
    if _DAY.fullmatch(question) or re.search("什么|什麼", question):
        return None
    return _expression(question, match, setting)


def _whole(question: str, _: re.Match[str], __: Setting) -> dict[str, Any]:
    return {"expression": question.strip().rstrip("?？。 ")[:500]}


def _periods(question: str, match: re.Match[str], setting: Setting) -> dict[str, Any]:
    first, second = match["a"] or match["zh_a"], match["b"] or match["zh_b"]
    if re.search(r"this|today|本|今|这", first, re.IGNORECASE):
        first, second = second, first
    rest = question[: match.start()] + " " + question[match.end() :]
    words = _words(rest, setting)
    return {"first": first, "second": second, **({"words": words} if words else {})}


def _counted(question: str, match: re.Match[str], setting: Setting) -> dict[str, Any]:
    reading = read(question, setting.now, setting.timezone)
    arguments: dict[str, Any] = {}
    if words := _words(question, setting):
        arguments["words"] = words
    if reading.time_words:
        arguments["time"] = reading.time_words[:80]
    unit = (match["unit"] or "").lower()
    for name, forms in (("hour", "hour小时"), ("week", "week周星期"), ("day", "day天日")):
        if unit and unit in forms:
            arguments["by"] = name
    return arguments


def _trending(question: str, _: re.Match[str], setting: Setting) -> dict[str, Any]:
    reading = read(question, setting.now, setting.timezone)
    return {"time": reading.time_words[:80]} if reading.time_words else {}


def _author(_: str, match: re.Match[str], __: Setting) -> dict[str, Any]:
    return {"author": next(g for g in match.groups() if g)}


def _post(_: str, match: re.Match[str], __: Setting) -> dict[str, Any]:
    return {"post_id": match["id"].rstrip(".,?。，？")}


def _words(question: str, setting: Setting) -> str:
    """Keep the words the posts are to hold: not those of counting, comparing or time."""
    reading = read(_COUNTING.sub(" ", question), setting.now, setting.timezone)
    return " ".join(reading.terms)[:300]


_COUNTING = re.compile(
    r"\bhow many\b|\bnumber of\b|\bcount\b|\bcompare[sd]?\b|\bposts?\b|\bmentions?\b|\bper (?:day"
    r"|hour|week)\b|\b(?:each|every) (?:day|hour|week)\b|\bdaily\b|\bhourly\b|\bweekly\b"
    r"|\bover time\b|\bwere there\b|\bare there\b|\babout\b|\bon\b|\bmentioned\b"
    r"|有?多少[条個个]?(?:帖子?|贴子?|推文)?|每(?:天|日|小时|周|星期)|帖子?数?量?|比较|对比|统计|关于|的|有",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:what(?:'s| is)\s+)?(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])\s*[?？]?",
    re.IGNORECASE,
)
_NUMERAL = r"[\d.零〇一二两三四五六七八九十百千万亿]{1,14}"
_PERIOD = (
    r"(?:this|last|the last|past) (?:week|month|day|year)|today|yesterday|\d{4}-\d{2}-\d{2}"
    r"|(?:last )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_PERIOD_ZH = r"今天|昨天|前天|本周|上周|这周|这个月|本月|上个?月|今年|去年|\d{1,2}月\d{1,2}日"
_RULES: tuple[
    tuple[str, re.Pattern[str], Callable[[str, re.Match[str], Setting], dict[str, Any] | None]], ...
] = (
    (
        "run_python",
        re.compile(
            r"(?:\b(?:run|execute)\b|运行|執行|执行|跑一下)[^`]{0,80}```(?:python|py)?\s*\n?(.+?)```"
            r"|\b(?:run|execute) (?:this|the following)(?: python)?(?: code| program)?"
            r"\s*[:：]\s*(.+)"
            r"|(?:运行|执行|跑一下)(?:这段|以下|下面的?)?(?:python)?(?:代码|程序)\s*[:：]\s*(.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        _code,
    ),
    (
        "open_page",
        re.compile(
            r"(?:\bwhat(?:'s| is| does| do)?\b|\bopen\b|\bread\b|\bsummari[sz]e\b|\baccording to\b"
            r"|打开|读|看看|总结|說|说|讲|写).{0,60}?(?P<url>https?://[^\s<>\"“”]+)"
            r"|(?P<url2>https?://[^\s<>\"“”]+)",
            re.IGNORECASE,
        ),
        lambda q, m, s: _url(q, m, s) if m["url"] else {"url": m["url2"].rstrip(".,?。，？")},
    ),
    (
        "open_thread",
        re.compile(
            r"(?:\bthread\b|讨论串|讨论|对话)\D{0,30}?(?P<id>(?:at://|nostr:|https?://|sample:)\S+)",
            re.IGNORECASE,
        ),
        _post,
    ),
    (
        "author_timeline",
        re.compile(
            r"(?:latest|newest|recent|last) posts (?:by|from|of) @?([\w.@-]+\w)"
            r"|(?:timeline of|what has) @([\w.@-]+\w)"
            r"|@([\w.@-]+\w) *(?:最近|最新|近来)(?:发|的帖|说)",
            re.IGNORECASE,
        ),
        _author,
    ),
    (
        "compare_periods",
        re.compile(
            # Bounded and anchored: where nothing is compared, a long turn is read in one pass.
            rf"\bcompare\b.{{0,300}}?(?P<a>{_PERIOD})"
            rf" (?:with|to|and|against|versus|vs\.?) (?P<b>{_PERIOD})"
            rf"|^.*?(?P<zh_a>{_PERIOD_ZH})(?:和|与|跟|同)(?P<zh_b>{_PERIOD_ZH})",
            re.IGNORECASE | re.MULTILINE,
        ),
        _periods,
    ),
    (
        "count_over_time",
        re.compile(
            r"\bhow (?:many|much) posts\b(?:.*?\b(?:per|each|every) (?P<unit>day|hour|week))?"
            r"|\bnumber of posts\b|\bposts per (?:day|hour|week)\b|有?多少条?(?:帖子?|贴子|推文)"
            r"|每(?:天|日|小时|周)有?多少|帖子?数量|统计.{0,20}帖",
            re.IGNORECASE,
        ),
        _counted,
    ),
    (
        "trends",
        re.compile(
            r"\bwhat(?:'s| is| are)? trending\b|\btrending (?:topics|terms|now)\b|\btop trends\b"
            r"|(?:什么|哪些)(?:话题|词).{0,4}(?:热|上升)|热门话题|热搜|趋势",
            re.IGNORECASE,
        ),
        _trending,
    ),
    (
        "calculate",
        re.compile(
            r"(?P<verb>\b(?:calculate|compute|work out)\b:?|计算一?下?：?|算一?下：?)",
            re.IGNORECASE,
        ),
        _expression,
    ),
    (
        "calculate",
        re.compile(
            r"^(?:(?P<verb>what(?:'s| is)|how much is)\s+)?[-(]?\d[\d.,]*\s*(?:[kmb]|million"
            r"|billion|thousand|[万亿千])?\s*(?:%|percent|[-+*/×÷^(]|plus|minus|times|divided|加|减|乘|除|的\d)"
            r"[^?？a-z]*(?:of [\d.,]+ ?\w*)?\s*(?:million|billion|thousand)?[?？。]?$"
            r"|^(?:(?P<verb2>多少是))?\d[\d.]*[万亿]?的\d[\d.]*%"
            rf"|^{_NUMERAL}(?:加上?|减去?|乘以?|除以|的百分之){_NUMERAL}(?:等于多少|等于几|是多少|得多少)?[?？]?$",
            re.IGNORECASE,
        ),
        _sum,
    ),
    (
        "calculate",
        re.compile(
            r"^(?:convert|换算)\b.*\d"
            r"|^how many [a-z ]+ (?:is|are|in|make)(?: there)?(?: in)? [\d.,]+ ?[a-z]+\??$"
            r"|^[\d.,]+ ?[a-z°/]+ (?:to|in|into) [a-z°/]+\??$"
            r"|^\d[\d.]*[\u4e00-\u9fff]{1,4}(?:等于|是|换成)"
            r"(?:多少)?[\u4e00-\u9fff]{1,6}[?？]?$"
            r"|\bhow many (?:days|weeks) (?:between|until|from|since)\b"
            r"|\bdays between\b|还有多少天|相隔多少天",
            re.IGNORECASE,
        ),
        _whole,
    ),
)
