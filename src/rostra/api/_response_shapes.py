"""The shapes of responses: items of the output, and the response that holds them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from rostra.api._response_bodies import ResponseBody, ResponseTool
from rostra.api._wish import Cited, End, Looked, Means, Ran, Wish
from rostra.app import Bounds
from rostra.errors import ApiRefused
from rostra.models import Tool, ToolCall

CALLS = 4
"""Times that our tools are called unless the client says how often."""
OURS = ("x_search", "web_search", "code_execution", "code_interpreter", "image_generation", "mcp")


@dataclass(slots=True)
class Told:
    """A response as it grows."""

    id: str
    at: int
    wish: Wish
    body: ResponseBody
    output: list[dict[str, Any]] = field(default_factory=list)
    status: str = "in_progress"
    end: End | None = None

    def shown(self) -> dict[str, Any]:
        """Write the response as it stands."""
        body, end = self.body, self.end
        told: dict[str, Any] = {
            "id": self.id,
            "object": "response",
            "created_at": self.at,
            "status": self.status,
            "error": None,
            "incomplete_details": None,
            "instructions": body.instructions,
            "max_output_tokens": body.max_output_tokens,
            "model": self.wish.named or "rostra",
            "output": list(self.output),
            "parallel_tool_calls": True,
            "previous_response_id": body.previous_response_id,
            "store": body.store is not False,
            "temperature": body.temperature if body.temperature is not None else 0.0,
            "text": {"format": {"type": "text"}},
            "tool_choice": _choice(body),
            "tools": [_tool(tool) for tool in body.tools or ()],
            "top_p": 1.0,
            "truncation": "disabled",
            "metadata": body.metadata or {},
            "user": body.user,
            "usage": None,
        }
        if end is not None:
            told["usage"] = usage(end)
            told["citations"] = [source.url for source in end.sources]
            if end.finish == "length":
                told["incomplete_details"] = {"reason": "max_output_tokens"}
            if end.labels:
                told["labels"] = list(end.labels)
        return told


def _choice(body: ResponseBody) -> Any:
    if body.tool_choice is None or isinstance(body.tool_choice, str):
        return body.tool_choice or "auto"
    return body.tool_choice.model_dump(exclude_none=True)


def _tool(tool: ResponseTool) -> dict[str, Any]:
    told = tool.model_dump(exclude_none=True, mode="json")
    return {"strict": False, "parameters": {}, **told} if tool.type == "function" else told


def usage(end: End) -> dict[str, Any]:
    """Write the tokens, and how many posts were used."""
    read, written = end.usage.prompt, end.usage.completion
    told = {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
        "num_sources_used": end.used,
    }
    return {**told, "cost": end.cost} if end.cost else told


def functions_of(body: ResponseBody) -> tuple[Tool, ...]:
    """Return the client's functions; of a named choice that one alone."""
    if body.tool_choice == "none":
        return ()
    none = {"type": "object", "properties": {}}
    tools = tuple(
        Tool(t.name or "", t.description or "", t.parameters or none)
        for t in body.tools or ()
        if t.type == "function"
    )
    if body.tool_choice is None or isinstance(body.tool_choice, str):
        return tools
    if body.tool_choice.type != "function":
        return tools
    chosen = tuple(tool for tool in tools if tool.name == body.tool_choice.name)
    if not chosen:
        said = f"tool_choice names {body.tool_choice.name!r}, which is no tool"
        raise ApiRefused(said, param="tool_choice")
    return chosen


def means_of(body: ResponseBody) -> Means:
    """Return which of our tools the model may use; raises ApiRefused for what there is not."""
    kinds = {tool.type for tool in body.tools or ()}
    for kind in sorted(kinds - {"function", *OURS}):
        said = f"tools: there is no {kind!r} here; there are function, {', '.join(OURS)}"
        raise ApiRefused(said, param="tools", code="unsupported_value")
    servers = [tool for tool in body.tools or () if tool.type == "mcp"]
    if any(tool.server_url or not tool.server_label for tool in servers):
        said = (
            "tools: MCP servers are named by server_label, and stand in tools.mcp of the settings; "
            "no other address is called"
        )
        raise ApiRefused(said, param="tools", code="unsupported_value")
    if body.tool_choice == "none":
        return Means()
    return Means(
        code=bool(kinds & {"code_execution", "code_interpreter"}),
        pages="web_search" in kinds,
        pictures="image_generation" in kinds,
        mcp=tuple(tool.server_label or "" for tool in servers),
        calls=body.max_tool_calls or CALLS,
    )


