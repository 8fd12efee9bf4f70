"""The board: everything that the arena tells of its votes, as pages."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rostra.app import (
    App,
    BattleExample,
    BattleOutcome,
    BoardAsked,
    BoardWish,
    ExamplesAsked,
)
from rostra.arena import CATEGORIES, Told
from rostra.errors import ArenaError
from rostra.web import _board_wish as wished
from rostra.web._arena_told import Answer, Question, written
from rostra.web._arena_voter import operates
from rostra.web._board_told import (
    IMPORT_BYTES,
    headline,
    is_demo,
    look_address,
    part_of,
    rated_of,
    trusted,
    without_title,
)
from rostra.web._frame import lang_of, page
from rostra.web._words import say

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


OUTCOMES = 8
_POST = re.compile(r"\[post (\d{1,2})\]")


def routes() -> list[Route]:
    """Return the routes of the board's pages."""
    from starlette.routing import Route

    return [
        Route("/board", board, methods=["GET"]),
        Route("/board/compare", compare, methods=["GET"]),
        Route("/board/entrant/{name:path}", entrant, methods=["GET"]),
    ]


async def board(request: Request) -> Response:
    """Show the whole board, by the wish in the address."""
    return await shown(request)


async def shown(request: Request, status: int = 200, problem: str = "") -> Response:
    """Show the board; `problem` says what did not work."""
    wish = wished.wish_of(request.query_params)
    app: App = request.app.state.app
    lang = lang_of(request)
    parts, rated, masked = await asyncio.to_thread(_board, app, wish, lang)
    lead = trusted(without_title(parts.pop("summary")))
    hidden = {one.code for one in masked if one.revealed_at is None}
    return page(
        request, "board.html", status=status, problem=problem, lead=lead,
        parts={name: trusted(html) for name, html in parts.items()},
        contents={name: headline(html) for name, html in parts.items()},
        rows=rated.get("ratings", []), masked=hidden, may_import=operates(request),
        most_mb=IMPORT_BYTES // 1_000_000, kept=_number(request, "kept"),
        known=_number(request, "known"), **framed(wish, rated, lang),
    )  # fmt: skip


def _board(
    app: App, wish: BoardWish, lang: str
) -> tuple[dict[str, str], dict[str, Any], tuple[Any, ...]]:
    """Return the fragments, the board as data ({} where there is none), and the register."""
    parts = json.loads(app.board(BoardAsked(wish, "fragments", tongue=lang)))
    return parts, rated_of(app, wish), app.register()


def _number(request: Request, name: str) -> int | None:
    told = request.query_params.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def framed(wish: BoardWish, rated: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return what every page of the board is filled with, the form of its filters among it."""
    known = wished.LANGS if wish.lang in ("", *wished.LANGS) else (*wished.LANGS, wish.lang)
    every = ("", say(lang, "board.all"))
    langs = [(one, say(lang, f"board.lang_{one}") if one in wished.LANGS else one) for one in known]
    return {
        "look": look_address(),
        "demo": is_demo(rated),
        "chosen": wished.query_of(wish),
        "categories": [every, *((one, say(lang, f"board.{one}")) for one in CATEGORIES)],
        "langs": [every, *langs],
        "address": lambda path, **more: wished.address(path, wish, **more),
    }


async def entrant(request: Request) -> Response:
    """Show one entrant: its record by rival, language and category, and its newest battles.

    One that fought and cannot be rated (few votes, or all for one side) has a page that says so.
    """
    from starlette.exceptions import HTTPException

    wish = wished.wish_of(request.query_params)
    app: App = request.app.state.app
    name, lang = request.path_params["name"], lang_of(request)
    told, outcomes = await asyncio.to_thread(_fought, app, name)
    part: Markup | None
    try:
        part, rated = await part_of(app, BoardAsked(wish, "entrant-html", (name,), lang))
    except ArenaError as error:
        if not outcomes:
            raise HTTPException(404) from error
        part, rated = None, await asyncio.to_thread(rated_of, app, wish)
    examples = [(one, asked_in(number, one)) for number, one in enumerate(told, start=1)]
    rivals = [row["name"] for row in rated.get("ratings", ()) if row["name"] != name]
    return page(
        request, "board_entrant.html", part=part, who=name, rivals=rivals, examples=examples,
        outcomes=outcomes, public=partial(public, lang=lang), topics=CATEGORIES,
        **framed(wish, rated, lang),
    )  # fmt: skip


def _fought(app: App, name: str) -> tuple[Sequence[BattleExample], Sequence[BattleOutcome]]:
    return (
        app.battle_examples(ExamplesAsked(name)),
        app.battle_outcomes(ExamplesAsked(name, OUTCOMES)),
    )


def public(told: Told, anchor: str, lang: str) -> Markup:
    """Write a published answer as HTML: what posts say word for word is a link to its post."""
    from markupsafe import Markup, escape

    numbers = {card.number for card in told.cards}

    def linked(found: re.Match[str]) -> str:
        words = escape(say(lang, "board.post_says", n=found[1]))
        if int(found[1]) not in numbers:
            return str(words)
        return f'<a class="post-says" href="#{anchor}-{found[1]}">{words}</a>'

    html = _POST.sub(linked, str(written(told, anchor)))
    return Markup(html)  # noqa: S704 - what `written` let through, and our links


def asked_in(place: int, example: BattleExample) -> list[Question]:
    """Lay out an example's questions; `place` among the examples makes their anchors its own."""
    return [
        Question(
            100 * place + number, turn.question,
            Answer("left", turn.left), Answer("right", turn.right),
        )
        for number, turn in enumerate(example.turns)
    ]  # fmt: skip


async def compare(request: Request) -> Response:
    """Show two entrants side by side."""
    from starlette.exceptions import HTTPException

    wish = wished.wish_of(request.query_params)
    app: App = request.app.state.app
    lang = lang_of(request)
    names = (request.query_params.get("a", ""), request.query_params.get("b", ""))
    try:
        part, rated = await part_of(app, BoardAsked(wish, "compare-html", names, lang))
    except ArenaError as error:
        raise HTTPException(404) from error
    return page(request, "board_compare.html", part=part, names=names, **framed(wish, rated, lang))
