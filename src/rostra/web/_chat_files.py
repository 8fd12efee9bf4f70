"""Chats as files: exported as Markdown and JSON, printed, and taken in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.app import ChatNamed, Conversation, SeenNamed, dump, load
from rostra.errors import OwnerError
from rostra.web._chat_turn import message_values
from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page
from rostra.web._who import owner_of
from rostra.web._words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, ChatMessage
    from rostra.assistant import Answer

IMPORT_BYTES = 8_000_000
IMPORT_PATH = "/chat/import"
THUMB_SIDE = 320
"""Pixels of the longer side of a picture that is shown with its question."""
RASTER = frozenset({"image/png", "image/jpeg", "image/webp"})


def routes() -> list[Route]:
    """Return the routes of files."""
    from starlette.routing import Route

    return [
        Route(IMPORT_PATH, take_in, methods=["POST"]),
        Route("/chat/picture/{sha256}", picture, methods=["GET"]),
        Route("/chat/{chat}/export.md", export_markdown, methods=["GET"]),
        Route("/chat/{chat}/export.json", export_json, methods=["GET"]),
        Route("/chat/{chat}/print", printed, methods=["GET"]),
    ]


async def export_markdown(request: Request) -> Response:
    """Send the branch that is shown as Markdown."""
    from starlette.concurrency import run_in_threadpool

    told = await _whole(request)
    text = await run_in_threadpool(markdown, told, lang_of(request))
    return _file(told.id, "md", text.encode(), "text/markdown; charset=utf-8")


async def export_json(request: Request) -> Response:
    """Send the whole chat, every branch, as JSON that can be taken in again."""
    from starlette.concurrency import run_in_threadpool

    told = await _whole(request)
    body = await run_in_threadpool(dump, Conversation, told)
    return _file(told.id, "json", body, "application/json")


async def printed(request: Request) -> Response:
    """Show the branch as a page to be printed; the browser makes the PDF."""
    from starlette.concurrency import run_in_threadpool

    told = await _whole(request)
    values = await run_in_threadpool(shown_messages, told)
    return page(request, "chat_print.html", chat=told, messages=values)


async def take_in(request: Request) -> Response:
    """Take in a chat that was exported as JSON; what does not fit is refused whole."""
    from starlette.concurrency import run_in_threadpool
    from starlette.datastructures import UploadFile
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    file = form.get("file")
    lang = lang_of(request)
    if not isinstance(file, UploadFile):
        raise HTTPException(400, say(lang, "chat.wrong_file"))
    raw = await file.read(IMPORT_BYTES + 1)
    if len(raw) > IMPORT_BYTES:
        raise HTTPException(413, say(lang, "chat.wrong_size", mb=IMPORT_BYTES // 1_000_000))
    app: App = request.app.state.app
    try:
        told = await run_in_threadpool(load, Conversation, raw)
    except OwnerError as error:
        raise HTTPException(400, f"{say(lang, 'chat.wrong_file')} {error}") from None
    chat = await run_in_threadpool(app.chat_import, told, owner_of(request))
    return RedirectResponse(f"/chat/{chat}", 303)


async def picture(request: Request) -> Response:
    """Send a picture of a question, small, to the person who showed it."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    app: App = request.app.state.app
    named = SeenNamed(
        sha256=request.path_params["sha256"][:64], who=owner_of(request), side=THUMB_SIDE
    )
    found = await run_in_threadpool(app.seen_file, named)
    if found is None or found.mime not in RASTER:
        raise HTTPException(404)
    headers = {"cache-control": "private, max-age=3600", "etag": f'"{found.etag}"'}
    return Response(found.data, media_type=found.mime, headers=headers)


async def _whole(request: Request) -> Conversation:
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    named = ChatNamed(request.path_params["chat"], owner_of(request))
    told = await run_in_threadpool(app.chat_show, named)
    if told is None:
        raise HTTPException(404)
    return told


def shown_messages(told: Conversation) -> list[dict[str, object]]:
    """Return a branch as the template of a frozen chat shows it."""
    return [message_values(told.id, message) for message in told.branch()]


def _file(chat: str, ending: str, body: bytes, kind: str) -> Response:
    from starlette.responses import Response

    headers = {
        "content-disposition": f'attachment; filename="rostra-chat-{chat[:8]}.{ending}"',
        "cache-control": "no-store",
    }
    return Response(body, media_type=kind, headers=headers)


def markdown(told: Conversation, lang: str) -> str:
    """Write a branch as Markdown, each answer with the posts it rests on."""
    lines = [f"# {_line(told.title)}", ""]
    for message in told.branch():
        lines += _question(message) if message.role == "user" else _answered(message, lang)
    return "\n".join(lines)


def _question(message: ChatMessage) -> Iterator[str]:
    yield from (f"> {line}" for line in (message.text or "…").splitlines() or ["…"])
    yield ""


def _answered(message: ChatMessage, lang: str) -> Iterator[str]:
    yield message.text or say(lang, f"chat.state_{message.state}")
    yield ""
    if message.answer is not None:
        yield from _posts(message.answer, lang)


def _posts(answer: Answer, lang: str) -> Iterator[str]:
    for item in answer.evidence:
        post = item.post
        said = _line(post.text) or say(lang, "chat.deleted")
        where = f" <{post.url}>" if post.url.startswith(("https://", "http://")) else ""
        who = _line(post.author.handle or post.author.name)
        yield f"[{item.number}] @{who}, {post.created:%Y-%m-%d %H:%M} UTC: {said}{where}  "
    written = say(lang, "chat.by", model=answer.model) if answer.model else ""
    yield from ("", f"*{written or say(lang, 'chat.by_none')}*", "")


def _line(text: str) -> str:
    return " ".join(text.split())
