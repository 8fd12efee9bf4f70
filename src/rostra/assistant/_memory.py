"""What a conversation remembers: read anew from its turns, so that a branch remembers its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rostra.assistant._types import Answer, Evidence, Plan

SEARCHED = ("posts", "last")


@dataclass(frozen=True, slots=True)
class Memory:
    """What the next turn may lean on.

    `topic` is the question that opened the topic ("" = none), `plan` that of the last search,
    `told` the posts cited last, in the order told, `known` the ids of all that were told on this
    topic. `last` is the last answer of any kind, `draft` the text that is written together.
    """

    topic: str = ""
    plan: Plan | None = None
    told: tuple[Evidence, ...] = ()
    known: frozenset[str] = frozenset()
    last: Answer | None = None
    draft: str = ""

    def numbered(self, number: int) -> Evidence | None:
        """Find the post cited as [number] last, else the one told in that place."""
        by_number = {item.number: item for item in self.told}
        if number in by_number:
            return by_number[number]
        return self.told[number - 1] if 0 < number <= len(self.told) else None

    @property
    def question(self) -> str:
        """The last question as it was searched."""
        return self.plan.question if self.plan else ""


def recall(path: Sequence[Answer]) -> Memory:
    """Read what is remembered from the turns of one branch, oldest first."""
    if not path:
        return Memory()
    searched = [answer for answer in path if answer.need in SEARCHED]
    draft = next((a.draft for a in reversed(path) if a.draft or a.need in SEARCHED), "")
    if not searched:
        return Memory(last=path[-1], draft=draft)
    newest = searched[-1]
    topic = newest.topic or newest.question
    same = [answer for answer in searched if (answer.topic or answer.question) == topic]
    told = next((t for answer in reversed(same) if (t := cited(answer))), ())
    known = frozenset(item.post.id for answer in same for item in cited(answer))
    return Memory(topic, newest.plan, told, known, path[-1], draft)


def cited(answer: Answer) -> tuple[Evidence, ...]:
    """List the posts that an answer's sentences cite, in the order told."""
    by_number = {item.number: item for item in answer.evidence}
    numbers = dict.fromkeys(c.number for s in answer.sentences for c in s.citations)
    return tuple(by_number[number] for number in numbers if number in by_number)
