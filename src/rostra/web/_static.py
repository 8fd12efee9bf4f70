"""The files that pages load: ours alone, hashed, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "webmanifest": "application/manifest+json",
}
YEAR_S = 31_536_000


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `mark` is the beginning of its SHA-256."""

    body: bytes
    packed: bytes
    kind: str
    mark: str


@cache
def assets() -> Mapping[str, Asset]:
    """Read every file under static/, by name."""
    found: dict[str, Asset] = {}
    for file in files("rostra.web").joinpath("static").iterdir():
        kind = KINDS.get(file.name.rpartition(".")[2])
        if kind:
            body = file.read_bytes()
            mark = hashlib.sha256(body).hexdigest()[:12]
            found[file.name] = Asset(body, gzip.compress(body, 9, mtime=0), kind, mark)
    return found


def address(name: str) -> str:
    """Return where a page finds a file; a changed file has another address."""
    return f"/static/{name}?v={assets()[name].mark}"


@cache
def icon(name: str) -> Markup:
    """Return one of our icons as HTML; a page holds some twenty, so each is written once."""
    from markupsafe import Markup

    use = Markup('<use href="{}#{}"></use>').format(address("icons.svg"), name)
    return Markup('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>').format(use)


def routes() -> list[Route]:
    """Return the route of the files."""
    from starlette.routing import Route

    return [Route("/static/{name}", asset, methods=["GET"])]


async def asset(request: Request) -> Response:
    """Send a file; for ever, where the address holds its hash."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    found = assets().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    known = request.query_params.get("v") == found.mark
    headers = {
        "cache-control": f"public, max-age={YEAR_S}, immutable" if known else "no-cache",
        "etag": f'"{found.mark}"',
        "vary": "accept-encoding",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(found.packed if packed else found.body, media_type=found.kind, headers=headers)
