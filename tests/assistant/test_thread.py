"""A thread is told by who says what; every line is a quotation from one of its posts."""

from dataclasses import replace

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Desk, explain_thread

ROOT = replace(
    make_post(1, "The Lindau ferry is stopped until Tuesday", hours=9, by="harbour"), root="1"
)


def answer(key, text, *, to="1", by="", hours=5.0, **fields):
    return replace(make_post(key, text, by=by, hours=hours, **fields), reply_to=to, root="1")


def explained(*posts, **how):
    told = explain_thread(posts, Desk(search_in([])), now=NOW, **how)
    known = {item.number: item.post for item in told.evidence}
    for bullet in told.bullets:
        for sentence in bullet.sentences:
            for c in sentence.citations:
                assert known[c.number].id == c.post_id
                assert known[c.number].text[c.start : c.end] == c.quote
    return told


def cited(told):
    return {b.kind: [c.post_id for s in b.sentences for c in s.citations] for b in told.bullets}


def test_who_agrees_and_who_does_not_each_under_its_head():
    told = cited(
        explained(
            answer(2, "Yes, I saw the notice at the pier", hours=8),
            answer(3, "No, my cousin just took it", hours=7),
            answer(4, "Exactly, nothing moves here", to="3", hours=6),
            answer(5, "I disagree, it looks shut to me", to="3", hours=5),
            answer(6, "Does the night boat run?", hours=4),
            answer(7, "My hat fell into the lake", hours=3),
            ROOT,
        )
    )
    assert told["starts"] == ["1"]
    assert told["points_for"] == ["2", "5"]
    assert told["points_against"] == ["3", "4"]
    assert told["asked"] == ["6"]
    assert told["rest"] == ["7"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("没错，码头上贴了告示", "points_for"),
        ("对，我也看到了", "points_for"),
        ("不同意，我刚坐过", "points_against"),
        ("假的，船还在开", "points_against"),
        ("对不起，我迟到了", "rest"),
        ("船上有卖茶吗？", "asked"),
    ],
)
def test_chinese_replies_take_sides_too(said, kind):
    root = replace(make_post(1, "林道渡轮停航至周二", hours=9), root="1")
    told = explained(root, answer(2, said))
    assert cited(told)[kind] == ["2"]
    assert told.plan.tongue == "zh"


@pytest.mark.parametrize(
    "said",
    [
        "No one was hurt, luckily",
        "yes-voter here, hello",
        "Right now it rains",
        "True colours fade",
    ],
)
def test_first_words_that_only_look_like_an_answer_are_none(said):
    assert cited(explained(ROOT, answer(2, said)))["rest"] == ["2"]


def test_a_correction_has_a_head_of_its_own_and_jests_are_left_out_and_counted():
    told = explained(
        ROOT,
        answer(2, "CORRECTION: the Lindau ferry is stopped until Friday, not Tuesday", hours=4),
        answer(3, "The ferry was eaten by a whale /s", hours=3),
    )
    assert cited(told)["corrections"] == ["2"]
    assert "3" not in {item.post.id for item in told.evidence}
    assert any("1 posts of the thread are left out" in s.text for s in told.missing)


def test_an_account_is_quoted_once_a_side_and_all_are_counted():
    posts = [answer(n, f"Yes, reason number {n}", by="mia", likes=n) for n in range(2, 9)]
    told = explained(ROOT, *posts)
    assert cited(told)["points_for"] == ["8"]
    voices = next(b for b in told.bullets if b.kind == "voices")
    assert voices.sentences[0].text.startswith("8 posts by 2 accounts")


def test_a_lone_post_and_another_language_for_our_words():
    told = explained(ROOT, tongue="zh-hant")
    assert cited(told)["starts"] == ["1"]
    assert told.bullets[0].sentences[0].text == "由 @harbour 開頭："
    assert told.missing[0].text.endswith("沒有它前後的對話。")


def test_what_came_after_the_moment_asked_of_is_not_told():
    late = replace(answer(2, "Yes, I saw it"), created=NOW.replace(hour=23))
    assert "points_for" not in cited(explained(ROOT, late))


def test_a_question_has_no_sides():
    asked = replace(make_post(1, "Does the ferry run today?", hours=9), root="1")
    assert cited(explained(asked, answer(2, "Yes, it runs")))["rest"] == ["2"]


def test_words_said_over_again_are_no_agreement():
    told = cited(explained(ROOT, answer(2, "stopped until Tuesday, the Lindau ferry, sure")))
    assert told["rest"] == ["2"]
