"""Kept answers as they stand today, and citations that readers marked as wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.app import Asking, Marking, open_app, this_process
from rostra.errors import QueryRefused
from rostra.posts import Author, Deletion, Post
from rostra.settings import load_settings

NOW = datetime.now(UTC) - timedelta(hours=1)
FERRY = Post(
    id="t:1", network="mastodon", source="m", author=Author("urn:ann", "ann", "Ann"),
    text="The harbour ferry is late because of fog. 4 passengers wait.", created=NOW, seen=NOW,
    url="https://example.org/1", native="1", lang="en",
)  # fmt: skip
BUS = replace(FERRY, id="t:2", text="I love the harbour at noon!", native="2")


@pytest.fixture
def app(tmp_path):
    settings = load_settings(data=tmp_path, environ={"ROSTRA_MODELS__RERANK": "false"})
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.keep([FERRY, BUS])
        yield app


@pytest.fixture
def answer_id(app):
    list(app.ask(Asking("why is the harbour ferry late?", model="none", sample=False)))
    (kept,) = app.answers(10)
    assert kept.cites == 1
    return kept.id


def cited(app, answer_id):
    return next(n for n, s in enumerate(app.answer(answer_id).answer.sentences, 1) if s.citations)


def standings(app, answer_id):
    return {p.post_id: p.standing for p in app.answer(answer_id).posts}


def test_a_post_that_stands_is_said_to_stand(app, answer_id):
    old = app.answer(answer_id)
    assert standings(app, answer_id) == {"t:1": "stands"}
    assert old.rechecked == ()
    assert app.answer("no such") is None


def test_an_edited_post_is_checked_again(app, answer_id):
    app.keep([replace(FERRY, text=FERRY.text + " Still.", rev=1)])
    assert standings(app, answer_id) == {"t:1": "edited"}
    assert [r.verdict for r in app.answer(answer_id).rechecked] == ["quoted"]
    app.keep([replace(FERRY, text="The harbour ferry is on time.", rev=2)])
    assert [r.verdict for r in app.answer(answer_id).rechecked] == ["unsupported"]


def test_a_deleted_post_is_said_to_be_deleted(app, answer_id):
    app.mark(Marking(answer_id, cited(app, answer_id), "no"))
    app.delete(Deletion(id="t:1", source="m", native="1", at=datetime.now(UTC), author="urn:ann"))
    assert standings(app, answer_id) == {"t:1": "deleted"}
    assert app.marks(10) == (), "a mark holds words of the post and goes with it"


def test_a_mark_is_kept_listed_and_taken_back(app, answer_id):
    (mark,) = app.mark(Marking(answer_id, cited(app, answer_id), "it is not late"))
    assert app.marks(10) == (mark,)
    assert (mark.post_id, mark.note) == ("t:1", "it is not late")
    assert app.unmark(mark.id) == 1
    assert app.unmark(mark.id) == 0
    assert app.marks(10) == ()


@pytest.mark.parametrize(("sentence", "note"), [(0, ""), (99, ""), (1, "x" * 501)])
def test_a_mark_that_cannot_be_is_refused(app, answer_id, sentence, note):
    with pytest.raises(QueryRefused):
        app.mark(Marking(answer_id, sentence, note))
    with pytest.raises(QueryRefused, match="no answer is kept"):
        app.mark(Marking("no such", 1))
