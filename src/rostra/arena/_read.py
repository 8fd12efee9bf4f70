"""Read files of votes, whatever arena they come from; tell what was left out, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from rostra.arena._gather import Gathered
from rostra.arena._read_bytes import opened
from rostra.arena._read_json import rows_of_array, rows_of_lines
from rostra.arena._read_pairs import pairs_of
from rostra.arena._read_rows import PAIRED, SIGNS, Shape, because, shape_of, vote_of
from rostra.arena._read_table import (
    FLAT,
    Table,
    batches_of_csv,
    batches_of_parquet,
    header_of,
    parquet_columns,
    wanted,
)  # fmt: skip
from rostra.arena._read_words import TWICE
from rostra.arena._types import Vote, Votes
from rostra.errors import VotesGarbage

FORMS = tuple(SIGNS)
"""The forms of vote files that are told by their content, or named by `form=`."""
_PEEKED = 50
_CHUNK = 20_000
# An id this long names a vote anywhere; a shorter one only within its file.
_GLOBAL_ID = 16
_NAME_LIMIT = 200
Located = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What a file of votes held: `rows` in all, those `left_out` by reason."""

    votes: Votes
    form: str
    rows: int
    left_out: Mapping[str, int]


def read_votes(path: Path, *, form: str = "") -> Votes:
    """Read the votes of a file that count; see `read_file`."""
    return read_file(path, form=form).votes


def read_file(path: Path, *, form: str = "") -> Read:
    """Read a file of votes: CSV, TSV, JSON lines, a JSON array, Parquet; also in gzip or zstd.

    The form is told by the names of the fields (FORMS), or given. Memory holds the columns and
    one batch. Raises VotesGarbage naming file, row and field for what should be a vote and cannot
    be read, and for a file in which no vote counts.
    """
    gathered = Gathered()
    with _source(path, form) as source:
        if source.table is not None:
            table = Table(source.shape, path.name, gathered)
            for batch in source.table:
                table.add(batch)
            rows, left_out = table.rows, table.left_out
        else:
            counted = Counted({})
            votes = (vote for vote in _votes(source, counted) if not _excluded(vote, counted))
            while chunk := list(islice(votes, _CHUNK)):
                gathered.add_votes(chunk)
            rows, left_out = counted.rows, counted.left_out
    if not len(gathered):
        why = "; ".join(f"{reason}: {times}" for reason, times in left_out.items()) or "no rows"
        raise VotesGarbage(f"{path.name} holds no vote that counts ({rows} rows; {why})")
    found, again = gathered.votes()
    if again:
        left_out = {**left_out, TWICE: left_out.get(TWICE, 0) + again}
    return Read(found, source.shape.form, rows, left_out)


