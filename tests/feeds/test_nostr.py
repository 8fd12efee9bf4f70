"""Nostr: only signed events count, strangers delete nothing, many relays make one source."""

import asyncio
import hashlib
import json
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from coincurve import PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from stage import Shop, changes, hear, supervised, until, websocket
from websockets.exceptions import ConnectionClosed

from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds import Nostr, Origin, Outside, Pace, Sieve, Wire
from rostra.feeds._nip19 import bech32, naddr, nevent
from rostra.feeds._nostr import Lens, Names, digest
from rostra.feeds._nostr_events import Event, parse_message, read_event, signed
from rostra.feeds._nostr_feed import read_places
from rostra.posts import Deletion, Departure, Media, Post

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
ANN, BOB = PrivateKey(b"\x01" * 32), PrivateKey(b"\x02" * 32)


def pubkey(who):
    return who.public_key.format()[1:].hex()


def event(content="hello", kind=1, tags=(), who=ANN, at=NOW, **more):
    """Sign an event as any client would."""
    body = {"pubkey": pubkey(who), "created_at": int(at.timestamp()), "kind": kind,
            "tags": [list(t) for t in tags], "content": content} | more  # fmt: skip
    whole = [0, *(body[k] for k in ("pubkey", "created_at", "kind", "tags", "content"))]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    digest_ = hashlib.sha256(text.encode()).digest()
    return body | {"id": digest_.hex(), "sig": who.sign_schnorr(digest_).hex()}


def see(told, **lens):
    lens = {"source": "nos", "now": lambda: NOW} | lens
    return digest(read_event(told), Lens(**lens))


def only(told, **lens):
    (change,) = see(told, **lens).changes
    return change


# Events


def test_a_note_in_full():
    root, parent, quoted = "a" * 64, "b" * 64, "c" * 64
    tags = [
        ["e", root, "", "root"],
        ["e", parent, "wss://r", "reply"],
        ["e", "d" * 64, "", "mention"],
        ["q", quoted, "wss://r"],
        ["t", "#世界"], ["t", "news"], ["t", "news"],
        ["L", "ISO-639-1"], ["l", "zh", "ISO-639-1"],
        ["content-warning", "剧透"],
        ["imeta", "url https://x.test/1.mp4", "m video/mp4", "alt waves"],
    ]  # fmt: skip
    told = event("看 https://x.test/a.png, https://x.test/page。好", tags=tags)
    post = only(told)
    assert post.id == f"nostr:{told['id']}"
    assert post.author.id == pubkey(ANN)
    assert post.reply_to == f"nostr:{parent}"
    assert post.root == f"nostr:{root}"
    assert post.quotes == f"nostr:{quoted}"
    assert post.tags == ("世界", "news")
    assert post.lang == "zh"
    assert post.labels == ("content-warning: 剧透",)
    assert post.links == ("https://x.test/a.png", "https://x.test/page")
    assert post.media == (Media("video", "https://x.test/1.mp4", "waves"),
                          Media("image", "https://x.test/a.png"))  # fmt: skip
    assert (post.created, post.seen) == (NOW, NOW)
    assert post.url == f"https://njump.me/{nevent(told['id'], pubkey(ANN), 1)}"
    assert post.trainable is False


@pytest.mark.parametrize(
    ("tags", "parent", "root"),
    [
        ([], "", None),
        ([["e", "a" * 64]], "a", "a"),
        ([["e", "a" * 64], ["e", "b" * 64], ["e", "c" * 64]], "c", "a"),
        ([["e", "a" * 64, "", "root"]], "a", "a"),
        ([["e", "a" * 64, "", "reply"]], "a", "a"),
        ([["e", "a" * 64, "", "mention"]], "", None),
        ([["e", "not an id"]], "", None),
    ],
)
def test_a_thread_is_told_by_marks_or_by_position(tags, parent, root):
    post = only(event(tags=tags))
    assert post.reply_to == (f"nostr:{parent * 64}" if parent else "")
    assert post.root == (f"nostr:{root * 64}" if root else post.id)


