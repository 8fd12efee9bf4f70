"""Long questions through the app: resumed as they were, without what was deleted meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.app import Asking, Delving, dump, open_app, this_process
from rostra.assistant import Concluded, Divided, Inquired, Looked
from rostra.errors import QueryRefused
from rostra.posts import Author, Deletion, Post
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
TEXTS = {
    "harbour_police": "Lindau: 4 passengers were hurt when a ferry struck the pier at 8:40 today.",
    "ann": "I was on the Lindau ferry by the pier. I think the crew should slow down, what a shame!",
    "lindau_news": "Because of fog the captain of the Lindau ferry saw the pier too late.",
    "lake_ferries": "The Lindau ferry will run again from Tuesday, until then walk to the north pier.",
    "ben": "Correction: 5 people came to hospital after the Lindau ferry accident, not fewer.",
}
QUESTION = "What happened to the Lindau ferry at the pier?"


def posts():
    for at, (handle, text) in enumerate(TEXTS.items()):
        created = NOW.replace(hour=9 + at // 2, minute=10 * at)
        author = Author(f"urn:{handle}", handle, handle)
        yield Post(
            f"t:{at}", "mastodon", "m", author, text, created, created, native=str(at), lang="en"
        )


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    settings = load_settings(data=tmp_path_factory.mktemp("deep"), environ=environ)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.keep(list(posts()))
        yield app


@pytest.fixture(scope="module")
def unbroken(app):
    return whole(app, Delving(asked()))


def asked(question=QUESTION, **how):
    return Asking(question, model="none", now=NOW, **how)


def whole(app, delving):
    *_, last = app.deep(delving)
    assert isinstance(last, Concluded)
    return last


def test_a_long_answer_tells_progress_and_ends_with_all_of_it(app):
    first, *looked, last = app.deep(Delving(asked()))
    assert isinstance(first, Divided)
    assert [event.subquestion for event in looked] == list(first.questions)
    assert isinstance(looked[0], Looked)
    assert last.id == first.id != ""
    told = last.inquired
    assert told.found
    assert {s.aspect for s in told.sections} >= {"when", "how many", "why", "disputed", "next"}
    assert len(told.timeline) >= 3


def test_no_sentence_is_told_twice_and_every_number_is_one_post(unbroken):
    told = unbroken.inquired
    every = [*told.short, *(s for part in told.sections for s in part.sentences), *told.timeline]
    texts = [sentence.text for sentence in every]
    assert len(texts) == len(set(texts))
    numbers = {item.number: item.post.id for item in told.evidence}
    assert list(numbers) == list(range(1, len(numbers) + 1))
    for sentence in every:
        for citation in sentence.citations:
            assert numbers[citation.number] == citation.post_id
            assert citation.quote in told.evidence[citation.number - 1].post.text


@pytest.mark.parametrize("after", [1, 2, 5, 8])
def test_an_interrupted_question_goes_on_to_the_same_answer(app, unbroken, after):
    events = app.deep(Delving(asked()))
    inquiry_id = next(events).id
    for _ in range(after):
        next(events)
    events.close()
    (listed,) = (k for k in app.inquiries(99) if k.id == inquiry_id)
    assert (listed.answered, listed.question) == (after, QUESTION)
    resumed = list(app.deep(Delving(Asking(""), inquiry_id)))
    kept = [event.kept for event in resumed if isinstance(event, Looked)]
    assert kept == [True] * after + [False] * (len(kept) - after)
    assert resumed[-1] == Concluded(inquiry_id, unbroken.inquired)


def test_what_nothing_tells_is_said_to_be_missing(app):
    told = whole(app, Delving(asked("What happened to the observatory in Quito?"))).inquired
    assert not told.found
    assert told.missing == ("What happened to the observatory in Quito?",)
    assert not told.timeline
    assert "low" in told.sure.text


def test_an_unknown_id_and_an_empty_question_are_refused(app):
    with pytest.raises(QueryRefused, match="--list"):
        whole(app, Delving(Asking(""), "nosuch"))
    with pytest.raises(QueryRefused, match="no words"):
        whole(app, Delving(asked("🎈")))


def test_where_answers_are_not_kept_it_says_that_it_cannot_be_resumed(app, monkeypatch):
    before = app.inquiries(99)
    kept = app.settings.assistant.model_copy(update={"keep_answers": False})
    settings = app.settings.model_copy(update={"assistant": kept})
    monkeypatch.setattr(app._answering, "settings", settings)
    last = whole(app, Delving(asked()))
    assert (last.id, app.inquiries(99)) == ("", before)
    assert any("not kept" in note for note in last.inquired.notes)
    assert replace(last.inquired, notes=()).found


def test_a_deleted_post_leaves_a_kept_inquiry(app, unbroken):
    """The last here: the post does not come back."""
    before = unbroken
    assert b"because of fog" in dump(Inquired, before.inquired).lower()
    app.delete(Deletion("t:2", NOW))
    after = whole(app, Delving(Asking(""), before.id))
    assert b"fog" not in dump(Inquired, after.inquired).lower()
    assert after.inquired.found
