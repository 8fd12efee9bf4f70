"""Lettering: a font that has the letters, lines that fit, bubbles, captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.imagine._draw import Canvas, Point, n, path, rect, text
from rostra.imagine._symbols import Box

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
)  # fmt: skip
"""Where operating systems keep their fonts."""
_WANTED = (
    "NotoSansCJK-Bold", "NotoSansSC-Bold", "SourceHanSansSC-Bold", "SourceHanSans-Bold",
    "NotoSansCJK-Medium", "NotoSansCJK-Regular", "PingFang", "Hiragino Sans GB", "STHeiti",
    "wqy-zenhei", "wqy-microhei", "DroidSansFallback", "LXGWWenKai-Bold", "HarmonyOS_Sans_SC_Bold",
)  # fmt: skip
_WANTED_LATIN = (
    "DejaVuSans-Bold", "LiberationSans-Bold", "NotoSans-Bold", "Arial Bold", "Arial", "Helvetica",
    "OpenSans-Bold", "Roboto-Bold", "Ubuntu-B", "FreeSansBold",
)  # fmt: skip
_ENDS = (".ttf", ".otf", ".ttc")
_MISSING = "\U0010fffe"


@dataclass(frozen=True, slots=True)
class Font:
    """One font file: where it is, its family, which face of a collection."""

    file: str
    family: str
    face: int = 0

    def wide(self, value: str, size: float) -> float:
        """Measure a line of text in pixels."""
        return float(_opened(self.file, self.face).getlength(value)) * size / 100

    def has(self, value: str) -> bool:
        """Whether every letter of a text is in the font."""
        font = _opened(self.file, self.face)
        blank = bytes(font.getmask(_MISSING))
        signs = {sign for sign in value if not sign.isspace()}
        return all(bytes(font.getmask(sign)) != blank for sign in signs)


@lru_cache(maxsize=16)
def _opened(file: str, face: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(file, 100, index=face)


@lru_cache(maxsize=4)
def fonts(folders: tuple[str, ...] = FONT_FOLDERS) -> tuple[Font, ...]:
    """Find fonts to letter with, the best first: one with Chinese letters, one with Latin ones.

    Empty where there is none; pictures then have no words, and say so.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        root = Path(folder).expanduser()
        if root.is_dir():
            for file in sorted(root.rglob("*")):
                if file.suffix.lower() in _ENDS:
                    files.setdefault(file.stem, file)
    chosen = []
    for wanted in (_WANTED, _WANTED_LATIN):
        stem = next((s for name in wanted for s in files if s.startswith(name)), None)
        if stem:
            chosen.append(_face(files[stem]))
    if not chosen and files:
        chosen.append(_face(files[min(files)]))
    return tuple(chosen)


def _face(file: Path) -> Font:
    """Choose the face of a collection that is for simplified Chinese."""
    names = []
    for face in range(12 if file.suffix.lower() == ".ttc" else 1):
        try:
            names.append(_opened(str(file), face).getname()[0] or file.stem)
        except OSError:
            break
    best = next((i for i, name in enumerate(names) if name.endswith(" SC")), 0)
    return Font(str(file), names[best] if names else file.stem, best)


def font_for(value: str, available: Sequence[Font]) -> Font | None:
    """Choose the first font that has every letter of a text, None where none has."""
    return next((font for font in available if font.has(value)), None)


def wrapped(value: str, font: Font, size: float, room: float) -> list[str]:
    """Break a text into lines of at most `room` pixels: between words, or between Han letters."""
    lines, current = [], ""
    for piece in _pieces(value):
        if current and font.wide((current + piece).rstrip(), size) > room and piece not in _HANGING:
            lines.append(current.strip())
            current = piece.lstrip()
        else:
            current += piece
    return [line for line in (*lines, current.strip()) if line]


_HANGING = "，。！？、；：,.!?;:）”’」』…"


def _pieces(value: str) -> list[str]:
    pieces, word = [], ""
    for sign in value:
        if sign.isspace() or ord(sign) > 0x2E7F:
            if word:
                pieces.append(word)
            pieces.append(sign)
            word = ""
        else:
            word += sign
    return [*pieces, word] if word else pieces


