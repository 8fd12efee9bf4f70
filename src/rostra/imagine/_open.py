"""From a spec to a painter, and trying one out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from rostra.errors import PainterError, SettingsError
from rostra.imagine._spec import PAINTER_KINDS, PainterSpec
from rostra.imagine._types import Order, Painted, Painter

TRIAL = "a red apple on a white table"


def open_painter(spec: PainterSpec) -> Painter:
    """Give the painter that a spec describes; raises SettingsError on what cannot be one.

    Nothing is asked over a network and no weights are loaded before the first order.
    """
    if spec.kind == "openai":
        from rostra.imagine._openai import OpenAIPainter

        return OpenAIPainter(spec)
    if spec.kind == "bfl":
        from rostra.imagine._bfl import BflPainter

        return BflPainter(spec)
    if spec.kind == "comfyui":
        from rostra.imagine._comfyui import ComfyPainter

        return ComfyPainter(spec)
    if spec.kind == "sdcpp":
        from rostra.imagine._sdcpp import SdCppPainter

        return SdCppPainter(spec)
    if spec.kind == "diffusers":
        from rostra.imagine._diffusers import DiffusersPainter

        return DiffusersPainter(spec)
    raise SettingsError(
        f"the painter {spec.name!r} is of the kind {spec.kind!r}; "
        f"known are {', '.join(PAINTER_KINDS)}"
    )


@dataclass(frozen=True, slots=True)
class PainterCheck:
    """What came of trying a painter; `problem` is "" where a picture came."""

    name: str
    problem: str = ""
    seconds: float = 0.0
    width: int = 0
    height: int = 0

    @property
    def ok(self) -> bool:
        """True when a picture came."""
        return not self.problem


def check_painter(
    painter: Painter, *, timer: Callable[[], float] = time.perf_counter
) -> PainterCheck:
    """Order one small picture, and say in one line what is wrong where none comes."""
    can = painter.abilities
    width, height = can.sizes[0] if can.sizes else (max(can.smallest, 256),) * 2
    began = timer()
    try:
        for item in painter.paint(Order(TRIAL, width=width, height=height)):
            if isinstance(item, Painted):
                return PainterCheck(painter.name, "", timer() - began, item.width, item.height)
    except PainterError as error:
        return PainterCheck(painter.name, " ".join(str(error).split()), timer() - began)
    return PainterCheck(painter.name, "it ended without a picture", timer() - began)
