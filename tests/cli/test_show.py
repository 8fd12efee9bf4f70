"""How things look on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.cli import _show
from rostra.cli._times import parse_moment


@given(st.text(), st.integers(4, 40))
def test_wrapping_loses_no_character_and_keeps_the_width(text, width):
    lines = _show.wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert _show.columns(line) <= width or " " not in line.strip()


def test_han_takes_two_columns_and_punctuation_never_begins_a_line():
    assert _show.wrap("北汐港火灾，原因初步查明。", 12) == ["北汐港火灾，", "原因初步查", "明。"]
    assert _show.wrap("the quick brown fox", 10) == ["the quick", "brown fox"]


@pytest.mark.parametrize(
    ("count", "says"), [(0, "0 B"), (999, "999 B"), (1500, "2 kB"), (2.5e9, "2.5 GB")]
)
def test_sizes_are_read_at_a_glance(count, says):
    assert _show.size(count) == says


def test_a_table_is_as_wide_as_its_cells():
    told = _show.table(("a", "b"), [("long cell", "x")]).splitlines()
    assert told[1] == "long cell  x"


def test_columns_of_a_table_stand_below_each_other_in_chinese_too():
    told = _show.table(("who", "says"), [("临汐消防", "x"), ("Cafe\u0301", "x"), ("a", "x")])
    assert {_show.columns(line.rpartition("x")[0]) for line in told.splitlines()[1:]} == {10}


def test_moments():
    from datetime import UTC, datetime, timedelta

    now = datetime(2024, 5, 4, 12, tzinfo=UTC)
    assert parse_moment("", "UTC") is None
    assert parse_moment("6h", "UTC", now) == now - timedelta(hours=6)
    assert parse_moment("1.5d", "", now) == now - timedelta(hours=36)
    midnight = datetime(2024, 5, 3, 16, tzinfo=UTC)
    assert parse_moment("2024-05-04", "Asia/Shanghai", now) == midnight
    assert parse_moment("2024-05-04T00:00+08:00", "UTC", now) == midnight
