"""Covers for the stories of a digest and cards for answers, by the illustrator's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rostra import text
from rostra.app._picture_order import judged, lang_of, policy_mark
from rostra.errors import QueryRefused
from rostra.imagine import Card, Cover, Sheet, card, cover

if TYPE_CHECKING:
    from rostra.assistant import Answer, Digest
    from rostra.imagine import Painted
    from rostra.policy import Policy

QUOTE = 280
"""Characters of a quotation on a card at most."""


@dataclass(frozen=True, slots=True)
class StoryCover:
    """The cover of story `number` (from 1); without a `picture`, `why` says what stood in the way.

    A label of the policy's stands in the file.
    """

    number: int
    title: str
    picture: Painted | None = None
    why: str = ""


def digest_covers(digest: Digest, policy: Policy, *, now: datetime) -> Iterator[StoryCover]:
    """Draw a cover for each story; one whose words the policy refuses has none.

    Where people came to harm no cover is drawn: an illustration would make light of it.
    """
    for number, story in enumerate(digest.stories, start=1):
        title = " ".join(story.title.text.split())
        if story.grave:
            yield StoryCover(number, title, why="people came to harm")
            continue
        lead = story.sentences[0].text if story.sentences else ""
        decision = judged(policy, title, lead, lang=lang_of(title))
        if decision.action in ("refuse", "ask"):
            yield StoryCover(number, title, why=decision.reason or "the policy refuses it")
            continue
        sheet = Sheet(seed=number, now=now, policy=policy_mark(decision))
        drawn = Cover(title, lead, digest.topic, "fun" if digest.fun else "regular")
        yield StoryCover(number, title, cover(drawn, sheet))


def answer_card(answer: Answer, policy: Policy, *, now: datetime) -> Painted:
    """Draw a card of the first post that an answer cites, in the post's own words.

    Raises QueryRefused where no post is cited that stands, or the policy refuses its words.
    """
    posts = {item.number: item.post for item in answer.evidence}
    cited = list(dict.fromkeys(c.number for s in answer.sentences for c in s.citations))
    told = [posts[n] for n in cited if n in posts and posts[n].text.strip()]
    if not told:
        raise QueryRefused("the answer cites no post that stands; there is nothing to share")
    said = " ".join(text.clean(told[0].text).split())
    quote = said if len(said) <= QUOTE else f"{said[: QUOTE - 1].rstrip()}…"
    decision = judged(policy, quote, lang=lang_of(quote))
    if decision.action == "refuse":
        raise QueryRefused(decision.reason or "the policy refuses the words of the card")
    who = told[0].author.handle or told[0].author.name
    shown = Card(quote, who, len(cited), told[0].network)
    return card(shown, Sheet(now=now, policy=policy_mark(decision)))
