"""Take everything out of an SVG that runs, fetches, or names a file: shapes and words are left."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from rostra.errors import PictureRefused
from rostra.vision._types import Limits

ELEMENTS = 20_000
DEPTH = 200
BYTES = 4_000_000
LEAST = 1024
"""A small vector picture is drawn with this many pixels on its longer side."""

_SVG = "http://www.w3.org/2000/svg"
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
# Filters are left out with the rest: they can be made to cost minutes, and may name pictures.
_DROPPED = frozenset(
    "script foreignObject iframe audio video canvas object embed filter feImage animate set "
    "animateMotion animateTransform handler listener".split()
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_OUTSIDE = re.compile(r"url\(\s*(?!['\"]?#)|@import|expression\(|javascript:", re.IGNORECASE)
_FILTERED = re.compile(r"(?:^|;)\s*filter\s*:[^;]*", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(px|pt|mm|cm|in|pc|q)?\s*\Z", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0,
          "pc": 16.0, "q": 96 / 101.6}  # fmt: skip


def plain_svg(data: bytes, limits: Limits) -> str:
    """Return an SVG of shapes and words alone, sized within the limits; raises PictureRefused.

    Entities, scripts, animation, filters, styles and links that lead outside, and pictures that
    are not embedded pixels are left out or refused; nothing is ever fetched.
    """
    if len(data) > BYTES:
        raise PictureRefused(f"the SVG has {len(data):,} bytes, at most {BYTES:,} are drawn")
    head = data if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else _utf8(data)
    bare = _DOCTYPE.sub(b"", head, count=1)
    if b"<!doctype" in bare.lower() or b"<!entity" in bare.lower():
        raise PictureRefused("the SVG declares entities, which are not expanded; send it as PNG")
    try:
        root = ET.fromstring(bare)  # noqa: S314 - no document type is left to attack with
    except (ET.ParseError, ValueError, LookupError) as error:
        raise PictureRefused(f"the SVG is no sound XML ({error}); send it as PNG") from error
    if _local(root.tag) != "svg":
        raise PictureRefused("this XML is not an SVG; send a picture")
    _count(root)
    _strip(root)
    _size(root, limits)
    return ET.tostring(root, encoding="unicode")


def _utf8(data: bytes) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise PictureRefused("the SVG is no sound UTF-16; send it as PNG") from error
    return re.sub(r"<\?xml[^>]*\?>", "", text, count=1).encode()


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _count(root: ET.Element) -> None:
    """Refuse what is too deep or has too many elements, without recursion of our own."""
    level, count = [root], 0
    for _ in range(DEPTH):
        count += len(level)
        if not level or count > ELEMENTS:
            break
        level = [child for element in level for child in element]
    if level:
        raise PictureRefused(
            f"the SVG has more than {ELEMENTS:,} elements or is nested deeper than {DEPTH}; send "
            "it as PNG"
        )


def _strip(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        if not _harmless(element, _local(name), value):
            del element.attrib[name]
        elif _local(name) == "style":
            element.attrib[name] = _FILTERED.sub("", value)
    for child in list(element):
        if _kept(child):
            _strip(child)
        else:
            element.remove(child)


def _kept(child: ET.Element) -> bool:
    name = _local(child.tag)
    if not name or name in _DROPPED:
        return False
    if name == "image":
        links = [value for key, value in child.attrib.items() if _local(key) == "href"]
        return bool(links) and all(_PICTURE.match(link) for link in links)
    return not (name == "style" and _foreign_style(child))


def _foreign_style(style: ET.Element) -> bool:
    """Whether a style sheet leads outside, also where its letters are escaped (CSS 2.1, 4.1.3)."""
    sheet = "".join(style.itertext())
    return "\\" in sheet or bool(_OUTSIDE.search(sheet)) or "filter" in sheet.lower()


def _harmless(element: ET.Element, name: str, value: str) -> bool:
    if name.lower().startswith("on") or name in ("base", "filter"):
        return False
    if name == "href":
        return value.startswith("#") or _local(element.tag) == "image"
    return not (_OUTSIDE.search(value) or (name == "style" and "\\" in value))


def _size(root: ET.Element, limits: Limits) -> None:
    """Give the root a size in pixels that is neither tiny nor above the limits."""
    box = _view(root)
    width, height = (_length(root.get(side)) for side in ("width", "height"))
    if box:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    width, height = width or LEAST, height or LEAST
    if not (0 < width < 1e9 and 0 < height < 1e9):
        raise PictureRefused("the SVG has no size; give it a width, a height or a viewBox")
    if not box:
        root.set("viewBox", f"0 0 {width} {height}")
    longer = max(width, height)
    scale = max(1.0, LEAST / longer)
    scale = min(scale, (limits.kept_pixels / (width * height)) ** 0.5, limits.side / longer)
    root.set("width", f"{max(1, round(width * scale))}")
    root.set("height", f"{max(1, round(height * scale))}")


def _view(root: ET.Element) -> tuple[float, float, float, float] | None:
    try:
        numbers = [float(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(0 < side < 1e9 for side in numbers[2:]):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _length(written: str | None) -> float:
    match = _LENGTH.match(written or "")
    try:
        return float(match[1]) * _UNITS[(match[2] or "").lower()] if match else 0.0
    except ValueError:
        return 0.0
