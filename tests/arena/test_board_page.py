"""The fragments of the board say what the board says, in both languages, and nothing else."""

import base64
import hashlib
import math
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from string import Formatter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards_by_hand import HOSTILE, board_of, one_sided, sheet_of
from rostra.arena import Rating, Sheet, board_css, fragments, report, show_board
from rostra.arena._board_badge import badge
from rostra.arena._board_entrant import compare, entrant_report
from rostra.arena._board_figures import pair
from rostra.arena._board_words import WORDS
from rostra.errors import ArenaError, Unrated

LANGS = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"


def xml(text):
    return ET.fromstring(text)  # noqa: S314 - our own pages


def parsed(markup):
    return xml(f"<div>{markup}</div>")


def everything(sheet, lang):
    """All fragments of a sheet, with the report of each entrant, a comparison and a badge."""
    names = [r.name for r in sheet.board.ratings]
    parts = list(fragments(sheet, lang).values())
    parts += [entrant_report(sheet, name, lang) for name in names]
    parts += [badge(sheet.board, name, lang) for name in names]
    return [*parts, *([compare(sheet, names[0], names[1], lang)] if len(names) > 1 else [])]


def rows_of(markup, part):
    """The table of a part as rows of plain words."""
    found = parsed(markup).find(f".//section[@id='{part}']//table/tbody")
    return [["".join(cell.itertext()) for cell in row] for row in found]


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_holds_the_figures_of_the_board(lang):
    board = board_of()
    rows = rows_of(fragments(sheet_of(board), lang)["ratings"], "ratings")
    assert [row[0] for row in rows] == [r.name for r in board.ratings]
    assert [row[1] for row in rows] == ["1–2", "1–3", "2–4", "3–4"]
    assert [row[2] for row in rows] == ["1060", "1020", "980", "940"]
    assert rows[0][3] == "1048 – 1072"
    assert [row[4] for row in rows] == ["100", "101", "102", "103"]
    # Neighbours are one place apart, so none is told apart from the next.
    assert {row[5] for row in rows[:3]} == {WORDS[lang]["no"]}


def test_separated_neighbours_are_marked():
    board = board_of(separated=~np.eye(4, dtype=bool))
    rows = rows_of(fragments(sheet_of(board), "en")["ratings"], "ratings")
    assert [row[5] for row in rows] == ["yes", "yes", "yes", "–"]
    whole = fragments(sheet_of(board), "en")["separated"]
    assert "6 of 6 pairs are apart, 3 of 3 neighbours" in whole
    assert "".join(parsed(whole).itertext()).count("▲") == 6


def test_the_plot_places_points_and_ends_where_they_belong():
    board = board_of()
    root = parsed(fragments(sheet_of(board), "en")["ratings"])
    plot = root.find(f".//{SVG}svg[@role='img']")
    ticks = sorted(
        (float("".join(t.itertext())), float(t.get("x")[:-1])) for t in plot.findall(f"{SVG}text")
    )
    (low, left), (high, right) = ticks[0], ticks[-1]
    assert len(ticks) >= 3
    assert 0 <= left < right <= 100

    def value(percent):
        return low + (high - low) * (float(percent[:-1]) - left) / (right - left)

    dots = [value(c.get("cx")) for c in plot.iter(f"{SVG}circle")]
    assert dots == pytest.approx([r.score for r in board.ratings], abs=0.1)
    whiskers = [
        (value(w.get("x1")), value(w.get("x2")))
        for w in plot.iter(f"{SVG}line")
        if w.get("class") == "rb-whisker"
    ]
    assert whiskers == [pytest.approx((r.low, r.high), abs=0.1) for r in board.ratings]


def test_an_open_end_is_told_by_a_sign_and_an_arrow():
    sheet = sheet_of(one_sided())
    rows = rows_of(fragments(sheet, "en")["ratings"], "ratings")
    assert [row[3] for row in rows] == ["≥ 1028", "988 – 1012", "≤ 972"]
    plot = fragments(sheet, "en")["ratings"]
    assert plot.count("rb-arrow") == 2
    assert "inf" not in re.sub(r"[\w-]*info\w*", "", "".join(fragments(sheet, "en").values()))
    assert "≥ 1028" in badge(sheet.board, "champion", "en")
    two = pair(sheet.board, "champion", "loser")
    assert two.high == math.inf
    assert two.low == pytest.approx(80 - math.hypot(12, 12), abs=0.1)
    assert pair(sheet.board, "loser", "middle").low == -math.inf
    near = pair(sheet.board, "champion", "middle")
    assert (near.separated, near.needed) == (False, None)
    said = compare(sheet, "middle", "champion", "en")
    assert "champion is 40 Elo above middle (≥ 23 at 95%)" in said
    assert "stand level" not in said


