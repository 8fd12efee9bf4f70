"""What a page tells under a name: fields, cells, bars, what a post carries; with places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rostra.vision._figures import value_of
from rostra.vision._types import Box, Chart, Pair, Screen, Seen, Table


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, where it stands, and every name that must be asked for to mean it."""

    names: tuple[str, ...]
    value: str
    box: Box
    by: str


def facts_of(seen: Seen) -> Iterator[Fact]:
    """List what a page tells under a name."""
    for pair in seen.fields:
        yield Fact((pair.label,), pair.value, pair.value_box, "field")
    for table in seen.tables:
        yield from _cells(table)
    for chart in seen.charts:
        for pair in chart.pairs:
            yield Fact((pair.label,), pair.value, pair.value_box, "chart")


def _cells(table: Table) -> Iterator[Fact]:
    head = table.rows[0] if table.headed else None
    for row in table.rows[1 if head else 0 :]:
        for column, cell in enumerate(row):
            if column and cell.box:
                names = [row[0].text]
                if head and len(head) > 2:
                    names.append(head[column].text)
                if all(names):
                    yield Fact(tuple(names), cell.text, cell.box, "table")


def extreme(seen: Seen, question: str) -> Fact | None:
    """Answer which label of a chart or column is highest or lowest, where that is asked for."""
    most, least = _MOST.search(question), _LEAST.search(question)
    if bool(most) == bool(least):
        return None
    series = [*(_bars(chart) for chart in seen.charts), *_named_columns(seen, question)]
    for pairs in series:
        valued = [(value, pair) for pair in pairs if (value := value_of(pair.value)) is not None]
        if len(valued) < 2 or len(valued) < len(pairs):
            continue
        _, pair = (max if most else min)(valued, key=lambda each: each[0])
        asks_value = bool(_ASKS_VALUE.search(question))
        return (
            Fact((), pair.value, pair.value_box, "chart")
            if asks_value
            else Fact((), pair.label, pair.label_box, "chart")
        )
    return None


def _bars(chart: Chart) -> list[Pair]:
    return list(chart.pairs)


def _named_columns(seen: Seen, question: str) -> Iterator[list[Pair]]:
    for table in seen.tables:
        if not table.headed:
            continue
        for column, head in enumerate(table.rows[0]):
            if column and head.text and head.text.lower() in question.lower():
                yield [
                    Pair(first.text, cell.text, first.box, cell.box)
                    for first, cell in ((row[0], row[column]) for row in table.rows[1:])
                    if first.box and cell.box
                ]


def of_post(screen: Screen, question: str) -> tuple[str, str] | None:
    """Answer what is asked of a post in a screenshot: (what it was found under, the words)."""
    for label, value in screen.counts:
        if _stem(label) in question.lower():
            return label, value
    for pattern, name in _OF_POST:
        if pattern.search(question) and (value := getattr(screen, name)):
            return name, value
    return None


def _stem(label: str) -> str:
    low = label.lower()
    for end in ("ies", "es", "s", "y"):
        if low.endswith(end) and low.isascii() and len(low) > 3:
            return low.removesuffix(end)
    return low


_MOST = re.compile(r"\b(?:highest|largest|most|biggest|greatest|maximum|top)\b|最高|最大|最多|第一")
_LEAST = re.compile(r"\b(?:lowest|smallest|least|fewest|minimum)\b|最低|最小|最少")
_ASKS_VALUE = re.compile(
    r"\b(?:how (?:much|many|high)|what is the (?:highest|lowest)|value)\b|多少|数值"
)
_OF_POST = (
    (re.compile(r"\bhandle\b|\busername\b|账号|用户名|帐号", re.IGNORECASE), "handle"),
    (re.compile(r"\bwho\b|\bauthor\b|\bwrote\b|谁|作者|发帖人", re.IGNORECASE), "author"),
    (re.compile(r"\bwhen\b|\btime\b|\bdate\b|什么时候|何时|时间|日期", re.IGNORECASE), "time"),
    (re.compile(r"\bwhat does (?:it|the post) say\b|写了什么|说了什么", re.IGNORECASE), "text"),
)  # fmt: skip
