"""The pages on bad input and on security name tests that exist; the first covers its promise."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "bad-input.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "| Input |" not in line]
BOTH = PAGE + (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", BOTH)))
PROMISED = (
    *("wrong address", "wrong key", "hangs", "garbage", "megabyte", "50,000 tags", "future"),
    *("before 1970", "utf-8", "zero-width", "right-to-left", "html and scripts", "signature"),
    *("same id twice", "delete before create", "disk full", "folder in use", "weights"),
    "unknown key",
)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_named_test_exists(file, name):
    tree = ast.parse((ROOT / file).read_text())
    assert name in {
        n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_row_names_a_test_and_a_message():
    assert len(ROWS) > 30
    for row in ROWS:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        assert len(cells) == 4, row
        assert all(cells), row
        assert "tests/" in cells[3], row


@pytest.mark.parametrize("promised", PROMISED)
def test_every_promised_input_has_its_row(promised):
    inputs = [row.split("|")[1].lower() for row in ROWS]
    assert any(promised in text for text in inputs)
