"""JSON lines and JSON arrays as rows, one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rostra.arena._read_bytes import LINE_LIMIT, lines_of
from rostra.errors import VotesGarbage

_PIECE = 1 << 20
_BETWEEN = re.compile(r"[\s,]*")
Row = dict[str, Any]


def rows_of_lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, Row]]:
    """Yield JSON lines as (line, row); raise VotesGarbage naming the line that is none."""
    for number, line in lines_of(stream, name):
        yield number, _row(parsed(line, f"{name}, line {number}"), f"{name}, line {number}")


def rows_of_array(stream: BinaryIO, name: str) -> Iterator[tuple[int, Row]]:
    """Yield the objects of a JSON array as (number, row), holding one piece of it at a time."""
    decode = json.JSONDecoder().raw_decode
    reader = codecs.getreader("utf-8")(stream)
    text, place, number, ended = reader.read(1).lstrip(), 0, 0, False
    while not text.startswith("["):
        text = (text + reader.read(1)).lstrip()
    place = 1
    while True:
        where = f"{name}, row {number + 1}"
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
        if text.startswith("]", place):
            return
        try:
            value, after = decode(text, place)
        except RecursionError:
            raise VotesGarbage(f"{where} is nested too deeply to be a vote") from None
        except ValueError as error:
            if ended or len(text) - place > LINE_LIMIT:
                what = "ends in the middle of a row" if ended else "is longer than a vote may be"
                raise VotesGarbage(f"{where}: {what} ({error})") from None
            more = _more(reader, max(_PIECE, len(text) - place), where)
            text, place, ended = text[place:] + more, 0, not more
            continue
        number += 1
        yield number, _row(value, where)
        place = after


def parsed(line: bytes, where: str) -> Any:
    """Parse one JSON text; raise VotesGarbage saying where and why it is none."""
    try:
        return json.loads(line.decode())
    except UnicodeDecodeError as error:
        msg = f"{where}: byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        raise VotesGarbage(msg) from None
    except RecursionError:
        raise VotesGarbage(f"{where} is nested too deeply to be a vote") from None
    except ValueError as error:
        raise VotesGarbage(f"{where} is no JSON: {error}; expected one object a line") from None


def _more(reader: codecs.StreamReader, size: int, where: str) -> str:
    try:
        return reader.read(size)
    except UnicodeDecodeError:
        raise VotesGarbage(f"{where}: is not UTF-8; save the file as UTF-8") from None


def _row(value: Any, where: str) -> Row:
    if isinstance(value, dict):
        return value
    raise VotesGarbage(f"{where} is {type(value).__name__}; expected an object with its fields")
