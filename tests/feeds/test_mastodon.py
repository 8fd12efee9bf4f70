"""Mastodon: authors' wishes kept, breaks filled over REST, recorded answers of a real server."""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import changes, hear

from localhttp import Answer, serve
from rostra.errors import FeedDenied, FeedUnreachable
from rostra.feeds import Mastodon, Origin, Outside, Sieve
from rostra.feeds._mastodon import Instance, Seen, digest
from rostra.feeds._mastodon_place import LOOKED_AT, Newest, read_bookmark
from rostra.feeds._mastodon_rest import streaming_of
from rostra.feeds._mastodon_stream import events
from rostra.fetch import Reach
from rostra.posts import EPOCH, Deletion, Media, Post

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
CASSETTES = Path(__file__).parents[3] / "shared" / "data" / "mastodon"


def status(number=1, *, account=None, **more):
    author = {
        "acct": "ann",
        "uri": "https://m.test/users/ann",
        "display_name": "Ann",
        "indexable": True,
        "discoverable": True,
        "note": "",
    }
    whole = {
        "id": f"{1000 + number}",
        "uri": f"https://m.test/s/{number}",
        "url": f"https://m.test/@ann/{number}",
        "account": author | (account or {}),
        "content": f"<p>post {number}</p>",
        "created_at": (NOW - timedelta(seconds=60 - number)).isoformat(),
        "visibility": "public",
        "language": "en",
    }
    return whole | more


def see(what, event="update", **view):
    view = {"source": "masto", "host": "m.test", "now": lambda: NOW} | view
    return digest(event, what, Instance(**view))


def only(what, event="update", **view):
    (change,) = see(what, event, **view).changes
    return change


# Statuses


def test_a_post_in_full():
    html = (
        '<p>看 <a href="https://m.test/tags/世界" class="mention hashtag">#世界</a> '
        '<a href="https://m.test/@bob" class="u-url mention">@bob</a> '
        '<a href="https://example.com/x" rel="nofollow">example.com</a></p><p>再见</p>'
    )
    post = only(
        status(
            7,
            account={"bot": True, "limited": True},
            content=html,
            language="zh",
            tags=[{"name": "世界"}],
            spoiler_text="剧透\n小心",
            sensitive=True,
            favourites_count=3,
            reblogs_count=2,
            replies_count=1,
            edited_at="2026-08-20T07:59:59.000001Z",
            media_attachments=[
                {"type": "image", "url": "https://m.test/1.png", "description": "一只猫"},
                {"type": "gifv", "url": "https://m.test/2.mp4", "description": None},
                {"type": "unknown", "url": "https://m.test/3.bin"},
            ],
            card={"url": "https://example.com/x", "title": "T", "description": "D"},
            poll={"options": [{"title": "是"}, {"title": "否"}]},
            quote={"state": "accepted", "quoted_status": {"uri": "https://o.test/q"}},
        )
    )
    assert (post.id, post.native) == ("https://m.test/s/7", "1007")
    assert post.url == "https://m.test/@ann/7"
    assert post.text == "看 #世界 @bob example.com\n\n再见\n- 是\n- 否"
    assert post.author.handle == "ann@m.test"
    assert (post.author.id, post.author.name, post.author.bot) == (
        "https://m.test/users/ann", "Ann", True)  # fmt: skip
    assert post.created == NOW - timedelta(seconds=53)
    assert post.rev == (NOW - timedelta(seconds=1)).timestamp() * 1e6 + 1
    assert post.lang == "zh"
    assert post.tags == ("世界",)
    assert post.links == ("https://example.com/x",)
    assert post.media[0] == Media("image", "https://m.test/1.png", "一只猫")
    assert [m.kind for m in post.media] == ["image", "video", "link"]
    assert post.labels == ("sensitive", "content-warning: 剧透 小心", "limited")
    assert (post.likes, post.reposts, post.replies) == (3, 2, 1)
    assert post.quotes == "https://o.test/q"
    assert post.trainable is False


def test_deletions_name_only_what_the_server_calls_it():
    assert only("1007", "delete") == Deletion("", NOW, source="masto", native="1007")
    for junk in ("", "a b", "../x", "9\n9"):
        assert see(junk, "delete").garbage == 1


