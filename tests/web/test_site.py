"""The HTTP surface over a real app: a real store, no model, posts of our own."""

import asyncio
import json
import re
import threading
from datetime import UTC, datetime

import httpx
import pytest
from starlette.testclient import TestClient

from rostra.app import Intake, open_app, this_process
from rostra.errors import StoreBusy
from rostra.settings import load_settings
from rostra.web import create_desk, create_site
from rostra.web._ask import AT_ONCE

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


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-10:00", -(10**11)])
@pytest.mark.parametrize("end", ["since", "until"])
def test_a_time_no_post_can_have_is_named(client, end, at):
    told = client.post("/v1/ask", json={**QUESTION, end: at})
    assert told.status_code == 400
    assert f"{end}: " in told.json()["error"]["message"]
    assert "1971 and 2199" in told.json()["error"]["message"]


def test_a_time_without_an_offset_is_utc(client):
    told = client.post("/v1/ask", json={**QUESTION, "since": "2024-05-04T11:00:00"})
    assert told.json()["found"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "UTC\x00", "Asia", "[", "é"])
def test_a_time_zone_is_no_path(client, name):
    told = client.post("/v1/ask", json={**QUESTION, "timezone": name})
    assert told.status_code == 400
    assert "is no time zone" in told.json()["error"]["message"]


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"\xff\xfe", b'{"question":"\\ud800"}', b"", b"null"]
)
def test_garbage_is_a_bad_request(client, body):
    told = client.post("/v1/ask", content=body)
    assert told.status_code == 400
    assert told.json()["error"]["type"] == "bad_request"


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/v1/ask/..%2f..%2fx", "/%2e%2e/x", "/static/..%2f_who.py"])
def test_there_are_no_files_to_walk_to(client, path):
    assert client.get(path).status_code == 404


class Waiting:
    """The app, but every question waits for the bell before it is answered."""

    def __init__(self, app):
        self.settings, self.version, self.status = app.settings, app.version, app.status
        self.bell, self.asked, self._app, self.traces = threading.Event(), [], app, app.traces

    def ask(self, asking):
        self.asked.append(asking)
        assert self.bell.wait(30)
        yield from self._app.ask(asking)


def test_more_questions_than_places_are_told_to_come_again(app):
    slow = Waiting(app)
    transport = httpx.ASGITransport(create_site(slow))

    async def crowd():
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            early = [
                asyncio.create_task(client.post("/v1/ask", json=QUESTION)) for _ in range(AT_ONCE)
            ]
            while len(slow.asked) < AT_ONCE:  # noqa: ASYNC110 - asked from threads
                await asyncio.sleep(0.01)
            late = await client.post("/v1/ask", json=QUESTION)
            slow.bell.set()
            return [told.status_code for told in await asyncio.gather(*early)], late

    answered, late = asyncio.run(crowd())
    assert answered == [200] * AT_ONCE
    assert late.status_code == 503
    assert late.headers["retry-after"] == "5"
    assert "ask again" in late.json()["error"]["message"]
