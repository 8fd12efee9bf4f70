"""Speak to any OpenAI-compatible server: streamed replies, bounded retries, errors that help."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rostra.errors import ModelError, ModelGarbage, ModelUnreachable
from rostra.models._meter import counted, own_key
from rostra.models._refusals import Again, refusal
from rostra.models._spec import ModelSpec, check_url
from rostra.models._types import Chunk, Message, Options
from rostra.models._watch import Watch
from rostra.models._wire import DONE, Reading, events, request_body

if TYPE_CHECKING:
    import httpx

FIRST_PAUSE = 0.5  # seconds before the first repeated call; doubled each time
LONGEST_PAUSE = 20.0
PLAIN = Options()


def openai_model(
    spec: ModelSpec,
    *,
    address: Callable[[], tuple[str, str]] | None = None,
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> OpenAIModel:
    """Give a model behind an OpenAI-compatible server.

    `address` gives (base URL, key) before each call, for a server whose address changes; without
    it they are the spec's. `transport` replaces the network. Raises SettingsError on a base URL
    that is no address.
    """
    if address is None:
        check_url(spec)
        known = (spec.base_url, spec.api_key)

        def address() -> tuple[str, str]:
            return known

    return OpenAIModel(spec, address, _Client(spec, transport), sleep)


class OpenAIModel:
    """A model behind an OpenAI-compatible server. Threads may share it."""

    def __init__(
        self,
        spec: ModelSpec,
        address: Callable[[], tuple[str, str]],
        client: _Client,
        sleep: Callable[[float], None],
    ) -> None:
        self.name = spec.name
        self.spec = spec
        self._address = address
        self._client = client
        self._sleep = sleep

    def having(self, extra: Mapping[str, Any]) -> OpenAIModel:
        """Give the same model with more in each request body, as {"lora": [{"id": 0, …}]}."""
        spec = replace(self.spec, extra={**self.spec.extra, **extra})
        return OpenAIModel(spec, self._address, self._client, self._sleep)

    def reply(self, messages: Sequence[Message], options: Options = PLAIN) -> Iterator[Chunk]:
        """Stream a reply; raises ModelError. Closing the iterator stops the model.

        Calls are repeated only before the first piece came, and only where that may help: the
        server refused the connection, was busy (429) or failed (5xx). Where the person for whom it
        is called has a key of their own for this model, it is used; OwnKeyRefused where it does
        not do.
        """
        body = request_body(self.spec.model, messages, options, self.spec.extra)
        own = own_key(self.name) if self.spec.base_url else ""
        yield from counted(self.name, messages, self._tried(body, own), own=bool(own))

    def _tried(self, body: bytes, own: str) -> Iterator[Chunk]:
        attempt = 0
        while True:
            try:
                yield from self._once(body, own)
            except Again as again:
                pause = again.pause or FIRST_PAUSE * 2**attempt
                if attempt >= self.spec.retries or pause > LONGEST_PAUSE:
                    raise again.error from again
                self._sleep(pause)
                attempt += 1
            else:
                return

    def close(self) -> None:
        """Close the connections; the model can still be used and opens new ones."""
        self._client.close()

    def once(self) -> OpenAIModel:
        """Give the same model without repeated calls."""
        spec = replace(self.spec, retries=0)
        return OpenAIModel(spec, self._address, self._client, self._sleep)

    def page(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Read JSON from the server, `path` from its root; None where it has no such page."""
        import httpx

        base, key = self._address()
        root = base.rstrip("/").removesuffix("/v1")
        try:
            reply = self._client.open().request(
                "GET" if body is None else "POST",
                root + path,
                json=body,
                headers={**_headers(self.spec, key), "accept": "application/json"},
                timeout=self.spec.timeouts.connect,
            )
            return reply.json() if reply.status_code == 200 else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return None

    def _once(self, body: bytes, own: str) -> Iterator[Chunk]:
        import httpx

        base, key = self._address()
        url = base.rstrip("/") + "/chat/completions"
        started = False
        try:
            with self._client.open().stream(
                "POST", url, content=body, headers=_headers(self.spec, own or key)
            ) as reply:
                if reply.status_code != 200:
                    raise refusal(self.spec, url, reply, own)
                for chunk in self._read(reply, url):
                    started = True
                    yield chunk
        except httpx.ConnectError as error:
            raise Again(self._unreachable(url, f"cannot be reached ({error})")) from error
        except httpx.ReadTimeout as error:
            raise self._silent(url, started=started) from error
        except httpx.TimeoutException as error:
            raise self._unreachable(url, "does not accept connections in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if started:
                raise self._cut(url) from error
            raise Again(self._unreachable(url, f"closed the connection ({error})")) from error

    def _read(self, reply: httpx.Response, url: str) -> Iterator[Chunk]:
        """Turn a reply with status 200 into chunks."""
        import httpx

        timeouts = self.spec.timeouts
        watch = Watch(_connection(reply), timeouts.first_token)
        reading, started, done = Reading(), False, False
        try:
            for data in self._data(reply):
                done = data == DONE
                if done:
                    break
                chunk = reading.chunk(self._event(data, url))
                if chunk is None:
                    continue
                watch.extend(timeouts.between_tokens)
                started = True
                if chunk.text or chunk.tokens:
                    yield chunk
        except ModelGarbage as error:
            raise ModelGarbage(
                f"the model server at {url} sent {error}. Is base_url of {self.name!r} the address "
                "of an OpenAI-compatible API, up to /v1?"
            ) from error
        except httpx.HTTPError:
            if not watch.expired:
                raise
        finally:
            watch.stop()
        if watch.expired:
            raise self._silent(url, started=started)
        if not done and not reading.finish:
            raise self._cut(url)
        yield reading.last(self.name)

    def _data(self, reply: httpx.Response) -> Iterator[str]:
        """Give the events; a server that does not stream gives its one JSON body."""
        kind = reply.headers.get("content-type", "").partition(";")[0].strip()
        if kind == "application/json":
            yield b"".join(reply.iter_bytes()).decode("utf-8", "replace")
        elif kind in ("text/event-stream", ""):
            yield from events(reply.iter_bytes())
        else:
            start = next(reply.iter_bytes(), b"")[:60]
            raise ModelGarbage(f"{kind} instead of a reply: {start!r}")

    def _event(self, data: str, url: str) -> Mapping[str, Any]:
        try:
            event = json.loads(data)
        except (ValueError, RecursionError):
            event = None
        if not isinstance(event, dict):
            raise ModelGarbage(f"an event that is no JSON object: {data[:80]!r}")
        if error := event.get("error"):
            said = error.get("message") if isinstance(error, dict) else error
            raise ModelError(f"the model server at {url} broke the reply off: {said}")
        return event

    def _unreachable(self, url: str, what: str) -> ModelUnreachable:
        return ModelUnreachable(
            f"the model server at {url} {what}. Start it, or correct base_url of the model "
            f"{self.name!r} in the settings"
        )

    def _silent(self, url: str, *, started: bool) -> ModelUnreachable:
        timeouts = self.spec.timeouts
        waited = timeouts.between_tokens if started else timeouts.first_token
        part = "next" if started else "first"
        return ModelUnreachable(
            f"the model server at {url} hangs: no {part} word within {waited:g} s. Look at its "
            f"log, or raise timeout_s of the model {self.name!r}"
        )

    def _cut(self, url: str) -> ModelUnreachable:
        return ModelUnreachable(
            f"the model server at {url} cut the connection in the middle of a reply; ask again"
        )


class _Client:
    """The connections to one server, opened at first use and shared by threads."""

    def __init__(self, spec: ModelSpec, transport: httpx.BaseTransport | None) -> None:
        self._spec = spec
        self._transport = transport
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None

    def open(self) -> httpx.Client:
        import httpx

        with self._lock:
            if self._client is None:
                timeouts = self._spec.timeouts
                # No proxy, ours or the system's, carries calls to this machine.
                away = not _on_this_machine(self._spec.base_url)
                self._client = httpx.Client(
                    timeout=httpx.Timeout(timeouts.first_token, connect=timeouts.connect),
                    proxy=self._spec.proxy if away else None,
                    transport=self._transport,
                    trust_env=away,
                )
            return self._client

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None


def _headers(spec: ModelSpec, key: str) -> dict[str, str]:
    headers = {"content-type": "application/json", "accept": "text/event-stream"}
    if key:
        headers["authorization"] = f"Bearer {key}"
    return headers | dict(spec.headers)


def _on_this_machine(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or "127.0.0.1"
    return host in ("localhost", "::1") or host.startswith("127.")


def _connection(reply: httpx.Response) -> Any:
    """Give the socket under a reply; None over a transport that has none."""
    stream = reply.extensions.get("network_stream")
    return stream.get_extra_info("socket") if stream else None
