"""From lines with places to order, tables, charts, forms and posts: pure, with no reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed import HOSTILE, TABLE, bars, line, posted, seen, table

from rostra.text import draw_mark
from rostra.vision import (
    Box,
    Fence,
    Line,
    Seen,
    answer_in,
    fenced,
    text_of,
)
from rostra.vision._figures import is_figure, value_of
from rostra.vision._mend import mended


def rows(*lines):
    return [[each.text for each in row] for row in seen(*lines).rows]


LEFT = [
    "The ferry is cancelled",
    "until Thursday, says the",
    "harbour office in a note",
    "that it sent at noon to",
]
RIGHT = [
    "Power is back in the old",
    "market and in Elm Street,",
    "where forty people spent",
    "the night without light",
]


def columns(turn=0.0):
    sides = [
        line(words, x, 100 + 30 * n, 280, turn=turn)
        for x, side in ((40, LEFT), (380, RIGHT))
        for n, words in enumerate(side)
    ]
    return [line("Daily note", 40, 40, turn=turn), *sides, line("Page 1", 40, 260, turn=turn)]


@pytest.mark.parametrize("turn", [0, -6, 4, 90, 184, -90])
def test_columns_of_prose_are_read_one_after_the_other(turn):
    read = [text for row in rows(*reversed(columns(turn))) for text in row]
    assert read[:5] == ["Daily note", *LEFT]
    assert [text for text in read if text != "Page 1"][5:] == RIGHT


def test_what_stands_side_by_side_is_a_row():
    assert rows(line("b", 300, 52), line("c", 20, 100), line("a", 20, 50)) == [["a", "b"], ["c"]]


def test_fields_in_two_columns_are_read_along_their_rows():
    read = rows(
        *(line(f"Name {n}: somebody of note", 20, 40 + 40 * n, 300) for n in range(5)),
        *(line(f"Date {n}: some day in May", 400, 40 + 40 * n, 300) for n in range(5)),
    )
    assert read[0] == ["Name 0: somebody of note", "Date 0: some day in May"]


def test_pieces_of_one_line_are_joined_and_their_seam_is_read_once():
    (row,) = rows(line("Rainfall this y", 20, 40, 180), line("year", 190, 41, 60))
    assert row == ["Rainfall this year"]


@given(st.permutations(columns()))
def test_the_order_of_the_reader_does_not_matter(lines):
    assert rows(*lines) == rows(*columns())


@pytest.mark.parametrize("turn", [0, 5, -5, 88])
def test_a_table_is_rebuilt_from_its_places(turn):
    (found,) = seen(line("Survey", 40, 30, turn=turn), *table(turn=turn)).tables
    assert found.headed
    assert [[cell.text for cell in row] for row in found.rows] == TABLE


def test_an_empty_cell_stays_empty():
    cells = [row[:] for row in TABLE]
    cells[2][1] = ""
    (found,) = seen(*table(cells)).tables
    assert found.rows[2][1].text == ""
    assert found.rows[2][1].box is None
    assert found.rows[2][2].text == "-0.4%"


@pytest.mark.parametrize("lying", [False, True])
def test_bars_are_paired_with_their_labels(lying):
    one = seen(*bars(lying))
    (chart,) = one.charts
    assert {pair.label: pair.value for pair in chart.pairs} == {
        "Old Mill": "64",
        "Saltbay": "21",
        "Westmere": "90",
    }
    assert chart.axis == ("0", "25", "50", "75", "100")
    assert chart.title == "Visitors by town"
    assert not one.tables
    assert not one.fields


def test_fields_are_read_within_a_line_beside_it_and_in_columns():
    one = seen(
        line("订单编号：NP-10558", 20, 40), line("Total amount:", 20, 90), line("$96.20", 300, 90),
        line("Opens at 14:30", 20, 140), line("https://example.org", 20, 190),
    )  # fmt: skip
    assert {f.label: f.value for f in one.fields} == {
        "订单编号": "NP-10558",
        "Total amount": "$96.20",
    }
    assert one.fields[0].value_box.left > one.fields[0].label_box.left
    form = seen(*table([["City", "Saltbay"], ["Phone", "555 0142"], ["Payment", "Card"]]))
    assert {f.label: f.value for f in form.fields} == {
        "City": "Saltbay",
        "Phone": "555 0142",
        "Payment": "Card",
    }


def test_a_screenshot_of_a_post_is_read():
    (screen,) = seen(*posted()).screens
    assert (screen.author, screen.handle, screen.time) == (
        "Mira Okafor",
        "@mira_ok",
        "14:32 · 8 Mar 2026",
    )
    assert screen.text == "The bridge reopens at 6:45 on Monday morning."
    assert screen.counts == (("Replies", "12"), ("Likes", "1.2K"))


def test_two_posts_in_one_screenshot_are_two():
    below = [
        Line(each.text.replace("Mira Okafor", "林晓雨").replace("@mira_ok", "@linxiaoyu"),
             Box(each.box.left, each.box.top + 300, each.box.right, each.box.bottom + 300),
             tuple((x, y + 300) for x, y in each.corners), 0.99)
        for each in posted()
    ]  # fmt: skip
    first, second = seen(*posted(), *below).screens
    assert (first.author, second.author) == ("Mira Okafor", "林晓雨")
    assert second.text == first.text


def test_nothing_read_is_nothing_seen():
    nothing = seen()
    assert nothing.rows == nothing.tables == nothing.charts == ()
    assert text_of(nothing) == ""
    assert answer_in(nothing, "Who?") is None


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("14:32·8Mar 2026", "14:32 · 8 Mar 2026"), ("reopens at 6:45on Monday", "reopens at 6:45 on Monday"),
        ("at 6:45pm", "at 6:45pm"), ("请先查看时刻表!", "请先查看时刻表！"), ("尼古拉·特斯拉", "尼古拉·特斯拉"),
        ("图 书 馆 调 查", "图书馆调查"), ("北京 上海", "北京 上海"), ("over.The bridge", "over. The bridge"),
        ("e = mc² and x² + y² = 25", "e = mc² and x² + y² = 25"), ("$1,284.50", "$1,284.50"),
    ],
)  # fmt: skip
def test_lines_are_mended(read, kept):
    assert mended(read) == kept


@given(st.text(alphabet=" ·:,.!?()：，！？（）0123456789aMarbZ渡轮停运", max_size=40))
def test_mending_twice_is_mending_once_and_keeps_letters_and_digits(text):
    once = mended(text)
    assert mended(once) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", 1204),
        ("-0.4%", -0.4),
        ("1.2K", 1200),
        ("3万", 30_000),
        ("+7", 7),
        ("v2", None),
        ("", None),
    ],
)
def test_figures_are_read(text, value):
    assert value_of(text) == value
    assert is_figure(text) == (value is not None)


def test_what_stands_in_a_picture_is_fenced_and_orders_are_held_back():
    one = seen(line("Timetable", 20, 20), line(HOSTILE, 20, 60), line("Lane 4", 20, 100, score=0.6))
    mark = draw_mark([one.text], seed=1)
    told = fenced(one, mark, steers=lambda words: "ignore" in words.lower())
    assert told.startswith(f"<{mark} ")
    assert told.endswith(f"</{mark}>")
    assert told.count(f"</{mark}>") == 1
    assert "Ignore" not in told
    assert "Lane 4 (?)" in told
    assert HOSTILE in fenced(one, mark)


@given(st.lists(st.text(max_size=30), max_size=5), st.integers(0, 99))
def test_a_mark_stands_in_no_text(texts, seed):
    assert all(draw_mark(texts, seed) not in text for text in texts)


def test_a_long_page_is_cut_between_lines():
    one = seen(*(line(f"line number {n}", 20, 20 + 30 * n) for n in range(50)))
    told = text_of(one, limit=200)
    assert len(told) <= 202
    assert told.endswith("\n…")
    assert all(each == "…" or each.startswith("line number") for each in told.splitlines())


def test_seen_is_plain_data():
    one = seen(*table())
    assert isinstance(one, Seen)
    assert [each.text for each in one.lines] == [cell for row in TABLE for cell in row]
    assert Fence().steers("anything") is False


def test_an_address_is_no_handle():
    form = table([["Email", "anna@example.org"], ["Ship date", "2026-07-02"], ["City", "Saltbay"]])
    one = seen(*form)
    assert one.screens == ()
    assert {f.label for f in one.fields} == {"Email", "Ship date", "City"}
