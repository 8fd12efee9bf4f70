"""`mini` against `large`: their direct record, their speed, and which of them answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rostra.app import App, BoardAsked, BoardWish, Duel, ModelState, Pace
from rostra.errors import ArenaError
from rostra.web._board import framed
from rostra.web._board_told import rated_of, trusted
from rostra.web._frame import lang_of, page

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

BOTH = ("mini", "large")
FEW = 30
"""Meetings below which the record says little, and the page says so."""


@dataclass(frozen=True, slots=True)
class Met:
    """How the two stand: the fragment that tells it, and the figures; None where they never met."""

    part: Markup | None
    figures: dict[str, Any]
    rated: dict[str, Any]


def routes() -> list[Route]:
    """Return the route of the page."""
    from starlette.routing import Route

    return [Route("/board/mini-large", mini_large, methods=["GET"])]


async def mini_large(request: Request) -> Response:
    """Show the two roles side by side."""
    app: App = request.app.state.app
    lang = lang_of(request)
    met, duel, models = await asyncio.to_thread(_both, app, lang)
    paces = _paces(duel)
    wrote = dict(duel.wrote)
    return page(
        request, "board_duel.html", part=met.part, figures=met.figures, few=FEW, both=BOTH,
        states={one.role: one for one in models}, paces=paces, wrote=wrote,
        total=sum(wrote.values()), by_model=sum(wrote.get(name, 0) for name in BOTH),
        **framed(BoardWish(), met.rated, lang),
    )  # fmt: skip


def _both(app: App, lang: str) -> tuple[Met, Duel, tuple[ModelState, ...]]:
    rated = rated_of(app)
    try:
        part = trusted(app.board(BoardAsked(form="compare-html", names=BOTH, tongue=lang)))
        figures = json.loads(app.board(BoardAsked(form="compare", names=BOTH, tongue=lang)))
        met = Met(part, figures, rated)
    except ArenaError:
        met = Met(None, {}, rated)
    return met, app.duel(BOTH), app.status().models


def _paces(duel: Duel) -> list[tuple[str, dict[str, Pace]]]:
    """Return the paces by where they come from; the demo's only where there are no others."""
    kinds = [("asked", duel.asked), ("fought", duel.fought)]
    told = [(kind, {one.name: one for one in paces}) for kind, paces in kinds if paces]
    return told or [("recorded", {one.name: one for one in duel.recorded})]
