"""The shapes of chat completions: from a body to a wish, from its pieces to what clients read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from rostra.api._bodies import ChatBody, ChatMessage, ImagePart, SearchParameters, TextPart
from rostra.api._wish import Cited, End, Piece, Wish
from rostra.app import Bounds
from rostra.errors import ApiRefused
from rostra.models import Message, Options, Token, Tool, ToolCall

STOPS = 4
"""Stop words that a client may give, as OpenAI has it."""
ANY_JSON = {"type": "object"}


def options_of(body: ChatBody) -> Options:
    """Read how the model is to write; raises ApiRefused for what cannot be had."""
    if (body.n or 1) != 1:
        said = f"n is {body.n}; one answer is given a request, ask again for another"
        raise ApiRefused(said, param="n", code="unsupported_value")
    if body.modalities and set(body.modalities) - {"text"}:
        raise ApiRefused("modalities: only text is written", param="modalities")
    stop = [body.stop] if isinstance(body.stop, str) else list(body.stop or ())
    if len(stop) > STOPS or any(not 0 < len(word) <= 200 for word in stop):
        raise ApiRefused(f"stop takes up to {STOPS} texts of 1 to 200 characters", param="stop")
    return Options(
        temperature=body.temperature or 0.0,
        schema=schema_of(body),
        tools=tools_of(body),
        logprobs=max(body.top_logprobs or 1, 1) if body.logprobs else 0,
        stop=tuple(stop),
        seed=body.seed,
    )


def schema_of(body: ChatBody) -> dict[str, Any] | None:
    """Return the JSON schema that the whole reply must fit."""
    form = body.response_format
    if form is None or form.type == "text":
        return None
    return form.json_schema.schema_ if form.json_schema else dict(ANY_JSON)


def tools_of(body: ChatBody) -> tuple[Tool, ...]:
    """Return the client's tools; of a named choice that one alone."""
    if body.tool_choice == "none" or not body.tools:
        return ()
    tools = tuple(
        Tool(
            t.function.name,
            t.function.description or "",
            t.function.parameters or {"type": "object", "properties": {}},
        )
        for t in body.tools
    )
    if body.tool_choice is None or isinstance(body.tool_choice, str):
        return tools
    named = body.tool_choice.function.name
    chosen = tuple(tool for tool in tools if tool.name == named)
    if not chosen:
        raise ApiRefused(f"tool_choice names {named!r}, which is no tool", param="tool_choice")
    return chosen


def messages_of(told: Sequence[ChatMessage]) -> tuple[Message, ...]:
    """Read the turns; raises ApiRefused where none is the user's."""
    read = tuple(_message(one) for one in told)
    if not any(message.role == "user" for message in read):
        raise ApiRefused("messages hold no turn of the user's; add one", param="messages")
    return read


def _message(told: ChatMessage) -> Message:
    parts = told.content if isinstance(told.content, list) else []
    words = [part.text for part in parts if isinstance(part, TextPart)]
    text = told.content if isinstance(told.content, str) else "\n".join(words)
    images = tuple(part.image_url.url for part in parts if isinstance(part, ImagePart))
    calls = tuple(
        ToolCall(c.id, c.function.name, c.function.arguments) for c in told.tool_calls or ()
    )
    role = {"developer": "system", "function": "tool"}.get(told.role, told.role)
    return Message(role, text, images, calls, told.tool_call_id or "")  # type: ignore[arg-type]


def bounds_of(asked: SearchParameters | None) -> Bounds:
    """Read which posts may be used; raises ApiRefused for sources that are not followed here."""
    if asked is None:
        return Bounds()
    sources = asked.sources or []
    kinds = {source.type for source in sources}
    if kinds and not kinds & {"x", "rss", "news"}:
        said = (
            "search_parameters.sources: only posts are searched here; name x (all networks), "
            "rss or news"
        )
        raise ApiRefused(said, param="search_parameters.sources", code="unsupported_value")
    x = [source for source in sources if source.type == "x"]
    if any(source.post_view_count for source in x):
        said = "post_view_count: the networks followed here do not tell how often a post was seen"
        raise ApiRefused(said, param="search_parameters.sources", code="unsupported_value")
    only = kinds == {"rss"}
    return Bounds(
        authors=_handles([h for s in x for h in s.included_x_handles or s.x_handles or ()]),
        without=_handles([h for s in x for h in s.excluded_x_handles or ()]),
        networks=("rss",) if only else (),
        since=day_start(asked.from_date),
        until=day_end(asked.to_date),
        min_likes=max((s.post_favorite_count or 0 for s in x), default=0),
        most=asked.max_search_results or 0,
    )


def _handles(told: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h.strip().removeprefix("@") for h in told if h.strip(" @")))


def day_start(day: date | None) -> datetime | None:
    """Return the moment a day begins, in UTC; raises ApiRefused for a year no post can have."""
    if day is None:
        return None
    if not 1971 <= day.year <= 2199:
        raise ApiRefused(f"{day}: give a year from 1971 to 2199", param="from_date")
    return datetime.combine(day, time(), UTC)