def test_a_reply_finds_its_parent_and_thread():
    seen = Seen(most=2)
    only(status(1), seen=seen)
    second = only(status(2, in_reply_to_id="1001"), seen=seen)
    third = only(status(3, in_reply_to_id="1002"), seen=seen)
    assert (second.reply_to, second.root) == ("https://m.test/s/1", "https://m.test/s/1")
    assert (third.reply_to, third.root) == ("https://m.test/s/2", "https://m.test/s/1")
    lost = only(status(4, in_reply_to_id="1001"), seen=seen)
    assert (lost.reply_to, lost.root) == ("", ""), "the oldest is forgotten, nothing is invented"


def test_a_repost_brings_what_it_reposts():
    original, repost = see(status(2, reblog=status(1), content="<p>post 1</p>")).changes
    assert original.text == "post 1"
    assert (repost.reposts_of, repost.text) == (original.id, "")
    private = status(1, visibility="private")
    assert [c.id for c in see(status(2, reblog=private)).changes] == ["https://m.test/s/2"]


@pytest.mark.parametrize(
    "wish",
    [
        {"visibility": "private"},
        {"visibility": "direct"},
        {"visibility": "something new"},
        {"account": {"noindex": True}},
        {"account": {"suspended": True}},
        {"account": {"indexable": False}},
        {"account": {"discoverable": False}},
        {"account": {"note": "<p>hi <a href='x'>#<span>NoBot</span></a></p>"}},
        {"account": {"note": "please #noindex me"}},
    ],
)
def test_wishes_of_authors_are_kept_and_counted(wish):
    news = see(status(1, **wish))
    assert news.changes == ()
    assert sum(n for _, n in news.skipped) == 1
    edited = only(status(1, **wish), "status.update")
    assert edited == Deletion("", NOW, source="masto", native="1001")


def test_consent_had_elsewhere_opens_search_but_no_refusal():
    unasked = {"account": {"indexable": False, "discoverable": None}}
    assert only(status(1, **unasked), opted_in_only=False).text == "post 1"
    refusing = {"account": {"indexable": False, "note": "#nobots"}}
    assert see(status(1, **refusing), opted_in_only=False).changes == ()


def test_a_query_is_asked_of_the_whole_status():
    assert only(status(1, content="quake"), sieve=Sieve(("quake",)))
    assert see(status(1), sieve=Sieve(("quake",))).skipped == (("not asked for", 1),)


@pytest.mark.parametrize("created", ["2999-01-01T00:00:00Z", "-1", None, "0001-01-01"])
def test_an_impossible_time_gives_way_to_ours(created):
    assert only(status(1, created_at=created)).created == NOW


def test_markup_and_tricks_do_not_get_through():
    html = "<script>alert(1)</script><p onclick=x>a\u202eb<img src=x onerror=alert(1)>&lt;i&gt;</p>"
    evil = {"type": "image", "url": "javascript:alert(1)"}
    post = only(status(1, content=html, url="javascript:1", media_attachments=[evil]))
    assert post.text == "ab<i>"
    assert post.url == "https://m.test/s/1"
    assert post.media == ()


def test_a_megabyte_and_fifty_thousand_tags_are_cut_down():
    post = only(status(1, content="x" * 1_000_000, tags=[{"name": f"t{n}"} for n in range(50_000)]))
    assert len(post.text) <= 20_000
    assert len(post.tags) == 64


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["uri", "url", "id", "account", "options", "title", "name", "type", "note", "reblog"]),
        inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*status(), "reblog", "poll", "card", "tags", "quote",
       "media_attachments", "spoiler_text", "edited_at", "in_reply_to_id"]), ANY), ANY)  # fmt: skip
def test_no_status_whatever_it_holds_breaks_the_parser(part, junk):
    for what in (status(1) | part, part, junk):
        for event in ("update", "status.update", "delete", "filters_changed"):
            see(what, event)


# The stream, on loopback


