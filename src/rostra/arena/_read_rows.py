"""One row of a file becomes one vote, or the reason why it is none."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from rostra.arena._markdown_style import style_of
from rostra.arena._read_words import (
    EXCLUDED,
    ITSELF,
    NAMED,
    NO_NAME,
    NO_VOTE,
    choice_of,
    lang_of,
    moment_of,
    name_of,
    named,
    turns_of,
)
from rostra.arena._topics import prompt_of  # fmt: skip
from rostra.arena._types import STYLE, Choice, Mode, Style, Vote, VoterKind
from rostra.errors import VotesGarbage

Row = Mapping[str, Any]
_MODES: Mapping[Any, Mode] = {word: word for word in get_args(Mode)}
_KINDS: Mapping[Any, VoterKind] = {word: word for word in get_args(VoterKind)}
_DIGEST = 64
# Chatbot Arena numbers questions by UUID, MT-bench by number; only the first is a vote's own.
_OWN_ID = 16
_COLUMNS = {side: tuple(f"{name}_{side}" for name in STYLE) for side in "ab"}
_COUNTS = {
    side: (f"sum_assistant_{side}_tokens", f"header_count_{side}", f"bold_count_{side}",
           f"list_count_{side}")
    for side in "ab"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What form a file has, and which of its fields holds which column of votes."""

    form: str
    fields: Mapping[str, str]


# A form is told by fields that it alone has; the first that fits is it.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "open-webui": ("type", "data", "meta"),
    "comparia-reactions": ("refers_to_model", "liked", "disliked", "conversation_pair_id"),
    "comparia-votes": ("model_a_name", "model_b_name", "chosen_model_name", "both_equal"),
    "comparia": ("comparison_id", "model_a", "model_b", "choice"),
    "kaggle": ("model_a", "model_b", "winner_model_a", "winner_model_b", "winner_tie"),
    "llmfao": ("model_x", "model_y", "worker", "winner", "left", "right"),
    "arena": ("model_a", "model_b", "winner"),
    "votes": (),
}
"""Every form of votes that is read, with its signs; `votes` is any table with two sides."""
PAIRED = ("open-webui", "comparia-reactions")
"""Forms whose rows judge one answer; two rows together make a vote."""
_OWN_CHOICE = ("kaggle", "comparia-votes")


def shape_of(keys: Iterable[str], name: str, form: str = "") -> Shape:
    """Tell a file's shape by its fields; raise VotesGarbage where it has none that is known."""
    every = [key for key in keys if isinstance(key, str)]
    if form and form not in SIGNS:
        raise VotesGarbage(f"{form!r} is no form of votes; expected one of: {', '.join(SIGNS)}")
    found = form or next(form for form, signs in SIGNS.items() if (signs and set(signs) <= {*every})
                         or form == "votes")  # fmt: skip
    missing = [sign for sign in SIGNS[found] if sign not in every]
    fields = named(every)
    if found not in PAIRED:
        sides = ("left", "right") if found in _OWN_CHOICE else ("left", "right", "choice")
        missing += [side for side in sides if side not in fields and not SIGNS[found]]
    if missing:
        listing = ", ".join(map(repr, every[:12])) + (" …" if len(every) > 12 else "")
        wanted = "left, right, winner (or model_a, model_b, winner)"
        lacks = f"lacks {', '.join(missing)}" if found != "votes" else f"lacks {wanted}"
        raise VotesGarbage(f"{name} {lacks}; its fields are: {listing}")
    return Shape(found, fields)


def vote_of(row: Row, shape: Shape) -> Vote | str:
    """Make a vote of a row, or say why it counts for nothing.

    Raises VotesGarbage, naming the field, for what should be a vote and cannot be read.
    """
    fields = shape.fields
    told = {field: row.get(key) for field, key in fields.items()}
    left, right = name_of(told.get("left")), name_of(told.get("right"))
    if not left or not right:
        return NO_NAME
    choice = _read("the winner", _choice, row, shape, left, right)
    refused = _refused(row, choice, alike=left == right)
    if refused or choice is None:
        return refused
    at = _read(fields.get("at", "at"), moment_of, told.get("at"))
    style = _styles(row)
    return Vote(
        _id(told.get("id"), fields.get("id", "")),
        left,
        right,
        choice,
        at=None if math.isnan(at) else datetime.fromtimestamp(at, UTC),
        voter=name_of(told.get("voter")),
        kind=_KINDS.get(told.get("kind"), ""),
        lang=lang_of(told.get("lang")),
        category=category_of(told.get("category"), row.get("is_code")),
        mode=_MODES.get(told.get("mode"), ""),
        turns=_read(fields.get("turns", "turns"), turns_of, told.get("turns")),
        prompt=_prompt(told.get("prompt"), row),
        battle=name_of(told.get("battle")),
        reasons=_reasons(told.get("reasons")),
        style_left=style[0],
        style_right=style[1],
        excluded=name_of(told.get("excluded")),
    )


def truth(value: Any) -> bool | None:
    """Read yes or no, also as CSV writes it; None where neither is told."""
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    if said in ("true", "t", "yes", "1", "1.0"):
        return True
    return False if said in ("false", "f", "no", "0", "0.0") else None


