"""Tools of MCP servers: their texts, schemas and results are a stranger's data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rostra import text
from rostra.posts import Author, Post
from rostra.tools._page import cut_passages
from rostra.tools._phrases import phrase
from rostra.tools._types import TEXT_LIMIT, Outcome, Setting, Tool

NETWORK = "mcp"
"""The network of what a server said: it is shown and cited like a post."""
ABOUT_CHARS = 300
WORD_CHARS = 120
"""Characters of a description inside a schema, and of each value it allows."""
DEPTH = 4
TOOLS = 40
"""Tools of one server at most; a longer list would crowd the question out of a prompt."""
PASSAGES = 8
ANY = "*"

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True, slots=True)
class McpServer:
    """A server that the operator named: a program to start (`command`), or a `url`.

    `allow` are the tools that may be called, `*` all of them. `token` goes to a url as a bearer
    token. `timeout_s` bounds the start and each call.
    """

    name: str
    command: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    url: str = ""
    token: str = field(default="", repr=False)
    allow: tuple[str, ...] = ()
    timeout_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool as a server describes it, not cleaned."""

    name: str
    about: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a server answered to a call, not cleaned."""

    text: str
    failed: bool = False
    data: Any = None


def mcp_tools(
    server: McpServer,
    offers: Iterable[Offer],
    ask: Callable[[str, Mapping[str, Any]], Told],
    setting: Setting,
) -> tuple[Tool, ...]:
    """Make tools called `SERVER.tool` of what the operator allows; `ask` raises ToolError."""
    allowed = [o for o in offers if ANY in server.allow or o.name in server.allow]
    return tuple(
        _tool(server, offer, ask, setting)
        for offer in allowed[:TOOLS]
        if _NAME.fullmatch(offer.name)
    )


def _tool(
    server: McpServer,
    offer: Offer,
    ask: Callable[[str, Mapping[str, Any]], Told],
    setting: Setting,
) -> Tool:
    name = f"{server.name}.{offer.name}"
    about = _plain(offer.about, ABOUT_CHARS) or name

    def run(arguments: Mapping[str, Any]) -> Outcome:
        return _outcome(name, ask(offer.name, arguments), setting)

    shape = _shape(offer.parameters, DEPTH)
    parameters = {"properties": {}, **shape, "type": "object"}
    both = {"en": about, "zh": about}
    return Tool(name, both, parameters, run, "outside", strangers=True, foreign=True)


def _outcome(name: str, told: Told, setting: Setting) -> Outcome:
    said = text.clean(told.text, limit=TEXT_LIMIT)
    if told.failed:
        why = _plain(said, ABOUT_CHARS).replace("“", "‘").replace("”", "’")
        return Outcome(error=phrase(setting.tongue, "mcp_failed", tool=name, why=why))
    if not said.strip():
        return Outcome(phrase(setting.tongue, "mcp_empty", tool=name), told.data)
    head = phrase(setting.tongue, "mcp", tool=name)
    return Outcome(f"{head}\n{said}", told.data, _passages(name, said, setting.now))


def _passages(name: str, said: str, now: datetime) -> tuple[Post, ...]:
    lang = text.language(said[:2000])
    return tuple(
        Post(
            id=f"mcp:{name}#passage-{n}",
            network=NETWORK,
            source=name,
            author=Author(id=name, handle=name),
            text=passage,
            created=now,
            seen=now,
            lang=lang,
        )
        for n, passage in enumerate(cut_passages(said)[:PASSAGES], start=1)
    )


def _plain(written: object, limit: int) -> str:
    """Put a stranger's text on one line, without what is invisible, cut."""
    return " ".join(text.clean(str(written), limit=4 * limit).split())[:limit]


_SHAPES = ("type", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")


def _shape(given: Any, depth: int) -> dict[str, Any]:
    """Keep of a schema what says which arguments fit, and short cleaned words about them."""
    if not isinstance(given, Mapping) or depth == 0:
        return {}
    shape = {key: given[key] for key in _SHAPES if isinstance(given.get(key), str | int | float)}
    if isinstance(given.get("description"), str):
        shape["description"] = _plain(given["description"], WORD_CHARS)
    if isinstance(given.get("enum"), list):
        shape["enum"] = [v for v in given["enum"] if _plain(v, WORD_CHARS) == str(v)][:50]
    if isinstance(given.get("items"), Mapping):
        shape["items"] = _shape(given["items"], depth - 1)
    inner = given.get("properties")
    if isinstance(inner, Mapping):
        named = {k: v for k, v in inner.items() if isinstance(k, str) and _NAME.fullmatch(k)}
        shape["properties"] = {k: _shape(v, depth - 1) for k, v in list(named.items())[:20]}
        needed = given.get("required")
        shape["required"] = [n for n in needed if n in named] if isinstance(needed, list) else []
        shape["additionalProperties"] = False
    return shape
