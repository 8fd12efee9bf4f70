"""Bluesky: what the three streams say becomes the same posts, and bad input costs nothing else."""

import asyncio
import contextlib
import hashlib
import json
from datetime import UTC, datetime, timedelta

import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import changes, hear, websocket

from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds import Firehose, Jetstream, Sieve, Wire
from rostra.feeds._bluesky import Handles, View, digest
from rostra.feeds._bluesky_events import parse_frame, parse_v1, parse_v2, tid_micros
from rostra.feeds._bluesky_streams import read_place
from rostra.feeds._times import to_micros
from rostra.posts import Deletion, Departure, Media, Post, Tally

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
DID = "did:plc:ann"
QUICK = Wire(open_s=2, ping_s=0.3)


def v1(number=0, *, record=None, operation="create", did=DID, rkey=None, at=None, **more):
    at = at or NOW + timedelta(seconds=number)
    commit = {
        "rev": "3mptbypluud2a",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": rkey or f"r{number}",
    } | more
    if operation != "delete":
        commit["record"] = {"text": f"post {number}", "createdAt": at.isoformat()} | (record or {})
        commit["cid"] = "bafy"
    return {"did": did, "time_us": to_micros(at), "kind": "commit", "commit": commit}


def v2(number=0, **more):
    event = v1(number, **more)
    at = NOW + timedelta(seconds=number)
    payload = {"seq": 1000 + number, "did": DID, "time": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"}
    payload |= event["commit"] | {"$type": "network.bsky.jetstream.subscribeEvents#commit"}
    return {"$type": "message", "payload": payload}


def read(event, **view):
    view = {"source": "sky", "now": lambda: NOW} | view
    return digest(parse_v1(json.dumps(event)), View(**view))


def only(event, **view):
    (post,) = read(event, **view).changes
    return post


# The parser


def test_a_post_in_full():
    record = {
        "text": "看这里 example.com #世界 @bob",
        "langs": ["zh-Hans"],
        "createdAt": "2026-08-20T07:59:58.5Z",
        "reply": {
            "parent": {"uri": "at://did:plc:b/app.bsky.feed.post/p"},
            "root": {"uri": "at://did:plc:c/app.bsky.feed.post/q"},
        },
        "tags": ["extra"],
        "facets": [
            {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com"}]},
            {"features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "世界"}]},
            {"features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:b"}]},
        ],
        "labels": {"values": [{"val": "porn"}, {"val": "porn"}]},
        "embed": {
            "$type": "app.bsky.embed.recordWithMedia",
            "record": {"record": {"uri": "at://did:plc:d/app.bsky.feed.post/s"}},
            "media": {
                "$type": "app.bsky.embed.images",
                "images": [{"alt": "一只猫", "image": {"ref": {"$link": "bafkrei123"}}}],
            },
        },
    }
    picture = "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:ann/bafkrei123@jpeg"
    post = only(v1(record=record, rkey="abc"))
    assert post.id == "at://did:plc:ann/app.bsky.feed.post/abc"
    assert post.url == "https://bsky.app/profile/did:plc:ann/post/abc"
    assert post.created == datetime(2026, 8, 20, 7, 59, 58, 500_000, tzinfo=UTC)
    assert post.seen == NOW
    assert (post.network, post.source, post.author.id) == ("bluesky", "sky", DID)
    assert post.lang == "zh"
    assert post.reply_to == "at://did:plc:b/app.bsky.feed.post/p"
    assert post.root == "at://did:plc:c/app.bsky.feed.post/q"
    assert post.quotes == "at://did:plc:d/app.bsky.feed.post/s"
    assert post.tags == ("extra", "世界")
    assert post.links == ("https://example.com",)
    assert post.media == (Media("image", picture, "一只猫"),)
    assert post.labels == ("porn",)
    assert post.rev == 0
    assert post.terms
    assert post.trainable is False


def test_link_cards_films_and_quotes():
    card = {"uri": "https://example.com/a", "title": "Title", "description": "More"}
    post = only(v1(record={"embed": {"$type": "app.bsky.embed.external", "external": card}}))
    assert post.media == (Media("link", "https://example.com/a", "Title — More"),)
    assert post.links == ("https://example.com/a",)
    film = {"$type": "app.bsky.embed.video", "video": {"ref": {"$link": "bafkv"}}, "alt": "waves"}
    (media,) = only(v1(record={"embed": film})).media
    assert media.url == "https://video.bsky.app/watch/did%3Aplc%3Aann/bafkv/playlist.m3u8"
    assert (media.kind, media.alt) == ("video", "waves")
    quote = {"$type": "app.bsky.embed.record", "record": {"uri": "at://x/app.bsky.feed.post/y"}}
    assert only(v1(record={"embed": quote})).quotes == "at://x/app.bsky.feed.post/y"


def test_an_edit_has_a_higher_revision_than_the_post_and_than_an_earlier_edit():
    first = only(v1(operation="update", rev="3mptbypluud2a"))
    second = only(v1(operation="update", rev="3mptbypluud2c"))
    assert 0 < first.rev <= second.rev
    assert first.rev == tid_micros("3mptbypluud2a")
    assert abs(first.rev - to_micros(datetime(2026, 7, 4, 14, 38, 8, tzinfo=UTC))) < 10**7


def test_deletions_and_departures():
    assert only(v1(operation="delete", rkey="x")) == Deletion(
        "at://did:plc:ann/app.bsky.feed.post/x", NOW, author=DID, source="sky"
    )
    event = {"did": DID, "time_us": to_micros(NOW), "kind": "account"}
    gone = event | {"account": {"active": False, "status": "deleted"}}
    assert only(gone) == Departure(DID, NOW)
    for account in ({"active": True}, {"active": False, "status": "throttled"}):
        assert read(event | {"account": account}).changes == ()


def test_a_handle_is_learnt_and_the_oldest_forgotten():
    handles = Handles(most=2)
    event = {"did": DID, "time_us": to_micros(NOW), "kind": "identity"}
    assert only(v1(), handles=handles).author.handle == ""
    read(event | {"identity": {"handle": "ann.test"}}, handles=handles)
    assert only(v1(), handles=handles).author.handle == "ann.test"
    for n in range(2):
        handles.learn(f"did:plc:{n}", "h")
    assert handles.get(DID) == ""


def test_likes_count_only_when_asked_for():
    uri = "at://did:plc:b/app.bsky.feed.post/p"
    like = v1(collection="app.bsky.feed.like")
    like["commit"]["record"] = {"subject": {"uri": uri, "cid": "x"}}
    assert read(like).changes == ()
    assert only(like, tallies=True) == Tally(uri, NOW, likes=1)
    reply = v1(record={"reply": {"parent": {"uri": uri}, "root": {"uri": uri}}})
    post, tally = read(reply, tallies=True).changes
    assert (post.reply_to, tally) == (uri, Tally(uri, NOW, replies=1))


def test_the_author_s_wish_to_be_shown_to_signed_in_people_only_is_kept():
    labels = {"labels": {"values": [{"val": "!no-unauthenticated"}]}}
    news = read(v1(record=labels))
    assert news.changes == ()
    assert sum(n for _, n in news.skipped) == 1
    assert isinstance(only(v1(record=labels, operation="update")), Deletion)


@pytest.mark.parametrize(
    ("queries", "text", "passes"),
    [
        (("quake",), "A QUAKE in Lisbon", True),
        (("quake",), "earthquakes", False),
        (("地震",), "台湾发生地震了", True),
        (("地震",), "發生地震", True),
        (("台灣 地震",), "台湾发生地震了", True),
        (("quake lisbon",), "quake in Porto", False),
        (("quake lisbon", "porto"), "quake in Porto", True),
        ((), "anything", True),
        (("  ",), "anything", True),
    ],
)
def test_a_query_keeps_posts_with_all_its_words(queries, text, passes):
    news = read(v1(record={"text": text}), sieve=Sieve(queries))
    assert bool(news.changes) is passes
    assert bool(news.skipped) is not passes


def test_an_edit_that_no_longer_answers_the_query_takes_the_old_text_away():
    news = read(v1(operation="update", record={"text": "other"}), sieve=Sieve(("quake",)))
    assert isinstance(news.changes[0], Deletion)


def test_languages_may_be_chosen():
    sieve = Sieve(langs=("zh",))
    assert read(v1(record={"text": "今天天气很好", "langs": ["zh"]}), sieve=sieve).changes
    assert not read(v1(record={"text": "a fine day today", "langs": ["en"]}), sieve=sieve).changes


# Bad input


@pytest.mark.parametrize(
    "created",
    ["2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "-5", "yesterday", None, 7, "1969-12-31"],
)
def test_an_impossible_time_gives_way_to_the_server_s(created):
    assert only(v1(record={"createdAt": created})).created == NOW


def test_an_old_post_brought_over_keeps_its_time():
    post = only(v1(record={"createdAt": "2013-04-15T18:50:00+02:00"}))
    assert post.created == datetime(2013, 4, 15, 16, 50, tzinfo=UTC)


def test_hostile_text_is_made_harmless():
    text = "evil\u202etxt\u200b\ud800 <script>alert(1)</script>\x00"
    links = [{"$type": "app.bsky.richtext.facet#link", "uri": u} for u in
             ("javascript:alert(1)", "https://ok.example", "data:text/html,x", 7, None)]  # fmt: skip
    post = only(v1(record={"text": text, "facets": [{"features": links}]}))
    post.text.encode()
    assert not {"\u202e", "\u200b", "\ud800", "\x00"} & set(post.text)
    assert post.links == ("https://ok.example",)


def test_a_post_of_a_megabyte_and_fifty_thousand_tags_are_cut_down():
    facets = [{"features": [{"$type": "app.bsky.richtext.facet#tag", "tag": f"t{n}"}]}
              for n in range(50_000)]  # fmt: skip
    post = only(v1(record={"text": "x" * 1_000_000, "facets": facets}))
    assert len(post.text) <= 20_000
    assert len(post.tags) == 64


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"7", b"\xff\xfe", b'{"kind":"commit"}', b"[" * 100_000, b'{"did":7}',
     b'{"did":"did:plc:a","time_us":1,"kind":"commit","commit":{"operation":"create"}}',
     b'{"did":"did:plc:a","time_us":1e99,"kind":"account","account":{}}',
     b'{"did":"did:plc:a","time_us":99999999999999999999999,"kind":"account","account":{}}',
     b'{"did":"did:plc:a","time_us":1,"kind":"party","party":{}}'],
)  # fmt: skip
def test_what_cannot_be_read_is_garbage(line):
    with pytest.raises(FeedGarbage):
        parse_v1(line)
    with pytest.raises(FeedGarbage):
        parse_v2(line)
    with pytest.raises(FeedGarbage):
        parse_frame(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "createdAt",
                    "langs",
                    "facets",
                    "features",
                    "uri",
                    "tag",
                    "embed",
                    "images",
                    "image",
                    "ref",
                    "$type",
                    "reply",
                    "parent",
                    "labels",
                    "values",
                    "val",
                    "record",
                    "media",
                    "external",
                    "video",
                    "tags",
                    "root",
                    "alt",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["text", "facets", "embed", "reply", "labels", "langs",
                                        "tags", "createdAt"]), JSON), JSON)  # fmt: skip
