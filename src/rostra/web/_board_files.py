"""The board as files: its style sheet, tables, the report, badges; and files of votes to it."""

from __future__ import annotations

import asyncio
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.app import PAGE, App, BoardAsked, VotesBrought, VotesTaken
from rostra.arena import Counted, read_rows
from rostra.errors import ArenaError
from rostra.web._arena_voter import operates
from rostra.web._board import shown
from rostra.web._board_told import look
from rostra.web._board_wish import wish_of
from rostra.web._csrf import form_of
from rostra.web._frame import lang_of
from rostra.web._static import YEAR_S
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

FORMS: dict[str, tuple[Any, str, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8", "board.csv"),
    "json": ("board", "application/json", "board.json"),
    "jsonl": ("jsonl", "application/jsonl", "board.jsonl"),
    "pairs": ("pairs", "text/csv; charset=utf-8", "board-pairs.csv"),
    "report": ("report", "text/html; charset=utf-8", "board.html"),
}
"""Files of a board: the form that the arena writes, its kind, its name."""
IMPORT_PATH = "/board/import"
ANYWHERE = {"cross-origin-resource-policy": "cross-origin", "cache-control": "max-age=300"}
"""A badge is made to stand on other pages."""


def routes() -> list[Route]:
    """Return the routes of the board's files."""
    from starlette.routing import Route

    return [
        Route("/board/look.css", style, methods=["GET"]),
        Route("/board/file/{form}", file, methods=["GET"]),
        Route("/board/badge/{name:path}", badge, methods=["GET"]),
        Route(IMPORT_PATH, bring, methods=["POST"]),
    ]


async def style(request: Request) -> Response:
    """Send the board's style sheet, as the arena's room has it."""
    from starlette.responses import Response

    body, mark = look()
    known = request.query_params.get("v") == mark
    kept = f"public, max-age={YEAR_S}, immutable" if known else "no-cache"
    headers = {"cache-control": kept, "etag": f'"{mark}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/css", headers=headers)


async def file(request: Request) -> Response:
    """Send the board as a file; raises HTTPException for an unknown form, Unrated."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    app: App = request.app.state.app
    found = FORMS.get(request.path_params["form"])
    if found is None:
        raise HTTPException(404)
    form, kind, name = found
    asked = BoardAsked(wish_of(request.query_params), form, tongue=lang_of(request))
    body = await asyncio.to_thread(app.board, asked)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=kind, headers=headers)


async def badge(request: Request) -> Response:
    """Send the badge of an entrant: one small picture that may stand on any page."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    app: App = request.app.state.app
    name = request.path_params["name"].removesuffix(".svg")
    asked = BoardAsked(form="badge", names=(name,), tongue=lang_of(request))
    try:
        body = await asyncio.to_thread(app.board, asked)
    except ArenaError as error:
        raise HTTPException(404) from error
    return Response(body, media_type="image/svg+xml", headers=ANYWHERE)


async def bring(request: Request) -> Response:
    """Take in the votes of a public file, for operators; those known already are passed over."""
    from starlette.datastructures import UploadFile
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    if not operates(request):
        raise HTTPException(403)
    brought, lang = form.get("votes"), lang_of(request)
    if not isinstance(brought, UploadFile) or not brought.filename:
        return await shown(request, 400, say(lang, "board.no_file"))
    app: App = request.app.state.app
    try:
        taken = await asyncio.to_thread(_take, app, brought.filename, await brought.read())
    except ArenaError as error:
        return await shown(request, 400, str(error))
    return RedirectResponse(f"/board?kept={taken.kept}&known={taken.known}", 303)


def _take(app: App, filename: str, body: bytes) -> VotesTaken:
    """Read votes from a file as it was sent; raises VotesGarbage."""
    name = Path(filename.replace("\\", "/")).name[-80:].replace("\0", "") or "votes"
    kept = known = 0
    with tempfile.TemporaryDirectory(prefix="rostra-votes-") as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        source = name.partition(".")[0] or "imported"
        votes = read_rows(path, form="", source=source, counted=Counted({}))
        while chunk := tuple(islice(votes, PAGE)):
            taken = app.take_votes(VotesBrought(source, chunk))
            kept, known = kept + taken.kept, known + taken.known
    return VotesTaken(kept, known)
