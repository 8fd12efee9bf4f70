"""The board as files: every figure whole, nothing that a spreadsheet would run."""

import csv
import io
import json
import math

import numpy as np
import pytest

from boards_by_hand import HOSTILE, board_of, one_sided, sheet_of
from rostra.arena import (
    BoardRules,
    Rating,
    Sheet,
    board_json,
    columns,
    count,
    sheet_of_counts,
    sheet_of_votes,
    show_board,
    write_parquet,
)
from rostra.arena._board_files import FIELDS, board_csv, board_jsonl, pairs_csv
from rostra.arena._board_gather import by, course
from rostra.arena._board_sheet import OTHERS, coverage_of
from rostra.errors import ArenaError, Unrated


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_json_holds_every_figure_whole():
    board = board_of()
    told = json.loads(json.dumps(board_json(board), allow_nan=False))
    for row, rating in zip(told["ratings"], board.ratings, strict=True):
        assert (row["name"], row["rating"], row["low"], row["high"]) == (
            rating.name, rating.score, rating.low, rating.high,
        )  # fmt: skip
        assert (row["rank"], row["rank_low"], row["rank_high"]) == (
            rating.rank, rating.rank_low, rating.rank_high,
        )  # fmt: skip
    assert told["ratings"][0]["separated_below"] == 2
    assert told["ratings"][0]["separated_from_next"] is False
    assert told["ratings"][-1]["separated_from_next"] is None
    seen = [[math.nan if v is None else v for v in row] for row in told["observed"]]
    np.testing.assert_array_equal(seen, board.observed)
    assert told["meetings"] == board.meetings.tolist()


def test_open_ends_are_null_and_empty():
    told = board_json(one_sided())["ratings"]
    assert [(r["low"] is None, r["high"] is None) for r in told] == [
        (False, True), (False, False), (True, False),
    ]  # fmt: skip
    rows = read(board_csv(one_sided()))
    assert (rows[0]["high"], rows[2]["low"]) == ("", "")
    assert [r["bound"] for r in rows] == ["below", "both", "above"]


def test_csv_and_lines_of_json_say_the_same():
    board = board_of()
    rows = read(board_csv(board))
    lines = [json.loads(line) for line in board_jsonl(board).splitlines()]
    assert tuple(rows[0]) == tuple(lines[0]) == FIELDS
    assert [float(r["rating"]) for r in rows] == [r["rating"] for r in lines]
    assert [r["separated_from_next"] for r in rows] == ["no", "no", "no", ""]
    pairs = read(pairs_csv(board))
    assert len(pairs) == 12
    assert {(p["name"], p["rival"]) for p in pairs if p["observed"] == ""} == {
        (a.name, b.name)
        for i, a in enumerate(board.ratings)
        for j, b in enumerate(board.ratings)
        if abs(i - j) > 1
    }


@pytest.mark.parametrize("name", [*HOSTILE, "+1", "-1", "@x", "＝1+1", "\t=1", "\r=1", "'=1"])
def test_no_cell_begins_a_formula(name):
    board = board_of((name, "plain"))
    for text in (board_csv(board), pairs_csv(board)):
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell[:1] in "=+-@＝＋－＠\t\r" for cell in row if cell)


def test_parquet_holds_the_entrants_and_the_terms(tmp_path):
    from pyarrow import parquet

    told, file = board_json(one_sided()), tmp_path / "board.parquet"
    write_parquet(told, file)
    kept = parquet.read_table(file)
    assert kept.to_pylist() == told["ratings"]
    assert json.loads(kept.schema.metadata[b"level"]) == 0.95
    with pytest.raises(ArenaError, match="cannot be written"):
        write_parquet(told, tmp_path / "nowhere" / "board.parquet")


def votes_of(size=600, **changes):
    rng = np.random.default_rng(5)
    left = rng.integers(0, 3, size)
    right = (left + rng.integers(1, 3, size)) % 3
    names = np.array(["ann", "bob", "cat"])
    better = rng.random(size) < 1 / (1 + np.exp(-0.5 * (right - left)))
    given = {
        "at": (1_780_000_000 + 86_400.0 * np.arange(size)).tolist(),
        "lang": ["en" if k % 3 else "zh" for k in range(size)],
        "category": ["code" if k % 2 else "news" for k in range(size)],
        "voter": [f"v{k % 15}" for k in range(size)],
    }
    return columns(
        names[left].tolist(), names[right].tolist(),
        np.where(better, "left", "right").tolist(), **{**given, **changes},
    )  # fmt: skip