def test_names_are_learnt_and_the_newest_profile_holds():
    names = Names()
    new = event(json.dumps({"name": "ann", "nip05": "ann@x.test", "bot": True}), kind=0)
    old = event('{"name":"old"}', kind=0, at=NOW - timedelta(days=1))
    for told in (new, old, event("not json", kind=0), event("[]", kind=0, at=NOW - timedelta(1))):
        assert see(told, names=names).changes == ()
    author = only(event(), names=names).author
    assert (author.handle, author.name, author.bot) == ("ann@x.test", "ann", True)


def test_a_deletion_holds_for_the_author_s_own_only():
    """The store compares authors; here each deletion must name the one who asked."""
    tags = [["e", "a" * 64], ["e", "junk"], ["a", f"30023:{pubkey(ANN)}:x"],
            ["a", f"30023:{pubkey(BOB)}:y"]]  # fmt: skip
    found = see(event("", 5, tags)).changes
    assert found == (
        Deletion(f"nostr:{'a' * 64}", NOW, author=pubkey(ANN), source="nos"),
        Deletion(f"nostr:30023:{pubkey(ANN)}:x", NOW, author=pubkey(ANN), source="nos"),
    )


def test_a_request_to_vanish():
    relays = frozenset({"wss://r.test/"})
    for name, meant in (("ALL_RELAYS", True), ("wss://r.test", True), ("wss://other", False)):
        found = see(event("", 62, [["relay", name]]), relays=relays).changes
        assert found == ((Departure(pubkey(ANN), NOW),) if meant else ())
    assert see(event("", 62), relays=relays).changes == ()


def test_a_repost_brings_what_it_carries_if_that_is_sound():
    note = event("original", who=BOB)
    carried, repost = see(event(json.dumps(note), 6, [["e", note["id"]]])).changes
    assert (carried.text, carried.author.id) == ("original", pubkey(BOB))
    assert (repost.reposts_of, repost.text) == (carried.id, "")
    forged = note | {"content": "forged"}
    news = see(event(json.dumps(forged), 6, [["e", note["id"]]]))
    assert [c.text for c in news.changes] == [""]
    assert news.garbage == 1
    other = event("another", who=BOB)
    news = see(event(json.dumps(other), 6, [["e", note["id"]]]))
    assert [c.reposts_of for c in news.changes] == [f"nostr:{note['id']}"]


def test_an_article_s_newer_version_is_an_edit():
    tags = [["d", "my-piece"], ["title", "On Frogs"]]
    old = only(event("v1", 30023, tags))
    new = only(event("v2", 30023, tags, at=NOW + timedelta(seconds=60)))
    assert old.id == new.id == f"nostr:30023:{pubkey(ANN)}:my-piece"
    assert new.rev > old.rev
    assert new.text == "On Frogs\n\nv2"
    assert "naddr1" in new.url


def test_expired_and_unwanted_notes_are_skipped():
    ended = str(int(NOW.timestamp()) - 1)
    assert see(event(tags=[["expiration", ended]])).skipped == (("expired", 1),)
    assert only(event(tags=[["expiration", "9" * 12]])).text == "hello"
    assert see(event(), sieve=Sieve(("quake",))).skipped == (("not asked for", 1),)


def test_times_that_cannot_be():
    ahead = event(at=NOW + timedelta(minutes=6))
    assert see(ahead).changes == ()
    assert see(ahead).skipped
    assert only(event(at=NOW + timedelta(minutes=4))).created == NOW, "a clock a little ahead"
    assert see(event(at=datetime(1980, 1, 1, tzinfo=UTC))).garbage == 1
    for at in (-1, 2**60, 1.5, "5", None, True):
        with pytest.raises(FeedGarbage):
            read_event(event() | {"created_at": at})


