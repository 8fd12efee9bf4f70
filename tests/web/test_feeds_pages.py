"""Feeds: sources shown, added, paused and removed by those who may."""

from datetime import UTC, datetime

import pytest
from markupsafe import escape

from rostra.app import open_app, this_process
from rostra.errors import SettingsError
from rostra.settings import add_feed, load_settings, switch_feed
from rostra.web._words import say
from tests.web.people import HERE, READER, client_of, post

NOW = datetime.now(UTC)
SECRET = "hunter2-secret-token"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_MODELS__RERANK": "false", "ROSTRA_MODELS__ANSWER_WITH": "none"}
    settings = load_settings(data=tmp_path_factory.mktemp("feeds"), environ=environ)
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        yield app


@pytest.fixture
def client(app, monkeypatch):
    return client_of(app, HERE, monkeypatch)


def names(app):
    return [feed.name for feed in app.settings.feeds]


def test_a_page_without_sources_offers_a_first_one(client):
    page = client.get("/feeds", headers={"accept-language": "zh"})
    assert say("zh", "feeds.first") in page.text
    assert say("zh", "feeds.none") in page.text
    assert "<html" not in client.get("/feeds/state").text
    assert client.get("/feeds/search?q=x").headers["location"] == "/posts?q=x"


def test_a_source_is_added_paused_resumed_and_removed(app, client):
    done = post(client, "/feeds/add", network="bluesky", query="harbour, 港口")
    assert (done.status_code, done.headers["location"]) == (303, "/feeds#source-bluesky")
    assert app.settings.feeds[0].query == ["harbour", "港口"]
    assert 'id="source-bluesky"' in client.get("/feeds/state").text
    post(client, "/feeds/switch", name="bluesky", on="0")
    assert not app.settings.feeds[0].enabled
    assert say("en", "feeds.is_off") in client.get("/feeds").text
    post(client, "/feeds/switch", name="bluesky", on="1")
    assert app.settings.feeds[0].enabled
    assert post(client, "/feeds/add", network="bluesky").status_code == 303
    assert names(app) == ["bluesky", "bluesky-2"]
    for name in names(app):
        assert post(client, "/feeds/remove", name=name).status_code == 303
    assert names(app) == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"network": "rss"}, "url"),
        ({"network": "rss", "url": "ftp://example.org"}, "url"),
        ({"network": "rss", "url": "https://user:pass@example.org/f"}, "url"),
        ({"network": "mastodon", "url": "<script>alert(1)</script>"}, "url"),
        ({"network": "nostr", "relays": "https://example.org"}, "relays"),
        ({"network": "hackernews", "name": "a b/../c"}, "name"),
        ({"network": "hackernews", "name": "sample"}, "name"),
        ({"network": "x", "query": ""}, "query"),
        ({"network": "mastodon", "url": "http://127.0.0.1:9", "stream": "hashtag"}, "tag"),
        ({"network": "mastodon", "url": "http://127.0.0.1:9", "stream": "user"}, "token"),
        ({"network": "mastodon", "url": "http://127.0.0.1:9", "stream": "all"}, "stream"),
        ({"network": "hackernews", "every_seconds": "0"}, "every_seconds"),
    ],
)
def test_a_wrong_field_is_named_where_it_stands(app, client, form, field):
    told = post(client, "/feeds/add", **form)
    assert told.status_code == 400
    assert f'id="wrong-{field}"' in told.text
    assert "<script>alert" not in told.text
    assert names(app) == []


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (
            {"network": "mastodon", "url": "http://127.0.0.1:9", "stream": "hashtag",
             "tag": "#港口", "everyone": "1", "tallies": "1"},
            {"stream": "hashtag", "tag": "港口", "opted_in_only": False},
        ),
        (
            {"network": "bluesky", "authors": "did:plc:a， did:plc:b", "tallies": "1", "tag": "x"},
            {"authors": ["did:plc:a", "did:plc:b"], "tallies": True},
        ),
        (
            {"network": "nostr", "relays": "ws://127.0.0.1:9", "tags": "#a, b"},
            {"tags": ["a", "b"]},
        ),
        ({"network": "x", "query": "ferry, port", "kind": "stream", "token": SECRET},
         {"query": "ferry, port", "kind": "stream"}),
        ({"network": "rss", "url": "http://127.0.0.1:9/f", "every_seconds": "900"},
         {"every_seconds": 900.0}),
    ],
)  # fmt: skip
def test_each_network_takes_its_own_fields_and_no_others(app, client, form, kept):
    assert post(client, "/feeds/add", **form).status_code == 303
    [feed] = app.settings.feeds
    plain = {"name", "network", "url", "relays", "token"}
    told = feed.model_dump(exclude_defaults=True)
    assert {key: value for key, value in told.items() if key not in plain} == kept
    assert SECRET not in client.get("/feeds").text
    assert post(client, "/feeds/remove", name=feed.name).status_code == 303


