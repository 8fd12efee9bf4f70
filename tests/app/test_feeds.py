"""Settings become sources; sources run under the owner and follow the settings."""

import json
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import TypeAdapter

from rostra.app import Intake, open_app, this_process
from rostra.app._feeds import OPENERS, host_and_port, open_feed
from rostra.errors import SettingsError
from rostra.posts import Author, Post, open_store
from rostra.settings import FeedSettings, add_feed, add_mute, drop_feed, load_settings

NOW = datetime(2024, 5, 4, tzinfo=UTC)
NOT_FOUND = "https://api.twitter.com/2/problems/resource-not-found"
TOLD = [
    {"network": "bluesky", "query": ["harbour"]},
    {"network": "bluesky", "protocol": "firehose", "url": "ws://127.0.0.1:1"},
    {"network": "bluesky", "protocol": "jetstream-v1", "authors": ["did:plc:x"]},
    {"network": "mastodon", "url": "https://example.social", "token": "t"},
    {"network": "nostr", "relays": ["ws://127.0.0.1:1"]},
    {"network": "rss", "url": "https://example.org/feed.xml"},
    {"network": "hackernews"},
    {"network": "x", "query": "harbour", "token": "t"},
    {"network": "x", "query": "harbour", "token": "t", "kind": "stream"},
    {"network": "jsonl", "path": "x.jsonl"},
    {"network": "replay", "path": "x.jsonl", "speed": 10},
]


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("ROSTRA_MODELS__RERANK", "false")
    monkeypatch.setenv("ROSTRA_TIMEZONE", "UTC")


def settings(tmp_path):
    return load_settings(data=tmp_path)


def feed(**told):
    return TypeAdapter(FeedSettings).validate_python({"name": "mine", **told})


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["network"])
def test_every_network_opens_under_the_operators_name(told, tmp_path):
    opened = open_feed(feed(**told), settings(tmp_path))
    assert (opened.name, opened.network) == ("mine", told["network"])


def test_sources_that_must_know_are_told_what_the_store_holds(tmp_path):
    masto = feed(network="mastodon", url="https://example.social", token="t")
    blog = feed(network="rss", url="https://example.org/feed.xml")
    assert open_feed(masto, settings(tmp_path)).held(NOW, 7) == ()
    assert open_feed(blog, settings(tmp_path)).stored(["a"]) == {}
    told = {"network": "test", "text": "told", "created": NOW, "seen": NOW}
    store = open_store(tmp_path / "posts")
    try:
        store.write([Post("a", author=Author("ann"), source="mine", native="1", **told)])
        store.write([Post("b", author=Author("ann"), source="other", native="2", **told)])
        assert open_feed(masto, settings(tmp_path), store).held(NOW, 7) == ("1",)
        assert open_feed(blog, settings(tmp_path), store).stored(["a", "c"]).keys() == {"a"}
    finally:
        store.close()


def test_no_network_is_left_out():
    assert set(OPENERS) == {told["network"] for told in TOLD}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"network": "x", "query": "a", "token_env": "ROSTRA_NO_SUCH"}, r"\$ROSTRA_NO_SUCH"),
        ({"network": "x", "token": "t"}, "query"),
        ({"network": "mastodon", "url": "https://e.x", "stream": "hashtag"}, "tag"),
    ],
)
def test_what_cannot_run_says_why(told, says, tmp_path):
    with pytest.raises(SettingsError, match=says):
        open_feed(feed(**told), settings(tmp_path))


def test_hosts_and_ports():
    assert host_and_port("https://example.org/x") == ("example.org", 443)
    assert host_and_port("ws://127.0.0.1:7000") == ("127.0.0.1", 7000)
    for wrong in ("example.org", "ftp://example.org", "http://[::1", "http://x:99999", ""):
        with pytest.raises(SettingsError):
            host_and_port(wrong)


def line(number, text):
    return json.dumps(
        {
            "id": f"t:{number}",
            "network": "mastodon",
            "author": {"id": "urn:ann", "handle": "ann"},
            "text": text,
            "created": datetime.now(UTC).isoformat(),
            "lang": "en",
        }
    )


def until(holds, seconds=90):
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_sources_run_follow_the_settings_and_cost_each_other_nothing(tmp_path):
    posts = tmp_path / "posts.jsonl"
    posts.write_text(line(1, "The ferry is late.") + "\n")
    file = tmp_path / "data" / "rostra.toml"
    add_feed(file, {"name": "file", "network": "jsonl", "path": str(posts)})
    add_feed(file, {"name": "broken", "network": "x", "query": "a", "token_env": "NO_SUCH_TOKEN"})
    with open_app(settings(tmp_path / "data"), owner=this_process("test", NOW)) as app:
        app.begin()
        until(lambda: app.status().posts == 1)
        states = {state.name: state for state in app.feed_states()}
        assert states["file"].posts == 1
        assert states["broken"].status == "denied"
        assert "NO_SUCH_TOKEN" in states["broken"].error

        # What is added to the file arrives; a feed that is added runs; one that is dropped stops.
        more = tmp_path / "more.jsonl"
        more.write_text(line(2, "The ferry has sailed.") + "\n")
        add_feed(file, {"name": "more", "network": "jsonl", "path": str(more)})
        drop_feed(file, "broken")
        assert app.reload() == ("broken stopped", "more runs")
        until(lambda: app.status().posts == 2)
        with posts.open("a") as out:
            out.write(line(3, "The ferry is back.") + "\n")
        until(lambda: app.status().posts == 3)
        add_mute(file, "words", "sailed")
        assert app.reload() == ("the mutes changed",)
        assert app.reload() == ()
        app.end()
        assert app.feed_states() == ()

    # The cursor was kept: nothing comes twice.
    with open_app(settings(tmp_path / "data"), owner=this_process("test", NOW)) as app:
        app.begin()
        until(lambda: all(s.status == "connected" for s in app.feed_states()))
        time.sleep(0.5)
        assert sum(state.posts + state.repeated for state in app.feed_states()) == 0
        assert app.status().posts == 3


def test_changes_that_need_a_new_start_are_named(tmp_path):
    file = tmp_path / "rostra.toml"
    with open_app(settings(tmp_path), owner=this_process("test", NOW)) as app:
        file.write_text("[server]\nport = 1\n")
        (told,) = app.reload()
        assert "server" in told
        assert "next start" in told
        file.write_text("[server]\nprot = 1\n")
        with pytest.raises(SettingsError, match="prot"):
            app.reload()


def test_stored_posts_of_x_are_looked_at_again_and_lost_ones_leave(tmp_path):
    asked = []

    class X(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            lost = [{"resource_id": "7", "title": "Not Found Error", "type": NOT_FOUND}]
            body = json.dumps({"errors": lost}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), X)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = {
        "name": "x",
        "network": "x",
        "query": "ferry",
        "token": "t",
        "url": f"http://127.0.0.1:{server.server_port}",
    }
    add_feed(tmp_path / "rostra.toml", told)
    row = json.loads(line(1, "The ferry is late.")) | {"id": "x:7", "network": "x", "native": "7"}
    try:
        with open_app(settings(tmp_path), owner=this_process("test", NOW)) as app:
            app.take_in(Intake(json.dumps(row), "x"))
            assert app.show("x:7")
            app.tidy()
            app.tidy()
            assert app.show("x:7") is None
    finally:
        server.shutdown()
        server.server_close()
    assert len(asked) == 1
    assert "ids=7" in asked[0]
