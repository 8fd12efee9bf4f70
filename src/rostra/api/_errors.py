"""Errors in the shape that clients of OpenAI read, each with the status they act on."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.errors import (
    ApiRefused,
    DiskFull,
    FetchError,
    ModelDenied,
    ModelError,
    NotAllowed,
    NotInPlan,
    OwnerError,
    OwnKeyRefused,
    PainterError,
    PolicyRefused,
    QuotaSpent,
    RostraError,
    StoreError,
    WeightsError,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[RostraError], int], ...] = (
    (QuotaSpent, 429),
    (NotInPlan, 403),
    (NotAllowed, 403),
    (OwnKeyRefused, 403),
    (DiskFull, 507),
    (OwnerError, 503),
    (StoreError, 503),
    (WeightsError, 503),
    (ModelDenied, 502),
    (ModelError, 503),
    (PainterError, 502),
    (FetchError, 400),
)
KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
BUSY_S = 5
"""Seconds after which a client may ask again where all places are taken."""


def status_of(error: RostraError) -> int:
    """Return the HTTP status that an error stands for."""
    if isinstance(error, ApiRefused):
        return error.status
    return next((status for kind, status in STATUS if isinstance(error, kind)), 400)


def body_of(error: Exception) -> dict[str, Any]:
    """Write an error as a body; of a fault of ours only that there is one."""
    if not isinstance(error, RostraError):
        return shaped("Rostra failed; its log says more", 500, code="fault")
    status = status_of(error)
    if isinstance(error, ApiRefused):
        return shaped(str(error), status, param=error.param, code=error.code)
    if isinstance(error, PolicyRefused):
        return shaped(str(error), status, code="content_policy_violation")
    code = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
    return shaped(str(error), status, code="rate_limit_exceeded" if status == 429 else code)


def shaped(message: str, status: int, *, param: str = "", code: str = "") -> dict[str, Any]:
    """Write the one shape of all errors."""
    kind = KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")
    said = {"message": message, "type": kind, "param": param or None, "code": code or None}
    return {"error": said}


def headers_of(error: Exception, now: datetime | None = None) -> dict[str, str]:
    """Say when to come again, where the error knows it."""
    at = getattr(error, "resets_at", None)
    if isinstance(at, datetime):
        left = max(int((at - (now or datetime.now(UTC))).total_seconds()) + 1, 1)
        return {"retry-after": str(left), "x-ratelimit-reset-requests": f"{left}s"}
    busy = isinstance(error, RostraError) and status_of(error) in (429, 503)
    return {"retry-after": str(BUSY_S)} if busy else {}


async def ours(_request: Request, error: Exception) -> Response:
    """Answer with what Rostra itself says went wrong."""
    from starlette.responses import JSONResponse

    assert isinstance(error, RostraError)  # noqa: S101 - Starlette picks handlers by type
    return JSONResponse(body_of(error), status_of(error), headers=headers_of(error))


async def http(_request: Request, error: Exception) -> Response:
    """Answer for what the framework refuses: unknown paths, other methods."""
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse

    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette picks handlers by type
    code = {404: "unknown_url", 405: "method_not_allowed"}.get(error.status_code, "")
    said = shaped(str(error.detail), error.status_code, code=code)
    return JSONResponse(said, error.status_code, headers=error.headers)


async def invalid(_request: Request, error: Exception) -> Response:
    """Answer for a body, a path or a query that does not fit."""
    from fastapi.exceptions import RequestValidationError
    from starlette.responses import JSONResponse

    assert isinstance(error, RequestValidationError)  # noqa: S101 - picked by type
    first = error.errors()[0]
    at = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    if first["type"] in ("json_invalid", "model_attributes_type") or not at:
        said = f"the body is no JSON object that fits: {first['msg']}"
    else:
        said = f"{at}: {first['msg']}"
    return JSONResponse(shaped(said, 400, param=at, code="invalid_value"), 400)


def fault(error: Exception) -> dict[str, Any]:
    """Log a fault by its kind and place, and write the body that tells no more."""
    log.error("fault: %s", type(error).__name__, exc_info=error)
    return body_of(error)
