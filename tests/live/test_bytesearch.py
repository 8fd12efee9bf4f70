"""The search for deleted text finds it wherever a store could have put it."""

import random
import sqlite3
import struct

import lz4.block
import pytest
import zstandard
from bytesearch import find

pytestmark = pytest.mark.no_servers
TEXT = "今天北汐港起火 fgmssgjhbzdm"


def block(method, body, size):
    return bytes(16) + struct.pack("<BII", method, len(body) + 9, size) + body


def lz4_block(data):
    return block(0x82, lz4.block.compress(data, store_size=False), len(data))


def zstd_block(data):
    return block(0x90, zstandard.ZstdCompressor().compress(data), len(data))


@pytest.mark.parametrize("pack", [lz4_block, zstd_block, lambda data: block(0x02, data, len(data))])
@pytest.mark.parametrize("before", [b"", b"\x82\x90header", bytes(5_000)])
def test_text_is_found_inside_blocks_and_over_their_borders(tmp_path, pack, before):
    filler = random.Random(1).randbytes(40_000) + b"the same words over and over " * 2_000
    data = filler + TEXT.encode() + filler
    border = len(filler) + 9
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "data.bin").write_bytes(
        before + pack(data[:border]) + pack(data[border:]) + b"tail"
    )
    assert find(tmp_path, [TEXT, "fgmssgjhbzdm", "elsewhere"]) == {
        TEXT: ["deep/data.bin"],
        "fgmssgjhbzdm": ["deep/data.bin"],
    }


def test_text_is_found_in_plain_files_and_sqlite(tmp_path):
    (tmp_path / "serve.log").write_text(f"heard {TEXT}")
    base = sqlite3.connect(tmp_path / "records.sqlite")
    base.execute("CREATE TABLE answers (text TEXT)")
    base.execute("INSERT INTO answers VALUES (?)", [TEXT])
    base.commit()
    base.close()
    assert find(tmp_path, [TEXT]) == {TEXT: ["records.sqlite", "serve.log"]}


def test_random_bytes_are_no_blocks(tmp_path):
    (tmp_path / "noise").write_bytes(random.Random(2).randbytes(300_000))
    assert find(tmp_path, [TEXT]) == {}
