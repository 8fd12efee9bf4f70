"""Battles from the question to the vote: blind, kept at once, and clean of what was deleted."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.app import (
    BattleAsking,
    BattleNamed,
    BattlesAsked,
    BattleTurn,
    Registering,
    Voting,
    open_app,
    this_process,
)
from rostra.arena import Began, Card, Ended, Entrant, Piece, Ready, Stated, Told, Voided
from rostra.errors import ArenaError, BattleVoid, ModelUnreachable, QueryRefused, VoteRefused
from rostra.posts import Deletion, Departure
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
POST = "The zyzzyva ferry is late because of fog."
CARD = Card(1, "t:1", "urn:ann", POST, "m", "17", "mastodon", "Ann", "ann")


def says(label, *lines, **more):
    """Make an entrant that says its lines in turn; an error is raised, a Told told."""
    left = list(lines)

    def call(turns):
        line = left[len(turns) - 1] if len(turns) <= len(left) else left[-1]
        if isinstance(line, Exception):
            raise line
        told = line if isinstance(line, Told) else Told(line)
        yield told.text
        yield told

    return Entrant(label, "rule", call, **more)


CITING = Told(
    f"{POST}[1] So wait.", (Stated(f"{POST}[1]", (1,)), Stated("So wait.")), (CARD,), "en"
)
ENTRANTS = {
    "alpha": says("alpha", CITING, mode="feed"),
    "beta": says("beta", "It is late.", "Because of fog."),
}
SETTINGS = {
    "ROSTRA_TIMEZONE": "UTC",
    "ROSTRA_MODELS__RERANK": "false",
    "ROSTRA_ARENA__VOTE_GAP_S": "0",
    "ROSTRA_ARENA__TURNS": "2",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    settings = load_settings(data=tmp_path_factory.mktemp("arena"), environ=SETTINGS)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        yield app


@pytest.fixture
def app(running):
    running.meet(lambda: ENTRANTS)
    return running


def fought(app, question="Why is the ferry late?", **how):
    *events, last = app.battle(BattleAsking(question, voter="ann", **how))
    assert isinstance(events[0], Began)
    return events, last


def test_a_battle_is_blind_until_its_vote(app):
    events, last = fought(app)
    assert isinstance(last, Ready)
    told = repr((events, last, app.battle_show(BattleNamed(last.battle, "ann"))))
    assert "alpha" not in told
    assert "beta" not in told
    assert "alpha" not in repr(app.battles(BattlesAsked("ann")))
    said = {e.side: e.told for e in events if isinstance(e, Ended)}
    assert {t.text for t in said.values()} == {CITING.text, "It is late."}
    assert [t.cards for t in said.values() if t.cards] == [(CARD,)]
    given = app.vote(Voting(last.battle[:8], "left", ("citation",), "ann"))
    assert {given.left, given.right} == {"alpha", "beta"}
    names = {"left": given.left, "right": given.right}
    assert {said[side].text: name for side, name in names.items()} == {
        CITING.text: "alpha", "It is late.": "beta",
    }  # fmt: skip
    shown = app.battle_show(BattleNamed(last.battle, "ann"))
    assert (shown.line.state, shown.line.choice, shown.line.left) == ("voted", "left", given.left)
    assert (shown.mode, shown.category, shown.lang) == ("", "news", "en"), "one side has posts"
    assert shown.reasons == ("citation",)
    [line] = [e for e in app.entrants() if e.name == given.left]
    assert (line.votes, line.share) == (1, 1.0)


def test_a_seed_draws_the_same_battle_again(app):
    pieces = [
        [e for e in fought(app, seed=seed)[0] if isinstance(e, Ended) and e.side == "left"]
        for seed in (5, 5, *range(20))
    ]
    lefts = [one[0].told.text for one in pieces]
    assert lefts[0] == lefts[1]
    assert len(set(lefts)) == 2


def test_further_turns_come_before_the_vote(app):
    _, ready = fought(app)
    *events, last = app.battle_turn(BattleTurn(ready.battle, "Why?", "ann"))
    assert events[0] == Began(ready.battle, 2)
    assert isinstance(last, Ready)
    assert "Because of fog." in [e.told.text for e in events if isinstance(e, Ended)]
    shown = app.battle_show(BattleNamed(ready.battle, "ann"))
    assert [turn.question for turn in shown.turns] == ["Why is the ferry late?", "Why?"]
    with pytest.raises(ArenaError, match="had its 2 questions; vote now"):
        app.battle_turn(BattleTurn(ready.battle, "And?", "ann"))
    app.vote(Voting(ready.battle, "tie", voter="ann"))
    from rostra.records import vote_in

    kept = vote_in(app._records, ready.battle)
    assert (kept.turns, kept.choice) == (2, "tie")
    assert kept.style_left[0] > 0


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (ModelUnreachable("qwen is down"), "no answer came from the"),
        ("As Grok, I would wait.", "answer tells who wrote it"),
        ("我是通义千问，由阿里云开发。", "answer tells who wrote it"),
        ("Ask beta.", ""),
        ("I am beta.", "answer tells who wrote it"),
    ],
)
def test_a_void_battle_takes_no_vote_and_says_why(app, line, cause):
    app.meet(lambda: {**ENTRANTS, "alpha": says("alpha", line)})
    _, last = fought(app)
    if not cause:
        assert isinstance(last, Ready), "a word of daily use is no name unless one says 'I am'"
        return
    assert isinstance(last, Voided)
    assert cause in last.cause
    with pytest.raises(BattleVoid, match=cause):
        app.vote(Voting(last.battle, "left", voter="ann"))
    with pytest.raises(BattleVoid, match="goes on no more"):
        app.battle_turn(BattleTurn(last.battle, "Again?", "ann"))
    with pytest.raises(BattleVoid):
        app.battle_names(BattleNamed(last.battle, "ann"))
    shown = app.battle_show(BattleNamed(last.battle, "ann"))
    assert (shown.line.state, shown.line.left, shown.line.right) == ("void", "", "")
    assert "qwen" not in repr(shown.line)


def test_a_later_turn_that_fails_voids_the_whole_battle(app):
    app.meet(lambda: {**ENTRANTS, "beta": says("beta", "It is late.", ModelUnreachable("gone"))})
    _, ready = fought(app)
    *_, last = app.battle_turn(BattleTurn(ready.battle, "Why?", "ann"))
    assert isinstance(last, Voided)
    assert len(app.battle_show(BattleNamed(ready.battle, "ann")).turns) == 2


def test_whoever_goes_away_leaves_a_void_battle(app):
    stream = app.battle(BattleAsking("Why?", voter="ann"))
    began = next(stream)
    next(stream)
    stream.close()
    shown = app.battle_show(BattleNamed(began.battle, "ann"))
    assert (shown.line.state, shown.line.cause[:20]) == ("void", "the one who asked we")


def test_votes_that_cannot_be(app):
    _, ready = fought(app)
    other = fought(app)[1]
    for voting, says_ in (
        (Voting(ready.battle, "up", voter="ann"), "'up' is no vote"),
        (Voting(ready.battle, "left", ("nice",), "ann"), "'nice' is no reason"),
        (Voting(ready.battle, "left", voter="bob"), "no battle"),
        (Voting("nowhere", "left", voter="ann"), "no battle 'nowhere'"),
        (Voting(ready.battle, "left", voter="ann", now=NOW), "the clock went back"),
        (Voting(ready.battle, "left", voter="ann", id="x" * 201), "200 characters"),
    ):
        with pytest.raises(VoteRefused, match=says_):
            app.vote(voting)
    app.vote(Voting(ready.battle, "both bad", voter="ann", id="mine"))
    with pytest.raises(VoteRefused, match="has its vote"):
        app.vote(Voting(ready.battle, "left", voter="ann"))
    with pytest.raises(VoteRefused, match="'mine' was used"):
        app.vote(Voting(other.battle, "left", voter="ann", id="mine"))
    shown = app.battle_names(BattleNamed(other.battle, "ann"))
    assert {shown.line.left, shown.line.right} == {"alpha", "beta"}
    with pytest.raises(VoteRefused, match="told its names"):
        app.vote(Voting(other.battle, "left", voter="ann"))
    with pytest.raises(QueryRefused, match="kind"):
        app.vote(Voting(other.battle, "left", voter="ann", kind="robot"))


def test_a_voter_who_is_too_fast_waits(app, tmp_path):
    usual, hasty = app.settings, app.settings.arena.model_copy(update={"vote_gap_s": 30.0})
    battles = [fought(app)[1].battle for _ in range(2)]
    app.settings = usual.model_copy(update={"arena": hasty})
    try:
        at = datetime.now(UTC) + timedelta(minutes=5)
        app.vote(Voting(battles[0], "left", voter="ann", now=at))
        with pytest.raises(VoteRefused, match="vote again in 20 s"):
            app.vote(Voting(battles[1], "left", voter="ann", now=at + timedelta(seconds=10)))
        app.vote(Voting(battles[1], "left", voter="ann", now=at + timedelta(seconds=31)))
    finally:
        app.settings = usual


@pytest.mark.parametrize(
    ("entrants", "how", "kind", "says_"),
    [
        ({}, {}, ArenaError, "nobody can be had"),
        ({"alpha": ENTRANTS["alpha"]}, {}, ArenaError, "only 'alpha' can be had"),
        (ENTRANTS, {"mode": "feed"}, ArenaError, "only 'alpha' can be had in mode feed"),
        (ENTRANTS, {"mode": "loud"}, ArenaError, "'loud' is none"),
        (ENTRANTS, {"pair": ("alpha", "beta")}, ArenaError, "a battle is blind"),
        (ENTRANTS, {"pair": ("alpha", "alpha"), "kind": "rule"}, ArenaError, "cannot meet itself"),
        (ENTRANTS, {"pair": ("alpha", "gamma"), "kind": "rule"}, ArenaError, "no entrant 'gamma'"),
        (ENTRANTS, {"question": " ?! "}, QueryRefused, "needs a question"),
        (ENTRANTS, {"question": "x" * 4001}, QueryRefused, "4000 characters"),
        (ENTRANTS, {"kind": "imported"}, QueryRefused, "no kind of voter"),
    ],
)
def test_battles_that_cannot_be_begun(app, entrants, how, kind, says_):
    app.meet(lambda: entrants)
    with pytest.raises(kind, match=says_):
        app.battle(BattleAsking(**{"question": "Why?", "voter": "ann", **how}))


@pytest.mark.parametrize(
    "change",
    [
        Deletion("t:1", NOW),
        Deletion("", NOW, source="m", native="17"),
        Departure("urn:ann", NOW),
    ],
)
def test_deleted_posts_leave_the_battles_that_rest_on_them(app, change):
    _, ready = fought(app, seed=5)
    app.keep([change])
    shown = app.battle_show(BattleNamed(ready.battle, "ann"))
    assert "zyzzyva" not in repr(shown)
    told = next(t for t in (shown.turns[0].left, shown.turns[0].right) if t.cards)
    assert told.text == "So wait."
    assert told.cards[0].labels == ("deleted",)
    given = app.vote(Voting(ready.battle, "left", voter="ann"))
    assert given.left, "the vote may still be given"


def test_an_answer_without_sentences_goes_whole_with_its_post(app):
    whole = replace(CITING, sentences=())
    app.meet(lambda: {**ENTRANTS, "alpha": says("alpha", whole)})
    _, ready = fought(app)
    app.keep([Deletion("t:1", NOW)])
    assert "zyzzyva" not in repr(app.battle_show(BattleNamed(ready.battle, "ann")))


@pytest.fixture
def masked(tmp_path):
    """An app whose settings hide an entrant behind a code name."""
    file = tmp_path / "rostra.toml"
    file.write_text(
        "[arena]\nvote_gap_s = 0\n[[arena.entrants]]\nlabel = 'grok-2'\ncode = 'sus-column-r'\n"
        "maker = 'xAI'\n[[arena.entrants]]\nlabel = 'beta'\n"
    )
    return load_settings(data=tmp_path / "data", file=file, environ=SETTINGS)


def test_an_anonymous_entrant_goes_by_its_code_name_until_it_is_revealed(app, masked):
    usual = app.settings
    app.settings = masked
    hidden = {"sus-column-r": says("sus-column-r", "Fog."), "beta": ENTRANTS["beta"]}
    app.meet(lambda: hidden)
    try:
        with pytest.raises(ArenaError, match="only 'beta' can be had"):
            fought(app)
        for wrong, says_ in (
            (Registering("nobody"), "stands for no entrant"),
            (Registering("beta", "x"), "is a name already"),
        ):
            with pytest.raises(ArenaError, match=says_):
                app.register_add(wrong)
        [line] = app.register_add(Registering("sus-column-r", note="a newcomer"))
        assert (line.name, line.maker, line.note) == ("", "", "a newcomer")
        _, ready = fought(app)
        given = app.vote(Voting(ready.battle, "left", voter="ann"))
        assert {given.left, given.right} == {"sus-column-r", "beta"}, "after the vote too"
        everything = repr((app.entrants(), app.register(), app.battles(BattlesAsked())))
        assert "grok" not in everything
        assert "xAI" not in everything
        [line] = [e for e in app.entrants() if e.anonymous]
        assert (line.name, line.votes, line.share, line.kind) == ("sus-column-r", 1, 1.0, "")
        app.meet(lambda: {**hidden, "sus-column-r": says("s", "I was made by xAI.")})
        assert isinstance(fought(app)[1], Voided)
        app.meet(lambda: {**hidden, "sus-column-r": says("s", "grok-2 says fog.")})
        assert isinstance(fought(app)[1], Voided)
        [shown] = app.reveal("sus-column-r")
        assert (shown.name, shown.maker, shown.votes, shown.siblings) == ("grok-2", "xAI", 1, 1)
        names = app.battle_show(BattleNamed(ready.battle, "ann")).line
        assert "grok-2 (sus-column-r)" in (names.left, names.right)
        [gone] = app.retire("sus-column-r")
        assert (gone.votes, gone.share) == (1, 0.0), "it stays, and so do its votes"
        assert gone.retired_at
        with pytest.raises(ArenaError, match="only 'beta'"):
            fought(app)
        again = app.register_add(Registering("second-try", "grok-2b", "xai"))
        assert again[0].siblings == 2
        assert "entered 2 under code names" in again[0].warning
        assert again[1].siblings == 0, "what is hidden is not told by its siblings"
    finally:
        app.settings = usual


def test_battles_whose_process_died_are_void_after_a_while(app):
    from rostra.records import KeptBattle, save_battle

    old = datetime.now(UTC) - timedelta(hours=1)
    save_battle(app._records, KeptBattle("dead", old, "alpha", "beta", "ann"))
    with pytest.raises(VoteRefused, match="still being answered"):
        app.vote(Voting("dead", "left", voter="ann"))
    app.tidy()
    with pytest.raises(BattleVoid, match="ended before both"):
        app.vote(Voting("dead", "left", voter="ann"))


def test_events_and_results_travel_as_json(app):
    from rostra.app import VERBS, dump, dump_event, load
    from rostra.app._wire import load_event

    events, last = fought(app)
    assert any(isinstance(e, Piece) for e in events)
    for event in (*events, last):
        name, raw = dump_event(event)
        assert load_event(name, raw) == event
        json.loads(raw)
    for name, result in (
        ("battle_show", app.battle_show(BattleNamed(last.battle, "ann"))),
        ("vote", app.vote(Voting(last.battle, "left", voter="ann"))),
        ("battles", app.battles(BattlesAsked())),
        ("entrants", app.entrants()),
        ("register", app.register()),
    ):
        kind = VERBS[name].gives
        assert load(kind, dump(kind, result)) == result


def test_who_meets_is_drawn_by_the_votes_with_a_floor_for_every_pair(app):
    from rostra import arena
    from rostra.records import KeptVote, exclude_votes, save_votes

    app.meet(lambda: {**ENTRANTS, "gamma": says("gamma", "Fog.")})
    before = {line.name: line.share for line in app.entrants()}
    known = [KeptVote(f"known{n}", "alpha", "gamma", ["left", "right"][n % 2]) for n in range(400)]
    save_votes(app._records, known)
    try:
        shares = {line.name: line.share for line in app.entrants()}
        assert sum(shares.values()) == pytest.approx(2.0), "two stand in each battle"
        assert shares != before, "votes change who is drawn"
        contenders = app._arena._contenders
        chance = arena.shares(contenders._counts(), ["alpha", "beta", "gamma"])
        assert list(shares.values()) == pytest.approx(list(chance.sum(axis=1)))
        drawn = contenders.drawn()
        pairs = [contenders.pick(drawn, seed) for seed in range(400)]
        assert pairs == [contenders.pick(drawn, seed) for seed in range(400)]
        met = {frozenset(pair) for pair in pairs}
        assert len(met) == 3, "no pair is forgotten"
    finally:
        exclude_votes(app._records, [vote.id for vote in known], "made up for a test", NOW)


def test_a_missing_model_is_listed_with_what_it_lacks_and_never_drawn(app, masked):
    usual, lacks = app.settings, "the weights of 'grok-2' are missing: rostra models fetch"
    app.meet(lambda: ENTRANTS, lambda: {"gamma": lacks, "sus-column-r": lacks})
    app.settings = masked
    try:
        listed = {line.name: line for line in app.entrants()}
        assert listed["gamma"].problem == lacks
        assert listed["gamma"].share == 0.0
        assert "grok" not in listed["sus-column-r"].problem, "its model's name stays hidden"
        met = {frozenset((b.left, b.right)) for b in (_kept(app, seed) for seed in range(5))}
        assert met == {frozenset(ENTRANTS)}
    finally:
        app.settings = usual


def _kept(app, seed):
    from rostra.records import find_battle

    return find_battle(app._records, fought(app, seed=seed)[1].battle)


def test_both_sides_of_a_battle_in_fun_are_asked_for_it_and_the_record_says_so(app):
    heard = {}

    def listens(label):
        def call(turns):
            heard.setdefault(label, []).append([turn.fun for turn in turns])
            yield Told(f"{label} tells it.".replace(label, "It"))

        return Entrant(label, "rule", call, mode="feed")

    app.meet(lambda: {name: listens(name) for name in ("alpha", "beta")})
    try:
        *_, ready = app.battle(BattleAsking("why is it late?", "bea", fun=True, now=NOW))
        named = BattleNamed(ready.battle, "bea")
        assert app.battle_show(named).mode == "feed-fun"
        *_, again = app.battle_turn(BattleTurn(ready.battle, "and now?", "bea"))
        assert isinstance(again, Ready)
        assert heard == {name: [[True], [False, True]] for name in ("alpha", "beta")}
        *_, plain = app.battle(BattleAsking("why is it late?", "bea", now=NOW))
        assert app.battle_show(BattleNamed(plain.battle, "bea")).mode == "feed"
    finally:
        app.meet(lambda: ENTRANTS)
