"""A model's own reply, from the messages as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from rostra.api._wish import End, Event, Piece, Wish
from rostra.app import App
from rostra.models import Usage, estimate_tokens

ROOM = 1024
"""Tokens of a reply for which a client sets no bound."""


def plain(app: App, wish: Wish) -> Iterator[Event]:
    """Let the model write by itself; it calls tools where there are any."""
    if not wish.options.tools:
        yield from _streamed(app, wish)
        return
    told = list(_streamed(app, wish))
    end = told[-1]
    text = "".join(event.text for event in told if isinstance(event, Piece))
    if isinstance(end, End) and not end.calls and _declined(text):
        yield from _streamed(app, replace(wish, options=replace(wish.options, tools=())))
        return
    yield from told


def _declined(text: str) -> bool:
    """Say whether a model without tools of its own chose none, as it was told to word it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return not text.strip()
    return isinstance(value, dict) and value.get("tool") == "none"


def _streamed(app: App, wish: Wish) -> Iterator[Event]:
    options = replace(wish.options, max_tokens=wish.bound or ROOM)
    text, end = "", End("stop", wish.model, Usage())
    watch = app.judging.watch(wish.owner, of="api")
    for chunk in app.talking.plain(wish.model, wish.messages, options):
        text += chunk.text
        watch.hold(chunk.text)
        if chunk.text or chunk.tokens:
            yield Piece(chunk.text, (), chunk.tokens)
        if chunk.finish or chunk.tool_calls:
            end = replace(
                end, finish=chunk.finish or end.finish, model=chunk.model or end.model,
                calls=(*end.calls, *chunk.tool_calls), usage=chunk.usage or end.usage,
                counted=chunk.usage is not None,
            )  # fmt: skip
    watch.hold("", last=True)
    if not end.counted:
        asked = sum(estimate_tokens(message.text) for message in wish.messages)
        end = replace(end, usage=Usage(asked, estimate_tokens(text)))
    yield end
