"""The fun mode of chats: the same sentences, citations, posts; an aside that states nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.assistant import (
    Answer,
    Citation,
    Evidence,
    Finished,
    Manner,
    Plan,
    Said,
    Sentence,
    Talk,
    reply,
    with_aside,
)
from rostra.assistant import Desk as TheDesk
from rostra.policy import Decision
from rostra.posts import Author, Found, Hit, Post

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
SAID = (
    ("ann", "en", "The harbour ferry is late because of fog."),
    ("ben", "en", "Harbour ferry late again, the fog is thick today."),
    ("李", "zh", "港口渡轮因大雾晚点。"),
    ("王", "zh", "大雾，港口渡轮又晚点了，乘客在等。"),
    ("eve", "en", "The market on the square opens at nine."),
    ("dan", "en", "Ten people were killed when the old mill collapsed."),
)


def post(number, who, lang, text):
    return Post(
        id=f"t:{number}", network="mastodon", source="test", native=str(number),
        author=Author(f"urn:{who}", who, who), text=text, created=NOW - timedelta(minutes=number),
        seen=NOW, url=f"https://m.example/{number}", lang=lang,
    )  # fmt: skip


POSTS = [post(n, *told) for n, told in enumerate(SAID, start=1)]


def search(query):
    words = {w for v in (query.text, *query.variants) for w in v.lower().split()}
    found = [p for p in POSTS if any(w.strip("?？") in p.text.lower() for w in words if len(w) > 2)]
    return Found(tuple(Hit(p, 1.0) for p in (found or POSTS)))


QUESTIONS = (
    "why is the harbour ferry late?", "what do people say about the fog?", "港口渡轮为什么晚点？",
    "when does the market open?", "who was killed at the mill?", "is it true that the ferry sank?",
    "大家怎么看大雾？", "hello", "what is 17 * 4?", "draft a limerick about ferries",
)  # fmt: skip


def told(question, *, fun, path=()):
    talk = Talk(path, "auto", Manner(fun=fun))
    *events, last = reply(question, talk, TheDesk(search=search), now=NOW, seed=3)
    assert isinstance(last, Finished)
    return last.answer, [e.sentence for e in events if isinstance(e, Said)]


def bare(answer):
    """Return an answer without what differs from one call to the next: times and asides."""
    steps = tuple(replace(step, seconds=0.0) for step in answer.steps)
    return replace(answer, steps=steps, remarks=())


@pytest.mark.parametrize("question", QUESTIONS)
def test_fun_changes_no_fact_and_no_citation(question):
    (plain, said), (fun, said_in_fun) = (told(question, fun=f) for f in (False, True))
    assert said == said_in_fun
    assert bare(plain) == bare(fun)
    assert not plain.remarks
    for remark in fun.remarks:
        assert not any(c.isdigit() for c in remark.text)
        assert remark.text not in fun.text


def test_asides_come_where_nothing_grave_is_told_and_are_not_repeated():
    fun, _ = told(QUESTIONS[0], fun=True)
    assert len(fun.remarks) == 1
    zh, _ = told(QUESTIONS[2], fun=True)
    assert any("\u4e00" <= c <= "\u9fff" for c in zh.remarks[0].text)
    grave, _ = told("who was killed at the mill?", fun=True)
    assert not grave.remarks
    again, _ = told(QUESTIONS[0], fun=True, path=(fun,))
    assert again.remarks != fun.remarks


def test_no_aside_beside_what_is_not_borne_out_or_was_decided_on():
    said = Sentence("The ferry is late.", (Citation(1, "t:1"),), "supported")
    answer = Answer(
        "why?", "en", (said,), (Evidence(1, POSTS[0], 1.0),), (), Plan("why?", "en", "UTC", ()), NOW
    )
    assert with_aside(answer).remarks
    assert with_aside(answer) == with_aside(answer)
    doubted = replace(answer, sentences=(replace(said, verdict="unsupported"),))
    for other in (
        doubted,
        replace(answer, sentences=(replace(said, citations=()),)),
        replace(answer, found=False),
        replace(answer, decided=Decision("label", "self-harm")),
        replace(answer, question="who was killed?"),
    ):
        assert not with_aside(other).remarks