def test_no_record_whatever_it_holds_breaks_the_parser(record, embed):
    for kind in ("images", "video", "external", "record", "recordWithMedia"):
        body = embed if isinstance(embed, dict) else {}
        record["embed"] = body | {"$type": f"app.bsky.embed.{kind}"}
        news = read(v1(record=record))
        assert len(news.changes) + news.garbage == 1


@given(st.binary(max_size=200))
def test_no_bytes_whatever_they_hold_break_the_frame_parser(frame):
    for whole in (frame, libipld.encode_dag_cbor({"op": 1, "t": "#commit"}) + frame):
        with contextlib.suppress(FeedGarbage):
            parse_frame(whole)


def test_a_frame_and_a_line_make_the_same_post():
    record = {"$type": "app.bsky.feed.post", "text": "hi", "createdAt": NOW.isoformat()}
    view = View("sky", now=lambda: NOW)
    (event,) = parse_frame(commit_frame(7, record))
    line = parse_v1(json.dumps(v1(record=record)))
    assert digest(event, view).changes == digest(line, view).changes
    assert digest(line, view).changes[0].text == "hi"


def commit_frame(seq, record, *, action="create", rkey="r0", at=NOW, did=DID):
    """Build a firehose frame as a server would: two DAG-CBOR objects, blocks in a CAR."""
    block = libipld.encode_dag_cbor(record)
    cid = b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()
    header = libipld.encode_dag_cbor({"version": 1, "roots": [cid]})
    car = bytes([len(header)]) + header + varint(len(cid) + len(block)) + cid + block
    op = {"action": action, "path": f"app.bsky.feed.post/{rkey}",
          "cid": cid if action != "delete" else None}  # fmt: skip
    body = {"repo": did, "seq": seq, "rev": "3mptbypluud2a", "time": at.isoformat(),
            "ops": [op], "blocks": car}  # fmt: skip
    return libipld.encode_dag_cbor({"op": 1, "t": "#commit"}) + libipld.encode_dag_cbor(body)


