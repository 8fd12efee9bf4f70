"""Battles take one vote, counts move with their votes, and the register is only added to."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from rostra import records
from rostra.errors import ArenaError, BattleVoid, VoteRefused

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def engine(records_engine):
    return records_engine


def battle(engine, name="b1", state="open", **more):
    kept = records.KeptBattle(
        name, NOW, "a", "b", voter="ann", kind="account", body={"turns": []}, **more
    )
    records.save_battle(engine, kept)
    if state != "asking":
        done = replace(kept, state=state, turns=1, style_left=(1.0, 0.0, 0.0, 0.0))
        assert records.end_turn(engine, done, {"question": "什么?"}, [records.Rest("p1", "a1")])
    return records.find_battle(engine, name)


def ballot(name="v1", of="b1", choice="left", at=NOW, voter="ann"):
    return records.Ballot(name, of, choice, at, voter, "account", ("tone",))


def counts(engine):
    return {(c.one, c.other): (c.wins, c.ties, c.bad) for c in records.pair_counts_of(engine)}


def test_a_vote_is_kept_with_what_its_battle_was(engine):
    battle(engine, lang="zh", mode="feed", prompt="ff")
    vote = records.give_vote(engine, ballot())
    assert records.find_vote(engine, "v1") == vote == records.list_votes(engine)[0]
    assert (vote.left, vote.right, vote.battle, vote.lang, vote.mode) == (
        "a",
        "b",
        "b1",
        "zh",
        "feed",
    )
    assert (vote.turns, vote.prompt, vote.reasons) == (1, "ff", ("tone",))
    assert (vote.style_left, vote.style_right) == ((1.0, 0.0, 0.0, 0.0), None)
    closed = records.find_battle(engine, "b1")
    assert (closed.state, closed.told_at) == ("voted", NOW)
    assert closed.body == {"turns": [{"question": "什么?"}]}
    assert counts(engine) == {("a", "b"): (1, 0, 0), ("b", "a"): (0, 0, 0)}
    [voter] = records.list_voters(engine)
    assert (voter.id, voter.kind, voter.votes) == ("ann", "account", 1)


@pytest.mark.parametrize(
    ("state", "kind", "says"),
    [
        ("void", BattleVoid, "void and takes no vote: left failed"),
        ("asking", VoteRefused, "still being answered"),
        ("told", VoteRefused, "told its names"),
        ("voted", VoteRefused, "has its vote"),
    ],
)
def test_a_battle_that_takes_no_vote_says_why(engine, state, kind, says):
    if state == "told":
        battle(engine)
        assert records.tell_names(engine, "b1", NOW)
        assert not records.tell_names(engine, "b1", NOW)
    elif state == "voted":
        battle(engine)
        records.give_vote(engine, ballot("v0"))
    else:
        battle(engine, state=state, cause="left failed")
    before = counts(engine)
    with pytest.raises(kind, match=says):
        records.give_vote(engine, ballot())
    assert counts(engine) == before
    assert records.find_vote(engine, "v1") is None


def test_votes_that_cannot_count_change_nothing(engine):
    battle(engine, "b1")
    battle(engine, "b2")
    records.give_vote(engine, ballot("v1", "b1"))
    for wrong, says in (
        (ballot("v1", "b2"), "'v1' was used before"),
        (ballot("v2", "b9"), "no battle 'b9' of yours"),
        (ballot("v2", "b2", voter="bob"), "no battle 'b2' of yours"),
        (ballot("v2", "b2", choice="bogus"), "'bogus' is no vote"),
        (ballot("v2", "b2", at=NOW - timedelta(hours=1)), "the clock went back"),
    ):
        with pytest.raises(VoteRefused, match=says):
            records.give_vote(engine, wrong)
        assert records.find_battle(engine, "b2").state == "open"
    with pytest.raises(VoteRefused, match="vote again in 7 s"):
        records.give_vote(engine, ballot("v2", "b2"), too_fast=lambda times, _now: 7.0 * len(times))
    assert [v.votes for v in records.list_voters(engine)] == [1]
    # A clock that is a little behind another machine's is taken for what it is.
    late = records.give_vote(engine, ballot("v2", "b2", at=NOW - timedelta(seconds=30)))
    assert late.at == NOW


def test_counts_move_with_votes_and_can_be_made_anew(engine):
    for n, choice in enumerate(["left", "right", "right", "tie", "both bad", "tie"]):
        battle(engine, f"b{n}")
        records.give_vote(engine, ballot(f"v{n}", f"b{n}", choice))
    assert counts(engine) == {("a", "b"): (1, 2, 1), ("b", "a"): (2, 2, 1)}
    assert records.exclude_votes(engine, ["v1", "v3", "v3", "v9"], "coin flips", NOW) == 2
    assert counts(engine) == {("a", "b"): (1, 1, 1), ("b", "a"): (1, 1, 1)}
    assert records.exclude_votes(engine, ["v1"], "again", NOW) == 0, "it counts no more already"
    excluded = records.list_votes(engine, records.VotesWanted(excluded=True))
    assert {v.id: v.excluded for v in excluded} == {"v1": "coin flips", "v3": "coin flips"}
    assert len(records.list_votes(engine)) == 4
    assert records.recount(engine) == 0
    assert records.restore_votes(engine, ["v1", "v3"]) == 2
    assert counts(engine) == {("a", "b"): (1, 2, 1), ("b", "a"): (2, 2, 1)}
    with pytest.raises(VoteRefused, match="give one"):
        records.exclude_votes(engine, ["v1"], "", NOW)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE pair_counts SET wins = 77 WHERE one = 'a'"))
    assert records.recount(engine) == 2
    assert counts(engine) == {("a", "b"): (1, 2, 1), ("b", "a"): (2, 2, 1)}


def test_imported_votes_are_all_kept_or_none(engine):
    new = [
        records.KeptVote(f"i{n}", "a", "c", "right", None, source="file.csv", lang="en")
        for n in range(1200)
    ]
    assert records.save_votes(engine, new) == 1200
    assert counts(engine)["c", "a"] == (1200, 0, 0)
    for wrong, says in (
        ([replace(new[0], id="x"), new[7]], "'i7' first"),
        ([replace(new[0], id="x"), replace(new[0], id="x")], "'x' first"),
        ([replace(new[0], id="x"), replace(new[0], id="y", right="a")], "cannot meet itself"),
    ):
        with pytest.raises(VoteRefused, match=says):
            records.save_votes(engine, wrong)
    assert records.find_vote(engine, "x") is None
    records.save_votes(engine, [replace(new[0], id="x", excluded="a duplicate")])
    assert counts(engine)["c", "a"] == (1200, 0, 0)


def test_votes_are_read_by_what_they_are(engine):
    rows = [
        records.KeptVote(
            f"i{n}", "a", "bc"[n % 2], "tie", NOW + timedelta(hours=n), voter=f"u{n % 3}",
            kind="cookie" if n < 5 else "key", lang=["zh", "en"][n % 2], turns=1 + n % 3,
            mode="feed" if n < 3 else "plain", category="news" if n == 4 else "",
            style_left=(1.0, 2.0, 3.0, 4.0) if n else None,
        )
        for n in range(10)
    ]  # fmt: skip
    records.save_votes(engine, [*rows, records.KeptVote("old", "a", "b", "left")])
    for wanted, ids in (
        ({"langs": ("zh",)}, "02468"),
        ({"kinds": ("key",), "langs": ("en",)}, "579"),
        ({"voters": ("u0",)}, "0369"),
        ({"entrants": ("c",)}, "13579"),
        ({"modes": ("feed",)}, "012"),
        ({"categories": ("news",)}, "4"),
        ({"turns_from": 3}, "258"),
        ({"turns_to": 1, "langs": ("en",)}, "39"),
        ({"since": NOW + timedelta(hours=8)}, "89"),
        ({"until": NOW + timedelta(hours=1)}, "0"),
    ):
        found = records.list_votes(engine, records.VotesWanted(**wanted))
        assert {v.id for v in found} - {"old"} == {f"i{n}" for n in ids}, wanted
        columns = records.vote_columns(engine, records.VotesWanted(**wanted))
        assert sorted(columns.id) == sorted(v.id for v in found)
    columns = records.vote_columns(engine)
    assert len(columns) == 11
    at = dict(zip(columns.id, columns.at, strict=True))
    assert at["i3"] == (NOW + timedelta(hours=3)).timestamp()
    assert at["old"] != at["old"], "no number is given where no moment is known"
    assert [v.id for v in records.list_votes(engine, limit=2)] == ["i9", "i8"]


def test_turns_follow_each_other_and_never_twice_at_once(engine):
    kept = battle(engine)
    assert records.start_turn(engine, "b1")
    assert not records.start_turn(engine, "b1"), "another turn is under way"
    done = replace(kept, state="open", turns=2)
    assert records.end_turn(engine, done, {"question": "and?"}, [records.Rest("p1", "a1"), records.Rest("p2", "a2")])  # fmt: skip
    assert not records.end_turn(engine, done, {"question": "late"})
    after = records.find_battle(engine, "b1")
    assert [turn["question"] for turn in after.body["turns"]] == ["什么?", "and?"]
    assert set(records.battles_resting_on(engine, authors=["a2"])) == {"b1"}
    assert records.battles_resting_on(engine, posts=["p1"])["b1"] == [records.Rest("p1", "a1")]
    records.start_turn(engine, "b1")
    assert records.void_unfinished(engine, NOW + timedelta(minutes=1), "it ended") == 1
    assert records.find_battle(engine, "b1").cause == "it ended"


def test_of_votes_at_once_each_battle_takes_one_and_none_is_miscounted(engine):
    for n in range(8):
        battle(engine, f"b{n}")
    taken, refused = [], []

    def vote(worker):
        for n in range(8):
            try:
                choice = ["left", "right", "tie", "both bad"][worker]
                taken.append(records.give_vote(engine, ballot(f"v{n}-{worker}", f"b{n}", choice)))
            except VoteRefused as error:
                refused.append(str(error))

    workers = [threading.Thread(target=vote, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(v.battle for v in taken) == [f"b{n}" for n in range(8)]
    assert len(refused) == 24
    assert all("has its vote" in said for said in refused)
    one, other = counts(engine)["a", "b"], counts(engine)["b", "a"]
    assert one[0] + other[0] + one[1] + one[2] == 8
    assert records.recount(engine) == 0


def test_a_forgotten_battle_leaves_its_vote(engine):
    battle(engine)
    records.give_vote(engine, ballot())
    assert records.forget_battles(engine, NOW + timedelta(days=1)) == 1
    assert records.find_vote(engine, "v1").battle == ""
    assert records.battles_resting_on(engine, posts=["p1"]) == {}
    assert counts(engine)["a", "b"] == (1, 0, 0)


def test_the_register_is_only_added_to_and_tells_no_name_too_early(engine):
    entry = records.Entry("sus-column", "grok-2", "salt", "xAI", "a newcomer")
    hidden = records.register_entrant(engine, entry, NOW)
    assert (hidden.name, hidden.maker, hidden.salt, hidden.revealed_at) == ("", "", "", None)
    assert "grok" not in str(records.list_register(engine)).lower()
    assert records.hidden_entries(engine) == {"sus-column": entry}
    later = NOW + timedelta(days=9)
    records.retire_entrant(engine, "sus-column", later)
    shown = records.reveal_entrant(engine, "sus-column", later)
    assert (shown.name, shown.revealed_at, shown.retired_at) == ("grok-2", later, later)
    assert records.sealed(shown.salt, shown.name, shown.maker) == hidden.seal == shown.seal
    with pytest.raises(ArenaError, match="was registered before"):
        records.register_entrant(engine, replace(entry, name="other"), later)
    with pytest.raises(ArenaError, match="was revealed before"):
        records.reveal_entrant(engine, "sus-column", later)
    with pytest.raises(ArenaError, match="knows no 'nobody'"):
        records.retire_entrant(engine, "nobody", later)
    for change in ("DELETE FROM register", "UPDATE register SET name = 'better'"):
        with (
            pytest.raises(sa.exc.DatabaseError, match="only added to"),
            engine.begin() as connection,
        ):
            connection.execute(sa.text(change))


VOTER = """
    import sys
    from datetime import UTC, datetime
    from rostra import records
    engine = records.open_engine(sys.argv[1])
    now = datetime(2024, 5, 4, 12, tzinfo=UTC)
    for n in range(10_000):
        records.save_battle(engine, records.KeptBattle(f"b{n}", now, "a", "b", "ann", state="open"))
        records.give_vote(engine, records.Ballot(f"v{n}", f"b{n}", "left", now, "ann"))
        print(n, flush=True)
