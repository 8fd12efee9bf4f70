"""Cookies that matter: over TLS each bears a name that browsers bind to this very host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.app import App

MARK = "__Host-"
"""Browsers keep a cookie so named only from this host itself, over TLS: no neighbour plants one."""


def safe_at(scheme: str, app: App) -> bool:
    """Say whether the browser came over TLS, to us or to what stands before us."""
    return scheme == "https" or app.settings.accounts.address.startswith("https://")


def is_safe(request: Request) -> bool:
    """Say whether cookies may be kept for TLS alone: they travel in the clear on loopback."""
    return safe_at(request.url.scheme, request.app.state.app)


def kept(cookies: Mapping[str, str], name: str, *, safe: bool) -> str:
    """Return a cookie, "" where there is none; over TLS one without the mark counts for nothing."""
    return cookies.get(MARK + name if safe else name, "")


def cookie_of(request: Request, name: str) -> str:
    """Return a cookie of a request by its bare name."""
    return kept(request.cookies, name, safe=is_safe(request))


def give(
    reply: Response,
    request: Request,
    name: str,
    value: str,
    *,
    samesite: Literal["lax", "strict"] = "strict",
    **more: Any,
) -> None:
    """Give the browser a cookie that no script reads; `more` says for how long."""
    safe = is_safe(request)
    reply.set_cookie(
        MARK + name if safe else name, value, path="/", httponly=True, samesite=samesite,
        secure=safe, **more,
    )  # fmt: skip


def drop(reply: Response, *names: str) -> None:
    """Take cookies back, under both of their names."""
    for name in names:
        reply.delete_cookie(name, httponly=True)
        reply.delete_cookie(MARK + name, secure=True, httponly=True)
