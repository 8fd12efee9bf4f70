"""The page of a single answer: what it rests on, how that fares, and marks on it."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from rostra.app import AnswersAsked, Asking, Intake, Saying, ThingsAsked, open_app, this_process
from rostra.posts import Deletion
from rostra.settings import load_settings
from rostra.web._words import say
from tests.web.people import HERE, OTHER, READER, client_of, post

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
FERRY = "The harbour ferry to Westpoint is cancelled today because of fog."
POSTS = {
    "one": FERRY,
    "two": "Harbour ferry to Westpoint: no crossing today, says the port office.",
}


def line(name, text, rev=0):
    return json.dumps({
        "id": f"https://m.example/{name}", "text": text, "network": "mastodon", "lang": "en",
        "author": {"id": f"urn:{name}", "handle": name}, "created": NOW.isoformat(),
        "native": name, "rev": rev,
    })  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_MODELS__RERANK": "false", "ROSTRA_MODELS__ANSWER_WITH": "none"}
    settings = load_settings(data=tmp_path_factory.mktemp("answers"), environ=environ)
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        lines = "\n".join(line(name, text) for name, text in POSTS.items())
        assert not app.take_in(Intake(lines, "m")).refused
        yield app


@pytest.fixture(scope="module")
def asked(app):
    """Ask as the reader, once alone and once in a chat; return both ids and the chat's."""
    question = "Is the harbour ferry to Westpoint cancelled?"
    list(app.ask(Asking(question, owner=READER.id)))
    opening, *_ = app.chat(Saying(said=question, owner=READER.id, model="none"))
    (kept,) = app.answers(AnswersAsked(READER.id))
    return kept.id, opening.answer, opening.chat


@pytest.fixture
def client(app, monkeypatch):
    return client_of(app, READER, monkeypatch)


def test_an_answer_has_a_page_of_its_own(client, asked):
    kept, told, chat = asked
    listed = client.get("/answers").text
    assert f'href="/answers/{kept}"' in listed
    assert told not in listed
    page = client.get(f"/answers/{kept}").text
    assert "cancelled today because of fog" in page
    assert f"/posts/{quote('https://m.example/one', safe='')}" in page
    assert "stand as they were" in page
    assert f'href="/chat/{chat}#m-{told}"' in client.get(f"/answers/{told}").text
    assert f'href="/answers/{told}"' in client.get(f"/chat/{chat}").text
    assert 'href="/answers"' in client.get("/chat/list").text


def test_a_post_leads_to_the_answers_that_cite_it(client, asked):
    page = client.get(f"/posts/{quote('https://m.example/one', safe='')}").text
    assert all(f'href="/answers/{one}"' in page for one in asked[:2])


def test_a_citation_is_marked_and_taken_back(app, client, asked):
    for answer in asked[:2]:
        place = f"/answers/{answer}"
        sent = post(client, f"{place}/mark", sentence="1", note="it says <b>tomorrow</b>")
        assert sent.headers["location"] == f"{place}#marks"
        page = client.get(place).text
        assert "it says &lt;b&gt;tomorrow" in page
        mark = page.split('name="mark" value="')[1].split('"')[0]
        assert post(client, f"{place}/unmark", mark=mark).status_code == 303
        assert post(client, f"{place}/unmark", mark=mark).status_code == 404
    assert post(client, f"/answers/{asked[0]}/mark", sentence="one").status_code == 404
    assert app.marks(ThingsAsked(READER.id)) == ()
    told, chat = asked[1:]
    assert post(client, f"/chat/{chat}/mark", message=told, sentence="1").status_code == 303
    assert {m.answer_id for m in app.marks(ThingsAsked(READER.id))} == {told}


@pytest.mark.parametrize("person", [HERE, OTHER])
def test_it_is_its_askers_alone(app, asked, monkeypatch, person):
    client = client_of(app, person, monkeypatch)
    assert "Westpoint" not in client.get("/answers").text
    for answer in asked[:2]:
        assert client.get(f"/answers/{answer}").status_code == 404
        assert post(client, f"/answers/{answer}/mark", sentence="1").status_code == 404


def test_what_became_of_its_posts_is_told(app, client, asked):
    app.take_in(Intake(line("two", "The port office says nothing of ferries.", rev=1), "m"))
    app.delete(Deletion("https://m.example/one", datetime.now(UTC)))
    page = client.get(f"/answers/{asked[0]}").text
    assert say("en", "answers.fares_deleted") in page
    assert say("en", "answers.fares_edited") in page
    assert POSTS["two"] not in page
    assert FERRY not in page
    assert client.get(f"/answers/{asked[1]}").text.count("deleted since") == 1