def varint(number):
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


# The streams, on loopback


def ids(heard):
    return [c.id.rpartition("/")[2] for c in changes(heard) if isinstance(c, Post)]


def play(*events):
    async def speak(connection, number):
        for event in events:
            await connection.send(event if isinstance(event, bytes) else json.dumps(event))
        await connection.close()

    return speak


def test_jetstream_v1_goes_on_a_little_before_the_cursor():
    async def run():
        async with websocket(play(v1(0), v1(1), v1(2, operation="delete"))) as server:
            feed = Jetstream(name="sky", url=server.url, version=1, dids=("did:plc:a",))
            heard, error = await hear(feed)
            assert isinstance(error, FeedUnreachable)
            assert ids(heard) == ["r0", "r1"]
            assert heard[0].changes == (), "the first news says that the connection stands"
            again, _ = await hear(feed, heard[-1].cursor)
            assert not [gap for news in again for gap in news.gaps]
            return server.paths

    first, second = asyncio.run(run())
    assert first == "/subscribe?wantedCollections=app.bsky.feed.post&wantedDids=did%3Aplc%3Aa"
    cursor = int(second.partition("cursor=")[2])
    assert cursor == to_micros(NOW + timedelta(seconds=2)) - 2_000_000


def test_a_stream_cut_before_its_first_event_is_taken_up_from_its_start():
    start = to_micros(NOW - timedelta(minutes=3))

    async def run(make, *events):
        async with websocket(play(*events)) as server:
            moment = NOW - timedelta(minutes=3)
            silent, _ = await hear(make(server.url, lambda: moment), enough=lambda h: h)
            heard, _ = await hear(make(server.url, lambda: NOW), silent[0].cursor)
            return heard, server.paths[1]

    def jetstream(version):
        return lambda url, now: Jetstream(name="sky", url=url, version=version, now=now)

    _, path = asyncio.run(run(jetstream(1), v1(0)))
    assert path.endswith(f"&cursor={start - 2_000_000}")
    heard, path = asyncio.run(run(jetstream(2), v2(0)))
    assert path.endswith(f"&cursor={start}")
    assert not [gap for news in heard for gap in news.gaps]
    frame = commit_frame(5, {"text": "raw"})
    heard, _ = asyncio.run(run(lambda url, now: Firehose(name="s", url=url, now=now), frame))
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert to_micros(gap.since) == start, "it cannot be asked for by time"


