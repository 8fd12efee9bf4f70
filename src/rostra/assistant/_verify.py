"""Verify a claim: which posts bear it out, which speak against it, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from rostra.assistant._plan import plan
from rostra.assistant._sift import sift
from rostra.assistant._stance import Stance, parts, stance
from rostra.assistant._types import Desk, Evidence, Plan, Step
from rostra.assistant._voices import FIRM, Voice, sureness, voice
from rostra.events import origins
from rostra.posts import Hit, Query

Standing = Literal["supported", "disputed", "corrected", "no evidence"]

VAGUER = 0.15
"""How much less of a claim's words a post may hold than the best and still speak against it."""
READ = 40
"""Posts on the claim's topic that are read; those behind speak of it no more."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A post that stands for or against a claim, where in it that is seen, and who speaks."""

    item: Evidence
    stance: Stance
    voice: Voice


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the posts say of a claim.

    `origins_for` and `origins_against` count independent origins. `confidence` runs from 0 to 1.
    `first_seen` is when the claim was first made in a post. `unconfirmed` says that only hearsay
    stands for it, or one account of which nothing is known.
    """

    claim: str
    standing: Standing
    confidence: float
    speak_for: tuple[Witness, ...]
    speak_against: tuple[Witness, ...]
    origins_for: int
    origins_against: int
    first_seen: datetime | None
    unconfirmed: bool
    plan: Plan
    as_of: datetime
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    sample: bool = False


def verify(
    claim: str,
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
) -> Ruling:
    """Rule on a claim from the posts, by rules alone: the same posts give the same ruling."""
    planned = _planned(claim, desk, now, timezone, within)
    found = desk.search(planned.queries[-1]).hits if planned.queries else ()
    sifted = sift(planned, found, desk)
    outdated = {
        post_id
        for step in sifted.steps
        if step.name == "corrections"
        for post_id, _ in step.dropped
    }
    back = tuple(hit for hit in found if hit.post.id in outdated)
    claimed = parts(planned)
    seen = [
        (hit, stood)
        for hit in _read(sifted.hits, back)
        if (stood := stance(claimed, hit.post, desk.embed)) is not None
    ]
    witnesses = tuple(
        Witness(Evidence(n, hit.post, stood.strength), stood, voice(hit.post))
        for n, (hit, stood) in enumerate(seen, start=1)
    )
    return _ruled(planned, witnesses, now, sifted.steps)


def _planned(claim: str, desk: Desk, now: datetime, timezone: str, within: Query | None) -> Plan:
    planned = plan(claim, now=now, timezone=timezone, within=within, gloss=desk.gloss)
    words = " ".join(planned.terms)
    doubt = words + (" false rumor correction" if planned.tongue == "en" else " 辟谣 不实")
    queries = tuple(
        replace(q, variants=(*q.variants, doubt), since=within.since if within else None)
        for q in planned.queries
    )
    return replace(planned, kind="verify", queries=queries)


def _ruled(
    planned: Plan, witnesses: Sequence[Witness], now: datetime, steps: tuple[Step, ...]
) -> Ruling:
    sides = {
        side: tuple(w for w in witnesses if w.stance.side == side) for side in ("for", "against")
    }
    speak_for, speak_against = sides["for"], sides["against"]
    standing, confidence = _standing(speak_for, speak_against)
    return Ruling(
        claim=planned.question,
        standing=standing,
        confidence=confidence,
        speak_for=speak_for,
        speak_against=speak_against,
        origins_for=len(origins([w.item.post for w in speak_for])),
        origins_against=len(origins([w.item.post for w in speak_against])),
        first_seen=min((w.item.post.created for w in speak_for), default=None),
        unconfirmed=bool(speak_for) and not _known(_plain(speak_for)),
        plan=planned,
        as_of=now,
        steps=steps,
    )


def _read(kept: Sequence[Hit], back: Sequence[Hit]) -> list[Hit]:
    """Take the likeliest posts and those that others have since replaced, oldest first."""
    return sorted((*kept, *back)[:READ], key=lambda hit: (hit.post.created, hit.post.id))


def _standing(
    speak_for: Sequence[Witness], speak_against: Sequence[Witness]
) -> tuple[Standing, float]:
    """Weigh both sides: hearsay alone bears nothing out; what came later and firmly corrects."""
    plain = _plain(speak_for)
    other = [w for w in speak_against if _counts(w, plain)]
    if not other:
        return ("supported", _sure(plain)) if plain else ("no evidence", _sure(speak_for))
    if not _known(plain):
        return "corrected" if speak_for else "disputed", _sure(other)
    last = max(w.item.post.created for w in plain)
    later = [w for w in other if w.item.post.created > last]
    if later:
        return "corrected", _sure(later)
    if all(w.stance.why in ("figure", "date") for w in other):
        return "supported", _sure(plain)  # newer figures replace older ones
    return "disputed", 0.5


def _plain(speak_for: Sequence[Witness]) -> list[Witness]:
    return [w for w in speak_for if w.voice != "hearsay"]


def _known(plain: Sequence[Witness]) -> bool:
    """Whether a firm voice or two independent origins tell it: one unknown account is less."""
    return any(w.voice in FIRM for w in plain) or len(origins([w.item.post for w in plain])) > 1


def _counts(witness: Witness, plain: Sequence[Witness]) -> bool:
    """Whether a post that speaks against is heard beside those that plainly speak for.

    Hearsay undoes nothing. One that is vaguer than they are is about something near, unless it
    corrects, is an account's own later figure, or has one unknown account alone against it.
    """
    if plain and witness.voice == "hearsay":
        return False
    if not _known(plain) or witness.stance.why == "corrected" or _renews(witness, plain):
        return True
    return witness.stance.strength >= max(w.stance.strength for w in plain) - VAGUER


def _renews(witness: Witness, plain: Sequence[Witness]) -> bool:
    """Whether an account gives another figure or day than it gave before."""
    post = witness.item.post
    earlier = [w.item.post for w in plain if w.item.post.author.id == post.author.id]
    return witness.stance.why in ("figure", "date") and any(
        post.created > before.created for before in earlier
    )


def _sure(side: Sequence[Witness]) -> float:
    """Estimate how sure a side is: by its firmest voice, its closeness, and how many they are."""
    if not side:
        return 0.5
    close = max(w.stance.strength for w in side)
    return sureness([w.voice for w in side], close, len({w.item.post.author.id for w in side}))
