"""The model chooses tools; what it read may be pointed at afterwards, but never worded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rostra import models
from rostra.assistant._noise import steers
from rostra.assistant._rules import content_words
from rostra.assistant._types import Desk, Plan
from rostra.errors import ModelError
from rostra.models import Message, Options, Reply, ToolCall, complete
from rostra.tools import Call, Tool, call

STEPS = 4
CALLS = 6
"""Calls of one question, refused ones among them."""
TOKENS = 300
READ = 1_500
"""Characters of a result that the choosing model reads."""
REFERENCES = frozenset({"post_id", "author"})
"""Arguments that may point at what tools brought."""


@dataclass(slots=True)
class _Round:
    """What was called so far, and what a further call may be."""

    question: str
    tools: Mapping[str, Tool]
    calls: list[Call] = field(default_factory=list)
    tainted: bool = False
    granted: set[str] = field(default_factory=set)

    def refusal(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Say why a call is not made, "" where it may be.

        The question alone is trusted. An address must stand in it. Once strangers' words were
        read, only tools that were called before may be called, only on the posts. From then on,
        and from the first call where a stranger described one of the tools, each argument must
        be of the question's words or name a post or author that tools brought.
        """
        tool = self.tools.get(name)
        if tool is None:
            return ""  # `call` tells which tools there are
        if any((c.tool, c.arguments) == (name, arguments) for c in self.calls):
            return "the same call was made before; its result stands"
        if "url" in arguments and str(arguments["url"]) not in self.question.split():
            return "that address does not stand in the question; it is not opened"
        if not self.tainted and not any(t.foreign for t in self.tools.values()):
            return ""
        if self.tainted and (tool.reach != "store" or name not in self.granted):
            return "posts or pages were read; no other tool is called after that"
        given = tool.parameters.get("properties", {}) if tool.foreign else {}
        foreign = [
            k
            for k, value in arguments.items()
            if value not in given.get(k, {}).get("enum", ()) and not self._known(k, value)
        ]
        return f"{', '.join(foreign)}: not of the question's own words" if foreign else ""

    def _known(self, name: str, value: object) -> bool:
        if isinstance(value, list):
            return all(self._known(name, v) for v in value)
        if isinstance(value, dict):
            return all(self._known("", k) and self._known(k, v) for k, v in value.items())
        if not isinstance(value, str):
            return value is None or isinstance(value, int | float)
        brought = [post for c in self.calls for post in c.posts]
        if name in REFERENCES:
            ids = {x for p in brought for x in (p.id, p.author.id, p.author.handle)}
            return value.removeprefix("@") in ids or value in self.question
        own = set(content_words(self.question))
        return set(content_words(value)) <= own


def chosen(plan: Plan, desk: Desk, tools: Sequence[Tool], began: float) -> Iterator[Call]:
    """Let the model call tools, at most `STEPS` times in a row and within the desk's patience.

    Yields each call as it was made or refused. A model that fails ends it; what was called stays.
    """
    assert desk.model is not None  # noqa: S101 - asked only where there is one
    now = _Round(plan.question, {tool.name: tool for tool in tools})
    called = {_wired(tool.name): tool.name for tool in tools}
    turns = list(desk.prompts("tools", plan.lang).messages(question=plan.question[:2000]))
    options = Options(max_tokens=TOKENS, tools=_offered(tools, plan.lang), temperature=0.0)
    for _ in range(STEPS):
        if desk.clock() - began > desk.patience_s:
            return
        try:
            reply = complete(desk.model, turns, options)
        except ModelError:
            return
        if not reply.tool_calls:
            return
        asked = [
            replace(one, name=called.get(one.name, one.name))
            for one in reply.tool_calls[: CALLS - len(now.calls)]
        ]
        made = [_made(now, wanted, desk) for wanted in asked]
        yield from made
        now.granted |= {c.tool for c in made if not now.tainted}
        now.tainted |= any(now.tools[c.tool].strangers for c in made if c.tool in now.tools)
        if len(now.calls) >= CALLS:
            return
        turns += _told(reply, made)


def _made(now: _Round, wanted: ToolCall, desk: Desk) -> Call:
    arguments = _read(wanted.arguments)
    why = now.refusal(wanted.name, arguments) if arguments is not None else ""
    if why:
        done = Call(wanted.name[:80], arguments or {}, error=f"refused: {why}", by="model")
    else:
        asked = wanted.arguments if arguments is None else arguments
        done = call(list(now.tools.values()), wanted.name, asked, by="model", clock=desk.clock)
    now.calls.append(done)
    return done


def _read(arguments: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(arguments or "{}")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _told(reply: Reply, made: Sequence[Call]) -> list[Message]:
    calls = reply.tool_calls[: len(made)]
    return [
        Message("assistant", reply.text, tool_calls=calls),
        *(
            Message("tool", (done.error or done.text)[:READ], tool_call_id=asked.id)
            for asked, done in zip(calls, made, strict=True)
        ),
    ]


def _offered(tools: Sequence[Tool], lang: str) -> tuple[models.Tool, ...]:
    return tuple(_worded(t, lang) for t in tools)


def _worded(tool: Tool, lang: str) -> models.Tool:
    """Describe a tool to a model; words of a stranger that steer it are left out."""
    about, parameters = tool.about[lang], tool.parameters
    if tool.foreign and steers(about):
        about = tool.name
    if tool.foreign and steers(json.dumps(parameters, ensure_ascii=False)):
        parameters = _undescribed(parameters)
    return models.Tool(_wired(tool.name), about, parameters)


def _wired(name: str) -> str:
    """Write a tool's name as servers take it: they allow no point."""
    return name.replace(".", "__")


def _undescribed(schema: Any) -> Any:
    if isinstance(schema, Mapping):
        return {
            k: _undescribed(v) for k, v in schema.items() if not isinstance(v, str) or k == "type"
        }
    return schema
