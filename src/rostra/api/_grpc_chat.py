"""Chat over gRPC: xAI's messages become the same wish as HTTP's, its pieces their messages."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from rostra.api._bodies import ChatBody
from rostra.api._wish import Cited, End, Event, Piece, Wish
from rostra.errors import ApiRefused
from rostra.models import ToolCall

ROLES = {1: "user", 2: "assistant", 3: "system", 4: "tool", 5: "tool", 6: "system"}
MODES = {1: "off", 2: "on", 3: "auto"}


def body_of(asked: Any) -> ChatBody:
    """Read a GetCompletionsRequest as the body of a chat; raises ApiRefused."""
    told: dict[str, Any] = {
        "model": asked.model,
        "messages": [_message(one) for one in asked.messages],
        "stop": list(asked.stop) or None,
        "tools": [_tool(one) for one in asked.tools if one.HasField("function")] or None,
        "tool_choice": _choice(asked.tool_choice) if asked.HasField("tool_choice") else None,
        "search_parameters": _search(asked),
    }
    for name in ("n", "max_tokens", "seed", "temperature", "logprobs", "top_logprobs"):
        if _given(asked, name):
            told[name] = getattr(asked, name)
    if asked.HasField("response_format"):
        told["response_format"] = _form(asked.response_format)
    try:
        return ChatBody.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(str(part) for part in first["loc"])
        raise ApiRefused(f"{at}: {first['msg']}", param=at) from None


def _given(told: Any, name: str) -> bool:
    """Say whether a field was set; one that does not tell was where it is no zero."""
    known = told.DESCRIPTOR.fields_by_name[name]
    return bool(told.HasField(name) if known.has_presence else getattr(told, name))


def _message(told: Any) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for part in told.content:
        if part.HasField("text"):
            parts.append({"type": "text", "text": part.text})
        elif part.HasField("image_url"):
            parts.append({"type": "image_url", "image_url": {"url": part.image_url.image_url}})
        else:
            raise ApiRefused("messages: files are not taken; send texts and images")
    role = ROLES.get(told.role, "user")
    calls = [
        {"id": c.id, "function": {"name": c.function.name, "arguments": c.function.arguments}}
        for c in told.tool_calls
    ]
    answers = {"tool_call_id": told.tool_call_id} if told.tool_call_id else {}
    return {"role": role, "content": parts, "tool_calls": calls or None, **answers}


def _tool(told: Any) -> dict[str, Any]:
    one = told.function
    about = {"name": one.name, "description": one.description}
    return {"type": "function", "function": {**about, "parameters": _json(one.parameters)}}


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError) as error:
        raise ApiRefused(f"a schema is no JSON: {error}") from None


def _choice(told: Any) -> Any:
    if told.function_name:
        return {"type": "function", "function": {"name": told.function_name}}
    return {2: "none", 3: "required"}.get(told.mode, "auto")


def _form(told: Any) -> dict[str, Any]:
    kind = {1: "text", 2: "json_object", 3: "json_schema"}.get(told.format_type, "text")
    schema = {"json_schema": {"schema": _json(told.schema)}} if kind == "json_schema" else {}
    return {"type": kind, **schema}


def _search(asked: Any) -> dict[str, Any] | None:
    """Read the search parameters; the tool `x_search` means the same, where the model sees fit."""
    if asked.HasField("search_parameters"):
        told = asked.search_parameters
        read: dict[str, Any] = {
            "mode": MODES.get(told.mode, "auto"),
            "return_citations": told.return_citations,
            "sources": [_source(one) for one in told.sources] or None,
            **_days(told),
        }
        if _given(told, "max_search_results"):
            read["max_search_results"] = told.max_search_results
        return read
    tool = next((one.x_search for one in asked.tools if one.HasField("x_search")), None)
    if tool is None:
        return None
    source = {
        "type": "x",
        "included_x_handles": list(tool.allowed_x_handles) or None,
        "excluded_x_handles": list(tool.excluded_x_handles) or None,
    }
    return {"mode": "auto", "sources": [source], **_days(tool)}


def _days(told: Any) -> dict[str, Any]:
    names = [name for name in ("from_date", "to_date") if _given(told, name)]
    return {name: getattr(told, name).ToDatetime().date() for name in names}


def _source(told: Any) -> dict[str, Any]:
    kind = next((name for name in ("web", "news", "rss") if told.HasField(name)), "x")
    if kind != "x":
        return {"type": kind}
    x = told.x
    read: dict[str, Any] = {
        "type": "x",
        "included_x_handles": list(x.included_x_handles) or None,
        "excluded_x_handles": list(x.excluded_x_handles) or None,
    }
    for name in ("post_favorite_count", "post_view_count"):
        if _given(x, name):
            read[name] = getattr(x, name)
    return read


class Shapes:
    """Writes the pieces of an answer in the messages of the stubs `proto`."""

    def __init__(self, proto: Any, wish: Wish) -> None:
        self._proto = proto
        self._wish = wish
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._at = datetime.now(UTC)

    def whole(self, told: Sequence[Event]) -> Any:
        """Write a whole answer."""
        pieces = [event for event in told if isinstance(event, Piece)]
        end = told[-1]
        assert isinstance(end, End)  # noqa: S101 - it is always the last
        message = self._proto.chat.CompletionMessage(
            content="".join(piece.text for piece in pieces),
            role=self._proto.chat.ROLE_ASSISTANT,
            tool_calls=self._calls(end.calls),
            citations=[self._cited(one) for piece in pieces for one in piece.cited],
        )
        output = self._proto.chat.CompletionOutput(
            finish_reason=self._finish(end), index=0, message=message
        )
        return self._headed(self._proto.chat.GetChatCompletionResponse, [output], end)

    def chunks(self, told: Iterator[Event]) -> Iterator[Any]:
        """Write an answer piece by piece; each carries the role, or the client shows nothing."""
        for event in told:
            if isinstance(event, Piece):
                yield self._chunk(event.text, event.cited, None)
            elif isinstance(event, End):
                yield self._chunk("", (), event)

    def _chunk(self, text: str, cited: Sequence[Cited], end: End | None) -> Any:
        delta = self._proto.chat.Delta(
            content=text,
            role=self._proto.chat.ROLE_ASSISTANT,
            tool_calls=self._calls(end.calls) if end else [],
            citations=[self._cited(one) for one in cited],
        )
        output = self._proto.chat.CompletionOutputChunk(
            delta=delta, index=0, finish_reason=self._finish(end) if end else 0
        )
        return self._headed(self._proto.chat.GetChatCompletionChunk, [output], end)

    def _headed(self, kind: Any, outputs: list[Any], end: End | None) -> Any:
        told = kind(id=self._id, outputs=outputs, model=self._wish.named or "rostra")
        told.created.FromDatetime(self._at)
        if end is None:
            return told
        told.system_fingerprint = f"rostra-{end.model}"
        if self._wish.search != "off" and self._wish.cites:
            told.citations.extend(source.url for source in end.sources)
        read, written = end.usage.prompt, end.usage.completion
        told.usage.CopyFrom(
            self._proto.usage.SamplingUsage(
                prompt_tokens=read, completion_tokens=written, total_tokens=read + written,
                prompt_text_tokens=read, num_sources_used=end.used,
            )
        )  # fmt: skip
        return told

    def _calls(self, calls: Sequence[ToolCall]) -> list[Any]:
        chat = self._proto.chat
        return [
            chat.ToolCall(
                id=one.id,
                type=chat.TOOL_CALL_TYPE_CLIENT_SIDE_TOOL,
                function=chat.FunctionCall(name=one.name, arguments=one.arguments),
            )
            for one in calls
        ]

    def _cited(self, one: Cited) -> Any:
        chat = self._proto.chat
        return chat.InlineCitation(
            id=str(one.source.number), start_index=one.start, end_index=one.end,
            x_citation=chat.XCitation(url=one.source.url),
        )  # fmt: skip

    def _finish(self, end: End) -> int:
        names = {"length": "REASON_MAX_LEN", "tool_calls": "REASON_TOOL_CALLS"}
        return int(getattr(self._proto.sample, names.get(end.finish, "REASON_STOP")))