@pytest.mark.parametrize(
    "change",
    [
        {"content": "tampered"},
        {"sig": "0" * 128},
        {"sig": "zz"},
        {"id": "0" * 64},
        {"pubkey": "0" * 64},
        {"pubkey": "f" * 64},
        {"pubkey": pubkey(BOB)},
        {"tags": "none"},
        {"tags": [["e", 7]]},
        {"tags": ["e"]},
        {"tags": [["t", "x"]] * 50_000},
        {"kind": -1},
        {"content": None},
        {"content": "\ud800"},
    ],
)
def test_what_is_not_signed_as_it_stands_is_refused(change):
    read_event(event())
    with pytest.raises(FeedGarbage):
        read_event(event() | change)


def test_fifty_thousand_tags_are_refused_before_any_hashing(monkeypatch):
    told = event(tags=[["t", "x"]] * 50_000)

    def never(*_):
        pytest.fail("it was hashed")

    monkeypatch.setattr(hashlib, "sha256", never)
    with pytest.raises(FeedGarbage, match="50,000 tags"):
        read_event(told)
    with pytest.raises(FeedGarbage, match="refused"):
        parse_message(json.dumps(["EVENT", "live", told]).encode())


@given(st.text(max_size=200))
def test_any_text_that_was_signed_is_found_signed(text):
    text = text.encode("utf-8", "ignore").decode()
    found = read_event(json.loads(json.dumps(event(text))))
    assert found.content == text


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5),
       lambda x: st.lists(x, max_size=4) | st.dictionaries(st.text(max_size=7), x, max_size=4)))  # fmt: skip
def test_no_message_whatever_it_holds_breaks_the_reader(told):
    for what in (told, ["EVENT", "live", told], event() | {"tags": told}):
        try:
            parse_message(json.dumps(what).encode())
            read_event(what)
        except FeedGarbage:
            continue


def test_the_first_test_vector_of_bip_340():
    key = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"
    signature = (
        "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215"
        "25f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0"
    )
    vector = Event("0" * 64, key, 0, 1, (), "")
    assert signed(vector, signature)
    assert not signed(vector, signature[:-1] + "1")


def test_the_examples_of_nip_19():
    key = bytes.fromhex("3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d")
    assert bech32("npub", key) == (
        "npub180cvv07tjdrrgpa0j7j7tmnyl2yr6yr7l8j4s3evf6u64th6gkwsyjh6w6")  # fmt: skip
    relays = b"".join(b"\x01" + bytes([len(r)]) + r for r in
                      (b"wss://r.x.com", b"wss://djbas.sadkb.com"))  # fmt: skip
    assert bech32("nprofile", b"\x00\x20" + key + relays) == (
        "nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mg"
        "pz4mhxue69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p")  # fmt: skip
    assert nevent("0" * 64, "1" * 64, 1).startswith("nevent1qq")
    assert naddr("长" * 200, "1" * 64, 30023).startswith("naddr1q")


# Relays, on loopback


class Stand:
    """A relay for one test: it stores, filters and pages as relays do, and can be told to fail."""

    def __init__(self, events=(), most=500, live=()):
        self.events, self.most, self.live = list(events), most, list(live)
        self.asked, self.first, self.open = [], [], set()

    async def play(self, connection, _):
        for message in self.first:
            await connection.send(message if isinstance(message, bytes) else json.dumps(message))
        self.open.add(connection)
        try:
            async for message in connection:
                await self.answer(connection, json.loads(message))
        except ConnectionClosed:
            pass  # cut in the middle of an answer
        finally:
            self.open.discard(connection)

    async def answer(self, connection, message):
        self.asked.append(message)
        kind, sub, *filters = message
        if kind != "REQ":
            return
        found = {}
        for f in filters:
            fits = [e for e in self.events if matches(e, f)]
            fits.sort(key=lambda e: -e["created_at"])
            found |= {e["id"]: e for e in fits[: min(self.most, f.get("limit", self.most))]}
        for e in found.values():
            await connection.send(json.dumps(["EVENT", sub, e]))
        await connection.send(json.dumps(["EOSE", sub]))
        if sub == "live":
            for told in self.live:
                await connection.send(told if isinstance(told, str | bytes) else json.dumps(told))

    async def publish(self, told):
        self.events.append(told)
        for connection in list(self.open):
            await connection.send(json.dumps(["EVENT", "live", told]))

    async def cut(self):
        for connection in list(self.open):
            await connection.close()


