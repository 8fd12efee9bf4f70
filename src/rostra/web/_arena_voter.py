"""Who votes: a person of ours, or a browser that shows again what it was given."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rostra.web._cookies import is_safe

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE = "rostra_voter"
YEAR_S = 31_536_000


@dataclass(frozen=True, slots=True)
class Voter:
    """A voter as the arena knows it; `fresh` is what its browser is still to be given."""

    id: str
    kind: str
    fresh: str = ""


def voter_of(request: Request) -> Voter:
    """Return the voter of a request: its person, else its browser.

    A browser's id is the hash of its cookie, so that the records let nobody vote in its name.
    """
    person = request.state.person
    if person is not None:
        return Voter(person.id, "account")
    shown = request.cookies.get(COOKIE, "")
    known = re.fullmatch(r"[\w-]{32}", shown) is not None
    token = shown if known else secrets.token_urlsafe(24)
    mark = hashlib.sha256(f"voter {token}".encode()).hexdigest()[:32]
    return Voter(f"browser-{mark}", "cookie", "" if known else token)


def keep(reply: Response, voter: Voter, request: Request) -> Response:
    """Give a new browser its cookie, which no script can read."""
    if voter.fresh:
        reply.set_cookie(
            COOKIE, voter.fresh, max_age=YEAR_S, httponly=True, samesite="lax",
            secure=is_safe(request),
        )  # fmt: skip
    return reply


def operates(request: Request) -> bool:
    """Whether the one who asks may change the register and bring votes."""
    person = request.state.person
    return person is not None and person.role in ("operator", "admin")
