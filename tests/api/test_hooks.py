"""Hooks for digests: signed, tried again, kept through a kill, and only to public addresses."""

from datetime import UTC, datetime, timedelta

import openai
import pytest
from serving import site
from starlette.testclient import TestClient

from rostra.accounts import HERE
from rostra.app import Digesting, Hooking, PersonChange, Saving
from rostra.app._hooks import WAITS, sender
from rostra.errors import FetchError, FetchForbidden

URL = "https://reader.example/hook"


@pytest.fixture(scope="module")
def client(app):
    app.save_digest(Saving("harbour", "hourly", Digesting(subject="ferry", model="none")))
    return TestClient(site(app), base_url="http://127.0.0.1:8420")


class Hook:
    """What stands at the other end: fails as often as it is told."""

    def __init__(self, failures=0):
        self.failures, self.got = failures, []

    def __call__(self, url, headers, body):
        self.got.append((url, headers, body))
        if len(self.got) <= self.failures:
            raise FetchError("down")
        return 204


def test_a_digest_reaches_its_hook_once_signed(client, app):
    made = client.post("/v1/digest-hooks", json={"digest": "harbour", "url": URL}).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in client.get("/v1/digest-hooks").json()["data"][0]
    hook = Hook(failures=1)
    soon = datetime.now(UTC) + timedelta(hours=2)
    assert app.api_rows.deliver(hook, soon) == 0
    assert hook.got == []
    app.do_due(soon)  # makes the digest; the real sender finds no such host
    later = soon + WAITS[0] + timedelta(seconds=1)
    assert app.api_rows.deliver(hook, later) == 0
    assert app.api_rows.deliver(hook, later) == 0
    assert len(hook.got) == 1
    assert app.api_rows.deliver(hook, later + WAITS[1] + timedelta(seconds=1)) == 1
    assert app.api_rows.deliver(hook, later + timedelta(days=2)) == 0
    (_, first, _), (url, headers, body) = hook.got
    assert url == URL
    assert first["webhook-id"] == headers["webhook-id"]
    sent = client.get(f"/v1/digest-hooks/{made['id']}").json()["data"]
    assert [(one["state"], one["tries"]) for one in sent] == [("taken", 3)]
    reader = openai.OpenAI(api_key="x")
    fresh = 10**9  # the clock of the test runs ahead
    reader.webhooks.verify_signature(body, headers, secret=made["secret"], tolerance=fresh)
    with pytest.raises(openai.InvalidWebhookSignatureError):
        reader.webhooks.verify_signature(
            body + b" ", headers, secret=made["secret"], tolerance=fresh
        )
    assert client.delete(f"/v1/digest-hooks/{made['id']}").json()["deleted"]
    assert client.get(f"/v1/digest-hooks/{made['id']}").status_code == 404


class Killed(BaseException):
    """The process ends in the midst of a try."""


def test_a_try_that_was_killed_is_made_again_under_its_id(client, app):
    app.save_digest(Saving("evening", "hourly", Digesting(subject="fog", model="none")))
    made = client.post("/v1/digest-hooks", json={"digest": "evening", "url": URL}).json()
    soon = datetime.now(UTC) + timedelta(hours=9)
    app.do_due(soon)  # makes a digest; its first try finds no such host
    (waits,) = client.get(f"/v1/digest-hooks/{made['id']}").json()["data"]
    assert waits["state"] == "waiting"

    def kill(*_):
        raise Killed

    later = soon + WAITS[0] + timedelta(seconds=1)
    with pytest.raises(Killed):
        app.api_rows.deliver(kill, later)
    hook = Hook()
    assert app.api_rows.deliver(hook, later) == 0  # claimed: not twice at once
    assert app.api_rows.deliver(hook, later + WAITS[1] + timedelta(seconds=1)) == 1
    assert hook.got[0][1]["webhook-id"] == waits["id"]
    client.delete(f"/v1/digest-hooks/{made['id']}")


def test_a_hook_wants_a_digest_and_an_address(client):
    for body in (
        {"digest": "nothing", "url": URL},
        {"digest": "harbour", "url": "ftp://reader.example"},
        {"digest": "harbour", "url": "https://me:secret@reader.example"},
    ):
        told = client.post("/v1/digest-hooks", json=body)
        assert told.status_code == 400
        assert told.json()["error"]["code"] == "query_refused"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/"]
)
def test_private_addresses_are_never_told(app, url):
    with pytest.raises(FetchForbidden):
        sender(app.settings)(url, {}, b"{}")


def test_a_hook_of_somebody_shut_out_waits_and_names_nothing_inside(app):
    now = datetime.now(UTC)
    person = app.people.desk.add("Hal", "correct horse battery")
    wish = Digesting(subject="fog", model="none")
    app.save_digest(Saving("night", "hourly", wish, person.id))
    made = app.api_rows.hook(Hooking("night", "http://10.0.0.7:8080/x", person.id), now)
    at = now + timedelta(hours=2)
    app.do_due(at)  # the real sender refuses the address
    (sent,) = app.api_rows.delivered(made.id, person.id)
    assert "not public" in sent.error
    assert "10.0.0.7" not in sent.error
    hook, later = Hook(), at + timedelta(hours=1)
    app.people.desk.change(PersonChange(person.id, disabled=True), HERE)
    assert app.api_rows.deliver(hook, later) == 0
    assert hook.got == []
    app.people.desk.change(PersonChange(person.id, disabled=False), HERE)
    assert app.api_rows.deliver(hook, later) == 1
    app.people.delete(person.id, HERE)
