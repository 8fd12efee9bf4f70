"""What every request must pass before it reaches a route."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rostra.web._guard import guard


async def echo(request: Request):
    return PlainTextResponse(f"{len(await request.body())}")


@pytest.fixture
def client():
    inner = Starlette(routes=[Route("/", echo, methods=["GET", "POST"])])
    guarded = guard(inner, hosts=frozenset({"rostra.example"}), body_limit=1000)
    return TestClient(guarded, base_url="http://127.0.0.1:8420")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8420",
        "127.0.0.1:8420",
        "[::1]:8420",
        "rostra.example",
        "192.168.1.5:8420",
        "ROSTRA.example",
    ],
)
def test_known_hosts_are_let_in(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a@b:1",
        "[::1",
        "rostra.example.evil.example",
        "2130706433.evil.example",
        "xn--rostra",
    ],
)
def test_a_rebound_name_is_refused(client, host):
    told = client.get("/", headers={"host": host})
    assert told.status_code == 421
    assert "allowed_hosts" in told.json()["error"]["message"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://[",
        "",
        "http://127.0.0.1:9999",
        "http://localhost:8420",
        "garbage",
    ],
)
def test_another_origin_is_refused(client, origin):
    assert client.post("/", headers={"origin": origin}).status_code == 403


def test_our_own_origin_is_let_in(client):
    told = client.post("/", headers={"origin": "http://127.0.0.1:8420"})
    assert told.status_code == 200


DRAWN = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
DRAWN_IN = [
    {"site": "cross-site", "mode": "no-cors", "dest": "image"},
    {"site": "same-site", "mode": "no-cors", "dest": "script"},
    {"site": "cross-site", "mode": "cors", "dest": "empty"},
    {"site": "cross-site", "mode": "navigate", "dest": "iframe"},
    {"site": "cross-site", "mode": "navigate", "dest": "object"},
]


@pytest.mark.parametrize("told", DRAWN_IN, ids=lambda one: "-".join(one.values()))
def test_a_page_elsewhere_loads_nothing_from_here(client, told):
    headers = {f"sec-fetch-{name}": value for name, value in told.items()}
    assert client.get("/", headers=headers).status_code == 403


def test_a_link_that_leads_here_is_followed_and_a_form_that_does_is_not(client):
    followed = {
        "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document",
    }  # fmt: skip
    assert client.get("/", headers=followed).status_code == 200
    assert client.post("/", headers=followed).status_code == 403
    for ours in ("same-origin", "none"):
        assert client.get("/", headers={**DRAWN, "sec-fetch-site": ours}).status_code == 200


def test_a_large_body_is_refused_whether_it_is_announced_or_not(client):
    assert client.post("/", content=b"x" * 1000).text == "1000"
    told = client.post("/", content=b"x" * 1001)
    assert told.status_code == 413
    assert "body_limit_kb" in told.json()["error"]["message"]

    def pieces():
        for _ in range(20):
            yield b"x" * 100

    assert client.post("/", content=pieces()).status_code == 413
    assert client.post("/", headers={"content-length": "-5"}).status_code == 400


def test_a_body_that_drips_is_given_up():
    inner = Starlette(routes=[Route("/", echo, methods=["POST"])])
    guarded = guard(inner, hosts=frozenset(), body_limit=1000, body_s=0.2)
    pieces = iter([{"type": "http.request", "body": b"{", "more_body": True}])
    sent = []

    async def receive():
        if (piece := next(pieces, None)) is None:
            await asyncio.sleep(60)
        return piece

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "http_version": "1.1",
        "root_path": "",
    }
    asyncio.run(asyncio.wait_for(guarded(scope, receive, send), 10))
    assert sent[0]["status"] == 408
    assert b"was not there" in sent[1]["body"]
