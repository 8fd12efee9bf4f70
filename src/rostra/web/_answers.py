"""A single answer's page: what was said, on which posts, and what became of them since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.app import AnswerNamed, AnswersAsked, Marking, ThingNamed, ThingsAsked
from rostra.web._chat_view import shown
from rostra.web._csrf import form_of
from rostra.web._frame import page
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, Marked, OldAnswer

LISTED = 100
MARKS = 1000
"""Marks of a person that are looked through for those of one answer."""


def routes() -> list[Route]:
    """Return the routes of answers."""
    from starlette.routing import Route

    return [
        Route("/answers", listed, methods=["GET"]),
        Route("/answers/{answer}", show, methods=["GET"]),
        Route("/answers/{answer}/mark", mark, methods=["POST"]),
        Route("/answers/{answer}/unmark", unmark, methods=["POST"]),
    ]


async def listed(request: Request) -> Response:
    """List the person's kept answers, those of single questions."""
    from starlette.concurrency import run_in_threadpool

    app: App = request.app.state.app
    asked = AnswersAsked(owner_of(request), LISTED)
    return page(request, "answers.html", answers=await run_in_threadpool(app.answers, asked))


async def show(request: Request) -> Response:
    """Show one answer as it stands today, also one that was told in a chat."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(_show, request)


def _show(request: Request) -> Response:
    told = _named(request)
    return page(request, "answer.html", **_values(told, _marks(request, told.id)))


def _values(told: OldAnswer, marks: list[Marked]) -> dict[str, Any]:
    fares = {one.number: one.standing for one in told.posts}
    return {
        "told": told,
        "mid": told.id,
        "frozen": True,
        "linked": True,
        "view": shown(told.answer, fares),
        "changed": [one for one in told.posts if one.standing != "stands"],
        "marks": marks,
    }


def _named(request: Request) -> OldAnswer:
    """Return the answer of the address; another's is as if unknown."""
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    told = app.answer(AnswerNamed(request.path_params["answer"], owner_of(request)))
    if told is None:
        raise HTTPException(404)
    return told


def _marks(request: Request, answer_id: str) -> list[Marked]:
    """Return the marks on an answer, one for each time that it was marked."""
    app: App = request.app.state.app
    found = app.marks(ThingsAsked(owner_of(request), MARKS))
    return list({one.id: one for one in found if one.answer_id == answer_id}.values())


async def mark(request: Request) -> Response:
    """Keep that a sentence's posts do not say it."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    form = await form_of(request)
    told = await run_in_threadpool(_named, request)
    sentence = str(form.get("sentence", ""))[:6]
    if not sentence.isdecimal():
        raise HTTPException(404)
    app: App = request.app.state.app
    note = str(form.get("note", ""))
    await run_in_threadpool(app.mark, Marking(told.id, int(sentence), note, owner_of(request)))
    if "x-rostra-part" in request.headers:
        return Response(status_code=204)
    return _back(told)


async def unmark(request: Request) -> Response:
    """Take a mark back."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    told = await run_in_threadpool(_named, request)
    app: App = request.app.state.app
    named = ThingNamed(str(form.get("mark", "")), owner_of(request))
    if not await run_in_threadpool(app.unmark, named):
        raise HTTPException(404)
    return _back(told)


def _back(told: OldAnswer) -> Response:
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"/answers/{told.id}#marks", 303)
