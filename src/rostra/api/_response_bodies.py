"""The body of POST /v1/responses, and how its input is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from rostra.api._bodies import HANDLES, NAME, TEXT, Body
from rostra.errors import ApiRefused
from rostra.models import Message, ToolCall


class InputPart(Body):
    """A part of a message: text of any kind, or a picture."""

    type: Literal["input_text", "output_text", "text", "input_image", "refusal"]
    text: str | None = Field(None, max_length=TEXT)
    image_url: str | None = None
    refusal: str | None = Field(None, max_length=TEXT)


class InputItem(Body):
    """An item of the input: a message, a call of a function, its result; others are passed over."""

    type: str | None = Field(None, max_length=60)
    role: Literal["user", "assistant", "system", "developer"] | None = None
    content: Annotated[str, Field(max_length=TEXT)] | list[InputPart] | None = None
    call_id: str | None = Field(None, max_length=NAME)
    name: str | None = Field(None, max_length=NAME)
    arguments: str | None = Field(None, max_length=TEXT)
    output: Any = None


class ResponseTool(Body):
    """A tool: a function of the client's, or one of ours."""

    type: str = Field(max_length=60)
    name: str | None = Field(None, max_length=64)
    description: str | None = Field(None, max_length=20_000)
    parameters: dict[str, Any] | None = None
    allowed_x_handles: list[str] | None = Field(None, max_length=HANDLES)
    excluded_x_handles: list[str] | None = Field(None, max_length=HANDLES)
    from_date: date | None = None
    to_date: date | None = None
    enable_image_understanding: bool | None = None
    server_label: str | None = Field(None, max_length=NAME)
    server_url: str | None = Field(None, max_length=2048)

    @model_validator(mode="after")
    def _whole(self) -> ResponseTool:
        if self.allowed_x_handles and self.excluded_x_handles:
            raise ValueError("give allowed_x_handles or excluded_x_handles, not both")
        if self.type == "function" and not self.name:
            raise ValueError("a function needs a name")
        return self


class TextForm(Body):
    """The form of the text."""

    type: Literal["text", "json_object", "json_schema"]
    name: str | None = Field(None, max_length=NAME)
    schema_: dict[str, Any] | None = Field(None, alias="schema")


class TextConfig(Body):
    """How the text is to be written."""

    format: TextForm | None = None


class ToolNamed(Body):
    """The tool that must be called."""

    type: str = Field(max_length=60)
    name: str | None = Field(None, max_length=NAME)


class ResponseBody(Body):
    """The body of POST /v1/responses."""

    model: str = Field("", max_length=NAME)
    input: Annotated[str, Field(max_length=TEXT)] | list[InputItem]
    instructions: str | None = Field(None, max_length=TEXT)
    tools: list[ResponseTool] | None = Field(None, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | ToolNamed | None = None
    text: TextConfig | None = None
    stream: bool | None = False
    store: bool | None = True
    previous_response_id: str | None = Field(None, max_length=NAME)
    max_output_tokens: int | None = Field(None, ge=1, le=1_000_000)
    max_tool_calls: int | None = Field(None, ge=1, le=20)
    temperature: float | None = Field(None, ge=0, le=2)
    top_p: float | None = Field(None, ge=0, le=1)
    parallel_tool_calls: bool | None = None
    metadata: dict[str, str] | None = Field(None, max_length=16)
    background: bool | None = None
    user: str | None = Field(None, max_length=NAME)


def items_of(body: ResponseBody) -> list[dict[str, Any]]:
    """Return the input as items, as they are kept."""
    if isinstance(body.input, str):
        return [{"type": "message", "role": "user", "content": body.input}]
    return [item.model_dump(exclude_none=True) for item in body.input]


def messages_of(items: Sequence[dict[str, Any]]) -> tuple[Message, ...]:
    """Read items as the turns of a chat; raises ApiRefused for a result of no call."""
    read: list[Message] = []
    for told in items:
        item = InputItem.model_validate(told)
        kind = item.type or "message"
        if kind == "message" and item.role:
            read.append(_message(item))
        elif kind == "function_call" and item.call_id and item.name:
            call = ToolCall(item.call_id, item.name, item.arguments or "{}")
            read.append(Message("assistant", "", tool_calls=(call,)))
        elif kind == "function_call_output" and item.call_id:
            said = item.output if isinstance(item.output, str) else json.dumps(item.output)
            read.append(Message("tool", said, tool_call_id=item.call_id))
    if not any(message.role == "user" for message in read):
        raise ApiRefused("input holds no message of the user's; add one", param="input")
    return tuple(read)


def _message(item: InputItem) -> Message:
    parts = item.content if isinstance(item.content, list) else []
    words = [part.text or part.refusal or "" for part in parts if part.type != "input_image"]
    text = item.content if isinstance(item.content, str) else "\n".join(words)
    images = tuple(part.image_url for part in parts if part.image_url)
    role = "system" if item.role == "developer" else item.role or "user"
    return Message(role, text, images)
