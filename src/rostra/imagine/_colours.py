"""Colours: mixing, and the light of an hour cast over everything that is drawn."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_DARKEST = 0.16
"""Below this lightness a colour of a symbol is its outline."""


def rgb(colour: str) -> tuple[float, float, float]:
    """Read #rrggbb or #rgb as three shares from 0 to 1."""
    bare = colour.lstrip("#")
    if len(bare) == 3:
        bare = "".join(c * 2 for c in bare)
    return (int(bare[0:2], 16) / 255, int(bare[2:4], 16) / 255, int(bare[4:6], 16) / 255)


def hexed(red: float, green: float, blue: float) -> str:
    """Write three shares as #rrggbb."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, c))):02x}" for c in (red, green, blue))


def mix(one: str, other: str, share: float) -> str:
    """Mix two colours; `share` of the other (0 to 1)."""
    return hexed(*(a + (b - a) * share for a, b in zip(rgb(one), rgb(other), strict=True)))


def lighter(colour: str, share: float) -> str:
    """Mix a colour with white."""
    return mix(colour, "#ffffff", share)


def darker(colour: str, share: float) -> str:
    """Mix a colour with a deep blue black: shadows are never grey."""
    return mix(colour, "#141230", share)


def lightness(colour: str) -> float:
    """Give the lightness of HLS, 0 to 1."""
    return colorsys.rgb_to_hls(*rgb(colour))[1]


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a scene: its sky from top to horizon, and what it does to colours.

    `tint` is mixed into every lit colour by `amount`; `outline` is the colour of lines; `vivid`
    multiplies saturation. `glow` is the colour of lamps and of the sun or the moon.
    """

    sky: tuple[str, str, str]
    tint: str
    amount: float
    outline: str
    glow: str
    dark: bool = False
    vivid: float = 1.0

    def of(self, colour: str) -> str:
        """Give a colour as this light shows it."""
        return _lit(colour, self.tint, self.amount, self.vivid)

    def over(self, shapes: str, share: float = 1.0) -> str:
        """Give SVG shapes with every colour in this light, and the lines in its outline.

        `share` is how much of the tint falls on them: actors are lit a little better.
        """
        cast = _caster(self.tint, self.amount * share, self.outline, self.vivid)
        return _HEX.sub(lambda found: cast(found[0]), shapes)


@lru_cache(maxsize=4096)
def _lit(colour: str, tint: str, amount: float, vivid: float) -> str:
    hue, light, full = colorsys.rgb_to_hls(*rgb(colour))
    return mix(hexed(*colorsys.hls_to_rgb(hue, light, min(1.0, full * vivid))), tint, amount)


@lru_cache(maxsize=64)
def _caster(tint: str, amount: float, outline: str, vivid: float) -> Callable[[str], str]:
    @lru_cache(maxsize=512)
    def cast(colour: str) -> str:
        return outline if lightness(colour) < _DARKEST else _lit(colour, tint, amount, vivid)

    return cast


def repainted(shapes: str, colour: str) -> str:
    """Give a symbol's shapes with its chief colour, and the shades of it, turned to `colour`.

    The chief colour is the one that covers most and is neither black, white nor grey; where there
    is none, the light greys and whites are painted.
    """
    areas = _areas(shapes)
    lively = [c for c in areas if _chroma(c) > 0.25 and lightness(c) > _DARKEST]
    pale = [c for c in areas if _chroma(c) <= 0.25 and lightness(c) > 0.5]
    chosen = lively or pale
    if not chosen:
        return shapes
    chief = max(chosen, key=lambda c: (areas[c], c))
    hue = colorsys.rgb_to_hls(*rgb(chief))[0]
    base = lightness(chief)
    turned = {}
    for c in chosen:
        near = abs(colorsys.rgb_to_hls(*rgb(c))[0] - hue)
        if not lively or min(near, 1 - near) < 0.09:
            apart = lightness(c) - base
            turned[c] = lighter(colour, apart) if apart > 0 else darker(colour, -apart * 1.2)
    return _HEX.sub(lambda found: turned.get(found[0].lower(), found[0]), shapes)


@lru_cache(maxsize=256)
def _areas(shapes: str) -> dict[str, int]:
    """Count the pixels of each colour that is written in a symbol's shapes, drawn at 72 pixels."""
    from io import BytesIO

    from PIL import Image
    from resvg_py import svg_to_bytes

    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{shapes}</svg>'
    png = svg_to_bytes(svg_string=svg, width=72, height=72, skip_system_fonts=True)
    raw = Image.open(BytesIO(png)).convert("RGB").tobytes().hex()
    seen = Counter("#" + raw[at : at + 6] for at in range(0, len(raw), 6))
    return {c.lower(): seen[hexed(*rgb(c))] for c in _HEX.findall(shapes)}


def _chroma(colour: str) -> float:
    parts = rgb(colour)
    return max(parts) - min(parts)
