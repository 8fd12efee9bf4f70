"""What somebody who calls the bot wants: a claim checked, a post explained, a question answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rostra.bot._types import Mention

Kind: TypeAlias = Literal["verify", "explain", "ask", "nothing"]

_HANDLE = re.compile(r"(?:@[\w.-]+(?:@[\w.-]+)?|nostr:n(?:pub|profile)1[0-9a-z]+)", re.IGNORECASE)
_VERIFY = re.compile(
    r"\b(?:is|was|are) (?:this|that|it|these) (?:really |actually )?"
    r"(?:true|real|right|correct|fake|legit|accurate)\b"
    r"|\b(?:fact[- ]?check|verify|check) (?:this|that|it)\b"
    r"|\btrue or false\b|\b(?:really|true|real)\s*\?"
    r"|(?:是|這|这)(?:是)?(?:真|假)的[吗嗎]?|真的[吗嗎]|真假|(?:属实|屬實)[吗嗎]?"
    r"|(?:核实|核實|查证|查證|辟谣|闢謠|求证|求證)",
    re.IGNORECASE,
)
_EXPLAIN = re.compile(
    r"\b(?:explain|context)\b|\bwhat(?:'s| is| does) (?:this|that) (?:about|mean)?"
    r"|(?:解释|解釋|说明|說明)一?下?|(?:什么|什麼)(?:意思|情况|情況|背景)|(?:这|這)是(?:什么|什麼|啥)",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[\s\W_]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, of which words; `post` names the post to explain."""

    kind: Kind
    words: str = ""
    post: str = ""


def wish_of(mention: Mention) -> Wish:
    """Read what a mention wants.

    "Is this true?" under a post asks about that post; with words of its own beside it, about those.
    A call without any words under a post asks to check it: that is what people tag a bot for.
    """
    words = " ".join(_HANDLE.sub(" ", mention.text).split())
    asked = bool(_VERIFY.search(words))
    rest = " ".join(_VERIFY.sub(" ", words).split()).strip(" ?？!！.。,，:：")
    if asked or _EMPTY.fullmatch(words):
        claim = rest if len(rest) > 8 or (rest and mention.parent is None) else ""
        if not claim and mention.parent is not None:
            claim = mention.parent.text
        return Wish("verify", claim) if _told(claim) else Wish("nothing")
    if mention.parent is not None and _EXPLAIN.search(words):
        return Wish("explain", mention.parent.text, mention.parent.native)
    return Wish("ask", words)


def _told(words: str) -> bool:
    return any(character.isalnum() for character in words)
