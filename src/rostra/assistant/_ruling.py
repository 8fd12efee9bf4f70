"""A ruling in sentences, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from rostra import text
from rostra.assistant._frames import quoting, who
from rostra.assistant._mode_phrases import how_sure, say, saying
from rostra.assistant._types import Sentence
from rostra.assistant._verify import Ruling, Witness

SHOWN = 3
"""Posts of each side that are quoted, the firmest first."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier ruling on the same claim: its verdict, and the ids of the posts of both sides."""

    at: datetime
    standing: str
    posts: frozenset[str]


def told(ruling: Ruling) -> tuple[Sentence, ...]:
    """Put a ruling in sentences: the verdict, then both sides' posts, quoted."""
    tongue = ruling.plan.tongue
    sentences = [_verdict(ruling)]
    if ruling.first_seen is not None:
        first = min(ruling.speak_for, key=lambda w: w.item.post.created).item.post
        at = f"{ruling.first_seen.astimezone(ZoneInfo(ruling.plan.timezone)):%Y-%m-%d %H:%M}"
        sentences.append(saying(tongue, "first_seen", at=at, who=who(first)))
    sentences.append(saying(tongue, "sure", words=how_sure(tongue, ruling.confidence)))
    for name, side in (("for", ruling.speak_for), ("against", ruling.speak_against)):
        if side:
            sentences.append(saying(tongue, name))
            sentences += [quoting(ruling.plan, w.item, ruling.claim) for w in best(side)]
    return tuple(sentences)


def best(side: Sequence[Witness]) -> tuple[Witness, ...]:
    """Choose the posts of a side to show: firm voices first, then the closest, one an author."""
    firmness = ("official", "press", "first-hand", "other", "hearsay")
    ranked = sorted(
        side,
        key=lambda w: (firmness.index(w.voice), -w.stance.strength, w.item.post.created),
    )
    first: dict[str, Witness] = {}
    for witness in ranked:
        first.setdefault(witness.item.post.author.id or witness.item.post.id, witness)
    return tuple(first.values())[:SHOWN]


def _verdict(ruling: Ruling) -> Sentence:
    name: str = ruling.standing
    if name == "disputed" and not ruling.speak_for:
        name = "contradicted"
    if ruling.unconfirmed:
        name = {"no evidence": "unconfirmed", "supported": "one account"}.get(name, name)
    return saying(
        ruling.plan.tongue,
        name,
        posts=len(ruling.speak_for),
        origins=ruling.origins_for,
        against=ruling.origins_against,
    )


def changes(ruling: Ruling, earlier: Earlier | None) -> tuple[str, ...]:
    """Say what changed since an earlier ruling; () where nothing did, or there was none."""
    if earlier is None:
        return ()
    tongue = ruling.plan.tongue
    posts = {w.item.post.id for w in (*ruling.speak_for, *ruling.speak_against)}
    came, went = len(posts - earlier.posts), len(earlier.posts - posts)
    if earlier.standing == ruling.standing and not came and not went:
        return ()
    at = f"{earlier.at.astimezone(ZoneInfo(ruling.plan.timezone)):%Y-%m-%d %H:%M}"
    said = [say(tongue, "was", at=at, before=earlier.standing)]
    said += [say(tongue, "came", n=came)] if came else []
    said += [say(tongue, "went", n=went)] if went else []
    return tuple(said)


def claim_key(claim: str, *, sample: bool = False) -> str:
    """Give the key by which a claim is known again, however it is spaced, cased and pointed."""
    flat = text.simplify(text.clean(claim, limit=2000)).casefold()
    words = " ".join("".join(c if c.isalnum() else " " for c in flat).split())
    return sha256(f"{int(sample)} {words}".encode()).hexdigest()
