"""Claims and posts through the app: kept verdicts, addresses of every network."""

import json
from datetime import UTC, datetime

import pytest

from rostra.app import Asking, Intake, Naming, Translating, open_app, this_process
from rostra.errors import QueryRefused
from rostra.feeds import nostr_event
from rostra.feeds._nip19 import nevent
from rostra.posts import Deletion
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
EVENT, KEY = "ab" * 32, "cd" * 32
IDS = {
    "at://did:plc:ann/app.bsky.feed.post/3k": "https://bsky.app/profile/did:plc:ann/post/3k",
    "x:42": "https://twitter.com/ann/status/42?s=20",
    "hn:7": "https://news.ycombinator.com/item?id=7",
    f"nostr:{EVENT}": f"https://njump.me/{nevent(EVENT, KEY, 1)}",
    "https://m.example/users/ann/statuses/9": "https://m.example/@ann/9",
    "https://blog.example/a": "https://blog.example/a#top",
}
TEXT = "The harbour ferry is late because of fog."


def line(post_id):
    post = {"id": post_id, "network": "mastodon", "text": TEXT, "lang": "en"}
    author = {"id": f"urn:{post_id}", "handle": "harbour_police"}
    return json.dumps({**post, "author": author, "created": "2024-05-04T12:00:00Z"})


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    settings = load_settings(data=tmp_path_factory.mktemp("modes"), environ=environ)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.take_in(Intake("\n".join(map(line, IDS)), "test"))
        yield app


@pytest.mark.parametrize(("post_id", "address"), list(IDS.items()))
def test_a_post_is_found_by_its_address(app, post_id, address):
    found = app.explain(Naming(address, now=NOW))
    assert found is not None
    assert found.post.id == post_id


@pytest.mark.parametrize("named", ["", "x:43", "https://bsky.app/profile/no/post/1", "note1qqqq"])
def test_an_unknown_post_is_not_made_up(app, named):
    assert app.explain(Naming(named, now=NOW)) is None


def test_a_name_with_a_wrong_letter_names_nothing():
    name = nevent(EVENT, KEY, 1)
    assert nostr_event(name) == EVENT
    assert nostr_event(name[:-1] + ("q" if name[-1] != "q" else "p")) == ""


def test_a_verdict_is_kept_and_the_next_says_what_changed(app):
    claim = Asking("The harbour ferry is late because of fog", now=NOW)
    first = app.verify(claim).ruling
    assert first.standing == "supported"
    assert app.verify(claim).changed == ()
    app.delete(Deletion(first.speak_for[0].item.post.id, NOW))
    assert any("gone" in told for told in app.verify(claim).changed)
    kept = app.rulings("the harbour ferry is late, because of fog!")
    assert [ruling.standing for ruling in kept] == ["supported"] * 3


def test_a_claim_without_words_is_refused(app):
    with pytest.raises(QueryRefused, match="no words"):
        app.verify(Asking("🎈"))


def test_a_thread_is_told_and_a_post_translated_by_the_dictionary(app):
    reply = json.loads(line("x:45")) | {"text": "Yes, I can confirm", "reply_to": "x:42"}
    app.take_in(Intake(json.dumps(reply), "test"))
    told = app.explain(Naming("x:45", now=NOW, thread=True))
    assert told.post.id == "x:42"
    assert [c.post_id for s in told.bullets[2].sentences for c in s.citations] == ["x:45"]
    made = app.translate(Translating("https://twitter.com/ann/status/42", model="none"))
    assert made.to == "zh"
    assert [line.way for line in made.lines] == ["words"]
    assert "雾" in made.lines[0].text
    assert app.translate(Translating("x:46")) is None
