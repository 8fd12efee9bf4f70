"""A model that may use our tools: it calls, they run, and it writes with what they brought."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rostra.api._plain import plain
from rostra.api._wish import NO_MEANS, End, Event, Means, Piece, Ran, Wish
from rostra.app import Drawn, Failed, PictureWanted
from rostra.errors import ApiRefused, RostraError
from rostra.models import Message, Tool, ToolCall
from rostra.tools import call as run_tool

if TYPE_CHECKING:
    from rostra.app import App
    from rostra.tools import Tool as Helper

DRAW = Tool(
    "draw_picture",
    "Draw a picture of what the prompt says",
    {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]},
)
OURS = {"code": "run_python", "pages": "open_page"}


def helpers_of(app: App, means: Means) -> tuple[Helper, ...]:
    """Return our tools that are meant; raises ApiRefused for one that cannot be had here."""
    names = [name for field, name in OURS.items() if getattr(means, field)]
    helpers = app.talking.helpers(names, means.mcp)
    have = {helper.name for helper in helpers}
    for name in names:
        if name not in have:
            said = f"the tool {name} is switched off here (tools.off in the settings)"
            raise ApiRefused(said, param="tools", code="unsupported_value")
    for server in means.mcp:
        if not any(name.startswith(f"{server}.") for name in have):
            said = f"no MCP server {server!r} answers; tools.mcp in the settings names those known"
            raise ApiRefused(said, param="tools", code="unsupported_value")
    return helpers


def agent(app: App, wish: Wish, then: Callable[[App, Wish], Iterator[Event]]) -> Iterator[Event]:
    """Let the model call tools, ours and the client's; the answer is told by `then`.

    A call of the client's tools ends it. What our tools brought are data: after words of strangers
    no further tool is called, and posts are searched only where no tool was.
    """
    helpers = {helper.name: helper for helper in helpers_of(app, wish.means)}
    ours = [Tool(h.name, h.about["en"], h.parameters) for h in helpers.values()]
    ours += [DRAW] if wish.means.pictures else []
    known = {tool.name for tool in ours}
    own = wish.options.tools
    options = replace(wish.options, tools=(*own, *ours), schema=None)
    messages, ran = wish.messages, 0
    for _ in range(wish.means.calls):
        asked = replace(wish, messages=messages, options=options, means=NO_MEANS)
        told = list(plain(app, asked))
        end = told[-1]
        if not isinstance(end, End) or not end.calls:
            if wish.search == "off" and wish.options.schema is None:
                yield from told
                return
            break
        if any(one.name not in known for one in end.calls):
            theirs = tuple(one for one in end.calls if one.name not in known)
            yield from (event for event in told if isinstance(event, Piece))
            yield replace(end, calls=theirs)
            return
        messages = (*messages, Message("assistant", "", tool_calls=end.calls))
        for one in end.calls:
            done = _run(app, wish, helpers.get(one.name), one)
            yield done
            text = done.error or done.text
            messages = (*messages, Message("tool", text, tool_call_id=one.id))
            ran += 1
        if any(h.strangers for one in end.calls if (h := helpers.get(one.name))):
            break
    bare = replace(wish.options, tools=())
    last = replace(wish, messages=messages, options=bare, means=NO_MEANS)
    yield from then(app, replace(last, search="off") if ran else last)


def _run(app: App, wish: Wish, helper: Helper | None, one: ToolCall) -> Ran:
    if helper is not None:
        done = run_tool((helper,), one.name, one.arguments, by="model")
        return Ran(one.name, one.arguments, done.text, done.error)
    try:
        prompt = str(json.loads(one.arguments).get("prompt", ""))
        for event in app.draw(PictureWanted(prompt, who=wish.owner)):
            if isinstance(event, Drawn):
                drawn = event.order.pictures[0]
                said = f"drawn: {drawn.alt}"
                return Ran(one.name, one.arguments, said, picture=drawn.id)
            if isinstance(event, Failed):
                return Ran(one.name, one.arguments, error=event.order.error or "not drawn")
    except (RostraError, ValueError, AttributeError, RecursionError) as error:
        return Ran(one.name, one.arguments, error=str(error))
    return Ran(one.name, one.arguments, error="no picture came")