@pytest.mark.parametrize("network", ["jsonl", "replay", "nothing", ""])
def test_files_of_the_machine_are_no_source_here(app, client, network):
    told = post(client, "/feeds/add", network=network, path="/etc/passwd", url="/etc/passwd")
    assert told.status_code == 400
    assert names(app) == []


def test_a_secret_is_kept_and_never_shown(app, client):
    form = {"network": "mastodon", "url": "http://127.0.0.1:9", "token": SECRET, "name": "m1"}
    assert post(client, "/feeds/add", **form).status_code == 303
    assert app.settings.feeds[0].token == SECRET
    again = post(client, "/feeds/add", **form)
    assert again.status_code == 400
    for text in (again.text, client.get("/feeds").text, client.get("/feeds/state").text):
        assert SECRET not in text
    post(client, "/feeds/remove", name="m1")


CHANGES = {
    "add": {"network": "hackernews"},
    "remove": {"name": "hackernews"},
    "switch": {"name": "hackernews", "on": "0"},
    "sample": {"do": "drop"},
    "mute": {"kind": "words", "value": "x"},
    "unmute": {"kind": "words", "value": "x"},
}


@pytest.mark.parametrize("person", [READER, None], ids=["reader", "nobody"])
@pytest.mark.parametrize("change", CHANGES)
def test_only_operators_change_what_all_share(app, monkeypatch, person, change):
    client = client_of(app, person, monkeypatch)
    assert post(client, f"/feeds/{change}", **CHANGES[change]).status_code == 403
    page = client.get("/feeds")
    assert f'action="/feeds/{change}"' not in page.text
    assert say("en", "feeds.operators_only") in page.text


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_needs_the_token_of_our_page(client, change):
    assert client.post(f"/feeds/{change}", data=CHANGES[change]).status_code == 403


def test_authors_and_words_are_muted_and_let_in_again(app, client):
    assert post(client, "/feeds/mute", kind="words", value="<b>spam</b>").status_code == 303
    assert list(app.settings.mutes.words) == ["<b>spam</b>"]
    assert "<b>spam" not in client.get("/feeds").text
    assert post(client, "/feeds/unmute", kind="words", value="<b>spam</b>").status_code == 303
    assert list(app.settings.mutes.words) == []
    for form in ({"kind": "data", "value": "x"}, {"kind": "words", "value": " "}):
        told = post(client, "/feeds/mute", **form)
        assert told.status_code == 400
        assert escape(say("en", "feeds.mute_wrong")) in told.text


def test_a_feed_of_the_file_is_switched(tmp_path):
    file = tmp_path / "settings.toml"
    add_feed(file, {"name": "hn", "network": "hackernews"})
    switch_feed(file, "hn", on=False)
    assert "enabled = false" in file.read_text()
    switch_feed(file, "hn", on=True)
    assert "enabled" not in file.read_text()
    with pytest.raises(SettingsError, match="nothing"):
        switch_feed(file, "nothing", on=True)
