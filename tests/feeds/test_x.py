"""X's API v2 against a small server of our own that answers in X's shapes."""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest

from localhttp import Answer, serve
from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._x import XSearch, XStream, recheck, search
from rostra.feeds._x_access import XAccess
from rostra.feeds._x_posts import includes_of, post_of, posts_of, snowflake_before, snowflake_time
from rostra.fetch import Reach
from rostra.posts import Deletion

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ORIGIN = Origin("x-news")
EPOCH_MS = 1288834974657


def snowflake(at, n=0):
    return str((round(at.timestamp() * 1000) - EPOCH_MS << 22) + n)


def tweet(n, minutes_ago=5, text="hello", **more):
    native = snowflake(NOW - timedelta(minutes=minutes_ago), n)
    return {
        "id": native, "text": text, "author_id": "42", "conversation_id": native, "lang": "en",
        "created_at": "2026-11-20T11:55:00.000Z", "edit_history_tweet_ids": [native], **more,
    }  # fmt: skip


USERS = {
    "users": [
        {"id": "42", "username": "ann", "name": "Ann"},
        {"id": "7", "username": "bo", "name": "Bo"},
    ]
}


class FakeX:
    """Recent search with paging, rules, look-ups and a stream, as X documents them."""

    def __init__(self):
        self.tweets, self.rules, self.gone, self.page = [], [], [], 100
        self.headers, self.refuse, self.lines = {}, None, []
        self.searched, self.hang = [], threading.Event()

    def answer(self, asked):  # noqa: PLR0911 — one for each address
        if asked.headers.get("authorization") != "Bearer secret":
            return self._json(
                {"title": "Unauthorized", "detail": "Unauthorized", "status": 401}, 401
            )
        if self.refuse:
            return self.refuse
        if asked.path == "/2/tweets/search/recent":
            return self._search({k: v[0] for k, v in asked.query.items()})
        if asked.path == "/2/tweets/search/stream/rules":
            return self._rules(asked)
        if asked.path == "/2/tweets/search/stream":
            return Answer(body=self._stream())
        if asked.path == "/2/tweets":
            return self._lookup(asked.query["ids"][0].split(","))
        return self._json({"title": "Not Found"}, 404)

    def _search(self, query):
        self.searched.append(query)
        found = [t for t in self.tweets if int(t["id"]) > int(query.get("since_id", 0))]
        found.sort(key=lambda t: -int(t["id"]))
        start = int(query.get("next_token", 0))
        size = min(self.page, int(query["max_results"]))
        meta = {"result_count": len(found[start : start + size])}
        if start + size < len(found):
            meta["next_token"] = str(start + size)
        return self._json({"data": found[start : start + size], "includes": USERS, "meta": meta})

    def _rules(self, asked):
        if asked.method == "GET":
            return self._json(
                {"data": self.rules, "meta": {"sent": "x"}} if self.rules else {"meta": {}}
            )
        body = json.loads(asked.body)
        if "delete" in body:
            self.rules = [r for r in self.rules if r["id"] not in body["delete"]["ids"]]
            return self._json({"meta": {"summary": {"deleted": 1}}})
        if "bad" in body["add"][0]["value"]:
            return self._json(
                {"errors": [{"title": "UnprocessableEntity", "details": ["bad rule"]}]}, 201
            )
        self.rules.append({"id": str(100 + len(self.rules)), **body["add"][0]})
        return self._json({"data": self.rules[-1:], "meta": {}}, 201)

    def _stream(self):
        yield b"\r\n"
        for line in self.lines:
            yield (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\r\n"
        self.hang.wait(0.2)

    def _lookup(self, ids):
        rows = [t for t in self.tweets if t["id"] in ids and t["id"] not in self.gone]
        missing = [i for i in ids if i in self.gone]
        return self._json({
            "data": rows, "includes": USERS,
            "errors": [{"value": i, "resource_id": i, "parameter": "ids", "resource_type": "tweet",
                        "title": "Not Found Error", "type": "https://api.x.com/2/problems/resource-not-found"}
                       for i in missing],
        })  # fmt: skip

    def _json(self, value, status=200):
        return Answer(status, json.dumps(value).encode(), self.headers)


class Desk:
    """A fake X, a key for it, and a clock that sleeping moves."""

    def __init__(self, fake, server, token="secret"):  # noqa: S107
        self.fake, self.now, self.slept = fake, NOW, []
        outside = Outside(Reach(allow=server.allow), lambda: self.now, self._sleep)
        self.access = XAccess(token, server.url, outside)

    async def _sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def take(self, feed, count, cursor=""):
        async def go():
            news, source = [], feed.news(cursor)
            for _ in range(count):
                news.append(await anext(source))  # noqa: PERF401
            await source.aclose()
            return news

        return asyncio.run(go())


@pytest.fixture
def desk():
    fake = FakeX()
    with serve(fake.answer) as server:
        yield Desk(fake, server)
        fake.hang.set()


def told(news):
    return [change for n in news for change in n.changes]


# One post


def test_a_tweet_becomes_a_post():
    row = tweet(
        1, text="See https://t.co/a &amp; https://t.co/b", possibly_sensitive=True, withheld={"country_codes": ["DE"]},
        public_metrics={"like_count": 5, "retweet_count": 2, "reply_count": 1, "quote_count": 9},
        entities={
            "urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org/x?a=1&b=2"},
                     {"url": "https://t.co/b", "expanded_url": "https://x.com/ann/status/1/photo/1", "media_key": "3_1"}],
            "hashtags": [{"tag": "地震"}, {"tag": "地震"}],
        },
        attachments={"media_keys": ["3_1", "7_2", "3_9"]},
        referenced_tweets=[{"type": "replied_to", "id": "111"}, {"type": "quoted", "id": "222"}],
        conversation_id="99",
    )  # fmt: skip
    includes = {
        **USERS,
        "media": [{"media_key": "3_1", "type": "photo", "url": "https://pbs.example/a.jpg", "alt_text": "a street"},
                  {"media_key": "7_2", "type": "video", "preview_image_url": "https://pbs.example/v.jpg"}],
        "tweets": [{"id": "222", "text": "q", "author_id": "7", "edit_history_tweet_ids": ["220", "222"]}],
    }  # fmt: skip
    (post,), bad = posts_of(
        {"data": [row], "includes": includes}, Origin("s", "t", trainable=True), NOW
    )
    assert bad == 0
    assert post.text == "See https://example.org/x?a=1&b=2 &"
    assert post.links == ("https://example.org/x?a=1&b=2",)
    assert (post.id, post.native, post.rev) == (f"x:{row['id']}", row["id"], 0)
    assert (post.author.id, post.author.handle, post.author.name) == ("42", "ann", "Ann")
    assert (post.reply_to, post.root, post.quotes) == ("x:111", "x:99", "x:220")
    assert (post.likes, post.reposts, post.replies) == (5, 2, 1)
    assert post.labels == ("sensitive", "withheld:DE")
    assert post.tags == ("地震",)
    assert [(m.kind, m.alt) for m in post.media] == [("image", "a street"), ("video", "")]
    assert post.url == f"https://x.com/ann/status/{row['id']}"
    assert (post.terms, post.trainable, post.network, post.source) == ("t", True, "x", "s")
    assert abs(post.created - (NOW - timedelta(minutes=5))) < timedelta(seconds=1)


