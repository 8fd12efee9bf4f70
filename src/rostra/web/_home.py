"""The home page: a question box, and what is happening now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.web._frame import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


def routes() -> list[Route]:
    """Return the routes of the home page."""
    from starlette.routing import Route

    return [Route("/", home, methods=["GET"])]


async def home(request: Request) -> Response:
    """Show the question box."""
    return page(request, "home.html")