class Town:
    """A Mastodon server for one test: a timeline, and streams that may be cut."""

    def __init__(self, *streams):
        self.streams, self.token = list(streams), "secret"
        self.timeline, self.limited, self.broken = {}, [], set()

    def answer(self, asked):
        if asked.path == "/api/v2/instance":
            return Answer(404)
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Answer(401, b'{"error":"The access token is invalid"}')
        if self.limited and not asked.path.startswith("/api/v1/streaming"):
            return Answer(429, b"{}", self.limited.pop(0))
        if asked.path in self.broken:
            return Answer(404, b"{}")
        if asked.path.startswith("/api/v1/streaming"):
            pieces = self.streams.pop(0) if self.streams else []
            return Answer(200, (self.said(p) for p in pieces))
        return Answer(200, json.dumps(self.found(asked)).encode())

    def said(self, piece):
        if callable(piece):
            piece()
            return b""
        return piece if isinstance(piece, bytes) else sse(*piece)

    def found(self, asked):
        if asked.path == "/api/v1/statuses":
            return [self.timeline[n] for n in asked.query["id[]"] if n in self.timeline]
        after = asked.query.get("min_id", ["0"])[0]
        limit = int(asked.query["limit"][0])
        newer = [s for n, s in sorted(self.timeline.items()) if int(n) > int(after)]
        return (newer[:limit] if "min_id" in asked.query else newer[-limit:])[::-1]

    def post(self, *numbers, **more):
        for number in numbers:
            self.timeline[str(1000 + number)] = status(number, **more)


def sse(event, data):
    data = data if isinstance(data, str) else json.dumps(data)
    return f"event: {event}\ndata: {data}\n\n".encode()


async def nap(seconds):
    naps.append(seconds)


naps: list[float] = []


def town_feed(server, **more):
    outside = Outside(Reach(allow=server.allow), now=lambda: NOW, sleep=nap)
    more = {"token": "secret", "outside": outside} | more
    return Mastodon(Origin("masto", "terms of m.test"), server.url, **more)


def texts(heard):
    return [c.text for c in changes(heard) if isinstance(c, Post)]


def test_live_posts_edits_and_deletions():
    town = Town([b":)\n\n", ("update", status(1)), b":thump\n\n", ("status.update",
                 status(1, content="new", edited_at=NOW.isoformat())), ("delete", "1001"),
                 ("notification", {}), ("filters_changed", "undefined")])  # fmt: skip
    with serve(town.answer) as server:
        heard, error = asyncio.run(hear(town_feed(server)))
    assert isinstance(error, FeedUnreachable), "a closed stream is opened again"
    assert texts(heard) == ["post 1", "new"]
    assert isinstance(changes(heard)[-1], Deletion)
    assert changes(heard)[0].terms == "terms of m.test"
    assert sum(news.garbage for news in heard) == 0


def test_what_happened_during_a_break_is_fetched():
    town = Town([("update", status(n)) for n in (1, 2, 3)], [("update", status(150))])
    with serve(town.answer) as server:
        feed = town_feed(server)
        heard, _ = asyncio.run(hear(feed))
        town.post(1)
        town.post(3, content="edited", edited_at=NOW.isoformat())
        town.post(*range(4, 120))
        again, _ = asyncio.run(hear(feed, heard[-1].cursor))
        pages = [a for a in server.asked if a.path == "/api/v1/timelines/public"]
    assert [c.native for c in changes(again) if isinstance(c, Deletion)] == ["1002"]
    edited = [c for c in changes(again) if isinstance(c, Post) and c.rev]
    assert [c.text for c in edited] == ["edited"]
    assert texts(again)[2:] == [f"post {n}" for n in [*range(4, 120), 150]]
    assert [a.query.get("min_id") for a in pages] == [
        None, ["1003"], ["1043"], ["1083"], ["1119"]]  # fmt: skip
    assert read_bookmark(again[-1].cursor, "").last == "1150"
    assert "1002" not in feed.newest
    assert not [gap for news in again for gap in news.gaps]


def test_posts_that_only_the_store_knows_are_looked_at_again():
    town = Town([])
    town.post(1, 3)
    town.post(2, content="edited", edited_at=NOW.isoformat())
    asked = []

    def held(since, most):
        asked.append((since, most))
        return ("1009", "1002", "no id!", "1001")

    with serve(town.answer) as server:
        place = f"{10**15}:1002:{10**14}@{server.url.removeprefix('http://')}"
        heard, _ = asyncio.run(hear(town_feed(server, held=held), place))
        looked = [a.query["id[]"] for a in server.asked if a.path == "/api/v1/statuses"]
    assert asked == [(EPOCH + timedelta(seconds=10**8), LOOKED_AT)]
    assert looked == [["1009", "1002", "1001"]]
    assert [c.native for c in changes(heard) if isinstance(c, Deletion)] == ["1009"]
    assert texts(heard) == ["edited", "post 1", "post 3"]


