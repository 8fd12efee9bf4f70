"""ComfyUI: a workflow file with places to fill in, progress over its websocket, cancelling."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from rostra.errors import (
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
    SettingsError,
)
from rostra.imagine._finished import finished
from rostra.imagine._order import checked
from rostra.imagine._server import Clock, Server, on_this_machine
from rostra.imagine._spec import PainterSpec, fields_of
from rostra.imagine._types import Abilities, Order, Painted, Progress

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

LARGEST_WORKFLOW = 2_000_000
BEAT_S = 1.0
"""Seconds of silence after which the last step is told again, so that a reader may leave."""
SILENT_BEATS = 30
"""Beats of silence after which the history is asked."""
MOST_STEPS = 100_000
_PREVIEW = 1
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_PLACE = ("filename", "subfolder", "type")
PLACES = ("%prompt%", "%negative%", "%seed%", "%width%", "%height%", "%steps%", "%image%")


class ComfyPainter:
    """A ComfyUI server and a workflow in API format ("Export (API)").

    Where a value of the workflow is `%prompt%`, `%negative%`, `%seed%`, `%width%`, `%height%`,
    `%steps%` or `%image%` (the uploaded source), that of the order is put; `%prompt%` has to be
    there. What the workflow has no place for is no ability of this painter.
    """

    def __init__(self, spec: PainterSpec, clock: Clock | None = None) -> None:
        self.name = spec.name
        self._spec = spec
        self._clock = clock or Clock()
        self._workflow = _workflow(spec)
        held = set(_values(self._workflow))
        sized = {"%width%", "%height%"} <= held
        self.abilities = Abilities(
            sizes=() if sized else ((1024, 1024),),
            n=4 if "%seed%" in held else 1,
            seed="%seed%" in held,
            negative="%negative%" in held,
            edit="%image%" in held,
            variation="%image%" in held,
            previews=True,
        )
        self._server = Server(spec)
        self._headers = {"authorization": f"Bearer {spec.api_key}"} if spec.api_key else {}

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw; closing the iterator takes the order out of the queue or interrupts it."""
        order, note = checked(self.name, self.abilities, order)
        for k in range(order.n):
            data = yield from self._one(order, order.seed + k, k, progress=progress)
            png, width, height = finished(data, self._server.who)
            yield Painted(
                png, width, height, order.seed + k, order.prompt, self.name, self._model,
                note=note, alt=order.prompt,
            )  # fmt: skip

    @property
    def _model(self) -> str:
        return self._spec.model or (self._spec.workflow.name if self._spec.workflow else "")

    def _one(
        self, order: Order, seed: int, k: int, *, progress: bool
    ) -> Generator[Progress, None, bytes]:
        client = uuid.uuid4().hex
        painting = order.task == "paint"
        image = "" if painting else self._uploaded(order, client)
        filled = _filled(self._workflow, _given(order, seed, self._spec.steps or 20, image))
        with self._listening(client) as words:
            number = self._sent(filled, client)
            done = False
            try:
                for step in self._followed(words, number):
                    if progress:
                        yield Progress(step.step, step.of, step.preview, k, step.waiting)
                done = True
            finally:
                if not done:
                    self._cancelled(number)
        return self._picture(number)

    def _listening(self, client: str) -> ClientConnection:
        from websockets.exceptions import WebSocketException
        from websockets.sync.client import connect

        parts = urlsplit(self._spec.base_url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        url = f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/ws?clientId={client}"
        try:
            return connect(
                url, open_timeout=self._spec.connect_s, max_size=LARGEST_WORKFLOW * 8,
                proxy=None if on_this_machine(parts.hostname or "") else self._spec.proxy,
                additional_headers=self._headers, close_timeout=1.0,
            )  # fmt: skip
        except (OSError, TimeoutError, WebSocketException) as error:
            raise PainterUnreachable(
                f"{self._server.who} has no websocket to follow ({error}); is ComfyUI running?"
            ) from error

    def _sent(self, workflow: Mapping[str, Any], client: str) -> str:
        body = {"prompt": workflow, "client_id": client, **fields_of(self._spec)}
        told = self._server.json("POST", "/prompt", body, headers=self._headers)
        number = told.get("prompt_id") if isinstance(told, dict) else None
        if not isinstance(number, str):
            faults = told.get("node_errors") if isinstance(told, dict) else told
            raise PaintingRefused(f"{self._server.who} refuses the workflow: {str(faults)[:300]}")
        return number

    def _followed(self, words: ClientConnection, number: str) -> Iterator[Progress]:
        """Give the steps of an order until ComfyUI says that it is done."""
        from websockets.exceptions import ConnectionClosed

        until, beats = self._clock.now() + self._spec.timeout_s, 0
        last = Progress(0, 0, waiting=True)
        while True:
            left = until - self._clock.now()
            if left <= 0:
                raise PainterUnreachable(
                    f"{self._server.who} did not finish within {self._spec.timeout_s:g} s"
                )
            try:
                word = words.recv(timeout=min(BEAT_S, left))
            except TimeoutError:
                beats += 1
                if beats % SILENT_BEATS == 0 and self._known(number):
                    return
                yield Progress(last.step, last.of, waiting=last.waiting)
                continue
            except ConnectionClosed as error:
                if self._known(number):
                    return
                raise PainterUnreachable(
                    f"{self._server.who} cut the websocket ({error})"
                ) from None
            step, beats = self._heard(word, number, last), 0
            if step is None:
                return
            if step is not last:
                last = step
                yield step

    def _heard(self, word: str | bytes, number: str, last: Progress) -> Progress | None:
        """Read one message: the next step, the last one again, or None at the end."""
        if isinstance(word, bytes):
            preview = _preview(word)
            return Progress(last.step, last.of, preview) if preview else last
        try:
            told = json.loads(word)
            kind, data = told["type"], told.get("data") or {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return last
        if not isinstance(data, dict):
            return last
        if data.get("prompt_id") not in (None, number):
            return last
        if kind == "progress":
            return _step(data.get("value"), data.get("max"), last)
        if kind == "execution_error":
            said = data.get("exception_message") or "no reason given"
            raise PainterError(f"{self._server.who} failed in {data.get('node_type')}: {said}")
        if kind == "execution_interrupted":
            raise PainterError(f"{self._server.who} was interrupted by somebody; draw again")
        ended = kind == "execution_success" or (
            kind == "executing" and data.get("node") is None and data.get("prompt_id") == number
        )
        return None if ended else last

    def _known(self, number: str) -> bool:
        return bool(self._server.json("GET", f"/history/{number}", headers=self._headers))

    def _picture(self, number: str) -> bytes:
        told = self._server.json("GET", f"/history/{number}", headers=self._headers)
        entry = told.get(number) if isinstance(told, dict) else None
        images = [image for image in _images(entry) if image.get("type") == "output"]
        if not images:
            raise PainterGarbage(
                f"{self._server.who} finished without a picture; its workflow needs SaveImage"
            )
        wanted = {key: str(images[0].get(key) or "") for key in _PLACE}
        return self._server.file(f"/view?{urlencode(wanted)}", headers=self._headers)

    def _uploaded(self, order: Order, client: str) -> str:
        files = {"image": (f"rostra-{client}.png", order.source or b"", "image/png")}
        told = self._server.form(
            "/upload/image", {"overwrite": "true"}, files, headers=self._headers
        )
        if not isinstance(told, dict) or not told.get("name"):
            raise PainterGarbage(f"{self._server.who} did not take the picture to be changed")
        return "/".join(str(part) for part in (told.get("subfolder"), told["name"]) if part)

    def _cancelled(self, number: str) -> None:
        """Take an order back as far as that goes: out of the queue, or out of the machine.

        Older servers interrupt whatever runs, whosever it is, so it is asked first what runs.
        """
        try:
            self._server.tell("/queue", {"delete": [number]}, headers=self._headers, seconds=5.0)
            told = self._server.json("GET", "/queue", headers=self._headers, seconds=5.0)
            running = told.get("queue_running") if isinstance(told, dict) else None
            rows = running if isinstance(running, list) else []
            if any(number in row for row in rows if isinstance(row, list)):
                body = {"prompt_id": number}
                self._server.tell("/interrupt", body, headers=self._headers, seconds=5.0)
        except PainterError:
            return  # it is gone, or does not answer; nothing more can be done from here


def _images(entry: Any) -> Iterator[dict[str, Any]]:
    """Give the pictures that the history of one order names."""
    outputs = entry.get("outputs") if isinstance(entry, dict) else None
    for output in outputs.values() if isinstance(outputs, dict) else ():
        images = output.get("images") if isinstance(output, dict) else None
        rows = images if isinstance(images, list) else []
        yield from (image for image in rows if isinstance(image, dict))


def _step(value: Any, most: Any, last: Progress) -> Progress:
    """Read a step; what is no number, or beyond its own end, changes nothing."""
    numbers = all(isinstance(n, (int, float)) and math.isfinite(n) for n in (value, most))
    if not numbers or not 0 <= value <= most <= MOST_STEPS:
        return last
    return Progress(int(value), int(most))


def _workflow(spec: PainterSpec) -> Mapping[str, Any]:
    path = spec.workflow
    at = f"workflow of the painter {spec.name!r}"
    if path is None:
        raise SettingsError(f"{at} is not set; export one from ComfyUI with Export (API)")
    try:
        if path.stat().st_size > LARGEST_WORKFLOW:
            raise SettingsError(f"{at} is larger than {LARGEST_WORKFLOW:,} bytes: {path}")
        read = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{at} cannot be read: {path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{at} is no JSON: {path}: {error}") from None
    nodes = isinstance(read, dict) and all(
        isinstance(node, dict) and "class_type" in node for node in read.values()
    )
    if not nodes:
        raise SettingsError(f"{at} is not in API format; export it with Export (API): {path}")
    if not any("%prompt%" in value for value in _values(read) if isinstance(value, str)):
        raise SettingsError(f'{at} has no place for the prompt; write "%prompt%" into it: {path}')
    held: Mapping[str, Any] = read
    return held


def _values(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        for value in part.values():
            yield from _values(value)
    elif isinstance(part, list):
        for value in part:
            yield from _values(value)
    else:
        yield part


def _given(order: Order, seed: int, steps: int, image: str) -> dict[str, Any]:
    values = (order.prompt, order.negative, seed, order.width, order.height, steps, image)
    return dict(zip(PLACES, values, strict=True))


def _filled(part: Any, given: Mapping[str, Any]) -> Any:
    """Fill the places in; one inside a longer text (`photo of %prompt%`) is filled as text.

    The texts that are filled in are not looked through again.
    """
    if isinstance(part, dict):
        return {key: _filled(value, given) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, given) for value in part]
    if not isinstance(part, str):
        return part
    if part in given:
        return given[part]
    before, place, after = part.partition("%prompt%")
    return before + str(given["%prompt%"]) + after if place else part


def _preview(word: bytes) -> bytes | None:
    """Return the picture of a binary message: two big-endian numbers (event, type), then it."""
    event = int.from_bytes(word[:4], "big")
    return word[8:] if event == _PREVIEW and word[8:].startswith(_STARTS) else None
