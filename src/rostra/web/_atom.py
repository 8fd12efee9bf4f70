"""GET /digests.atom: the kept digests as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from rostra.app import App, KeptDigest, ThingsAsked
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

ENTRIES = 30
LOOKED_THROUGH = 300
ATOM = "http://www.w3.org/2005/Atom"
_BARRED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) allows in no document, however escaped."""


async def digests(request: Request) -> Response:
    """Answer with the person's newest kept digests, with `name` with those of one saved digest."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    app: App = request.app.state.app
    name = request.query_params.get("name", "")
    theirs = ThingsAsked(limit=ENTRIES if not name else LOOKED_THROUGH, owner=owner_of(request))
    kept = await run_in_threadpool(app.digests, theirs)
    if name:
        kept = tuple(one for one in kept if one.name == name)[:ENTRIES]
    address = str(request.url.replace(query=urlencode({"name": name}) if name else ""))
    since = datetime.fromisoformat(app.owner.started) if not kept else None
    return Response(atom(kept, address, since), media_type="application/atom+xml")


def atom(kept: Sequence[KeptDigest], address: str, empty_since: datetime | None = None) -> bytes:
    """Write kept digests as a feed that lies at `address`.

    An entry's id is that of its digest; it counts as updated where lost posts were taken out.
    `empty_since` dates a feed without entries.
    """
    feed = ET.Element(_tag("feed"))
    _add(feed, "id", address)
    _add(feed, "title", "Rostra: digests / 摘要")
    updated = max((one.changed_at for one in kept), default=empty_since or datetime.now(UTC))
    _add(feed, "updated", _moment(updated))
    ET.SubElement(feed, _tag("link"), rel="self", href=address, type="application/atom+xml")
    ET.SubElement(_sub(feed, "author"), _tag("name")).text = "Rostra"
    for one in kept:
        _entry(feed, one)
    ET.register_namespace("", ATOM)
    raw: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return raw


def _entry(feed: ET.Element, one: KeptDigest) -> None:
    from rostra.assistant import html

    entry = _sub(feed, "entry")
    _add(entry, "id", f"urn:uuid:{one.id}")
    at = f"{one.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    head = next((told.title.text for told in one.digest.stories if told.title.text), "")
    _add(entry, "title", " · ".join(part for part in (one.name, at, head) if part))
    _add(entry, "published", _moment(one.made_at))
    _add(entry, "updated", _moment(one.changed_at))
    content = ET.SubElement(entry, _tag("content"), type="html")
    content.set("{http://www.w3.org/XML/1998/namespace}lang", _lang(one))
    content.text = _BARRED.sub("", html(one.digest))


def _lang(one: KeptDigest) -> str:
    return {"zh": "zh-Hans", "zh-hant": "zh-Hant"}.get(one.digest.tongue, "en")


def _sub(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, _tag(name))


def _add(parent: ET.Element, name: str, text: str) -> None:
    _sub(parent, name).text = _BARRED.sub("", text)


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
