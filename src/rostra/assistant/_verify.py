"""Verify a claim: which posts bear it out, which speak against it, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from rostra.assistant._doubles import doubles
from rostra.assistant._noise import noise
from rostra.assistant._plan import plan
from rostra.assistant._sift import sift
from rostra.assistant._stance import Stance, parts, stance
from rostra.assistant._types import Desk, Evidence, Plan, Step
from rostra.assistant._voices import FIRM, Voice, voice
from rostra.posts import Hit, Post, Query

Standing = Literal["supported", "disputed", "corrected", "no evidence"]

Origins: TypeAlias = Callable[[Sequence[Post]], Sequence[Sequence[Post]]]
"""Posts grouped by the origin they go back to, the earliest first in each group."""

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
    stands for it.
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
        for hit in sorted((*sifted.hits, *back), key=lambda h: h.post.created)[:READ]
        if (stood := stance(claimed, hit.post)) is not None
    ]
    witnesses = tuple(
        Witness(Evidence(n, hit.post, stood.strength), stood, voice(hit.post))
        for n, (hit, stood) in enumerate(seen, start=1)
    )
    return _ruled(planned, witnesses, now, sifted.steps)


def _planned(
    claim: str, desk: Desk, now: datetime, timezone: str, within: Query | None
) -> Plan:
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
        origins_for=len(speak_for),
        origins_against=len(speak_against),
        first_seen=min((w.item.post.created for w in speak_for), default=None),
        unconfirmed=bool(speak_for) and all(w.voice == "hearsay" for w in speak_for),
        plan=planned,
        as_of=now,
        steps=steps,
    )


def _standing(
    speak_for: Sequence[Witness], speak_against: Sequence[Witness]
) -> tuple[Standing, float]:
    plain = [w for w in speak_for if w.voice != "hearsay"]
    if not speak_against:
        return ("supported", 0.8) if plain else ("no evidence", 0.5)
    if not plain:
        return ("corrected" if speak_for else "disputed"), 0.8
    last_for = max(w.item.post.created for w in plain)
    firm = [w for w in speak_against if w.voice in FIRM] or list(speak_against)
    last_against = max(w.item.post.created for w in firm)
    if last_against > last_for:
        return "corrected", 0.7
    return "disputed", 0.5
