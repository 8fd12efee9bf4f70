"""Read the lines of text in a picture with RapidOCR, whose models lie in its wheel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from rostra import text
from rostra.errors import PictureError
from rostra.vision._mend import mended
from rostra.vision._types import Box, Corners, Line, Picture

if TYPE_CHECKING:
    from PIL import Image

Reader: TypeAlias = Callable[[Picture], tuple[Line, ...]]
"""What reads the lines of a picture, in any order."""

DOUBTFUL = 0.8
LEAST = 0.5
"""Certainty under which a line is not told at all."""
LEAST_ALONE = 0.7
"""The same for a single letter: avatars and icons are read as O, Q or 口."""
TALL = 2.2
"""Height over width from which a picture is read in parts: the engine scales to 2,000 pixels."""
NARROW = 320
"""Pixels a picture is made wide at least, by a margin."""
SHARED = 0.12
"""Share of a part that it has in common with the next, so that no line is cut in both."""
_SHAPES = frozenset("●○◎◯■□▲△▼▽◆◇★☆•·。.,、-—_|/\\'`~^:：;；\"“”")
LINE_CHARS = 2_000


def open_reader(threads: int = 1) -> Reader:
    """Load the reader, 0.3 s and 120 MB; calls wait for one another.

    Reads Chinese and English in about 1 CPU second a picture. A picture that lies on its side or
    on its head is turned until it reads. Raises PictureError where the extra is not installed.
    """
    try:
        import onnxruntime  # noqa: F401 - the engine asks for it only when it reads
        from rapidocr import RapidOCR
    except ImportError as error:
        raise PictureError(
            "reading text in pictures is not installed; run: pip install 'rostra[vision]'"
        ) from error
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # Small figures under a shadow are passed over at 0.5 (docs/log.md).
            "Det.box_thresh": 0.35,
        }
    )
    lock = threading.Lock()

    def read(picture: Picture) -> tuple[Line, ...]:
        with lock:
            return _read(engine, picture)

    return read


def _read(engine: Any, picture: Picture) -> tuple[Line, ...]:
    from PIL import Image

    image = Image.open(BytesIO(picture.data), formats=["PNG", "JPEG"]).convert("RGB")
    lines = _in_parts(engine, image)
    if not _lies(lines):
        return lines
    ways = [(_readable(lines), lines), *(_turned(engine, image, way) for way in (90, 180, 270))]
    return max(ways, key=lambda each: each[0])[1]


def _lies(lines: Sequence[Line]) -> bool:
    """Whether what was read may be writing that is not upright: tall lines, or doubtful ones."""
    long = [line for line in lines if len(line.text) > 2]
    tall = sum(map(_tall, long))
    doubtful = sum(line.score < DOUBTFUL for line in lines)
    return bool(lines) and (tall > len(lines) / 2 or doubtful > 0.6 * len(lines))


def _tall(line: Line) -> bool:
    return line.box.height > 1.3 * line.box.width


def _readable(lines: Sequence[Line]) -> float:
    """How much was read, and how surely; letters of tall lines count little."""
    return sum(
        (line.score - 0.4) * len(line.text) * (0.3 if line.box.height > line.box.width else 1.0)
        for line in lines
    )


def _turned(engine: Any, image: Image.Image, way: int) -> tuple[float, tuple[Line, ...]]:
    """Read a picture turned counter-clockwise by `way` degrees: how readable, and the lines.

    The places are of the picture as it is.
    """
    lines = _in_parts(engine, image.rotate(way, expand=True))
    width, height = image.size
    back: Callable[[float, float], tuple[float, float]] = {
        90: lambda x, y: (width - y, x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (y, height - x),
    }[way]
    return _readable(lines), tuple(
        _line(line.text, _quad([back(*corner) for corner in line.corners]), line.score)
        for line in lines
    )


def _in_parts(engine: Any, image: Image.Image) -> tuple[Line, ...]:
    """Read a picture; a tall one in parts that overlap, each line once."""
    image = _padded(image)
    width, height = image.size
    part = int(width * TALL)
    if height <= part:
        return _lines(engine, image, 0)
    step = int(part * (1 - SHARED))
    lines: list[Line] = []
    for top in range(0, max(1, height - int(part * SHARED)), step):
        bottom = min(height, top + part)
        for line in _lines(engine, image.crop((0, top, width, bottom)), top):
            # What touches a cut is read whole in the other part, where there is one.
            cut = (top and line.box.top < top + 3) or (
                bottom < height and line.box.bottom > bottom - 3
            )
            # Writing on its side runs through every cut; it is read turned.
            if (not cut or _tall(line)) and not any(_same(line, other) for other in lines):
                lines.append(line)
    return tuple(lines)


def _padded(image: Image.Image) -> Image.Image:
    """Widen a strip: the engine enlarges until the shorter side has 736 pixels, at any cost."""
    from PIL import Image

    width = max(image.width, NARROW)
    height = max(image.height, int(width / TALL))
    if (width, height) == image.size:
        return image
    wide = Image.new("RGB", (width, height), image.getpixel((0, 0)))
    wide.paste(image, (0, 0))
    return wide


def _same(line: Line, other: Line) -> bool:
    x, y = line.box.middle
    held = other.box
    return held.left <= x <= held.right and held.top <= y <= held.bottom


def _lines(engine: Any, image: Image.Image, down: int) -> tuple[Line, ...]:
    import numpy as np

    # The engine wants blue first. It is told to read, not to find out which way up a line is.
    read = engine(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), use_cls=False)
    if read.boxes is None or read.txts is None:
        return ()
    found = []
    for corners, written, score in zip(read.boxes, read.txts, read.scores, strict=True):
        words = mended(text.clean(written, limit=LINE_CHARS))
        if _told(words, float(score)):
            quad = _quad([(float(x), float(y) + down) for x, y in corners])
            found.append(_line(words, quad, float(score)))
    return tuple(found)


def _told(words: str, score: float) -> bool:
    if not words or set(words) <= _SHAPES:
        return False
    alone = len(words) == 1 and not words.isdecimal()
    return score >= (LEAST_ALONE if alone else LEAST)


def _quad(points: Sequence[tuple[float, float]]) -> Corners:
    return points[0], points[1], points[2], points[3]


def _line(words: str, corners: Corners, score: float) -> Line:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return Line(words, box, corners, round(score, 3), score < DOUBTFUL)
