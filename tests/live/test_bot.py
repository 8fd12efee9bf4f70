"""The bot on real servers: called by a person, it replies in the thread, once."""

import json
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from programs import servers

from rostra.app import Intake, MentionsAsked, open_app, this_process
from rostra.bot import Account, work
from rostra.bot._bluesky import Bluesky
from rostra.bot._http import asking
from rostra.bot._mastodon import Mastodon
from rostra.bot._nostr import Nostr
from rostra.settings import load_settings

QUESTION = "why is the harbour ferry late?"
POST = {
    "id": "t:1",
    "network": "mastodon",
    "author": {"id": "urn:ann", "handle": "ann"},
    "text": "The harbour ferry is late because of fog.",
    "url": "https://example.org/1",
    "lang": "en",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with servers(tmp_path_factory.mktemp("town"), "bluesky", "mastodon", "local_relay") as started:
        yield started


@contextmanager
def opened(folder):
    environ = {"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    settings = load_settings(data=folder, environ=environ)
    now = datetime.now(UTC)
    with open_app(settings, owner=this_process("test", now)) as app:
        created = (now - timedelta(minutes=5)).isoformat()
        app.take_in(Intake(json.dumps({**POST, "created": created}), "test"))
        yield app


def rounds(app, network, call):
    """Begin, have somebody call, and do two rounds; return what was kept."""
    account = Account("here", network, approve=False, model="none")
    assert work(account, app, datetime.now(UTC)).problem == ""
    call()
    done = work(account, app, datetime.now(UTC))
    assert (done.problem, done.met, done.sent) == ("", 1, 1)
    assert work(account, app, datetime.now(UTC)).sent == 0
    (kept,) = app.mentions(MentionsAsked("here"))
    assert "fog" in kept.parts[0]["text"]
    return kept


def ask(url, body=None, token=""):
    """Ask a server as a person's client does."""
    headers = {"content-type": "application/json"} if body is not None else {}
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    raw = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, raw, headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            return json.loads(reply.read())
    except urllib.error.HTTPError as error:
        pytest.fail(f"{url} answers {error.code}: {error.read()[:300]!r}")


def test_bluesky(town, tmp_path):
    base = f"http://127.0.0.1:{town.ports['bluesky']}"
    xrpc = f"{base}/xrpc"
    person, bot = (
        ask(
            f"{xrpc}/com.atproto.server.createAccount",
            {"handle": f"{name}.test", "email": f"{name}@example.org", "password": f"pw-{name}"},
        )
        for name in ("carl-of-linxi", "harbourbot")
    )
    called = []

    def call():
        record = {
            "$type": "app.bsky.feed.post",
            "text": f"@harbourbot.test {QUESTION}",
            "createdAt": datetime.now(UTC).isoformat(),
            "facets": [
                {
                    "index": {"byteStart": 0, "byteEnd": 16},
                    "features": [{"$type": "app.bsky.richtext.facet#mention", "did": bot["did"]}],
                }
            ],
        }
        body = {"repo": person["did"], "collection": "app.bsky.feed.post", "record": record}
        made = ask(f"{xrpc}/com.atproto.repo.createRecord", body, person["accessJwt"])
        called.append(made["uri"])

    network = Bluesky(base, asking(base), "harbourbot.test", "pw-harbourbot", lambda _: called)
    with opened(tmp_path) as app:
        kept = rounds(app, network, call)
    listed = ask(
        f"{xrpc}/com.atproto.repo.listRecords?repo={bot['did']}&collection=app.bsky.feed.post"
    )
    (record,) = listed["records"]
    assert record["uri"] == kept.sent[0]
    assert record["value"]["reply"]["parent"]["uri"] == called[0]
    (facet,) = record["value"]["facets"]
    assert facet["features"][0]["uri"] == POST["url"]


def test_mastodon(town, tmp_path):
    base = f"http://127.0.0.1:{town.ports['mastodon']}"
    person = ask(f"{base}/api/v1/_mock/dev_user", {"username": "person"})
    key = person.get("access_token") or person["token"]
    called = []

    def call():
        body = {"status": f"@testuser {QUESTION}", "visibility": "public"}
        called.append(ask(f"{base}/api/v1/statuses", body, key))

    with opened(tmp_path) as app:
        rounds(app, Mastodon(base, asking(base), "mock_token"), call)
    context = ask(f"{base}/api/v1/statuses/{called[0]['id']}/context", token=key)
    (reply,) = context["descendants"]
    assert POST["url"] in reply["content"]


def test_nostr(town, tmp_path):
    url = f"ws://127.0.0.1:{town.ports['local_relay']}"
    bot, person = Nostr([url], "11" * 32), Nostr([url], "22" * 32)
    now = int(datetime.now(UTC).timestamp())
    event = person._signed(QUESTION, [["p", bot.me()]], now + 1)
    with opened(tmp_path) as app:
        rounds(app, bot, lambda: person._publish(event))
    (reply,) = person._events({"kinds": [1], "authors": [bot.me()]})
    assert reply.first("e") == event["id"]
    assert POST["url"] in reply.content
