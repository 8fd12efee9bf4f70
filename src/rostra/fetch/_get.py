"""Fetch a whole answer, or hold a stream open; every redirect is checked like the first address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from rostra.errors import FetchError, FetchForbidden
from rostra.fetch._reach import Limits, Reach
from rostra.fetch._wire import Fetched, Request, Stream, body_of, lines_of, opened, read_url

LIMITS = Limits()
LINES = Limits(max_bytes=1_000_000)
PUBLIC = Reach()

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limits: Limits = LIMITS,
    reach: Reach = PUBLIC,
) -> Fetched:
    """Fetch an address and wait for the whole answer, whatever its status.

    For code that is not async; inside an event loop use `fetch_async`. Raises FetchForbidden
    for an address, redirect or size that is not allowed, FetchError for a server that fails.
    """
    return asyncio.run(
        fetch_async(url, method=method, headers=headers, body=body, limits=limits, reach=reach)
    )


async def fetch_async(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limits: Limits = LIMITS,
    reach: Reach = PUBLIC,
) -> Fetched:
    """Do what `fetch` does, inside an event loop.

    The deadline is exact even against a server that sends a byte now and then: it is a timer on
    the whole task and not on each read.
    """
    request = Request(method, read_url(url), dict(headers or {}), body)
    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(request, limits, reach)
    except TimeoutError as error:
        host = request.url.host
        raise FetchError(f"{host} took longer than {limits.seconds:g} s; try later") from error


async def _follow(request: Request, limits: Limits, reach: Reach) -> Fetched:
    for _ in range(limits.redirects + 1):
        async with opened(request, reach, limits.seconds) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                request = _redirected(request, response.status_code, response.headers["location"])
                continue
            body = await body_of(response, limits.max_bytes)
            return Fetched(response.status_code, dict(response.headers), body, str(request.url))
    raise FetchForbidden(f"{request.url.host} redirected more than {limits.redirects} times")


def _redirected(request: Request, status: int, location: str) -> Request:
    """Build the next request; secrets stay with the origin they were given to."""
    try:
        joined = request.url.join(location)
    except (ValueError, UnicodeError) as error:
        raise FetchForbidden(f"{request.url.host} redirected to no address: {error}") from error
    url = read_url(str(joined))
    headers = dict(request.headers)
    origin = (request.url.scheme, request.url.host, request.url.port)
    if (url.scheme, url.host, url.port) != origin:
        headers = {k: v for k, v in headers.items() if k.lower() not in _SECRET_HEADERS}
    if status in (307, 308) or request.method in ("GET", "HEAD"):
        return replace(request, url=url, headers=headers)
    return replace(request, method="GET", url=url, headers=headers, body=None)


@asynccontextmanager
async def stream(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits = LINES,
    reach: Reach = PUBLIC,
) -> AsyncIterator[Stream]:
    """Hold an answer open and read it line by line.

    A silence longer than `limits.seconds` ends it with FetchError; `limits.max_bytes` bounds a
    line. Redirects are not followed: a stream that moved is a thing to be told about.
    """
    asked = {"Accept-Encoding": "identity", **dict(headers or {})}
    request = Request("GET", read_url(url), asked, None)
    async with opened(request, reach, limits.seconds) as response:
        lines = lines_of(response, limits.max_bytes)
        yield Stream(response.status_code, dict(response.headers), lines)
