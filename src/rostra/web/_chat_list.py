"""The list of chats: paged, searched, and what may be changed about one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from rostra.app import AnswersAsked, ChatChange, ChatNamed, ChatPaged, ChatSearch, Marking
from rostra.web._csrf import form_of
from rostra.web._frame import page, render
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, ChatFound

LISTED = 40
"""Chats that one part of the list shows."""
FOUND = 50
BEFORE, AFTER = 40, 140
"""Characters of a found message shown around the first word that was searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found; `snippet` marks the words."""

    chat: str
    title: str
    message: str
    role: str
    created: datetime
    snippet: Markup


def routes() -> list[Route]:
    """Return the routes of the list and of what changes a chat."""
    from starlette.routing import Route

    return [
        Route("/chat/list", listed, methods=["GET"]),
        Route("/chat/{chat}/change", change, methods=["POST"]),
        Route("/chat/{chat}/delete", delete, methods=["POST"]),
        Route("/chat/{chat}/branch", move, methods=["POST"]),
        Route("/chat/{chat}/mark", mark, methods=["POST"]),
    ]


async def listed(request: Request) -> Response:
    """Show the list, its next part, or what was found; a script gets the part alone."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse

    words = request.query_params.get("q", "").strip()[:200]
    before = _moment(request.query_params.get("before", ""))
    values = await run_in_threadpool(_values, request, words, before)
    if "x-rostra-part" not in request.headers:
        app: App = request.app.state.app
        kept = await run_in_threadpool(app.answers, AnswersAsked(owner_of(request), 1))
        return page(request, "chats.html", **values, q=words, single=bool(kept))
    name = "chat_hits.html" if words else "chat_lines.html" if before else "chat_found.html"
    here = request.query_params.get("here", "")
    shown = {**values, "path": f"/chat/{here}"} if here else values
    return HTMLResponse(render(request, name, **shown))


def _values(request: Request, words: str, before: datetime | None) -> dict[str, Any]:
    app: App = request.app.state.app
    owner = owner_of(request)
    if words:
        found = app.chats_search(ChatSearch(words, owner, FOUND))
        return {"hits": [hit(one, words) for one in found], "chats": (), "more": LISTED}
    chats = app.chats(ChatSearch(owner=owner, limit=LISTED, before=before))
    return {"hits": None, "chats": chats, "more": LISTED}


def _moment(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def hit(found: ChatFound, words: str) -> Hit:
    """Cut a message around the words that were searched for, and mark them."""
    said = " ".join(found.text.split())
    pattern = _pattern(words)
    first = pattern.search(said)
    begin = max(0, (first.start() if first else 0) - BEFORE)
    end = min(len(said), (first.end() if first else 0) + AFTER)
    cut = said[begin:end]
    made, at = Markup(), 0
    for one in pattern.finditer(cut):
        made += escape(cut[at : one.start()]) + Markup("<mark>{}</mark>").format(one[0])
        at = one.end()
    made += escape(cut[at:])
    made = Markup("{}{}{}").format("…" if begin else "", made, "…" if end < len(said) else "")
    return Hit(found.chat, found.title, found.message, found.role, found.created, made)


def _pattern(words: str) -> re.Pattern[str]:
    """Match the words in either Chinese script; Chinese also by its pairs, as the index does."""
    from rostra import text

    wanted = {form for word in words.split() for form in _scripts(word, text)}
    pairs = {w[i : i + 2] for w in wanted if not w.isascii() for i in range(len(w) - 1)}
    longest = sorted(wanted | pairs, key=len, reverse=True)[:60]
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)", re.IGNORECASE)


def _scripts(word: str, text: Any) -> set[str]:
    return {word} if word.isascii() else {word, text.traditional(word), text.simplify(word)}


async def change(request: Request) -> Response:
    """Rename or pin a chat."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    title, pinned = form.get("title"), form.get("pinned")
    app: App = request.app.state.app
    wanted = ChatChange(
        request.path_params["chat"],
        title=title[:200] if isinstance(title, str) and title.strip() else None,
        pinned=pinned == "1" if isinstance(pinned, str) else None,
        owner=owner_of(request),
    )
    return _back(request, done=await run_in_threadpool(app.chat_change, wanted))


async def delete(request: Request) -> Response:
    """Delete a chat for good."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    await form_of(request)
    app: App = request.app.state.app
    named = ChatNamed(request.path_params["chat"], owner_of(request))
    if not await run_in_threadpool(app.chat_delete, named):
        raise HTTPException(404)
    return RedirectResponse("/chat", 303)


async def move(request: Request) -> Response:
    """Go over to the branch that leads through a message, to its newest end."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    app: App = request.app.state.app
    chat, owner = request.path_params["chat"], owner_of(request)
    through = str(form.get("through", ""))
    asked = ChatPaged(chat, owner, through=through or "-", limit=1)
    found = await run_in_threadpool(app.chat_page, asked)
    if found is None or not found.head:
        raise HTTPException(404)
    moved = await run_in_threadpool(app.chat_change, ChatChange(chat, head=found.head, owner=owner))
    return _back(request, done=moved, where=f"#m-{through}")


async def mark(request: Request) -> Response:
    """Keep a reader's mark on a sentence that its posts do not say."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    form = await form_of(request)
    app: App = request.app.state.app
    message, sentence = str(form.get("message", "")), str(form.get("sentence", ""))
    found = await run_in_threadpool(app.chat_message, owner_of(request), message)
    if found is None or found[0] != request.path_params["chat"] or not sentence.isdecimal():
        raise HTTPException(404)
    note, owner = str(form.get("note", "")), owner_of(request)
    marking = Marking(message, int(sentence[:6]), note, owner)
    await run_in_threadpool(app.mark, marking)
    if "x-rostra-part" in request.headers:
        return Response(status_code=204)
    return _back(request, done=True, where=f"#m-{message}")


def _back(request: Request, *, done: bool, where: str = "") -> Response:
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    if not done:
        raise HTTPException(404)
    return RedirectResponse(f"/chat/{request.path_params['chat']}{where}", 303)
