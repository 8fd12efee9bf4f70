"""What speaks against a voter is kept with its votes, and nothing is dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from rostra.app._arena_integrity import Integrity
from rostra.arena import CHOICES, drawn_votes
from rostra.records import (
    KeptVote,
    VotesWanted,
    exclude_votes,
    list_votes,
    open_engine,
    save_votes,
)

NOW = datetime(2026, 12, 1, tzinfo=UTC)


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
    assert integrity.look(NOW) is not first