def test_the_address_of_the_stream_itself_will_do_too():
    async def run():
        async with websocket(play(v1(0))) as server:
            await hear(Jetstream(name="sky", url=f"{server.url}/subscribe?x=1", version=1))
            await hear(Firehose(name="sky", url=f"{server.url}/"))
            return server.paths

    assert asyncio.run(run()) == ["/subscribe?wantedCollections=app.bsky.feed.post",
                                  "/xrpc/com.atproto.sync.subscribeRepos"]  # fmt: skip


def test_a_silent_clamp_is_found_out():
    async def run():
        async with websocket(play(v1(0), v1(1))) as server:
            feed = Jetstream(name="sky", url=server.url, version=1)
            cursor = f"v1:1@{to_micros(NOW - timedelta(hours=40))}"
            return (await hear(feed, cursor))[0]

    heard = asyncio.run(run())
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert (gap.since, gap.until) == (NOW - timedelta(hours=40), NOW)


def test_few_authors_may_be_silent_without_a_gap():
    async def run(hours):
        async with websocket(play(v1(0))) as server:
            feed = Jetstream(name="sky", url=server.url, version=1, dids=(DID,), now=lambda: NOW)
            cursor = f"v1:1@{to_micros(NOW - timedelta(hours=hours))}"
            return [gap for news in (await hear(feed, cursor))[0] for gap in news.gaps]

    assert asyncio.run(run(30)) == []
    assert len(asyncio.run(run(40))) == 1


def test_garbage_is_counted_and_costs_no_other_post():
    huge = v1(1, record={"text": "x" * 1_000_000})
    events = [b"\xff\xfe", "nonsense", v1(0), {"did": 1}, huge, b"\x00" * 1_000, v1(2)]

    async def run():
        async with websocket(play(*events)) as server:
            return (await hear(Jetstream(name="sky", url=server.url, version=1)))[0]

    heard = asyncio.run(run())
    assert ids(heard) == ["r0", "r1", "r2"]
    assert sum(news.garbage for news in heard) == 4


