"""Tables of votes, CSV or Parquet, by the million: batches of Arrow become columns of places."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rostra.arena._cells import OURS, bared
from rostra.arena._gather import WORDS, Gathered, Ints, Places
from rostra.arena._read_rows import Shape, category_of
from rostra.arena._read_words import (
    EXCLUDED,
    ITSELF,
    NAMED,
    NO_NAME,
    NO_VOTE,
    choice_of,
    lang_of,
    moment_of,
    name_of,
    turns_of,
)
from rostra.arena._topics import prompt_of  # fmt: skip
from rostra.arena._types import CHOICES, STYLED
from rostra.errors import VotesGarbage

BLOCK = 1 << 23
"""Bytes of a CSV that are parsed at once; a row must fit in it."""
FLAT = ("votes", "arena", "llmfao")
"""Forms whose tables are read column by column; the others go row by row."""
_ROWS = 1 << 18
_ODD_ROW = re.compile(r"(?:Row #(\d+): )?Expected (\d+) columns, got (\d+): (.*)")
_ABSENT, _UNKNOWN = -1, -2
_PLACE = {choice: place for place, choice in enumerate(CHOICES)}
# Odd, so that no two weights and no weight and zero differ by a power of two alone.
_WEIGHTS = np.random.default_rng(20240814).integers(0, 1 << 62, 512, np.uint64) * 2 + 1
LeftOut = dict[str, int]


def header_of(head: bytes, name: str) -> tuple[list[str], str]:
    """Read a CSV's column names and its delimiter: comma, tab or semicolon."""
    first = head.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        line = first.decode()
    except UnicodeDecodeError as error:
        msg = f"{name}, line 1: byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        raise VotesGarbage(msg) from None
    delimiter = max(",\t;", key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter)), delimiter
    except (csv.Error, StopIteration) as error:
        raise VotesGarbage(f"{name}, line 1 names no columns ({error})") from None


def batches_of_csv(
    stream: BinaryIO, name: str, delimiter: str, columns: list[str] | None
) -> Iterator[Any]:
    """Yield Arrow batches of words; `columns` None brings all. Raises VotesGarbage by row."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    word = pa.dictionary(pa.int32(), pa.string())
    kinds = {c: pa.string() if c.lower() in ("id", "vote_id", "tstamp", "timestamp") else word
             for c in columns or ()}  # fmt: skip
    try:
        reader = arrow.open_csv(
            stream,
            arrow.ReadOptions(block_size=BLOCK, use_threads=False),
            arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            arrow.ConvertOptions(
                include_columns=columns or [], column_types=kinds,
                strings_can_be_null=False, default_column_type=None if columns else pa.string(),
            ),
        )  # fmt: skip
        yield from bared(reader) if {*reader.schema.names} >= OURS else reader
    except pa.ArrowInvalid as error:
        raise VotesGarbage(_no_table(name, str(error))) from None


def _no_table(name: str, said: str) -> str:
    """Say in our words why Arrow refused a CSV; it counts the header as row 1."""
    odd = _ODD_ROW.search(said)
    if odd is None:
        return f"{name} is no table: {said.splitlines()[0]}; expected CSV in UTF-8"
    where = f"row {int(odd[1]) - 1}" if odd[1] else "a row"
    fields = f"{where} has {odd[3]} fields where the header names {odd[2]}"
    return f"{name}, {fields}: {odd[4][:80]!r}"


def batches_of_parquet(path: Path, columns: list[str] | None) -> Iterator[Any]:
    """Yield Arrow batches; `columns` None brings all."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(_ROWS, columns=columns)
    except (pa.ArrowInvalid, OSError) as error:
        why = str(error).splitlines()[0]
        raise VotesGarbage(f"{path.name} is no Parquet that can be read: {why}") from None


