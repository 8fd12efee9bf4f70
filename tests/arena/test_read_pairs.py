"""Thumbs on single answers: votes only where one person judged both answers to one question."""

import json

import pytest

from rostra.arena import CHOICES, read_file
from rostra.errors import VotesGarbage


def thumb(id_, model, rating, *, siblings=None, chat="c1", index=2, user="u1", **more):
    return {
        "id": id_,
        "user_id": user,
        "version": 0,
        "type": "rating",
        "data": {"rating": rating, "model_id": model, "sibling_model_ids": siblings, "reason": "x"},
        "meta": {"arena": False, "chat_id": chat, "message_id": f"m-{id_}", "message_index": index},
        "snapshot": None,
        "created_at": 1_730_000_000,
        "updated_at": 1_730_000_001,
        **more,
    }


def snapshot(**messages):
    return {"chat": {"title": "t", "chat": {"history": {"currentId": "x", "messages": messages}}}}


def read(tmp_path, rows):
    path = tmp_path / "feedback-history-export.json"
    path.write_text(json.dumps(rows))
    found = read_file(path)
    votes = found.votes
    told = [
        (votes.names[a], votes.names[b], CHOICES[c])
        for a, b, c in zip(votes.left, votes.right, votes.choice, strict=True)
    ]
    return found, told


def test_two_thumbs_of_one_person_make_a_vote(tmp_path):
    rows = [
        thumb("1", "a", 1, siblings=["b"]),
        thumb("2", "b", -1, siblings=["a"]),
        thumb("3", "a", 1, siblings=["b"], chat="c2"),
        thumb("4", "b", 1, siblings=["a"], chat="c2"),
        thumb("5", "a", "-1", siblings=["b"], chat="c3"),
        thumb("6", "b", "-1", siblings=["a"], chat="c3"),
    ]
    found, told = read(tmp_path, rows)
    assert found.form == "open-webui"
    assert sorted(told) == [("a", "b", "both bad"), ("a", "b", "left"), ("a", "b", "tie")]
    assert (found.rows, found.left_out) == (6, {})
    assert found.votes.turns.tolist() == [1, 1, 1]
    turned, told_turned = read(tmp_path, rows[::-1])
    assert sorted(told_turned) == sorted(told)
    assert turned.left_out == {}


def test_thumbs_that_compare_nothing_are_left_out_by_reason(tmp_path):
    rows = [
        thumb("1", "a", 1, siblings=["b"]),
        thumb("2", "b", -1, siblings=["a"]),
        thumb("2", "b", -1, siblings=["a"]),
        thumb("3", "a", 1, siblings=["b"], chat="c2"),
        thumb("4", "a", 1, chat="c3"),
        thumb("5", "a", 1, siblings=["a"], chat="c4"),
        thumb("6", "a", None, siblings=["b"], chat="c5"),
        thumb("7", "", 1, siblings=["b"], chat="c6"),
        thumb("8", "a", 1, siblings=["b"], chat=None),
        thumb("9", "b", 1, siblings=["a"], chat="c2", user="another"),
        thumb("10", "a", 1, siblings=["b"], chat="c7", type="comment"),
    ]
    found, told = read(tmp_path, rows)
    assert told == [("a", "b", "left")]
    assert found.left_out == {
        "the vote id came before": 1,
        "only one of the answers was judged": 2,
        "the answer had no sibling to compare with": 1,
        "a model against itself": 1,
        "no vote was given": 2,
        "a model is not named": 1,
        "the question it answers is not named": 1,
    }


def test_an_edited_question_parts_the_answers(tmp_path):
    copy = snapshot(
        q1={"role": "user", "content": "Why?"},
        q2={"role": "user", "content": "Why not?"},
        **{
            "m-1": {"parentId": "q1", "content": "**one**"},
            "m-2": {"parentId": "q1", "content": "two"},
            "m-3": {"parentId": "q2", "content": "three"},
        },
    )
    rows = [
        thumb("1", "a", 1, siblings=["b"], snapshot=copy),
        thumb("2", "b", -1, siblings=["a"], snapshot=copy),
        thumb("3", "b", 1, siblings=["a"], snapshot=copy),
    ]
    found, told = read(tmp_path, rows)
    assert told == [("a", "b", "left")]
    assert found.left_out == {"only one of the answers was judged": 1}
    assert found.votes.style_left[0, 2] == 1
    assert len(found.votes.words["prompt"].values[0]) == 64


def test_three_siblings_are_compared_pair_by_pair(tmp_path):
    rows = [
        thumb("1", "a", 1, siblings=["b", "c"]),
        thumb("2", "b", -1, siblings=["a", "c"]),
        thumb("3", "c", -1, siblings=["a", "b"]),
    ]
    _, told = read(tmp_path, rows)
    assert sorted(told) == [("a", "b", "left"), ("a", "c", "left"), ("b", "c", "both bad")]


def test_an_export_with_no_comparison_says_why(tmp_path):
    with pytest.raises(VotesGarbage, match=r"no vote that counts.*only one of the answers.*: 1"):
        read(tmp_path, [thumb("1", "a", 1, siblings=["b"])])
    with pytest.raises(VotesGarbage, match=r"row 2.*'soon' is no moment"):
        read(tmp_path, [thumb("1", "a", 1, siblings=["b"]),
                        thumb("2", "b", 1, siblings=["a"], created_at="soon")])  # fmt: skip


def reaction(id_, side, liked, rank=0, pair="p1", **more):
    return {
        "id": id_,
        "timestamp": "2025-02-01T10:00:00",
        "model_a_name": "m1",
        "model_b_name": "m2",
        "refers_to_model": {"a": "m1", "b": "m2"}[side],
        "model_pos": side,
        "msg_index": 2 * rank + 1,
        "msg_rank": rank,
        "conv_turns": 2,
        "conversation_pair_id": pair,
        "visitor_id": "v",
        "question_content": "Pourquoi ?",
        "response_content": "- parce que",
        "liked": liked,
        "disliked": not liked,
        **more,
    }


def test_compar_ia_reactions_pair_by_message(tmp_path):
    rows = [
        reaction(1, "b", True),  # noqa: FBT003
        reaction(2, "a", False),  # noqa: FBT003
        reaction(3, "a", True, rank=1),  # noqa: FBT003
        reaction(4, "b", True, pair="p2"),  # noqa: FBT003
        reaction(5, "a", True, pair="p2", disliked=True),  # noqa: FBT003
    ]
    found, told = read(tmp_path, rows)
    assert found.form == "comparia-reactions"
    assert told == [("m1", "m2", "right")]
    assert found.left_out == {"only one of the answers was judged": 2, "no vote was given": 1}
    assert found.votes.style_left[0, 3] == 1