def test_a_long_post_is_whole():
    note = {"text": "long " * 200 + "https://t.co/z", "entities": {
        "urls": [{"url": "https://t.co/z", "expanded_url": "https://example.org/"}], "hashtags": [{"tag": "news"}]}}  # fmt: skip
    post = post_of(tweet(1, text="long long…", note_tweet=note), includes_of({}), ORIGIN, NOW)
    assert post.text.endswith("https://example.org/")
    assert len(post.text) > 1_000
    assert post.tags == ("news",)


def test_a_repost_carries_the_whole_original():
    row = tweet(1, text="RT @bo: cut of…", referenced_tweets=[{"type": "retweeted", "id": "5"}])
    includes = {**USERS, "tweets": [{"id": "5", "author_id": "7", "text": "cut off no more"}]}
    post = post_of(row, includes_of({"includes": includes}), ORIGIN, NOW)
    assert (post.text, post.reposts_of) == ("RT @bo: cut off no more", "x:5")


def test_an_edit_keeps_the_first_id_and_grows_in_revision():
    first, second = tweet(1, 20), tweet(2, 10, text="corrected")
    second["edit_history_tweet_ids"] = [first["id"], second["id"]]
    old, new = (post_of(row, includes_of({}), ORIGIN, NOW) for row in (first, second))
    assert (old.id, new.id, old.rev, new.rev) == (old.id, old.id, 0, 1)
    assert new.native == second["id"]
    assert new.created == old.created