def test_what_is_stored_is_looked_at_where_no_cursor_was_saved_yet():
    town = Town([])
    town.post(1, 3)
    with serve(town.answer) as server:
        feed = town_feed(server, held=lambda *_: ("1002", "1001"))
        heard, _ = asyncio.run(hear(feed))
    assert [c.native for c in changes(heard)] == ["1001", "1002"]
    assert isinstance(changes(heard)[-1], Deletion)
    assert read_bookmark(heard[-1].cursor, "").last == "1003", "it begins now all the same"


def test_a_thousand_posts_are_looked_at_the_newest_first():
    town = Town([("update", status(1))], [])
    stored = tuple(str(n) for n in range(9_999, 8_000, -1))
    with serve(town.answer) as server:
        feed = town_feed(server, held=lambda _, most: stored[:most])
        heard, _ = asyncio.run(hear(feed, f"{10**15}:9999:"))
        asyncio.run(hear(feed, heard[-1].cursor))
        looked = [a.query["id[]"] for a in server.asked if a.path == "/api/v1/statuses"]
    assert [len(part) for part in looked] == [20] * 100
    assert [n for part in looked[:50] for n in part] == list(stored[:1000])
    assert [n for part in looked[50:] for n in part] == ["1001", *stored[:999]], (
        "what was handed on comes first"
    )


def test_a_cursor_of_another_server_brings_no_deletions():
    town = Town([], [])
    town.post(5)
    asked = []
    with serve(town.answer) as server:
        feed = town_feed(server, held=lambda since, _: asked.append(since) or ())
        place = f"{int((NOW - timedelta(hours=1)).timestamp() * 1e6)}:1001:0@elsewhere.test"
        heard, _ = asyncio.run(hear(feed, place))
        asyncio.run(hear(feed, heard[-1].cursor))
    assert changes(heard) == []
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert (gap.since, gap.until) == (NOW - timedelta(hours=1), NOW)
    assert "elsewhere.test" in gap.reason
    assert asked == [NOW, NOW], "nor later on: those posts have ids of the other server"


def test_a_place_keeps_its_time_until_all_is_filled():
    town = Town([])
    town.post(*range(2, 60))
    since = NOW - timedelta(hours=2)
    with serve(town.answer) as server:
        cursor = f"{int(since.timestamp() * 1e6)}:1001:"
        heard, _ = asyncio.run(hear(town_feed(server), cursor))
    places = [read_bookmark(news.cursor, "") for news in heard if news.cursor]
    assert [(p.at, p.last) for p in places] == [(since, "1041"), (since, "1059"), (NOW, "1059")]


def test_a_break_before_the_first_post_is_filled_too():
    for before in ([], [1]):
        town = Town([], [])
        town.post(*before)
        with serve(town.answer) as server:
            feed = town_feed(server)
            heard, _ = asyncio.run(hear(feed))
            town.post(2)
            again, _ = asyncio.run(hear(feed, heard[-1].cursor))
        assert texts(heard) == []
        assert texts(again) == ["post 2"]


def test_a_timeline_that_may_not_be_read_leaves_a_gap():
    town = Town([], [("update", status(9))])
    town.broken = {"/api/v1/timelines/public"}
    with serve(town.answer) as server:
        cursor = f"{int((NOW - timedelta(hours=2)).timestamp() * 1e6)}:1001:"
        town.streams.pop(0)
        heard, _ = asyncio.run(hear(town_feed(server), cursor))
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert (gap.since, gap.until) == (NOW - timedelta(hours=2), NOW)
    assert texts(heard) == ["post 9"]


def test_a_server_that_looks_up_no_ids_is_paged_all_the_same():
    town = Town([])
    town.broken = {"/api/v1/statuses"}
    town.post(1, 2)
    with serve(town.answer) as server:
        heard, _ = asyncio.run(hear(town_feed(server), f"{10**15}:1001:1001"))
    assert texts(heard) == ["post 2"]
    assert len([gap for news in heard for gap in news.gaps]) == 1


def test_a_limit_on_the_rate_is_waited_for():
    town = Town([])
    town.post(2)
    town.limited = [{"Retry-After": "7"},
                    {"X-RateLimit-Reset": (NOW + timedelta(seconds=90)).isoformat()}]  # fmt: skip
    naps.clear()
    with serve(town.answer) as server:
        heard, _ = asyncio.run(hear(town_feed(server), f"{10**15}:1001:"))
    assert naps == [7, 90]
    assert texts(heard) == ["post 2"]


