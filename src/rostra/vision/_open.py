"""Open what strangers send: by content, within limits, and made anew from its pixels alone."""

from __future__ import annotations

import struct
import warnings
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rostra.errors import PictureRefused
from rostra.vision._apart import document_pages, vector_picture
from rostra.vision._kinds import OPENED, kind_of
from rostra.vision._pixels import kept_size, upright, without_alpha
from rostra.vision._types import Kind, Limits, Picture

if TYPE_CHECKING:
    from PIL import Image

LIMITS = Limits()
QUALITY = 90
PNG_BYTES = 3_000_000
"""A picture whose PNG is larger is kept as JPEG."""
# What the decoders raise on damaged files, found by damaging files (tests/vision).
FAULTS = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, ZeroDivisionError, MemoryError, RuntimeError, struct.error,
)  # fmt: skip
_TELLS_PLACE = 0x8825  # the GPS directory of EXIF 2.3
_LOSSY = ("jpeg", "avif")


def open_picture(data: bytes, limits: Limits = LIMITS) -> Picture:
    """Open one picture, or the first page of a document.

    The kind is read off the bytes. Size is asked before decoding; the first frame of a moving
    picture is kept; orientation is applied, colours become sRGB with eight bits, what is
    transparent gets a plain ground; EXIF, place, comments and whatever else the file held are
    gone, since only pixels are written out again. Raises PictureRefused.
    """
    kind = _allowed(data, limits)
    if kind == "pdf":
        return open_pictures(data, limits, (1, 1))[0]
    if kind == "svg":
        return _decoded(vector_picture(data, limits), "png", "svg", limits)
    return _decoded(data, kind, kind, limits)


def open_pictures(
    data: bytes, limits: Limits = LIMITS, pages: tuple[int, int] | None = None
) -> tuple[Picture, ...]:
    """Open every page of a document, or those from the first to the last named; a picture is one.

    Pages count from 1. Raises PictureRefused, also where more pages are wanted than
    `limits.pages`.
    """
    if _allowed(data, limits) != "pdf":
        return (open_picture(data, limits),)
    total, drawn = document_pages(data, limits, pages)
    first = pages[0] if pages else 1
    return tuple(
        _decoded(page, "png", "pdf", limits, (first + at, total)) for at, page in enumerate(drawn)
    )


def _allowed(data: bytes, limits: Limits) -> str:
    """Return the kind of a file that may be opened; raises PictureRefused."""
    if not data:
        raise PictureRefused("the picture is empty (0 bytes); send a file with a picture in it")
    if len(data) > limits.bytes:
        raise PictureRefused(
            f"the picture has {len(data):,} bytes and at most {limits.bytes:,} are read; send a "
            "smaller one"
        )
    kind = kind_of(data)
    if kind not in OPENED:
        raise PictureRefused(
            f"{_STRANGE.get(kind, f'this is a file of the kind {kind!r}') if kind else _UNKNOWN}; "
            f"send one of: {', '.join(OPENED)}"
        )
    return kind


_UNKNOWN = "this is no picture that is known (told by its first bytes, not its name)"
_STRANGE = {
    "heic": "this is a HEIC picture, which is not read; export it as JPEG (phones: 'most "
    "compatible')",
    "html": "this is a web page, not a picture; perhaps the address leads to a page that shows it",
    "video": "this is a video, not a picture; send a still of it",
}


def _decoded(
    data: bytes, kind: str, source: str, limits: Limits, page: tuple[int, int] = (0, 0)
) -> Picture:
    """Decode pixels within the limits and encode them anew."""
    from PIL import Image, UnidentifiedImageError

    # Pillow warns programmers of odd files; here the file is kept or refused, and that is said.
    warnings.filterwarnings("ignore", module=r"PIL\..*")
    try:
        image = Image.open(BytesIO(data), formats=_formats(kind))
        _within(image, limits)
        located = _located(image)
        more = _moves(image) if kind == source else page[1] > 1
        pixels = _pixels(image, limits)
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused(
            f"the picture has far more pixels than the {limits.pixels:,} that are decoded; scale "
            "it down"
        ) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(
            f"the file begins like a {source} picture and is none, or has no pixels; send another"
        ) from error
    except FAULTS as error:
        raise PictureRefused(
            f"the {source} picture cannot be decoded: {_short(error)}; it is damaged or cut off, "
            "send it again"
        ) from error
    written, form = _encoded(pixels, "jpeg" if kind in _LOSSY else "png")
    return Picture(
        written, form, pixels.width, pixels.height, sha256(written).hexdigest(), source,
        more, *page, located=located,
    )  # fmt: skip


def _formats(kind: str) -> list[str]:
    # Cameras write JPEGs with more pictures behind the first; Pillow calls those MPO.
    return ["JPEG", "MPO"] if kind == "jpeg" else [kind.upper()]


def _within(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureRefused(f"the picture has no pixels ({width} × {height}); send another")
    if width * height > limits.pixels:
        raise PictureRefused(
            f"the picture is {width:,} × {height:,} pixels and at most {limits.pixels:,} are "
            "decoded; scale it down"
        )


def _located(image: Image.Image) -> bool:
    try:
        return bool(image.getexif().get_ifd(_TELLS_PLACE))
    except FAULTS:  # a damaged note about the picture does not damage the picture
        return False


def _moves(image: Image.Image) -> bool:
    """Whether there is a second frame or page; its count would have to be read from a stranger."""
    if not hasattr(image, "n_frames"):
        return False
    try:
        image.seek(1)
    except FAULTS:
        return False
    finally:
        image.seek(0)
    return True


def _pixels(image: Image.Image, limits: Limits) -> Image.Image:
    """Return upright RGB pixels of at most the kept size, in a picture that holds nothing else."""
    from PIL import Image

    wanted = kept_size(image.size, limits)
    image.draft(image.mode, wanted)  # a large JPEG is decoded at a fraction of its size
    image.load()
    plain = without_alpha(image)
    # The longer side is longer whichever way up: scaling first turns fewer pixels.
    if plain.size != wanted:
        plain = plain.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = upright(plain, image)
    clean = Image.new("RGB", plain.size)
    clean.paste(plain)
    return clean


def _encoded(pixels: Image.Image, kind: Kind) -> tuple[bytes, Kind]:
    if kind == "png":
        written = _saved(pixels, "PNG", compress_level=6)
        if len(written) <= PNG_BYTES:
            return written, "png"
    return _saved(pixels, "JPEG", quality=QUALITY), "jpeg"


def _saved(pixels: Image.Image, form: str, **how: Any) -> bytes:
    into = BytesIO()
    pixels.save(into, form, **how)
    return into.getvalue()


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
