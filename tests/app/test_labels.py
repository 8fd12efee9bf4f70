"""Labelers run beside their feed, follow the settings, and leave with what they said."""

import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import libipld
import pytest
from pydantic import TypeAdapter, ValidationError
from websockets.sync.server import serve

from rostra.app import open_app, this_process
from rostra.app._feeds import open_labelers
from rostra.posts import Query
from rostra.settings import FeedSettings, load_settings

NOW = datetime(2024, 5, 4, tzinfo=UTC)
POST = "at://did:plc:ann/app.bsky.feed.post/3k"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("ROSTRA_MODELS__RERANK", "false")
    monkeypatch.setenv("ROSTRA_TIMEZONE", "UTC")


def feed(name="sky", **told):
    told = {"name": name, "network": "bluesky", **told}
    return TypeAdapter(FeedSettings).validate_python(told)


@contextmanager
def labeler(*labels):
    """Serve the labels once to whoever listens; yields the address."""
    said = [{"ver": 1, "src": "did:plc:mod", "cts": "2024-05-04T00:00:00Z"} | one for one in labels]
    message = libipld.encode_dag_cbor({"op": 1, "t": "#labels"}) + libipld.encode_dag_cbor(
        {"seq": 1, "labels": said}
    )

    def speak(connection):
        connection.send(message)
        for _ in connection:  # until the listener goes
            pass

    with serve(speak, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


def until(holds, seconds=90):
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_the_public_network_s_own_labeler_is_asked_and_another_only_where_it_is_set():
    assert list(open_labelers([feed()])) == ["labels-mod.bsky.app"]
    assert open_labelers([feed(labelers=[]), feed(url="ws://127.0.0.1:1")]) == {}
    own = feed(labelers=["wss://a.example", "ws://127.0.0.1:70/x"], labeler_keys={"did:a": "k"})
    other = feed("other", labelers=["wss://a.example/"], labels_from_start=True)
    opened = open_labelers([own, other])
    assert list(opened) == ["labels-a.example", "labels-127.0.0.1-70"], "one of each"
    assert opened["labels-a.example"].history
    assert opened["labels-a.example"].keys == {"did:a": "k"}
    assert not opened["labels-127.0.0.1-70"].history


@pytest.mark.parametrize("url", ["https://mod.bsky.app", "mod.bsky.app", "ws://", "ws://x:99999"])
def test_what_is_no_labeler_s_address_is_refused_with_the_settings(url):
    with pytest.raises(ValidationError, match="no labeler's address"):
        feed(labelers=[url])


def test_labels_hide_posts_and_follow_the_settings(tmp_path):
    posts = tmp_path / "posts.jsonl"
    row = {"id": POST, "network": "bluesky", "author": {"id": "did:plc:ann"}, "lang": "en",
           "text": "The ferry is late.", "created": datetime.now(UTC).isoformat()}  # fmt: skip
    posts.write_text(json.dumps(row) + "\n")
    file = tmp_path / "rostra.toml"

    def write(labelers, more=""):
        file.write_text(
            f'{more}\n[[feeds]]\nname = "file"\nnetwork = "jsonl"\npath = "{posts}"\n'
            '[[feeds]]\nname = "sky"\nnetwork = "bluesky"\nurl = "ws://127.0.0.1:1"\n'
            f"labelers = {json.dumps(labelers)}\n"
        )

    def labels(app):
        return [hit.post.labels for hit in app.search(Query("ferry")).hits]

    spam, rude = ({"uri": POST, "val": "spam"}, {"uri": "did:plc:ann", "val": "rude"})
    with labeler(spam, rude) as url:
        write([url])
        with open_app(load_settings(data=tmp_path), owner=this_process("test", NOW)) as app:
            app.begin()
            name = f"labels-{url.removeprefix('ws://').replace(':', '-')}"
            states = {}
            until(lambda: states.update((s.name, s) for s in app.feed_states())
                  or (states[name].labels == 2 and states["file"].posts == 1))  # fmt: skip
            assert labels(app) == []
            write([url], '[labels]\nspam = "inform"\nrude = "warn"')
            assert app.reload() == ("the meanings of labels changed",)
            assert labels(app) == [("spam", "rude")]
            write([url])
            app.reload()
            assert labels(app) == []
            write([])
            app.reload()
            assert labels(app) == [()], "what a dropped labeler said is forgotten"
            assert name not in {state.name for state in app.feed_states()}