def test_a_long_limit_is_left_to_the_supervisor():
    town = Town([])
    town.limited = [{"Retry-After": "3600"}]
    with serve(town.answer) as server:
        _, error = asyncio.run(hear(town_feed(server), f"{10**15}:1001:"))
    assert isinstance(error, FeedUnreachable)
    assert error.wait_s == 3600


@pytest.mark.parametrize(
    ("timeline", "stream", "rest"),
    [
        ("public", "/api/v1/streaming/public", "/api/v1/timelines/public"),
        ("public:local", "/api/v1/streaming/public/local", "/api/v1/timelines/public"),
        ("user", "/api/v1/streaming/user", "/api/v1/timelines/home"),
        ("hashtag", "/api/v1/streaming/hashtag", "/api/v1/timelines/tag/%E4%B8%96"),
    ],
)
def test_each_timeline_has_its_own_stream(timeline, stream, rest):
    town = Town([("update", status(1))])
    with serve(town.answer) as server:
        asyncio.run(hear(town_feed(server, timeline=timeline, tag="世")))
        asked = {a.path: a.query for a in server.asked}
    assert {stream, rest} <= set(asked)
    assert asked[stream] == ({"tag": ["世"]} if timeline == "hashtag" else {})
    assert asked[rest].get("local") == (["true"] if timeline == "public:local" else None)


def test_the_server_says_where_it_streams():
    town = Town([("update", status(1))])

    def front(asked):
        assert "authorization" not in asked.headers or asked.path != "/api/v2/instance"
        if asked.path == "/api/v2/instance":
            url = back.url.replace("http://", "ws://")
            return Answer(200, json.dumps({"configuration": {"urls": {"streaming": url}}}).encode())
        return Answer(200, b"[]")

    with serve(town.answer) as back, serve(front) as server:
        reach = Reach(allow=back.allow | server.allow)
        heard, _ = asyncio.run(hear(town_feed(server, outside=Outside(reach, now=lambda: NOW))))
    assert texts(heard) == ["post 1"]


def test_a_wrong_token_is_for_a_person_to_mend():
    with serve(Town([]).answer) as server:
        _, error = asyncio.run(hear(town_feed(server, token="wrong")))
    assert isinstance(error, FeedDenied)
    assert "token" in str(error)
    assert "wrong" not in repr(town_feed(server, token="wrong"))


def test_an_address_that_is_no_mastodon():
    with serve(lambda _: Answer(404, b"<html>nothing here")) as server:
        _, error = asyncio.run(hear(town_feed(server)))
    assert isinstance(error, FeedDenied)
    assert "check the address" in str(error)
    _, error = asyncio.run(hear(Mastodon(Origin("m"), "nonsense")))
    assert isinstance(error, FeedDenied)


def test_a_stream_without_heartbeat_is_given_up():
    over = threading.Event()
    town = Town([b":)\n\n", lambda: over.wait(100)])
    with serve(town.answer) as server:
        _, error = asyncio.run(hear(town_feed(server, idle_s=0.3)))
        over.set()
    assert isinstance(error, FeedUnreachable)


def test_garbage_costs_no_other_post():
    town = Town([
        sse("update", "{not json"), sse("update", '"text"'), b"event: update\ndata: \xff\xfe\n\n",
        b"\x00\x01\n\n", ("update", {"id": "1"}), ("update", status(1)), sse("delete", "../../x"),
        ("update", status(2, content="y" * 1_000_000)), ("update", status(3)),
    ])  # fmt: skip
    with serve(town.answer) as server:
        heard, _ = asyncio.run(hear(town_feed(server)))
    assert [c.native for c in changes(heard)] == ["1001", "1002", "1003"]
    assert sum(news.garbage for news in heard) == 5


