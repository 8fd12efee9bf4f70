"""A model's own words, streamed: blocks of text and code, guarded against loops and silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rostra import text
from rostra.assistant._types import Answer, Desk, Plan, Said, Sentence, Typed
from rostra.errors import ModelError
from rostra.models import Message, Model, Options

TOKENS = {False: 600, True: 1600}
"""Tokens of a reply, for a small model and for one that is capable."""
TURNS, TURN_CHARS = {False: 3, True: 8}, {False: 400, True: 2000}
"""Turns before that a model reads, and characters of each."""
REQUEST_CHARS = {False: 6000, True: 20_000}
LINE_AGAIN = 4
"""Times that one line may come before it is a loop."""
TAIL, TAIL_AGAIN = 40, 4
"""Characters at the end that stand there so often when a model loops."""

_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_FALSE_CITATION = re.compile(r"(?<=[\w.。！？!?”’\"'」)）])\s?\[\d{1,2}\](?=[\s.,。，]|$)")


@dataclass(slots=True)
class Own:
    """What a model wrote by itself: its blocks, who wrote, and how it ended.

    `ended` is "" (well), "length", "loop", "silent" or "broken"; `error` says what broke it.
    """

    blocks: list[str] = field(default_factory=list)
    writer: str = ""
    ended: str = ""
    error: str = ""

    @property
    def text(self) -> str:
        """The blocks as one text."""
        return "\n\n".join(self.blocks)


def request_turns(
    said: str, path: Sequence[Answer], plan: Plan, desk: Desk, wishes: str
) -> tuple[Message, ...]:
    """Give the turns of one call: the rule, the last turns of the conversation, the request."""
    capable = desk.crosses
    turns = list(desk.prompts("talk", plan.lang).turns[:-1])
    for answer in path[-TURNS[capable] :]:
        limit = TURN_CHARS[capable]
        turns.append(Message("user", (answer.asked or answer.question)[:limit]))
        turns.append(Message("assistant", (_told(answer) or "…")[:limit]))
    asked = said[: REQUEST_CHARS[capable]]
    return (*turns, Message("user", f"{asked}\n\n({wishes})" if wishes else asked))


def _told(answer: Answer) -> str:
    """Give what an answer told, without the names and numbers of its posts.

    A small model copies their form and invents posts of its own.
    """
    spans = (c.quote for s in answer.sentences if s.frame for c in s.citations[:1])
    own = (s.text for s in answer.sentences if not s.citations or not s.frame)
    return " ".join([*own, *spans])


def change_turns(draft: str, change: str, plan: Plan, desk: Desk) -> tuple[Message, ...]:
    """Give the turns that change a text, in the text's language."""
    return desk.prompts("revise", plan.lang).messages(draft=draft, change=change)


def stream_own(
    turns: Sequence[Message], model: Model, own: Own, *, capable: bool, seed: int | None = None
) -> Iterator[Typed | Said]:
    """Stream a reply as it comes, and each finished block again as a sentence of its own words.

    Never raises ModelError: how it ended stands in `own`. A reply that repeats itself is cut off
    where it began to.
    """
    options = Options(max_tokens=TOKENS[capable], temperature=0.2, seed=seed)
    buffer, written = "", ""
    pieces = model.reply(turns, options)
    try:
        for chunk in pieces:
            own.writer = chunk.model or own.writer or model.name
            own.ended = "length" if chunk.finish == "length" else own.ended
            if not chunk.text:
                continue
            buffer, written = buffer + chunk.text, written + chunk.text
            yield Typed(chunk.text)
            if loops(written):
                own.ended = "loop"
                buffer = without_loop(buffer)
                break
            while (cut := block_end(buffer)) > 0:
                yield from _block(buffer[:cut], own)
                buffer = buffer[cut:]
    except ModelError as error:
        own.ended, own.error = "broken", " ".join(str(error).split())[:160]
    finally:
        _close(pieces)
    yield from _block(buffer, own)
    if not own.blocks and not own.ended:
        own.ended = "silent"


def _close(pieces: Iterable[object]) -> None:
    close: Callable[[], None] | None = getattr(pieces, "close", None)
    if close is not None:
        close()


def _block(raw: str, own: Own) -> Iterator[Said]:
    block = tidy(raw)
    if block:
        own.blocks.append(block)
        yield Said(Sentence(block, (), "own"))


def tidy(raw: str) -> str:
    """Clean a block: control characters out; marks that look like citations out of prose."""
    block = text.clean(raw, limit=20_000).strip("\n ")
    return block if _FENCE.search(block) else _FALSE_CITATION.sub("", block)


def block_end(buffer: str) -> int:
    """Find where the first whole block ends: at an empty line outside of a code fence; else -1."""
    at = 0
    while (found := buffer.find("\n\n", at)) >= 0:
        if len(_FENCE.findall(buffer[:found])) % 2 == 0 and buffer[:found].strip():
            return found + 2
        at = found + 2
    return -1


def loops(written: str) -> bool:
    """Whether a text goes round: its last line, or its tail, came again and again."""
    lines = [line.strip() for line in written[-4000:].splitlines()[:-1] if len(line.strip()) > 12]
    if lines and lines.count(lines[-1]) >= LINE_AGAIN:
        return True
    tail = written[-TAIL:]
    window = written[-TAIL * TAIL_AGAIN * 3 :]
    return len(tail) == TAIL and window.count(tail) >= TAIL_AGAIN


def without_loop(buffer: str) -> str:
    """Keep each line of a looping text once, and of a looping line its first run."""
    kept: list[str] = []
    for line in buffer.splitlines():
        if line.strip() and line in kept:
            continue
        kept.append(line)
    whole = "\n".join(kept)
    tail = whole[-TAIL:]
    first = whole.find(tail)
    return whole[: first + TAIL] if len(tail) == TAIL and first + TAIL < len(whole) else whole
