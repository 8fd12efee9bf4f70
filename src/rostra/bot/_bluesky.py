"""Our account on Bluesky: its notifications, and posts in reply."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from rostra.bot._http import Ask, list_of, text_of, told
from rostra.bot._rules import NO_BOT
from rostra.bot._types import Mention, Part, Room, Said
from rostra.errors import FeedDenied

CHARACTERS = 300
"""Graphemes a post may have (lexicon app.bsky.feed.post); code points are never fewer."""

SORTED32 = "234567abcdefghijklmnopqrstuvwxyz"
POST = "app.bsky.feed.post"
AT_ONCE = 50

Finder = Callable[[str], Sequence[str]]
"""A place in, the addresses (at://…) of posts since then that may call us."""


@dataclass(slots=True)
class Bluesky:
    """An account at a PDS (`https://bsky.social`), by handle and app password.

    Mentions come from the network's notifications; `found` is asked in their place where the server
    knows none, as a PDS of one's own without an app view does.
    """

    url: str
    ask: Ask
    handle: str
    password: str = field(repr=False)
    found: Finder | None = None
    _did: str = ""
    _token: str = field(default="", repr=False)

    @property
    def room(self) -> Room:
        """How much a post may hold; its words can carry addresses."""
        return Room(CHARACTERS, hidden=True)

    def me(self) -> str:
        """Return our DID."""
        if not self._did:
            self._sign_in()
        return self._did

    def mentions(self, place: str) -> tuple[tuple[Mention, ...], str]:
        """Return who called since the moment `place`, oldest first."""
        self.me()
        if not place:
            return (), datetime.now(UTC).isoformat(timespec="milliseconds")
        if self.found is not None:
            return self._from_feed(place, self.found)
        said = self._get("app.bsky.notification.listNotifications", limit=str(AT_ONCE))
        notes = [
            note
            for note in list_of(said, "notifications")
            if text_of(note, "reason") in ("mention", "reply")
            and text_of(note, "indexedAt") > place
        ]
        found = [m for m in (self._mention(n, n.get("author")) for n in reversed(notes)) if m]
        newest = max((text_of(note, "indexedAt") for note in notes), default=place)
        return tuple(found), newest

    def reply(self, to: Mention, parts: Sequence[Part], key: str, at: datetime) -> tuple[str, ...]:
        """Put the parts as records whose names follow from key and moment: again is the same."""
        me = self.me()
        cid, root_uri, root_cid = to.keys
        above = {"uri": to.native, "cid": cid}
        names: list[str] = []
        for number, part in enumerate(parts):
            record = {
                "$type": POST,
                "text": part.text,
                "createdAt": at.astimezone(UTC).isoformat(timespec="milliseconds"),
                "facets": _facets(part),
                "reply": {"root": {"uri": root_uri, "cid": root_cid}, "parent": above},
            }
            body = {
                "repo": me,
                "collection": POST,
                "rkey": record_name(key, number, at),
                "record": record,
            }
            made = self._post("com.atproto.repo.putRecord", body)
            above = {"uri": text_of(made, "uri"), "cid": text_of(made, "cid")}
            names.append(above["uri"])
        return tuple(names)

    def _from_feed(self, place: str, found: Finder) -> tuple[tuple[Mention, ...], str]:
        mentions: list[Mention] = []
        for uri in found(place):
            record = self._record(uri)
            if record is None or not calls(record.get("value"), self._did):
                continue
            author = {"did": uri.removeprefix("at://").partition("/")[0]}
            told_at = text_of(record, "value", "createdAt")
            note = {"uri": uri, "cid": record.get("cid"), "record": record["value"]}
            mention = self._mention({**note, "indexedAt": told_at}, author)
            mentions += [mention] if mention else []
        mentions.sort(key=lambda mention: mention.at)
        newest = max((m.at.isoformat() for m in mentions), default=place)
        return tuple(mentions), max(newest, place)

    def _mention(self, note: Any, author: Any) -> Mention | None:
        uri, cid, record = text_of(note, "uri"), text_of(note, "cid"), note.get("record")
        try:
            at = datetime.fromisoformat(text_of(note, "indexedAt"))
        except ValueError:
            return None
        if not uri.startswith("at://") or not cid or at.tzinfo is None:
            return None
        profile = self._profile(text_of(author, "did"))
        root = (text_of(record, "reply", "root", "uri"), text_of(record, "reply", "root", "cid"))
        marks = (*list_of(author, "labels"), *list_of(profile, "labels"))
        return Mention(
            native=uri,
            author=text_of(author, "did"),
            handle=text_of(author, "handle") or text_of(profile, "handle"),
            text=text_of(record, "text"),
            at=at,
            thread=root[0] or uri,
            url=_web(uri),
            lang=next((lang for lang in list_of(record, "langs") if isinstance(lang, str)), ""),
            parent=self._above(text_of(record, "reply", "parent", "uri")),
            robot=any(text_of(mark, "val") == "bot" for mark in marks),
            refuses=bool(NO_BOT.search(text_of(profile, "description"))),
            keys=(cid, root[0] or uri, root[1] or cid),
        )

    def _above(self, uri: str) -> Said | None:
        record = self._record(uri) if uri else None
        if record is None:
            return None
        return Said(uri, uri.split("/")[2], text_of(record, "value", "text"), _web(uri))

    def _record(self, uri: str) -> dict[str, Any] | None:
        repo, _, rest = uri.removeprefix("at://").partition("/")
        collection, _, rkey = rest.partition("/")
        asked = {"repo": repo, "collection": collection, "rkey": rkey}
        found = self._get("com.atproto.repo.getRecord", missing=True, **asked)
        return found if isinstance(found, dict) and isinstance(found.get("value"), dict) else None

    def _profile(self, did: str) -> Any:
        found = self._record(f"at://{did}/app.bsky.actor.profile/self")
        return (found or {}).get("value") or {}

    def _sign_in(self) -> None:
        body = {"identifier": self.handle, "password": self.password}
        raw = json.dumps(body).encode()
        where = f"{self.url.rstrip('/')}/xrpc/com.atproto.server.createSession"
        headers = {"Content-Type": "application/json"}
        said = told(self.url, lambda: self.ask("POST", where, headers, raw))
        self._did, self._token = text_of(said, "did"), text_of(said, "accessJwt")

    def _get(self, name: str, *, missing: bool = False, **query: str) -> Any:
        where = f"{self.url.rstrip('/')}/xrpc/{name}?{urlencode(query)}"
        gone = frozenset({400, 404}) if missing else frozenset()
        return self._signed(lambda: self.ask("GET", where, self._headers(), None), gone)

    def _post(self, name: str, body: dict[str, Any]) -> Any:
        where, raw = f"{self.url.rstrip('/')}/xrpc/{name}", json.dumps(body).encode()
        return self._signed(lambda: self.ask("POST", where, self._headers(), raw), frozenset())

    def _signed(self, ask: Callable[[], Any], gone: frozenset[int]) -> Any:
        """Ask, and sign in once more where the session is over."""
        try:
            return told(self.url, ask, gone)
        except FeedDenied as error:
            if "ExpiredToken" not in str(error) and "answers 401" not in str(error):
                raise
        self._sign_in()
        return told(self.url, ask, gone)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}


