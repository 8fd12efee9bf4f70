"""The arena: one question, two answers without names, a vote, and then the names."""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rostra.app import (
    App,
    BattleAsking,
    BattleNamed,
    BattlesAsked,
    BattleTurn,
    Voting,
)
from rostra.arena import CHOICES, REASONS, Ended, Event, Piece
from rostra.errors import (
    ArenaError,
    BattleVoid,
    NotInPlan,
    QueryRefused,
    QuotaSpent,
    VoteRefused,
)
from rostra.web import _arena_said as said
from rostra.web import _arena_told as told
from rostra.web import _arena_vote as votes
from rostra.web._arena_turns import Turn, Turns, fought, number_of, wait_s
from rostra.web._arena_voter import Voter, keep, voter_of
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import lang_of, page, render
from rostra.web._news_parts import allowance
from rostra.web._works import Busy, opened
from rostra.web._works_sent import behind, sent, streamed

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

QUESTION_LIMIT = 4000
LISTED = 100
RECENT = 5
MODES = ("", "feed", "plain")


def routes() -> list[Route]:
    """Return the routes of the arena."""
    from starlette.routing import Route

    return [
        Route("/arena", arena, methods=["GET"]),
        Route("/arena", ask, methods=["POST"]),
        Route("/arena/battles", battles, methods=["GET"]),
        Route("/arena/battle/{battle}", battle, methods=["GET"]),
        Route("/arena/battle/{battle}/events", events, methods=["GET"]),
        Route("/arena/battle/{battle}/turn", further, methods=["POST"]),
        Route("/arena/battle/{battle}/vote", vote, methods=["POST"]),
        Route("/arena/battle/{battle}/names", names, methods=["POST"]),
    ]


def turns_of(request: Request) -> Turns:
    """Return the turns under way in this process."""
    turns: Turns = request.app.state.arena_turns
    return turns


async def _begun(
    request: Request, voter: str, question: str, begin: Callable[[], Iterator[Event]]
) -> Turn | Busy:
    """Begin a turn; its battle is known then. Raises what refuses it."""
    work = fought(begin, partial(allowance, request, "battle"))
    return await opened(turns_of(request).begin(voter, work, question))


# Asking


async def arena(request: Request) -> Response:
    """Show the question box of the arena."""
    return await _asking(request, question=request.query_params.get("q", "")[:QUESTION_LIMIT])


async def _asking(
    request: Request, *, status: int = 200, question: str = "", problem: str = "", own: str = ""
) -> Response:
    app: App = request.app.state.app
    voter = voter_of(request)
    lines, entrants = await asyncio.to_thread(
        lambda: (app.battles(BattlesAsked(voter.id, RECENT)), app.entrants())
    )
    met = [one for one in entrants if not one.problem]
    mode = request.query_params.get("mode", "")
    reply = page(
        request, "arena.html", status=status, question=question, problem=problem, own=own,
        mode=mode if mode in MODES else "", lines=lines, met=met,
        missing=[one for one in entrants if one.problem], examples=said.EXAMPLES[lang_of(request)],
        limit=QUESTION_LIMIT,
    )  # fmt: skip
    return keep(reply, voter, request)


async def ask(request: Request) -> Response:
    """Begin a battle, and go to its page."""
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    app: App = request.app.state.app
    voter, lang = voter_of(request), lang_of(request)
    question = field_of(form, "pick").strip() or field_of(form, "question").strip()
    mode = field_of(form, "mode").strip()
    asking = BattleAsking(
        question, voter=voter.id, kind=voter.kind, mode=mode if mode in MODES else "",
        consent=field_of(form, "consent").strip() == "on", fun=field_of(form, "style") == "fun",
    )  # fmt: skip
    try:
        live = await _begun(request, voter.id, question, partial(app.battle, asking))
    except (QuotaSpent, NotInPlan) as error:
        return await _asking(
            request, status=429, question=question, problem=said.spent(lang, error)
        )
    except (QueryRefused, ArenaError) as error:
        problem = said.refused(lang, str(error))
        return await _asking(request, status=400, question=question, problem=problem)
    if isinstance(live, Busy):
        problem = said.busy(lang, own=bool(live.own))
        return await _asking(request, status=429, question=question, problem=problem, own=live.own)
    reply = RedirectResponse(f"/arena/battle/{live.id}", 303)
    return keep(reply, voter, request)


async def further(request: Request) -> Response:
    """Put a further question to both sides of an open battle."""
    form = await form_of(request)
    app: App = request.app.state.app
    voter, name = voter_of(request), request.path_params["battle"]
    question = field_of(form, "question").strip()
    turn = BattleTurn(name, question, voter.id)
    try:
        live = await _begun(request, voter.id, question, partial(app.battle_turn, turn))
    except (QuotaSpent, NotInPlan) as error:
        return await _shown(request, 429, said.spent(lang_of(request), error))
    except (QueryRefused, ArenaError) as error:
        return await _shown(request, 409, said.refused(lang_of(request), str(error)))
    if isinstance(live, Busy):
        return await _shown(request, 429, said.busy(lang_of(request), own=bool(live.own)))
    return await _done(request)


# A battle


async def battle(request: Request) -> Response:
    """Show a battle of the voter's: under way, to be voted on, or with its names."""
    return await _shown(request)


