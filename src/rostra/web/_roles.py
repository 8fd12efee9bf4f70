"""Who may: the least role that a page or a change is for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from rostra.web._frame import lang_of
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.accounts import Person, Role


def may(request: Request, role: Role) -> bool:
    """Tell whether whoever asks has at least this role."""
    person: Person | None = request.state.person
    return person is not None and person.at_least(role)


def need(request: Request, role: Role) -> Person:
    """Return the person who asks; raises HTTPException 403 for a lesser role, and for nobody."""
    from starlette.exceptions import HTTPException

    person: Person | None = request.state.person
    if person is None:
        raise HTTPException(HTTPStatus.FORBIDDEN, say(lang_of(request), "frame.sign_in_first"))
    if not person.at_least(role):
        lang = lang_of(request)
        words = say(lang, "frame.role_needed", role=say(lang, f"frame.role_{role}"))
        raise HTTPException(HTTPStatus.FORBIDDEN, words)
    return person
