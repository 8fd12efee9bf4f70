"""One turn of a chat on the wire: it is begun by a form, watched by many, stopped by its owner."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from rostra.app import ChatMessage, ChatPaged, Drawing, Opened, Queued, stopped
from rostra.assistant import Called, Finished, Gathered, Said, Typed
from rostra.web._chat_quota import close, counted_for, reserve
from rostra.web._chat_view import arguments, cards, numbered, shown
from rostra.web._people_says import says
from rostra.web._replies import told
from rostra.web._who import owner_of
from rostra.web._works import CLOSE_S, Busy, Work, Works, until_stopped
from rostra.web._works_sent import behind, sent, streamed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, ChatPage, Reservation, Saying
    from rostra.assistant import Answer

RUNNING = 256
"""Turns that are answered at once; each takes a thread."""
WAIT_S = 90.0
"""Seconds for which a form without a script waits for its answer."""

Event: TypeAlias = tuple[str, str]
"""The name of an event and its data, JSON on one line."""
Turn: TypeAlias = Work[Event]
"""A turn of a chat: its id is its answer's, its chat what it is about."""
Turns: TypeAlias = Works[Event]
Fill = Callable[..., str]
"""Fills a template in the language and with the token of who asks."""


def routes() -> list[Route]:
    """Return the routes of running turns."""
    from starlette.routing import Route

    return [
        Route("/chat/turn/{turn}/events", events, methods=["GET"]),
        Route("/chat/turn/{turn}/stop", stop, methods=["POST"]),
    ]


def open_turns() -> Turns:
    """Return the registry of running turns."""
    return Works("rostra-turn", at_once=RUNNING)


def begin(request: Request, saying: Saying, *, fun: bool = False) -> Turn | Busy:
    """Have a turn answered; Busy where too many are. Raises QuotaSpent and NotInPlan."""
    from functools import partial

    from rostra.web._frame import lang_of, render

    app: App = request.app.state.app
    turns: Turns = request.app.state.turns
    held = reserve(request, saying, fun=fun)
    fill, lang = partial(render, request), lang_of(request)
    turn = turns.begin(
        saying.owner, lambda turn: _Told(app, saying, turn, fill, held, lang).events()
    )
    if isinstance(turn, Busy):
        close(app, held, told=False)
    return turn


async def events(request: Request) -> Response:
    """Send a turn's events behind the last one the reader has; a stored answer where it is over."""
    turns: Turns = request.app.state.turns
    turn_id, owner = request.path_params["turn"], owner_of(request)
    turn = turns.find(turn_id, owner)
    if turn is not None:
        return streamed(sent(turn, behind(request), lambda event: event))
    return streamed(await _stored(request, turn_id, owner))


async def stop(request: Request) -> Response:
    """Stop a turn at its next word; what was said is kept."""
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse, Response

    from rostra.web._csrf import form_of

    await form_of(request)
    turns: Turns = request.app.state.turns
    turn = turns.find(request.path_params["turn"], owner_of(request))
    if turn is None:
        raise HTTPException(404)
    turn.stopped.set()
    if "x-rostra-part" in request.headers:
        return Response(status_code=204)
    await turn.finished(CLOSE_S)
    return RedirectResponse(f"/chat/{turn.about}#m-{turn.id}", 303)


async def _stored(request: Request, turn_id: str, owner: str) -> AsyncIterator[bytes]:
    """Send the stored answer as the one event of a turn that nobody remembers running."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    found = await run_in_threadpool(app.chat_message, owner, turn_id)
    if found is None:
        raise HTTPException(404)
    from rostra.web._frame import render

    chat, message = found
    html = await run_in_threadpool(
        render, request, "chat_message.html", **message_values(chat, message, running=False)
    )

    async def body() -> AsyncIterator[bytes]:
        yield f"event: done\ndata: {_json(html=html, state=message.state)}\n\n".encode()

    return body()


def message_values(
    chat: str,
    message: ChatMessage,
    *,
    beside: tuple[str, ...] = (),
    running: bool = False,
    error: str = "",
) -> dict[str, Any]:
    """Return what the template of a message needs."""
    view = shown(message.answer) if message.answer is not None else None
    return {
        "chat_id": chat,
        "message": message,
        "beside": beside or (message.id,),
        "running": running,
        "error": error,
        "view": view,
    }


@dataclass(slots=True)
class _Told:
    """A turn while it is told: what the app says becomes parts of a page."""

    app: App
    saying: Saying
    turn: Turn
    fill: Fill
    held: Reservation | None = None
    lang: str = "en"
    said: int = 0
    error: str = ""

    def events(self) -> Iterator[Event]:
        """Yield the turn's events; the last is `done`, or `failed` where it never began."""
        with counted_for(self.held):
            yield from self._told()

    def _told(self) -> Iterator[Event]:
        from rostra.errors import RostraError

        answer: Answer | None = None
        try:
            with closing(until_stopped(self.turn, self.app.chat(self.saying))) as stream:
                for event in stream:
                    if isinstance(event, Finished):
                        answer = event.answer
                    else:
                        yield from self._part(event)
        except RostraError as error:
            self.turn.failure, self.error = error, says(self.lang, error)
        except Exception as error:  # noqa: BLE001 - the reader learns that it failed, the log why
            self.error = told(error)["message"]
        finally:
            left = answer is not None and stopped(answer)
            close(
                self.app,
                self.held,
                told=not left and (answer is not None or self.said > 0),
                drawn=answer is not None and bool(answer.drawn),
            )
        if not self.turn.id:
            yield "failed", _json(message=self.error)
            return
        yield self._done()

    def _part(self, event: object) -> Iterator[Event]:
        if isinstance(event, Opened):
            self.turn.id, self.turn.about = event.answer, event.chat
            yield "opened", self._opened(event)
        elif isinstance(event, Gathered) and event.evidence:
            made = cards(event.evidence)
            yield "cards", _json(html=self.fill("chat_cards.html", cards=made, mid=self.turn.id))
        elif isinstance(event, Called):
            call = event.call
            html = self.fill("chat_call.html", call=call, arguments=arguments(call))
            yield "call", _json(html=html)
        elif isinstance(event, Queued | Drawing):
            yield "painting", _json()
        elif isinstance(event, Typed):
            yield "typed", _json(text=event.piece)
        elif isinstance(event, Said):
            self.said += 1
            one = numbered(event.sentence, self.said)
            html = self.fill("chat_said.html", one=one, mid=self.turn.id)
            yield "said", _json(kind=one.kind, html=html)

    def _opened(self, event: Opened) -> str:
        found = self._last()
        first = 1 if self.saying.again else 0  # the question stands there already
        shown = found.messages[first:] if found else ()
        html = "".join(self._message(found, message) for message in shown) if found else ""
        return _json(chat=event.chat, turn=event.answer, html=html)

    def _last(self) -> ChatPage | None:
        """Read the question and its answer, with what stands beside them."""
        chat, owner = self.turn.about, self.saying.owner
        return self.app.chat_page(ChatPaged(chat, owner, head=self.turn.id, limit=2))

    def _done(self) -> Event:
        found = self._last()
        if found is None or not found.messages:  # the chat was deleted meanwhile
            return "done", _json(html="", state="gone")
        message = found.messages[-1]
        html = self._message(found, message, over=True)
        return "done", _json(html=html, state=message.state)

    def _message(self, page: ChatPage, message: ChatMessage, *, over: bool = False) -> str:
        beside = page.beside.get(message.id, ())
        running = not over and message.role == "assistant"
        values = message_values(page.id, message, beside=beside, running=running, error=self.error)
        return self.fill("chat_message.html", **values)


def _json(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
