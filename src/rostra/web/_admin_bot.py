"""What the bot would say, until a person lets it out; and what became of every call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.app import MentionRuled, MentionsAsked, MentionState
from rostra.web._admin import around, back
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import page
from rostra.web._roles import need

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

SHOWN = 50
OTHERS: tuple[MentionState, ...] = (
    "approved", "sending", "sent", "skipped", "rejected", "failed"
)  # fmt: skip


def routes() -> list[Route]:
    """Return the routes of the bot's desk."""
    from starlette.routing import Route

    return [
        Route("/admin/bot", desk, methods=["GET"]),
        Route("/admin/bot/{mention}", rule, methods=["POST"]),
    ]


async def desk(request: Request) -> Response:
    """Show the replies that wait, and the newest of the others."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")
    app: App = request.app.state.app
    waiting = MentionsAsked("", ("waiting",), SHOWN)
    return page(
        request,
        "admin_bot.html",
        tab="bot",
        bot=app.settings.bot,
        waiting=await run_in_threadpool(app.mentions, waiting),
        others=await run_in_threadpool(app.mentions, MentionsAsked("", OTHERS, SHOWN)),
        **around(request),
    )


async def rule(request: Request) -> Response:
    """Let a reply out, or keep it in; raises QueryRefused where it waits no more."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "operator")
    app: App = request.app.state.app
    out = field_of(form, "ruling") == "approve"
    ruled = MentionRuled(request.path_params["mention"], out, me.id or me.name)
    await run_in_threadpool(app.mention_ruled, ruled)
    return back("/admin/bot", "let_out" if out else "kept_in")
