"""What a question is about, by words alone: the categories by which a board is filtered."""

from __future__ import annotations

import hashlib
import re
import unicodedata

CATEGORIES = ("code", "maths", "writing", "translation", "news", "other")
"""In the order in which they are tried; the first that fits counts."""

_CODE = re.compile(
    r"```|\b(?:python|javascript|typescript|java|rust|golang|c\+\+|sql|html|css|bash|regex|"
    r"compiler?|stack ?trace|traceback|function|algorithm|api|json|bug|debug|refactor|unit tests?|"
    r"code|script|program(?:me)?)\b|代码|编程|程序|函数|算法|脚本|调试|报错|正则|数据库|接口",
    re.IGNORECASE,
)
_MATHS = re.compile(
    r"\b(?:solve|equation|integral|derivative|theorem|proof|prove|probability|matrix|polynomial|"
    r"how many|percent(?:age)?|square root|calculate|compute)\b|\d\s*[-+*/^×÷=]\s*\d|"
    r"\\frac|\$[^$]+\$|方程|积分|导数|定理|证明|概率|矩阵|多少个|百分之|平方根|计算|求解",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(?:write|draft|compose|rewrite|rephrase|poem|story|essay|haiku|e-?mail|letter|slogan|"
    r"headline|caption|limerick|lyrics)\b|写一|写首|写封|写篇|改写|润色|作文|诗|故事|小说|文案|标语|邮件|信",
    re.IGNORECASE,
)
_TRANSLATION = re.compile(
    r"\b(?:translate|translation|in (?:english|chinese|mandarin|french|german|japanese))\b|"
    r"翻译|译成|用英语|用中文",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:news|today|yesterday|tonight|latest|breaking|happen(?:ed|ing|s)?|announced?|reported|"
    r"this week|right now|rumou?rs?|posts?|people say|reactions?)\b|"
    r"新闻|今天|昨天|今晚|最新|最近|发生|宣布|报道|本周|现在|传闻|谣言|大家怎么|网友|帖",
    re.IGNORECASE,
)


def prompt_of(text: str) -> str:
    """Return the SHA-256 of a question's normal form: NFKC, lower case, single spaces."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() if said else ""


def category_of(question: str, *, feed: bool = False) -> str:
    """Name the category of a question; of the feed it is news where nothing else fits."""
    for name, pattern in (
        ("translation", _TRANSLATION),
        ("writing", _WRITING),
        ("news", _NEWS if feed else None),
        ("code", _CODE),
        ("maths", _MATHS),
        ("news", _NEWS),
    ):
        if pattern is not None and pattern.search(question):
            return name
    return "news" if feed else "other"
