"""From a wish to an order: what can be drawn at all, in which size, and what the policy says."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra import text
from rostra.errors import QueryRefused
from rostra.imagine import LONGEST_PROMPT, STYLES, Lang
from rostra.policy import ACTIONS, Decision, Policy, Request, decide, strictest

if TYPE_CHECKING:
    from rostra.app._painters import Hired
    from rostra.app._picture_words import PictureWanted
    from rostra.imagine import Abilities, Painter
    from rostra.records import KeptDrawing
    from rostra.settings import PicturesSettings

SIDE = 1024
LONGEST_NEGATIVE = 2_000
SEEDS = 2**31
RUN = 32
"""Letters that stand apart and are read as words, at most."""
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][\W_]{1,3}){5,}[^\W\d_](?!\w)")
_CLOTHES = re.compile(
    r"\b(?:cloth(?:es|ing|ed)|garments?|dressed|covered|covering|swim ?(?:suit|wear)s?|bikinis?"
    r"|underwear|lingerie)\b|衣服|衣物|服装|穿着|泳衣|泳装|内衣|内裤|遮挡|遮住",
    re.IGNORECASE,
)
_GARMENTS = re.compile(
    r"\b(?:dress|skirt|shirt|pants|trousers|shorts|top|bra|coat|jacket)(?:es|s)?\b|裙|裤|衬衫|上衣|外套",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\b(?:adults?|grown[- ]?ups?|grown|mature|of age|18\+?)\b|成年|成人|大人|成熟", re.IGNORECASE
)


def lang_of(prompt: str) -> Lang:
    """Tell the language of a prompt, zh or en."""
    return "zh" if text.script(prompt) == "han" else "en"


def judged(policy: Policy, *prompts: str, lang: str) -> Decision:
    """Decide on the words of a picture; of several texts the strictest decision holds."""
    every = (words for prompt in prompts for words in (prompt, *_spelt(prompt)) if words.strip())
    told = (decide(policy, Request("draw", words, lang)) for words in every)
    return strictest(Decision("allow", version=policy.version, sha256=policy.sha256), *told)


def left_out(prompt: str, negative: str) -> tuple[str, ...]:
    """Say what a prompt asks for with what its negative prompt leaves out; () = nothing more.

    To name what shall not be there is how it is kept away, so that the words themselves ask for
    nothing. Leaving out clothes, or whatever is grown up, does.
    """
    bare = bool(_CLOTHES.search(negative)) or len(set(_GARMENTS.findall(negative))) > 1
    young = bool(_GROWN.search(negative))
    asks = [words for held, words in ((bare, "naked 裸体"), (young, "a child 小孩")) if held]
    return (f"{prompt}, {', '.join(asks)}",) if asks else ()


def _spelt(prompt: str) -> Iterator[str]:
    """Read letters that stand apart ("n u d e c h i l d") as one word, and as any two."""
    for match in _APART.finditer(prompt):
        run = re.sub(r"[\W_]+", "", match[0])[:RUN]
        for at in range(len(run)):
            yield f"{prompt[: match.start()]} {run[:at]} {run[at:]} {prompt[match.end() :]}"


def stricter(one: Decision, other: Decision) -> bool:
    """Say whether one decision stands more in the way than another."""
    return ACTIONS.index(one.action) > ACTIONS.index(other.action)


def refused_beforehand(
    wanted: PictureWanted, painter: Painter, limits: PicturesSettings
) -> PictureWanted:
    """Fill what is open in a wish; raises QueryRefused for what cannot be drawn, saying why."""
    can = painter.abilities
    prompt = " ".join(text.clean(wanted.prompt, limit=LONGEST_PROMPT).split())
    _check_words(wanted, prompt)
    _check_task(wanted, can, painter.name)
    width, height = _size(wanted, can)
    if max(width, height) > limits.largest:
        raise QueryRefused(f"{width}x{height} is larger than pictures.largest, {limits.largest}")
    if not can.fits(width, height):
        raise QueryRefused(f"{painter.name} cannot draw {width}x{height}; it takes {_taken(can)}")
    most = min(can.n, limits.most)
    if not 1 <= wanted.n <= most:
        raise QueryRefused(f"{wanted.n} pictures were ordered; {painter.name} draws 1 to {most}")
    seed = secrets.randbelow(SEEDS) if wanted.seed is None else wanted.seed
    if not 0 <= seed < 2**63 - wanted.n:
        raise QueryRefused(f"the seed is {seed}; give a whole number from 0 on")
    return replace(wanted, prompt=prompt, width=width, height=height, seed=seed)


def new_drawing(
    wanted: PictureWanted, hired: Hired, decision: Decision, holder: str
) -> KeptDrawing:
    """Write a wish that was filled as an order, with what was decided on it."""
    from rostra.records import KeptDrawing

    now = wanted.now or datetime.now(UTC)
    return KeptDrawing(
        id=uuid.uuid4().hex[:12],
        who=wanted.who,
        asked_at=now,
        prompt=wanted.prompt,
        painter=hired.name,
        holder=holder,
        negative=wanted.negative,
        lang=lang_of(wanted.prompt),
        style=wanted.style,
        width=wanted.width,
        height=wanted.height,
        n=wanted.n,
        seed=wanted.seed or 0,
        task=wanted.task,
        source=wanted.source,
        action=decision.action,
        category=decision.category,
        reason=decision.reason,
        labels=decision.labels,
        floor=decision.floor,
        policy_version=decision.version,
        policy_sha256=decision.sha256,
        confirmed=wanted.sure,
        units=wanted.n * hired.cost,
    )


def policy_mark(decision: Decision) -> str:
    """Name the policy, and what it labels, as it is written into a picture's file."""
    label = f"; labels: {', '.join(decision.labels)}" if decision.labels else ""
    return f"{decision.version} ({decision.sha256[:12]}){label}"


def _check_words(wanted: PictureWanted, prompt: str) -> None:
    if not prompt and wanted.task != "vary":
        raise QueryRefused("the prompt is empty; say what to draw")
    if len(wanted.negative) > LONGEST_NEGATIVE:
        raise QueryRefused(f"the negative prompt may have {LONGEST_NEGATIVE} characters")
    if wanted.style not in STYLES:
        raise QueryRefused(f"the style is {wanted.style!r}; there are {', '.join(STYLES)}")


def _check_task(wanted: PictureWanted, can: Abilities, name: str) -> None:
    able = {"paint": True, "edit": can.edit, "vary": can.variation}[wanted.task]
    if not able:
        msg = f"{name} cannot {wanted.task} a picture; `rostra pictures painters` says who can"
        raise QueryRefused(msg)
    if (wanted.task == "paint") != (not wanted.source):
        raise QueryRefused(f"to {wanted.task} a picture, it alone is named; see `rostra pictures`")


def _size(wanted: PictureWanted, can: Abilities) -> tuple[int, int]:
    if can.sizes and not (wanted.width and wanted.height):
        return min(can.sizes, key=lambda size: abs(size[0] - SIDE) + abs(size[1] - SIDE))
    usual = max(can.smallest, min(SIDE, can.largest) // can.step * can.step)
    width = wanted.width or wanted.height or usual
    return width, wanted.height or width


def _taken(can: Abilities) -> str:
    if can.sizes:
        return ", ".join(f"{width}x{height}" for width, height in can.sizes)
    return f"sides of {can.smallest} to {can.largest} pixels in steps of {can.step}"
