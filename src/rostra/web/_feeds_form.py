"""The form that adds a source: which fields each network has, and what was written into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from starlette.datastructures import FormData

LONGEST = 500
_PARTS = re.compile(r"[,，、\n]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a network's form.

    `hint` is an example, `needed` that it may not stay empty; `many` splits at commas; `choices`
    are those of a list, the first the usual one.
    """

    name: str
    kind: Literal["text", "url", "password", "number", "check"] = "text"
    hint: str = ""
    needed: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()


def _url(hint: str, *, needed: bool = True) -> Field:
    return Field("url", "url", hint, needed=needed)


QUERY = Field("query", hint="harbour, 港口", many=True)
LANGS = Field("langs", hint="en, zh", many=True)
AUTHORS = Field("authors", many=True)
TOKEN = Field("token", "password")
EVERY = Field("every_seconds", "number")
STREAM = Field("stream", choices=("public", "public:local", "hashtag", "user"))

NETWORKS: Mapping[str, tuple[Field, ...]] = {
    "bluesky": (
        QUERY, LANGS, AUTHORS, Field("tallies", "check"),
        _url("wss://jetstream.example/subscribe", needed=False),
    ),
    "mastodon": (
        _url("https://mastodon.social"), STREAM, Field("tag", hint="harbour"), TOKEN, QUERY, LANGS,
        Field("everyone", "check"),
    ),
    "nostr": (
        Field("relays", hint="wss://nos.lol", needed=True, many=True), QUERY, LANGS, AUTHORS,
        Field("tags", hint="harbour", many=True),
    ),
    "rss": (_url("https://example.org/feed.xml"), EVERY),
    "hackernews": (EVERY,),
    "x": (
        Field("query", hint="harbour lang:en", needed=True),
        Field("kind", choices=("search", "stream")), TOKEN, EVERY,
    ),
}  # fmt: skip
"""What is asked for each network. Feeds that read files are added on the command line alone: who
may use the page need not be who may read this machine."""

ORDER = (
    "url", "relays", "stream", "tag", "kind", "query", "langs", "authors", "tags", "token",
    "every_seconds", "tallies", "everyone",
)  # fmt: skip


def form_fields() -> list[tuple[Field, tuple[str, ...]]]:
    """List the fields of all networks in the order of the form, each with those that have it."""
    found: dict[str, tuple[Field, tuple[str, ...]]] = {}
    for network, fields in NETWORKS.items():
        for field in fields:
            known = found.get(field.name, (field, ()))
            found[field.name] = (known[0], (*known[1], network))
    return [found[name] for name in ORDER]


def fields_in(network: str, form: FormData) -> dict[str, Any]:
    """Read what the form says of a network's fields; what is empty is not there."""
    fields: dict[str, Any] = {}
    for field in NETWORKS[network]:
        value = str(form.get(field.name, "")).strip()[:LONGEST]
        if not value:
            continue
        if field.kind == "check":
            fields |= {"opted_in_only": False} if field.name == "everyone" else {field.name: True}
        elif field.many:
            fields[field.name] = [_plain(field, p) for p in _PARTS.split(value) if p.strip()]
        else:
            fields[field.name] = _plain(field, value)
    return fields


def _plain(field: Field, value: str) -> str:
    """Leave out the sign before a hashtag, which people write with it."""
    told = value.strip()
    return told.lstrip("#\uff03") if field.name in ("tag", "tags") else told


def missing_in(network: str, fields: Mapping[str, Any]) -> str:
    """Name the field that may not stay empty and does, "" where there is none."""
    needed = [field.name for field in NETWORKS[network] if field.needed]
    needed += {"hashtag": ["tag"], "user": ["token"]}.get(fields.get("stream", ""), [])
    return next((name for name in needed if not fields.get(name)), "")
