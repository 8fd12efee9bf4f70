"""FLUX at Black Forest Labs: an order is sent, then asked for until it is ready; signed calls."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rostra.errors import (
    PainterDenied,
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
)
from rostra.imagine._finished import finished
from rostra.imagine._server import Clock, Server, same_server
from rostra.imagine._spec import PainterSpec
from rostra.imagine._types import Abilities, Order, Painted, Progress

if TYPE_CHECKING:
    import httpx

MODEL = "flux-2-pro"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
_MODERATED = {"Request Moderated", "Content Moderated"}
_GOING_ON = {"Pending", "Queued", "Processing"}


class BflPainter:
    """FLUX by the BFL API (https://docs.bfl.ai): POST /v1/MODEL, then GET its `polling_url`.

    The key goes only to the server of `base_url`: a `polling_url` elsewhere is asked for below it
    by its id instead. The picture itself is fetched without the key.
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
        for k in range(order.n):
            yield from self._one(order, order.seed + k, k, progress=progress)

    def _one(
        self, order: Order, seed: int, k: int, *, progress: bool
    ) -> Iterator[Painted | Progress]:
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
                done = told.get("progress")
                step = round(100 * done) if isinstance(done, (int, float)) and 0 <= done <= 1 else 0
                yield Progress(step, 100 if step else 0, picture=k, waiting=not step)
            if self._clock.now() + pause > until:
                raise PainterUnreachable(
                    f"{self._server.who} did not finish within {self._spec.timeout_s:g} s"
                )
            self._clock.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        sample = (told.get("result") or {}).get("sample") if isinstance(told, dict) else None
        if not isinstance(sample, str):
            raise PainterGarbage(f"{self._server.who} says Ready and names no picture")
        data, width, height = finished(self._server.picture_at(sample), self._server.who)
        yield Painted(data, width, height, seed, order.prompt, self.name, model, alt=order.prompt)

    def _body(self, order: Order, seed: int) -> dict[str, Any]:
        import base64

        body: dict[str, Any] = {
            "prompt": order.prompt,
            "width": order.width,
            "height": order.height,
            "seed": seed,
            "output_format": "png",
        }
        if order.source is not None:
            body["input_image"] = base64.b64encode(order.source).decode()
        if self._spec.steps:
            body["steps"] = self._spec.steps
        if self._spec.guidance:
            body["guidance"] = self._spec.guidance
        if self._spec.webhook:
            body["webhook_url"] = self._spec.webhook
            body["webhook_secret"] = self._spec.webhook_secret
        return {**body, **self._spec.extra}

    def _where(self, sent: Any) -> str:
        order_id = sent.get("id") if isinstance(sent, dict) else None
        if not isinstance(order_id, str) or not order_id:
            raise PainterGarbage(
                f"{self._server.who} took the order without an id: {str(sent)[:120]}"
            )
        url = sent.get("polling_url")
        if isinstance(url, str) and same_server(self._spec.base_url, url):
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


@dataclass(frozen=True, slots=True)
class Hook:
    """What BFL told by its webhook: the order's id, its status, and where the picture lies."""

    id: str
    status: str
    sample: str


def read_hook(body: bytes, signature: str, secret: str) -> Hook:
    """Read a call of BFL's webhook; raises PainterDenied where it is not signed with our secret.

    `signature` is the header X-BFL-Signature: the HMAC-SHA256 of the body in hexadecimal, with or
    without the prefix `sha256=`. It is compared in constant time.
    """
    if not secret:
        raise PainterDenied("no webhook_secret is set for the painter; its calls are not taken")
    right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = signature.strip().removeprefix("sha256=").lower()
    if not hmac.compare_digest(right.encode(), given.encode()):
        raise PainterDenied("a call of the webhook is not signed with our secret")
    try:
        told = json.loads(body)
        result = told.get("result") or {}
        return Hook(str(told.get("id") or told["task_id"]), str(told["status"]),
                    str(result.get("sample") or ""))  # fmt: skip
    except (ValueError, KeyError, AttributeError):
        raise PainterGarbage("a call of the webhook cannot be read") from None