def bounds_of(tool: ResponseTool | None, bounds: tuple[Any, Any]) -> Bounds:
    """Read which posts `x_search` may bring; `bounds` are the moments of its days."""
    if tool is None:
        return Bounds()
    clean = [
        tuple(dict.fromkeys(h.strip().removeprefix("@") for h in told or () if h.strip(" @")))
        for told in (tool.allowed_x_handles, tool.excluded_x_handles)
    ]
    return Bounds(authors=clean[0], without=clean[1], since=bounds[0], until=bounds[1])


def searched(event: Looked, body: ResponseBody) -> dict[str, Any]:
    """Write a search of posts as the tool call it is to the client."""
    tool = next((t for t in body.tools or () if t.type == "x_search"), None)
    asked: dict[str, Any] = {"query": event.query}
    if tool is not None:
        asked |= tool.model_dump(exclude_none=True, mode="json", exclude={"type"})
    told = json.dumps(asked, ensure_ascii=False)
    call = f"call_{uuid.uuid4().hex[:24]}"
    return {
        "id": f"ctc_{uuid.uuid4().hex}",
        "type": "custom_tool_call",
        "call_id": call,
        "name": "x_search",
        "input": told,
        "status": "completed",
    }


def ran(event: Ran, picture: str) -> dict[str, Any]:
    """Write a run of one of our tools; `picture` is what was drawn, as base64."""
    id_, status = uuid.uuid4().hex, "failed" if event.error else "completed"
    asked = _json(event.arguments)
    if event.tool == "run_python":
        logs = event.error or event.text
        return {
            "id": f"ci_{id_}", "type": "code_interpreter_call", "container_id": "sandbox",
            "code": str(asked.get("code", "")), "status": status,
            "outputs": [{"type": "logs", "logs": logs}],
        }  # fmt: skip
    if event.tool == "draw_picture":
        return {
            "id": f"ig_{id_}", "type": "image_generation_call", "status": status,
            "result": picture or None, "revised_prompt": str(asked.get("prompt", "")),
            "output_format": "png",
        }  # fmt: skip
    if event.tool == "open_page":
        action = {"type": "open_page", "url": str(asked.get("url", ""))}
        return {"id": f"ws_{id_}", "type": "web_search_call", "status": status, "action": action}
    label, _, name = event.tool.partition(".")
    return {
        "id": f"mcp_{id_}", "type": "mcp_call", "server_label": label, "name": name or label,
        "arguments": event.arguments, "output": event.text or None, "error": event.error or None,
        "status": status,
    }  # fmt: skip


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def message(id_: str, text: str, cited: list[Cited], *, refusal: str = "") -> dict[str, Any]:
    """Write the message of the output."""
    part: dict[str, Any] = {
        "type": "output_text",
        "text": text,
        "annotations": [annotation(one) for one in cited],
        "logprobs": [],
    }
    content = [{"type": "refusal", "refusal": refusal}] if refusal else [part]
    return {
        "id": id_, "type": "message", "role": "assistant", "status": "completed",
        "content": content,
    }  # fmt: skip


def function_call(one: ToolCall) -> dict[str, Any]:
    """Write a call of a function of the client's."""
    return {
        "id": f"fc_{uuid.uuid4().hex}", "type": "function_call", "call_id": one.id,
        "name": one.name, "arguments": one.arguments, "status": "completed",
    }  # fmt: skip


def annotation(cited: Cited) -> dict[str, Any]:
    """Write a citation as a response has it."""
    return {
        "type": "url_citation",
        "url": cited.source.url,
        "title": cited.source.title,
        "start_index": cited.start,
        "end_index": cited.end,
    }
