"""The words that vote files use: names of fields, winners, languages, moments."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from rostra.arena._types import Choice
from rostra.errors import VotesGarbage

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "vote_id", "response_id", "question_id"),
    "left": ("left", "model_a", "model_a_name", "model_left", "player_a", "左"),
    "right": ("right", "model_b", "model_b_name", "model_right", "player_b", "右"),
    "choice": ("winner", "choice", "vote", "preference", "outcome", "胜者"),
    "at": ("tstamp", "timestamp", "at", "time", "created_at", "date"),
    "voter": (
        "voter", "judge", "worker", "annotator", "visitor_id", "user_id", "user", "session_hash",
        "evaluation_session_id",
    ),
    "kind": ("kind",),
    "lang": ("language", "lang", "languages"),
    "category": ("category", "selected_category", "categories", "category_tag"),
    "mode": ("mode",),
    "turns": ("turns", "turn", "conv_turns"),
    "prompt": ("prompt_sha256", "prompt", "opening_msg", "question"),
    "battle": ("battle",),
    "reasons": ("reasons",),
    "excluded": ("excluded",),
}  # fmt: skip
"""What each column of votes may be called, the likeliest name first."""

_SAID: tuple[tuple[Choice | None, str], ...] = (
    ("left", "left|model_a|a|x|leftvote|left_vote|a_better|model_left|player_a|左|左边"),
    ("right", "right|model_b|b|y|rightvote|right_vote|b_better|model_right|player_b|右|右边"),
    ("tie", "tie|draw|equal|both_equal|both good|both_good|tievote|平局|平|一样好"),
    ("both bad", "tie (bothbad)|both bad|both_bad|bothbad|bothbad_vote|neither|都差|都不好"),
    (None, "|null|none|nan|ignore|skip|no_vote|n/a"),
)
_WINNERS = {word: choice for choice, words in _SAID for word in words.split("|")}
_EXPECTED = "left, right, tie or both bad (also model_a, model_b, tie (bothbad))"

_LANGUAGES = dict(
    pair.split("=")
    for pair in "english=en chinese=zh french=fr german=de spanish=es russian=ru japanese=ja "
    "korean=ko portuguese=pt italian=it polish=pl dutch=nl turkish=tr vietnamese=vi czech=cs "
    "arabic=ar persian=fa ukrainian=uk indonesian=id swedish=sv danish=da finnish=fi hungarian=hu "
    "hebrew=he greek=el romanian=ro thai=th hindi=hi unknown=".split()
)
NO_VOTE = "no vote was given"
NO_NAME = "a model is not named"
ITSELF = "a model against itself"
TWICE = "the vote id came before"
NAMED = "the names were known when the vote was given"
EXCLUDED = "excluded by its arena"
_YEAR_2286 = 1e10
_SCALES = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3), (-math.inf, 1.0))


def named(keys: Iterable[str]) -> dict[str, str]:
    """Find which of a file's fields holds which column of votes."""
    known = {key.strip().lower(): key for key in keys if isinstance(key, str)}
    found = {}
    for field, candidates in FIELDS.items():
        hit = next((known[name] for name in candidates if name in known), None)
        if hit is not None:
            found[field] = hit
    return found


def choice_of(word: Any, left: str, right: str) -> Choice | None:
    """Read who won; None where no vote was given. A model's own name says its side.

    Raises VotesGarbage for a word that is none of those.
    """
    if word is None or (isinstance(word, float) and math.isnan(word)):
        return None
    said = str(word).strip()
    known = said.lower()
    if known in _WINNERS:
        return _WINNERS[known]
    if said in (left, right):
        return "left" if said == left else "right"
    raise VotesGarbage(f"{said[:80]!r} is no winner; expected {_EXPECTED}")


def name_of(value: Any) -> str:
    """Read the name of a model ("" = it has none): trimmed and composed, digits as they are.

    NULs go and lone surrogates become question marks: no database keeps them.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    name = str(value).strip()
    if "\0" in name:
        name = name.replace("\0", "").strip()
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())


def moment_of(value: Any) -> float:
    """Read a moment in seconds since 1970; NaN where there is none.

    Numbers are seconds, or milli-, micro- or nanoseconds by their size; texts are numbers or ISO
    8601, UTC where they tell no zone. Raises VotesGarbage for anything else.
    """
    if value is None or value == "":
        return math.nan
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    try:
        number = float(value)
    except (TypeError, ValueError):
        return _told(str(value).strip())
    if math.isnan(number):
        return math.nan
    seconds = number * next(scale for least, scale in _SCALES if number >= least)
    if not 0 <= seconds < _YEAR_2286:
        raise VotesGarbage(f"{value!r} is no moment; expected seconds since 1970")
    return seconds


def _told(text: str) -> float:
    if text.lower() in ("", "null", "none", "nan", "nat"):
        return math.nan
    try:
        moment = datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        msg = f"{text[:80]!r} is no moment; expected seconds since 1970 or ISO 8601"
        raise VotesGarbage(msg) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def turns_of(value: Any) -> int:
    """Read how many turns were taken before the vote; 1 where it is not told."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return 1
    try:
        turns = float(value)
    except (TypeError, ValueError):
        turns = math.nan
    if not 0 <= turns < 10_000 or turns != int(turns):
        raise VotesGarbage(f"{str(value)[:80]!r} is no number of turns; expected 1, 2, 3 …")
    return max(int(turns), 1)


def lang_of(value: Any) -> str:
    """Read a language as its code: `English` and `en-US` are en, lists tell their first."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    said = name_of(value).lower()
    return _LANGUAGES.get(said, said.replace("_", "-").split("-")[0])[:16]