def test_win_rates_stand_where_they_belong():
    board = board_of()
    parts = fragments(sheet_of(board), "en")
    seen, foreseen = (
        rows_of(parts["observed"], "observed"),
        rows_of(parts["predicted"], "predicted"),
    )
    for i, (row, other) in enumerate(zip(seen, foreseen, strict=True)):
        for j in range(4):
            if i == j:
                assert (row[j + 1], other[j + 1]) == ("", "")
                continue
            met = not math.isnan(board.observed[i, j])
            told = f"{board.observed[i, j] * 100:.0f}% (50)" if met else "–"
            assert row[j + 1] == told
            assert other[j + 1] == f"{board.predicted[i, j] * 100:.0f}%"


def test_style_position_and_excluded_votes_are_told():
    parts = fragments(sheet_of(board_of()), "en")
    assert rows_of(parts["style"], "style") == [
        ["length", "+26.2", "+24.0 – +28.4"],
        ["bold", "−2.5", "−6.0 – +1.0"],
    ]
    assert rows_of(parts["position"], "position") == [["left side", "+1.2", "−2.0 – +4.5"]]
    assert rows_of(parts["excluded"], "excluded") == [
        ["a burst <b>", "12", "7.3%"],
        ["a coin flip", "3", "1.8%"],
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [1, 2, 6, 30])
def test_every_part_is_well_formed_and_wears_no_style(lang, count):
    names = tuple(HOSTILE[k] if k < len(HOSTILE) else f"entrant {k}" for k in range(count))
    sheet = sheet_of(board_of(names))
    for markup in everything(sheet, lang):
        root = parsed(markup)
        for element in root.iter():
            bare = element.tag.removeprefix(SVG)
            assert bare not in {"script", "style", "img", "b", "a", "image", "use", "foreignObject"}
            assert "style" not in element.attrib
            assert not any(name.lower().startswith("on") for name in element.attrib)
            assert not any("href" in name or "src" in name for name in element.attrib)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x1b]", markup)


@given(st.text(min_size=1, max_size=60))
def test_no_name_breaks_a_page(name):
    board = board_of((name, "other"))
    sheet = sheet_of(board)
    for lang in LANGS:
        for markup in everything(sheet, lang):
            parsed(markup)
    page = report(sheet, "en")
    xml(page.removeprefix("<!DOCTYPE html>\n"))


