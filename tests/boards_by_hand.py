"""Boards made by hand, so that what is shown can be compared with what was given."""

import math
from datetime import UTC, datetime

import numpy as np

from rostra.arena import Board, Counts, Effect, Rating, Sheet

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</svg></title></style><b>",
    "a\u202eb\u2066c\u200fd\x00\x1b[31m",
    "&amp;lt;\u2028\ufffe]]>",
    '=HYPERLINK("http://x","y")',
)


def board_of(names=("alpha", "beta", "渡轮", "delta"), *, gap=40.0, half=12.0, **changes):
    """Make a board whose entrants stand `gap` apart, told apart from 2 places on."""
    n = len(names)
    place = np.arange(n)
    scores = 1000 + gap * ((n - 1) / 2 - place)
    apart = np.abs(place[:, None] - place)
    predicted = 1 / (1 + 10 ** ((scores[None, :] - scores[:, None]) / 400))
    observed = np.where(apart == 1, predicted + 0.01 * (place[None, :] > place[:, None]), np.nan)
    ratings = tuple(
        Rating(
            name,
            float(s),
            float(s - half),
            float(s + half),
            k + 1,
            max(1, k),
            min(n, k + 2),
            100 + k,
        )
        for k, (name, s) in enumerate(zip(names, scores, strict=True))
    )
    given = {
        "ratings": ratings,
        "covariance": np.eye(n) * (half / 1.96) ** 2,
        "separated": apart > 1,
        "observed": observed,
        "predicted": predicted,
        "meetings": np.where(apart == 1, 50, 0),
        "votes": 50 * max(n - 1, 0),
        "level": 0.95,
        "critical": 2.57,
        "ties": "half",
    }
    return Board(**{**given, **changes})


def one_sided(names=("champion", "middle", "loser")):
    """Make a board of one that never lost, one between, one that never won."""
    board = board_of(names)
    first, middle, last = board.ratings
    never_lost = Rating(first.name, first.score, first.low, math.inf, 1, 1, 2, 10, "below")
    never_won = Rating(last.name, last.score, -math.inf, last.high, 3, 2, 3, 10, "above")
    return board_of(names, ratings=(never_lost, middle, never_won))


def sheet_of(board, **changes):
    """Make a sheet with everything that can be told without votes."""
    n = len(board.ratings)
    names = tuple(r.name for r in board.ratings)
    met = np.asarray(board.meetings)
    wins = np.triu(met // 2 + 1, 1) * (met > 0) + np.tril(met // 4, -1)
    counts = Counts(names, wins, (met // 8), np.zeros((n, n), np.int64))
    given = {
        "counts": counts,
        "style": (Effect("length", 26.2, 24.0, 28.4), Effect("bold", -2.5, -6.0, 1.0)),
        "position": Effect("position", 1.25, -2.0, 4.5),
        "excluded": (("a burst <b>", 12), ("a coin flip", 3)),
        "reasons": {names[0]: (("inaccurate", 7),)} if names else {},
        "source": "votes.jsonl",
        "made_at": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
    }
    return Sheet(board, **{**given, **changes})