@dataclass(frozen=True, slots=True)
class Lines:
    """A text that has been fitted: its lines, its font, its size and box in pixels."""

    lines: tuple[str, ...]
    font: Font
    size: float
    width: float
    height: float

    def at(self, x: float, y: float, fill: str, *, anchor: str = "middle", **more: object) -> str:
        """Write the lines with the top of the first at y."""
        parts = [
            text(line, x, y + self.size * (0.86 + 1.24 * k), self.size, fill, text_anchor=anchor,
                 font_family=self.font.family, font_weight="bold", **more)
            for k, line in enumerate(self.lines)
        ]  # fmt: skip
        return "".join(parts)


def fitted(
    value: str, available: Sequence[Font], size: float, room: float, most: int
) -> Lines | None:
    """Fit a text into `most` lines of `room` pixels, smaller if it must be, cut if it will not.

    None where there is no text, or no font that has its letters.
    """
    value = " ".join(value.split())  # signs that part lines or records cannot be laid out
    font = font_for(value, available) if value else None
    if font is None:
        return None
    lines = wrapped(value, font, size, room)
    while len(lines) > most and size > room / 26:
        size *= 0.9
        lines = wrapped(value, font, size, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(_HANGING) + "…"]
    wide = max(font.wide(line, size) for line in lines)
    return Lines(tuple(lines), font, size, wide, size * 1.24 * len(lines))


def bubble(c: Canvas, words: Lines, head: Point, taken: Sequence[Box]) -> tuple[str, Box]:
    """Draw a speech bubble near a head where it covers least, its tail towards the head."""
    pad = words.size * 0.75
    w, h = words.width + pad * 2, words.height + pad * 1.3
    margin = c.unit * 4
    spots = []
    for side in (-1, -0.5, 0.5, 1):
        for up in (0.2, 0.45, 0.7, 1.0, 1.3):
            x = head[0] + side * (w * 0.5 + c.unit * 17)
            y = head[1] - h * 0.5 - c.unit * 30 * up
            x = min(max(x, margin + w / 2), c.width - margin - w / 2)
            y = min(max(y, margin + h / 2), c.height - margin - h / 2)
            box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
            reach = abs(x - head[0]) + abs(y - head[1])
            covered = sum(overlap(box, other) for other in taken) * c.unit * 90
            spots.append((covered + reach, x, y))
    _, x, y = min(spots)
    edge = c.light.outline
    stroke = c.unit * 0.55
    tail = _tail(x, y, w, h, head, c)
    body = rect(
        x - w / 2,
        y - h / 2,
        w,
        h,
        "#ffffff",
        rx=min(h / 2, words.size * 1.3),
        stroke=edge,
        stroke_width=stroke,
    )
    inner = rect(
        x - w / 2 + stroke / 2,
        y - h / 2 + stroke / 2,
        w - stroke,
        h - stroke,
        "#ffffff",
        rx=min(h / 2, words.size * 1.3),
    )
    outer = path(tail, "#ffffff", stroke=edge, stroke_width=stroke, stroke_linejoin="round")
    written = words.at(x, y - words.height / 2, "#221b33")
    return body + outer + inner + written, (x - w / 2, y - h / 2, x + w / 2, y + h / 2)


def _tail(x: float, y: float, w: float, h: float, head: Point, c: Canvas) -> str:
    """Draw the tail from the bubble's edge most of the way to the head."""
    aim = (x + (head[0] - x) * 0.72, y + (head[1] - y) * 0.72)
    foot = min(max(x + (head[0] - x) * 0.4, x - w * 0.3), x + w * 0.3)
    base = y + h * 0.3
    half = c.unit * 2.4
    tip_y = max(aim[1], y + h / 2 + c.unit * 3)
    return f"M{n(foot - half)} {n(base)}Q{n(foot - half)} {n(y + h * 0.5)} {n(aim[0])} {n(tip_y)}Q{n(foot + half * 0.6)} {n(y + h * 0.55)} {n(foot + half)} {n(base)}Z"


def overlap(one: Box, other: Box) -> float:
    """Give the area two boxes share, as a share of the smaller one."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return wide * tall / max(small, 1e-6)