def matches(e, f):
    return (
        e["kind"] in f.get("kinds", [e["kind"]])
        and e["pubkey"] in f.get("authors", [e["pubkey"]])
        and f.get("since", 0) <= e["created_at"] <= f.get("until", 2**50)
        and ("#t" not in f or {"t"} & {t[0] for t in e["tags"] if t[1] in f["#t"]})
    )


@asynccontextmanager
async def standing(*stands):
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(websocket(s.play)) for s in stands]
        yield [s.url for s in servers]


def feed(urls, **more):
    outside = Outside(now=lambda: NOW)
    return Nostr(Origin("nos", "terms"), tuple(urls), **({"outside": outside} | more))


def texts(heard):
    return [c.text for c in changes(heard) if isinstance(c, Post)]


def lives(*told):
    return [["EVENT", "live", t] for t in told]


def test_the_same_event_from_two_relays_is_taken_once():
    note, other = event("both"), event("second only")
    first, second = Stand(live=lives(note)), Stand(live=lives(note, other))

    async def run():
        async with standing(first, second) as urls:
            return await hear(feed(urls), enough=lambda h: len(changes(h)) == 2)

    heard, _ = asyncio.run(run())
    assert sorted(texts(heard)) == ["both", "second only"]


def test_what_was_missed_is_paged_back_page_by_page():
    missed = [event(f"n{i}", at=NOW - timedelta(seconds=3 * i)) for i in range(300)]
    late = event("back-dated", at=NOW - timedelta(seconds=1100))
    before = event("before", at=NOW - timedelta(seconds=5000))
    stand = Stand([*missed, late, before], most=40)

    async def run():
        async with standing(stand) as (url,):
            cursor = json.dumps({url: int(NOW.timestamp()) - 900})
            source = feed([url], overlap_s=300)
            return await hear(source, cursor, enough=lambda h: place(h, url) == NOW.timestamp())

    heard, _ = asyncio.run(run())
    assert set(texts(heard)) == {f"n{i}" for i in range(300)} | {"back-dated"}
    fills = [m for m in stand.asked if m[0] == "REQ" and m[1].startswith("fill")]
    assert len(fills) >= 8
    assert all(m[2]["since"] == NOW.timestamp() - 1200 for m in fills)
    assert not [gap for news in heard for gap in news.gaps]


def place(heard, url):
    return json.loads(heard[-1].cursor or "{}").get(url)


def test_the_cursor_stays_until_the_filling_is_done():
    missed = [event(f"n{i}", at=NOW - timedelta(seconds=3 * i)) for i in range(100)]
    stand = Stand(missed, most=20)

    async def run():
        async with standing(stand) as (url,):
            start = int(NOW.timestamp()) - 900
            heard, _ = await hear(feed([url]), json.dumps({url: start}),
                                  enough=lambda h: place(h, url) == NOW.timestamp())  # fmt: skip
            return url, start, heard

    url, start, heard = asyncio.run(run())
    for count, news in enumerate(heard[:-1]):
        if len(changes(heard[: count + 1])) < 100:
            assert json.loads(news.cursor)[url] == start


def test_a_second_with_more_events_than_a_page_is_a_gap_and_the_rest_is_read():
    crowd = [event(f"c{i}", at=NOW - timedelta(seconds=50)) for i in range(300)]
    older = [event(f"o{i}", at=NOW - timedelta(seconds=60 + i)) for i in range(30)]
    stand = Stand([*crowd, *older], most=120)

    async def run():
        async with standing(stand) as (url,):
            cursor = json.dumps({url: int(NOW.timestamp()) - 600})
            return await hear(feed([url]), cursor, enough=lambda h: len(h) > 150 and not
                              {f"o{i}" for i in range(30)} - set(texts(h)))  # fmt: skip

    heard, _ = asyncio.run(run())
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert gap.since == NOW - timedelta(seconds=50)
    assert len(texts(heard)) == 150


