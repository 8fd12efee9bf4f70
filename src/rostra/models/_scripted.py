"""A model whose words are written beforehand, for tests and demonstrations."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from rostra.errors import ModelError
from rostra.models._meter import counted
from rostra.models._types import Chunk, Message, Options, Reply, Usage

Line: TypeAlias = str | Reply | ModelError | tuple[str, ModelError]
Script: TypeAlias = Sequence[Line] | Callable[[Sequence[Message], Options], Line]
PLAIN = Options()


class Scripted:
    """Reply from a list, in order, or from a function of the messages and options.

    A line is a text, a whole `Reply` (tool calls, finish, tokens), an error to raise, or a text
    and the error that breaks it off. A list that is used up raises ModelError. Texts stream in
    pieces of `piece` characters. `asked` keeps each call's messages and options; `closed` counts
    replies that were not read to their end.
    """

    def __init__(self, script: Script, *, name: str = "scripted", piece: int = 4) -> None:
        self.name = name
        self.asked: list[tuple[tuple[Message, ...], Options]] = []
        self.closed = 0
        self._script = script
        self._piece = piece
        self._lock = threading.Lock()

    def reply(self, messages: Sequence[Message], options: Options = PLAIN) -> Iterator[Chunk]:
        """Stream the next line of the script."""
        yield from counted(self.name, messages, self._told(messages, options))

    def _told(self, messages: Sequence[Message], options: Options) -> Iterator[Chunk]:
        line = self._next(messages, options)
        if isinstance(line, ModelError):
            raise line
        line, broken = line if isinstance(line, tuple) else (line, None)
        reply = line if isinstance(line, Reply) else Reply(line, self.name)
        finished = False
        try:
            yield from self._pieces(reply)
            if broken:
                raise broken
            yield self._last(reply, messages)
            finished = True
        finally:
            self.closed += not finished

    def _next(self, messages: Sequence[Message], options: Options) -> Line:
        with self._lock:
            self.asked.append((tuple(messages), options))
            at = len(self.asked) - 1
        if callable(self._script):
            return self._script(messages, options)
        if at >= len(self._script):
            raise ModelError(
                f"the script of {self.name!r} has {len(self._script)} lines and was asked for one "
                "more; write it"
            )
        return self._script[at]

    def _pieces(self, reply: Reply) -> Iterator[Chunk]:
        for token in reply.tokens:
            yield Chunk(text=token.text, tokens=(token,))
        if not reply.tokens:
            for start in range(0, len(reply.text), self._piece):
                yield Chunk(text=reply.text[start : start + self._piece])

    def _last(self, reply: Reply, messages: Sequence[Message]) -> Chunk:
        counted = Usage(sum(len(m.text) for m in messages), len(reply.text))
        usage = counted if reply.usage == Usage() else reply.usage
        return Chunk(
            finish=reply.finish, tool_calls=reply.tool_calls, usage=usage, model=reply.model
        )
