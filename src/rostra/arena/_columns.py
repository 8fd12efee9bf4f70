"""Votes as columns: made from sequences or rows, checked once, and narrowed by a filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import CHOICES, STYLE, Column, Mode, Vote, VoterKind, Votes
from rostra.errors import VotesGarbage

WORDS = ("voter", "kind", "lang", "category", "mode", "prompt")
"""Further columns of words that `columns` takes by name."""

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which votes to rate; an empty field lets every vote through.

    `since` is inclusive, `until` is not; both need a zone. `turns` is (fewest, most). `kinds` are
    kinds of voter. With `entrants`, both sides of a vote must be among them.
    """

    lang: str = ""
    category: str = ""
    mode: Mode = ""
    since: datetime | None = None
    until: datetime | None = None
    turns: tuple[int, int] | None = None
    kinds: tuple[VoterKind, ...] = ()
    entrants: tuple[str, ...] = ()


class _Places(dict[Any, int]):
    """Gives each new word the next place."""

    def __missing__(self, word: Any) -> int:
        self[word] = place = len(self)
        return place


def columns(left: Any, right: Any, choice: Any, **optional: Any) -> Votes:
    """Make votes of columns, one entry a vote; raise VotesGarbage naming the first bad vote.

    `left` and `right` are names, `choice` words of `CHOICES` or int8 places in them: lists,
    tuples, or arrays of objects or strings. `optional`: `at` (datetimes with a zone, or seconds
    since 1970), `turns`, `style_left` and `style_right` (votes, 4), and the words of `WORDS`;
    None stands for unknown. Names are sorted, so that the order of the votes leaves no trace.
    """
    names, (left_codes, right_codes) = _encoded(left, right)
    votes = Votes(
        names,
        left_codes,
        right_codes,
        _choices(choice),
        at=_times(optional.pop("at", None)),
        turns=_numbers(optional.pop("turns", None), "turns", np.int32),
        style_left=_numbers(optional.pop("style_left", None), "style_left", np.float64),
        style_right=_numbers(optional.pop("style_right", None), "style_right", np.float64),
        words={
            name: _column(values)
            for name in WORDS
            if (values := optional.pop(name, None)) is not None
        },
    )
    if optional:
        raise TypeError(f"columns() knows no column {min(optional)!r}; it takes {', '.join(WORDS)}")
    _check(votes)
    return votes


def from_rows(rows: Iterable[Vote], *, excluded: bool = False) -> Votes:
    """Make votes of rows; those excluded are left out unless asked for.

    Raises VotesGarbage as `columns` does, and where an id comes twice (empty ones may).
    """
    kept = [row for row in rows if excluded or not row.excluded]
    if twice := [name for name, times in Counter(r.id for r in kept).items() if name and times > 1]:
        raise VotesGarbage(
            f"{len(twice)} vote ids come twice, {twice[0]!r} first; keep one of each"
        )
    unknown = (float("nan"),) * len(STYLE)
    styled = any(row.style_left is not None or row.style_right is not None for row in kept)
    return columns(
        [row.left for row in kept],
        [row.right for row in kept],
        [row.choice for row in kept],
        at=[row.at for row in kept],
        turns=[row.turns for row in kept],
        style_left=[row.style_left or unknown for row in kept] if styled else None,
        style_right=[row.style_right or unknown for row in kept] if styled else None,
        **{name: [getattr(row, name) for row in kept] for name in WORDS},
    )


def only(votes: Votes, keep: Filter) -> Votes:
    """Narrow the votes to those that pass; names stay, also of entrants left with no vote.

    Raises VotesGarbage where the filter asks for a column that these votes do not have.
    """
    mask = np.ones(len(votes), bool)
    for name in ("lang", "category", "mode"):
        if wanted := getattr(keep, name):
            mask &= _is_any(votes, name, (wanted,))
    if keep.kinds:
        mask &= _is_any(votes, "kind", keep.kinds)
    if keep.entrants:
        among = np.isin(votes.names, keep.entrants)
        mask &= among[votes.left] & among[votes.right]
    if keep.turns is not None:
        turns = _known(votes.turns, "turns")
        mask &= (turns >= keep.turns[0]) & (turns <= keep.turns[1])
    if keep.since is not None:
        mask &= _known(votes.at, "at") >= _seconds(keep.since)
    if keep.until is not None:
        mask &= _known(votes.at, "at") < _seconds(keep.until)
    return votes if mask.all() else rows_of(votes, mask)


def rows_of(votes: Votes, which: NDArray[Any]) -> Votes:
    """Take rows by a mask (votes,) bool or by places (any number,) int."""
    parts: dict[str, Any] = {
        name: None if (column := getattr(votes, name)) is None else column[which]
        for name in ("left", "right", "choice", "at", "turns", "style_left", "style_right", "key")
    }
    words = {name: Column(c.values, c.codes[which]) for name, c in votes.words.items()}
    return replace(votes, **parts, words=words)


