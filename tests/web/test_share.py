"""Snapshots are frozen, readable by whoever has the name, revocable; chats come and go as files."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from rostra.app import ChatNamed, Conversation, Intake, Saying, dump, load, open_app, this_process
from rostra.posts import Deletion
from rostra.settings import load_settings
from rostra.web import create_site

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)>"
LINE = {
    "id": "t:1", "network": "mastodon", "author": {"id": "urn:ann", "handle": "ann"},
    "text": "The harbour ferry is late because of zyzzyva fog.",
    "created": "2024-05-04T12:00:00Z", "lang": "en",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("share"), environ={"ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        yield app


@pytest.fixture
def client(app):
    site = create_site(app)
    client = TestClient(site, base_url="http://127.0.0.1:8420", headers={"accept": "text/html"})
    page = client.get("/chat").text
    client.headers["x-rostra-csrf"] = re.search('data-csrf="([0-9a-f]{64})"', page)[1]
    return client


@pytest.fixture
def chat(app):
    app.take_in(Intake(json.dumps(LINE), "test"))
    opened, *_ = app.chat(Saying("why is the harbour ferry late?", model="none", now=NOW))
    return opened.chat


def shared(client, chat):
    made = client.post(f"/chat/{chat}/share", follow_redirects=False)
    assert made.status_code == 303
    return made.headers["location"].partition("#")[2]


def test_a_snapshot_is_frozen_and_revocable(client, app, chat):
    name = shared(client, chat)
    assert re.fullmatch("[0-9a-f]{32}", name)
    for _ in app.chat(Saying("and a later turn?", chat=chat, model="none", now=NOW)):
        pass
    reader = TestClient(
        client.app, base_url="http://127.0.0.1:8420", headers={"accept": "text/html"}
    )
    page = reader.get(f"/s/{name}")
    assert "zyzzyva fog" in page.text
    assert "later turn" not in page.text
    assert "noindex" in page.headers["x-robots-tag"]
    assert '<meta name="robots" content="noindex' in page.text
    assert f"/chat/{chat}" not in page.text
    assert "<textarea" not in page.text
    assert name in client.get("/chat/shares").text
    client.post(f"/chat/shares/{name}/revoke")
    assert reader.get(f"/s/{name}").status_code == 404
    assert client.post(f"/chat/shares/{name}/revoke").status_code == 404


def test_a_deleted_post_vanishes_from_a_snapshot(client, app, chat):
    name = shared(client, chat)
    app.delete(Deletion("t:1", NOW))
    page = client.get(f"/s/{name}").text
    assert "zyzzyva fog" not in page
    assert "Deleted since" in page


def test_a_snapshot_goes_with_its_chat(client, app, chat):
    name = shared(client, chat)
    client.post(f"/chat/{chat}/delete")
    assert client.get(f"/s/{name}").status_code == 404


@pytest.mark.parametrize("name", ["0" * 32, "0" * 31, "..%2f..%2fetc", "x" * 4000, "A" * 32])
def test_names_that_are_none_lead_nowhere(client, name):
    assert client.get(f"/s/{name}").status_code == 404


def test_anothers_snapshot_cannot_be_revoked(client, app, chat):
    name = shared(client, chat)
    assert not app.share_revoke(name, "someone-else")
    assert app.shares("someone-else") == ()
    assert client.get(f"/s/{name}").status_code == 200


def test_a_chat_leaves_as_a_file_and_comes_back(client, app, chat):
    text = client.get(f"/chat/{chat}/export.md")
    assert (
        text.headers["content-disposition"] == f'attachment; filename="rostra-chat-{chat[:8]}.md"'
    )
    assert "> why is the harbour ferry late?" in text.text
    whole = client.get(f"/chat/{chat}/export.json").content
    back = client.post("/chat/import", files={"file": ("c.json", whole)}, follow_redirects=False)
    assert back.status_code == 303
    fresh = app.chat_show(ChatNamed(back.headers["location"].removeprefix("/chat/")))
    old = load(Conversation, whole)
    assert [m.text for m in fresh.messages] == [m.text for m in old.messages]
    assert fresh.messages[0].id != old.messages[0].id
    assert "Save as PDF" in client.get(f"/chat/{chat}/print").text


def imported(client, body):
    return client.post("/chat/import", files={"file": ("c.json", body)}, follow_redirects=False)


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"id": 1}'])
def test_files_that_are_no_chat_are_refused(client, body):
    assert imported(client, body).status_code == 400


def test_a_hostile_chat_is_taken_in_as_text_or_not_at_all(client, app, chat):
    told = app.chat_show(ChatNamed(chat))
    question, answer = told.messages[0], told.messages[1]
    for wrong in (
        replace(question, role="system"), replace(question, state="done"),
        replace(answer, state="<b>"), replace(question, text="x" * 100_001),
    ):  # fmt: skip
        bad = replace(told, messages=(wrong,))
        assert imported(client, dump(Conversation, bad)).status_code == 400
    loop = replace(question, parent=answer.id, text=EVIL)
    evidence = tuple(
        replace(
            e, post=replace(e.post, text=EVIL, url="javascript:alert(1)", network=EVIL, lang='"x')
        )
        for e in answer.answer.evidence
    )
    evil = replace(
        answer, answer=replace(answer.answer, evidence=evidence, notes=(EVIL,), model=EVIL)
    )
    ways = {"wishes": "w" * 9000, "colour": "red"}
    made = imported(client, dump(Conversation, replace(
        told, title=EVIL, messages=(loop, replace(evil, state="answering")), ways=ways)))  # fmt: skip
    assert made.status_code == 303
    for end in ("", "/print", "/export.md"):
        page = client.get(made.headers["location"] + end).text
        assert end or "<img src=x" not in page
        assert "javascript:" not in page
    assert app.chat_show(ChatNamed(made.headers["location"][6:])).ways == {"wishes": "w" * 1000}


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client):
    assert imported(client, b" " * 8_200_000).status_code == 413
    assert imported(client, b" " * 8_000_001).status_code == 413
