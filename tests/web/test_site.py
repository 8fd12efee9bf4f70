"""The HTTP surface over a real app: a real store, no model, posts of our own."""

import json
import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from rostra.app import Intake, open_app, this_process
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


@pytest.mark.parametrize("name", ["via", "x-real-ip", "x-forwarded-host", "forwarded"])
def test_who_comes_through_a_program_between_is_not_the_person_here(client, name):
    for path in ("/settings", "/metrics"):
        assert client.get(path).status_code == 200
        told = client.get(path, headers={name: "1.1 x"})
        assert told.status_code == 401, path
        assert "rostra_store_posts" not in told.text


def test_a_fault_tells_nothing_of_itself(app, client, monkeypatch):
    def broken(_):
        raise ZeroDivisionError("secret text of a post")

    monkeypatch.setattr(app, "ask", broken)
    quiet = TestClient(create_site(app), base_url="http://127.0.0.1", raise_server_exceptions=False)
    told = quiet.post("/v1/ask", json=QUESTION)
    assert told.status_code == 500
    assert "secret" not in told.text
    streamed = quiet.post("/v1/ask", json=QUESTION, headers={"accept": "text/event-stream"})
    assert streamed.status_code == 500
    assert "secret" not in streamed.text
    desk = TestClient(create_desk(app), base_url="http://owner")
    (line,) = desk.post("/owner/ask", json=QUESTION).text.splitlines()
    assert json.loads(line)["data"]["type"] == "fault"


def test_the_desk_serves_the_verbs(desk):
    assert desk.post("/owner/show", json="t:1").json()["id"] == "t:1"
    assert desk.post("/owner/show", json="t:99").json() is None
    assert desk.post("/owner/nonsense").status_code == 404
    assert desk.post("/owner/show", content=b"{").status_code == 409
    lines = desk.post("/owner/ask", json=QUESTION).text.splitlines()
    assert [json.loads(line)["event"] for line in lines][-1] == "finished"


@pytest.mark.parametrize(
    ("verb", "asked", "says"),
    [
        ("search", {"text": "ferry", "limit": -1}, "limit is -1"),
        ("minutes", {"since": "2024-05-04T12:00:00"}, "since is 2024-05-04T12:00:00"),
        ("timeline", {"author": "ann", "limit": -1}, "limit is -1"),
        ("timeline", {"author": "ann", "limit": 2**70}, "limit is"),
    ],
)
def test_the_desk_names_what_cannot_be_asked(desk, verb, asked, says):
    told = desk.post(f"/owner/{verb}", json=asked)
    assert told.status_code == 400
    assert told.json()["error"]["type"] == "QueryRefused"
    assert says in told.json()["error"]["message"]


def test_the_desk_answers_to_its_own_name_only(app):
    rebound = TestClient(create_desk(app), base_url="http://evil.example")
    assert rebound.post("/owner/status").status_code == 421


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/v1/ask/..%2f..%2fx", "/%2e%2e/x", "/static/..%2f_who.py"]
)
def test_there_are_no_files_to_walk_to(client, path):
    assert client.get(path).status_code == 404
