"""POST /preferences: the language and the theme, kept in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.web import _words
from rostra.web._cookies import is_safe
from rostra.web._csrf import form_of
from rostra.web._frame import THEME_COOKIE, THEMES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

YEAR_S = 31_536_000


def routes() -> list[Route]:
    """Return the route of the preferences."""
    from starlette.routing import Route

    return [Route("/preferences", prefer, methods=["POST"])]


async def prefer(request: Request) -> Response:
    """Keep what is chosen, and go back to the page it was chosen on."""
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    reply = RedirectResponse(local(str(form.get("back", "/"))), 303)
    chosen = (("lang", _words.COOKIE, _words.LANGS), ("theme", THEME_COOKIE, THEMES))
    for field, cookie, choices in chosen:
        value = form.get(field)
        if isinstance(value, str) and value in choices:
            kept: dict[str, Any] = {"max_age": YEAR_S, "httponly": True, "secure": is_safe(request)}
            reply.set_cookie(cookie, value, samesite="lax", **kept)
    return reply


def local(path: str) -> str:
    """Return a path of this site, "/" for anything that would lead elsewhere."""
    sound = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if sound and path.isprintable() and "\\" not in path else "/"