def parquet_columns(path: Path) -> tuple[list[str], bool]:
    """Return a Parquet file's columns, and whether all are flat."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        why = str(error).splitlines()[0]
        raise VotesGarbage(f"{path.name} is no Parquet that can be read: {why}") from None
    return list(schema.names), not any(pa.types.is_nested(kind) for kind in schema.types)


class Table:
    """Gathers the batches of one table; `rows` counts them all, `left_out` those that are none."""

    def __init__(self, shape: Shape, name: str, gathered: Gathered) -> None:
        self.rows = 0
        self.left_out: LeftOut = {}
        self._fields = shape.fields
        self._name = name
        self._gathered = gathered
        self._winners = Places()
        self._voters = Places()

    def add(self, batch: Any) -> None:
        """Take in a batch."""
        names = batch.schema.names
        if twice := [name for name in names if names.count(name) > 1]:
            msg = f"{self._name} has two columns called {twice[0]!r}; rename or drop one"
            raise VotesGarbage(msg)
        left = self._codes(batch, "left", name_of, self._gathered.names)
        right = self._codes(batch, "right", name_of, self._gathered.names)
        choice = self._choices(batch, left, right)
        why = self._refused(batch, left, right, choice)
        for reason, which in why.items():
            if which.any():
                self.left_out[reason] = self.left_out.get(reason, 0) + int(which.sum())
        keep = ~np.logical_or.reduce(list(why.values()))
        found: dict[str, NDArray[Any]] = {
            "left": left,
            "right": right,
            "choice": choice.astype(np.int8),
        }
        found |= self._others(batch)
        if not keep.all():
            found = {name: column[keep] for name, column in found.items()}
        self._gathered.add(found)
        self.rows += batch.num_rows

    def _others(self, batch: Any) -> dict[str, NDArray[Any]]:
        found: dict[str, NDArray[Any]] = {}
        readers = {"lang": lang_of, "category": category_of, "prompt": _digest}
        for word in WORDS:
            if word in self._fields:
                reader = readers.get(word, name_of)
                found[word] = self._codes(batch, word, reader, self._gathered.words[word], empty=1)
        if "turns" in self._fields:
            found["turns"] = self._mapped(batch, "turns", turns_of, np.int32)
        if "at" in self._fields:
            found["at"] = self._moments(batch)
        names = batch.schema.names
        if all(name in names for name in STYLED):
            both = np.column_stack([_floats(batch.column(name)) for name in STYLED])
            found["style_left"], found["style_right"] = both[:, :4], both[:, 4:]
        if "id" in self._fields and self._fields["id"] != "question_id":
            found["key"] = self._keys(batch, found.get("voter"))
        return found

    def _codes(
        self, batch: Any, field: str, reader: Callable[[Any], str], places: Places, empty: int = 0
    ) -> NDArray[np.int32]:
        """Give each word its place; an empty one is absent, or a word too where `empty`."""

        def place(value: Any) -> int:
            word = reader(value)
            return places[word] if word or empty else _ABSENT

        return self._mapped(batch, field, place, np.int32)

    def _mapped(
        self, batch: Any, field: str, reader: Callable[[Any], Any], kind: Any
    ) -> NDArray[Any]:
        """Read each different value once, then look the rows up."""
        import pyarrow as pa

        column = batch.column(self._fields[field])
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        values = [*column.dictionary.to_pylist(), None]
        try:
            table = np.array([reader(value) for value in values], kind)
        except VotesGarbage as error:
            raise self._at_row(column, field, reader, error) from None
        rows: Ints = column.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(table[rows])

    def _at_row(
        self, column: Any, field: str, reader: Callable[[Any], Any], error: VotesGarbage
    ) -> VotesGarbage:
        for number, value in enumerate(column.to_pylist(), self.rows + 1):
            try:
                reader(value)
            except VotesGarbage as found:
                where = f"{self._name}, row {number}, field {self._fields[field]}"
                return VotesGarbage(f"{where}: {found}")
        return error

    def _choices(
        self, batch: Any, left: NDArray[np.int32], right: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Read the winners; a word that is none must name the row's left or right."""

        def place(value: Any) -> int:
            try:
                choice = choice_of(value, "", "")
            except VotesGarbage:
                return _UNKNOWN - 1 - self._winners[name_of(value)]
            return _ABSENT if choice is None else _PLACE[choice]

        found: NDArray[np.int32] = self._mapped(batch, "choice", place, np.int32)
        odd = np.flatnonzero(found < _UNKNOWN)
        if odd.size:
            names = list(self._winners)
            known = self._gathered.names
            table = np.array([known.get(word, _UNKNOWN) for word in names], np.int32)
            meant = table[_UNKNOWN - 1 - found[odd]]
            is_left, is_right = meant == left[odd], meant == right[odd]
            if (wrong := np.flatnonzero(~(is_left | is_right))).size:
                row = int(odd[wrong[0]])
                value = batch.column(self._fields["choice"])[row].as_py()
                self._refuse(row, value)
            found[odd] = np.where(is_left, _PLACE["left"], _PLACE["right"])
        return found

    def _refuse(self, row: int, value: Any) -> None:
        try:
            choice_of(value, "", "")
        except VotesGarbage as error:
            where = f"{self._name}, row {self.rows + row + 1}, field {self._fields['choice']}"
            raise VotesGarbage(f"{where}: {error}") from None

    def _refused(
        self, batch: Any, left: Any, right: Any, choice: Any
    ) -> dict[str, NDArray[np.bool_]]:
        """Say which rows are no votes and why; each row under its first reason."""
        unnamed = (left < 0) | (right < 0)
        found = {NO_NAME: unnamed}
        gone = unnamed
        checks: list[tuple[str, NDArray[np.bool_]]] = [
            (NO_VOTE, choice < 0), (ITSELF, left == right)
        ]  # fmt: skip
        if "anony" in batch.schema.names:
            said = [str(v).lower() in ("false", "0") for v in batch.column("anony").to_pylist()]
            checks.append((NAMED, np.array(said, bool)))
        if "excluded" in self._fields:
            words = [name_of(v) for v in batch.column(self._fields["excluded"]).to_pylist()]
            checks += [
                (f"{EXCLUDED}: {word}", np.array([w == word for w in words], bool))
                for word in sorted({*words} - {""})
            ]
        for reason, which in checks:
            found[reason] = which & ~gone
            gone = gone | which
        return found

    def _moments(self, batch: Any) -> NDArray[np.float64]:
        """Read moments: as numbers at once where all are, else each different one."""
        import pyarrow as pa
        from pyarrow import compute as pc

        column = batch.column(self._fields["at"])
        if pa.types.is_string(column.type) and len(column):
            try:
                numbers = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
            except pa.ArrowInvalid:
                numbers = None
            if numbers is not None and numbers.min() >= 0 and numbers.max() < 1e10:
                return np.asarray(numbers, np.float64)
        return self._mapped(batch, "at", moment_of, np.float64)

    def _keys(self, batch: Any, voters: NDArray[np.int32] | None) -> NDArray[np.uint64]:
        """Return 64 bits of each row's id and voter; rows without an id get bits of their own."""
        import pyarrow as pa

        column = batch.column(self._fields["id"])
        if not pa.types.is_string(column.type):
            column = column.cast(pa.string())
        keys, sizes = _digests(column.fill_null("") if column.null_count else column)
        if voters is not None:
            keys = keys + voters.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        own = np.arange(self.rows, self.rows + len(keys), dtype=np.uint64)
        return np.where(sizes > 0, keys, own)


