"""Deleted and edited posts leave the answers and digests that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rostra.app._battling import scrub_battles
from rostra.app._chat_kept import scrub_chats
from rostra.app._pages import digest_without
from rostra.app._sharing import scrub_shares
from rostra.app._wire import load, plain
from rostra.assistant import Answer, Citation, Digest, Evidence, Sentence, Step
from rostra.errors import StoreError
from rostra.posts import Author, Change, Deletion, Departure, Post
from rostra.tools import Call

if TYPE_CHECKING:
    from rostra.records import Engine

DELETED = "deleted"
EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Losses:
    """What a batch took away: deletions, authors who left, posts in a newer revision."""

    deletions: tuple[Deletion, ...]
    departures: Mapping[str, Departure]
    edits: Mapping[str, Post]

    def __bool__(self) -> bool:
        """Whether anything was taken away."""
        return bool(self.deletions or self.departures or self.edits)

    def of(self, post: Post) -> Post | None:
        """Return what is left of a post: itself, its newer text, or an empty card."""
        left = self.departures.get(post.author.id)
        if left is not None and post.created <= left.at:
            return _emptied(post, Author(id=""))
        if any(_holds(deletion, post) for deletion in self.deletions):
            return _emptied(post, post.author)
        newer = self.edits.get(post.id)
        if newer is not None and newer.rev > post.rev:
            return replace(newer, labels=(*newer.labels, EDITED))
        return None


def losses(changes: Iterable[Change]) -> Losses:
    """Pick from a batch what takes text away."""
    every = list(changes)
    edits: dict[str, Post] = {}
    for change in every:
        if isinstance(change, Post) and change.rev > 0:
            held = edits.get(change.id)
            edits[change.id] = change if held is None or change.rev > held.rev else held
    return Losses(
        tuple(change for change in every if isinstance(change, Deletion)),
        {change.author: change for change in every if isinstance(change, Departure)},
        edits,
    )


def scrub(engine: Engine, lost: Losses, now: datetime) -> int:
    """Take lost text out of every kept answer, digest and battle; return how many were rewritten.

    Raises StoreError when the records cannot be written; doing it again is harmless.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from rostra import records

    try:
        names = _names(lost)
        forgotten = records.forget_marks(engine, **names)
        affected = records.answers_resting_on(engine, **names)
        rewritten = 0
        for answer_id in affected:
            kept = records.find_answer(engine, answer_id)
            if kept is None:
                continue
            answer = load(Answer, _json(kept.body))
            cleaned = without(answer, lost)
            if cleaned != answer:
                records.rewrite_answer(engine, answer_id, plain(Answer, cleaned))
                rewritten += 1
        rewritten += scrub_chats(engine, lost, without)
        rewritten += scrub_shares(engine, names, lambda answer: without(answer, lost))
        rewritten += scrub_battles(engine, names, lost.of)
        rewritten += _scrub_digests(engine, lost, names, now)
        if rewritten or forgotten:
            records.truncate_log(engine)
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        msg = f"deleted posts could not be taken out of what is kept: {cause}; tried again"
        raise StoreError(msg) from error
    return rewritten


def _scrub_digests(
    engine: Engine, lost: Losses, names: Mapping[str, list[Any]], now: datetime
) -> int:
    from rostra import records

    rewritten = 0
    for digest_id in records.digests_resting_on(engine, **names):
        kept = records.find_digest(engine, digest_id)
        if kept is None:
            continue
        digest = load(Digest, _json(kept.body))
        cleaned = digest_without(digest, lost.of, _sentence)
        if cleaned != digest:
            records.rewrite_digest(engine, digest_id, plain(Digest, cleaned), now)
            rewritten += 1
    return rewritten


def without(answer: Answer, lost: Losses) -> Answer:
    """Return the answer without what was lost; numbers, links and times stay."""
    evidence: list[Evidence] = []
    changed: dict[int, Post] = {}
    for item in answer.evidence:
        left = lost.of(item.post)
        if left is not None:
            changed[item.number] = left
        evidence.append(item if left is None else replace(item, post=left))
    calls = tuple(_call(done, lost) for done in answer.calls)
    if not changed and calls == answer.calls:
        return answer
    return replace(
        answer,
        evidence=tuple(evidence),
        sentences=tuple(_sentence(s, changed) for s in answer.sentences),
        dropped=tuple(_sentence(s, changed) for s in answer.dropped),
        steps=tuple(_step(step) for step in answer.steps),
        calls=calls,
    )


def _step(step: Step) -> Step:
    """Take out the sentences that a check dropped: they may hold a lost post's words."""
    if step.name != "check":
        return step
    return replace(step, dropped=tuple(("", "") for _ in step.dropped))


def _call(done: Call, lost: Losses) -> Call:
    """Take lost posts out of what a tool brought; its result tells of them and goes whole."""
    left = [lost.of(post) for post in done.posts]
    if not any(left):
        return done
    posts = tuple(new or old for new, old in zip(left, done.posts, strict=True))
    return replace(done, posts=posts, text="", data=None)


def _sentence(sentence: Sentence, changed: Mapping[int, Post]) -> Sentence:
    gone = [c for c in sentence.citations if c.number in changed]
    if not gone or all(_stands(c, changed[c.number]) for c in gone):
        return sentence
    why = DELETED if any(DELETED in changed[c.number].labels for c in gone) else EDITED
    citations = tuple(
        replace(c, quote="", start=-1, end=-1) if c in gone else c for c in sentence.citations
    )
    return replace(sentence, text="", citations=citations, reasons=(*sentence.reasons, why))


def _stands(citation: Citation, post: Post) -> bool:
    """Whether the quoted words still stand where they stood."""
    return bool(citation.quote) and post.text[citation.start : citation.end] == citation.quote


def _emptied(post: Post, author: Author) -> Post:
    return replace(
        post,
        author=author,
        text="",
        tags=(),
        links=(),
        media=(),
        labels=(DELETED,),
        quotes="",
    )


def _holds(deletion: Deletion, post: Post) -> bool:
    if deletion.author and deletion.author != post.author.id:
        return False
    if deletion.id:
        return deletion.id == post.id
    return bool(deletion.native) and (deletion.source, deletion.native) == (
        post.source,
        post.native,
    )


def _names(lost: Losses) -> dict[str, list[Any]]:
    """Name the lost posts in every way in which records know them."""
    return {
        "posts": [*(d.id for d in lost.deletions if d.id), *lost.edits],
        "natives": [(d.source, d.native) for d in lost.deletions if not d.id and d.native],
        "authors": list(lost.departures),
    }


def _json(body: Mapping[str, object]) -> str:
    import json

    return json.dumps(body)
