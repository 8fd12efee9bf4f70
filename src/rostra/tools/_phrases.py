"""What tools say in their plain results, in the question's language."""

from __future__ import annotations

from rostra import text
from rostra.tools._types import Tongue

_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "found": "{n} posts:",
        "none": "No posts.",
        "thread": "The thread, {n} posts, oldest first:",
        "no_post": "no post has the id {id!r}; give one that a search brought",
        "by": "{n} posts by @{who}, newest first:",
        "counted": "{n} posts{about}, {since} to {until}, by {unit}:",
        "bucket": "{at}: {n}",
        "about": " with “{words}”",
        "busiest": "The most in one {unit}: {n}, {at}.",
        "per": "On average {n} a {unit}.",
        "hour": "hour",
        "day": "day",
        "week": "week",
        "compared": "{first}: {a} posts, {per_a} a day. {second}: {b}, {per_b} a day.{change}",
        "more": " That is {share} % more a day in the second.",
        "less": " That is {share} % less a day in the second.",
        "same": " That is as many a day.",
        "trends": "Written by more accounts than before, {since} to {until}:",
        "trend": "{term}: {authors} accounts, {expected} expected",
        "no_trends": "Nothing is written by more accounts than before, {since} to {until}.",
        "no_time": "{words!r} names no time; write one as today, last week, 2026-08-01",
        "page": "“{title}” ({host}, {published}):",
        "undated": "undated",
        "empty_page": "{url} holds no text",
        "mcp": "{tool} answered:",
        "mcp_empty": "{tool} answered nothing.",
        "mcp_failed": "{tool} failed and says: “{why}”",
        "result": "{expression} = {value}",
        "about_value": "{expression} ≈ {value}",
        "ran": "The program ended with exit code {code} after {seconds} s and wrote:",
        "ran_silent": "The program ended with exit code {code} after {seconds} s, silently.",
        "timed_out": "The program was stopped after {seconds} s; until then it wrote:",
        "errors": "On standard error:",
    },
    "zh": {
        "found": "{n} 条帖子：",
        "none": "没有帖子。",
        "thread": "该讨论共 {n} 条，从早到晚：",
        "no_post": "没有编号为 {id!r} 的帖子；请给出搜索到的编号",
        "by": "@{who} 的 {n} 条帖子，从新到旧：",
        "counted": "{since} 至 {until}，{about}共 {n} 条帖子，按{unit}统计：",
        "bucket": "{at}：{n}",
        "about": "含“{words}”的",
        "busiest": "最多的一{unit}：{n} 条，{at}。",
        "per": "平均每{unit} {n} 条。",
        "hour": "小时",
        "day": "天",
        "week": "周",
        "compared": "{first}：{a} 条，每天 {per_a} 条。{second}：{b} 条，每天 {per_b} 条。{change}",
        "more": "后者每天多 {share}%。",
        "less": "后者每天少 {share}%。",
        "same": "每天一样多。",
        "trends": "{since} 至 {until}，发帖账号比以往多的词：",
        "trend": "{term}：{authors} 个账号，预期 {expected} 个",
        "no_trends": "{since} 至 {until}，没有哪个词的发帖账号比以往多。",
        "no_time": "{words!r} 里没有时间；请写成 今天、上周、2026-08-01",
        "page": "“{title}”（{host}，{published}）：",
        "undated": "无日期",
        "empty_page": "{url} 上没有文字",
        "mcp": "{tool} 的回答：",
        "mcp_empty": "{tool} 没有回答任何内容。",
        "mcp_failed": "{tool} 出错，并说：“{why}”",
        "result": "{expression} = {value}",
        "about_value": "{expression} ≈ {value}",
        "ran": "程序在 {seconds} 秒后以退出码 {code} 结束，输出：",
        "ran_silent": "程序在 {seconds} 秒后以退出码 {code} 结束，没有输出。",
        "timed_out": "程序在 {seconds} 秒后被停止，此前输出：",
        "errors": "标准错误：",
    },
}


def phrase(tongue: Tongue, name: str, **fields: object) -> str:
    """Word a phrase in the question's language and script; fields are put in as they are."""
    pattern = _PHRASES["en" if tongue == "en" else "zh"][name]
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.format(**fields)