def test_hashtags_are_asked_for_apart_from_deletions():
    stand = Stand(live=lives(event("hit", tags=[["t", "news"]])))

    async def run():
        async with standing(stand) as urls:
            source = feed(urls, tags=("#News",), authors=(pubkey(ANN),))
            return await hear(source, enough=changes)

    asyncio.run(run())
    _, _, notes, deletions = stand.asked[0]
    assert notes["#t"] == ["news"]
    assert 5 not in notes["kinds"]
    assert "#t" not in deletions
    assert {5, 62} == set(deletions["kinds"])
    assert notes["authors"] == deletions["authors"] == [pubkey(ANN)]


def test_names_of_new_authors_are_looked_up():
    profile = event('{"name":"ann"}', kind=0, at=NOW - timedelta(days=9))
    stand = Stand([profile], live=lives(event("one")))

    async def run():
        async with standing(stand) as urls:
            shop = Shop()
            async with supervised(shop, feed(urls), pace=Pace(linger_s=0.01)):
                await until(lambda: any(m[1] == "names" and m[0] == "CLOSE" for m in stand.asked))
                await stand.publish(event("two"))
                await until(lambda: len(shop.posts) == 2)
                return {p.text: p.author.name for p in shop.posts.values()}

    assert asyncio.run(run()) == {"one": "", "two": "ann"}


def test_garbage_and_forgeries_cost_no_other_post():
    forged = event("good") | {"content": "forged"}
    bad = [forged, event() | {"sig": "0" * 128}, {"id": 7}, None, [], "text"]
    told = [*lives(*bad), b"\xff\xfe", "nonsense", ["EVENT"], [], {}, [7], ["EOSE"], ["WHAT", 1],
            "[" * 100_000, json.dumps(["EVENT", "live", event("y" * 1_000_000)]),
            *lives(event("sound"))]  # fmt: skip
    stand = Stand(live=told)

    async def run():
        async with standing(stand) as urls:
            return await hear(feed(urls), enough=changes)

    heard, _ = asyncio.run(run())
    assert texts(heard) == ["sound"]
    assert sum(news.garbage for news in heard) == 13


def test_what_a_relay_says_reaches_the_operator():
    stand = Stand(live=[["NOTICE", "be nice"], ["AUTH", "challenge"], ["OK", "x", True, ""]])
    stand.live += lives(event())

    async def run():
        async with standing(stand) as urls:
            return await hear(feed(urls), enough=changes)

    heard, _ = asyncio.run(run())
    notes = [note for news in heard for note in news.notes]
    assert "be nice" in notes[0]
    assert "NIP-42" in notes[1]


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        ("auth-required: who are you", FeedDenied),
        ("restricted: members only", FeedDenied),
        ("rate-limited: slow down", FeedUnreachable),
        ("error: shutting down", FeedUnreachable),
    ],
)
def test_a_closed_subscription_says_why(why, kind):
    stand = Stand(live=[["CLOSED", "live", why]])

    async def run():
        async with standing(stand) as urls:
            return (await hear(feed(urls)))[1]

    error = asyncio.run(run())
    assert type(error) is kind
    assert why in str(error)
    assert kind is FeedDenied or error.wait_s == (30 if "rate" in why else 0)


def test_a_refused_filling_is_a_gap():
    class Refuses(Stand):
        async def answer(self, connection, message):
            if message[0] == "REQ" and message[1].startswith("fill"):
                await connection.send(json.dumps(["CLOSED", message[1], "error: too old"]))
            else:
                await super().answer(connection, message)

    stand = Refuses(live=lives(event("live goes on")))

    async def run():
        async with standing(stand) as (url,):
            cursor = json.dumps({url: int(NOW.timestamp()) - 900})
            return await hear(feed([url]), cursor, enough=lambda h: changes(h) and any(
                news.gaps for news in h))  # fmt: skip

    heard, _ = asyncio.run(run())
    (gap,) = [gap for news in heard for gap in news.gaps]
    assert gap.since == NOW - timedelta(seconds=1500)
    assert "too old" in gap.reason
    assert texts(heard) == ["live goes on"]


