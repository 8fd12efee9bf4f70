"""The networks over HTTP and websockets on loopback, by their documented shapes."""

import json
from datetime import UTC, datetime

import pytest
from websockets.sync.server import serve as serve_socket

from localhttp import Answer, serve
from rostra.bot import Line, Link, Part, laid_out
from rostra.bot._bluesky import Bluesky, record_name
from rostra.bot._http import asking
from rostra.bot._mastodon import Mastodon
from rostra.bot._nostr import Nostr, threaded
from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds import NostrEvent, read_nostr_event

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)


def as_json(value, status=200):
    return Answer(status, json.dumps(value).encode(), {"content-type": "application/json"})


# Mastodon

STATUS = {
    "id": "20", "created_at": "2024-05-04T12:00:00.000Z", "visibility": "public", "language": "en",
    "url": "https://m.example/@carl/20", "content": "<p>@bot is this <b>true</b>?</p>",
    "account": {"id": "7", "acct": "carl"},
}  # fmt: skip
NOTE = {
    "id": "101", "type": "mention", "status": STATUS,
    "account": {"id": "7", "acct": "carl", "bot": False, "note": "<p>cats, #<span>nobot</span></p>"},
}  # fmt: skip
PARENT = {
    "id": "19", "uri": "https://m.example/19", "content": "<p>It burned.</p>",
    "account": {"acct": "ann"},
}  # fmt: skip


LIMITS = {"max_characters": 300, "characters_reserved_per_url": 23}
MASTODON = {
    "/api/v2/instance": {"configuration": {"statuses": LIMITS}},
    "/api/v1/accounts/verify_credentials": {"id": "1", "acct": "bot"},
    "/api/v1/statuses/20/context": {"ancestors": [PARENT], "descendants": []},
    "/api/v1/statuses": {"id": "30", "url": "https://m.example/@bot/30"},
}


def mastodon_answers(asked):
    if asked.headers.get("authorization") != "Bearer key":
        return as_json({"error": "The access token is invalid"}, 401)
    if asked.path == "/api/v1/notifications":
        after = int(asked.query.get("min_id", ["0"])[0])
        return as_json([NOTE] if after < 101 else [])
    if asked.path in MASTODON:
        return as_json(MASTODON[asked.path])
    return as_json({"error": "Record not found"}, 404)


def test_mastodon_reads_and_replies():
    with serve(mastodon_answers) as server:
        account = Mastodon(server.url, asking(server.url), "key")
        assert account.mentions("") == ((), "101")
        (found,), place = account.mentions("100")
        assert place == "101"
        assert account.mentions(place) == ((), "101")
        assert (found.text, found.thread, found.parent.text) == (
            "@bot is this true?",
            "19",
            "It burned.",
        )
        assert found.refuses
        assert account.room.most == 300
        parts = laid_out([Line("No.", ("https://example.org/1",))], account.room)
        assert account.reply(found, parts, "k", NOW) == ("https://m.example/@bot/30",)
        sent = server.asked[-1]
        assert sent.headers["idempotency-key"] == "k-0"
        assert json.loads(sent.body) == {
            "status": "@carl No. [1]\n\n[1] https://example.org/1",
            "in_reply_to_id": "20",
            "visibility": "unlisted",
        }


def test_a_private_mention_is_answered_as_privately():
    private = {**NOTE, "status": {**STATUS, "visibility": "direct"}}

    def answers(asked):
        return (
            as_json([private]) if asked.path.endswith("notifications") else mastodon_answers(asked)
        )

    with serve(answers) as server:
        account = Mastodon(server.url, asking(server.url), "key")
        (found, *_), _ = account.mentions("100")
        account.reply(found, [Part("No.")], "k", NOW)
        assert json.loads(server.asked[-1].body)["visibility"] == "direct"


def test_a_wrong_key_is_told_and_a_down_server_is_tried_again():
    with serve(mastodon_answers) as server, pytest.raises(FeedDenied, match="401"):
        Mastodon(server.url, asking(server.url), "other").me()
    with pytest.raises(FeedUnreachable):
        Mastodon(server.url, asking(server.url), "key").me()


