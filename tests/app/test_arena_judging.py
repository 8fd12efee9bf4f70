"""Both answers of a battle are measured by their text alone, against the same posts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.app._arena_judging import claims, held, judged, measured
from rostra.assistant import Desk
from rostra.posts import Author, Found, Post

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
DESK = Desk(search=lambda _: Found(()))


def post(number, text, lang):
    author = Author(id=f"a{number}", handle=f"account{number}")
    return Post(f"p{number}", "bluesky", "test", author, text, AT, AT, lang=lang)


POSTS = (
    post(1, "The Lindau ferry hit the pier on August 18. 4 passengers were slightly hurt.", "en"),
    post(2, "林岛渡轮8月18日撞上码头，4名乘客受轻伤。", "zh"),
)
TOLD = "The Lindau ferry hit the pier on August 18. 4 passengers were slightly hurt."
INVENTED = "The Lindau ferry sank on August 19 and 40 passengers drowned in the lake."


def test_numbers_of_citations_and_names_in_front_change_nothing():
    bare = measured(TOLD, "en", POSTS, DESK)
    assert (bare.claims, bare.supported, bare.language) == (2, 2, 1.0)
    cited = measured(TOLD.replace(". ", ".[1] ") + "[2]", "en", POSTS, DESK)
    assert cited == bare
    quoted = measured(f"@harbour.example: “{TOLD}”[1]", "en", POSTS, DESK)
    assert (quoted.claims, quoted.supported) == (2, 2)
    heard = measured(f"Unconfirmed, from @x (in English): “{TOLD}”", "en", POSTS, DESK)
    assert (heard.claims, heard.supported) == (2, 2)


def test_an_invention_is_borne_out_by_nothing_whoever_tells_it():
    made = measured(INVENTED, "en", POSTS, DESK)
    assert (made.claims, made.supported, made.partly) == (1, 0, 0)
    verdict, ours, theirs = judged("What happened to the ferry?", (INVENTED, TOLD), POSTS, DESK)
    assert verdict.choice == "right"
    assert ours == made
    assert theirs.supported == 2
    assert "left fails: nothing borne out" in verdict.reasons


@pytest.mark.parametrize(
    "silent",
    [
        "Posts speak of this, but none that I found tells what you ask.",
        "Searched for: ferry; all time; all networks; 200 posts looked at.",
        "The posts do not tell: “how many”.",
        "I don't have access to real-time news.",
        "有帖子谈到此事，但没有找到能回答这个问题的。",
        "搜索内容：流浪者、冠军；不限时间；所有网络；共查看 200 条帖子。",
        "帖子没有说明：“几点”。",
        "抱歉，我无法回答这个问题。",
        "Do you mean the ferry on Lake Constance?",
        "好的。",
    ],
)
def test_what_says_that_it_does_not_know_claims_nothing(silent):
    assert not claims(silent)
    assert measured(silent, "zh", POSTS, DESK).claims == 0


def test_the_language_asked_for_is_counted_in_words():
    chinese = measured("林岛渡轮撞上码头。", "en", POSTS, DESK)
    assert chinese.language == 0
    mixed = measured("林岛渡轮 ferry pier", "zh", POSTS, DESK)
    assert mixed.language == pytest.approx(0.5)
    assert measured("看 https://a.example @someone", "zh", POSTS, DESK).language == 1


def test_what_is_said_over_counts_as_repeated_and_nothing_as_empty():
    over = measured(" ".join([TOLD] * 3), "en", POSTS, DESK)
    assert over.repeated == pytest.approx(2 / 3, abs=1e-3)
    assert measured("", "en", POSTS, DESK) == replace(over, words=0, claims=0, supported=0,
                                                      language=0, repeated=0)  # fmt: skip
    assert measured(TOLD, "en", (), DESK).supported == 0


def test_a_question_in_chinese_wants_chinese():
    said = ("渡轮8月18日撞上码头，4名乘客受轻伤。", TOLD)
    verdict, *_ = judged("渡轮出了什么事？", said, POSTS, DESK)
    assert verdict.choice == "left"
    assert "right fails: another language" in verdict.reasons


def test_the_facts_that_were_asked_for_are_looked_for_in_the_answer():
    facts = [("渡轮撞上码头。", "The Lindau ferry hit the pier."), ("死了9人。", "9 people died.")]
    assert held(TOLD, facts, DESK) == 0.5
    assert held(f"@harbour: “{TOLD}”[1]", facts[:1], DESK) == 1
    assert held("渡轮8月18日撞上码头。", facts[:1], DESK) == 1
    assert held(INVENTED, facts[1:], DESK) == 0
    assert held("", facts, DESK) == 0
    assert held(TOLD, (), DESK) is None
    shorter = "4 passengers were slightly hurt."
    verdict, _, theirs = judged("What happened to the ferry?", (TOLD, shorter), POSTS, DESK, facts)
    assert theirs.held == 0
    assert verdict.choice == "left"
    assert "facts asked for: left 50%, right 0%" in verdict.reasons
