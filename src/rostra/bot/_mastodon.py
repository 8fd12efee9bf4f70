"""Our account on a Mastodon server: its mentions, and statuses in reply."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from rostra.bot._http import Ask, list_of, text_of, told
from rostra.bot._rules import NO_BOT
from rostra.bot._types import Mention, Part, Room, Said
from rostra.text import plain

USUAL_CHARACTERS = 500
USUAL_URL = 23
"""What a server that does not tell its limits allows, and counts an address as."""

AT_ONCE = 30
MOST_PAGES = 10
_NUMBER = re.compile(r"\d{1,40}|[0-9A-Za-z]{1,40}")


@dataclass(slots=True)
class Mastodon:
    """An account on a server at `url`, by its token (scopes read and write:statuses)."""

    url: str
    ask: Ask
    token: str = field(repr=False)
    _room: Room | None = None
    _me: str = ""

    @property
    def room(self) -> Room:
        """How much a status may hold, as the server says."""
        if self._room is None:
            said = self._get("/api/v2/instance", missing=True) or {}
            limits = (said.get("configuration") or {}).get("statuses") or {}
            most, url = limits.get("max_characters"), limits.get("characters_reserved_per_url")
            self._room = Room(
                most if isinstance(most, int) and most >= 100 else USUAL_CHARACTERS,
                url if isinstance(url, int) and url > 0 else USUAL_URL,
                calls=True,
            )
        return self._room

    def me(self) -> str:
        """Return our account's id."""
        if not self._me:
            self._me = text_of(self._get("/api/v1/accounts/verify_credentials"), "id")
        return self._me

    def mentions(self, place: str) -> tuple[tuple[Mention, ...], str]:
        """Return who called since the notification `place`, oldest first."""
        if not place:
            newest = list_of(self._get("/api/v1/notifications", {"limit": "1"}))
            return (), next((text_of(note, "id") for note in newest), "0")
        found: list[Mention] = []
        for _ in range(MOST_PAGES):
            query = {"types[]": "mention", "min_id": place, "limit": str(AT_ONCE)}
            notes = list_of(self._get("/api/v1/notifications", query))
            fresh = [n for n in notes if text_of(n, "id") and text_of(n, "type") == "mention"]
            if not notes:
                break
            found += [m for m in map(self._mention, reversed(fresh)) if m is not None]
            newest_id = text_of(notes[0], "id")
            if newest_id in ("", place):
                break
            place = newest_id
        return tuple(found), place

    def reply(self, to: Mention, parts: Sequence[Part], key: str, at: datetime) -> tuple[str, ...]:
        """Post the parts, each under the one before; the key makes doing it again harmless."""
        del at  # the server keeps the time
        names: list[str] = []
        before, visibility = to.native, to.keys[0]
        for number, part in enumerate(parts):
            body = {
                "status": f"@{to.handle} {part.text}" if number == 0 else part.text,
                "in_reply_to_id": before,
                "visibility": "unlisted" if visibility == "public" else visibility,
            }
            made = self._post("/api/v1/statuses", body, f"{key}-{number}")
            before = text_of(made, "id")
            names.append(text_of(made, "url") or before)
        return tuple(names)

    def _mention(self, note: Any) -> Mention | None:
        status, account = note.get("status"), note.get("account")
        native = text_of(status, "id")
        at = _moment(text_of(status, "created_at"))
        if not _NUMBER.fullmatch(native) or at is None or not isinstance(account, dict):
            return None
        ancestors = list_of(
            self._get(f"/api/v1/statuses/{native}/context", missing=True), "ancestors"
        )
        above = ancestors[-1] if ancestors else None
        return Mention(
            native=native,
            author=text_of(account, "id"),
            handle=text_of(account, "acct"),
            text=plain(text_of(status, "content")),
            at=at,
            thread=text_of(ancestors[0], "id") if ancestors else native,
            url=text_of(status, "url"),
            lang=text_of(status, "language"),
            parent=_said(above) if above is not None else None,
            robot=account.get("bot") is True,
            refuses=bool(NO_BOT.search(plain(text_of(account, "note")))),
            keys=(text_of(status, "visibility") or "unlisted",),
        )

    def _get(
        self, path: str, query: Mapping[str, str] | None = None, *, missing: bool = False
    ) -> Any:
        where = f"{self.url.rstrip('/')}{quote(path)}"
        address = f"{where}?{urlencode(query)}" if query else where
        gone = frozenset({404, 410}) if missing else frozenset()
        return told(self.url, lambda: self.ask("GET", address, self._headers(), None), gone)

    def _post(self, path: str, body: dict[str, str], key: str) -> Any:
        headers = {
            **self._headers(),
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        raw = json.dumps(body).encode()
        where = f"{self.url.rstrip('/')}{path}"
        return told(self.url, lambda: self.ask("POST", where, headers, raw))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}


def _said(status: Any) -> Said:
    return Said(
        text_of(status, "uri") or text_of(status, "id"),
        text_of(status, "account", "acct"),
        plain(text_of(status, "content")),
        text_of(status, "url"),
    )


def _moment(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else None
