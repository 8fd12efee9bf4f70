"""What any client wants, whatever the protocol, and the pieces in which it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rostra.app import Bounds
from rostra.assistant import Answer
from rostra.models import Message, Options, Token, ToolCall, Usage

Search = Literal["off", "auto", "on"]


@dataclass(frozen=True, slots=True)
class Means:
    """What a model may do by itself beside writing: run code, open pages, draw, ask MCP servers.

    `mcp` names servers of the settings; `calls` bounds how often it may do any of that.
    """

    code: bool = False
    pages: bool = False
    pictures: bool = False
    mcp: tuple[str, ...] = ()
    calls: int = 4

    def __bool__(self) -> bool:
        """Whether there is anything it may do."""
        return self.code or self.pages or self.pictures or bool(self.mcp)


NO_MEANS = Means()
ANY, PLAIN = Bounds(), Options()


@dataclass(frozen=True, slots=True)
class Wish:
    """A turn with all that went before it.

    `named` is the model as the client calls it, `model` ours ("" = the one that answers).
    `search` says whether posts are read. `bound` is how many tokens the answer may have, 0: as
    many as it needs. `cites` writes `[[n]](address)` behind sentences; `base` is the address under
    which posts are shown that have none of their own.
    """

    named: str
    messages: tuple[Message, ...]
    model: str = ""
    search: Search = "off"
    bounds: Bounds = ANY
    options: Options = PLAIN
    bound: int = 0
    cites: bool = True
    base: str = ""
    means: Means = NO_MEANS
    timezone: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A post that an answer may rest on, under its number."""

    number: int
    url: str
    title: str
    post_id: str
    author: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source cited at [start, end) of the whole text, from the first bracket on."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Looked:
    """The posts were searched: for what, and what came of it."""

    query: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A tool of ours ran: `text` is its result, `error` what was wrong, `picture` an id."""

    tool: str
    arguments: str
    text: str = ""
    error: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """More of the text; `cited` are the citations in it."""

    text: str
    cited: tuple[Cited, ...] = ()
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """Last piece: how it ended.

    `finish` is stop, length, tool_calls or content_filter; `sources` are all posts met, `used`
    how many of them are cited; `refusal` is the policy's reason, `labels` what it has shown.
    `counted` says that `usage` was counted by the model's server; else it is estimated. `cost` is
    what all calls of models cost, in the operator's currency, where prices are set. `pictures` are
    the addresses of those that were drawn.
    """

    finish: str
    model: str
    usage: Usage
    counted: bool = False
    sources: tuple[Source, ...] = ()
    used: int = 0
    calls: tuple[ToolCall, ...] = ()
    refusal: str = ""
    labels: tuple[str, ...] = ()
    answer: Answer | None = None
    cost: float = 0.0
    pictures: tuple[str, ...] = ()


Event: TypeAlias = Looked | Ran | Piece | End
