"""What a piece of work uses: every model's tokens, and whose keys its calls are made with."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from rostra.models._types import Chunk, Message, Usage

_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Used:
    """Tokens that a model read and wrote for a piece of work, in `calls` calls.

    `estimated`: a part of them is our estimate, its server told none. `own_key`: the calls were
    made with a person's own key. `cost` is in the operator's currency, where the price is known.
    """

    model: str
    prompt: int = 0
    completion: int = 0
    calls: int = 1
    estimated: bool = False
    own_key: bool = False
    cost: float = 0.0


class Meter:
    """Counts the tokens of one piece of work, and holds the keys that its person has.

    `own_key` gives a person's key for a model, "" where there is none; it is asked once a model.
    Threads may share a meter.
    """

    def __init__(self, own_key: Callable[[str], str] | None = None) -> None:
        self._own_key = own_key
        self._keys: dict[str, str] = {}
        self._used: dict[tuple[str, bool], Used] = {}
        self._lock = threading.Lock()

    def key(self, model: str) -> str:
        """Return the person's key for a model, "" where there is none."""
        if self._own_key is None:
            return ""
        if model not in self._keys:
            self._keys[model] = self._own_key(model)
        return self._keys[model]

    def note(self, used: Used) -> None:
        """Add what one call used."""
        with self._lock:
            which = (used.model, used.own_key)
            held = self._used.get(which)
            self._used[which] = used if held is None else _sum(held, used)

    @property
    def used(self) -> tuple[Used, ...]:
        """What was used until now, by model and key."""
        with self._lock:
            return tuple(self._used.values())


def _sum(one: Used, other: Used) -> Used:
    return replace(
        one,
        prompt=one.prompt + other.prompt,
        completion=one.completion + other.completion,
        calls=one.calls + other.calls,
        estimated=one.estimated or other.estimated,
    )


_now: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def counting(meter: Meter) -> Generator[Meter]:
    """Have `meter` count what is called in this thread or task, until the end of the block.

    A thread begun meanwhile counts where it runs in a copy of the context.
    """
    before = _now.get()
    _now.set(meter)
    try:
        yield meter
    finally:
        # No reset by token: a stream may be closed in another context than it was begun in.
        if _now.get() is meter:
            _now.set(before)


def meter_now() -> Meter | None:
    """Return what counts here, None where nothing does."""
    return _now.get()


def own_key(model: str) -> str:
    """Return the key of whom this work is done for, "" where they have none for the model."""
    meter = _now.get()
    return meter.key(model) if meter is not None else ""


def counted(
    model: str, asked: Sequence[Message], pieces: Iterator[Chunk], *, own: bool = False
) -> Iterator[Chunk]:
    """Yield the pieces of a reply and note its tokens, also where it is stopped or breaks off.

    What the server does not tell is estimated; a call that brought nothing is not counted.
    """
    meter = _now.get()
    if meter is None:
        return pieces
    return _counted(meter, _Call(model, asked, own), pieces)


@dataclass(frozen=True, slots=True)
class _Call:
    model: str
    asked: Sequence[Message]
    own: bool

    def used(self, told: Usage | None, written: str) -> Used:
        if told is not None and (told.prompt or told.completion):
            return Used(self.model, told.prompt, told.completion, own_key=self.own)
        read = sum(estimate_tokens(message.text) for message in self.asked)
        return Used(self.model, read, estimate_tokens(written), estimated=True, own_key=self.own)


def _counted(meter: Meter, call: _Call, pieces: Iterator[Chunk]) -> Iterator[Chunk]:
    told: Usage | None = None
    written: list[str] = []
    answered = False
    try:
        with closing(pieces):  # type: ignore[type-var] # every reply is a generator
            for chunk in pieces:
                answered = True
                told = chunk.usage or told
                written += [chunk.text, *(made.arguments for made in chunk.tool_calls)]
                yield chunk
    finally:
        if answered:
            meter.note(call.used(told, "".join(written)))


def estimate_tokens(text: str) -> int:
    """Estimate how many tokens a text has: one a Chinese character, else one for four letters."""
    wide = len(_WIDE.findall(text))
    return wide + (len(text) - wide + 3) // 4
