"""`rostra.ask` answers with or without an owner, from live posts or the sample, and keeps answers."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import rostra
from rostra.app import Asking, Intake, open_app, plain, this_process
from rostra.assistant import Answer, Finished
from rostra.errors import SettingsError
from rostra.posts import Deletion
from rostra.records import list_answers
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
LINE = json.dumps(
    {
        "id": "t:1",
        "network": "mastodon",
        "author": {"id": "urn:ann", "handle": "ann"},
        "text": "The harbour ferry is late because of fog.",
        "created": "2024-05-04T12:00:00Z",
        "lang": "en",
    }
)
QUESTION = "why is the harbour ferry late?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("ask")


@pytest.fixture
def app(folder):
    settings = load_settings(
        data=folder, environ={"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("test", NOW)) as app:
        yield app


def finished(app, **how):
    *_, last = app.ask(Asking(QUESTION, **{"model": "none", "now": NOW, **how}))
    assert isinstance(last, Finished)
    return last.answer


def test_an_answer_is_kept_with_what_it_rests_on_and_loses_what_is_deleted(app):
    app.take_in(Intake(LINE, "test"))
    answer = finished(app)
    assert [c.post_id for s in answer.sentences for c in s.citations] == ["t:1"]
    (kept,) = list_answers(app._records)
    assert kept.question == QUESTION
    assert kept.body == plain(Answer, answer)
    app.delete(Deletion("t:1", NOW))
    (kept,) = list_answers(app._records)
    assert "fog" not in json.dumps(kept.body)
    assert not finished(app).found


def test_answers_are_not_kept_where_the_settings_say_so(app):
    before = len(list_answers(app._records))
    quiet = app.settings.assistant.model_copy(update={"keep_answers": False})
    app._answering.settings = app.settings.model_copy(update={"assistant": quiet})
    finished(app)
    assert len(list_answers(app._records)) == before


def test_the_sample_answers_only_while_there_is_no_live_post(app):
    assert app.load_sample() > 1000
    assert app.load_sample() == 0
    answer = finished(app, now=None)
    assert answer.sample
    live = replace(answer, sample=False)
    assert live != answer
    app.take_in(Intake(LINE.replace("t:1", "t:2"), "test"))
    assert not finished(app).sample
    assert {e.post.id for e in finished(app).evidence} == {"t:2"}
    assert finished(app, sample=True, now=None).sample


def test_a_dropped_sample_comes_back_only_when_it_is_asked_for(app):
    assert app.drop_sample() > 1000
    assert app.begin_sample() == 0
    assert app.status().sample == 0
    assert app.load_sample() > 1000
    assert app.status().sample > 1000


def test_a_line_without_a_language_gets_one(app):
    row = json.loads(LINE) | {"id": "t:3", "text": "渡轮因为大雾停航，预计中午恢复通行。"}
    del row["lang"]
    app.take_in(Intake(json.dumps(row), "test"))
    assert app.show("t:3").lang == "zh"


def test_missing_weights_are_told_with_the_cure_and_posts_are_quoted(app, tmp_path):
    models = app.settings.models.model_copy(update={"cache": tmp_path})
    app._answering.settings = app.settings.model_copy(update={"models": models})
    answer = finished(app, model="mini")
    assert answer.found
    assert answer.model == ""
    assert any("rostra models fetch mini" in note for note in answer.notes)


def test_a_model_nobody_knows_is_an_error(app):
    with pytest.raises(SettingsError, match="gpt-99"):
        finished(app, model="gpt-99")


def test_upkeep_applies_retention_and_forgets_answers(app):
    assert any(kept.asked_at == NOW for kept in list_answers(app._records))
    app.tidy()
    assert app.show("t:2") is None  # older than posts.retention_days
    assert all(kept.asked_at > NOW + timedelta(days=1) for kept in list_answers(app._records))


def test_the_package_asks_without_an_owner(folder, monkeypatch):
    monkeypatch.setenv("ROSTRA_MODELS__RERANK", "false")
    answer = rostra.ask("What caused the harbour warehouse fire?", data=folder, model="none")
    assert answer.found
    assert answer.sample
    with pytest.raises(rostra.RostraError):
        rostra.ask("x", data=folder, timezone="Mars/Base")
