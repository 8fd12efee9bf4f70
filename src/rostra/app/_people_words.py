"""What is said about people, their plans, keys and usage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reservation:
    """Units that are held for one action until it is settled or refunded.

    `id` is "" for the person at this machine, who has no limits.
    """

    id: str
    person: str
    action: str
    model: str
    units: int
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class WindowState:
    """One rolling window: `action` is set where it counts that action alone.

    `resets_at` is when one unit (where all are used) or the oldest of them is free again; None
    where nothing is used.
    """

    used: int
    limit: int
    hours: float
    action: str = ""
    resets_at: datetime | None = None

    @property
    def left(self) -> int:
        """What is left of it."""
        return max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True)
class AllowanceState:
    """What is left of a person's plan. No windows: nothing is limited."""

    plan: str
    windows: tuple[WindowState, ...] = ()
    under_way: int = 0
    at_once: int = 0

    @property
    def tightest(self) -> WindowState | None:
        """The window of which the smallest part is left, pictures aside; None: there is none."""
        windows = [w for w in self.windows if not w.action and w.limit]
        return min(windows, key=lambda w: w.left / w.limit, default=None)
