"""Standing orders as they are given, listed and dropped; kept digests as they are shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rostra.app._order_words import Alerted, KeptDigest, Saved, Saving, Watched, Watching
from rostra.app._schedule import next_due
from rostra.app._wire import load, plain
from rostra.app._words import Digesting
from rostra.assistant import Digest
from rostra.errors import QueryRefused

if TYPE_CHECKING:
    from rostra.records import Alert, Engine, KeptPage, Kind, Order

_NAME = re.compile(r"[\w.-]{1,64}")
QUERY_LIMIT = 500
ORDERS = 50
"""Saved digests, or watched searches, that one person may have."""


def save(engine: Engine, saving: Saving, now: datetime, timezone: str) -> Saved:
    """Keep the order for a digest; raises QueryRefused for a name in use or a wish too narrow."""
    from rostra.records import Order, give_order

    wish = saving.wish
    if wish.since or wish.until or wish.now:
        msg = "since and until: a saved digest tells what came since it was last made; leave both"
        raise QueryRefused(msg)
    due = next_due(saving.every, now, timezone)
    order = Order(
        "digest", _name(saving.name), saving.every, timezone, plain(Digesting, wish), now, due,
        saving.owner,
    )  # fmt: skip
    _spare(engine, "digest", saving.owner)
    if not give_order(engine, order):
        msg = f"name: a digest is saved as {saving.name!r}; take another, or unsave that one"
        raise QueryRefused(msg)
    return saved_of(order)


def watch(engine: Engine, watching: Watching, now: datetime, timezone: str) -> Watched:
    """Keep the order to watch a search; raises QueryRefused for one that cannot be."""
    from rostra.records import Order, give_order

    query = " ".join(watching.query.split())
    if not any(c.isalnum() for c in query) or len(query) > QUERY_LIMIT:
        msg = f"query: give words to search for, at most {QUERY_LIMIT} characters"
        raise QueryRefused(msg)
    if watching.at_least < 1:
        msg = f"at_least is {watching.at_least}; give a number of posts from 1 on"
        raise QueryRefused(msg)
    due = next_due(watching.every, now, timezone)
    wish = plain(Watching, replace(watching, query=query))
    order = Order(
        "watch", _name(watching.name), watching.every, timezone, wish, now, due, watching.owner
    )
    _spare(engine, "watch", watching.owner)
    if not give_order(engine, order):
        msg = f"name: a search is watched as {watching.name!r}; take another, or remove that one"
        raise QueryRefused(msg)
    return watched_of(order)


def _spare(engine: Engine, kind: Kind, owner: str) -> None:
    from rostra.records import list_orders

    if len(list_orders(engine, kind, owner)) >= ORDERS:
        raise QueryRefused(f"name: there are {ORDERS} already; drop one first")


def saved(engine: Engine, owner: str = "") -> tuple[Saved, ...]:
    """List the saved digests by name."""
    from rostra.records import list_orders

    return tuple(map(saved_of, list_orders(engine, "digest", owner)))


def watches(engine: Engine, owner: str = "") -> tuple[Watched, ...]:
    """List the watched searches by name."""
    from rostra.records import list_orders

    return tuple(map(watched_of, list_orders(engine, "watch", owner)))


def drop(engine: Engine, kind: Kind, name: str, owner: str = "") -> int:
    """Drop an order; what it brought stays. Return how many there were."""
    from rostra.records import drop_order

    return drop_order(engine, kind, name, owner)


def alerts(engine: Engine, limit: int, owner: str = "") -> tuple[Alerted, ...]:
    """List the newest alerts first."""
    from rostra.records import list_alerts

    return tuple(map(alerted_of, list_alerts(engine, limit, owner)))


def kept_digests(engine: Engine, limit: int, owner: str = "") -> tuple[KeptDigest, ...]:
    """List the newest kept digests first."""
    from rostra.records import list_digests

    return tuple(map(_kept, list_digests(engine, limit, owner)))


def kept_digest(engine: Engine, digest_id: str, owner: str = "") -> KeptDigest | None:
    """Return an owner's kept digest; None where none is kept under the id."""
    from rostra.records import find_digest

    page = find_digest(engine, digest_id)
    return _kept(page) if page and page.owner == owner else None


def saved_of(order: Order) -> Saved:
    """Read the order for a digest."""
    wish: Digesting = load(Digesting, json.dumps(order.wish))
    return Saved(order.name, order.every, order.timezone, wish, order.done_at, order.due_at)


def watched_of(order: Order) -> Watched:
    """Read the order to watch a search."""
    watching: Watching = load(Watching, json.dumps(order.wish))
    return Watched(watching, order.done_at, order.due_at)


def alerted_of(alert: Alert) -> Alerted:
    """Show an alert."""
    return Alerted(
        alert.id, alert.name, alert.at, alert.since, alert.query, alert.count, alert.posts
    )


def _kept(page: KeptPage) -> KeptDigest:
    made: Digest = load(Digest, json.dumps(page.body))
    return KeptDigest(page.id, page.name, page.made_at, page.changed_at, made)


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        msg = f"name: {name[:80]!r} is none; write 1 to 64 letters, digits, '-', '_' or '.'"
        raise QueryRefused(msg)
    return name