@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000, b'{"id": 1}', b"[1, null, {}]", b""])
def test_garbage_breaks_nothing(body):
    with serve(lambda _: Answer(200, body)) as server:
        account = Mastodon(server.url, asking(server.url), "key")
        try:
            found, _ = account.mentions("100")
        except (FeedGarbage, FeedUnreachable):
            found = ()
        assert found == ()


# Bluesky

ROOT = {"uri": "at://did:plc:ann/app.bsky.feed.post/1", "cid": "c1"}
RECORD = {
    "text": "@bot 真的吗？", "createdAt": "2024-05-04T12:00:00.000Z", "langs": ["zh"],
    "reply": {"root": ROOT, "parent": ROOT},
    "facets": [{"features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:bot"}]}],
}  # fmt: skip
CALL = {
    "uri": "at://did:plc:carl/app.bsky.feed.post/2", "cid": "c2", "reason": "mention",
    "record": RECORD, "indexedAt": "2024-05-04T12:00:01.000Z",
    "author": {"did": "did:plc:carl", "handle": "carl.test", "labels": [{"val": "bot"}]},
}  # fmt: skip


class Pds:
    """A PDS with one account, sessions that end, and records kept by name."""

    def __init__(self):
        self.sessions, self.records = 0, {}

    def __call__(self, asked):
        name = asked.path.removeprefix("/xrpc/")
        body = json.loads(asked.body) if asked.body else {}
        if name == "com.atproto.server.createSession":
            self.sessions += 1
            return as_json({"did": "did:plc:bot", "accessJwt": f"t{self.sessions}"})
        if asked.headers.get("authorization") != f"Bearer t{self.sessions}":
            return as_json({"error": "ExpiredToken"}, 400)
        if name == "com.atproto.repo.getRecord":
            return self.record("/".join(asked.query[k][0] for k in ("repo", "collection", "rkey")))
        if name == "com.atproto.repo.putRecord":
            path = f"{body['repo']}/{body['collection']}/{body['rkey']}"
            self.records[path] = body["record"]
            return as_json({"uri": f"at://{path}", "cid": f"cid-{body['rkey']}"})
        if name == "app.bsky.notification.listNotifications":
            like = {**CALL, "reason": "like", "indexedAt": "2024-05-05T00:00:00.000Z"}
            return as_json({"notifications": [like, CALL]})
        return as_json({"error": "MethodNotImplemented"}, 501)

    def record(self, path):
        known = {
            "did:plc:ann/app.bsky.feed.post/1": {"text": "It burned."},
            "did:plc:carl/app.bsky.feed.post/2": RECORD,
            "did:plc:carl/app.bsky.actor.profile/self": {"description": "no bots. #NoBot"},
            **self.records,
        }
        if path not in known:
            return as_json({"error": "RecordNotFound"}, 400)
        return as_json({"uri": f"at://{path}", "cid": "c2", "value": known[path]})


@pytest.mark.parametrize("from_feed", [False, True])
def test_bluesky_reads_and_replies(from_feed):
    with serve(Pds()) as server:
        found_by = (lambda _: [CALL["uri"], ROOT["uri"]]) if from_feed else None
        account = Bluesky(server.url, asking(server.url), "bot.test", "app-password", found_by)
        assert account.mentions("")[0] == ()
        (found,), place = account.mentions("2024-05-04T00:00:00.000Z")
        assert place.startswith("2024-05-04T12:00:0")
        assert (found.thread, found.parent.text, found.lang) == (ROOT["uri"], "It burned.", "zh")
        assert found.refuses
        assert found.robot is not from_feed
        parts = [Part("火灾 [1]", (Link(3, 6, "https://example.org/1"),)), Part("more")]
        first = account.reply(found, parts, "k", NOW)
        again = account.reply(found, parts, "k", NOW)
    assert first == again
    assert len(set(first)) == 2
    sent = [json.loads(a.body) for a in server.asked if a.path.endswith("putRecord")][:2]
    (facet,) = sent[0]["record"]["facets"]
    start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
    assert sent[0]["record"]["text"].encode()[start:end] == b"[1]"
    assert sent[0]["record"]["reply"] == {"root": ROOT, "parent": {"uri": CALL["uri"], "cid": "c2"}}
    assert sent[1]["record"]["reply"]["parent"]["uri"] == first[0]


