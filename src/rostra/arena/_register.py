"""The public register of anonymous entrants: what may be told of each, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Masked:
    """A line of the register; `name`, `maker` and `salt` are "" until it is revealed.

    `seal` is the SHA-256 of salt, name and maker, a line each. `votes` count whether it is
    revealed, retired or neither. `share` is the part of new battles it is drawn for, `mean_share`
    that of all who are drawn. `siblings` are the anonymous entrants of its maker, itself included,
    known once it is revealed (0 = not told); `warning` says what that means ("" = nothing).
    """

    code: str
    registered_at: datetime
    seal: str
    revealed_at: datetime | None = None
    retired_at: datetime | None = None
    name: str = ""
    maker: str = ""
    salt: str = ""
    note: str = ""
    votes: int = 0
    share: float = 0.0
    mean_share: float = 0.0
    siblings: int = 0
    warning: str = ""


def shown_name(label: str, register: Iterable[Masked]) -> str:
    """Return how an entrant is called on the board: revealed, its true name with the code name."""
    for one in register:
        if one.code == label and one.revealed_at and one.name:
            return f"{one.name} ({label})"
    return label


def best_of(siblings: int) -> float:
    """Return how many standard errors the best of some equal entrants is expected to look too good.

    The mean of the largest of n standard normal draws, n integral of z phi(z) Phi(z)^(n-1): what
    is gained by entering n variants and publishing the best (The Leaderboard Illusion, 2504.20879,
    section 3).
    """
    if siblings < 2:
        return 0.0
    import numpy as np

    z = np.linspace(-9.0, 9.0, 20_001)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    below = np.clip((np.cumsum(density) - density / 2) * (z[1] - z[0]), 0.0, 1.0)
    return float(np.trapezoid(siblings * z * density * below ** (siblings - 1), z))


def best_of_warning(siblings: int, standard_error: float = 0.0) -> str:
    """Say what it means that a maker entered several; "" for one. standard_error: in Elo."""
    if siblings < 2:
        return ""
    by = best_of(siblings)
    elo = f", here {by * standard_error:.0f} Elo" if standard_error > 0 else ""
    return (
        f"its maker entered {siblings} under code names: the best of {siblings} equal ones is "
        f"expected to look {by:.2f} standard errors too good{elo}"
    )


def siblings_of(makers: Mapping[str, str], code: str) -> int:
    """Count the anonymous entrants of the maker of one; 1 where its maker is not known."""
    maker = makers.get(code, "").strip().casefold()
    if not maker:
        return 1
    return sum(1 for other in makers.values() if other.strip().casefold() == maker)


def even_shares(drawn: Sequence[str]) -> dict[str, float]:
    """Return the part of battles each of some stands in when pairs are drawn evenly."""
    return (
        {label: 2 / len(drawn) for label in drawn} if len(drawn) > 1 else dict.fromkeys(drawn, 0.0)
    )
