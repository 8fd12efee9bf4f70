"""Rounds let every pair meet as often; a file of battles is read as far as it is whole."""

import json
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import CHOICES, Recorded, line_of, prompt_of, read_recorded, recorded, rounds
from rostra.errors import Unrated, VotesGarbage

QUESTIONS = [f"q{n}" for n in range(40)]
HEAD = {"is": "record", "version": 1, "rules": 1, "seed": 3,
        "entrants": [{"name": "a", "way": "feed"}, {"name": "b", "way": "plain"}]}  # fmt: skip
QUESTION = {"is": "question", "id": "q1", "lang": "zh", "about": "number", "text": "几点？\u2028"}
AT = datetime(2026, 12, 1, tzinfo=UTC).isoformat()


def battle(number, **more):
    row = {"is": "battle", "number": number, "question": "q1", "left": "a", "right": "b",
           "at": AT, "choice": "left", "reasons": ["x"]}  # fmt: skip
    return {**row, **more}


def lines(*rows):
    return "".join(map(line_of, rows))


@given(st.integers(2, 9), st.integers(0, 5))
def test_every_pair_meets_as_often_and_nobody_meets_itself(n, seed):
    names = [f"e{i}" for i in range(n)]
    all_pairs = n * (n - 1) // 2
    met = Counter(
        frozenset((p.left, p.right)) for p in rounds(names, QUESTIONS, all_pairs * 2, seed)
    )
    assert met == dict.fromkeys(map(frozenset, combinations(names, 2)), 2)


@given(st.integers(2, 9), st.integers(1, 60), st.integers(0, 5))
def test_an_answer_is_used_once_while_there_are_questions(n, battles, seed):
    names = [f"e{i}" for i in range(n)]
    plan = rounds(names, QUESTIONS * 2, battles, seed)
    assert plan == rounds(names, QUESTIONS * 2, battles + 7, seed)[:battles]
    if battles <= n // 2 * len(QUESTIONS):
        used = Counter((p.question, name) for p in plan for name in (p.left, p.right))
        assert max(used.values()) == 1


def test_sides_are_drawn_and_too_few_are_refused():
    plan = rounds(["a", "b"], QUESTIONS, 200, 1)
    assert 70 < sum(p.left == "a" for p in plan) < 130
    for names, questions in ((["a"], QUESTIONS), (["a", "a"], QUESTIONS), (["a", "b"], [])):
        with pytest.raises(Unrated):
            rounds(names, questions, 5, 1)


def test_votes_say_that_rules_gave_them():
    read = recorded(lines(HEAD, QUESTION, battle(2, choice="both bad"), battle(1)), "x")
    assert read.label == "2 battles, judged by rules, not by people"
    one, two = read.votes
    assert (one.id, one.choice, two.choice) == ("rule-3-1", "left", "both bad")
    assert {v.kind for v in read.votes} == {"rule"}
    assert (one.lang, one.category, one.mode, one.voter) == ("zh", "news", "", "rules 1")
    assert one.prompt == prompt_of(" 几点?")
    assert one.at is not None


def test_void_battles_give_no_vote_until_they_are_played_again():
    void = {k: v for k, v in battle(1).items() if k not in ("choice", "reasons")}
    void["cause"] = "server down"
    assert recorded(lines(HEAD, QUESTION, void), "x").votes == ()
    assert len(recorded(lines(HEAD, QUESTION, void, battle(1)), "x").votes) == 1


@given(st.integers(0, 400))
def test_a_file_cut_anywhere_reads_as_far_as_it_is_whole(at):
    whole = lines(HEAD, QUESTION, battle(1), battle(2))
    cut = whole[: len(line_of(HEAD)) + at]
    read = recorded(cut, "x")
    assert len(read.battles) == max(0, cut.count("\n") - 2)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "does not begin"),
        ("[]\n", "line 1 is no JSON object"),
        (lines(QUESTION), "does not begin"),
        (lines({**HEAD, "version": 2}), "does not begin"),
        (lines(HEAD, QUESTION) + "{cut\n", "line 3 is no JSON"),
        (lines(HEAD, battle(1)), "line 2: 'q1'"),
        (lines(HEAD, QUESTION, battle(1, choice="won")), "line 3: 'won'"),
        (lines(HEAD, {"is": "answer"}), "line 2: 'question'"),
    ],
)
def test_what_is_no_record_is_refused_with_its_line(text, why):
    with pytest.raises(VotesGarbage, match=why):
        recorded(text, "file.jsonl")


def test_a_file_that_is_absent_or_empty_holds_nothing(tmp_path):
    path = tmp_path / "x.jsonl"
    assert read_recorded(path) is None
    path.touch()
    assert read_recorded(path) is None
    path.write_text(lines(HEAD, QUESTION, battle(1)))
    assert read_recorded(path) == Recorded(HEAD, {"q1": QUESTION}, {}, {1: battle(1)})
    assert json.loads(line_of(QUESTION)) == QUESTION
    assert "left" in CHOICES
