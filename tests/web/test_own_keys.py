"""A person's own key for a hosted model: used for that person alone, told with its cost."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from localhttp import Answer, serve
from rostra.accounts import SCOPES
from rostra.app import KeyWanted, SignedIn, UsageAsked, Visit, open_app, this_process
from rostra.settings import load_settings
from rostra.web import create_site
from signed_in import RIGHT, client_of, post

HERS, BAD, OURS = "sk-ann-zyzzyva-0001", "sk-bad-zyzzyva-0002", "sk-operator-zyzzyva"
SETTINGS = """
[models]
answer_with = "large"
rerank = false
fallback = ["spare"]
[models.roles.large]
base_url = "{url}/v1"
api_key = "{ours}"
retries = 0
[models.roles.spare]
base_url = "{url}/spare/v1"
api_key = "{ours}"
retries = 0
[accounts]
currency = "EUR"
plan = "premium"
[[accounts.prices]]
model = "large"
price_in = 2.0
price_out = 8.0
"""
POEM = "Write a short poem about the sea."
TURN = {"said": POEM, "mode": "off", "ways": "1"}
ASKED = {
    "model": "large",
    "messages": [{"role": "user", "content": POEM}],
    "search_parameters": {"mode": "off"},
}


def provider(asked):
    """Answer as a hosted model does; the key that is bad is refused, and told back."""
    key = asked.headers.get("authorization", "").removeprefix("Bearer ")
    if not asked.path.endswith("/chat/completions"):
        return Answer(404)
    if key == BAD:
        said = json.dumps({"error": {"message": f"Incorrect API key provided: {BAD}"}})
        return Answer(401, said.encode(), {"content-type": "application/json"})
    delta = {"choices": [{"delta": {"content": "Salt keeps."}, "finish_reason": "stop"}]}
    told = {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 500}}
    body = "".join(f"data: {json.dumps(one)}\n\n" for one in (delta, told)) + "data: [DONE]\n\n"
    return Answer(200, body.encode(), {"content-type": "text/event-stream"})


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    with serve(provider) as server:
        told = SETTINGS.format(url=server.url, ours=OURS)
        (folder / "rostra.toml").write_text(told, "utf-8")
        settings = load_settings(data=folder, environ={})
        with open_app(settings, owner=this_process("serve", datetime.now(UTC))) as app:
            yield app, server, create_site(app)


def someone(place, name, secret=""):
    """Return a person of that name, signed in and with a key to the API."""
    app, _, site = place
    person = app.people.desk.add(name, RIGHT)
    if secret:
        app.people.keys.put_own(person, "large", secret)
    let_in = app.people.gate.sign_in(name, RIGHT, Visit(address="127.0.0.1"))
    assert isinstance(let_in, SignedIn)
    key = app.people.keys.make(person, KeyWanted("it", tuple(s for s in SCOPES if s != "admin")))
    return person, client_of(site, let_in.token), {"authorization": f"Bearer {key.key}"}


def keys_sent(server, since=0):
    return {one.headers.get("authorization", "") for one in server.asked[since:]}


def test_a_turn_is_asked_with_ones_own_key_and_tells_its_cost(place):
    app, server, _ = place
    ann, page, _ = someone(place, "Ann", HERS)
    begin = len(server.asked)
    told = post(page, "/chat", **TURN)
    assert told.status_code == 303
    shown = page.get(told.headers["location"].partition("#")[0]).text
    assert "Salt keeps." in shown
    assert keys_sent(server, begin) == {f"Bearer {HERS}"}
    lines = app.people.books.usage(UsageAsked(ann.id))
    calls = len(server.asked) - begin
    assert [(o.action, o.model, o.own_key, o.units) for o in lines] == [("chat", "large", True, 0)]
    assert (lines[0].tokens_in, lines[0].tokens_out) == (1000 * calls, 500 * calls)
    assert lines[0].cost == pytest.approx(0.006 * calls)
    assert f"{0.006 * calls:.6f}".rstrip("0") + " EUR" in shown
    assert "on your own key" in shown
    account = page.get("/account").text
    assert f"{0.006 * calls:.6f}".rstrip("0") + " EUR" in account
    assert HERS not in account + shown


def test_nobody_elses_turn_is_asked_with_it(place):
    app, server, _ = place
    bob, page, header = someone(place, "Bob")
    begin = len(server.asked)
    assert post(page, "/chat", **TURN).status_code == 303
    assert page.post("/v1/chat/completions", json=ASKED, headers=header).status_code == 200
    assert keys_sent(server, begin) == {f"Bearer {OURS}"}
    lines = app.people.books.usage(UsageAsked(bob.id))
    assert [(one.own_key, one.units) for one in lines] == [(False, 2), (False, 2)]


@pytest.mark.parametrize("stream", [False, True])
def test_the_api_uses_it_and_tells_tokens_and_cost(place, stream):
    app, server, _ = place
    cat, page, header = someone(place, f"Cat {stream}", HERS)
    begin = len(server.asked)
    asked = {**ASKED, "stream": stream, "stream_options": {"include_usage": True}}
    told = page.post("/v1/chat/completions", json=asked, headers=header)
    assert told.status_code == 200
    assert keys_sent(server, begin) == {f"Bearer {HERS}"}
    events = [json.loads(found) for found in re.findall(r"data: (\{.*)", told.text)]
    usage = (events[-1] if stream else told.json())["usage"]
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (1000, 500)
    assert usage["cost"] == pytest.approx(0.006)
    (line,) = app.people.books.usage(UsageAsked(cat.id))
    assert (line.tokens_in, line.tokens_out, line.units) == (1000, 500, 0)
    assert (line.own_key, bool(line.key), line.estimated) == (True, True, False)


def test_a_refused_key_says_where_to_change_it_and_costs_nobody(place, caplog):
    app, server, _ = place
    dan, page, header = someone(place, "Dan", BAD)
    begin = len(server.asked)
    with caplog.at_level(logging.DEBUG):
        told = page.post("/v1/chat/completions", json=ASKED, headers=header)
        chat = post(page, "/chat", **TURN)
        shown = page.get(chat.headers["location"].partition("#")[0]).text
        by_responses = page.post(
            "/v1/responses", json={"model": "large", "input": POEM}, headers=header
        )
    assert told.status_code == 403
    error = told.json()["error"]
    assert error["code"] == "own_key_refused"
    for said in (error["message"], by_responses.text, shown):
        assert "127.0.0.1 refuses your own key" in said
        assert "account" in said
    assert keys_sent(server, begin) == {f"Bearer {BAD}"}, "nobody else's is used instead"
    assert not any(one.path.startswith("/spare") for one in server.asked[begin:])
    for place_of in (told.text, shown, by_responses.text, caplog.text):
        assert BAD not in place_of
    states = {line.state for line in app.people.books.usage(UsageAsked(dan.id))}
    assert states == {"refunded"}
    failed = post(page, "/chat", **TURN)
    assert failed.status_code == 303
    assert BAD.encode() not in b"".join(
        file.read_bytes() for file in Path(app.settings.data).rglob("*.sqlite*")
    )
