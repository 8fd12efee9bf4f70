"""The conversations that are read by eye are as many, as long and as mixed as they should be."""

from shelf import make_post, search_in

from measure.conversations import conversed, scripts, switched, told
from rostra.assistant import Desk


def test_twenty_conversations_of_four_turns_with_switches():
    every = scripts()
    assert len(every) == len({written.name for written in every}) == 20
    assert all(len(written.turns) >= 4 for written in every)
    assert sum(switched(written) for written in every) >= 10


def test_a_conversation_is_held_and_set_out():
    written = next(s for s in scripts() if s.name.startswith("sums"))
    posts = [make_post(1, "About 1,200 e-bikes burned in the Linxi harbour fire.", hours=2)]
    answers = tuple(conversed(written.turns, Desk(search=search_in(posts))))
    shown = told(written, answers)
    assert len(answers) == len(written.turns)
    assert "15% of 480 = 72" in shown
    assert "1,200 e-bikes" in shown
