"""The HTTP surface over a real app: a real store, no model, posts of our own."""

import json
import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from rostra.app import Intake, open_app, this_process
from rostra.errors import StoreBusy
from rostra.settings import load_settings
from rostra.web import create_desk, create_site

POSTS = [
    {"id": "t:1", "text": "The harbour ferry is late because of fog.", "lang": "en"},
    {"id": "t:2", "text": "渡轮因为大雾停航。", "lang": "zh"},
]
QUESTION = {"question": "why is the harbour ferry late?", "model": "none"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("web"), environ={"ROSTRA_TIMEZONE": "UTC"}
    )
    common = {
        "network": "mastodon",
        "author": {"id": "urn:ann", "handle": "ann"},
        "created": "2024-05-04T12:00:00Z",
    }
    with open_app(settings, owner=this_process("serve", datetime(2024, 5, 4, tzinfo=UTC))) as app:
        app.take_in(Intake("\n".join(json.dumps({**common, **post}) for post in POSTS), "test"))
        yield app


@pytest.fixture
def client(app):
    return TestClient(create_site(app), base_url="http://127.0.0.1:8420")


@pytest.fixture
def desk(app):
    return TestClient(create_desk(app), base_url="http://owner")


def events(text):
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", text)
    return [(name, json.loads(data)) for name, data in found]


def test_health(client, app):
    assert client.get("/healthz").json() == {"status": "ok", "version": app.version}


def test_ask_answers_with_the_posts_it_rests_on(client):
    told = client.post("/v1/ask", json=QUESTION)
    assert told.status_code == 200
    answer = told.json()
    assert answer["found"]
    cited = answer["sentences"][0]["citations"][0]
    assert cited["post_id"] == "t:1"
    assert answer["evidence"][cited["number"] - 1]["post"]["id"] == "t:1"


def test_ask_streams_cards_first_then_sentences_then_the_whole(client):
    with client.stream(
        "POST", "/v1/ask", json=QUESTION, headers={"accept": "text/event-stream"}
    ) as told:
        assert told.headers["content-type"].startswith("text/event-stream")
        names = [name for name, _ in events(told.read().decode())]
    assert names[:2] == ["planned", "gathered"]
    assert set(names[2:-1]) == {"said"}
    assert names[-1] == "finished"


def test_ask_that_finds_nothing_is_an_answer_too(client):
    told = client.post("/v1/ask", json={"question": "how tall is Zephyrine?", "model": "none"})
    assert told.status_code == 200
    assert not told.json()["found"]


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (b"{", "the body"),
        (b"{}", "question"),
        (b'{"question": ""}', "question"),
        (b'{"question": "x", "quesiton": "y"}', "quesiton"),
        (b'{"question": "x", "since": "yesteryear"}', "since"),
        (json.dumps({"question": "x" * 3000}).encode(), "question"),
        (b"\xff\xfe", "the body"),
    ],
)
def test_a_wrong_body_is_named(client, body, at):
    told = client.post("/v1/ask", content=body)
    assert told.status_code == 400
    assert told.json()["error"]["message"].startswith(at)


def test_errors_of_ours_keep_their_kind(client):
    told = client.post("/v1/ask", json={"question": "x", "timezone": "Mars/Base"})
    assert told.status_code == 400
    assert told.json()["error"]["type"] == "SettingsError"
    streamed = client.post(
        "/v1/ask",
        json={"question": "x", "model": "gpt-99"},
        headers={"accept": "text/event-stream"},
    )
    assert events(streamed.text)[-1][0] == "error"


def test_what_is_not_there_is_told_as_json(client):
    assert client.get("/v2").json()["error"]["type"] == "http"
    assert client.get("/v1/ask").status_code == 405
    assert "allow" in client.get("/v1/ask").headers


def test_the_owners_verbs_are_not_on_the_site(client):
    for verb in ("status", "reload", "search", "ask"):
        assert client.post(f"/owner/{verb}", json=None).status_code == 404


def test_metrics_count_asks_feeds_and_store(client):
    client.post("/v1/ask", json=QUESTION)
    told = client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain")
    figures = dict(
        line.rsplit(" ", 1) for line in told.text.splitlines() if not line.startswith("#")
    )
    assert float(figures['rostra_asks_total{result="answered"}']) >= 1
    assert float(figures["rostra_store_posts"]) == 2
    assert float(figures["rostra_ask_seconds_count"]) >= 1
    assert 'rostra_step_seconds_count{step="find"}' in figures


def test_a_fault_tells_nothing_of_itself(app, client, monkeypatch):
    def broken(_):
        raise ZeroDivisionError("secret text of a post")

    monkeypatch.setattr(app, "ask", broken)
    quiet = TestClient(create_site(app), base_url="http://127.0.0.1", raise_server_exceptions=False)
    told = quiet.post("/v1/ask", json=QUESTION)
    assert told.status_code == 500
    assert "secret" not in told.text
    streamed = quiet.post("/v1/ask", json=QUESTION, headers={"accept": "text/event-stream"})
    assert [name for name, _ in events(streamed.text)] == ["error"]
    assert "secret" not in streamed.text
    desk = TestClient(create_desk(app), base_url="http://owner")
    (line,) = desk.post("/owner/ask", json=QUESTION).text.splitlines()
    assert json.loads(line)["data"]["type"] == "fault"


def test_a_busy_store_is_503(app, client, monkeypatch):
    def busy(_):
        raise StoreBusy("the folder is held")

    monkeypatch.setattr(app, "ask", busy)
    told = client.post("/v1/ask", json=QUESTION)
    assert (told.status_code, told.json()["error"]["type"]) == (503, "StoreBusy")


def test_the_desk_serves_the_verbs(desk):
    assert desk.post("/owner/show", json="t:1").json()["id"] == "t:1"
    assert desk.post("/owner/show", json="t:99").json() is None
    assert desk.post("/owner/nonsense").status_code == 404
    assert desk.post("/owner/show", content=b"{").status_code == 409
    lines = desk.post("/owner/ask", json=QUESTION).text.splitlines()
    assert [json.loads(line)["event"] for line in lines][-1] == "finished"


def test_the_desk_answers_to_its_own_name_only(app):
    rebound = TestClient(create_desk(app), base_url="http://evil.example")
    assert rebound.post("/owner/status").status_code == 421
