"""Two answers beside each other on a terminal, as they are written."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._arena_words import WORDS, Tongue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rostra.arena import Card, Side, Told

SIDES: tuple[Side, Side] = ("left", "right")
GAP = " │ "
WIDEST = 160


class Columns:
    """Prints a row once both sides have written it; on a terminal, what is being written too."""

    def __init__(self, *, live: bool | None = None, width: int = 0, tongue: Tongue = "en") -> None:
        size = shutil.get_terminal_size((96, 40))
        self._live = sys.stdout.isatty() if live is None else live
        self._width = (min(width or size.columns, WIDEST) - len(GAP)) // 2
        self._height = max(size.lines - 3, 3)
        self._text: dict[Side, str] = dict.fromkeys(SIDES, "")
        self._ended: set[Side] = set()
        self._printed = 0
        self._drawn = 0
        click.echo(self._row(*(click.style(WORDS[tongue][side], bold=True) for side in SIDES)))

    def add(self, side: Side, text: str) -> None:
        """Take more text of one side."""
        self._text[side] += _show.safe(text)
        self._draw()

    def end(self, side: Side, text: str) -> None:
        """Take the whole text of one side; it may differ from its pieces."""
        self._text[side] = _show.safe(text)
        self._ended.add(side)
        self._draw()

    def close(self) -> None:
        """Print what is left of both."""
        self._ended.update(SIDES)
        self._draw()

    def _draw(self) -> None:
        left, right = (self._lines(side) for side in SIDES)
        ready = min(
            max(len(left), len(right)) if side in self._ended else max(len(lines) - 1, 0)
            for side, lines in zip(SIDES, (left, right), strict=True)
        )
        if self._drawn:
            click.echo(f"\x1b[{self._drawn}A\x1b[J", nl=False, color=True)
            self._drawn = 0
        for at in range(self._printed, ready):
            click.echo(self._row(_at(left, at), _at(right, at)))
        self._printed = max(self._printed, ready)
        if self._live:
            tail = range(self._printed, max(len(left), len(right)))
            for at in tail[: self._height]:
                click.echo(self._row(_at(left, at), _at(right, at)))
                self._drawn += 1

    def _lines(self, side: Side) -> list[str]:
        lines: list[str] = []
        for paragraph in self._text[side].split("\n"):
            lines += _show.wrap(paragraph, self._width) or [""]
        return lines

    def _row(self, left: str, right: str) -> str:
        gap = self._width - _show.columns(click.unstyle(left))
        return (left + " " * max(gap, 0) + GAP + right).rstrip()


def _at(lines: list[str], at: int) -> str:
    return lines[at] if at < len(lines) else ""


def cards(told: Mapping[Side, Told], tongue: Tongue = "en") -> str:
    """Draw the posts that answers rest on; one that both cite alike stands once."""
    left, right = (told[side].cards if side in told else () for side in SIDES)
    words = WORDS[tongue]
    lines = [_card(words["both" if one in right else "left"], one) for one in left]
    lines += [_card(words["right"], one) for one in right if one not in left]
    return "\n".join(lines)


def _card(side: str, one: Card) -> str:
    mark = click.style(f"[{one.number}] ", fg="cyan", bold=True)
    who = one.name or one.handle or one.author_id or "—"
    handle = f" @{_line(one.handle).lstrip('@')}" if one.handle else ""
    facts = [_show.moment(one.created, _show.zone("UTC"))] if one.created else []
    facts += [one.network, *(label for label in one.labels if label in ("deleted", "edited"))]
    head = f"{side} {mark}{click.style(_line(who), bold=True)}{handle} · "
    lines = [head + " · ".join(_line(fact) for fact in facts if fact)]
    lines += [f"    {line}" for line in _show.wrap(_line(one.text), _show.WIDTH - 4)[:4]]
    if one.url:
        lines.append("    " + click.style(_line(one.url), fg="blue", underline=True))
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(_show.safe(text).split())
