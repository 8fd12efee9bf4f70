"""The feed of kept digests, read back by another's parser."""

import uuid
from datetime import UTC, datetime, timedelta

import feedparser
from starlette.testclient import TestClient

from rostra.app import Digesting, Intake, KeptDigest, Saving, open_app, this_process
from rostra.app._orders import save
from rostra.assistant import Citation, Digest, Evidence, Sentence, Told
from rostra.posts import Author, Post
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._atom import atom

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
EVIL = "<script>alert('x')</script> ]]> & \x0b 新闻 🎉"
AT = "http://127.0.0.1:8420/digests.atom"


def kept(text=EVIL):
    post = Post(
        id="t:1", network="rss", source="m", author=Author("urn:a", "a<b>"), text=text,
        created=NOW, seen=NOW, url='javascript:alert("x")', native="1", lang="en",
    )  # fmt: skip
    said = Sentence(text, (Citation(1, "t:1", text, 0, len(text)),), "supported")
    told = Told(said, (said,), "one source", NOW, NOW, 2, 2, 2, 0.0, 1.0, ("rss",), ("en",))
    made = Digest("zh", "", "UTC", NOW, NOW, (told,), (), (Evidence(1, post, 1.0),), (), 2)
    name = str(uuid.UUID(int=7))
    return KeptDigest(name, "morning", NOW, NOW + timedelta(hours=1), made)


def test_a_feed_is_read_back_with_everything_escaped():
    raw = atom([kept()], AT)
    read = feedparser.parse(raw)
    assert not read.bozo
    assert (read.version, read.feed.id) == ("atom10", AT)
    entry = read.entries[0]
    assert entry.id == f"urn:uuid:{uuid.UUID(int=7)}"
    assert (entry.published, entry.updated) == ("2024-05-04T12:00:00Z", "2024-05-04T13:00:00Z")
    assert read.feed.updated == "2024-05-04T13:00:00Z"
    content = feedparser.parse(raw, sanitize_html=False).entries[0].content[0].value
    assert "<script" not in content
    assert "&lt;script&gt;" in content
    assert 'href="javascript' not in content
    assert "新闻 🎉" in content
    assert atom([kept()], AT) == raw


def test_the_site_serves_the_feed(tmp_path):
    settings = load_settings(
        data=tmp_path, environ={"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__ANSWER_WITH": "none"}
    )
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        client = TestClient(create_site(app), base_url="http://127.0.0.1:8420")
        empty = client.get("/digests.atom")
        assert empty.headers["content-type"].startswith("application/atom+xml")
        assert not feedparser.parse(empty.content).bozo
        line = '{"id": "t:1", "text": "The port office says the bridge is shut.", "network": "rss",'
        line += ' "author": {"id": "urn:a", "handle": "a"}, "created": "2024-05-04T11:00:00Z"}'
        app.take_in(Intake(line, "test"))
        save(app._records, Saving("m", "6h", Digesting("bridge")), NOW - timedelta(hours=9), "UTC")
        (made,) = app.do_due(NOW)
        entries = feedparser.parse(client.get("/digests.atom").content).entries
        assert [entry.id for entry in entries] == [f"urn:uuid:{made}"]
