"""What AT Protocol streams say, one shape for all three: Jetstream v1, v2, the raw firehose."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from rostra.errors import FeedGarbage
from rostra.feeds._times import from_micros, parse_time

Kind: TypeAlias = Literal["commit", "identity", "account", "sync"]
Operation: TypeAlias = Literal["create", "update", "delete"]

OPERATIONS = ("create", "update", "delete")
TID = "234567abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class RepoEvent:
    """One thing that happened in one person's repository.

    `at` is when the server saw it, `position` its place in that server's stream (microseconds
    on Jetstream v1, else a sequence number). Commits carry operation, collection, rkey, rev
    and, unless they delete, cid and record; identity events the handle; account events whether
    the account is active, and why not.
    """

    kind: Kind
    did: str
    at: datetime
    position: int
    operation: Operation = "create"
    collection: str = ""
    rkey: str = ""
    rev: str = ""
    cid: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    handle: str = ""
    active: bool = True
    status: str = ""

    @property
    def uri(self) -> str:
        """Return the record's at:// address."""
        return f"at://{self.did}/{self.collection}/{self.rkey}"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a server says about the stream itself; an `error` ends the connection."""

    name: str
    message: str = ""
    error: bool = False


def parse_v1(line: bytes | str) -> RepoEvent:
    """Read one line of Jetstream v1's `/subscribe`; FeedGarbage where it cannot be read."""
    event = _object(line)
    kind, position = event.get("kind"), event.get("time_us")
    return _event(event, kind, _body(event, kind), (position, from_micros(position)))


def parse_v2(frame: bytes | str) -> RepoEvent | Advice:
    """Read one frame of Jetstream v2's `subscribeEvents`; FeedGarbage where it cannot be read."""
    outer = _object(frame)
    if outer.get("$type") == "error":
        return Advice(str(outer.get("error", "")), str(outer.get("message", "")), error=True)
    event = outer.get("payload")
    if not isinstance(event, dict):
        raise FeedGarbage("a Jetstream v2 frame has no payload; the frame is dropped")
    kind = str(event.get("$type", "")).rpartition("#")[2]
    if kind == "info":
        return Advice(str(event.get("name", "")), str(event.get("message", "")))
    body = event if kind == "commit" else _body(event, kind)
    return _event(event, kind, body, (event.get("seq"), parse_time(event.get("time"))))


def parse_frame(frame: bytes) -> list[RepoEvent] | Advice:
    """Read one frame of `com.atproto.sync.subscribeRepos`: DAG-CBOR header, body, CAR blocks.

    A commit gives one event for each record it touches, in order. Kinds of frame we do not
    know give none; FeedGarbage where the frame cannot be read.
    """
    import libipld

    try:
        header, body = libipld.decode_dag_cbor_multi(frame)
        if header["op"] == -1:
            return Advice(str(body.get("error", "")), str(body.get("message", "")), error=True)
        kind = str(header["t"]).removeprefix("#")
        if kind == "info":
            return Advice(str(body.get("name", "")), str(body.get("message", "")))
        where = (body.get("seq"), parse_time(body.get("time")))
        if kind != "commit":
            known = kind in ("identity", "account", "sync")
            return [_event(body, kind, body, where)] if known else []
        blocks = libipld.decode_car(body["blocks"])[1] if body["blocks"] else {}
        return [_op(body, op, blocks, where) for op in body["ops"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        msg = f"a firehose frame of {len(frame)} bytes cannot be read ({error}); it is dropped"
        raise FeedGarbage(msg) from error


def tid_micros(tid: str) -> int:
    """Return the microseconds since 1970 that a timestamp identifier (TID) carries, else 0.

    13 characters of base 32, sortable; 53 bits of time above 10 bits of clock id
    (AT Protocol specification, record keys).
    """
    if len(tid) != 13 or any(c not in TID for c in tid):
        return 0
    number = 0
    for char in tid:
        number = number * 32 + TID.index(char)
    return number >> 10


def _op(body: Any, op: Any, blocks: Any, where: tuple[Any, datetime | None]) -> RepoEvent:
    import libipld

    collection, _, rkey = str(op["path"]).partition("/")
    cid = op.get("cid")
    part = {
        "operation": op["action"],
        "collection": collection,
        "rkey": rkey,
        "rev": body.get("rev"),
        "cid": libipld.encode_cid(cid) if cid else "",
        "record": _as_json(blocks.get(cid)) if cid else None,
    }
    return _event({"did": body["repo"]}, "commit", part, where)


def _as_json(value: Any) -> Any:
    """Turn decoded DAG-CBOR into the protocol's JSON form: links as {"$link": cid}."""
    import libipld

    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, bytes):
        try:
            return {"$link": libipld.encode_cid(value)}
        except ValueError:
            return {"$bytes": value.hex()}
    return value


def _object(text: bytes | str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"a frame of {len(text)} bytes is no JSON ({error}); it is dropped"
        raise FeedGarbage(msg) from error
    if not isinstance(value, dict):
        msg = f"a frame holds {type(value).__name__}, not an object; it is dropped"
        raise FeedGarbage(msg)
    return value


def _body(event: dict[str, Any], kind: object) -> dict[str, Any]:
    body = event.get(kind) if isinstance(kind, str) else None
    if isinstance(body, dict):
        return body
    msg = f"an event of kind {str(kind)[:40]!r} has no body of that name; it is dropped"
    raise FeedGarbage(msg)


def _event(
    event: dict[str, Any], kind: object, body: dict[str, Any], where: tuple[Any, datetime | None]
) -> RepoEvent:
    position, at = where
    did = event.get("did")
    sound = isinstance(position, int) and at is not None
    if not (sound and isinstance(did, str) and did.startswith("did:") and len(did) < 2048):
        raise FeedGarbage("an event lacks its author, time or place in the stream; it is dropped")
    assert at is not None  # noqa: S101 — for the type checker; `sound` holds it
    if kind == "commit":
        return _commit(did, (position, at), body)
    if kind == "identity":
        return RepoEvent("identity", did, at, position, handle=str(body.get("handle") or ""))
    if kind == "account":
        active, status = body.get("active") is not False, str(body.get("status") or "")
        return RepoEvent("account", did, at, position, active=active, status=status)
    if kind == "sync":
        return RepoEvent("sync", did, at, position)
    msg = f"an event is of the unknown kind {str(kind)[:40]!r}; it is dropped"
    raise FeedGarbage(msg)


def _commit(did: str, where: tuple[int, datetime], body: dict[str, Any]) -> RepoEvent:
    operation, record = body.get("operation"), body.get("record")
    collection, rkey = body.get("collection"), body.get("rkey")
    named = isinstance(collection, str) and isinstance(rkey, str) and collection and rkey
    if not named or operation not in OPERATIONS:
        raise FeedGarbage("a commit names no record or no known operation; it is dropped")
    return RepoEvent(
        "commit",
        did,
        where[1],
        where[0],
        operation=operation,
        collection=str(collection),
        rkey=str(rkey),
        rev=str(body.get("rev") or ""),
        cid=str(body.get("cid") or ""),
        record=record if isinstance(record, dict) and operation != "delete" else {},
    )