def test_jetstream_v2_names_its_filters_and_replays_from_the_cursor():
    async def run():
        async with websocket(play(v2(0), v2(1))) as server:
            feed = Jetstream(name="sky", url=server.url, dids=(DID,), tallies=True)
            heard, _ = await hear(feed)
            again, _ = await hear(feed, heard[-1].cursor)
            assert ids(again) == ["r0", "r1"]
            return server.paths

    first, second = asyncio.run(run())
    assert first.startswith("/xrpc/network.bsky.jetstream.subscribeEvents?")
    assert first.count("collections=") == 3
    assert "dids=did%3Aplc%3Aann" in first
    assert second.endswith("&cursor=1001")


def test_a_tally_seen_before_is_not_counted_again():
    uri = "at://did:plc:b/app.bsky.feed.post/p"
    like = v2(3)
    like["payload"] |= {"collection": "app.bsky.feed.like", "record": {"subject": {"uri": uri}}}

    async def run(cursor):
        async with websocket(play(like)) as server:
            feed = Jetstream(name="sky", url=server.url, tallies=True)
            place = cursor and f"v2/{server.url.removeprefix('ws://')}:{cursor}@{to_micros(NOW)}"
            return changes((await hear(feed, place))[0])

    assert len(asyncio.run(run(""))) == 1
    assert len(asyncio.run(run("1002"))) == 1
    assert asyncio.run(run("1003")) == []


def test_jetstream_v2_forgot_the_cursor_and_the_rest_is_fetched_with_a_gap():
    info = {"$type": "message", "payload": {
        "$type": "network.bsky.jetstream.subscribeEvents#info", "name": "OutdatedCursor"}}  # fmt: skip
    old = to_micros(NOW - timedelta(hours=50))

    def refuse(path, number):
        if "cursor=5" in path:
            return 400, json.dumps({"error": "CursorTooOld", "message": "floor is 900"})
        return None

    async def run():
        async with websocket(play(info, v2(0)), refuse=refuse) as server:
            feed = Jetstream(name="sky", url=server.url)
            host = server.url.removeprefix("ws://")
            heard, _ = await hear(feed, f"v2/{host}:5@{old}")
            return heard, server.paths

    heard, paths = asyncio.run(run())
    assert f"cursor={old}" in paths[1]
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert (gap.since, gap.until) == (NOW - timedelta(hours=50), NOW)
    assert ids(heard) == ["r0"]


def test_jetstream_v2_refusing_every_cursor_goes_on_live_with_a_gap():
    def refuse(path, number):
        return (400, json.dumps({"error": "CursorTooOld"})) if "cursor=" in path else None

    async def run():
        async with websocket(play(v2(0)), refuse=refuse) as server:
            host = server.url.removeprefix("ws://")
            feed = Jetstream(name="sky", url=server.url)
            heard, _ = await hear(feed, f"v2/{host}:5@{to_micros(NOW - timedelta(hours=50))}")
            return heard

    heard = asyncio.run(run())
    assert len([gap for news in heard for gap in news.gaps]) == 1
    assert ids(heard) == ["r0"]


def test_too_slow_ends_the_connection_and_it_is_opened_again():
    slow = {"$type": "error", "error": "ConsumerTooSlow", "message": "read faster"}

    async def run():
        async with websocket(play(v2(0), slow)) as server:
            return await hear(Jetstream(name="sky", url=server.url))

    heard, error = asyncio.run(run())
    assert ids(heard) == ["r0"]
    assert isinstance(error, FeedUnreachable)
    assert "ConsumerTooSlow" in str(error)


def test_another_server_s_numbers_are_not_taken_for_this_one_s():
    async def run():
        async with websocket(play(v2(0))) as server:
            feed = Jetstream(name="sky", url=server.url)
            await hear(feed, f"v2/other.example:987@{to_micros(NOW)}")
            await hear(feed, "not a cursor of ours")
            return server.paths

    first, second = asyncio.run(run())
    assert f"cursor={to_micros(NOW)}" in first
    assert "cursor=" not in second


