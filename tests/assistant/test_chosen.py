"""Which posts are told of: about as good as the best, and what their accounts said later."""

from dataclasses import replace

import pytest
from shelf import NOW, make_post

from rostra.assistant import Evidence, plan
from rostra.assistant._chosen import chosen, tells

ASKED = "How many passengers were hurt on the Lindau ferry?"
TOLD = make_post("a", "4 passengers were hurt on the Lindau ferry at the pier.", hours=5)
OTHER = make_post("b", "The Lindau ferry hurt 4 passengers, says the harbour master.", hours=4)
FOREIGN = make_post("c", "林道渡轮（Lindau ferry）有4名乘客受伤。", hours=3)
LATER = make_post("d", "Now it is 6: two more passengers of the Lindau ferry.", hours=1)


def cards(*scored):
    return tuple(Evidence(n, post, score) for n, (post, score) in enumerate(scored, start=1))


def told(*scored, question=ASKED, plainly=True):
    planned = plan(question, now=NOW, timezone="UTC")
    return [i.post.id for i in chosen(planned, cards(*scored), 3, plainly=plainly)]


def test_what_is_half_as_likely_is_told_beside_the_best():
    assert told((TOLD, 0.6), (OTHER, 0.4)) == ["a", "b"]
    assert told((TOLD, 0.6), (OTHER, 0.2)) == ["a"]


def test_another_language_is_told_beside_the_best_only_where_it_tells_it_plainly():
    assert told((TOLD, 0.6), (FOREIGN, 0.4)) == ["a", "c"]
    assert told((TOLD, 0.2), (FOREIGN, 0.12)) == ["a"]
    assert told((FOREIGN, 0.2), (TOLD, 0.12)) == ["c", "a"]


def test_where_no_post_tells_it_plainly_only_the_nearest_is_told():
    assert told((TOLD, 0.1), (OTHER, 0.09), plainly=False) == ["a"]


def test_what_an_account_said_later_is_told_with_what_it_said_before():
    same = replace(LATER, author=TOLD.author)
    assert told((TOLD, 0.6), (LATER, 0.2)) == ["a"]
    assert told((TOLD, 0.6), (same, 0.2)) == ["a", "d"]
    assert told((same, 0.6), (TOLD, 0.2)) == ["d"]


def test_a_claim_is_told_with_what_speaks_against_it_and_a_denial_alone():
    claim = make_post("e", "The Lindau ferry sank at the pier.", hours=3)
    denial = make_post("f", "The Lindau ferry did not sink. It is safe.", hours=2)
    asked = "Did the Lindau ferry sink?"
    assert told((claim, 0.6), (denial, 0.2), question=asked) == ["e", "f"]
    assert told((denial, 0.6), (claim, 0.2), question=asked) == ["f"]


@pytest.mark.parametrize(
    ("likely", "post", "answer"),
    [
        (0.5, TOLD, (True, True)),
        (0.1, TOLD, (True, False)),
        (0.1, replace(TOLD, text="Passengers were hurt on the Lindau ferry."), (False, False)),
        (0.01, TOLD, (False, False)),
    ],
)
def test_the_posts_tell_it_where_one_is_likely_or_holds_what_is_sought(likely, post, answer):
    planned = plan(ASKED, now=NOW, timezone="UTC")
    assert tells(planned, cards((post, likely))) == answer
