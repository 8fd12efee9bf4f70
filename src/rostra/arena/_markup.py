"""Marks of HTML and SVG: every text escaped, no inline style, well-formed as XML."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from rostra.text import clean

NAME_COLUMNS = 26
"""Columns of a name in a plot; a Han character takes two."""

NONE = "–"
"""What stands where there is no figure."""


def label(text: str, limit: int = 20_000) -> str:
    """Return a stranger's text as one line, without control, hidden and bidirectional marks."""
    return " ".join(clean(text, limit).split()) or "—"


def esc(text: str) -> str:
    """Escape a text for HTML and SVG, as content or inside a quoted attribute."""
    return escape(label(text))


def tag(name: str, /, *inner: str, **attributes: str | float) -> str:
    """Write an element around markup that is safe already; attributes are escaped here.

    `class_` becomes class, `_` becomes `-`. An attribute "" is left out. A stranger's words go
    through `label` before they stand in an attribute.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    body = "".join(inner)
    return f"<{name}{told}>{body}</{name}>" if body or name not in _VOID else f"<{name}{told}/>"


_VOID = frozenset("br circle col hr line meta path polygon polyline rect".split())


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """Write a place between 0 and 1 as an SVG length."""
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


def columns(text: str) -> float:
    """Return how many columns a text takes, about: letters are not all of one width."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 2.0
    return 1.5 if sign in "mwMW@%" else 1.0


def shortened(text: str, limit: int = NAME_COLUMNS) -> str:
    """Cut a name to so many columns; what was cut is shown by an ellipsis."""
    text = label(text)
    if columns(text) <= limit:
        return text
    kept, used = "", 1.0
    for sign in text:
        used += _width(sign)
        if used > limit:
            break
        kept += sign
    return kept.rstrip() + "…"


def figure(value: float, digits: int = 0, *, signed: bool = False) -> str:
    """Write a number as it stands in a table: a true minus, commas from five figures on."""
    if not math.isfinite(value):
        return NONE if math.isnan(value) else ("∞" if value > 0 else "−∞")
    shown = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    shown = shown if abs(value) >= 9_999.5 else shown.replace(",", "")
    if not float(shown.replace(",", "")):
        shown = shown.lstrip("+-")
    return shown.replace("-", "−")


def share(value: float) -> str:
    """Write a share as percent, a dash where there is none."""
    return NONE if math.isnan(value) else f"{value * 100:.0f}%"


def compact(number: int) -> str:
    """Write a count in at most five signs."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= 10 * size:
            return f"{number / size:.0f}{unit}"
        if number >= size:
            return f"{number / size:.1f}{unit}"
    return str(number)


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: Sequence[int] = (),
    seen: bool = False,
    square: bool = False,
) -> str:
    """Write a table of safe cells: the first column heads its row, the others are figures.

    Columns in `words` hold words. The caption is for a screen reader alone unless `seen`. On a
    phone each row becomes a short block, its figures named; a `square` table scrolls by itself.
    Roles are told: a browser forgets them where the style sheet lays rows out as blocks.
    """
    kinds = ["" if place == 0 or place in words else "rb-n" for place in range(len(head))]
    top = "".join(
        tag("th", cell, role="columnheader", scope="col", class_=kind)
        for cell, kind in zip(head, kinds, strict=True)
    )
    names = ["" if square else _bare(cell) for cell in head]
    body = []
    for row in rows:
        cells = [
            tag("td", cell, role="cell", class_=kind, data_name=name)
            for cell, kind, name in zip(row[1:], kinds[1:], names[1:], strict=True)
        ]
        body.append(tag("tr", tag("th", row[0], role="rowheader", scope="row"), *cells, role="row"))
    told = tag("caption", caption, class_="" if seen else "rb-unseen")
    upper = tag("thead", tag("tr", top, role="row"), role="rowgroup")
    inner = told + upper + tag("tbody", *body, role="rowgroup")
    kind = "rb-table" if square else "rb-table rb-blocks"
    whole = tag("table", inner, class_=kind, role="table")
    if not square:
        return tag("div", whole, class_="rb-scroll")
    return tag(
        "div", whole, class_="rb-scroll", tabindex="0", role="group", aria_label=_bare(caption)
    )


def _bare(markup: str) -> str:
    """Return the words of a caption or a head for an attribute (they hold no tags)."""
    from html import unescape

    return unescape(markup)


def plot_head(key: str, title: str, about: str) -> str:
    """Write the title and description that a screen reader is told of a plot."""
    return tag("title", esc(title), id=f"{key}-t") + tag("desc", esc(about), id=f"{key}-d")


def svg(key: str, kind: str, *inner: str, **attributes: str | float) -> str:
    """Write a plot; `inner` begins with `plot_head` of the same key."""
    return tag(
        "svg", *inner, xmlns="http://www.w3.org/2000/svg", class_=f"rb-plot {kind}", role="img",
        aria_labelledby=f"{key}-t", aria_describedby=f"{key}-d", **attributes,
    )  # fmt: skip
