"""What a battle says on a terminal, in the language of its question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rostra.text import script

Tongue = Literal["en", "zh"]

CHOICES: Mapping[str, str] = {
    **dict.fromkeys(("left", "l", "左", "左边"), "left"),
    **dict.fromkeys(("right", "r", "右", "右边"), "right"),
    **dict.fromkeys(("tie", "t", "平", "平局", "一样"), "tie"),
    **dict.fromkeys(("both bad", "both-bad", "bad", "b", "都差", "都不好"), "both bad"),
}
"""Every way to write a vote, in small letters."""

WORDS: Mapping[Tongue, Mapping[str, str]] = {
    "en": {
        "left": "left", "right": "right", "both": "both", "tie": "tie", "both bad": "both bad",
        "ask": "left, right, tie, bad (names follow); a further question; names (no vote then); "
               "Enter: later",
        "later": "vote with: rostra arena vote {id} left|right|tie|bad",
        "wrong": "What was wrong with the worse one? Some of these words; Enter: nothing",
        "same": "both answers are the same, word for word: tie or bad",
        "given": "you voted {choice}", "colon": ": ",
    },
    "zh": {
        "left": "左", "right": "右", "both": "两边", "tie": "平局", "both bad": "都差",
        "ask": "左、右、平局、都差（投票后揭晓名字）；接着问；名字（看了不能再投）；回车：以后再投",
        "later": "以后投票：rostra arena vote {id} 左|右|平局|都差",
        "wrong": "较差的回答哪里不好？写上面的一个或几个词；回车：不说",
        "same": "两个回答一字不差：可投平局或都差",
        "given": "你投了“{choice}”", "colon": "：",
    },
}  # fmt: skip

NAMES = ("names", "名字")


def tongue_of(question: str) -> Tongue:
    """Return the language in which a question is talked about: Chinese where it is written so."""
    return "zh" if script(question) == "han" else "en"
