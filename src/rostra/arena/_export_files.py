"""Exported rows as files: JSON lines, CSV, Parquet; whole, or not there at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, Literal, get_args

from rostra.arena._cells import guarded
from rostra.arena._types import STYLE, STYLED
from rostra.errors import ArenaError

Form = Literal["jsonl", "csv", "parquet"]
EXPORT_FORMS: tuple[Form, ...] = get_args(Form)
_BATCH = 5_000
_META = ("sum_assistant_{}_tokens", "header_count_{}", "bold_count_{}", "list_count_{}")
_WORDS = (
    "id", "model_a", "model_b", "winner", "judge", "kind", "language", "category", "mode",
    "prompt_sha256", "reasons", "excluded",
)  # fmt: skip
_TEXTS = (
    "conversation_a", "conversation_b", "cites_a", "cites_b", "license_a", "license_b",
    "license_posts", "personal_data_removed",
)  # fmt: skip
Row = dict[str, Any]


def write_rows(
    rows: Iterable[Row], target: Path | BinaryIO, form: Form, *, texts: bool = False
) -> int:
    """Write rows to a file or an open stream; return how many there were.

    A file is written beside its place and then put there. With `texts`, tables have columns for
    them, as JSON. Raises ArenaError where it cannot be written.
    """
    if not isinstance(target, Path):
        return _write(rows, target, form, texts=texts)
    try:
        with NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as stream:
            try:
                written = _write(rows, stream, form, texts=texts)
                stream.flush()
                os.fsync(stream.fileno())
            except BaseException:
                Path(stream.name).unlink(missing_ok=True)
                raise
        Path(stream.name).replace(target)
    except OSError as error:
        msg = f"{target} cannot be written ({error.strerror or error}); name another place"
        raise ArenaError(msg) from None
    return written


def _write(rows: Iterable[Row], stream: Any, form: Form, *, texts: bool) -> int:
    if form == "jsonl":
        written = 0
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            written += 1
        return written
    flat = (_flat(row, texts=texts) for row in rows)
    return _csv(flat, stream, texts) if form == "csv" else _parquet(flat, stream, texts)


def _csv(rows: Iterator[Row], stream: Any, texts: bool) -> int:  # noqa: FBT001
    written = 0
    while True:
        part = list(islice(rows, _BATCH))
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, _columns(texts), lineterminator="\n")
        if not written:
            writer.writeheader()
        writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in part)
        stream.write(text.getvalue().encode("utf-8", "replace"))
        written += len(part)
        if len(part) < _BATCH:
            return written


def _parquet(rows: Iterator[Row], stream: Any, texts: bool) -> int:  # noqa: FBT001
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {name: pa.float64() for name in STYLED}
    kinds |= {"turn": pa.int32(), "tstamp": pa.int64(), "anony": pa.bool_()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in _columns(texts)])
    written = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while part := list(islice(rows, _BATCH)):
            writer.write_table(pa.Table.from_pylist(part, schema))
            written += len(part)
    return written


def _columns(texts: bool) -> list[str]:  # noqa: FBT001
    return [*_WORDS, "turn", "anony", "tstamp", *STYLED, *(_TEXTS if texts else ())]


def _flat(row: Row, *, texts: bool) -> Row:
    """Make a row flat: styles as columns, lists as JSON."""
    meta = row.get("conv_metadata") or {}
    found = {name: row.get(name) for name in (*_WORDS, "turn", "anony", "tstamp")}
    found["reasons"] = json.dumps(row["reasons"], ensure_ascii=False) if row["reasons"] else ""
    for side in "ab":
        for name, key in zip(STYLE, _META, strict=True):
            found[f"{name}_{side}"] = meta.get(key.format(side))
    for name in _TEXTS if texts else ():
        value = row.get(name, "")
        listed = isinstance(value, (list, dict)) and value
        found[name] = json.dumps(value, ensure_ascii=False) if listed else value or ""
    return found
