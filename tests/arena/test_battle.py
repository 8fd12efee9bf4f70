"""Two answers side by side: interleaved, nameless, and void where a side fails or tells a name."""

import threading
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import (
    Ended,
    Entrant,
    Outcome,
    Piece,
    Told,
    Turn,
    fight,
    known_reasons,
    sides,
)
from rostra.errors import ArenaError, ModelUnreachable, VoteRefused
from rostra.models import Message, Scripted

WAIT = 60.0


def entrant(label, pieces, **more):
    def call(turns):
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece
        yield Told("".join(p for p in pieces if isinstance(p, str)), licence="MIT", seconds=1.5)

    return Entrant(label, "model", call, **more)


def run(left, right, question="什么?", patience_s=WAIT):
    turns = [Turn(question)]
    *events, outcome = fight((left, right), (turns, turns), patience_s=patience_s)
    assert isinstance(outcome, Outcome)
    return events, outcome


def test_both_answer_and_no_event_tells_a_name():
    one = entrant("mini", ["The ", "bridge ", "is open."], names=("Qwen",))
    other = entrant("grok-2", ["It is ", "open."])
    events, outcome = run(one, other)
    said = {"left": "", "right": ""}
    for event in events:
        if isinstance(event, Piece):
            said[event.side] += event.text
    assert said == {"left": "The bridge is open.", "right": "It is open."}
    assert {e.side: e.told.text for e in events if isinstance(e, Ended)} == said
    assert (outcome.cause, outcome.left.text) == ("", "The bridge is open.")
    told = repr(events)
    for name in ("mini", "grok", "Qwen", "MIT", "1.5"):
        assert name not in told
    assert outcome.left.licence == "MIT", "what is kept has it"


def test_pieces_of_both_sides_come_as_they_are_written():
    """Each waits for the other at every piece: only two that write at once can end."""
    both = threading.Barrier(2)

    def call(_turns):
        for n in range(3):
            yield f"{n} "
            both.wait(WAIT)
        yield Told("0 1 2")

    pair = [Entrant(name, "rule", call) for name in ("a", "b")]
    events, outcome = run(*pair)
    assert outcome.cause == ""
    assert Counter(e.side for e in events if isinstance(e, Piece)) == {"left": 3, "right": 3}


def test_a_model_answers_through_its_own_protocol():
    model = Scripted(["The bridge is open."], piece=3)

    def call(turns):
        text = ""
        for chunk in model.reply([Message("user", turns[-1].question)]):
            text += chunk.text
            yield chunk.text
        yield Told(text)

    _, outcome = run(Entrant("scripted", "model", call), entrant("b", ["Open."]))
    assert outcome.left == Told("The bridge is open.")


@pytest.mark.parametrize(
    ("left", "right", "cause", "detail"),
    [
        (["The"], [ModelUnreachable("qwen at 10.0.0.7 is down")], "no answer came from the right side", "right (b): qwen at"),
        ([ModelUnreachable("down")], ["Open."], "no answer came from the left side", "left (a): down"),
        (["A ", ValueError("bug")], ["Open."], "the left side", "ValueError: bug"),
        (["Open."], [], "the right side", "said nothing"),
        (["  \n"], ["Open."], "the left side", "said nothing"),
        (["As Grok, I say open."], ["Open."], "the left answer tells who wrote it", "left (a): as grok"),
        (["Open."], ["我是通义千问，桥开了。"], "the right answer tells who wrote it", "right (b): 我是"),
    ],
)  # fmt: skip
def test_a_side_that_fails_or_tells_a_name_voids_the_battle(left, right, cause, detail):
    _, outcome = run(entrant("a", left), entrant("b", right))
    assert cause in outcome.cause
    assert detail in outcome.detail
    assert "qwen" not in outcome.cause.lower(), "the cause may be shown, the detail may not"


def test_both_sides_are_read_and_not_the_left_one_twice():
    silent, telling = entrant("a", ["Open."]), entrant("b", ["I was made by xAI."])
    assert run(silent, telling)[1].cause == "the right answer tells who wrote it"
    assert run(telling, silent)[1].cause == "the left answer tells who wrote it"
    assert run(silent, silent)[1].cause == ""


def test_who_takes_too_long_voids_the_battle_and_is_let_go():
    free, closed = threading.Event(), threading.Event()

    def call(_turns):
        try:
            yield "Well, "
            free.wait(WAIT)
            yield "yes."
        finally:
            closed.set()

    events, outcome = run(Entrant("slow", "rule", call), entrant("b", ["Open."]), patience_s=1.5)
    assert not closed.is_set(), "it was let go, not waited for"
    assert outcome.cause == "no answer came from the left side"
    assert outcome.detail == "left (slow): took too long"
    assert Piece("left", "Well, ") in events
    free.set()
    assert closed.wait(WAIT), "its work ends at its next piece"


def test_who_stops_listening_ends_both():
    closed = Counter()

    def call(name):
        def answers(_turns):
            try:
                while True:
                    yield "more "
                    time.sleep(0.01)
            finally:
                closed[name] += 1

        return answers

    turns = [Turn("?")]
    pair = (Entrant("a", "rule", call("a")), Entrant("b", "rule", call("b")))
    stream = fight(pair, (turns, turns), patience_s=WAIT)
    next(stream)
    stream.close()
    until = time.monotonic() + WAIT
    while sum(closed.values()) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert closed == {"a": 1, "b": 1}


@given(st.integers(min_value=0, max_value=2**62))
def test_sides_are_drawn_again_the_same(seed):
    left, right, swapped = sides(("a", "b"), seed)
    assert sides(("a", "b"), seed) == (left, right, swapped)
    assert (left, right) == (("b", "a") if swapped else ("a", "b"))


def test_sides_are_even_and_no_one_meets_itself():
    lefts = Counter(sides(("a", "b"), seed)[0] for seed in range(4000))
    assert abs(lefts["a"] - 2000) < 4 * 31.6, "four standard errors of a fair coin"
    with pytest.raises(ArenaError, match="cannot meet itself"):
        sides(("a", "a"), 1)


def test_reasons_are_from_the_list():
    assert known_reasons(["tone", "citation", "tone"]) == ("tone", "citation")
    with pytest.raises(VoteRefused, match="'nice' is no reason; known are instruction"):
        known_reasons(["nice"])
