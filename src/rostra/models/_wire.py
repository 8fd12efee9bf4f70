"""The OpenAI chat format: messages and options out, streamed events in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rostra.errors import ModelGarbage
from rostra.models._types import Chunk, Message, Options, Token, ToolCall, Usage

LONGEST_LINE = 4_000_000  # bytes; a line without an end is no reply
DONE = "[DONE]"


def request_body(
    model: str, messages: Sequence[Message], options: Options, extra: Mapping[str, Any]
) -> bytes:
    """Write the body of a streaming chat request; lone surrogates become '?'."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [_message(message) for message in messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": options.max_tokens,
        "temperature": options.temperature,
    }
    if options.seed is not None:
        body["seed"] = options.seed
    if options.stop:
        body["stop"] = list(options.stop)
    if options.schema is not None:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "reply", "strict": True, "schema": options.schema},
        }
    if options.logprobs:
        body |= {"logprobs": True, "top_logprobs": options.logprobs}
    if options.tools:
        body["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": tool.parameters,
                },
            }
            for tool in options.tools
        ]
    return json.dumps(body | dict(extra), ensure_ascii=False, default=dict).encode(
        "utf-8", "replace"
    )


def _message(message: Message) -> dict[str, Any]:
    written: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.images:
        parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}]
        parts += [{"type": "image_url", "image_url": {"url": url}} for url in message.images]
        written["content"] = parts
    if message.tool_calls:
        written["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        written["tool_call_id"] = message.tool_call_id
    return written


def events(pieces: Iterable[bytes]) -> Iterator[str]:
    """Read the data of server-sent events, one line each; raises ModelGarbage on anything else."""
    for line in _lines(pieces):
        field, colon, value = line.partition(":")
        if not colon and not line:
            continue
        if not colon or field not in ("", "data", "event", "id", "retry"):
            raise ModelGarbage(f"not a stream of events; it sent {line[:80]!r}")
        if field == "data":
            yield value.removeprefix(" ")


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.rstrip(b"\r").decode("utf-8", "replace")
        if len(rest) > LONGEST_LINE:
            raise ModelGarbage(f"a line of more than {LONGEST_LINE:,} bytes")
    if rest:
        yield rest.decode("utf-8", "replace")


class Reading:
    """What has been read of one reply: turns events into chunks, keeps what comes in parts."""

    def __init__(self) -> None:
        self.finish = ""
        self.usage: Usage | None = None
        self._calls: dict[int, dict[str, str]] = {}

    def chunk(self, event: Mapping[str, Any]) -> Chunk | None:
        """Read one event (or a whole, unstreamed reply).

        None when the model has not moved; an empty chunk when it has without a word to show (it
        reasons, or writes a tool call).
        """
        try:
            return self._chunk(event)
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            shown = json.dumps(event, ensure_ascii=False, default=str)[:120]
            raise ModelGarbage(f"an event that is no part of a chat reply: {shown}") from error

    def _chunk(self, event: Mapping[str, Any]) -> Chunk | None:
        if usage := event.get("usage"):
            self.usage = Usage(
                int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
            )
        choices = event.get("choices")
        if choices is None:
            if usage:
                return None
            raise KeyError("choices")
        if not choices:
            return None
        choice = choices[0]
        delta = choice.get("delta") or choice.get("message") or {}
        calls = delta.get("tool_calls") or ()
        for at, call in enumerate(calls):
            self._add_call(call, at)
        self.finish = choice.get("finish_reason") or self.finish
        text = delta.get("content") or ""
        tokens = tuple(
            _token(token) for token in (choice.get("logprobs") or {}).get("content") or ()
        )
        if not isinstance(text, str):
            raise TypeError(text)
        moved = text or tokens or calls or delta.get("reasoning_content") or delta.get("reasoning")
        return Chunk(text=text, tokens=tokens) if moved else None

    def _add_call(self, call: Mapping[str, Any], at: int) -> None:
        """Join the parts of a tool call: the name comes first, its arguments in pieces."""
        held = self._calls.setdefault(
            int(call.get("index", at)), {"id": "", "name": "", "arguments": ""}
        )
        function = call.get("function") or {}
        held["id"] = call.get("id") or held["id"]
        held["name"] += function.get("name") or ""
        held["arguments"] += function.get("arguments") or ""

    def last(self, model: str) -> Chunk:
        """Close the reply: who wrote it, how it ended, whole tool calls, the tokens counted."""
        calls = tuple(
            ToolCall(held["id"] or f"call-{at}", held["name"], held["arguments"])
            for at, held in sorted(self._calls.items())
        )
        finish = self.finish or "stop"
        return Chunk(
            finish="tool_calls" if calls and finish == "stop" else finish,
            tool_calls=calls,
            usage=self.usage,
            model=model,
        )


def _token(token: Mapping[str, Any]) -> Token:
    return Token(
        token["token"],
        float(token["logprob"]),
        tuple((other["token"], float(other["logprob"])) for other in token["top_logprobs"] or ()),
    )
