"""What is due is done: digests are made, searches looked at, each once a due time."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rostra.app._order_words import Alerted, Saved
from rostra.app._orders import alerted_of, saved_of, watched_of
from rostra.app._schedule import next_due, period
from rostra.app._scrub import losses, scrub
from rostra.app._wire import dump, plain
from rostra.app._words import Digesting
from rostra.assistant import Digest
from rostra.errors import FetchError, RostraError, StoreError
from rostra.posts import Deletion, Query

if TYPE_CHECKING:
    from rostra.posts import Store
    from rostra.records import Engine, Order
    from rostra.settings import Settings

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=7)
"""How far back a digest reaches that makes up for missed ones."""
SHOWN = 20
"""Posts that an alert names."""
SETTLING = timedelta(minutes=1)
"""How long after it was written a post is waited for: feeds run some seconds behind."""
TRIED = timedelta(days=1)
"""How long an alert is offered to the hook."""

Made = Callable[[Digesting], Digest]
Behalf = Callable[[str, str], AbstractContextManager[object]]
"""Holds a digest by a model for somebody who is not there; raises where they may not have it."""
Hook = Callable[[Alerted], None]


def do_due(
    engine: Engine,
    store: Store,
    make: Made,
    *,
    now: datetime,
    sample: bool = False,
    behalf: Behalf = lambda *_: nullcontext(),
) -> tuple[str, ...]:
    """Do what is due; return the ids of the digests and alerts that were kept.

    A due time is claimed in the transaction that keeps what it brought: a process that ends
    before leaves it due, and no two keep it twice. Missed due times are made up for once. An
    order that fails is logged, and tried again the next time; so is one whose person has spent the
    plan, or is shut out.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from rostra.records import due_orders

    kept: list[str] = []
    try:
        orders = due_orders(engine, now)
    except SQLAlchemyError as error:
        raise _unreadable(error) from error
    for order in orders:
        try:
            one = (
                _digest(engine, store, order, make, now, behalf)
                if order.kind == "digest"
                else _look(engine, store, order, now, sample=sample)
            )
        except RostraError as error:
            log.warning("%s %s could not be done: %s", order.kind, order.name, error)
        except SQLAlchemyError as error:
            raise _unreadable(error) from error
        else:
            kept += [one] if one else []
    return tuple(kept)


def _digest(
    engine: Engine, store: Store, order: Order, make: Made, now: datetime, behalf: Behalf
) -> str:
    from rostra.records import KeptPage, Rest, fulfil

    wish = wish_of(saved_of(order), now)
    with behalf(order.owner, wish.model):
        made = make(wish)
    posts = [item.post for item in made.evidence]
    rests = [Rest(p.id, p.author.id, p.source, p.native) for p in posts]
    page = KeptPage(str(uuid.uuid4()), order.name, now, now, plain(Digest, made), order.owner)
    due = next_due(order.every, now, order.timezone)
    if not fulfil(engine, order, done=now, due=due, page=(page, rests)):
        return ""
    log.info("digest %s was made: %d stories", order.name, len(made.stories))
    # A post that was deleted while the digest was made is in no kept one yet to be taken out of.
    held = store.get([p.id for p in posts])
    gone = [Deletion(p.id, now) for p in posts if p.id not in held]
    if gone:
        scrub(engine, losses(gone), now)
    return page.id


def wish_of(saved: Saved, now: datetime) -> Digesting:
    """Say what a saved digest is to tell of: what came since it was last made, at most a week."""
    wish = replace(saved.wish, now=now, timezone=saved.timezone)
    if wish.subject.casefold() in ("now", "today", "现在", "今天", "今日"):
        return wish  # these name their own time
    since = min(saved.done_at, now - period(saved.every))
    return replace(wish, since=max(since, now - FARTHEST))


def _look(engine: Engine, store: Store, order: Order, now: datetime, *, sample: bool) -> str:
    from rostra.records import Alert, fulfil

    watching = watched_of(order).watching
    until = now - SETTLING
    query = Query(
        text=watching.query, langs=(watching.lang,) if watching.lang else (),
        networks=watching.networks, since=order.done_at, until=until, now=now,
        limit=SHOWN, sample=sample, rerank=False,
    )  # fmt: skip
    count = store.count(query, 1.0)
    alert = None
    if count >= watching.at_least:
        ids = tuple(hit.post.id for hit in store.search(query).hits[:count])
        alert = Alert(str(uuid.uuid4()), order.name, now, order.done_at, watching.query, count, ids)
        alert = replace(alert, owner=order.owner)
    due = next_due(order.every, now, order.timezone)
    if not fulfil(engine, order, done=until, due=due, alert=alert) or alert is None:
        return ""
    log.info("watch %s: %d posts hold %r", order.name, count, watching.query)
    return alert.id


def tell(engine: Engine, hook: Hook | None, *, now: datetime) -> int:
    """Offer the hook what it has not taken; return how many it took.

    One that fails is offered again for a day, so a hook may be told twice: an alert has an id.
    """
    if hook is None:
        return 0
    from sqlalchemy.exc import SQLAlchemyError

    from rostra.records import mark_told, untold_alerts

    told = 0
    try:
        for alert in untold_alerts(engine, now - TRIED):
            try:
                hook(alerted_of(alert))
            except FetchError as error:
                log.warning("the hook did not take alert %s: %s; tried again", alert.id, error)
                break
            mark_told(engine, alert.id, now)
            told += 1
    except SQLAlchemyError as error:
        raise _unreadable(error) from error
    return told


def hook_of(settings: Settings) -> Hook | None:
    """Return what posts an alert to the address in the settings; None where there is none."""
    url = settings.alerts.hook
    if not url:
        return None
    from rostra.app._feeds import host_and_port
    from rostra.fetch import Limits, Reach, fetch

    reach = Reach(allow=frozenset({host_and_port(url)}), proxy=settings.models.proxy)
    limits = Limits(max_bytes=100_000, seconds=10.0, redirects=0)
    headers = {"content-type": "application/json"}

    def post(alert: Alerted) -> None:
        body = dump(Alerted, alert)
        reply = fetch(url, method="POST", headers=headers, body=body, limits=limits, reach=reach)
        if not 200 <= reply.status < 300:
            msg = f"{url} answered {reply.status}"
            raise FetchError(msg)

    return post


def forget(engine: Engine, before: datetime) -> int:
    """Forget kept digests and alerts from before a moment; return how many."""
    from rostra.records import forget_alerts, forget_digests

    return forget_digests(engine, before) + forget_alerts(engine, before)


def _unreadable(error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    return StoreError(f"what is due could not be read or kept: {cause}; tried again")
