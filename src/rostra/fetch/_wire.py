"""One request to one checked address, and a body that cannot outgrow its limit."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rostra.errors import FetchError, FetchForbidden
from rostra.fetch._reach import Reach, addresses

if TYPE_CHECKING:
    import httpx

PORTS = {"http": 80, "https": 443}
AGENT = "Rostra/0.1 (self-hosted feed reader)"
REQUEST_ENCODINGS = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: any status is an answer. Header names are lower-cased; `url` is the last one."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Stream:
    """An open answer whose body comes line by line, without an end in sight."""

    status: int
    headers: Mapping[str, str]
    lines: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    body: bytes | None


def read_url(url: str) -> httpx.URL:
    """Read an address with the one parser whose result is also what is connected to."""
    import httpx

    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchForbidden(f"{url[:200]!r} is no address: {error}") from error
    if parsed.scheme not in PORTS:
        raise FetchForbidden(f"{url[:200]!r} is not http or https")
    if not parsed.host:
        raise FetchForbidden(f"{url[:200]!r} names no host")
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise FetchForbidden(f"{url[:200]!r} names no port")
    if parsed.userinfo:
        raise FetchForbidden(
            f"the address of {parsed.host} carries a name or password; send them in a header"
        )
    return parsed


def port_of(url: httpx.URL) -> int:
    """Give the port that an address means."""
    return url.port or PORTS[url.scheme]


@asynccontextmanager
async def opened(
    request: Request, reach: Reach, read_seconds: float
) -> AsyncIterator[httpx.Response]:
    """Connect to a checked address of the request's host and hold the answer open."""
    import httpx

    host, port = request.url.host, port_of(request.url)
    found = await addresses(host, port, reach)
    direct = bool(found) and (reach.allows(host, port) or not reach.proxy)
    client = httpx.AsyncClient(
        verify=_tls(reach.ca),
        proxy=None if direct else reach.proxy,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(read_seconds, connect=min(read_seconds, 10.0)),
    )
    targets = [request.url.copy_with(host=str(address)) for address in found] or [request.url]
    async with client, _first_answer(client, request, targets) as response:
        yield response


@asynccontextmanager
async def _first_answer(
    client: httpx.AsyncClient, request: Request, targets: list[httpx.URL]
) -> AsyncIterator[httpx.Response]:
    """Try the addresses in their order; only a refused connection leads to the next one."""
    import httpx

    for last, target in zip([*[False] * (len(targets) - 1), True], targets, strict=True):
        try:
            response = await client.send(_pinned(client, request, target), stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if last:
                raise FetchError(_told(request, error)) from error
            continue
        except httpx.HTTPError as error:
            raise FetchError(_told(request, error)) from error
        try:
            yield response
        finally:
            await response.aclose()
        return


def _pinned(client: httpx.AsyncClient, request: Request, target: httpx.URL) -> httpx.Request:
    """Address the request to the checked number, while Host and certificate stay the name's."""
    url = request.url
    host = f"[{url.host}]" if ":" in url.host else url.host
    default = url.port is None or url.port == PORTS[url.scheme]
    headers = {
        "User-Agent": AGENT,
        "Accept-Encoding": REQUEST_ENCODINGS,
        **request.headers,
        "Host": host if default else f"{host}:{url.port}",
    }
    return client.build_request(
        request.method,
        target,
        headers=headers,
        content=request.body,
        extensions={"sni_hostname": url.host.removesuffix(".")},
    )


def _told(request: Request, error: Exception) -> str:
    what = str(error) or type(error).__name__
    return f"{request.url.host}:{port_of(request.url)} did not answer: {what}"


@cache
def _tls(ca: str) -> ssl.SSLContext:
    """Build a TLS context once: reading the certificates costs tens of milliseconds."""
    import certifi

    try:
        return ssl.create_default_context(cafile=ca or certifi.where())
    except (OSError, ssl.SSLError) as error:
        raise FetchError(f"the certificate file {ca} cannot be read: {error}") from error


async def body_of(response: httpx.Response, max_bytes: int) -> bytes:
    """Read and unpack a whole body; refuse one past `max_bytes`, packed or unpacked.

    We unpack ourselves with a bounded output: a library that unpacks whole chunks can be made
    to fill the memory by a small body (a "zip bomb") before anyone counts.
    """
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise FetchForbidden(_too_large(response, max_bytes))
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    packed, parts, size = 0, [], 0
    async for chunk in _raw(response):
        packed += len(chunk)
        try:
            part = unpack(chunk, max_bytes - size + 1)
        except zlib.error as error:
            raise FetchError(f"{response.url.host} sent a broken body: {error}") from error
        size += len(part)
        parts.append(part)
        if packed > max_bytes or size > max_bytes:
            raise FetchForbidden(_too_large(response, max_bytes))
    return b"".join(parts)


async def lines_of(response: httpx.Response, max_bytes: int) -> AsyncIterator[bytes]:
    """Give the lines of an endless body, without their ends; a line is at most `max_bytes`."""
    rest = b""
    async for chunk in _raw(response):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r")
        if len(rest) > max_bytes:
            raise FetchForbidden(_too_large(response, max_bytes))
    if rest:
        yield rest


async def _raw(response: httpx.Response) -> AsyncIterator[bytes]:
    import httpx

    try:
        async for chunk in response.aiter_raw():
            yield chunk
    except httpx.HTTPError as error:
        what = str(error) or type(error).__name__
        raise FetchError(f"{response.url.host} broke off: {what}") from error


def _too_large(response: httpx.Response, max_bytes: int) -> str:
    host = response.request.headers.get("host", response.url.host)
    return f"{host} sent more than {max_bytes:,} bytes; raise the limit if that is right"


class _Inflate:
    """Unpack gzip, zlib and bare deflate, never more than is asked for."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inner = zlib.decompressobj(wbits)
        self._started = False

    def __call__(self, chunk: bytes, most: int) -> bytes:
        out = b""
        while chunk and len(out) < most:
            out += self._once(chunk, most - len(out))
            chunk = self._inner.unused_data
            if chunk:  # a body of several gzip members
                self._inner = zlib.decompressobj(self._wbits)
                self._started = False
        return out

    def _once(self, chunk: bytes, most: int) -> bytes:
        try:
            part = self._inner.decompress(chunk, most)
        except zlib.error:
            if self._started or self._wbits != zlib.MAX_WBITS:
                raise
            # "deflate" without the zlib header: wrong, and common.
            self._wbits = -zlib.MAX_WBITS
            self._inner = zlib.decompressobj(self._wbits)
            part = self._inner.decompress(chunk, most)
        self._started = True
        return part


def _plain(chunk: bytes, _most: int) -> bytes:
    return chunk


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _plain
    if name in ("gzip", "x-gzip"):
        return _Inflate(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Inflate(zlib.MAX_WBITS)
    raise FetchError(f"the body is packed as {encoding!r}, which was not asked for")
