"""Every sentence of the ratings has its Chinese, and a Chinese page tells it."""

import ast
import re
from importlib.resources import files

import pytest

from rostra.arena import Sheet, columns, rate, report, sheet_of_votes
from rostra.arena._board_gather import BoardRules
from rostra.arena._board_said import CHINESE, is_told_in, told_in
from rostra.arena._demo import demo_record
from rostra.arena._read_words import EXCLUDED, ITSELF, NAMED, NO_NAME, NO_VOTE, TWICE
from rostra.arena._voters import KINDS

ROOMS = ("_ratings", "_style", "_outside", "_boards", "_rows", "_board_gather")


def filled(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "7" for v in node.values)
    return ""


def sentences():
    """Every text that is raised as Unrated or noted, with 7 for what is put in."""
    for room in ROOMS:
        tree = ast.parse((files("rostra.arena") / f"{room}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = ast.unparse(node.func)
                if called in ("Unrated", "notes.append") and (told := filled(node.args[0])):
                    # A way is put in first: "never lost against the rest".
                    yield re.sub("^7 against", "never lost against", told)


def test_every_sentence_of_the_ratings_is_known():
    told = list(sentences())
    assert len(told) > 20
    assert not [one for one in told if not is_told_in("zh", one)]


def test_every_reason_of_exclusion_is_known():
    reasons = [f"voter: {kind}" for kind in KINDS] + ["burst for a", "burst against a"]
    reasons += [EXCLUDED, ITSELF, NAMED, NO_NAME, NO_VOTE, TWICE, f"{EXCLUDED}: voter: always tie"]
    for reason in reasons:
        assert re.search("[\u4e00-\u9fff]", told_in("zh", reason))
        assert not re.search("[a-z]{4}", told_in("zh", reason))
        assert told_in("en", reason) == reason


def test_names_and_numbers_stay():
    why = "12 groups of entrants never met each other: a, b, c, d and 7 more | e; rate each by"
    assert told_in("zh", f"{why} itself, or let them battle.") == (
        "参赛者分成 12 组，彼此从未交手：a, b, c, d 等，另有 7 个 | e。请分别评分，或让他们对战。"
    )
    assert told_in("zh", "burst for {who}\n{0}") == "一阵偏向 {who}\n{0} 的票"
    assert told_in("zh", "something new") == "something new"


@pytest.mark.parametrize("english", CHINESE)
def test_both_have_the_same_fields(english):
    fields = re.findall(r"\{\w+\}", english)
    assert sorted(fields) == sorted(re.findall(r"\{\w+\}", CHINESE[english]))


def test_a_chinese_page_tells_them():
    votes = columns(["甲", "甲", "乙"], ["乙", "丙", "丙"], ["left", "left", "tie"])
    board = rate(votes)
    assert len(board.notes) == 2
    page = report(Sheet(board, source=f"demo: {demo_record().label}"), "zh")
    assert "对其余参赛者从未输过：甲" in page
    assert "不是人投的票" in page
    assert "never lost" not in page
    apart = columns(["甲", "丙"], ["乙", "丁"], ["tie", "tie"])
    sheet = sheet_of_votes(apart, BoardRules(), Sheet(None, excluded=(("voter: always tie", 3),)))
    page = report(sheet, "zh")
    assert "彼此从未交手" in page
    assert "投票者总投平局" in page
    assert not re.search("never met|always", page)