def test_the_firehose_reads_frames_and_goes_on_from_its_cursor():
    post = {"text": "raw", "createdAt": NOW.isoformat(), "langs": ["en"]}
    frames = [commit_frame(5, post), b"\xff junk", commit_frame(6, post, action="delete"),
              libipld.encode_dag_cbor({"op": 1, "t": "#account"}) + libipld.encode_dag_cbor(
                  {"did": DID, "seq": 7, "time": NOW.isoformat(), "active": False,
                   "status": "takendown"})]  # fmt: skip

    async def run():
        async with websocket(play(*frames)) as server:
            feed = Firehose(name="sky", url=server.url)
            heard, _ = await hear(feed)
            await hear(feed, heard[-1].cursor)
            return heard, server.paths

    heard, paths = asyncio.run(run())
    kinds = [type(c) for c in changes(heard)]
    assert kinds == [Post, Deletion, Departure]
    assert sum(news.garbage for news in heard) == 1
    assert paths == ["/xrpc/com.atproto.sync.subscribeRepos",
                     "/xrpc/com.atproto.sync.subscribeRepos?cursor=7"]  # fmt: skip


@pytest.mark.parametrize("name", ["FutureCursor", "OutdatedCursor"])
def test_the_firehose_no_longer_knows_the_cursor(name):
    head = {"op": -1} if name == "FutureCursor" else {"op": 1, "t": "#info"}
    body = {"error": name} if name == "FutureCursor" else {"name": name}
    notice = libipld.encode_dag_cbor(head) + libipld.encode_dag_cbor(body)
    frame = commit_frame(5, {"text": "raw"})

    async def speak(connection, number):
        if number == 0:
            await connection.send(notice)
        if number == 1 or name == "OutdatedCursor":
            await connection.send(frame)
        await connection.close()

    async def run():
        async with websocket(speak) as server:
            host = server.url.removeprefix("ws://")
            cursor = f"repo/{host}:99@{to_micros(NOW - timedelta(hours=9))}"
            return (await hear(Firehose(name="sky", url=server.url), cursor))[0]

    heard = asyncio.run(run())
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert (gap.since, gap.until) == (NOW - timedelta(hours=9), NOW)
    assert ids(heard) == ["r0"]


def test_a_wrong_address_is_for_a_person_to_mend():
    for url in ("http://127.0.0.1", "nonsense", "ws://"):
        _, error = asyncio.run(hear(Jetstream(name="sky", url=url)))
        assert isinstance(error, FeedDenied), url
        assert "ws://" in str(error)


@pytest.mark.parametrize(("status", "kind"), [(401, FeedDenied), (404, FeedDenied),
                                              (500, FeedUnreachable), (503, FeedUnreachable)])  # fmt: skip
def test_a_refused_handshake_says_what_and_what_to_do(status, kind):
    def refuse(path, number):
        return status, "no entry", {"Retry-After": "7"}

    async def run():
        async with websocket(play(), refuse=refuse) as server:
            return (await hear(Jetstream(name="sky", url=server.url)))[1]

    error = asyncio.run(run())
    assert type(error) is kind
    assert str(status) in str(error)
    assert "no entry" in str(error)
    assert kind is FeedDenied or error.wait_s == 7


def test_nobody_listening_is_tried_again():
    _, error = asyncio.run(hear(Jetstream(name="sky", url="ws://127.0.0.1:9")))
    assert isinstance(error, FeedUnreachable)


def test_a_server_that_says_nothing_at_all_is_given_up():
    """It takes the connection and never answers, neither the handshake nor a ping."""

    async def run():
        over = asyncio.Event()

        async def hang(reader, writer):
            await over.wait()
            writer.close()

        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        wire = Wire(open_s=0.3, ping_s=0.3)
        _, error = await hear(Jetstream(name="s", url=f"ws://127.0.0.1:{port}", wire=wire))
        over.set()
        server.close()
        return error

    assert isinstance(asyncio.run(run()), FeedUnreachable)


def test_a_server_that_stops_answering_pings_is_given_up():
    async def run():
        over = asyncio.Event()

        async def freeze(connection, number):
            await connection.send(json.dumps(v1(0)))
            connection.transport.pause_reading()
            await over.wait()

        async with websocket(freeze) as server:
            heard = await hear(Jetstream(name="s", url=server.url, version=1, wire=QUICK))
            over.set()
            return heard

    heard, error = asyncio.run(run())
    assert ids(heard) == ["r0"]
    assert isinstance(error, FeedUnreachable)


def test_a_place_is_written_and_read_back():
    place = read_place("v2/127.0.0.1:8000:15@1000000")
    assert (place.stream, place.position) == ("v2/127.0.0.1:8000", 15)
    assert str(place) == "v2/127.0.0.1:8000:15@1000000"
    for junk in ("", "7", "v1:", "v1:x@y", "v1:5@-1", "v1:1@" + "9" * 40):
        assert read_place(junk) is None
