"""What speaks against a voter is kept with its votes, and nothing is dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.app._arena_integrity import Integrity
from rostra.arena import CHOICES, FLOOD, drawn_votes
from rostra.records import (
    KeptVote,
    VotesWanted,
    exclude_votes,
    list_votes,
    open_engine,
    recount,
    save_votes,
)

NOW = datetime(2026, 12, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def records(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/records.sqlite")
    yield engine
    engine.dispose()


def kept(number, left, right, choice, voter, kind="cookie"):
    at = NOW - timedelta(days=10) + timedelta(minutes=number)
    return KeptVote(f"vote-{number:05d}", left, right, choice, at=at, voter=voter, kind=kind)


def crowd():
    votes = drawn_votes(6, 40, 30, seed=1)
    voter = votes.words["voter"]
    return [
        kept(
            k, votes.names[votes.left[k]], votes.names[votes.right[k]], CHOICES[votes.choice[k]],
            voter.values[voter.codes[k]],
        )
        for k in range(len(votes))
    ]  # fmt: skip


def tied(first, count, voter, kind="cookie"):
    return [
        kept(first + k, f"entrant {1 + k % 3:02d}", f"entrant {4 + k % 3:02d}", "tie", voter, kind)
        for k in range(count)
    ]


def test_a_voter_that_always_ties_is_excluded_with_the_reason_and_kept(records):
    save_votes(records, [*crowd(), *tied(2000, 120, "tied")])
    integrity = Integrity(records)
    assert any(s.voter == "tied" for s in integrity.suspicions())
    assert not list_votes(records, VotesWanted(excluded=True))  # asking excludes nothing
    (found,) = (s for s in integrity.look(NOW) if s.excluded)
    assert (found.voter, found.kind, found.votes) == ("tied", "always tie", 120)
    gone = list_votes(records, VotesWanted(excluded=True))
    assert {v.voter for v in gone} == {"tied"}
    assert {v.excluded for v in gone} == {"voter: always tie"}
    assert len(gone) == 120
    assert len(list_votes(records, VotesWanted(excluded=None))) == 40 * 30 + 120
    assert len(list_votes(records, VotesWanted())) == 40 * 30


def test_new_votes_of_an_excluded_voter_go_too(records):
    save_votes(records, [*crowd(), *tied(2000, 120, "tied")])
    integrity = Integrity(records)
    integrity.look(NOW)
    save_votes(records, tied(3000, 3, "tied"))
    integrity.look(NOW)
    assert len(list_votes(records, VotesWanted(excluded=True))) == 120, "not again so soon"
    integrity.look(LATER)
    assert len(list_votes(records, VotesWanted(excluded=True))) == 123


def test_what_an_operator_excluded_is_not_judged_and_keeps_its_reason(records):
    save_votes(records, [*crowd(), *tied(2000, 120, "tied")])
    ids = [v.id for v in list_votes(records, VotesWanted(voters=("tied",)))]
    exclude_votes(records, ids, "asked to be forgotten", NOW)
    assert all(s.voter != "tied" for s in Integrity(records).look(NOW))
    gone = list_votes(records, VotesWanted(excluded=True))
    assert {v.excluded for v in gone} == {"asked to be forgotten"}


def test_a_judge_by_rules_is_no_voter_to_be_suspected(records):
    save_votes(records, [*crowd(), *tied(2000, 120, "rules", kind="rule")])
    assert not any(s.voter == "rules" for s in Integrity(records).look(NOW))


def test_no_votes_speak_against_nobody(records):
    assert Integrity(records).look(NOW) == ()


def test_nothing_is_judged_twice_while_no_vote_comes(records):
    save_votes(records, crowd())
    integrity = Integrity(records)
    first = integrity.look(NOW)
    assert integrity.look(NOW) is first
    save_votes(records, tied(2000, 120, "tied"))
    assert integrity.look(LATER) is not first


def asked(first, count, prompt):
    return [
        replace(kept(first + k, "entrant 01", "entrant 02", "left", ""), prompt=prompt)
        for k in range(count)
    ]


def test_votes_on_a_flooded_question_are_set_aside_and_count_again_when_it_is_usual(records):
    save_votes(records, [*crowd(), *asked(2000, 100, "f" * 64)])
    for number in range(30):
        save_votes(records, asked(3000 + 10 * number, 1, f"{number:064x}"))
    integrity = Integrity(records)
    integrity.look(NOW)
    aside = list_votes(records, VotesWanted(excluded=True))
    assert {v.excluded for v in aside} == {FLOOD}
    assert len(aside) == 80
    assert {v.prompt for v in aside} == {"f" * 64}
    Integrity(records).look(NOW)
    assert {v.id for v in list_votes(records, VotesWanted(excluded=True))} == {v.id for v in aside}
    for number in range(30):
        save_votes(records, asked(3001 + 10 * number, 9, f"{number:064x}"))
    integrity.look(LATER)
    assert not list_votes(records, VotesWanted(excluded=True))
    assert recount(records) == 0