@pytest.mark.parametrize(
    "row",
    [None, 5, "x", [], {}, {"id": 5, "text": "x"}, {"id": "5"}, {"id": "abc", "text": "x"}, {"id": "-5", "text": "x"},
     {"id": "9" * 40, "text": "x"}],
)  # fmt: skip
def test_what_is_no_tweet_is_counted(row):
    assert posts_of({"data": [row, tweet(1)]}, ORIGIN, NOW)[1] == 1


@pytest.mark.parametrize(
    "more",
    [{"entities": "x"}, {"entities": {"urls": "x", "hashtags": [1]}}, {"public_metrics": []}, {"author_id": None},
     {"public_metrics": {"like_count": -1, "reply_count": "9"}}, {"attachments": 5}, {"referenced_tweets": [{}]},
     {"referenced_tweets": [{"type": "quoted", "id": None}]}, {"edit_history_tweet_ids": ["x"]}, {"withheld": 1},
     {"note_tweet": "x"}, {"conversation_id": None}, {"created_at": 5}, {"lang": None}],
)  # fmt: skip
def test_odd_parts_of_a_tweet_cost_only_themselves(more):
    post = post_of(
        tweet(1, **more), includes_of({"includes": {"users": [1], "media": None}}), ORIGIN, NOW
    )
    assert post.text == "hello"


def test_snowflakes_tell_time():
    assert (
        snowflake_time("1212092628029698048").isoformat(timespec="seconds")
        == "2019-12-31T19:26:16+00:00"
    )
    assert snowflake_time("20") is None
    at = snowflake_time(snowflake_before(snowflake(NOW), 30))
    assert abs(NOW - at - timedelta(seconds=30)) < timedelta(milliseconds=2)
    assert (
        post_of(
            {"id": "20", "text": "first", "created_at": "2006-03-21T20:50:14Z"},
            includes_of({}),
            ORIGIN,
            NOW,
        ).created.year
        == 2006
    )


# Recent search


def test_the_first_look_costs_one_page(desk):
    desk.fake.tweets = [tweet(n, n) for n in range(1, 250)]
    (news,) = desk.take(XSearch(ORIGIN, "storm -is:retweet", desk.access), 1)
    assert len(news.changes) == 100
    assert [p.created for p in news.changes] == sorted(p.created for p in news.changes)
    assert news.cursor == max((t["id"] for t in desk.fake.tweets), key=int)
    assert desk.fake.searched[0]["query"] == "storm -is:retweet"
    assert "edit_history_tweet_ids" in desk.fake.searched[0]["tweet.fields"]


def test_later_looks_page_back_to_the_cursor_and_pay_for_nothing_twice(desk):
    old, new = [tweet(n, 500 + n) for n in range(5)], [tweet(n, n) for n in range(1, 250)]
    desk.fake.tweets = old + new
    feed = XSearch(ORIGIN, "storm", desk.access, every_s=60)
    news = desk.take(feed, 2, cursor=old[0]["id"])
    assert {p.native for p in told(news)} == {t["id"] for t in new}
    assert news[0].gaps == ()
    assert (news[1].changes, news[1].cursor, desk.slept) == ((), "", [60])
    assert [q.get("since_id") for q in desk.fake.searched] == [old[0]["id"]] * 3 + [news[0].cursor]


def test_what_the_bound_leaves_out_is_a_gap(desk):
    old, desk.fake.tweets = tweet(0, 500), [tweet(n, n) for n in range(1, 400)]
    (news,) = desk.take(XSearch(ORIGIN, "storm", desk.access, most=200), 1, cursor=old["id"])
    assert len(news.changes) == 200
    (gap,) = news.gaps
    assert "more than 200" in gap.reason
    assert gap.until == news.changes[0].created
    assert news.cursor == desk.fake.tweets[0]["id"]


