"""Errors as JSON, with the status a client can act on."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from rostra.app import dump_error
from rostra.errors import (
    DiskFull,
    ModelError,
    OwnerError,
    PostRefused,
    RostraError,
    SettingsError,
    StoreError,
    WeightsError,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[RostraError], HTTPStatus], ...] = (
    (SettingsError, HTTPStatus.BAD_REQUEST),
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


async def rostra_error(_request: Request, error: Exception) -> Response:
    """Answer with what Rostra itself says went wrong."""
    from starlette.responses import JSONResponse

    assert isinstance(error, RostraError)  # noqa: S101 - Starlette picks handlers by type
    status = next((s for kind, s in STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    return JSONResponse(dump_error(error), status)


async def http_error(_request: Request, error: Exception) -> Response:
    """Answer 404, 405 and their like as JSON."""
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse

    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette picks handlers by type
    body = {"error": {"type": "http", "message": error.detail}}
    return JSONResponse(body, error.status_code, headers=error.headers)


async def fault(_request: Request, error: Exception) -> Response:
    """Answer for a fault of ours without giving away more than that there is one."""
    from starlette.responses import JSONResponse

    return JSONResponse({"error": told(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