def test_a_bookmark_is_written_and_read_back():
    text = "1787212800000000:1003:1787212700000000@m.test:3000"
    mark = read_bookmark(text, "other.test")
    assert (str(mark), mark.host, mark.recent) == (text, "m.test:3000", ())
    old = read_bookmark("1787212800000000:1003:1001,1002", "m.test")
    assert (old.recent, old.since, old.host) == (("1001", "1002"), EPOCH, "m.test")
    assert str(old) == "1787212800000000:1003:0@m.test"
    junk = ("", "7", "x:1:2", "1:::", "²:1:2", "1:" + "9" * 5000 + ":", "9" * 5000 + ":1:")
    for text in (*junk, "1:1:x@m.test", "1:1:@m.test"):
        assert read_bookmark(text, "m.test") is None


def test_the_newest_are_kept_and_the_deleted_forgotten():
    newest = Newest(most=2)
    posts = [only(status(n)) for n in (1, 2, 3)]
    newest.note(posts)
    assert list(newest) == ["1003", "1002"]
    newest.note([posts[1], Deletion("", NOW, source="masto", native="1003")])
    assert list(newest) == ["1002"]


def test_events_are_cut_as_the_standard_says():
    async def lines():
        for line in b":c\n\nevent:update\ndata: a\ndata:b\n\ndata: x\n\nevent: delete\n".split(
            b"\n"
        ):
            yield line

    async def read():
        return [pair async for pair in events(lines())]

    assert asyncio.run(read()) == [("update", b"a\nb"), ("message", b"x"), ("delete", b"")]


# Recorded answers of a real server


@pytest.mark.skipif(not CASSETTES.is_dir(), reason=f"no recorded answers at {CASSETTES}")
class TestRecorded:
    @staticmethod
    def bodies(name, path):
        yaml = pytest.importorskip("yaml")
        tape = yaml.safe_load((CASSETTES / name).read_text())
        return [i["response"]["body"]["string"] for i in tape["interactions"]
                if path in i["request"]["uri"] and i["response"]["body"]["string"]]  # fmt: skip

    def test_the_stream_of_a_real_server_is_read(self):
        (said,) = self.bodies("test_stream_user_local.yaml", "/streaming/user")

        async def lines():
            for line in said.encode().splitlines():
                yield line

        async def read():
            return [pair async for pair in events(lines())]

        found = asyncio.run(read())
        kinds = [kind for kind, _ in found]
        assert kinds.count("update") == said.count("event: update") > 0
        for kind, data in found:
            body = json.loads(data) if kind != "delete" else data.decode()
            news = see(body, kind, opted_in_only=False)
            assert news.garbage == 0
            if kind == "update":
                (post,) = news.changes
                assert post.text == "it's cool guy"
                assert post.native == body["id"]
                assert post.id == body["uri"]
            strict = see(body, kind)
            assert kind == "delete" or strict.changes == (), "they never agreed to be found"

    def test_an_edit_of_a_real_server_has_a_higher_revision(self):
        found = [json.loads(body) for body in self.bodies("test_status_edit.yaml", "/statuses")]
        whole = [s for s in found if isinstance(s, dict) and "visibility" in s]
        posts = [only(s, opted_in_only=False) for s in whole]
        assert len(posts) >= 2
        by_id: dict[str, list[Post]] = {}
        for post in posts:
            by_id.setdefault(post.id, []).append(post)
        edits = [p for group in by_id.values() for p in group if p.rev > group[0].rev]
        assert edits
        assert all(p.text != by_id[p.id][0].text for p in edits)

    def test_a_timeline_of_a_real_server_is_read(self):
        pages = [json.loads(b) for b in self.bodies("test_list_timeline.yaml", "/timelines/list")]
        found = [s for page in pages for s in page]
        assert found
        for body in found:
            assert see(body, opted_in_only=False).garbage == 0


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("wss://stream.example.org/", "https://stream.example.org"),
        ("ws://stream.example.org", "https://example.org"),
        ("file:///etc/passwd", "https://example.org"),
        (["wss://x"], "https://example.org"),
    ],
)
def test_a_token_is_never_sent_in_clear_where_https_was_asked_for(said, where):
    instance = {"configuration": {"urls": {"streaming": said}}}
    assert streaming_of(instance, "https://example.org") == where


def test_a_server_cannot_send_us_to_an_address_of_our_own():
    def front(asked):
        url = "ws://169.254.169.254"
        return Answer(200, json.dumps({"configuration": {"urls": {"streaming": url}}}).encode())

    with serve(front) as server:
        _, error = asyncio.run(hear(town_feed(server)))
    assert isinstance(error, FeedDenied)
    assert "169.254.169.254 (link-local)" in str(error)