@dataclass(slots=True)
class Counted:
    """What a reading by rows has met so far."""

    left_out: dict[str, int]
    rows: int = 0

    def leave(self, reason: str) -> None:
        """Count a row that is left out."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def read_rows(
    path: Path, *, form: str = "", source: str = "", counted: Counted | None = None
) -> Iterator[Vote]:
    """Yield a file's votes as rows, each id once, those excluded by their arena with its reason.

    With a `source`, ids and voters that mean something only within their file are set behind its
    name, so that votes of two arenas never meet under one id; a vote without an id is named by
    source, row and content. Then the same file always gives the same ids. `counted` is told what
    was left out. Raises VotesGarbage as `read_file` does, when that row is reached.
    """
    told = counted if counted is not None else Counted({})
    known: set[str] = set()
    with _source(path, form) as opened_:
        for vote in _votes(opened_, told):
            one = _scoped(vote, source, told.rows, opened_.shape) if source else vote
            key = one.id if source else f"{one.id}\0{one.voter}"
            if one.id and key in known:
                told.leave(TWICE)
                continue
            if one.id:
                known.add(key)
            yield one


@dataclass(slots=True)
class Source:
    """An opened file: its shape, and its rows, or its batches where it is read by columns."""

    name: str
    shape: Shape
    rows: Iterable[Located] = ()
    table: Iterable[Any] | None = None


@contextmanager
def _source(path: Path, form: str) -> Iterator[Source]:
    path = Path(path)
    with opened(path) as (stream, head):
        start = head.lstrip()[:1]
        if head.startswith(b"PAR1"):
            names, flat = parquet_columns(path)
            shape = shape_of(names, path.name, form)
            yield _tabled(
                path.name, shape, names if flat else [], partial(batches_of_parquet, path)
            )
        elif start in b"[{":
            yield _listed(path.name, stream, form, array=start == b"[")
        else:
            names, delimiter = header_of(head, path.name)
            shape = shape_of(names, path.name, form)
            read = partial(batches_of_csv, stream, path.name, delimiter)
            yield _tabled(path.name, shape, names, read)


def _listed(name: str, stream: BinaryIO, form: str, *, array: bool) -> Source:
    each, word = (rows_of_array, "row") if array else (rows_of_lines, "line")
    rows = ((f"{name}, {word} {n}", row) for n, row in each(stream, name))
    first = list(islice(rows, _PEEKED))
    if not first:
        raise VotesGarbage(f"{name} is an empty list; it holds no votes")
    keys = dict.fromkeys(key for _, row in first for key in row)
    if {*keys} >= {"models", "X", "Y"}:
        msg = f"{name} holds counts by pair, not votes; rate it as it is (read_counts)"
        raise VotesGarbage(msg)
    return Source(name, shape_of(keys, name, form), chain(first, rows))


def _tabled(name: str, shape: Shape, names: list[str], read: Callable[[Any], Any]) -> Source:
    """Read by columns where every column is flat and none holds texts; else by rows."""
    if names and shape.form in FLAT and not {*names} & _TEXTS:
        return Source(name, shape, table=read(wanted(shape.fields, names)))
    return Source(name, shape, _located(read(None), name))


_TEXTS = {"conversation_a", "conv_metadata", "response_a"}


def _located(batches: Iterable[Any], name: str) -> Iterator[Located]:
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            yield f"{name}, row {number}", row


def _votes(source: Source, counted: Counted) -> Iterator[Vote]:
    """Yield votes of a source by rows, also of a table that could be read by columns."""
    if source.table is not None:
        source.rows = _located(source.table, source.name)

    def rows() -> Iterator[Located]:
        for where, row in source.rows:
            counted.rows += 1
            yield where, row

    if source.shape.form in PAIRED:
        yield from pairs_of(rows(), source.shape.form, counted.left_out)
        return
    for where, row in rows():
        try:
            vote = vote_of(row, source.shape)
        except VotesGarbage as error:
            raise VotesGarbage(f"{where}, {error}") from None
        if isinstance(vote, str):
            counted.leave(vote)
        else:
            yield vote


def _excluded(vote: Vote, counted: Counted) -> bool:
    if vote.excluded:
        counted.leave(because(vote))
    return bool(vote.excluded)


def _scoped(vote: Vote, source: str, row: int, shape: Shape) -> Vote:
    """Set ids that mean something only in their file behind the source's name.

    Where several voters may share an id (that of a pair, say), the voter's name joins it; a file
    of our own (it tells the kind of voter) has ids of votes.
    """
    voter = f"{source}:{vote.voter}" if vote.voter else ""
    if not vote.id:
        said = json.dumps([row, vote.left, vote.right, vote.choice, vote.voter])
        name = f"{source}:{sha256(said.encode()).hexdigest()[:24]}"
    else:
        name = vote.id if len(vote.id) >= _GLOBAL_ID else f"{source}:{vote.id}"
        name += f":{vote.voter}" if vote.voter and "kind" not in shape.fields else ""
    if len(name) > _NAME_LIMIT:
        name = f"{source[:100]}:{sha256(name.encode()).hexdigest()}"
    return replace(vote, id=name, voter=voter[:_NAME_LIMIT])
