"""An answer that keeps to the client's stop words and number of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rostra.api._wish import End, Event, Piece
from rostra.models import estimate_tokens


def bounded(events: Iterator[Event], *, stop: Sequence[str], most: int) -> Iterator[Event]:
    """Cut the text before the first of the stop words, and after `most` tokens (0: never).

    What is cut off is not told; the end says stop or length. Tokens are estimated.
    """
    words = [word for word in stop if word]
    held, spare = "", max((len(word) for word in words), default=1) - 1
    written = 0
    for event in events:
        if isinstance(event, End):
            if held:
                yield Piece(held)
            yield event
            return
        if not isinstance(event, Piece):
            yield event
            continue
        text = held + event.text
        kept, finish = _cut(text, words, most - written if most else None)
        if finish:
            if kept:
                yield _part(event, kept)
            yield from _ended(events, finish)
            return
        ready = text if not spare or event.cited else text[: max(len(text) - spare, 0)]
        held = text[len(ready) :]
        written += estimate_tokens(ready)
        if ready or event.tokens:
            yield replace(event, text=ready)
    if held:
        yield Piece(held)


def _cut(text: str, words: Sequence[str], left: int | None) -> tuple[str, str]:
    at = min((found for word in words if (found := text.find(word)) >= 0), default=-1)
    kept = text if at < 0 else text[:at]
    if left is not None and estimate_tokens(kept) > left:
        while kept and estimate_tokens(kept) > left:
            kept = kept[: max(len(kept) - max((estimate_tokens(kept) - left), 1), 0)]
        return kept, "length"
    return kept, "stop" if at >= 0 else ""


def _part(event: Piece, kept: str) -> Piece:
    whole = kept == event.text
    return Piece(kept, event.cited if whole else (), event.tokens if whole else ())


def _ended(events: Iterator[Event], finish: str) -> Iterator[Event]:
    """Read to the end without telling; only how it ended is changed."""
    for event in events:
        if isinstance(event, End):
            yield replace(event, finish=finish)