def test_a_session_that_ended_is_begun_anew():
    pds = Pds()
    with serve(pds) as server:
        account = Bluesky(server.url, asking(server.url), "bot.test", "app-password")
        account.me()
        pds.sessions += 1
        assert account.mentions("2024-05-04T00:00:00.000Z")[0]


def test_names_of_records_are_sound_and_follow_time():
    names = [record_name("k", number, NOW) for number in range(3)]
    assert names == sorted(names)
    assert all(len(name) == 13 and name[0] in "234567abcdefghij" for name in names)


# Nostr

SECRET, OTHER = "11" * 32, "22" * 32


class Stage:
    """A relay that keeps events and answers a subscription with those that fit it."""

    def __init__(self):
        self.events, self.refuses = [], ""

    def __call__(self, socket):
        for message in socket:
            kind, *rest = json.loads(message)
            if kind == "EVENT":
                known = [e for e in self.events if e["id"] == rest[0]["id"]]
                says = self.refuses or ("duplicate: have it" if known else "")
                self.events += [] if says else [rest[0]]
                socket.send(json.dumps(["OK", rest[0]["id"], not says, says]))
            elif kind == "REQ":
                for event in self.events:
                    if fits(event, rest[1]):
                        socket.send(json.dumps(["EVENT", rest[0], event]))
                socket.send(json.dumps(["EOSE", rest[0]]))


def fits(event, asked):
    named = {tag[1] for tag in event["tags"] if tag[0] == "p"}
    return (
        event["kind"] in asked.get("kinds", [event["kind"]])
        and event["id"] in asked.get("ids", [event["id"]])
        and event["pubkey"] in asked.get("authors", [event["pubkey"]])
        and bool(named & set(asked.get("#p", named) or {""}) or "#p" not in asked)
        and event["created_at"] >= asked.get("since", 0)
    )


@pytest.fixture
def relay():
    import threading

    stage = Stage()
    with serve_socket(stage, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield stage, f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()


def test_nostr_reads_and_replies(relay):
    stage, url = relay
    bot, person = Nostr([url], SECRET), Nostr([url], OTHER)
    assert bot.mentions("")[0] == ()
    first = person._signed("It burned.", [], 1_700_000_000)
    call = person._signed(
        "真的吗", [["e", first["id"], "", "root"], ["p", bot.me()]], 1_700_000_010
    )
    stage.events += [first, call]
    (found,), place = bot.mentions("1600000000")
    assert (found.thread, found.parent.text, place) == (first["id"], "It burned.", "1700000010")
    names = bot.reply(found, [Part("是的"), Part("more")], "k", NOW)
    assert bot.reply(found, [Part("是的"), Part("more")], "k", NOW) == names
    assert len(stage.events) == 4
    event = read_nostr_event(stage.events[2])
    assert threaded(event) == (first["id"], call["id"])
    assert event.first("p") == person.me()


def test_nostr_tells_a_refusal_and_a_wrong_key(relay):
    stage, url = relay
    stage.refuses = "blocked: no"
    bot = Nostr([url], SECRET)
    with pytest.raises(FeedUnreachable, match="blocked"):
        bot._publish(bot._signed("x", [], 1))
    with pytest.raises(FeedDenied, match="hexadecimal"):
        Nostr([url], "nsec1abc").me()
    with pytest.raises(FeedUnreachable):
        Nostr(["ws://127.0.0.1:9"], SECRET).mentions("1")


def test_threads_by_position_too():
    tags = (("e", "a" * 64), ("e", "b" * 64), ("p", "c" * 64))
    assert threaded(NostrEvent("", "", 0, 1, tags, "")) == ("a" * 64, "b" * 64)
    assert threaded(NostrEvent("", "", 0, 1, (), "")) == ("", "")