def _digests(column: Any) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hash each text to 64 bits, all at once: Σ weight·(byte+1) mod 2^64; and its length.

    Two given texts of one length meet with probability 2^-57 (multilinear hashing, Lemire and
    Kaser 2014, eq. 1, over bytes); bytes past 512 share the weights.
    """
    _, offsets, data = column.buffers()
    start, size = column.offset, len(column)
    ends = np.frombuffer(offsets, np.int32)[start : start + size + 1].astype(np.int64)
    sizes = np.diff(ends)
    if data is None or not size or ends[-1] == ends[0]:
        return np.zeros(size, np.uint64), sizes
    raw = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].astype(np.uint64) + np.uint64(1)
    within = np.arange(len(raw)) - np.repeat(ends[:-1] - ends[0], sizes)
    raw *= _WEIGHTS[within % len(_WEIGHTS)]
    summed = np.concatenate((np.zeros(1, np.uint64), np.cumsum(raw, dtype=np.uint64)))
    edges = ends - ends[0]
    hashed = summed[edges[1:]] - summed[edges[:-1]]
    return hashed + sizes.astype(np.uint64) * _WEIGHTS[-1], sizes


def _digest(value: Any) -> str:
    said = name_of(value)
    return said if len(said) == 64 and said.isalnum() else prompt_of(said)


def _floats(column: Any) -> NDArray[np.float64]:
    values = [float("nan") if v in (None, "") else v for v in column.to_pylist()]
    found = np.array(values, np.float64)
    found[~((found >= 0) & (found < 1e9))] = np.nan
    return found


def wanted(fields: Mapping[str, str], names: list[str]) -> list[str]:
    """Name the columns of a table that are read at all."""
    used = {*fields.values(), *(STYLED if all(name in names for name in STYLED) else ())}
    used |= {"anony"} & {*names}
    return [name for name in names if name in used]
