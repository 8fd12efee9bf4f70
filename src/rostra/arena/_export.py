"""Votes and battles as they leave the house: who consented, without personal data, with licences.

Rows are Chatbot Arena's, so that its tools and our own reader take them; further fields are ours.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rostra.arena._entrants import Card, Told
from rostra.arena._personal_data import without_personal_data
from rostra.arena._types import STYLE, Choice, Vote

WINNERS: Mapping[Choice, str] = {
    "left": "model_a",
    "right": "model_b",
    "tie": "tie",
    "both bad": "tie (bothbad)",
}
_SIDES = (("a", "left"), ("b", "right"))
_UNKNOWN = "unknown: ask the maker of the model"
POSTS_LICENCE = "posts belong to their authors; only their ids and links are given"
# A run this long that a post has word for word is a quotation: in Han characters, in others.
_RUN_HAN, _RUN = 16, 48
_HAN = range(0x4E00, 0xA000)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn of a battle as it may be exported."""

    question: str
    left: Told
    right: Told


def exported(vote: Vote, salt: bytes, turns: Sequence[Exchange] = ()) -> Row:
    """Make the row of a vote; with the `turns` of its battle, of its texts too.

    Pass turns only of a battle whose asker consented. Voters and questions are told apart by
    HMAC-SHA-256 under the salt and by nothing else: without it a short question could be guessed
    from its digest. Personal data is taken out of the texts, and whatever a post says word for
    word becomes a link to it.
    """
    row: Row = {
        "id": vote.id,
        "model_a": vote.left,
        "model_b": vote.right,
        "winner": WINNERS[vote.choice],
        "judge": f"voter_{_told_apart(salt, 'voter', vote.voter)[:20]}" if vote.voter else "",
        "kind": vote.kind,
        "turn": vote.turns,
        "anony": True,
        "language": vote.lang,
        "category": vote.category,
        "mode": vote.mode,
        "tstamp": round(vote.at.timestamp()) if vote.at else None,
        "prompt_sha256": _told_apart(salt, "prompt", vote.prompt) if vote.prompt else "",
        "reasons": list(vote.reasons),
        "excluded": vote.excluded,
        "conv_metadata": _metadata(vote),
    }
    if turns:
        row |= _texts(turns)
    return row


def _told_apart(salt: bytes, what: str, value: str) -> str:
    return hmac.digest(salt, f"{what}\0{value}".encode(), "sha256").hex()


def _metadata(vote: Vote) -> Row | None:
    """Lay the styles out as Chatbot Arena does; None where neither is known."""
    if vote.style_left is None and vote.style_right is None:
        return None
    found: Row = {"turns": vote.turns}
    for side, style in (("a", vote.style_left), ("b", vote.style_right)):
        length, headings, bold, lists = style or (None,) * len(STYLE)
        found[f"sum_assistant_{side}_tokens"] = length
        found[f"header_count_{side}"] = headings
        found[f"bold_count_{side}"] = bold
        found[f"list_count_{side}"] = lists
    return found


def _texts(turns: Sequence[Exchange]) -> Row:
    row: Row = {}
    removed: dict[str, int] = {}

    def bare(text: str) -> str:
        done = without_personal_data(text)
        for kind, times in done.found.items():
            removed[kind] = removed.get(kind, 0) + times
        return done.text

    questions = [bare(turn.question) for turn in turns]
    for side, place in _SIDES:
        answers: list[Told] = [getattr(turn, place) for turn in turns]
        row[f"conversation_{side}"] = [
            message
            for question, told in zip(questions, answers, strict=True)
            for message in (
                {"role": "user", "content": question},
                {"role": "assistant", "content": bare(without_quotations(told.text, told.cards))},
            )
        ]
        cards = [card for told in answers for card in told.cards]
        cited = dict.fromkeys((card.post_id, card.url) for card in cards)
        row[f"cites_{side}"] = [{"post": post, "url": url} for post, url in cited]
        row[f"license_{side}"] = _licence(answers)
    row["license_posts"] = POSTS_LICENCE if row["cites_a"] or row["cites_b"] else ""
    row["personal_data_removed"] = dict(sorted(removed.items()))
    return row


def _licence(answers: Sequence[Told]) -> str:
    told = dict.fromkeys(answer.licence or _UNKNOWN for answer in answers)
    return " and ".join(told)


def without_quotations(text: str, cards: Sequence[Card]) -> str:
    """Put `[post 1]` (its card's number) where an answer says what a post says word for word.

    From 16 characters on where most are Han, from 48 on else; a shorter post counts as a whole.
    Blanks are alike. Linear in the text and the posts.
    """
    flat, places = _flat(text)
    owner: list[int] = [0] * len(flat)
    for card in cards:
        said = _flat(card.text)[0]
        if len(said) < 8:
            continue
        run = min(_RUN_HAN if _mostly_han(said) else _RUN, len(said))
        parts = {said[n : n + run] for n in range(len(said) - run + 1)}
        for start in range(len(flat) - run + 1):
            if flat[start : start + run] in parts:
                owner[start : start + run] = [card.number] * run
    out: list[str] = []
    last, n = 0, 0
    while n < len(flat):
        number, end = owner[n], n + 1
        while end < len(flat) and owner[end] == number:
            end += 1
        if number:
            out += [text[last : places[n]], f"[post {number}]"]
            last = places[end - 1] + 1
        n = end
    return "".join([*out, text[last:]])


def _flat(text: str) -> tuple[str, list[int]]:
    """Drop blanks; return what is left in lower case, and where each character stood."""
    kept = [(c, n) for n, c in enumerate(text) if not c.isspace()]
    return "".join(c.lower() if len(c.lower()) == 1 else c for c, _ in kept), [n for _, n in kept]


def _mostly_han(text: str) -> bool:
    return 2 * sum(ord(c) in _HAN for c in text) > len(text)
