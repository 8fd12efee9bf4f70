"""What is said about kept digests, saved ones, watched searches and their alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rostra.app._words import Digesting
from rostra.assistant import Digest


@dataclass(frozen=True, slots=True)
class Saving:
    """A digest that is to be made every so often: `daily@08:00`, `hourly`, `6h`, `15m`."""

    name: str
    every: str
    wish: Digesting
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved digest; `done_at` is when it was last made (at first: when it was saved)."""

    name: str
    every: str
    timezone: str
    wish: Digesting
    done_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """A kept digest; `changed_at` is later than `made_at` where lost posts were taken out."""

    id: str
    name: str
    made_at: datetime
    changed_at: datetime
    digest: Digest


@dataclass(frozen=True, slots=True)
class Watching:
    """A search to be watched: an alert where `at_least` new posts hold all its words."""

    name: str
    query: str
    at_least: int = 1
    every: str = "15m"
    lang: str = ""
    networks: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched search: when it was last looked at, and when it will be."""

    watching: Watching
    done_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Alerted:
    """A watched search found `count` posts between two moments; `posts` names the best of them."""

    id: str
    name: str
    at: datetime
    since: datetime
    query: str
    count: int
    posts: tuple[str, ...]
