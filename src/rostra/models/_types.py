"""The words shared by every language model: messages in, pieces of a reply out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model asks for a tool: its name and its arguments as JSON text."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. `images` are data: or https: URLs; `tool_call_id` answers a `ToolCall`."""

    role: Role
    text: str
    images: tuple[str, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool the model may call; `parameters` is a JSON schema."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """How to reply. `schema` is a JSON schema the whole reply must fit.

    `logprobs` asks for that many alternatives at each token (0 = none).
    """

    max_tokens: int = 512
    temperature: float = 0.0
    schema: Mapping[str, Any] | None = None
    tools: tuple[Tool, ...] = ()
    logprobs: int = 0
    stop: tuple[str, ...] = ()
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written, as the server counted them."""

    prompt: int = 0
    completion: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a reply with its log probability, and the alternatives the model weighed."""

    text: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a reply as it streams.

    The last one carries `finish`, the name of the `model` that wrote and, if known, `usage`; where
    one model may stand in for another the first one names it too.
    """

    text: str = ""
    tokens: tuple[Token, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    finish: str = ""
    usage: Usage | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply. `model` names who wrote it; `finish` is stop, length or tool_calls."""

    text: str
    model: str
    tokens: tuple[Token, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    finish: str = "stop"
    usage: Usage = field(default_factory=Usage)


class Model(Protocol):
    """A language model: a name, and a reply that streams."""

    name: str

    def reply(self, messages: Sequence[Message], options: Options = ..., /) -> Iterator[Chunk]:
        """Stream a reply; raises ModelError. Closing the iterator stops the model."""
        ...


def complete(model: Model, messages: Sequence[Message], options: Options | None = None) -> Reply:
    """Read a whole reply from a model."""
    text: list[str] = []
    tokens: list[Token] = []
    calls: list[ToolCall] = []
    finish, usage, writer = "stop", Usage(), model.name
    for chunk in model.reply(messages, options or Options()):
        text.append(chunk.text)
        tokens.extend(chunk.tokens)
        calls.extend(chunk.tool_calls)
        finish = chunk.finish or finish
        usage = chunk.usage or usage
        writer = chunk.model or writer
    return Reply("".join(text), writer, tuple(tokens), tuple(calls), finish, usage)


def warm(model: Model, messages: Sequence[Message]) -> Usage:
    """Have the server read `messages` before they are needed, and keep what it made of them.

    A later reply that begins with the same messages then only reads the rest (llama.cpp, vLLM and
    SGLang keep prompts). Costs one token of writing; raises ModelError.
    """
    return complete(model, messages, Options(max_tokens=1)).usage
