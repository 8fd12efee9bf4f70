"""Cells of a CSV that a spreadsheet would run as a formula: guarded when written, bared when read.

A text that begins as a formula does, or with an apostrophe, gets an apostrophe before it; so the
first apostrophe of such a text is always ours, and taking it off gives the text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_STARTS = "[=+\\-@\t\r'\uff1d\uff0b\uff0d\uff20]"
"""How a text begins that a spreadsheet would run; full-width signs are read alike by some."""
_FORMULA = re.compile(_STARTS)
OURS = {"model_a", "model_b", "judge", "prompt_sha256", "tstamp"}
"""Columns by which a CSV is known as one that was exported here."""


def guarded(value: Any) -> Any:
    """Give a cell as it may stand in a CSV; what is no text stays."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def bared(batches: Iterator[Any]) -> Iterator[Any]:
    """Take the guards off Arrow batches of an exported CSV."""
    import pyarrow as pa
    from pyarrow import compute

    def bare(texts: Any) -> Any:
        return compute.replace_substring_regex(texts, f"^'({_STARTS})", "\\1", max_replacements=1)

    for batch in batches:
        columns = []
        for column in batch.columns:
            if pa.types.is_dictionary(column.type):
                words = bare(column.dictionary)
                columns.append(pa.DictionaryArray.from_arrays(column.indices, words))
            else:
                columns.append(bare(column) if pa.types.is_string(column.type) else column)
        yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
