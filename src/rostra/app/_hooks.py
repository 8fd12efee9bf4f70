"""New digests are told to hooks: signed, each under an id, tried again until taken.

The signature is that of Standard Webhooks: `v1,` and the base64 of HMAC-SHA256 over
`id.timestamp.body` under the secret, so that its libraries (OpenAI's client too) check it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rostra.app._feeds import host_and_port
from rostra.app._hook_words import Delivered, Hooked, Hooking
from rostra.app._order_words import KeptDigest
from rostra.app._orders import kept_digest, saved
from rostra.assistant import markdown
from rostra.errors import FetchError, FetchForbidden, QueryRefused, StoreError
from rostra.fetch import Limits, Reach, fetch

if TYPE_CHECKING:
    from rostra.records import Engine, KeptDelivery, KeptHook
    from rostra.settings import Settings

log = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720))
"""How long after each failed try the next one comes; after the last it is given up."""
HOOKS = 20
"""Hooks that one person may have."""
Send = Callable[[str, dict[str, str], bytes], int]
"""Posts a body to an address; returns the status, raises FetchError."""


def hook(engine: Engine, hooking: Hooking, now: datetime) -> Hooked:
    """Keep a hook; raises QueryRefused for an unknown digest or what is no address."""
    from rostra.records import KeptHook, list_hooks, save_hook

    if not any(one.name == hooking.digest for one in saved(engine, hooking.owner)):
        msg = f"digest: none is saved as {hooking.digest[:80]!r}; save one first"
        raise QueryRefused(msg)
    parts = urlsplit(hooking.url) if len(hooking.url) <= 2048 else urlsplit("")
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        msg = "url: give an address as https://example.org/path, without a name or key in it"
        raise QueryRefused(msg)
    if len(list_hooks(engine, hooking.owner)) >= HOOKS:
        raise QueryRefused(f"there are {HOOKS} hooks; delete one first")
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    kept = KeptHook(
        f"hook_{uuid.uuid4().hex}", hooking.owner, hooking.digest, hooking.url, secret, now
    )
    save_hook(engine, kept)
    return replace(_hooked(kept), secret=secret)


def hooks(engine: Engine, owner: str) -> tuple[Hooked, ...]:
    """List a person's hooks, without their secrets."""
    from rostra.records import list_hooks

    return tuple(map(_hooked, list_hooks(engine, owner)))


def delivered(engine: Engine, hook_id: str, owner: str) -> tuple[Delivered, ...] | None:
    """List what a person's hook was sent; None where there is no such hook."""
    from rostra.records import list_deliveries

    if not any(one.id == hook_id for one in hooks(engine, owner)):
        return None
    return tuple(
        Delivered(d.id, d.digest_id, d.at, d.due_at, d.tries, d.state, d.error)
        for d in list_deliveries(engine, hook_id)
    )


def deliver(engine: Engine, send: Send, now: datetime) -> int:
    """Queue new digests for their hooks and send what is due; return how many were taken.

    Each try is claimed in its row before it is made: a process that ends in between leaves it to
    the next time. So a hook may be told twice, under one id.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from rostra.records import (
        KeptDelivery,
        due_deliveries,
        list_hooks,
        move_delivery,
        save_delivery,
        undelivered,
    )

    taken = 0
    try:
        # Who is shut out is told nothing; what waits is told should they be let in again.
        known = {one.id: one for one in list_hooks(engine) if _may(engine, one.owner)}
        for one in known.values():
            for digest_id in undelivered(engine, one):
                save_delivery(
                    engine, KeptDelivery(f"msg_{uuid.uuid4().hex}", one.id, digest_id, now, now)
                )
        for due in due_deliveries(engine, now):
            if due.hook_id not in known:
                continue
            wait = WAITS[min(due.tries, len(WAITS) - 1)]
            claimed = replace(due, tries=due.tries + 1, due_at=now + wait, error="")
            if move_delivery(engine, claimed):
                done = _tried(engine, known[due.hook_id], claimed, send, now)
                move_delivery(engine, done)
                taken += done.state == "taken"
    except SQLAlchemyError as error:
        raise StoreError(f"hooks could not be read or kept: {error}; tried again") from error
    return taken


def _may(engine: Engine, owner: str) -> bool:
    from rostra.records import person_with

    kept = person_with(engine, owner) if owner else None
    return not owner or (kept is not None and kept.disabled_at is None)


def _tried(
    engine: Engine, to: KeptHook, one: KeptDelivery, send: Send, now: datetime
) -> KeptDelivery:
    kept = kept_digest(engine, one.digest_id, to.owner)
    if kept is None:
        return replace(one, state="given_up", error="the digest is gone")
    body = body_of(one.id, kept)
    try:
        status = send(to.url, signed(to.secret, one.id, now, body), body)
    except FetchForbidden:
        # What the name leads to inside is nobody's to learn who may make hooks.
        why = "its address is not public; the server's settings name those that may be told too"
    except FetchError as error:
        why = str(error)[:300]
    else:
        if 200 <= status < 300:
            return replace(one, state="taken")
        why = f"it answered {status}"
    log.warning("hook %s did not take delivery %s (try %d)", to.id, one.id, one.tries)
    over = one.tries > len(WAITS)
    return replace(one, state="given_up" if over else "waiting", error=why)


def body_of(id_: str, kept: KeptDigest) -> bytes:
    """Write what a hook gets: an event with the digest as Markdown and where to read it."""
    data = {
        "id": kept.id, "name": kept.name, "made_at": kept.made_at.isoformat(),
        "titles": [told.title.text for told in kept.digest.stories],
        "markdown": markdown(kept.digest), "path": f"/v1/digests/{kept.id}",
    }  # fmt: skip
    told = {"id": id_, "object": "event", "type": "digest.made",
            "created_at": int(kept.made_at.timestamp()), "data": data}  # fmt: skip
    return json.dumps(told, ensure_ascii=False).encode()


def signed(secret: str, id_: str, now: datetime, body: bytes) -> dict[str, str]:
    """Sign a body (Standard Webhooks 1.0): the receiver refuses an old time and a known id."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    at = str(int(now.timestamp()))
    mark = hmac.new(key, f"{id_}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": at,
        "webhook-signature": "v1," + base64.b64encode(mark).decode(),
    }


def sender(settings: Settings) -> Send:
    """Return what posts through the one fetcher: to public addresses and the hosts named."""
    allowed = frozenset(host_and_port(f"http://{host}") for host in settings.api.hook_hosts)
    reach = Reach(allow=allowed)
    limits = Limits(max_bytes=100_000, seconds=10.0, redirects=0)

    def send(url: str, headers: dict[str, str], body: bytes) -> int:
        told = fetch(url, method="POST", headers=headers, body=body, limits=limits, reach=reach)
        return told.status

    return send


def _hooked(kept: KeptHook) -> Hooked:
    return Hooked(kept.id, kept.digest, kept.url, kept.created_at.astimezone(UTC))