async def _shown(
    request: Request, status: int = 200, problem: str = "", wait_s: float = 0.0
) -> Response:
    """Show a battle, or the part of the page that changes; `wait_s` until a vote may be given."""
    from starlette.exceptions import HTTPException

    voter, turns = voter_of(request), turns_of(request)
    app: App = request.app.state.app
    values = await asyncio.to_thread(_values, request, app, turns, voter)
    if values is None:
        raise HTTPException(404)
    values["problem"] = problem
    values["wait_s"] = max(values["fight"].wait_s, wait_s)
    if "x-rostra-part" in request.headers:
        from starlette.responses import HTMLResponse

        html = render(request, "arena_fight.html", **values)
        return HTMLResponse(html, status, headers={"cache-control": "no-store"})
    return page(request, "arena_battle.html", status=status, **values)


def _values(request: Request, app: App, turns: Turns, voter: Voter) -> dict[str, Any] | None:
    lang = lang_of(request)
    fight = told.fight_of(app, turns, request.path_params["battle"], voter.id)
    if fight is None:
        return None
    line = fight.shown.line
    standings = votes.standings(app, fight.shown, request.app.state.arena_moves)
    return {
        "fight": fight,
        "line": line,
        "standings": standings,
        "models": _models(app, standings),
        "choices": CHOICES,
        "reasons": {name: words[lang] for name, words in REASONS.items()},
        "cause": told.said_cause(lang, line.cause),
        "vote_id": str(uuid.UUID(bytes=secrets.token_bytes(16), version=4)),
        "more": line.turns < app.settings.arena.turns,
        "first": fight.questions[0].question if fight.questions else line.question,
    }


def _models(app: App, standings: Any) -> Mapping[str, str]:
    """Return which model stands behind the roles that are told."""
    if standings is None:
        return {}
    return {one.role: one.model for one in app.status().models}


async def _done(request: Request) -> Response:
    """Answer a change: with the part of the page to a script, else by going to the page."""
    from starlette.responses import RedirectResponse

    if "x-rostra-part" in request.headers:
        return await _shown(request)
    return RedirectResponse(f"/arena/battle/{request.path_params['battle']}", 303)


async def vote(request: Request) -> Response:
    """Give the vote of a battle; the names come with the reply."""
    form = await form_of(request)
    app: App = request.app.state.app
    voter, lang = voter_of(request), lang_of(request)
    turns, name = turns_of(request), request.path_params["battle"]
    waits = wait_s(turns, turns.find(name, voter.id), app.settings.arena.vote_gap_s)
    if waits > 0:
        return await _shown(request, 429, said.too_soon(lang, waits))
    voting = Voting(
        name, field_of(form, "choice").strip(), _texts(form, "reason"), voter.id, voter.kind,
        id=field_of(form, "vote").strip(),
    )  # fmt: skip
    try:
        await asyncio.to_thread(votes.give, app, voting, request.app.state.arena_moves)
    except BattleVoid:
        return await _shown(request, 409)
    except VoteRefused as error:
        slow = said.wait_in(str(error))
        problem = said.too_soon(lang, slow) if slow else said.refused(lang, str(error))
        return await _shown(request, 429 if slow else 409, problem, slow)
    return await _done(request)


async def names(request: Request) -> Response:
    """Tell the names of an open battle; it takes no vote any more."""
    await form_of(request)
    app: App = request.app.state.app
    named = BattleNamed(request.path_params["battle"], voter_of(request).id)
    try:
        found = await asyncio.to_thread(app.battle_names, named)
    except ArenaError as error:
        return await _shown(request, 409, said.refused(lang_of(request), str(error)))
    return await _done(request) if found else await _shown(request, 404)


async def battles(request: Request) -> Response:
    """List the voter's battles."""
    app: App = request.app.state.app
    voter = voter_of(request)
    lines = await asyncio.to_thread(app.battles, BattlesAsked(voter.id, LISTED))
    return keep(page(request, "arena_battles.html", lines=lines), voter, request)


# The events of a turn


async def events(request: Request) -> Response:
    """Stream what both sides say, from behind the last event that the reader heard.

    A battle of one's own that nobody fights any more is over; any other is not there.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    name, voter = request.path_params["battle"], voter_of(request).id
    live = turns_of(request).find(name, voter)
    app: App = request.app.state.app
    if live is None and not await run_in_threadpool(app.battle_show, BattleNamed(name, voter)):
        raise HTTPException(404)
    return streamed(sent(live, behind(request), partial(_written, request, live), "over"))


def _written(request: Request, live: Turn | None, event: Event) -> tuple[str, str]:
    """Return the name of an event and what is told of it: never a name, never a time."""
    data: dict[str, str] = {}
    if isinstance(event, Piece):
        data = {"side": event.side, "text": event.text}
    elif isinstance(event, Ended) and live is not None:
        answer = told.Answer(event.side, event.told)
        html = render(request, "arena_answer.html", answer=answer, number=number_of(live))
        data = {"side": event.side, "html": html}
    return type(event).__name__.lower(), json.dumps(data, ensure_ascii=False)


def _texts(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(value for value in form.getlist(name) if isinstance(value, str))