def day_end(day: date | None) -> datetime | None:
    """Return the moment after a day, in UTC."""
    begin = day_start(day)
    return begin + timedelta(days=1) if begin else None


def completion(id_: str, at: int, wish: Wish, pieces: Sequence[Piece], end: End) -> dict[str, Any]:
    """Write a whole chat completion."""
    text = "".join(piece.text for piece in pieces)
    cited = [one for piece in pieces for one in piece.cited]
    message: dict[str, Any] = {
        "role": "assistant",
        "content": text if text or not end.calls else None,
        "refusal": end.refusal or None,
        "annotations": [annotation(one) for one in cited],
    }
    if end.calls:
        message["tool_calls"] = [call(one) for one in end.calls]
    if end.pictures:
        message["images"] = images(end)
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": end.finish,
        "logprobs": logprobs([t for piece in pieces for t in piece.tokens], wish),
    }
    told = {**head(id_, at, wish, end), "object": "chat.completion", "choices": [choice]}
    return {**told, "usage": usage(end), **extras(wish, end)}


def head(id_: str, at: int, wish: Wish, end: End | None = None) -> dict[str, Any]:
    """Write what begins each completion and each of its chunks."""
    writer = end.model if end else ""
    return {
        "id": id_,
        "created": at,
        "model": wish.named or writer or "rostra",
        "system_fingerprint": f"rostra-{writer}" if writer else None,
    }


def extras(wish: Wish, end: End) -> dict[str, Any]:
    """Write what OpenAI's shape has no place for: xAI's citations, and labels of the policy."""
    told: dict[str, Any] = {}
    if wish.search != "off" and wish.cites:
        told["citations"] = [source.url for source in end.sources]
    if end.labels:
        told["labels"] = list(end.labels)
    return told


def usage(end: End) -> dict[str, Any]:
    """Write the tokens, and how many posts were used."""
    read, written = end.usage.prompt, end.usage.completion
    told = {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
        "num_sources_used": end.used,
    }
    return {**told, "cost": end.cost} if end.cost else told


def annotation(cited: Cited) -> dict[str, Any]:
    """Write a citation as OpenAI's chat has it."""
    where = {"url": cited.source.url, "title": cited.source.title}
    place = {"start_index": cited.start, "end_index": cited.end}
    return {"type": "url_citation", "url_citation": {**where, **place}}


def call(one: ToolCall, index: int | None = None) -> dict[str, Any]:
    """Write a tool call; in a stream with its index."""
    told = {
        "id": one.id,
        "type": "function",
        "function": {"name": one.name, "arguments": one.arguments},
    }
    return told if index is None else {"index": index, **told}


def images(end: End) -> list[dict[str, Any]]:
    """Write the pictures that were drawn as OpenAI's chat takes pictures in."""
    return [{"type": "image_url", "image_url": {"url": place}} for place in end.pictures]


def logprobs(tokens: Sequence[Token], wish: Wish) -> dict[str, Any] | None:
    """Write log probabilities where they were asked for and came."""
    if not wish.options.logprobs or not tokens:
        return None
    return {"content": [_token(token) for token in tokens], "refusal": None}


def _token(token: Token) -> dict[str, Any]:
    others = [
        {"token": text, "logprob": value, "bytes": list(text.encode())}
        for text, value in token.alternatives
    ]
    own = {"token": token.text, "logprob": token.logprob, "bytes": list(token.text.encode())}
    return {**own, "top_logprobs": others}


def chunk(
    opening: dict[str, Any], delta: dict[str, Any], finish: str | None = None
) -> dict[str, Any]:
    """Write a chunk of a stream; `opening` is the head they share."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**opening, "object": "chat.completion.chunk", "choices": [choice]}


def piece_chunk(opening: dict[str, Any], piece: Piece, wish: Wish) -> dict[str, Any]:
    """Write a piece of text as a chunk."""
    delta: dict[str, Any] = {"content": piece.text}
    if piece.cited:
        delta["annotations"] = [annotation(one) for one in piece.cited]
    told = chunk(opening, delta)
    told["choices"][0]["logprobs"] = logprobs(piece.tokens, wish)
    return told


def end_chunks(opening: dict[str, Any], wish: Wish, end: End, *, count: bool) -> list[Any]:
    """Write the last chunks: tool calls, how it ended with the citations, and the usage."""
    told = []
    if end.calls:
        calls = [call(one, at) for at, one in enumerate(end.calls)]
        told.append(chunk(opening, {"tool_calls": calls}))
    delta: dict[str, Any] = {"refusal": end.refusal} if end.refusal else {}
    if end.pictures:
        delta["images"] = images(end)
    told.append({**chunk(opening, delta, end.finish), **extras(wish, end)})
    if count:
        last = {**opening, "object": "chat.completion.chunk", "choices": []}
        told.append({**last, "usage": usage(end)})
    elif wish.search != "off":
        told[-1]["usage"] = usage(end)
    return told
