"""A file of posts is read in pieces of bounded size, whatever its lines hold."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from rostra.app import open_app, this_process
from rostra.app._intake import BATCH, BATCH_BYTES, lines_of
from rostra.errors import FeedGarbage
from rostra.feeds import LONGEST_LINE
from rostra.settings import load_settings


@pytest.fixture
def opened(tmp_path):
    settings = load_settings(data=tmp_path / "data", environ={"ROSTRA_TIMEZONE": "UTC"})
    owner = this_process("test", datetime(2024, 5, 4, tzinfo=UTC))
    with open_app(settings, owner=owner) as app:
        yield app


def test_every_line_comes_once_with_its_number(tmp_path):
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"".join(b"line %d\r\n" % n for n in range(1, 2 * BATCH + 2)))
    batches = list(lines_of(file, "s"))
    assert [batch.first for batch in batches] == [1, BATCH + 1, 2 * BATCH + 1]
    read = [line.strip() for batch in batches for line in batch.lines.split("\n")]
    assert read == [f"line {n}" for n in range(1, 2 * BATCH + 2)]


def test_long_lines_make_small_batches_and_an_endless_one_is_cut(tmp_path):
    file = tmp_path / "posts.jsonl"
    with file.open("wb") as out:
        out.write(b"x" * (3 * LONGEST_LINE) + b"\n")
        for _ in range(6):
            out.write(b"y" * 1_000_000 + b"\n")
        out.write(b"the last has no end")
    batches = list(lines_of(file, "s"))
    assert all(len(batch.lines) <= BATCH_BYTES + LONGEST_LINE + 1 for batch in batches)
    lines = [line for batch in batches for line in batch.lines.split("\n")]
    assert [len(line) for line in lines] == [LONGEST_LINE + 1, *[1_000_000] * 6, 19]


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path, opened):
    post = {"id": "t:1", "network": "m", "author": {"id": "u"}, "created": "2024-05-04T12:00:00Z"}
    lines = json.dumps({**post, "text": "one\u2028two\x85three"}, ensure_ascii=False)
    file = tmp_path / "posts.jsonl"
    file.write_text(lines + "\n" + "no json\n", encoding="utf-8")
    (batch,) = lines_of(file, "s")
    written = opened.take_in(batch)
    assert written.added == 1
    assert [name for name, _ in written.refused] == ["line 2"]


def test_a_zip_that_is_none_or_holds_something_else_says_so(tmp_path):
    file = tmp_path / "archive.zip"
    file.write_bytes(b"PK\x03\x04 rubbish")
    assert "is no zip file" in _refusal(file)
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("../../data/evil.js", "[]")
    assert "ask X for an archive" in _refusal(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("../../../data/tweets.js", "window.YTD.tweets.part0 = [" + " {" * 3_000_000)
    assert "no end" in _refusal(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.zip"]


def _refusal(file):
    try:
        list(lines_of(file, "s"))
    except FeedGarbage as error:
        return str(error)
    return ""