def test_a_sheet_of_votes_holds_parts_course_and_coverage():
    votes = votes_of()
    sheet = sheet_of_votes(votes, BoardRules(anchor="bob", base=1200.0), Sheet(None, source="x"))
    held = {r.name: r.score for r in sheet.board.ratings}
    assert held["bob"] == pytest.approx(1200)
    assert sheet.board.votes == 600
    assert [(p.kind, p.value, p.votes) for p in sheet.parts] == [
        ("category", "code", 300), ("category", "news", 300), ("lang", "en", 400),
        ("lang", "zh", 200),
    ]  # fmt: skip
    assert all(p.board.votes == p.votes for p in sheet.parts)
    last = sheet.over_time[-1].board
    assert [r.score for r in last.ratings] == pytest.approx([r.score for r in sheet.board.ratings])
    assert [m.board.votes for m in sheet.over_time] == sorted(
        m.board.votes for m in sheet.over_time
    )
    assert sheet.coverage.votes.tolist() == [[200, 100], [200, 100]]
    assert show_board(sheet, "report", (), "zh").count("<section") > 10


def test_the_course_does_not_hang_on_the_order_of_votes():
    votes = votes_of()
    from rostra.arena._columns import rows_of

    turned = rows_of(votes, np.random.default_rng(1).permutation(len(votes)))
    rater = by(BoardRules())
    for a, b in zip(course(votes, rater), course(turned, rater), strict=True):
        assert a.at == b.at
        assert [r.score for r in a.board.ratings] == pytest.approx(
            [r.score for r in b.board.ratings]
        )


def test_votes_without_times_or_words_make_the_board_alone():
    votes = votes_of(at=None, lang=None, category=None)
    sheet = sheet_of_votes(votes, BoardRules(), Sheet(None))
    assert (sheet.parts, sheet.over_time, sheet.coverage) == ((), (), None)
    assert sheet.board is not None
    assert show_board(sheet, "report", (), "en")


def test_rules_that_counts_cannot_answer_are_refused():
    counts = count(votes_of())
    assert sheet_of_counts(counts, BoardRules(), Sheet(None)).board.votes == 600
    with pytest.raises(Unrated, match="neither style nor voters"):
        sheet_of_counts(counts, BoardRules(by_voter=True), Sheet(None))


def test_what_cannot_be_rated_says_why_and_keeps_its_counts():
    votes = columns(["a", "c"], ["b", "d"], ["left", "right"])
    sheet = sheet_of_votes(votes, BoardRules(), Sheet(None))
    assert sheet.board is None
    assert "a, b | c, d" in sheet.why
    assert sheet.counts.wins.sum() == 2
    with pytest.raises(Unrated, match="never met"):
        show_board(sheet, "board", (), "en")


