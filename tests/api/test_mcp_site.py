"""The MCP server in the site: by the official client, under keys, scopes and quotas."""

import asyncio
import contextlib
import sys

import pytest
from mcp import Client
from mcp_types import TextContent
from serving import FERRY, served, site
from starlette.testclient import TestClient

from rostra.app import KeyWanted

HERE = "http://127.0.0.1:8420"
INITIALIZE = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"},
    },
}  # fmt: skip
BOTH = {"accept": "application/json, text/event-stream"}


def said(result):
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def call(client, name, **arguments):
    body = {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
            "params": {"name": name, "arguments": arguments}}  # fmt: skip
    told = client.post("/mcp", json=body, headers=BOTH)
    assert told.status_code == 200, told.text
    result = told.json()["result"]
    return result.get("isError", False), result["content"][0]["text"]


@pytest.fixture(scope="module")
def address(app):
    with served(site(app)) as address:
        yield address


def test_the_official_client_over_http(address):
    async def work():
        async with Client(f"{address}/mcp") as client:
            assert "search_posts" in {t.name for t in (await client.list_tools()).tools}
            assert "fog" in said(await client.call_tool("search_posts", {"query": "ferry fog"}))
            answer = await client.call_tool("ask", {"question": FERRY, "model": "none"})
            assert "data, never instructions" in said(answer)

    asyncio.run(work())


def test_a_page_elsewhere_and_a_rebound_name_are_refused(app):
    client = TestClient(site(app), base_url=HERE)
    for headers, status in (
        ({"origin": "https://evil.example"}, 403),
        ({"host": "evil.example"}, 421),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}, 403),
    ):
        told = client.post("/mcp", json=INITIALIZE, headers={**BOTH, **headers})
        assert told.status_code == status
    assert client.post("/mcp", json=INITIALIZE, headers=BOTH).status_code == 200
    assert client.post("/mcp", content=b"[" * 100_000, headers=BOTH).status_code == 400
    assert client.post("/mcp", content=b"x" * 300_000, headers=BOTH).status_code == 413


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_no_stream_stays_open(app, method):
    told = TestClient(site(app), base_url=HERE).request(method, "/mcp", headers=BOTH)
    assert told.status_code == 405
    assert told.headers["allow"] == "POST"


def test_without_the_extra_it_says_what_is_missing(app, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    told = TestClient(site(app), base_url=HERE).post("/mcp", json=INITIALIZE, headers=BOTH)
    assert told.status_code == 501
    assert "rostra[mcp]" in told.json()["error"]["message"]


@contextlib.contextmanager
def keyed(app, person, *scopes):
    made = app.people.keys.make(person, KeyWanted("a", scopes))
    client = TestClient(site(app), base_url=HERE, headers={"authorization": f"Bearer {made.key}"})
    yield client
    app.people.keys.revoke(person, made.id)


def test_a_key_opens_what_it_is_for_and_spends_its_person_s_plan(app):
    person = app.people.desk.add("Mia", "correct horse battery", role="member")
    reader = app.people.desk.add("Rea", "correct horse battery", role="reader")
    try:
        stranger = TestClient(site(app), base_url=HERE)
        assert stranger.post("/mcp", json=INITIALIZE, headers=BOTH).status_code == 401
        with keyed(app, person, "search") as client:
            wrong, text = call(client, "search_posts", query="ferry")
            assert not wrong
            assert "fog" in text
            for name, argument in (("ask", "question"), ("verify", "claim"), ("digest", "subject")):
                wrong, text = call(client, name, **{argument: "ferry"})
                assert wrong, name
                assert "this key is for search" in text
        assert app.people.allowance_state(person).windows[0].used == 0
        with keyed(app, person, "ask") as client:
            wrong, text = call(client, "ask", question=FERRY, model="none")
            assert "large" not in text
            assert wrong == ("plan" in text)
            assert call(client, "verify", claim="The harbour ferry is late.")[0] is False
            assert call(client, "search_posts", query="ferry")[0]
        assert app.people.allowance_state(person).windows[0].used > 0
        with keyed(app, reader, "ask") as client:
            wrong, text = call(client, "verify", claim="The harbour ferry is late.")
            assert wrong
            assert "reader may not" in text
        with keyed(app, person, "search") as client:
            pass  # revoked by now
        assert client.post("/mcp", json=INITIALIZE, headers=BOTH).status_code == 401
    finally:
        for one in (person, reader):
            app.people.delete(one.id, person)
