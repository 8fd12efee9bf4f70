"""Example questions in five groups: each is a link that works, on the sample and on live feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rostra.web._words import say

if TYPE_CHECKING:
    from rostra.web._lately import Lately

QUOTED = 120
"""Characters of a post that is asked about at most."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and where it leads."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """Examples of one kind; `name` is also its icon's."""

    name: str
    icon: str
    examples: tuple[Example, ...]


def groups(lang: str, lately: Lately | None, *, sample: bool) -> tuple[Group, ...]:
    """Return the five groups: on the sample about its stories, else about what is live."""
    found = (
        Group("news", "news", (_chat(lang, "news_1"), _chat(lang, "news_2"))),
        Group("check", "check", _claims(lang, lately, sample=sample)),
        Group("advice", "spark", (_chat(lang, "advice_1"), _chat(lang, "advice_2"))),
        Group("draw", "pictures", tuple(_picture(lang, f"draw_{n}") for n in (1, 2))),
        Group("fun", "fun", (_news(lang, "fun_1"), _chat(lang, "fun_2", style="fun"))),
    )
    if sample:
        return found
    # These ask for the sample's own places.
    gone = {say(lang, f"home.{key}") for key in ("news_2", "advice_2")}
    return tuple(
        Group(g.name, g.icon, tuple(e for e in g.examples if e.text not in gone)) for g in found
    )


def chat_path(question: str, **ways: str) -> str:
    """Return the address at which a question is asked."""
    return "/chat?" + urlencode({"q": question, **ways})


def _claims(lang: str, lately: Lately | None, *, sample: bool) -> tuple[Example, ...]:
    """Return claims to check: the sample's, else what rises most, else a box to fill."""
    if sample:
        return _chat(lang, "check_1"), _chat(lang, "check_2")
    heads = [trend.head.text for trend in lately.trends[:8]] if lately else []
    short = [" ".join(text.split()) for text in heads]
    short = [text for text in short if len(text) <= QUOTED and "http" not in text][:2]
    asked = [say(lang, "home.check_this", claim=text) for text in short]
    if not asked:
        begun = say(lang, "home.check_begin")
        return (Example(begun + " …", "/?" + urlencode({"q": begun})),)
    return tuple(Example(text, chat_path(text)) for text in asked)


def _chat(lang: str, key: str, **ways: str) -> Example:
    text = say(lang, f"home.{key}")
    return Example(text, chat_path(text, **ways))


def _picture(lang: str, key: str) -> Example:
    text = say(lang, f"home.{key}")
    return Example(text, "/pictures?" + urlencode({"prompt": text}))


def _news(lang: str, key: str) -> Example:
    return Example(
        say(lang, f"home.{key}"), "/news?" + urlencode({"about": "today", "style": "fun"})
    )
