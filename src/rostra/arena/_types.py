"""The words of the arena: votes as rows and as columns, pair counts, ratings, the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Choice = Literal["left", "right", "tie", "both bad"]
CHOICES: tuple[Choice, ...] = ("left", "right", "tie", "both bad")
"""What a vote says; a column of votes holds the place in this list."""

TieModel = Literal["half", "rao-kupper", "davidson"]
VoterKind = Literal["account", "key", "cookie", "rule", "imported", ""]
Mode = Literal["feed", "plain", "feed-fun", "plain-fun", ""]
"""Whether the answers rest on posts of the feed."""

STYLE = ("length", "headings", "bold", "lists")
"""What style control looks at, in the order of a style's columns."""

STYLED = tuple(f"{name}_{side}" for side in "ab" for name in STYLE)
"""The columns of both answers' style in a table of votes, ours and others'."""

Style = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote as a row; `excluded` says why it is not counted ("" = it is).

    `prompt` is the SHA-256 of the normal form of the question, never its words. `battle` names the
    battle it was given in ("" = imported). `style_*` are counts in the order of `STYLE`.
    """

    id: str
    left: str
    right: str
    choice: Choice
    at: datetime | None = None
    voter: str = ""
    kind: VoterKind = ""
    lang: str = ""
    category: str = ""
    mode: Mode = ""
    turns: int = 1
    prompt: str = ""
    battle: str = ""
    reasons: tuple[str, ...] = ()
    style_left: Style | None = None
    style_right: Style | None = None
    excluded: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of words: row k holds `values[codes[k]]`. codes: (votes,) int32."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Votes as columns, one row a vote; a column that is None is not known for any vote.

    left, right: (votes,) int32, places in `names`. choice: (votes,) int8, places in `CHOICES`.
    at: (votes,) float64, seconds since 1970, NaN where unknown. turns: (votes,) int32.
    style_left, style_right: (votes, 4) float64 in the order of `STYLE`, NaN where unknown.
    `words` holds further columns by name: voter, kind, lang, category, mode, prompt. `key`
    (uint64) is drawn from a vote's id, so that a choice among votes does not hang on their order.
    """

    names: tuple[str, ...]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    choice: NDArray[np.int8]
    at: NDArray[np.float64] | None = None
    turns: NDArray[np.int32] | None = None
    style_left: NDArray[np.float64] | None = None
    style_right: NDArray[np.float64] | None = None
    words: Mapping[str, Column] = field(default_factory=dict)
    key: NDArray[np.uint64] | None = None

    def __len__(self) -> int:
        return len(self.choice)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Votes added up by pair, all (names, names) int64.

    `wins[i, j]`: votes for i against j, whichever side it stood on. `ties` and `bad` ("both bad")
    are symmetric: each such vote is counted at [i, j] and at [j, i].
    """

    names: tuple[str, ...]
    wins: NDArray[np.int64]
    ties: NDArray[np.int64]
    bad: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rating:
    """One entrant's place on the board, in Elo (scale 400, base 10).

    `low` and `high` bound the score at the board's level for this entrant alone; one is infinite
    where `bound` says so (it never lost: "below" only; it never won: "above" only). `rank_low` to
    `rank_high` hold for the whole board at once (max-t). `votes` are its votes that count.
    """

    name: str
    score: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    votes: int
    bound: Literal["both", "below", "above"] = "both"


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """A whole board, best first; every matrix is (ratings, ratings) in that order.

    covariance: Elo², of the scores. separated[i, j]: i and j differ for certain, with all pairs
    held at once at `level`. observed[i, j]: share of votes for i against j, ties as halves, NaN
    where the two never met. predicted[i, j]: the same by the model. meetings[i, j]: votes between
    i and j. critical: the max-t quantile. `anchor` is the entrant held at `base` ("" = the mean).
    """

    ratings: tuple[Rating, ...]
    covariance: NDArray[np.float64]
    separated: NDArray[np.bool_]
    observed: NDArray[np.float64]
    predicted: NDArray[np.float64]
    meetings: NDArray[np.int64]
    votes: int
    level: float
    critical: float
    ties: TieModel
    anchor: str = ""
    base: float = 1000.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What speaks against a voter, or against a run of votes (voter "").

    kind: what the voter votes like, or "burst" (new voters lean one way) or "rush" (votes come
    faster).
    evidence: e-value, at most 1e300; an honest voter reaches 1/a with probability a at most.
    votes: those it rests on. entrant: whom they favour or disfavour, "" = no one. caught: the
    voter's votes when the evidence first passed 1/level. excluded: whether these votes count no
    more; the others are only shown.
    """

    voter: str
    kind: str
    evidence: float
    votes: int
    entrant: str = ""
    caught: int = -1
    excluded: bool = False
