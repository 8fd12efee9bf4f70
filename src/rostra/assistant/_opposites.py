"""Pairs of words by which two sentences say the opposite, in both languages."""

from __future__ import annotations

import re

from rostra import text
from rostra.assistant._words import STOP_WORDS

CONVERSE = "win and loss"
"""Who wins and who loses may be told from either side: A beat B, B lost to A."""


def turned_by(claim: str, said: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether two sentences that win and lose have the same words before the verb.

    With others before it the sides are changed as well, which says the same.
    """
    here, there = (one.search(t) or other.search(t) for t in (claim, said))
    if not here or not there:
        return True
    mine = set(text.words(claim[: here.start()])) - STOP_WORDS
    before = set(text.words(said[: there.start()])) - STOP_WORDS
    after = set(text.words(said[there.end() :])) - STOP_WORDS
    return not mine & after or bool(mine & before)


def _senses(name: str, one: str, other: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return name, re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)


OPPOSITES = (
    _senses(
        "more and less",
        r"\b(?:ris\w+|rose|increas\w+|grew|grows?|climb\w*|up \d|higher|gain\w*|surg\w+|jump\w*"
        r"|rais\w+|lift\w*|hik(?:e|es|ed|ing))\b"
        r"|上涨|上漲|上升|增加|增至|升至|增长|增長|上调|上調|飙升|涨了",
        r"\b(?:fall\w*|fell|decreas\w+|drop\w*|declin\w+|down \d|lower|los\w+ \d|plung\w+"
        r"|shr[aiu]nk\w*|cuts?|reduc\w+|lower\w+|trimm\w+|slash\w+)\b"
        r"|下跌|下降|减少|減少|降至|下调|下調|暴跌|跌了|降低",
    ),
    _senses(
        "open and closed",
        r"\b(?:re)?open(?:s|ed|ing)?\b|\bresum\w+|\brestor\w+|恢复|恢復|开放|開放|重开|重開|开通|開通|营业|營業",
        r"\bclos(?:e|es|ed|ing|ure)\b|\bshut\w*|\bsuspend\w*|\bhalt\w*|\bstopp?\w*|关闭|關閉|封闭|封閉|停运|停運|停航|暂停|暫停|停课|停課",
    ),
    _senses(
        CONVERSE,
        r"\b(?:win|wins|won|beat|beats|defeated|victory)\b|获胜|獲勝|战胜|戰勝|击败|擊敗|夺冠|奪冠"
        r"|赢了|贏了",
        r"\b(?:lose|loses|lost to|beaten by|defeat(?:ed)? by)\b"
        r"|输给|輸給|落败|落敗|败给|敗給|不敌|不敵",
    ),
    _senses(
        "yes and no",
        r"\b(?:confirm\w*|approv\w+|pass(?:ed|es)|accept\w*)\b|证实|證實|确认|確認|批准|通过|通過",
        r"\b(?:deni(?:ed|es)|reject\w*|refus\w+|veto\w*)\b|否认|否認|否决|否決|拒绝|拒絕",
    ),
    _senses(
        "most and least",
        r"\b(?:most|largest|highest|biggest|maximum|longest|best)\b|最[大多高长長好]|至多",
        r"\b(?:least|smallest|lowest|minimum|shortest|worst)\b|最[小少低短差]|至少|起码",
    ),
    _senses(
        "first and last",
        r"\bfirst\b|首[日次个個班场場周月映批]|第一",
        r"\b(?:last|final)\b|末[日班场場周]|最后|最後",
    ),
    _senses("free and paid", r"\bfree\b|免[费費票]", r"\b(?:paid|charged|fee)\b|收[费費]|付[费費]"),
    _senses(
        "begin and end",
        r"\b(?:beg[aiu]n\w*|start\w*|launch\w*)\b|开始|開始|启动|啟動",
        r"\b(?:end(?:s|ed|ing)?|finish\w*|over now)\b|结束|結束|终止|終止",
    ),
    _senses(
        "safe and dangerous",
        r"\bsafe\b|安全",
        r"\b(?:unsafe|dangerous|hazardous)\b|危险|危險|不安全",
    ),
    _senses("success and failure", r"\bsucce\w+\b|成功", r"\bfail\w*\b|失败|失敗"),
    _senses(
        "allowed and forbidden",
        r"\b(?:allow\w*|permit\w*|legal)\b|允许|允許|准许|准許",
        r"\b(?:ban(?:s|ned)?|forb[ia]d\w*|prohibit\w*|illegal)\b|禁止|不准|不得",
    ),
    _senses(
        "for and against",
        r"\b(?:support\w*|favou?r\w*|endors\w*)\b|支持|赞成|贊成",
        r"\b(?:oppos\w+|against)\b|反对|反對",
    ),
    _senses(
        "longer and shorter",
        r"\b(?:longer|extend\w*|lengthen\w*)\b|延长|延長",
        r"\b(?:shorter|shorten\w*|cut short)\b|缩短|縮短",
    ),
    _senses(
        "over and under",
        r"\b(?:more than|exceed\w*|above|surpass\w*|passed \d)\b|超过|超過|突破|高于|高出|以上",
        r"\b(?:fewer than|less than|below)\b|不到|低于|低出|不足|以下",
    ),
    _senses("before and after", r"\bbefore\b|之前", r"\bafter\b|之后|之後"),
    _senses(
        "buy and sell",
        r"\b(?:buy\w*|bought|acquir\w+)\b|买入|收购|收購",
        r"\b(?:sell\w*|sold)\b|卖出|出售",
    ),
    _senses(
        "north and south", r"\bnorth\w*\b|北[部侧方岸面]|以北", r"\bsouth\w*\b|南[部侧方岸面]|以南"
    ),
    _senses(
        "east and west", r"\beast\w*\b|东[部侧方岸面]|以东|以東", r"\bwest\w*\b|西[部侧方岸面]|以西"
    ),
    _senses("early and late", r"\bearly\b|\bearlier\b|早于", r"\blate\b|\blater\b|晚于|晚点"),
    _senses(
        "sooner and later",
        r"\b(?:earlier than|brought forward|ahead of schedule)\b|提前|提早",
        r"\b(?:delay\w*|postpon\w+|later than|pushed back)\b|推迟|推遲|延期|延后|延後",
    ),
)
