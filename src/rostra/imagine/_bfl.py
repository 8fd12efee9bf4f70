"""FLUX at Black Forest Labs: an order is sent, then asked for until it is ready; signed calls."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rostra.errors import (
    PainterDenied,
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
)
from rostra.imagine._finished import finished
from rostra.imagine._order import checked
from rostra.imagine._server import Clock, Server, same_server
from rostra.imagine._spec import PainterSpec, fields_of
from rostra.imagine._types import Abilities, Order, Painted, Progress

if TYPE_CHECKING:
    import httpx

MODEL = "flux-2-pro"
VARY = "Paint the same scene again with small changes."
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
_MODERATED = {"Request Moderated", "Content Moderated"}
_GOING_ON = {"Pending", "Queued", "Processing", "Reasoning", "Generating"}
HOOK_AGE = timedelta(minutes=10)
"""How old a call of the webhook may be: a signed body that was overheard is worth no more."""


class BflPainter:
    """FLUX by the BFL API (https://docs.bfl.ai): POST /v1/MODEL, then GET its `polling_url`.

    The key goes only to the server of `base_url`, and from api.bfl.ai to the hosts below bfl.ai
    that it names for its regions: for a `polling_url` elsewhere the state is asked for below
    `base_url` by the order's id. The picture itself is fetched without the key. BFL has no way to
    take an order back: closing the iterator ends the asking, and the order is still paid for.
    """

    def __init__(
        self,
        spec: PainterSpec,
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.name = spec.name
        self.abilities = Abilities(
            smallest=256, largest=2048, step=16, n=4, seed=True, edit=True, variation=True,
            languages=("en", "zh"),
        )  # fmt: skip
        self._spec = spec
        self._server = Server(spec, transport)
        self._clock = clock or Clock()

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw; raises PainterError. What BFL's own moderation stops is PaintingRefused."""
        order, note = checked(self.name, self.abilities, order)
        for k in range(order.n):
            sample = yield from self._asked(order, order.seed + k, k, progress=progress)
            data, width, height = finished(
                self._server.picture_at(sample, seconds=self._spec.timeout_s), self._server.who
            )
            model = self._spec.model or MODEL
            yield Painted(
                data, width, height, order.seed + k, order.prompt or VARY, self.name, model,
                note=note, alt=order.prompt,
            )  # fmt: skip

    def _asked(
        self, order: Order, seed: int, k: int, *, progress: bool
    ) -> Generator[Progress, None, str]:
        """Send an order and ask until it is ready; returns where the picture lies."""
        headers = {"x-key": self._spec.api_key, "accept": "application/json"}
        model = self._spec.model or MODEL
        sent = self._server.json("POST", f"/v1/{model}", self._body(order, seed), headers=headers)
        where = self._where(sent)
        until, pause = self._clock.now() + self._spec.timeout_s, FIRST_PAUSE
        while True:
            told = self._told(where, headers)
            status = str(told.get("status", ""))
            if status == "Ready":
                break
            self._going_on(status, told)
            if progress:
                yield _progress(told.get("progress"), k)
            if self._clock.now() + pause > until:
                raise PainterUnreachable(
                    f"{self._server.who} did not finish within {self._spec.timeout_s:g} s"
                )
            self._clock.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        result = told.get("result")
        sample = result.get("sample") if isinstance(result, dict) else None
        if not isinstance(sample, str):
            raise PainterGarbage(f"{self._server.who} says Ready and names no picture")
        return sample

    def _body(self, order: Order, seed: int) -> dict[str, Any]:
        import base64

        body: dict[str, Any] = {
            "prompt": order.prompt or VARY,
            "width": order.width,
            "height": order.height,
            "seed": seed,
            "output_format": "png",
        }
        if order.task != "paint" and order.source is not None:
            body["input_image"] = base64.b64encode(order.source).decode()
        if self._spec.steps:
            body["steps"] = self._spec.steps
        if self._spec.guidance:
            body["guidance"] = self._spec.guidance
        if self._spec.webhook:
            body["webhook_url"] = self._spec.webhook
            body["webhook_secret"] = self._spec.webhook_secret
        return {**body, **fields_of(self._spec)}

    def _where(self, sent: Any) -> str:
        order_id = sent.get("id") if isinstance(sent, dict) else None
        if not isinstance(order_id, str) or not order_id:
            raise PainterGarbage(
                f"{self._server.who} took the order without an id: {str(sent)[:120]}"
            )
        url = sent.get("polling_url")
        if isinstance(url, str) and _ours(self._spec.base_url, url):
            return url
        from urllib.parse import quote

        return f"/v1/get_result?id={quote(order_id, safe='')}"

    def _told(self, where: str, headers: dict[str, str]) -> dict[str, Any]:
        told = self._server.json("GET", where, headers=headers, seconds=30.0)
        if not isinstance(told, dict):
            raise PainterGarbage(
                f"{self._server.who} tells no state of the order: {str(told)[:120]}"
            )
        return told

    def _going_on(self, status: str, told: dict[str, Any]) -> None:
        if status in _GOING_ON:
            return
        why = json.dumps(told.get("details") or told.get("result") or "", ensure_ascii=False)[:200]
        if status in _MODERATED:
            raise PaintingRefused(f"{self._server.who} moderates this ({status}): {why}")
        if status == "Task not found":
            raise PainterDenied(f"{self._server.who} no longer knows the order")
        raise PainterError(f"{self._server.who} could not draw ({status or 'no status'}): {why}")


def _progress(done: Any, k: int) -> Progress:
    """Turn BFL's share from 0 to 1 into steps of a hundred; anything else is not known."""
    known = isinstance(done, (int, float)) and 0 < done <= 1
    return (
        Progress(round(100 * done), 100, picture=k)
        if known
        else Progress(0, 0, picture=k, waiting=True)
    )


def _ours(base_url: str, url: str) -> bool:
    """Say whether the key may go to an address: the same server, or BFL's own for BFL's."""
    from urllib.parse import urlsplit

    if same_server(base_url, url):
        return True
    try:
        base, other = urlsplit(base_url), urlsplit(url)
        plain = other.scheme == base.scheme == "https" and other.port in (None, 443)
    except ValueError:
        return False
    return plain and all(
        f".{part.hostname or ''}".endswith(".bfl.ai") and "@" not in part.netloc
        for part in (base, other)
    )


@dataclass(frozen=True, slots=True)
class Hook:
    """What BFL told by its webhook: the order's id, its status, and where the picture lies."""

    id: str
    status: str
    sample: str


def read_hook(body: bytes, signature: str, secret: str, *, now: datetime | None = None) -> Hook:
    """Read a call of BFL's webhook; raises PainterDenied where it is not signed with our secret.

    `signature` is the header X-BFL-Signature: the HMAC-SHA256 of the body in hexadecimal, with or
    without the prefix `sha256=`. It is compared in constant time. With `now` (with a zone) a body
    whose own `timestamp` is further from it than `HOOK_AGE`, or that has none, is refused as a
    repetition; within that time the caller tells repetitions by the order's id. PainterGarbage
    for a signed body that cannot be read.
    """
    if not secret:
        raise PainterDenied("no webhook_secret is set for the painter; its calls are not taken")
    right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = signature.strip().removeprefix("sha256=").lower()
    if not hmac.compare_digest(right.encode(), given.encode("utf-8", "replace")):
        raise PainterDenied("a call of the webhook is not signed with our secret")
    try:
        told = json.loads(body)
        result = told.get("result") or {}
        hook = Hook(str(told.get("id") or told["task_id"]), str(told["status"]),
                    str(result.get("sample") or ""))  # fmt: skip
        sent = datetime.fromisoformat(told["timestamp"]) if now is not None else None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise PainterGarbage("a call of the webhook cannot be read") from None
    if now is not None and sent is not None:
        _check_age(sent, now)
    return hook


def _check_age(sent: datetime, now: datetime) -> None:
    if sent.tzinfo is None or abs(now - sent) > HOOK_AGE:
        raise PainterDenied(f"a call of the webhook is of {sent.isoformat()}; it was sent again")
