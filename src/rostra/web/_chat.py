"""The chat: one conversation with its cards, and the box in which a turn is said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from rostra.app import ChatPaged, ChatSearch, Saying
from rostra.errors import RostraError
from rostra.web import _chat_turn
from rostra.web._chat_form import saying_of
from rostra.web._chat_quota import quota_line
from rostra.web._chat_turn import WAIT_S, message_values
from rostra.web._csrf import form_of, from_our_page
from rostra.web._frame import lang_of, page, render
from rostra.web._people_says import says
from rostra.web._who import owner_of
from rostra.web._words import say as words
from rostra.web._works import Busy, opened

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, ChatPage
    from rostra.web._chat_turn import Turn, Turns

LISTED = 40
"""Chats that the list beside a chat shows at first."""


def routes() -> list[Route]:
    """Return the routes of one chat; those with a fixed name come before it."""
    from starlette.routing import Route

    return [
        *_chat_turn.routes(),
        Route("/chat", new, methods=["GET"]),
        Route("/chat", say, methods=["POST"]),
        Route("/chat/{chat}", show, methods=["GET"]),
    ]


async def new(request: Request) -> Response:
    """Show an empty chat; a question that our own page brought is asked at once."""
    from starlette.concurrency import run_in_threadpool

    said = request.query_params.get("q", "")[:2000]
    values = await run_in_threadpool(_around, request)
    named = {name: request.query_params.get(name, "") for name in ("style", "mode", "model")}
    return page(
        request, "chat.html", **values, chat=None, messages=[], said=said,
        asks=bool(said and from_our_page(request)), named=named,
    )  # fmt: skip


async def show(request: Request) -> Response:
    """Show a chat's branch, its newest part first; older parts come when asked for."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import HTMLResponse

    asked = ChatPaged(
        request.path_params["chat"],
        owner_of(request),
        head=request.query_params.get("head", ""),
        before=request.query_params.get("before", ""),
    )
    app: App = request.app.state.app
    found = await run_in_threadpool(app.chat_page, asked)
    if found is None:
        raise HTTPException(404)
    messages = await run_in_threadpool(_messages, request, found)
    if "x-rostra-part" in request.headers:
        fill = partial(render, request, "chat_messages.html", chat=found, messages=messages)
        return HTMLResponse(await run_in_threadpool(fill))
    values = await run_in_threadpool(_around, request)
    fill_page = partial(page, request, "chat.html", **values, chat=found, messages=messages)
    return await run_in_threadpool(fill_page, said="", asks=False)


def _messages(request: Request, found: ChatPage) -> list[dict[str, Any]]:
    turns: Turns = request.app.state.turns
    live = [turns.find(message.id, owner_of(request)) for message in found.messages]
    return [
        message_values(
            found.id,
            message,
            beside=found.beside.get(message.id, ()),
            running=message.state == "answering" and turn is not None,
            error=_failure(request, turn),
        )
        for message, turn in zip(found.messages, live, strict=True)
    ]


def _failure(request: Request, turn: Turn | None) -> str:
    """Say what broke a turn off, for as long as it is known."""
    failure = turn.failure if turn is not None else None
    return says(lang_of(request), failure) if isinstance(failure, RostraError) else ""


def _around(request: Request) -> dict[str, Any]:
    """Return what stands around every chat: the list, and what may be chosen."""
    app: App = request.app.state.app
    owner = owner_of(request)
    return {
        "chats": app.chats(ChatSearch(owner=owner, limit=LISTED)),
        "more": LISTED,
        "models": app.models(),
        "usual_model": app.settings.models.answer_with,
        "sample": app.only_sample(),
        "quota": quota_line(request),
    }


async def say(request: Request) -> Response:
    """Begin a turn; a script gets its name at once, a form without one the answered page."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse, RedirectResponse

    form = await form_of(request)
    saying: Saying = await saying_of(request, form)
    fun = form.get("style") == "fun"
    turn = await opened(
        await run_in_threadpool(partial(_chat_turn.begin, request, saying, fun=fun))
    )
    if isinstance(turn, Busy):
        raise HTTPException(503, words(lang_of(request), "chat.wrong_busy"))
    name, data = turn.events[0]
    scripted = "x-rostra-part" in request.headers
    if name == "failed":
        import json

        raise HTTPException(400, json.loads(data)["message"])
    if scripted:
        return JSONResponse({"turn": turn.id, "chat": turn.about})
    await turn.finished(WAIT_S)
    return RedirectResponse(f"/chat/{turn.about}#m-{turn.id}", 303)
