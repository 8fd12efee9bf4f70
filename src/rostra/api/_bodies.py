"""The bodies of chat completions, as OpenAI's and xAI's clients send them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

NAME = 200
TEXT = 200_000
"""Characters of a text in a message."""
HANDLES = 50


class Body(BaseModel):
    """Fields that we do not know are left alone: clients send many."""

    model_config = ConfigDict(extra="ignore")


class TextPart(Body):
    """A text in a message."""

    type: Literal["text", "input_text", "output_text"]
    text: str = Field(max_length=TEXT)


class ImageAddress(Body):
    """Where a picture lies: a data: URL, or an https: address."""

    url: str = Field(min_length=1)
    detail: str | None = Field(None, max_length=20)


class ImagePart(Body):
    """A picture in a message."""

    type: Literal["image_url"]
    image_url: ImageAddress


Part = Annotated[TextPart | ImagePart, Field(discriminator="type")]


class CalledFunction(Body):
    """A function as the model called it; `arguments` is JSON as text."""

    name: str = Field(min_length=1, max_length=NAME)
    arguments: str = Field("{}", max_length=TEXT)


class CalledTool(Body):
    """A tool call in an assistant's message."""

    id: str = Field(min_length=1, max_length=NAME)
    type: Literal["function"] = "function"
    function: CalledFunction


class ChatMessage(Body):
    """One turn."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=TEXT)] | list[Part] | None = None
    name: str | None = Field(None, max_length=NAME)
    tool_calls: list[CalledTool] | None = Field(None, max_length=100)
    tool_call_id: str | None = Field(None, max_length=NAME)


class Function(Body):
    """A function of the client's that the model may call; `parameters` is a JSON schema."""

    name: str = Field(min_length=1, max_length=64, pattern=r"^[\w.-]+$")
    description: str | None = Field(None, max_length=20_000)
    parameters: dict[str, Any] | None = None


class FunctionTool(Body):
    """A tool of a chat."""

    type: Literal["function"]
    function: Function


class NamedFunction(Body):
    """The name of a function."""

    name: str = Field(min_length=1, max_length=NAME)


class NamedTool(Body):
    """The tool that must be called."""

    type: Literal["function"]
    function: NamedFunction


class JsonSchema(Body):
    """The schema that the reply must fit."""

    name: str = Field("reply", max_length=NAME)
    schema_: dict[str, Any] | None = Field(None, alias="schema")
    strict: bool | None = None


class ResponseFormat(Body):
    """The form of the reply."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _has_schema(self) -> ResponseFormat:
        if self.type == "json_schema" and (
            self.json_schema is None or self.json_schema.schema_ is None
        ):
            raise ValueError("json_schema needs json_schema.schema, a JSON schema")
        return self


class SearchSource(Body):
    """Where to search. `x` means the posts of all networks that are followed here."""

    type: Literal["x", "web", "news", "rss"]
    x_handles: list[str] | None = Field(None, max_length=HANDLES)
    included_x_handles: list[str] | None = Field(None, max_length=HANDLES)
    excluded_x_handles: list[str] | None = Field(None, max_length=HANDLES)
    post_favorite_count: int | None = Field(None, ge=0, le=1_000_000_000)
    post_view_count: int | None = Field(None, ge=0, le=1_000_000_000)

    @model_validator(mode="after")
    def _not_both(self) -> SearchSource:
        if (self.included_x_handles or self.x_handles) and self.excluded_x_handles:
            raise ValueError("give included_x_handles or excluded_x_handles, not both")
        return self


class SearchParameters(Body):
    """Live search, as xAI's chat completions took it."""

    mode: Literal["off", "auto", "on"] | None = "auto"
    sources: list[SearchSource] | None = Field(None, max_length=10)
    from_date: date | None = None
    to_date: date | None = None
    return_citations: bool | None = True
    max_search_results: int | None = Field(None, ge=1, le=30)


class StreamOptions(Body):
    """What a stream tells beside the reply."""

    include_usage: bool | None = None


class ChatBody(Body):
    """The body of POST /v1/chat/completions."""

    model: str = Field("", max_length=NAME)
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    temperature: float | None = Field(None, ge=0, le=2)
    max_tokens: int | None = Field(None, ge=1, le=1_000_000)
    max_completion_tokens: int | None = Field(None, ge=1, le=1_000_000)
    n: int | None = Field(None, ge=1, le=128)
    seed: int | None = Field(None, ge=-(2**63), lt=2**63)
    stop: str | list[str] | None = None
    tools: list[FunctionTool] | None = Field(None, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | NamedTool | None = None
    response_format: ResponseFormat | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = Field(None, ge=0, le=20)
    search_parameters: SearchParameters | None = None
    modalities: list[str] | None = Field(None, max_length=5)
    user: str | None = Field(None, max_length=NAME)
