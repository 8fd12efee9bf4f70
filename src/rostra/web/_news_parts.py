"""Parts of pages that are loaded alone, and say so in their place where they failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

from rostra.errors import RostraError
from rostra.web._frame import lang_of, render
from rostra.web._people_says import says
from rostra.web._replies import STATUS, told
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.app import App


def part(request: Request, name: str, *, status: int = 200, **values: Any) -> Response:
    """Answer with a piece of a page."""
    from starlette.responses import HTMLResponse

    headers = {"cache-control": "no-store"}
    return HTMLResponse(render(request, name, **values), status, headers=headers)


def wants_part(request: Request) -> bool:
    """Tell whether one of our scripts asks, for a piece and not a page."""
    return request.headers.get("x-rostra-part") == "1"


def telling(
    route: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Have a part that failed say so in its own place."""

    @wraps(route)
    async def told_in_place(request: Request) -> Response:
        try:
            return await route(request)
        except RostraError as error:
            status = next((s for kind, s in STATUS if isinstance(error, kind)), 400)
            return failed(request, error, status)

    return told_in_place


def failed(request: Request, error: Exception, status: int = 400) -> Response:
    """Answer with what went wrong, as a piece of a page that can be tried again."""
    again = str(request.url.path)
    if request.url.query:
        again += f"?{request.url.query}"
    why = (
        says(lang_of(request), error) if isinstance(error, RostraError) else told(error)["message"]
    )
    return part(
        request, "news_failed.html", status=status, says=why,
        again=again if request.method == "GET" else "",
    )  # fmt: skip


@contextmanager
def allowance(request: Request, action: str, model: str = "") -> Iterator[None]:
    """Hold what an action costs the person while it is done; a failure gives it back.

    What models are called with meanwhile is counted. Raises NotInPlan and QuotaSpent. The person
    at this machine has no limits.
    """
    person = request.state.person
    if person is None:
        yield
        return
    app: App = request.app.state.app
    with app.people.allowance(person, action, model):
        yield


def hold_fun(request: Request) -> None:
    """Raise NotInPlan where the fun style is not in the person's plan."""
    person = request.state.person
    if person is not None and person.id:
        app: App = request.app.state.app
        app.people.hold_mode(person, "fun")


def operator(request: Request) -> bool:
    """Tell whether the person may change what all share."""
    person = request.state.person
    return person is not None and person.role in ("operator", "admin")


def only_operators(request: Request) -> None:
    """Raise HTTPException 403 for everyone but operators."""
    from starlette.exceptions import HTTPException

    if not operator(request):
        raise HTTPException(403, say(lang_of(request), "feeds.operators_only"))
