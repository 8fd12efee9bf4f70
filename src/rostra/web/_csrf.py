"""A form counts only with the token that our own page put into it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.web._cookies import cookie_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

COOKIE = "rostra_visit"
FIELD = "csrf"
HEADER = "x-rostra-csrf"
FORM_FIELDS = 200
"""Fields a form may have."""


def key_in(folder: Path) -> bytes:
    """Return the key that signs tokens, made at the first call; only this user can read it."""
    file = folder / "web.key"
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    key = secrets.token_bytes(32)
    with os.fdopen(opened, "wb") as out:
        out.write(key)
    return key


def new_visit() -> str:
    """Return a name for a browser that comes for the first time."""
    return secrets.token_urlsafe(24)


def token(key: bytes, visit: str) -> str:
    """Return the token of a visit: HMAC-SHA256 over its cookie."""
    return hmac.new(key, visit.encode(), hashlib.sha256).hexdigest()


async def form_of(request: Request) -> FormData:
    """Read a form, or nothing where the body is none; raises HTTPException 403 without its token.

    Every route that changes something reads its body through here or through `checked`.
    """
    form = await request.form(max_fields=FORM_FIELDS)
    given = request.headers.get(HEADER) or form.get(FIELD)
    _check(request, given if isinstance(given, str) else "")
    return form


def field_of(form: FormData, name: str, usual: str = "") -> str:
    """Return a field of a form, `usual` where there is none or where it is a file."""
    value = form.get(name, usual)
    return value if isinstance(value, str) else usual


def checked(request: Request) -> None:
    """Check the token in the header alone, for bodies that are no form; raises HTTPException."""
    _check(request, request.headers.get(HEADER, ""))


def holds(request: Request, given: str) -> bool:
    """Say whether a token is that of the browser's own visit."""
    visit = cookie_of(request, COOKIE)
    expected = token(request.app.state.csrf_key, visit)
    return bool(visit) and hmac.compare_digest(given.encode(), expected.encode())


def _check(request: Request, given: str) -> None:
    from starlette.exceptions import HTTPException

    if not holds(request, given):
        raise HTTPException(403, "csrf")


def from_our_page(request: Request) -> bool:
    """Tell whether a page of ours led here, so that what its address asks for may begin at once."""
    return request.headers.get("sec-fetch-site", "") == "same-origin"
