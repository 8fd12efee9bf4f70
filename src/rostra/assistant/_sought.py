"""What kind of thing a question seeks, and whether a post could hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rostra import text
from rostra.posts import Post

Sought = Literal["number", "money", "time", "cause", "who", "place", "first", "opinion", "any"]


SHOUTS = 3
"""Words in capitals from which a post cries out."""
GATHERED, LEAST_PART = 3, 5
"""Parts of a list from which it gathers stories, and the letters of a part."""


def sought(question: str) -> Sought:
    """Tell what a question seeks, by its question words; "any" when they do not say."""
    return next((kind for kind, asks in _ASKS if asks.search(question)), "any")


def closed(question: str) -> bool:
    """Whether a question is answered by yes or no."""
    return bool(_CLOSED.search(question.strip())) and not _OPEN.search(question)


@lru_cache(maxsize=8192)
def holds(kind: Sought, written: str) -> bool:
    """Whether a text holds something of the kind sought."""
    if kind == "number":
        return bool(text.quantities(written)) or bool(_DIGIT.search(written))
    if kind == "money":
        return bool(_MONEY.search(written))
    if kind == "time":
        return bool(_TIME.search(written))
    if kind == "cause":
        return bool(_CAUSE.search(written))
    if kind in ("who", "place"):
        return bool(text.names(written))
    return opines(written) if kind == "opinion" else True


@lru_cache(maxsize=8192)
def asks(written: str) -> bool:
    """Whether a post asks more than it tells."""
    spans = text.sentences(written)
    asking = sum(bool(_QUESTION.search(written[a:b])) for a, b in spans)
    return asking * 2 >= len(spans) > 0


@lru_cache(maxsize=8192)
def alarms(written: str) -> bool:
    """Whether a post cries out, or tells hearsay."""
    return bool(_ALARM.search(written)) or hearsay(written)


@lru_cache(maxsize=8192)
def hearsay(written: str) -> bool:
    """Whether a post tells what it only heard, or shouts it."""
    return bool(_HEARSAY.search(written)) or len(_SHOUTED.findall(written)) >= SHOUTS


@lru_cache(maxsize=8192)
def gathers(written: str) -> bool:
    """Whether a post strings several stories together, as a review of the day does."""
    review = _REVIEW.search(written)
    return _gathered(_LISTED.split(written)) or bool(
        review and _gathered(_ITEMS.split(_ASIDE.sub("", review.group(1))))
    )


def _gathered(parts: Sequence[str]) -> bool:
    return sum(len(part.strip()) > LEAST_PART for part in parts) >= GATHERED


@lru_cache(maxsize=8192)
def opines(written: str) -> bool:
    """Whether a post tells what its author thinks, feels or does rather than what happened."""
    return bool(_OPINES.search(written))


def substance(post: Post) -> float:
    """How much a post reports, 0 to 1: figures, dates and names, against cries and smileys."""
    told = len(text.quantities(post.text)) + len(_TIME.findall(post.text))
    named = len(text.names(post.text))
    cries = len(_CRY.findall(post.text))
    long_enough = min(1.0, len(post.text) / (60 if text.script(post.text) == "han" else 140))
    return max(0.0, min(1.0, 0.15 * told + 0.08 * named + 0.4 * long_enough - 0.15 * cries))


_OPINES = re.compile(
    r"\b(?:i|we've|we’ve|our|nobody|anyone|dear|just|i'm|i’m|i've|i’ve|my|me|we're|imo|imho|tbh"
    r"|honestly|love|hate|lol|lmao|omg)\b"
    r"|哈哈|笑死|我(?![国國市省县縣区區校院军軍方局台司社馆館们們])|感觉|感覺|我们家|求|吧[。！!]?$|了吧|真的(?:好|很|太)"
    r"|太(?:好|难|離|离)|绝了|服了|好家伙",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"^(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)(?:n't)?\b"
    r"|[吗嗎][?？]?$|[吗嗎][?？]|是不是|有没有|有沒有|是否|会不会|會不會|能不能",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:what|when|where|who|which|why|how)\b"
    r"|什么|什麼|哪|谁|誰|多少|几[个個次点點人]|怎么|怎麼|为何|為何",
    re.IGNORECASE,
)
_ALARM = re.compile(
    r"\bCONFIRMED\b|\bBREAKING\b|[!！]{2}"
    r"|\b(?i:nobody is talking|wake up|spread the word|share this)\b"
    r"|突发|突發|速转|速轉|扩散|擴散|转发(?:出去|给)|出事了|没了[…。]"
)
_HEARSAY = re.compile(
    r"\bRUMOU?R\b|\b(?i:hearing (?:that|\w+ \w+ (?:was|is))|via a friend|someone (?:told|said)"
    r"|allegedly|unconfirmed|insiders?|they are lying|people (?:are|keep) saying|rumou?r has it"
    r"|(?:is|was) (?:this|it|that) true\?|(?:please|hope it['’]s) (?:be )?fake)(?!\w)"
    r"|圈内人|圈內人|内部消息|內部消息|听说|聽說|据说|據說|群里|群裡|网传|網傳|大瓜|真的假的"
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_LISTED = re.compile(r"[；;]|, (?=and |the )")
# "What happened today: A, B, C" lists with commas what a sentence about one thing may, too.
_REVIEW = re.compile(
    r"(?:\b(?:today|yesterday|this week|the (?:day|week))\b|今天|昨天|今日|本周|这一天)"
    r"[^:：]{0,40}[:：](.+)",
    re.IGNORECASE | re.DOTALL,
)
_ITEMS, _ASIDE = re.compile(r"[,，、;；.。]\s*"), re.compile(r"\([^)]*\)|（[^）]*）")
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(
    r"[$€£¥￥]\s?\d|(?<![\d,.])\d[\d,.]*\s?(?:元|块|塊|美元|欧元|歐元|英镑|日元|dollars?|euros?|pounds?|yuan|crowns?"
    r"|marks?|cents?|bucks|USD|EUR|RMB)\b|\d[万千百亿]{0,4}元|免费|免費|\bfree\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,2}[:：]\d{2}|\d{1,2}\s?(?:am|pm)\b|[0-9一二三四五六七八九十]{1,3}[点點时時](?:半|[0-9]{1,2}分)?"
    r"|\d{1,2}月(?:\d{1,2}[日号號])?|[周週][一二三四五六日末]|星期[一二三四五六日天]|(?:今|明|昨|后|後)[天日晚早晨]"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tomorrow|tonight|yesterday|noon"
    r"|midnight|next (?:week|month|year|spring|summer"
    r"|autumn|winter))\b|\b20\d\d\b|年底|年内|下[周週个]",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|caus\w+|due to|owing to|after|blam\w+"
    r"|fault\w*|reason|result of|started (?:by|with|when)"
    r"|triggered|led to|so that|from an?)\b|因|由于|由於"
    r"|原因|导致|導致|引起|引发|引發|造成|起因|由.{1,12}引",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[?？]\s*$|[吗嗎呢么麼]\s*[。!！~～]?$|有没有人知道|有沒有人知道|求问|求問|请问"
    r"|求推荐|求推薦|谁能推荐|誰能推薦|有没有.{0,12}推荐"
    r"|\b(?:any(?:one|body)? (?:know|recs?|recommend)|looking for (?:a|some|recs)|recommend me)"
)
_CRY = re.compile(
    r"[!！]{1,}|[😀-🙏🌀-🗿🤀-🧿]|哈哈|笑死|绝了|絕了|救命|\b(?:lol|lmao|omg|wtf|haha\w*)\b",
    re.IGNORECASE,
)
_ASKS: tuple[tuple[Sought, re.Pattern[str]], ...] = (
    (
        "first",
        re.compile(
            r"\bwho first\b|\bfirst (?:to|report\w*|post\w*"
            r"|person|one|saw|seen|notice\w*|mention\w*)\b"
            r"|最早|最先|率先|首先(?:发|報|报)|第一个(?:发|报|说|看)|首个(?:发|报)",
            re.IGNORECASE,
        ),
    ),
    (
        "money",
        re.compile(
            r"\bhow much (?:is|does|do|did|was|will|money|are)\b|\bprice\b|\bcosts?\b|\bfare\b"
            r"|多少钱|多少錢|价格|價格|售价|票价|费用|費用|罚多少|收多少|免费|免費",
            re.IGNORECASE,
        ),
    ),
    (
        "time",
        re.compile(
            r"\bwhen\b|\bwhat (?:time|day|date|year)\b"
            r"|\bhow long until\b|\bwhich (?:day|year|month)\b"
            r"|几点|幾點|什么时候|什麼時候|何时|何時|哪天|哪一天|哪年|哪一年|几号(?!信号|台风|线)|多久以后",
            re.IGNORECASE,
        ),
    ),
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|long|strong|big|high|far|old|fast|often|deep|tall|large)\b"
            r"|\bwhat (?:was|is) the (?:score|result|number"
            r"|magnitude|total|rate)\b|\bhow\b.*\bpercent"
            r"|多少|几[人次级級个個名岁分米公家条號号]|多大|多高|多长|多遠|几分钟|比分|结果如何|几级",
            re.IGNORECASE,
        ),
    ),
    (
        "cause",
        re.compile(
            r"\bwhy\b|\bwhat caused\b|\breasons?\b|\bcause\b"
            r"|为什么|為什麼|原因|怎么会|起因|为何|為何",
            re.IGNORECASE,
        ),
    ),
    ("who", re.compile(r"\bwho(?:se|m)?\b|谁|誰|哪位|哪家|哪个人|什么人", re.IGNORECASE)),
    ("place", re.compile(r"\bwhere\b|哪里|哪裡|哪儿|哪兒|什么地方|何处|何處", re.IGNORECASE)),
    (
        "opinion",
        re.compile(
            r"\bwhat (?:do|are|did) (?:people|users|they)\b|\bthink of\b|\bopinion\b|\breact\w*"
            r"|怎么看|怎麼看|看法|评价|評價|反应|反應|怎么说|怎麼說",
            re.IGNORECASE,
        ),
    ),
)