def record_name(key: str, number: int, at: datetime) -> str:
    """Return the name of a record (a TID): the moment in microseconds, and a mark of the key."""
    micros = int(at.timestamp() * 1_000_000) + number
    mark = int.from_bytes(hashlib.sha256(key.encode()).digest()[:2], "big") % 1024
    value = (micros << 10 | mark) & (1 << 63) - 1
    return "".join(SORTED32[value >> 5 * (12 - place) & 31] for place in range(13))


def calls(record: Any, did: str) -> bool:
    """Tell whether a post mentions an account, by its facets and not by its words alone."""
    features = [f for facet in list_of(record, "facets") for f in list_of(facet, "features")]
    named = any(text_of(f, "did") == did for f in features)
    answers = text_of(record, "reply", "parent", "uri").startswith(f"at://{did}/")
    return named or answers


def _facets(part: Part) -> list[dict[str, Any]]:
    """Return the links; positions are bytes of UTF-8."""
    return [
        {
            "index": {
                "byteStart": len(part.text[: link.start].encode()),
                "byteEnd": len(part.text[: link.end].encode()),
            },
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": link.url}],
        }
        for link in part.links
    ]


def _web(uri: str) -> str:
    """Return where people read a post."""
    did, _, rest = uri.removeprefix("at://").partition("/")
    return f"https://bsky.app/profile/{did}/post/{rest.rpartition('/')[2]}"
