"""POST /v1/ask over the real site: a real store, no model, posts of our own."""

import asyncio
import json
import re
import threading

import httpx
import pytest
from serving import site
from starlette.testclient import TestClient

from rostra.errors import StoreBusy

QUESTION = {"question": "why is the harbour ferry late?", "model": "none"}


@pytest.fixture
def client(app):
    return TestClient(site(app), base_url="http://127.0.0.1:8420")


def events(text):
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", text)
    return [(name, json.loads(data)) for name, data in found]


def test_ask_answers_with_the_posts_it_rests_on(client):
    told = client.post("/v1/ask", json=QUESTION)
    assert told.status_code == 200
    answer = told.json()
    assert answer["found"]
    cited = answer["sentences"][0]["citations"][0]
    assert cited["post_id"] in ("t:0", "t:1")
    assert answer["evidence"][cited["number"] - 1]["post"]["id"] == cited["post_id"]


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
    assert told.json()["error"]["code"] == "settings_error"
    streamed = client.post(
        "/v1/ask",
        json={"question": "x", "model": "gpt-99"},
        headers={"accept": "text/event-stream"},
    )
    assert streamed.status_code == 400
    assert "gpt-99" in streamed.json()["error"]["message"]


def test_a_busy_store_is_503(app, client, monkeypatch):
    def busy(_):
        raise StoreBusy("the folder is held")

    monkeypatch.setattr(app, "ask", busy)
    told = client.post("/v1/ask", json=QUESTION)
    assert (told.status_code, told.json()["error"]["code"]) == (503, "store_busy")


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
    assert told.json()["error"]["type"] == "invalid_request_error"


class Waiting:
    """The app, but every question waits for the bell before it is answered."""

    def __init__(self, app):
        few = app.settings.api.model_copy(update={"streams": 3})
        self.settings = app.settings.model_copy(update={"api": few})
        self.version, self.status, self.owner = app.version, app.status, app.owner
        self.traces, self.people, self.before_end = app.traces, app.people, app.before_end
        self.bell, self.asked, self._app = threading.Event(), [], app

    def ask(self, asking):
        self.asked.append(asking)
        assert self.bell.wait(30)
        yield from self._app.ask(asking)


def test_more_questions_than_places_are_told_to_come_again(app):
    slow = Waiting(app)
    transport = httpx.ASGITransport(site(slow))
    most = slow.settings.api.streams

    async def crowd():
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            early = [
                asyncio.create_task(client.post("/v1/ask", json=QUESTION)) for _ in range(most)
            ]
            while len(slow.asked) < most:  # noqa: ASYNC110 - asked from threads
                await asyncio.sleep(0.01)
            late = await client.post("/v1/ask", json=QUESTION)
            slow.bell.set()
            return [told.status_code for told in await asyncio.gather(*early)], late

    answered, late = asyncio.run(crowd())
    assert answered == [200] * most
    assert late.status_code == 503
    assert late.headers["retry-after"] == "5"
    assert "ask again" in late.json()["error"]["message"]