def test_one_relay_down_leaves_the_others_working_and_is_tried_again():
    stand, lame = Stand(), Stand()

    async def run():
        async with standing(stand, lame) as (good, cut):
            shop = Shop()
            source = feed([good, cut, "ws://127.0.0.1:9", "nonsense"])
            async with supervised(shop, source, pace=Pace(linger_s=0.01)) as supervisor:
                await until(lambda: stand.open and lame.open)
                await lame.cut()
                await stand.publish(event("one"))
                await until(lambda: len(shop.posts) == 1)
                await until(lambda: lame.open)
                await lame.publish(event("two"))
                await until(lambda: len(shop.posts) == 2)
                return supervisor.states()[0]

    state = asyncio.run(run())
    assert state.status == "connected"
    assert state.reconnects == 0
    assert state.note


def test_no_relay_works():
    async def run(*urls):
        return (await hear(feed(urls)))[1]

    assert isinstance(asyncio.run(run("ws://127.0.0.1:9", "nonsense")), FeedUnreachable)
    denied = asyncio.run(run("nonsense", "http://x"))
    assert isinstance(denied, FeedDenied)
    assert "nonsense" in str(denied)
    assert isinstance(asyncio.run(run()), FeedDenied)


def test_a_cut_loses_nothing_and_doubles_nothing():
    """Cut both relays while posts are published to either; the supervisor brings all of them."""
    stands = Stand(most=50), Stand(most=50)
    moment = [NOW]

    async def run():
        async with standing(*stands) as urls:
            shop = Shop()
            source = feed(urls, outside=Outside(now=lambda: moment[0]))
            pace = Pace(linger_s=0.01, first_s=0.01, cap_s=0.05)
            async with supervised(shop, source, pace=pace, seed=1):
                await until(lambda: all(s.open for s in stands))
                for number in range(200):
                    moment[0] = NOW + timedelta(seconds=number)
                    await stands[number % 2].publish(event(f"n{number}", at=moment[0]))
                    if number in (50, 120):
                        await asyncio.gather(*(s.cut() for s in stands))
                await until(lambda: len(shop.posts) == 200)
            return shop

    shop = asyncio.run(run())
    assert {p.text for p in shop.posts.values()} == {f"n{i}" for i in range(200)}


def test_a_relay_that_closes_behind_an_event_loses_it_not():
    """The names of its author cannot be asked for any more; the event itself was received."""

    class Leaves(Stand):
        async def answer(self, connection, message):
            if len(self.asked) == 0:
                self.asked.append(message)
                await connection.send(json.dumps(["EVENT", "live", event("last words")]))
                await connection.close()

    async def run():
        async with standing(Leaves(), Stand()) as urls:
            return await hear(feed(urls), enough=changes)

    heard, error = asyncio.run(run())
    assert error is None
    assert texts(heard) == ["last words"]


def test_a_relay_that_stops_answering_pings_is_given_up():
    async def run():
        over = asyncio.Event()

        async def freeze(connection, number):
            await connection.send(json.dumps(["EVENT", "live", event()]))
            connection.transport.pause_reading()
            await over.wait()

        async with websocket(freeze) as server:
            heard = await hear(feed([server.url], wire=Wire(ping_s=0.3)))
            over.set()
            return heard

    heard, error = asyncio.run(run())
    assert texts(heard) == ["hello"]
    assert isinstance(error, FeedUnreachable)


def test_places_are_read_back():
    assert read_places('{"wss://r":1787212800}') == {"wss://r": 1787212800}
    for junk in ("", "7", "[]", "{", '{"r":"x"}', '{"r":-1}', "[" * 100_000):
        assert read_places(junk) == {}
