"""Errors as JSON, with the status a client can act on."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from rostra.app import dump_error
from rostra.errors import (
    DiskFull,
    ModelError,
    NotAllowed,
    NotInPlan,
    OwnerError,
    OwnKeyRefused,
    PostRefused,
    QuotaSpent,
    RostraError,
    SettingsError,
    SignInFailed,
    StoreError,
    WeightsError,
)
from rostra.web._frame import lang_of, page
from rostra.web._people_says import says
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[RostraError], HTTPStatus], ...] = (
    (SettingsError, HTTPStatus.BAD_REQUEST),
    (SignInFailed, HTTPStatus.UNAUTHORIZED),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NotInPlan, HTTPStatus.FORBIDDEN),
    (OwnKeyRefused, HTTPStatus.FORBIDDEN),
    (QuotaSpent, HTTPStatus.TOO_MANY_REQUESTS),
    (PostRefused, HTTPStatus.BAD_REQUEST),
    (OwnerError, HTTPStatus.CONFLICT),
    (DiskFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ModelError, HTTPStatus.BAD_GATEWAY),
    (WeightsError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def told(error: Exception) -> dict[str, str]:
    """Return the error as it is streamed: ours in full, of a fault only that there is one."""
    if isinstance(error, RostraError):
        return dump_error(error)["error"]
    log.error("fault: %s", type(error).__name__, exc_info=error)
    return {"type": "fault", "message": "Rostra failed; its log says more"}


async def rostra_error(request: Request, error: Exception) -> Response:
    """Answer with what Rostra itself says went wrong."""
    from starlette.responses import JSONResponse

    assert isinstance(error, RostraError)  # noqa: S101 - Starlette picks handlers by type
    status = next((s for kind, s in STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    if _a_page(request):
        return _shown(request, status, "frame.failed", says(lang_of(request), error))
    body = dump_error(error)
    if "x-rostra-part" in request.headers:
        body["error"]["message"] = says(lang_of(request), error)
    return JSONResponse(body, status)


async def http_error(request: Request, error: Exception) -> Response:
    """Answer 404, 405 and their like: as a page to a browser, else as JSON."""
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse

    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette picks handlers by type
    if _a_page(request):
        return _shown(request, error.status_code, *_http_words(request, error))
    body = {"error": {"type": "http", "message": error.detail}}
    return JSONResponse(body, error.status_code, headers=error.headers)


async def fault(request: Request, error: Exception) -> Response:
    """Answer for a fault of ours without giving away more than that there is one."""
    from starlette.responses import JSONResponse

    if _a_page(request):
        told(error)
        says = say(lang_of(request), "frame.fault_says")
        return _shown(request, HTTPStatus.INTERNAL_SERVER_ERROR, "frame.fault", says)
    return JSONResponse({"error": told(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)


def _a_page(request: Request) -> bool:
    """Tell whether a browser asks for a page, and not a program or a script of ours."""
    return hasattr(request.app.state, "csrf_key") and "text/html" in request.headers.get(
        "accept", ""
    )


def _http_words(request: Request, error: HTTPException) -> tuple[str, str]:
    """Return the key of the headline, and the sentence under it."""
    lang = lang_of(request)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "frame.missing", say(lang, "frame.missing_says")
    if error.status_code == HTTPStatus.FORBIDDEN:
        if error.detail == "csrf":
            return "frame.failed", say(lang, "frame.csrf")
        return "frame.forbidden", error.detail
    return "frame.failed", error.detail


def _shown(request: Request, status: int, head: str, says: str) -> Response:
    return page(request, "error.html", status=status, head=say(lang_of(request), head), says=says)
