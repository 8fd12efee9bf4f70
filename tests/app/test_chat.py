"""Conversations are stored before they are answered, branch, are searched, and forget."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.app import (
    ChatChange,
    ChatNamed,
    ChatSearch,
    Conversation,
    Intake,
    Opened,
    Saying,
    dump,
    load,
    open_app,
    this_process,
)
from rostra.assistant import Finished
from rostra.errors import QueryRefused
from rostra.posts import Deletion
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
LINE = {
    "id": "t:1",
    "network": "mastodon",
    "author": {"id": "urn:ann", "handle": "ann"},
    "text": "The harbour ferry is late because of zyzzyva fog.",
    "created": "2024-05-04T12:00:00Z",
    "lang": "en",
}
QUESTION = "why is the harbour ferry late?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("chat")


@pytest.fixture
def app(folder):
    settings = load_settings(
        data=folder, environ={"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.take_in(Intake(json.dumps(LINE), "test"))
        yield app


def say(app, said="", **how):
    opened, *_, last = app.chat(Saying(said, **{"model": "none", "now": NOW, **how}))
    assert isinstance(opened, Opened)
    assert isinstance(last, Finished)
    return opened, last.answer


def test_turns_follow_branch_and_are_answered_again(app):
    first, answer = say(app, QUESTION)
    assert "fog" in answer.text
    second, answer = say(app, "谁先报道的？", chat=first.chat)
    assert answer.lang == "zh"
    again, _ = say(app, chat=first.chat, parent=second.question, again=True)
    assert again.question == second.question
    edited, _ = say(app, "who said that?", chat=first.chat, parent=first.answer)
    shown = app.chat_show(ChatNamed(first.chat[:8]))
    assert shown.head == edited.answer
    assert [m.id for m in shown.branch()] == [
        first.question, first.answer, edited.question, edited.answer,
    ]  # fmt: skip
    assert len(shown.messages) == 7
    with pytest.raises(QueryRefused, match="no message"):
        say(app, "x", chat=first.chat, parent="nowhere")
    with pytest.raises(QueryRefused, match="no chat"):
        say(app, "x", chat="nowhere")


def test_a_question_is_kept_when_nobody_waits_for_the_answer(app):
    events = app.chat(Saying(QUESTION, model="none", now=NOW))
    opened = next(events)
    kept = app.chat_show(ChatNamed(opened.chat))
    assert [(m.role, m.state) for m in kept.messages] == [
        ("user", "asked"), ("assistant", "answering"),
    ]  # fmt: skip
    next(events)
    events.close()
    assert app.chat_show(ChatNamed(opened.chat)).messages[1].state in ("partial", "failed")


def test_chats_are_found_renamed_exported_taken_in_and_deleted(app):
    opened, _ = say(app, "北汐港的新聞是什么？")
    found = app.chats_search(ChatSearch("新闻"))
    assert opened.question in [f.message for f in found]
    assert app.chat_change(ChatChange(opened.chat, title="Harbour", pinned=True))
    assert app.chats(ChatSearch())[0].title == "Harbour"
    whole = app.chat_show(ChatNamed(opened.chat))
    copy = app.chat_import(load(Conversation, dump(Conversation, whole)))
    copied = app.chat_show(ChatNamed(copy))
    assert [m.answer for m in copied.messages] == [m.answer for m in whole.messages]
    assert app.chat_delete(ChatNamed(opened.chat))
    assert app.chat_show(ChatNamed(opened.chat)) is None
    assert opened.question not in [f.message for f in app.chats_search(ChatSearch("新闻"))]


def test_a_chat_is_its_owners_alone(app):
    opened, _ = say(app, QUESTION, owner="ann")
    assert app.chat_show(ChatNamed(opened.chat)) is None
    assert app.chat_show(ChatNamed(opened.chat, "ann")) is not None
    assert not app.chat_delete(ChatNamed(opened.chat, "bob"))
    assert opened.chat not in [c.id for c in app.chats(ChatSearch())]


def test_ways_stay_with_a_chat_and_wrong_ones_are_refused(app):
    opened, _ = say(app, QUESTION, language="zh")
    _, answer = say(app, "why?", chat=opened.chat)
    assert answer.lang == "zh"
    with pytest.raises(QueryRefused, match="mode"):
        say(app, "x", mode="sometimes")
    with pytest.raises(QueryRefused, match="100000"):
        say(app, "x" * 100_001)


def test_a_deleted_post_leaves_the_chats_and_their_index(app, folder):
    opened, answer = say(app, QUESTION)
    assert "zyzzyva" in answer.text
    app.delete(Deletion("t:1", NOW))
    shown = app.chat_show(ChatNamed(opened.chat))
    assert "zyzzyva" not in dump(Conversation, shown).decode()
    assert app.chats_search(ChatSearch("zyzzyva")) == ()
    held = b"".join(p.read_bytes() for p in folder.glob("records.sqlite*"))
    assert b"zyzzyva" not in held
    assert replace(shown).messages[1].answer.evidence[0].post.text == ""
