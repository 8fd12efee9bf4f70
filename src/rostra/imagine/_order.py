"""An order is looked at before it goes out: what a painter cannot do is said, not sent."""

from __future__ import annotations

from dataclasses import replace

from rostra.errors import PaintingRefused
from rostra.imagine._types import LONGEST_PROMPT, Abilities, Order


def checked(name: str, can: Abilities, order: Order, *, masks: bool = False) -> tuple[Order, str]:
    """Give the order as the painter `name` will draw it, and a note on what was cut.

    `masks`: whether it takes a mask. Raises PaintingRefused for what it cannot do.
    """
    _look(name, can, order)
    if order.mask is not None and not masks:
        raise PaintingRefused(f"{name} takes no mask; leave it out or choose another painter")
    if len(order.prompt) <= LONGEST_PROMPT:
        return order, ""
    note = "The prompt is too long; only its beginning was read."
    if order.lang == "zh":
        note = "提示词过长，只读了前面一部分。"
    return replace(order, prompt=order.prompt[:LONGEST_PROMPT]), note


def _look(name: str, can: Abilities, order: Order) -> None:
    if not order.prompt.strip() and order.task != "vary":
        raise PaintingRefused("the prompt is empty; say what to draw")
    if not 1 <= order.n <= can.n:
        raise PaintingRefused(f"{order.n} pictures were ordered; {name} draws 1 to {can.n} at once")
    if not can.fits(order.width, order.height):
        raise PaintingRefused(
            f"{name} cannot draw {order.width}x{order.height}; ask for {_sizes(can)}"
        )
    if order.seed < 0 or order.seed + order.n > 2**31:
        raise PaintingRefused(f"the seed {order.seed} is out of bounds; take one from 0 to 2^31")
    if not {"paint": True, "edit": can.edit, "vary": can.variation}[order.task]:
        raise PaintingRefused(f"{name} cannot {order.task} a picture; choose another painter")
    if order.task != "paint" and not order.source:
        raise PaintingRefused(f"there is no picture to {order.task}; give one")


def _sizes(can: Abilities) -> str:
    if can.sizes:
        return " or ".join(f"{width}x{height}" for width, height in can.sizes)
    return f"sides from {can.smallest} to {can.largest} in steps of {can.step}"