def texts_of(conversation: Any) -> tuple[str, str]:
    """Return the first question of a conversation, and its answers joined; "" where none."""
    turns = _listed(conversation)
    said: dict[str, list[str]] = {"user": [], "assistant": []}
    for turn in turns:
        if isinstance(turn, Mapping) and turn.get("role") in said:
            said[turn["role"]].append(_text(turn.get("content")))
    return next(iter(said["user"]), ""), "\n".join(said["assistant"])


def category_of(value: Any, is_code: Any = None) -> str:
    """Read a category: a word, the first of a list, or the first that Chatbot Arena's tags say."""
    if isinstance(value, Mapping):
        tags = {key: v for part in value.values() if isinstance(part, Mapping)
                for key, v in part.items()}  # fmt: skip
        names = {"math": "maths", "creative_writing": "writing", "if": "instructions"}
        said = next((word for tag, word in names.items() if tags.get(tag) is True), "")
        return "code" if is_code is True else said
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return name_of(value)[:64]


def _refused(row: Row, choice: Choice | None, *, alike: bool) -> str:
    if choice is None:
        return NO_VOTE
    if alike:
        return ITSELF
    return NAMED if truth(row.get("anony")) is False else ""


def _choice(row: Row, shape: Shape, left: str, right: str) -> Choice | None:
    if shape.form == "kaggle":
        keys = ("winner_model_a", "winner_model_b", "winner_tie")
        said = [truth(row.get(key)) for key in keys]
        if said.count(True) != 1:
            raise VotesGarbage(f"{keys} are {said}; expected one of them to be 1")
        return ("left", "right", "tie")[said.index(True)]
    if shape.form == "comparia-votes":
        if truth(row.get("both_equal")):
            return "tie"
        chosen = name_of(row.get("chosen_model_name"))
        sides: dict[str, Choice | None] = {right: "right", left: "left", "": None}
        if chosen not in sides:
            raise VotesGarbage(f"chosen_model_name {chosen[:80]!r} is neither {left} nor {right}")
        return sides[chosen]
    return choice_of(row.get(shape.fields["choice"]), left, right)


def _read(field: str, reader: Callable[..., Any], *values: Any) -> Any:
    try:
        return reader(*values)
    except VotesGarbage as error:
        raise VotesGarbage(f"field {field}: {error}") from None


def _id(value: Any, field: str) -> str:
    said = name_of(value)
    return "" if field == "question_id" and len(said) < _OWN_ID else said


def _prompt(value: Any, row: Row) -> str:
    """Return the digest of the first question: told, or made from its text."""
    if isinstance(value, str) and len(value) == _DIGEST and value.isalnum() and value.isascii():
        return value
    said = texts_of(row["conversation_a"])[0] if row.get("conversation_a") else ""
    if not said and value not in (None, ""):
        listed = _listed(value)
        said = str(listed[0] if listed else value)
    return prompt_of(said)


def _reasons(value: Any) -> tuple[str, ...]:
    return tuple(name_of(reason) for reason in _listed(value) if name_of(reason))


def _styles(row: Row) -> tuple[Style | None, Style | None]:
    return _style(row, "a"), _style(row, "b")


def _style(row: Row, side: str) -> Style | None:
    """Read a side's style: from its columns, its counts, or its text."""
    columns, counts = _COLUMNS[side], _COUNTS[side]
    if row.get(columns[0]) not in (None, ""):
        return _numbers(row, columns)
    meta = row.get("conv_metadata")
    if isinstance(meta, str):
        meta = _json(meta)
    if isinstance(meta, dict) and meta.get(counts[0]) is not None:
        return _numbers(meta, counts)
    text = texts_of(row.get(f"conversation_{side}"))[1]
    if not text and row.get(f"response_{side}"):
        said = row[f"response_{side}"]
        text = "\n".join(map(_text, _listed(said))) or _text(said)
    return style_of(text) if text else None


def _numbers(counts: Row, keys: tuple[str, ...]) -> Style | None:
    """Read four counts, each a number or numbers by kind to be summed; None where one is none."""
    found = []
    for key in keys:
        value = counts.get(key)
        try:
            number = float(sum(value.values()) if isinstance(value, dict) else value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return None
        if not 0 <= number < 1e9:
            return None
        found.append(number)
    return found[0], found[1], found[2], found[3]


def _text(content: Any) -> str:
    if isinstance(content, (list, tuple)):
        return "\n".join(_text(part) for part in content)
    if isinstance(content, Mapping):
        content = content.get("text") or content.get("content")
    return content if isinstance(content, str) else ""


def _listed(value: Any) -> list[Any]:
    """Return a list, also one that a CSV holds as JSON."""
    if isinstance(value, str) and value.startswith("["):
        value = _json(value)
    return list(value) if isinstance(value, (list, tuple)) else []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def because(vote: Vote) -> str:
    """Say under which reason an excluded vote is left out of the ratings."""
    return f"{EXCLUDED}: {vote.excluded}"
