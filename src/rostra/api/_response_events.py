"""A response as it streams: each event numbered, in the order that clients expect.

created, in_progress; for each tool: item added, its input in pieces, item done; the message: item
and part added, text in pieces with its citations, text, part and item done; completed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rostra.api import _response_shapes as shapes
from rostra.api._wish import Cited, End, Event, Looked, Piece, Ran

Picture = Callable[[str], str]
"""The id of a picture in, its PNG as base64 out."""


class Telling:
    """Turns the pieces of an answer into the events of a response."""

    def __init__(self, told: shapes.Told, picture: Picture) -> None:
        self.told = told
        self._picture = picture
        self._number = -1
        self._text = ""
        self._cited: list[Cited] = []
        self._id = ""

    def events(self, pieces: Iterable[Event]) -> Iterator[dict[str, Any]]:
        """Yield all events; the response stands in `told` at the end."""
        yield from self.opening()
        for event in pieces:
            yield from self.take(event)

    def opening(self) -> Iterator[dict[str, Any]]:
        """Yield what comes before anything is known."""
        yield self._event("created", response=self.told.shown())
        yield self._event("in_progress", response=self.told.shown())

    def take(self, event: Event) -> Iterator[dict[str, Any]]:
        """Yield the events of a piece."""
        if isinstance(event, Looked):
            yield from self._called(shapes.searched(event, self.told.body))
        elif isinstance(event, Ran):
            drawn = self._picture(event.picture) if event.picture else ""
            yield from self._called(shapes.ran(event, drawn))
        elif isinstance(event, Piece):
            yield from self._say(event)
        elif isinstance(event, End):
            yield from self._close(event)

    def _event(self, kind: str, **more: Any) -> dict[str, Any]:
        self._number += 1
        return {"type": f"response.{kind}", "sequence_number": self._number, **more}

    def _called(self, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        at = len(self.told.output)
        place = {"output_index": at, "item_id": item["id"]}
        kinds = {
            "custom_tool_call": ("input", "custom_tool_call_input"),
            "code_interpreter_call": ("code", "code_interpreter_call_code"),
            "mcp_call": ("arguments", "mcp_call_arguments"),
            "function_call": ("arguments", "function_call_arguments"),
        }
        name, kind = kinds.get(item["type"], ("", ""))
        begun = {**item, "status": "in_progress", **({name: ""} if name else {})}
        for later in ("outputs", "result", "output", "error"):
            if later in begun:
                begun[later] = None
        yield self._event("output_item.added", output_index=at, item=begun)
        if name:
            yield self._event(f"{kind}.delta", **place, delta=item[name])
            more = {"name": item["name"]} if item["type"] == "function_call" else {}
            yield self._event(f"{kind}.done", **place, **{name: item[name]}, **more)
        if item["type"].endswith("_call") and item["type"] not in (
            "custom_tool_call",
            "function_call",
        ):
            failed = item["status"] == "failed" and item["type"] == "mcp_call"
            yield self._event(f"{item['type']}.{'failed' if failed else 'completed'}", **place)
        self.told.output.append(item)
        yield self._event("output_item.done", output_index=at, item=item)

    def _say(self, piece: Piece) -> Iterator[dict[str, Any]]:
        if not self._id:
            yield from self._begin()
        at = len(self.told.output)
        place = {"item_id": self._id, "output_index": at, "content_index": 0}
        if piece.text:
            self._text += piece.text
            yield self._event("output_text.delta", **place, delta=piece.text, logprobs=[])
        for one in piece.cited:
            note = shapes.annotation(one)
            number = len(self._cited)
            self._cited.append(one)
            yield self._event(
                "output_text.annotation.added", **place, annotation_index=number, annotation=note
            )

    def _begin(self) -> Iterator[dict[str, Any]]:
        self._id = f"msg_{uuid.uuid4().hex}"
        at = len(self.told.output)
        begun = {**shapes.message(self._id, "", []), "status": "in_progress", "content": []}
        yield self._event("output_item.added", output_index=at, item=begun)
        part = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
        yield self._event(
            "content_part.added", item_id=self._id, output_index=at, content_index=0, part=part
        )

    def _close(self, end: End) -> Iterator[dict[str, Any]]:
        if not self._id and not end.calls:
            yield from self._begin()
        if self._id:
            at = len(self.told.output)
            place = {"item_id": self._id, "output_index": at, "content_index": 0}
            item = shapes.message(self._id, self._text, self._cited)
            yield self._event("output_text.done", **place, text=self._text, logprobs=[])
            yield self._event("content_part.done", **place, part=item["content"][0])
            self.told.output.append(item)
            yield self._event("output_item.done", output_index=at, item=item)
        for one in end.calls:
            yield from self._called(shapes.function_call(one))
        self.told.end = end
        cut = end.finish in ("length", "content_filter")
        self.told.status = "incomplete" if cut else "completed"
        shown = self.told.shown()
        if end.finish == "content_filter":
            shown["incomplete_details"] = {"reason": "content_filter"}
        yield self._event("incomplete" if cut else "completed", response=shown)