def test_voters_that_hang_together_widen_the_intervals():
    voters = [f"v{k // 40}" for k in range(600)]
    sides = (["a", "b", "c"] * 200, ["b", "c", "a"] * 200)
    # Each voter always takes the earlier letter, or always the later one.
    choice = [
        "left" if (one < other) == bool((k // 40) % 2) else "right"
        for k, (one, other) in enumerate(zip(*sides, strict=True))
    ]
    votes = columns(*sides, choice, voter=voters)
    alone = sheet_of_votes(votes, BoardRules(), Sheet(None), whole=False).board.ratings[0]
    together = sheet_of_votes(votes, BoardRules(by_voter=True), Sheet(None), whole=False)
    first = together.board.ratings[0]
    assert first.high - first.low > 1.5 * (alone.high - alone.low)


def test_coverage_joins_what_has_few_votes():
    votes = columns(
        ["a"] * 40, ["b"] * 40, ["left"] * 40,
        category=[f"c{min(k // 4, 9)}" for k in range(40)], lang=["en", ""] * 20,
    )  # fmt: skip
    told = coverage_of(votes, most=3)
    assert told.categories[-1] == OTHERS
    assert set(told.langs) == {"", "en"}
    assert told.votes.sum() == 40
    assert coverage_of(columns(["a"], ["b"], ["tie"])) is None


def test_forms_for_programs_are_json():
    sheet = sheet_of(board_of())
    told = json.loads(show_board(sheet, "board", (), "en"))
    assert told["excluded"] == {"a burst <b>": 12, "a coin flip": 3}
    one = json.loads(show_board(sheet, "entrant", ("beta",), "en"))
    assert {r["name"] for r in one["rivals"]} == {"alpha", "渡轮"}
    assert one["rating"] == board_of().ratings[1].score
    two = json.loads(show_board(sheet, "compare", ("beta", "alpha"), "zh"))
    assert two["difference"] == pytest.approx(-40)
    assert two["says"][0].startswith("alpha 比 beta 高 40 分")
    parts = json.loads(show_board(sheet, "fragments", (), "en"))
    assert list(parts)[:2] == ["summary", "ratings"]


def test_a_large_board_stays_small():
    names = tuple(f"entrant number {k}" for k in range(129))
    rng = np.random.default_rng(3)
    noise = rng.random((129, 129))
    board = board_of(names, observed=noise, predicted=noise.T, gap=3.0)
    assert isinstance(board.ratings[0], Rating)
    assert len(show_board(sheet_of(board), "report", (), "en")) < 4_000_000


def styled_votes(size=4000, pull=0.8):
    """Votes that lean to the longer answer by `pull` natural units of its root mean square."""
    rng = np.random.default_rng(11)
    left = rng.integers(0, 3, size)
    right = (left + rng.integers(1, 3, size)) % 3
    style = rng.poisson([200, 2, 3, 4], (2, size, 4)).astype(float)
    style[:, :, 0] *= rng.uniform(0.5, 2, (2, size))
    x = (style[0, :, 0] - style[1, :, 0]) / (style[0, :, 0] + style[1, :, 0])
    wins = rng.random(size) < 1 / (1 + np.exp(-pull * x / np.sqrt((x**2).mean())))
    names = np.array(["ann", "bob", "cat"])
    return columns(
        names[left].tolist(), names[right].tolist(), np.where(wins, "left", "right").tolist(),
        style_left=style[0], style_right=style[1],
    )  # fmt: skip


def test_style_and_position_stand_on_the_sheet_as_they_were_found():
    from rostra.arena import position, style

    votes = styled_votes()
    sheet, found = sheet_of_votes(votes, BoardRules(), Sheet(None)), style(votes)
    assert [e.name for e in sheet.style] == ["length", "headings", "bold", "lists"]
    assert [e.value for e in sheet.style] == [c.elo for c in found.coefficients]
    length = sheet.style[0]
    assert length.low < 0.8 * 400 / math.log(10) < length.high
    assert length.high - length.value == pytest.approx(length.value - length.low)
    assert sheet.position.value == position(votes).elo
    held = sheet_of_votes(votes, BoardRules(style=True), Sheet(None), whole=False)
    assert "已排除文风的影响。" in show_board(held, "report", (), "zh")
    assert json.loads(show_board(held, "board", (), "en"))["rules"] == ["style"]
    assert held.board.ratings == found.board.ratings


def test_style_that_votes_do_not_tell_is_refused_or_left_out():
    votes = votes_of()
    assert sheet_of_votes(votes, BoardRules(), Sheet(None)).style == ()
    sheet = sheet_of_votes(votes, BoardRules(style=True), Sheet(None))
    assert sheet.board is None
    assert "tell no style" in sheet.why


def test_parts_stand_side_by_side_and_one_without_a_board_says_why():
    from rostra.arena import fragments

    sides = (["a", "b", "a", "b"] * 10, ["b", "a", "b", "a"] * 10)
    votes = columns(*sides, ["left", "left", "right", "tie"] * 9 + ["tie", "left", "right", "left"],
                    category=["news"] * 39 + ["maths"], lang=["en", "zh"] * 20)  # fmt: skip
    sheet = sheet_of_votes(votes, BoardRules(), Sheet(None))
    news, maths = (p for p in sheet.parts if p.kind == "category")
    assert (news.votes, maths.votes) == (39, 1)
    for lang, says in (
        ("en", "maths (1 votes): not rated (between any two of"),
        ("zh", "之中任意两个都只有一方赢过"),
    ):
        assert says in fragments(sheet, lang)["by-category"]
    page = fragments(sheet, "en")["by-lang"]
    for part in (p for p in sheet.parts if p.kind == "lang"):
        for rating in part.board.ratings:
            half = rating.high - rating.score
            assert f"{rating.score:.0f} ±{half:.0f}" in page
