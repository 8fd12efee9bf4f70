"""The demo is a small file of real battles, says so, and makes a board."""

from importlib.resources import files

from rostra.arena import RULES, Measured, count, demo, demo_record, from_rows, judge, rate
from rostra.models import WEIGHTS

LARGEST = 300_000
BY_FILE = {weights.file: weights for weights in WEIGHTS.values()}


def test_it_is_small_and_says_what_it_is():
    source = files("rostra.arena") / "data" / "demo_battles.jsonl"
    assert len(source.read_bytes()) < LARGEST
    record = demo_record()
    n = len(demo())
    assert n > 0
    assert record.label == f"{n} battles, judged by rules, not by people"
    assert {vote.kind for vote in demo()} == {"rule"}
    assert not any(vote.excluded for vote in demo())


def test_its_entrants_are_made_of_the_weights_that_rostra_knows():
    entrants = demo_record().head["entrants"]
    assert {vote.left for vote in demo()} | {vote.right for vote in demo()} <= {
        e["name"] for e in entrants
    }
    for entrant in entrants:
        if entrant["model"] == "none":
            assert "sha256" not in entrant
        else:
            weights = BY_FILE[entrant["weights"]]
            assert (entrant["sha256"], entrant["model"]) == (weights.sha256, weights.name)
            assert any(mark.startswith("write/") for mark in entrant["prompts"])


def test_every_choice_follows_from_the_rules_and_what_was_measured():
    record = demo_record()
    assert record.head["rules"] == RULES.version, "the rules changed: play the demo anew"
    assert record.head["said"] == RULES.words()
    for row in record.battles.values():
        if not row.get("cause"):
            again = judge(*(Measured(**side) for side in row["measured"]))
            assert (again.choice, list(again.reasons)) == (row["choice"], row["reasons"])
            assert [again.left, again.right] == row["sums"]
            for side in ("left", "right"):
                assert (row["question"], row[side]) in record.answers


def test_languages_come_evenly_and_every_pair_meets_as_often():
    langs = [vote.lang for vote in demo()]
    pairs = [frozenset((vote.left, vote.right)) for vote in demo()]
    met = [pairs.count(pair) for pair in set(pairs)]
    assert max(met) - min(met) <= 1
    each = len(pairs) // max(1, len(demo_record().questions))
    assert abs(langs.count("zh") - langs.count("en")) <= max(1, each)


def test_its_board_can_be_made_again():
    votes = from_rows(demo())
    board = rate(count(votes))
    assert {rating.name for rating in board.ratings} == {v.left for v in demo()} | {
        v.right for v in demo()
    }
    assert board.votes == len(demo())
