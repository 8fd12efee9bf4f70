"""Painters behind OpenAI's images API: stable-diffusion.cpp's server, LocalAI, hosted ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rostra.errors import PainterGarbage
from rostra.imagine._finished import finished, from_base64
from rostra.imagine._order import checked
from rostra.imagine._server import Server
from rostra.imagine._spec import PainterSpec, fields_of
from rostra.imagine._types import Abilities, Order, Painted, Progress

if TYPE_CHECKING:
    import httpx

OPENAI = "//api.openai.com"
VARY = "Paint the same scene again with small changes."
_ARGS = re.compile(r"<\s*/?\s*sd_cpp_extra_args\s*>", re.IGNORECASE)


class OpenAIPainter:
    """A server with POST /images/generations and /images/edits.

    Seed, negative prompt, steps and guidance are no part of OpenAI's shape. They go as fields of
    their own, which LocalAI reads, and inside the prompt as the `sd_cpp_extra_args` that
    stable-diffusion.cpp's server takes out of it (examples/server/api.md there; such marks in the
    prompt of the order are taken out, or whoever writes it would set the server's arguments). For
    hosted servers, which refuse unknown fields, `extra = { plain = true }` leaves all of it out,
    `response_format` too; at OpenAI's own address that is so unless told otherwise.
    """

    def __init__(self, spec: PainterSpec, transport: httpx.BaseTransport | None = None) -> None:
        self.name = spec.name
        plain = bool(spec.extra.get("plain", OPENAI in spec.base_url))
        self.abilities = Abilities(
            smallest=256, largest=2048, step=16, n=4, seed=not plain, negative=not plain,
            edit=True, variation=True,
        )  # fmt: skip
        self._spec = spec
        self._plain = plain
        self._server = Server(spec, transport)

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw; the pictures of one order are asked for one by one, each with its own seed."""
        order, note = checked(self.name, self.abilities, order, masks=True)
        for k in range(order.n):
            if progress:
                yield Progress(0, 0, picture=k, waiting=True)
            yield self._one(order, order.seed + k, note)

    def _one(self, order: Order, seed: int, note: str) -> Painted:
        prompt = _unmarked(order.prompt).strip() or VARY
        fields = self._fields(order, prompt, seed)
        headers = _headers(self._spec.api_key)
        seconds = self._spec.timeout_s
        if order.task == "paint":
            path = "/images/generations"
            reply = self._server.json("POST", path, fields, headers=headers, seconds=seconds)
        else:
            files = {"image": ("image.png", order.source or b"", "image/png")}
            if order.mask is not None:
                files["mask"] = ("mask.png", order.mask, "image/png")
            texts = {key: value if isinstance(value, str) else json.dumps(value)
                     for key, value in fields.items()}  # fmt: skip
            reply = self._server.form(
                "/images/edits", texts, files, headers=headers, seconds=seconds
            )
        data, width, height = finished(self._bytes(reply), self._server.who)
        model = self._spec.model or "the server's own model"
        return Painted(
            data, width, height, seed, prompt, self.name, model, note=note, alt=order.prompt
        )

    def _fields(self, order: Order, prompt: str, seed: int) -> dict[str, Any]:
        spec = self._spec
        fields: dict[str, Any] = {"n": 1, "size": f"{order.width}x{order.height}"}
        if not self._plain:
            fields |= {"seed": seed, "response_format": "b64_json"}
            if order.negative:
                fields["negative_prompt"] = order.negative
            if spec.steps:
                fields["step"] = spec.steps
            told = json.dumps(_native(spec, order, seed), ensure_ascii=False)
            prompt = f"{prompt} <sd_cpp_extra_args>{_inside(told)}</sd_cpp_extra_args>"
        if spec.model:
            fields["model"] = spec.model
        return {"prompt": prompt, **fields, **fields_of(spec)}

    def _bytes(self, reply: Any) -> bytes:
        rows = reply.get("data") if isinstance(reply, dict) else None
        first = rows[0] if isinstance(rows, list) and rows else None
        if not isinstance(first, Mapping):
            raise PainterGarbage(
                f"{self._server.who} answered without a picture: {str(reply)[:120]}"
            )
        if first.get("b64_json"):
            return from_base64(first["b64_json"], self._server.who)
        if isinstance(first.get("url"), str):
            return self._server.picture_at(first["url"])
        raise PainterGarbage(f"{self._server.who} gave neither b64_json nor url for its picture")


def _native(spec: PainterSpec, order: Order, seed: int) -> dict[str, Any]:
    """Give what stable-diffusion.cpp's server reads, in its native schema."""
    sampling: dict[str, Any] = {}
    if spec.steps:
        sampling["sample_steps"] = spec.steps
    if spec.guidance:
        sampling["guidance"] = {"txt_cfg": spec.guidance}
    told: dict[str, Any] = {"seed": seed}
    if order.negative:
        told["negative_prompt"] = order.negative
    return told | ({"sample_params": sampling} if sampling else {})


def _unmarked(prompt: str) -> str:
    """Take the marks of arguments out, also those that come of taking others out."""
    while (less := _ARGS.sub("", prompt)) != prompt:
        prompt = less
    return prompt


def _inside(told: str) -> str:
    """Write JSON so that no text in it can end the block it stands in."""
    return told.replace("<", "\\u003c")


def _headers(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"} if key else {}
