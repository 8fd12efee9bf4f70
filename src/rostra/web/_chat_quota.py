"""What a person may still ask: the one place where the chat meets plans."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from rostra.models import counting
from rostra.web._frame import lang_of, when
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.app import App, Reservation, Saying


def quota_line(request: Request) -> str:
    """Return what is left of a person's plan in a few words; "" where nothing limits them."""
    app: App = request.app.state.app
    person = request.state.person
    window = app.people.allowance_state(person).tightest if person is not None else None
    if window is None:
        return ""
    lang = lang_of(request)
    left = say(lang, "chat.quota", left=window.left, limit=window.limit)
    if window.resets_at is None:
        return left
    return f"{left}, {say(lang, 'chat.quota_resets', at=when(lang, window.resets_at))}"


def reserve(request: Request, saying: Saying, *, fun: bool) -> Reservation | None:
    """Hold what a turn costs, None where nobody is asked; raises QuotaSpent and NotInPlan."""
    app: App = request.app.state.app
    person = request.state.person
    if person is None:
        return None
    if fun:
        app.people.hold_mode(person, "fun")
    if app.draws(saying):
        return app.people.reserve(person, "draw")
    action = "see" if saying.images else "chat"
    return app.people.reserve(person, action, "" if saying.model == "none" else saying.model)


def counted_for(reservation: Reservation | None) -> AbstractContextManager[object]:
    """Count for a turn what models are called with meanwhile."""
    return counting(reservation.meter) if reservation is not None else nullcontext()


def close(app: App, reservation: Reservation | None, *, told: bool, drawn: bool = False) -> None:
    """Settle a turn that said something, give back one that did not, or that drew nothing."""
    if reservation is not None and reservation.action == "draw":
        told = drawn
    if reservation is not None:
        (app.people.settle if told else app.people.refund)(reservation)
