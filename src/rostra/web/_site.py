"""The two surfaces: the site, for everyone who reaches the address; the desk, for the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.api import create_api, create_mcp_site
from rostra.app import STREAMS, App
from rostra.web import (
    _account,
    _admin,
    _admin_books,
    _admin_bot,
    _admin_pictures,
    _admin_plans,
    _admin_policy,
    _admin_prompts,
    _answers,
    _arena,
    _arena_turns,
    _atom,
    _board,
    _board_duel,
    _board_files,
    _chat,
    _chat_files,
    _chat_list,
    _chat_turn,
    _csrf,
    _feeds,
    _home,
    _news,
    _own_data,
    _owner,
    _pictures,
    _pictures_ask,
    _pictures_line,
    _posts,
    _preferences,
    _providers,
    _ready,
    _register,
    _replies,
    _settings,
    _share,
    _sign_in,
    _static,
)
from rostra.web._board_told import IMPORT_BYTES
from rostra.web._crowd import crowd
from rostra.web._guard import Asgi, guard
from rostra.web._headers import strict
from rostra.web._metrics import Meters, metrics
from rostra.web._proxies import behind
from rostra.web._requests import noted
from rostra.web._too_large import in_words
from rostra.web._who import known
from rostra.web._works import close

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

DESK_BODY_LIMIT = 64_000_000
PICTURES_SENT = 50_000_000
SPARE = 100_000

MCP_METHODS = ("GET", "POST", "DELETE")
"""What clients of MCP send; it answers itself which it takes."""

PICTURED = (
    "/v1/chat/completions",
    "/v1/responses",
    "/v1/images/edits",
    "/v1/images/variations",
)
"""Paths of the API whose bodies may carry pictures."""

PAGES = (
    _static,
    _preferences,
    _home,
    _sign_in,
    _account,
    _providers,
    _settings,
    _own_data,
    _admin,
    _admin_books,
    _admin_pictures,
    _admin_plans,
    _admin_policy,
    _admin_prompts,
    _chat_files,
    _share,
    _chat_list,
    _chat,
    _answers,
    _news,
    _feeds,
    _posts,
    _pictures,
    _admin_bot,
    _arena,
    _register,
    _board,
    _board_duel,
    _board_files,
)
"""The pages: each gives its routes."""


def create_site(app: App) -> Asgi:
    """Return the ASGI app that listens on the address in the settings."""
    from starlette.routing import Mount, Route

    routes = [
        Route("/healthz", health, methods=["GET"]),
        Route("/readyz", _ready.ready, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
        Route("/mcp", _called(create_mcp_site(app)), methods=MCP_METHODS),
        Route("/digests.atom", _atom.digests, methods=["GET"]),
        *(route for page in PAGES for route in page.routes()),
    ]
    server = app.settings.server
    meters = Meters(app)
    site = _starlette(app, [Mount("/v1", create_api(app, meters=meters)), *routes])
    site.state.csrf_key = _csrf.key_in(app.settings.data)
    open_works(site, app)
    site.state.meters = meters
    guarded = guard(
        known(crowd(site, server.requests_each), app),
        hosts=frozenset(name.lower() for name in (*server.allowed_hosts, server.host)),
        body_limit=server.body_limit_kb * 1024,
        larger={
            **dict.fromkeys(PICTURED, app.settings.api.picture_body_mb * 1_000_000),
            "/chat": PICTURES_SENT,
            _chat_files.IMPORT_PATH: _chat_files.IMPORT_BYTES + SPARE,
            _board_files.IMPORT_PATH: IMPORT_BYTES,
            **_pictures_ask.larger(app.settings),
        },
    )
    told = noted(strict(in_words(guarded, site)), app, site.state.meters)
    return behind(told, server.trusted_proxies)


def open_works(site: Any, app: App) -> None:
    """Give a site what outlives its pages; before the app ends, all of it comes to its end."""
    site.state.turns = _chat_turn.open_turns()
    site.state.arena_turns = _arena_turns.open_turns()
    site.state.arena_moves = {}
    site.state.picture_jobs = _pictures_line.open_jobs()

    def end() -> None:
        close((site.state.turns, site.state.arena_turns, site.state.picture_jobs))

    app.before_end(end)


def create_desk(app: App) -> Asgi:
    """Return the ASGI app that listens on the owner's socket only."""
    from starlette.routing import Route

    routes = [
        *(Route(f"/owner/{name}", _owner.stream, methods=["POST"]) for name in STREAMS),
        Route("/owner/{verb}", _owner.verb, methods=["POST"]),
    ]
    desk = _starlette(app, routes)
    return guard(desk, hosts=frozenset({"owner"}), body_limit=DESK_BODY_LIMIT)


def _called(asgi: Asgi) -> Any:
    """Return a route's function for what answers by itself."""

    async def route(_request: Request) -> Any:
        return asgi

    return route


async def health(request: Request) -> Response:
    """Say that this process serves; whom it knows it tells which version it is."""
    from starlette.responses import JSONResponse

    app: App = request.app.state.app
    known = {"version": app.version} if request.state.person is not None else {}
    return JSONResponse({"status": "ok", **known})


def _starlette(app: App, routes: list[Any]) -> Any:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException

    from rostra.errors import RostraError

    site = Starlette(
        routes=routes,
        exception_handlers={
            RostraError: _replies.rostra_error,
            HTTPException: _replies.http_error,
            Exception: _replies.fault,
        },
    )
    site.state.app = app
    return site
