"""Thumbs become votes only where one person judged both answers to one question.

Open WebUI and compar:IA's reactions keep a thumb on one answer. Open WebUI's own board counts it as
a win over every sibling, seen or not, so that of two liked answers the later thumb decides. Here
👍 and 👎 are a win, two 👍 a tie, two 👎 "both bad"; a thumb alone is no comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan
from typing import Any

from rostra.arena._markdown_style import style_of
from rostra.arena._read_rows import truth
from rostra.arena._read_words import (
    ITSELF,
    NO_NAME,
    NO_VOTE,
    TWICE,
    lang_of,
    moment_of,
    name_of,
    turns_of,
)
from rostra.arena._topics import prompt_of  # fmt: skip
from rostra.arena._types import Choice, Style, Vote
from rostra.errors import VotesGarbage

ALONE = "only one of the answers was judged"
NO_SIBLING = "the answer had no sibling to compare with"
NO_PLACE = "the question it answers is not named"
_LONG = 200_000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Thumb:
    """One judged answer; `place` is the question it answers, `side` its side ("" = not told)."""

    id: str
    model: str
    up: bool
    place: tuple[str, ...]
    voter: str
    at: float
    siblings: tuple[str, ...] | None = None
    side: str = ""
    lang: str = ""
    turns: int = 1
    prompt: str = ""
    style: Style | None = None


def pairs_of(
    rows: Iterable[tuple[str, Row]], form: str, left_out: dict[str, int]
) -> Iterator[Vote]:
    """Yield the votes that thumbs make, and count the rows that make none.

    Holds the thumbs that wait for their sibling, a few hundred bytes each.
    """
    read = _of_open_webui if form == "open-webui" else _of_comparia
    waiting: dict[tuple[str, ...], list[Thumb]] = {}
    paired: set[str] = set()
    known: set[str] = set()
    for where, row in rows:
        try:
            thumb = read(row)
        except VotesGarbage as error:
            raise VotesGarbage(f"{where}: {error}") from None
        if not isinstance(thumb, str) and thumb.id in known:
            thumb = TWICE
        if isinstance(thumb, str):
            left_out[thumb] = left_out.get(thumb, 0) + 1
            continue
        known.add(thumb.id)
        others = waiting.setdefault((thumb.voter, *thumb.place), [])
        for other in others:
            if _compared(thumb, other):
                paired |= {thumb.id, other.id}
                yield _vote(other, thumb)
        others.append(thumb)
    for others in waiting.values():
        for thumb in others:
            if thumb.id not in paired:
                same = len(others) > 1 and all(o.model == thumb.model for o in others)
                why = ITSELF if same else ALONE
                left_out[why] = left_out.get(why, 0) + 1


def _compared(one: Thumb, other: Thumb) -> bool:
    if one.model == other.model or (one.side and one.side == other.side):
        return False
    if one.siblings is None or other.siblings is None:
        return True
    return other.model in one.siblings or one.model in other.siblings


def _vote(one: Thumb, other: Thumb) -> Vote:
    """Make a vote of two thumbs; sides that are not told go by the ids, not by who won."""
    first, second = sorted((one, other), key=lambda t: (t.side, t.id))
    choice: Choice = "left" if first.up else "right"
    if first.up == second.up:
        choice = "tie" if first.up else "both bad"
    at = max(first.at, second.at)
    return Vote(
        f"{first.id}+{second.id}",
        first.model,
        second.model,
        choice,
        at=None if isnan(at) else datetime.fromtimestamp(at, UTC),
        voter=first.voter,
        lang=first.lang or second.lang,
        turns=first.turns,
        prompt=first.prompt or second.prompt,
        style_left=first.style,
        style_right=second.style,
    )


def _of_open_webui(row: Row) -> Thumb | str:
    data, meta = row.get("data"), row.get("meta")
    if not isinstance(data, Mapping) or not isinstance(meta, Mapping):
        return NO_VOTE
    model, told = name_of(data.get("model_id")), data.get("sibling_model_ids")
    siblings = tuple(map(name_of, told)) if isinstance(told, (list, tuple)) else ()
    messages = _messages(row.get("snapshot"))
    mine = messages.get(str(meta.get("message_id")), {})
    chat, index, parent = meta.get("chat_id"), meta.get("message_index"), mine.get("parentId")
    rating = str(data.get("rating")).strip()
    refused = (
        (row.get("type") != "rating" or rating not in ("1", "-1"), NO_VOTE),
        (not model, NO_NAME),
        (not siblings, NO_SIBLING),
        ({*siblings} == {model}, ITSELF),
        (not chat or (index is None and not parent), NO_PLACE),
    )
    why = next((reason for fails, reason in refused if fails), "")
    if why:
        return why
    question = messages.get(str(parent), {}).get("content")
    return Thumb(
        name_of(row.get("id")) or f"{chat}/{meta.get('message_id')}",
        model,
        rating == "1",
        # An edited question stands at the same place; its answers are no siblings of the old ones'.
        (name_of(chat), name_of(parent) or f"#{index}"),
        name_of(row.get("user_id")),
        moment_of(row.get("created_at")),
        siblings=siblings,
        turns=turns_of(max(int(index) // 2, 1) if isinstance(index, int) else None),
        prompt=prompt_of(question) if isinstance(question, str) else "",
        style=_style(mine.get("content")),
    )


def _messages(snapshot: Any) -> Mapping[str, Any]:
    """Find the messages of a chat's copy, by id; the copy's layers changed between versions."""
    for key in ("chat", "chat", "history", "messages"):
        if isinstance(snapshot, Mapping) and key in snapshot:
            snapshot = snapshot[key]
    if not isinstance(snapshot, Mapping):
        return {}
    return {key: value for key, value in snapshot.items() if isinstance(value, Mapping)}


def _of_comparia(row: Row) -> Thumb | str:
    liked, disliked = truth(row.get("liked")), truth(row.get("disliked"))
    if bool(liked) == bool(disliked):
        return NO_VOTE
    model = name_of(row.get("refers_to_model"))
    if not model:
        return NO_NAME
    if name_of(row.get("model_a_name")) == name_of(row.get("model_b_name")):
        return ITSELF
    rank = row.get("msg_rank") if row.get("msg_rank") is not None else row.get("msg_index")
    if rank is None or not name_of(row.get("conversation_pair_id")):
        return NO_PLACE
    question = row.get("question_content") or row.get("opening_msg")
    return Thumb(
        name_of(row.get("id")),
        model,
        bool(liked),
        (name_of(row.get("conversation_pair_id")), name_of(rank)),
        name_of(row.get("visitor_id") or row.get("session_hash")),
        moment_of(row.get("timestamp")),
        side=name_of(row.get("model_pos")),
        lang=lang_of(row.get("languages")),
        turns=turns_of(row.get("conv_turns")),
        prompt=prompt_of(question) if isinstance(question, str) else "",
        style=_style(row.get("response_content")),
    )


def _style(text: Any) -> Style | None:
    return style_of(text[:_LONG]) if isinstance(text, str) and text else None
