"""Speaking to a painter's server: JSON and bytes over HTTP, within limits, errors that help."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rostra.errors import (
    FetchError,
    FetchForbidden,
    PainterDenied,
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
)
from rostra.fetch import Limits, Reach, fetch
from rostra.imagine._spec import PainterSpec, check_address

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx

LARGEST = 64_000_000
"""Bytes of one reply at most: sixteen pictures of 2048 pixels' side, in base64, are less."""
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a painter sees it: seconds that only grow, and how to wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Server:
    """A painter's server. One order uses it from one thread; nothing is kept between calls."""

    def __init__(self, spec: PainterSpec, transport: httpx.BaseTransport | None = None) -> None:
        self.spec = spec
        self._host, self._port = check_address(spec)
        self._transport = transport

    def json(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float = 60.0,
    ) -> Any:
        """Ask for JSON; `path` is below the base URL, or a whole address of the same server."""
        reply = self._ask(method, path, json=body, headers=headers, seconds=seconds)
        return self._parsed(reply)

    def form(
        self, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes, str]],
        *, headers: Mapping[str, str] | None = None, seconds: float = 60.0,
    ) -> Any:  # fmt: skip
        """Send a form with files; the reply is JSON. A file is (name, bytes, media type)."""
        reply = self._ask("POST", path, data=fields, files=files, headers=headers, seconds=seconds)
        return self._parsed(reply)

    def file(
        self, path: str, *, headers: Mapping[str, str] | None = None, seconds: float = 60.0
    ) -> bytes:
        """Read a file below the base URL."""
        return self._ask("GET", path, headers=headers, seconds=seconds).content

    def tell(
        self, path: str, body: Mapping[str, Any], *,
        headers: Mapping[str, str] | None = None, seconds: float = 60.0,
    ) -> None:  # fmt: skip
        """Post JSON whose answer says nothing: an empty page is a good one."""
        self._ask("POST", path, json=body, headers=headers, seconds=seconds)

    def picture_at(self, url: str, *, seconds: float = 60.0) -> bytes:
        """Read a finished picture from wherever the server says it lies.

        It may lie on the server itself or on the public internet, never elsewhere inside.
        """
        reach = Reach(frozenset({(self._host, self._port)}), proxy=self.spec.proxy or "")
        try:
            got = fetch(url, limits=Limits(LARGEST, seconds), reach=reach)
        except FetchForbidden as error:
            raise PainterGarbage(
                f"{self.who} names a picture that is not fetched: {error}"
            ) from error
        except FetchError as error:
            raise PainterUnreachable(
                f"the picture of {self.who} cannot be fetched: {error}"
            ) from error
        if got.status != 200:
            raise PainterGarbage(
                f"{self.who} names a picture that answers {got.status}; draw again"
            )
        return got.body

    @property
    def who(self) -> str:
        """The painter and its server, for messages."""
        return f"the painter {self.spec.name!r} at {self._host}:{self._port}"

    def _ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None,
        seconds: float = 60.0, **body: Any,
    ) -> httpx.Response:  # fmt: skip
        import httpx

        whole = path.startswith(("http://", "https://"))
        url = path if whole else self.spec.base_url.rstrip("/") + path
        away = not on_this_machine(self._host)
        timeout = httpx.Timeout(seconds, connect=self.spec.connect_s)
        try:
            with (
                httpx.Client(
                    timeout=timeout, transport=self._transport, trust_env=away,
                    proxy=self.spec.proxy if away else None, verify=_trusted(url),
                ) as client,
                client.stream(method, url, headers=dict(headers or {}), **body) as reply,
            ):  # fmt: skip
                read = _read(reply, self.who, time.monotonic() + seconds)
                return self._good(
                    httpx.Response(reply.status_code, headers=_plain(reply), content=read)
                )
        except httpx.ConnectError as error:
            raise PainterUnreachable(
                f"{self.who} cannot be reached ({error}); start it, or correct base_url"
            ) from error
        except httpx.TimeoutException as error:
            raise PainterUnreachable(
                f"{self.who} hangs: no answer within {seconds:g} s; look at its log"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PainterUnreachable(
                f"{self.who} cut the connection ({error}); try again"
            ) from error

    def _good(self, reply: httpx.Response) -> httpx.Response:
        status = reply.status_code
        if status < 300:
            return reply
        if status < 400:
            raise PainterDenied(
                f"{self.who} sends us elsewhere ({status}, {reply.headers.get('location', '')!r}), "
                "where the key does not go; correct base_url"
            )
        said = _without(_said(reply), self.spec.api_key)
        if status in (401, 403):
            raise PainterDenied(f"{self.who} refuses the key ({status}): {said}")
        if status == 402:
            raise PainterDenied(f"{self.who} wants credits first: {said}")
        if status in (404, 405):
            raise PainterDenied(f"{self.who} has no such page or model ({status}): {said}")
        if status in _BUSY:
            wait = _seconds(reply.headers.get("retry-after", ""))
            raise PainterUnreachable(f"{self.who} is busy ({status}): {said}", wait)
        if status in (400, 413, 422, 451):
            raise PaintingRefused(f"{self.who} will not draw this ({status}): {said}")
        if status >= 500:
            raise PainterUnreachable(f"{self.who} failed ({status}): {said}")
        raise PainterError(f"{self.who} answers {status}: {said}")

    def _parsed(self, reply: httpx.Response) -> Any:
        try:
            return reply.json()
        except (ValueError, RecursionError):
            raise PainterGarbage(
                f"{self.who} sent no JSON but {reply.content[:60]!r}; is base_url its API?"
            ) from None


def _read(reply: httpx.Response, who: str, until: float) -> bytes:
    """Read a body whole, within the bounds of size and time."""
    parts, size = [], 0
    for part in reply.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise PainterGarbage(f"{who} sent more than {LARGEST:,} bytes; the rest was not read")
        if time.monotonic() > until:
            raise PainterUnreachable(f"{who} is too slow: its answer did not end in time")
        parts.append(part)
    return b"".join(parts)


def _plain(reply: httpx.Response) -> list[tuple[str, str]]:
    """Return the headers that still hold once a body is unpacked."""
    packed = {"content-encoding", "content-length", "transfer-encoding"}
    return [(name, value) for name, value in reply.headers.multi_items() if name not in packed]


def _said(reply: httpx.Response) -> str:
    """Return what a server says of its refusal, in one short line."""
    try:
        told: Any = reply.json()
    except (ValueError, RecursionError):
        told = reply.text
    for key in ("error", "detail", "message"):
        if isinstance(told, dict) and told.get(key):
            told = told[key]
    return " ".join(str(told).split())[:300] or "it does not say why"


def _without(text: str, key: str) -> str:
    """Take our key out of what a server says of it."""
    return text.replace(key, "…") if key else text


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() and len(text) < 7 else 0.0


def _trusted(url: str) -> SSLContext:
    """Give whom to trust over TLS; made once, for it takes longer than a call on loopback."""
    return _authorities() if url.startswith("https:") else _nobody()


@lru_cache(maxsize=1)
def _authorities() -> SSLContext:
    import httpx

    return httpx.create_ssl_context()


@lru_cache(maxsize=1)
def _nobody() -> SSLContext:
    from ssl import PROTOCOL_TLS_CLIENT, SSLContext

    return SSLContext(PROTOCOL_TLS_CLIENT)


def on_this_machine(host: str) -> bool:
    """Say whether a host is this machine, which no proxy leads to."""
    return host in ("localhost", "::1") or host.startswith("127.")


def same_server(base_url: str, url: str) -> bool:
    """Say whether an address stands on the same scheme, host and port as another."""
    try:
        one, other = (
            (parts.scheme, parts.hostname, parts.port, parts.username)
            for parts in (urlsplit(base_url), urlsplit(url))
        )
    except ValueError:
        return False
    return one == other
