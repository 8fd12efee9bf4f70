"""From the settings to painters: the bundled illustrator, and those of the operator's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rostra.app._feeds import secret
from rostra.app._picture_words import PainterState
from rostra.errors import QueryRefused, RostraError
from rostra.imagine import Illustrator, PainterSpec, open_painter

if TYPE_CHECKING:
    from rostra.imagine import Abilities, Painter
    from rostra.models import Model
    from rostra.settings import PainterSettings, Settings

BUNDLED = "illustrator"
ILLUSTRATOR_S = 120.0


@dataclass(frozen=True, slots=True)
class Hired:
    """A painter with what the settings say of it; `problem` says why there is none.

    `plain` has prompts go to it as they are.
    """

    name: str
    kind: str
    painter: Painter | None
    at_once: int = 1
    cost: int = 1
    timeout_s: float = ILLUSTRATOR_S
    problem: str = ""
    plain: bool = False


def hire(settings: Settings, planner: Model | None = None) -> Mapping[str, Hired]:
    """Open every painter by name; nothing is asked of it and no weights are loaded yet."""
    bundled = Hired(BUNDLED, BUNDLED, Illustrator(model=planner))
    return {BUNDLED: bundled, **{p.name: _hired(p, settings) for p in settings.pictures.painters}}


def chosen(painters: Mapping[str, Hired], name: str) -> tuple[Hired, Painter]:
    """Return the painter of a name; raises QueryRefused for one that cannot be had."""
    hired = painters.get(name)
    if hired is None:
        known = ", ".join(painters)
        raise QueryRefused(f"there is no painter {name!r}; there are {known}")
    if hired.painter is None:
        raise QueryRefused(f"the painter {name!r} cannot be used: {hired.problem}")
    return hired, hired.painter


def told(hired: Hired, usual: str, waiting: int) -> PainterState:
    """Say what a painter can do."""
    if hired.painter is None:
        return PainterState(
            hired.name, hired.kind, usual=hired.name == usual, problem=hired.problem
        )
    can = hired.painter.abilities
    return PainterState(
        hired.name, hired.kind, _sizes(can), can.n, can.seed, can.negative, can.edit,
        can.variation, can.languages, hired.name == usual, waiting,
    )  # fmt: skip


def _hired(told: PainterSettings, settings: Settings) -> Hired:
    try:
        painter = open_painter(_spec(told, settings.models.proxy))
    except RostraError as error:
        problem = " ".join(str(error).split())
        return Hired(told.name, told.kind, None, problem=problem)
    return Hired(
        told.name, told.kind, painter, told.at_once, told.cost, told.timeout_s, plain=told.plain
    )


def _spec(told: PainterSettings, proxy: str) -> PainterSpec:
    who = f"the painter {told.name!r}"
    hook = secret("", told.webhook_secret_env, f"the secret of the calls of {who}")
    return PainterSpec(
        told.name,
        told.kind,
        base_url=told.base_url,
        api_key=secret(told.api_key, told.api_key_env, f"the key of {who}"),
        model=told.model,
        workflow=told.workflow,
        weights=told.weights,
        steps=told.steps,
        guidance=told.guidance,
        threads=told.threads,
        timeout_s=told.timeout_s,
        connect_s=told.connect_timeout_s,
        webhook=told.webhook,
        webhook_secret=hook,
        proxy=proxy or None,
        extra={**told.extra, "plain": True} if told.plain else told.extra,
    )


def _sizes(can: Abilities) -> str:
    if can.sizes:
        return ", ".join(f"{width}x{height}" for width, height in can.sizes)
    return f"sides of {can.smallest} to {can.largest}, in steps of {can.step}"