def _encoded(*sides: Any) -> tuple[tuple[str, ...], list[Codes]]:
    """Give each word its place among the words of all sides, sorted."""
    coded = [_coded(side) for side in sides]
    for words, codes in coded:
        for place, word in enumerate(words):
            if not isinstance(word, str):
                row = int(np.argmax(codes == place))
                raise VotesGarbage(f"vote {row + 1}: {word!r} stands where a word must; give text")
    names = sorted({word for words, _ in coded for word in words})
    place_of = {name: place for place, name in enumerate(names)}
    orders = [np.array([place_of[word] for word in words], np.int32) for words, _ in coded]
    return tuple(names), [order[codes] for order, (_, codes) in zip(orders, coded, strict=True)]


def _coded(values: Any) -> tuple[list[Any], NDArray[Any]]:
    """Give a column's different words, and for each row the place of its word among them.

    A column of pandas that holds strings is asked to do so itself; all else goes through a
    dictionary, one look a row.
    """
    if hasattr(values, "factorize") and values.dtype != object:
        codes, words = values.factorize(use_na_sentinel=False)
        return list(words), codes
    listed = _listed(values)
    places = _Places()
    try:
        codes = np.fromiter(map(places.__getitem__, listed), np.int32, len(listed))
    except TypeError as error:
        raise VotesGarbage(f"a column of words holds something else ({error})") from None
    return list(places), codes


def _listed(values: Any) -> Sequence[Any]:
    if isinstance(values, (list, tuple)):
        return values
    return values.tolist() if hasattr(values, "tolist") else list(values)


def _column(values: Any) -> Column:
    if isinstance(values, (list, tuple)) and None in values:
        values = ["" if value is None else value for value in values]
    names, (codes,) = _encoded(values)
    return Column(names, codes)


def _choices(values: Any) -> NDArray[np.int8]:
    if isinstance(values, np.ndarray) and values.dtype == np.int8:
        bad = np.flatnonzero((values < 0) | (values >= len(CHOICES)))
        if bad.size:
            raise VotesGarbage(f"vote {bad[0] + 1}: choice {values[bad[0]]} is none of 0 to 3")
        return values
    words, codes = _coded(values)
    for place, word in enumerate(words):
        if word not in CHOICES:
            row = int(np.argmax(codes == place))
            listing = ", ".join(CHOICES)
            raise VotesGarbage(f"vote {row + 1}: the winner {word!r} is none of: {listing}")
    places = np.array([CHOICES.index(word) for word in words], np.int8)
    found: NDArray[np.int8] = places[codes]
    return found


def _times(values: Any) -> NDArray[np.float64] | None:
    if values is None:
        return None
    listed = _listed(values)
    if all(value is None for value in listed):
        return None
    return np.array([_seconds(v) if isinstance(v, datetime) else _number(v) for v in listed])


def _number(value: Any) -> float:
    try:
        return float("nan") if value is None else float(value)
    except (TypeError, ValueError):
        raise VotesGarbage(f"the time {value!r} is neither a datetime nor seconds") from None


def _seconds(at: datetime) -> float:
    if at.tzinfo is None:
        raise VotesGarbage(f"the time {at.isoformat()} tells no zone; add one, as +00:00")
    return at.timestamp()


def _numbers(values: Any, name: str, kind: Any) -> NDArray[Any] | None:
    if values is None:
        return None
    try:
        return np.asarray(values, kind)
    except (TypeError, ValueError) as error:
        raise VotesGarbage(f"the column {name} holds no numbers ({error})") from None


def _check(votes: Votes) -> None:
    """Refuse columns of several lengths, empty names and battles of one against itself."""
    lengths = {name: len(column) for name, column in _every(votes) if column is not None}
    if len(set(lengths.values())) > 1:
        listing = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise VotesGarbage(f"columns of several lengths: {listing}")
    for name, style in (("style_left", votes.style_left), ("style_right", votes.style_right)):
        if style is not None and style.shape[1:] != (len(STYLE),):
            raise VotesGarbage(f"{name} has shape {style.shape}; it needs (votes, {len(STYLE)})")
    if (alike := np.flatnonzero(votes.left == votes.right)).size:
        row = int(alike[0])
        name = votes.names[votes.left[row]]
        raise VotesGarbage(f"vote {row + 1}: {name!r} stands on both sides; leave it out")
    for place, name in enumerate(votes.names):
        if not name.strip():
            row = int(np.flatnonzero((votes.left == place) | (votes.right == place))[0])
            raise VotesGarbage(f"vote {row + 1}: an entrant has no name")


def _every(votes: Votes) -> Iterable[tuple[str, Any]]:
    yield from (
        (name, getattr(votes, name))
        for name in ("left", "right", "choice", "at", "turns", "style_left", "style_right")
    )
    yield from ((name, column.codes) for name, column in votes.words.items())


def _is_any(votes: Votes, name: str, wanted: Sequence[str]) -> NDArray[np.bool_]:
    column = _word(votes.words, name)
    among = np.array([value in wanted for value in column.values], bool)
    return among[column.codes]


_SAID = {"lang": "language", "at": "time"}
"""How a message calls a column whose name is short."""


def _word(words: Mapping[str, Column], name: str) -> Column:
    if name not in words:
        raise VotesGarbage(f"these votes tell no {_SAID.get(name, name)}; leave that filter out")
    return words[name]


def _known(column: NDArray[Any] | None, name: str) -> NDArray[Any]:
    if column is None:
        raise VotesGarbage(f"these votes tell no {_SAID.get(name, name)}; leave that filter out")
    return column