def test_a_cursor_older_than_a_week_is_a_gap(desk):
    desk.fake.tweets = [tweet(1, 5)]
    old = snowflake(NOW - timedelta(days=9))
    news = asyncio.run(search(desk.access, ORIGIN, "storm", old, 500))
    assert "since_id" not in desk.fake.searched[0]
    assert (len(news.changes), len(news.gaps)) == (1, 1)
    assert news.gaps[0].until - news.gaps[0].since > timedelta(days=2)


def test_a_used_up_quota_is_waited_for(desk):
    desk.fake.headers = {
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": str(int(NOW.timestamp()) + 100),
    }
    desk.take(XSearch(ORIGIN, "storm", desk.access), 1)
    assert desk.slept == [101]


REFUSALS = [
    (429, {"title": "Too Many Requests"}, {"x-rate-limit-reset": str(int(NOW.timestamp()) + 30)}, FeedUnreachable, "rate limit", 31),
    (429, {"title": "Too Many Requests"}, {}, FeedUnreachable, "rate limit", 60),
    (429, {"title": "UsageCapExceeded", "detail": "Monthly product cap"}, {}, FeedDenied, "Monthly product cap", None),
    (400, {"errors": [{"message": "no viable alternative at 'AND'"}], "title": "Invalid Request"}, {}, FeedDenied, "mend the query", None),
    (401, {"title": "Unauthorized"}, {}, FeedDenied, "check the token", None),
    (402, {"title": "CreditsDepleted"}, {}, FeedDenied, "CreditsDepleted", None),
    (403, {"title": "Client Forbidden"}, {}, FeedDenied, "Client Forbidden", None),
    (500, {}, {}, FeedUnreachable, "500", 0),
    (503, {"title": "Service Unavailable"}, {"Retry-After": "9"}, FeedUnreachable, "Service Unavailable", 9),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "headers", "error", "says", "wait"), REFUSALS)
@pytest.mark.parametrize("kind", [XSearch, XStream])
def test_refusals_are_told(desk, kind, status, body, headers, error, says, wait):  # noqa: PLR0917
    desk.fake.refuse = Answer(status, json.dumps(body).encode(), headers)
    with pytest.raises(error, match=says) as caught:
        desk.take(kind(ORIGIN, "storm", desk.access), 1)
    if wait is not None:
        assert caught.value.wait_s == wait


def test_a_wrong_key_is_told_and_never_shown():
    fake = FakeX()
    with serve(fake.answer) as server:
        desk = Desk(fake, server, token="wrong-key")
        with pytest.raises(FeedDenied) as caught:
            desk.take(XSearch(ORIGIN, "storm", desk.access), 1)
    assert "wrong-key" not in str(caught.value) + repr(desk.access)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"", b"{" * 100_000])
def test_rubbish_is_told(desk, body):
    desk.fake.refuse = Answer(body=body)
    with pytest.raises(FeedGarbage):
        desk.take(XSearch(ORIGIN, "storm", desk.access), 1)


# The stream


def line(row, rule="100"):
    return {"data": row, "includes": USERS, "matching_rules": [{"id": rule, "tag": "x"}]}


def stream_until_cut(desk, feed, cursor=""):
    async def go():
        news = []
        try:
            async for one in feed.news(cursor):
                news.append(one)  # noqa: PERF401 — what came before the cut counts
        except FeedUnreachable as error:
            return news, error
        return news, None

    return asyncio.run(go())


def test_the_stream_settles_its_rule_and_yields_what_matches_it(desk):
    desk.fake.rules = [
        {"id": "1", "value": "cats", "tag": "somebody else's"},
        {"id": "2", "value": "an old query", "tag": "rostra:x-news"},
    ]
    one, two = tweet(1, 3), tweet(2, 2, text="second")
    desk.fake.lines = [
        b"",
        line(one, "101"),
        b"",
        line(tweet(9), "1"),
        b"{rubbish",
        line(two, "101"),
        line(one, "101"),
    ]
    news, _ = stream_until_cut(desk, XStream(ORIGIN, "storm", desk.access))
    assert [(r["value"], r["tag"]) for r in desk.fake.rules] == [
        ("cats", "somebody else's"),
        ("storm", "rostra:x-news"),
    ]
    assert news[0].changes == ()
    assert [p.native for p in told(news)] == [one["id"], two["id"], one["id"]]
    assert [n.cursor for n in news if n.changes] == [one["id"], two["id"], ""]
    assert sum(n.garbage for n in news) == 1
    assert [n.skipped[0][1] for n in news if n.skipped] == [1]