"""


def test_a_killed_process_loses_no_vote_that_was_given(tmp_path):
    dsn = f"sqlite:///{tmp_path / 'records.sqlite'}"
    records.open_engine(dsn).dispose()
    said = 0
    for wait in (0, 3, 9):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(VOTER).replace('f"b{n}"', f'f"{wait}b{{n}}"').replace('f"v{n}"', f'f"{wait}v{{n}}"'), dsn],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )  # fmt: skip
        for _ in range(wait + 1):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
        process.wait()
        process.stdout.close()
        said += wait + 1 + len(rest.splitlines())
        engine = records.open_engine(dsn)
        kept = len(records.list_votes(engine))
        assert kept >= said, "every vote that was acknowledged is there"
        assert counts(engine)["a", "b"] == (kept, 0, 0), "and is counted, with those in between"
        assert records.recount(engine) == 0
        voted = records.list_battles(engine, 10_000, states=["voted"])
        assert len(voted) == kept
        said = kept
        engine.dispose()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE register SET name = 'x'",
        "DELETE FROM register",
        (
            "INSERT OR REPLACE INTO register SELECT number, at, code, event, 'x', maker, salt, seal, "
            "note FROM register WHERE number = 1"
        ),
        (
            "INSERT OR REPLACE INTO register SELECT 99, at, code, event, 'x', maker, salt, seal, note "
            "FROM register WHERE number = 1"
        ),
        (
            "REPLACE INTO register (number, at, code, event, name, maker, salt, seal, note) "
            "SELECT number, at, 'other', event, 'x', maker, salt, seal, note FROM register"
        ),
        (
            "INSERT INTO register SELECT number, at, code, event, 'x', maker, salt, seal, note FROM "
            "register WHERE true ON CONFLICT (number) DO UPDATE SET name = 'x'"
        ),
    ],
)
def test_the_register_is_only_added_to_also_by_hand(sqlite_engine, attack):
    """In the ways that SQLite knows; PostgreSQL refuses changes and deletions above."""
    engine = sqlite_engine
    records.register_entrant(engine, records.Entry("sus-column-r", "grok-2", "ab" * 16, "xai"), NOW)
    with engine.connect() as connection:
        before = connection.execute(sa.text("SELECT * FROM register")).all()
    with pytest.raises(sa.exc.DatabaseError, match="only added to"), engine.begin() as connection:
        connection.execute(sa.text(attack))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT * FROM register")).all() == before


def test_the_reasons_of_exclusion_are_found_by_an_index(sqlite_engine):
    engine = sqlite_engine
    plan = "EXPLAIN QUERY PLAN SELECT excluded, count(*) FROM votes WHERE excluded > '' GROUP BY 1"
    with engine.connect() as connection:
        told = " ".join(str(row) for row in connection.execute(sa.text(plan)))
    assert "ix_votes_excluded" in told
