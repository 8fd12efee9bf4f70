"""An answer of the assistant as running text, with its citations where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from rostra.api._wish import Cited, End, Event, Looked, Piece, Source, Wish
from rostra.app import Opened
from rostra.assistant import (
    Evidence,
    Finished,
    Gathered,
    Planned,
    Progress,
    Said,
    Sentence,
    Typed,
)
from rostra.models import Usage, Used, estimate_tokens

TITLE = 80
"""Characters of a source's title."""
_TIES = re.compile(r"\](?=[(\[:])|\[(?=\[)")
"""What joins a text to an address, and opens a citation."""


def source_of(item: Evidence, base: str) -> Source:
    """Return a post as a source; without an address of its own it is shown under `base`."""
    post = item.post
    url = post.url if post.url.startswith(("https://", "http://")) else ""
    words = " ".join(post.text.split())
    title = words if len(words) <= TITLE else words[: TITLE - 1] + "…"
    return Source(
        item.number,
        _plain_url(url) or f"{base}/v1/posts/{quote(post.id, safe='')}",
        title,
        post.id,
        post.author.handle or post.author.id,
        post.network,
    )


def _plain_url(url: str) -> str:
    """Write an address so that it ends where it ends, inside Markdown too."""
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def tame(text: str) -> str:
    """Take from strangers' words the power to be a link, a picture or a citation."""
    return _TIES.sub(lambda tie: tie[0] + "\\", text)


class Writer:
    """Turns the progress of an answer into pieces of one text."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._text = ""
        self._typed = ""
        self._zh = False
        self._own = False
        self._sources: dict[int, Source] = {}
        self._used: set[int] = set()

    def tell(self, events: Iterable[Progress | Opened]) -> Iterator[Event]:
        """Yield the pieces of an answer, and its end."""
        query = ""
        for event in events:
            if isinstance(event, Planned):
                self._zh = event.plan.lang == "zh"
                searches = [q.text for q in event.plan.queries if q.text]
                query = (searches or [event.plan.question])[0] if event.plan.queries else ""
            elif isinstance(event, Gathered):
                self._sources |= {
                    item.number: source_of(item, self._wish.base) for item in event.evidence
                }
                if query or self._sources:
                    yield Looked(query, tuple(self._sources.values()))
            elif isinstance(event, Typed):
                yield from self._type(event.piece)
            elif isinstance(event, Said):
                yield from self._say(event.sentence)
            elif isinstance(event, Finished):
                yield self._end(event)

    def _type(self, piece: str) -> Iterator[Event]:
        if not self._typed and self._text:
            piece = "\n\n" + piece.lstrip("\n")
        self._typed += piece
        self._own = True
        yield self._piece(piece)

    def _say(self, sentence: Sentence) -> Iterator[Event]:
        own = sentence.verdict == "own"
        if own and self._typed:  # its words were told as they came
            return
        self._typed = ""
        gap = ""
        if self._text:
            gap = "\n\n" if own or self._own else "" if self._zh else " "
        self._own = own
        yield self._piece(gap + (sentence.text if own else tame(sentence.text)), sentence)

    def _piece(self, text: str, sentence: Sentence | None = None) -> Piece:
        at = len(self._text) + len(text)
        cited: list[Cited] = []
        for number in dict.fromkeys(c.number for c in sentence.citations) if sentence else ():
            source = self._sources.get(number)
            if source is None:
                continue
            self._used.add(number)
            if self._wish.cites:
                mark = f"[[{number}]]({source.url})"
                cited.append(Cited(source, at, at + len(mark)))
                text, at = text + mark, at + len(mark)
        self._text += text
        return Piece(text, tuple(cited))

    def _end(self, event: Finished) -> End:
        answer = event.answer
        for item in answer.evidence:
            self._sources.setdefault(item.number, source_of(item, self._wish.base))
        return End(
            "stop",
            answer.model,
            self._usage(answer.used),
            counted=bool(answer.used) and not any(one.estimated for one in answer.used),
            sources=tuple(self._sources[n] for n in sorted(self._sources)),
            used=len(self._used),
            answer=answer,
        )

    def _usage(self, used: Sequence[Used]) -> Usage:
        """Sum up what the models read and wrote; where none took part, what it would be."""
        if used:
            return Usage(sum(one.prompt for one in used), sum(one.completion for one in used))
        asked = sum(estimate_tokens(message.text) for message in self._wish.messages)
        return Usage(asked, estimate_tokens(self._text))