def test_ids_are_there_once_and_lead_somewhere():
    root = xml(report(sheet_of(board_of()), "en").removeprefix("<!DOCTYPE html>\n"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby"):
            for target in (element.get(name) or "").split():
                assert target in ids
        if (element.get("href") or "").startswith("#"):
            assert element.get("href")[1:] in ids


def test_every_plot_is_told_to_a_screen_reader_and_has_its_table():
    root = xml(report(sheet_of(board_of()), "zh").removeprefix("<!DOCTYPE html>\n"))
    plots = [e for e in root.iter(f"{SVG}svg") if e.get("role") == "img"]
    assert len(plots) >= 8
    for plot in plots:
        assert plot.find(f"{SVG}title").text
        assert plot.find(f"{SVG}desc").text
    for svg in root.iter(f"{SVG}svg"):
        hidden = svg.get("aria-hidden") == "true"
        assert hidden or svg.get("role") == "img" or svg.get("class", "").startswith("rb-row")
    for section in root.iter("section"):
        if section.find(f".//{SVG}svg[@role='img']") is not None:
            assert section.find(".//table") is not None, section.get("id")
    for table in root.iter("table"):
        assert table.find("caption").text
        heads = table.findall("thead/tr/th")
        assert all(len(row) == len(heads) for row in table.iter("tr"))


def test_the_report_forbids_all_but_its_own_style():
    page = report(sheet_of(board_of()), "en")
    assert page.startswith("<!DOCTYPE html>")
    proof = base64.b64encode(hashlib.sha256(board_css().encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert f"style-src &#x27;sha256-{proof}&#x27;" in policy
    assert "default-src &#x27;none&#x27;" in policy
    assert "<script" not in page
    assert not re.search(r"url\(|@import|<link|https?://(?!www\.w3\.org/2000/svg)", page)
    assert f"<style>{board_css()}</style>" in page


def test_the_style_sheet_dresses_what_the_fragments_wear():
    css = board_css()
    page = report(sheet_of(one_sided()), "en")
    worn = {c for told in re.findall(r'class="([^"]+)"', page) for c in told.split()}
    dressed = set(re.findall(r"\.(rb[\w-]*)", css))
    plain = {"rb-head", "rb-mid", "rb-grid", "rb-key", "rb-filled"}
    assert worn - dressed <= plain
    assert all(selector.startswith((".rb", "@", ":root", "body.rb")) for selector in
               re.findall(r"^([^\s{}/][^{}\n]*)\{", css, re.MULTILINE))  # fmt: skip


def test_both_languages_say_the_same_things():
    assert set(WORDS["en"]) == set(WORDS["zh"])
    for name, phrase in WORDS["en"].items():
        fields = [{f for _, f, _, _ in Formatter().parse(w) if f} for w in
                  (phrase, WORDS["zh"][name])]  # fmt: skip
        assert fields[0] == fields[1], name
    chinese = [w for name, w in WORDS["zh"].items() if name not in ("tongue", "last")]
    assert all(re.search("[\u4e00-\u9fff]", w) for w in chinese)
    assert not any("你" in w for w in chinese)
    assert not any(re.search("[\u4e00-\u9fff]", w) for w in WORDS["en"].values())


def test_a_chinese_page_holds_no_english_sentence():
    page = "".join(fragments(sheet_of(board_of(("甲", "乙", "丙", "丁"))), "zh").values())
    words = " ".join(parsed(page).itertext())
    found = set(re.findall(r"[A-Za-z]{2,}", words))
    assert found <= {
        "votes", "jsonl", "Elo", "UTC", "max", "burst", "coin", "flip", "Bradley", "Terry",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_board_that_cannot_be_says_why(lang):
    sheet = Sheet(None, why="2 groups of entrants never met: a | b.", excluded=(("burst", 4),))
    parts = fragments(sheet, lang)
    assert list(parts) == ["summary", "excluded"]
    assert "2 groups of entrants never met: a | b" in parts["summary"]
    xml(report(sheet, lang).removeprefix("<!DOCTYPE html>\n"))
    assert WORDS[lang]["few"] in fragments(Sheet(None), lang)["summary"]
    with pytest.raises(Unrated, match="never met"):
        show_board(sheet, "badge", ("a",), lang)


def test_what_the_board_notes_is_shown():
    board = board_of(notes=("never lost: <alpha>",))
    for lang in LANGS:
        assert "never lost: &lt;alpha&gt;" in fragments(sheet_of(board), lang)["how"]
    assert report(sheet_of(board), "en").count("never lost") == 1


def test_one_entrant_alone_is_shown():
    sheet = sheet_of(board_of(("only",)))
    assert rows_of(fragments(sheet, "en")["ratings"], "ratings")[0][0] == "only"
    assert "rank 1" in badge(sheet.board, "only", "en")


def test_a_badge_tells_rank_interval_and_margin():
    board = board_of(ratings=(Rating("sus & column", 1281.2, 1276.4, 1286.0, 3, 2, 4, 900),
                              *board_of().ratings[1:]))  # fmt: skip
    root = xml(badge(board, "sus & column", "en"))
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert texts == ["sus & column", "rank 2–4 · 1281 ±5"]
    assert root.get("aria-label") == "sus & column: rank 2–4, rating 1281 ±5"
    zh = badge(board, "sus & column", "zh")
    assert "名次 2–4 · 1281 ±5" in zh


def test_names_that_are_not_on_the_board_are_told_with_those_that_are():
    sheet = sheet_of(board_of())
    with pytest.raises(ArenaError, match=r"no entrant is called 'omega'.*alpha, beta, 渡轮, delta"):
        entrant_report(sheet, "omega", "en")
    with pytest.raises(ArenaError, match="compared with itself"):
        compare(sheet, "alpha", "alpha", "en")


def test_a_comparison_tells_the_difference_and_what_would_part_the_two():
    board = board_of()
    two = pair(board, "alpha", "beta")
    error = math.sqrt(2) * 12 / 1.96
    assert two.difference == pytest.approx(40)
    assert (two.low, two.high) == pytest.approx((40 - 1.96 * error, 40 + 1.96 * error), abs=0.01)
    assert not two.separated
    # By hand: 40 Elo are 3.266 errors at 2.57; the pair alone would do, so nothing more is needed.
    assert two.needed == 0
    close = replace(board, covariance=board.covariance * 9)
    far = pair(close, "alpha", "beta")
    # Each vote tells p (1 − p) (ln 10 / 400)²; so many bring the error down to 40 / 2.57.
    share = 1 / (1 + 10 ** (-40 / 400))
    information = share * (1 - share) * (math.log(10) / 400) ** 2
    after = 1 / (1 / (9 * error**2) + far.needed * information)
    assert 2.57 * math.sqrt(after) <= 40
    before = 1 / (1 / (9 * error**2) + (far.needed - 1) * information)
    assert 2.57 * math.sqrt(before) > 40
    said = compare(sheet_of(close), "beta", "alpha", "en")
    assert "alpha is 40 Elo above beta" in said
    assert "The board does not tell them apart." in said
    apart = compare(sheet_of(board), "alpha", "渡轮", "zh")
    assert "alpha 比 渡轮 高 80 分" in apart
    assert "榜单能分出两者的高下。" in apart


def test_two_that_stand_level_are_never_foreseen_to_part():
    board = board_of(gap=0.0)
    assert pair(board, "alpha", "beta").needed is None
    assert "stand level" in compare(sheet_of(board), "alpha", "beta", "en")


def test_an_entrants_report_tells_its_record():
    sheet = sheet_of(board_of())
    told = entrant_report(sheet, "beta", "en")
    rows = [[*("".join(c.itertext()) for c in r)] for r in parsed(told).find(".//table/tbody")]
    by = {row[0]: row for row in rows}
    assert set(by) == {"alpha", "渡轮"}
    counts = sheet.counts
    assert by["alpha"][1:3] == [str(counts.wins[1, 0]), str(counts.wins[0, 1])]
    assert by["alpha"][3] == str(counts.ties[1, 0])
    assert by["alpha"][7] == "no"