def test_a_rule_that_is_there_is_used_and_a_bad_one_refused(desk):
    desk.fake.rules = [{"id": "55", "value": "storm", "tag": "another program's"}]
    desk.fake.lines = [line(tweet(1), "55")]
    news, _ = stream_until_cut(desk, XStream(ORIGIN, "storm", desk.access))
    assert len(told(news)) == 1
    with pytest.raises(FeedDenied, match="bad rule"):
        desk.take(XStream(ORIGIN, "bad (", desk.access), 1)


def test_after_a_break_the_missed_posts_come_from_search(desk):
    seen, missed = tweet(1, 10), tweet(2, 5)
    late = tweet(3, 10.2)  # streamed out of order, just before the newest
    desk.fake.tweets = [seen, missed, late, tweet(4, 60)]
    news, _ = stream_until_cut(desk, XStream(ORIGIN, "storm", desk.access), cursor=seen["id"])
    assert [p.native for p in news[0].changes] == [late["id"], seen["id"], missed["id"]]
    assert news[0].cursor == missed["id"]


def test_a_silent_stream_and_a_disconnect_notice_end_it(desk, monkeypatch):
    monkeypatch.setattr("rostra.feeds._x.SILENCE_S", 0.3)
    desk.fake.hang.wait = lambda _: threading.Event().wait(2)
    feed = XStream(ORIGIN, "storm", desk.access)
    _, error = stream_until_cut(desk, feed)
    assert "broke off" in str(error)
    assert error.wait_s == 0.25
    desk.fake.hang.set()
    desk.fake.lines = [
        {
            "errors": [
                {
                    "title": "operational-disconnect",
                    "disconnect_type": "UpstreamOperationalDisconnect",
                }
            ]
        }
    ]
    _, error = stream_until_cut(desk, feed)
    assert "operational-disconnect" in str(error)


def test_faults_of_the_stream_wait_longer_each_time(desk):
    fake, waits = desk.fake, []
    fake._stream = None  # the stream itself is never reached
    plain = fake.answer
    fake.rules = [{"id": "1", "value": "storm", "tag": "rostra:x-news"}]

    def busy(asked):
        return Answer(503, b"{}") if asked.path.endswith("/stream") else plain(asked)

    with serve(busy) as server:
        feed = XStream(ORIGIN, "storm", Desk(fake, server).access)
        for _ in range(8):
            with pytest.raises(FeedUnreachable) as caught:
                desk.take(feed, 1)
            waits.append(caught.value.wait_s)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 320]


# Looking again


def test_looking_again_finds_deletions_and_edits(desk):
    kept, gone, first = tweet(1, 30), tweet(2, 30), tweet(3, 30)
    edited = tweet(4, 20, text="corrected")
    edited["edit_history_tweet_ids"] = [first["id"], edited["id"]]
    first["edit_history_tweet_ids"] = edited["edit_history_tweet_ids"]
    desk.fake.tweets, desk.fake.gone = [kept, gone, first, edited], [gone["id"]]
    ids = [f"x:{t['id']}" for t in (kept, gone, first)] + ["hn:1", "x:unknown"]
    changes = asyncio.run(recheck(desk.access, ORIGIN, ids))
    assert [c for c in changes if isinstance(c, Deletion)] == [
        Deletion(f"x:{gone['id']}", NOW, source="x-news")
    ]
    latest = {c.id: (c.rev, c.text) for c in changes if not isinstance(c, Deletion)}
    assert latest == {f"x:{kept['id']}": (0, "hello"), f"x:{first['id']}": (1, "corrected")}


def test_looking_again_asks_a_hundred_at_a_time(desk):
    desk.fake.tweets = [tweet(n, n + 1) for n in range(230)]
    changes = asyncio.run(recheck(desk.access, ORIGIN, [f"x:{t['id']}" for t in desk.fake.tweets]))
    assert len(changes) == 230
