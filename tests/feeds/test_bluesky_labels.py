"""Bluesky's labelers: what they put on, take back and let end; bad frames; resuming."""

import asyncio
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import libipld
import pytest
from coincurve import PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from stage import changes, hear, supervised, until, websocket

from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds import BlueskyLabels
from rostra.feeds._bluesky_labels import (
    ELSEWHERE,
    FORGED,
    labelling_of,
    parse_label_frame,
    read_key,
    signed_by,
    subject_of,
)
from rostra.feeds._times import to_micros
from rostra.posts import Author, Labelling, Post, Query, Store, open_store

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
MOD = "did:plc:mod"
ANN = "did:plc:ann"
POST = f"at://{ANN}/app.bsky.feed.post/3k"
PATH = "/xrpc/com.atproto.label.subscribeLabels"
KEY = PrivateKey(b"\x07" * 32)
DID_KEY = "did:key:" + libipld.encode_multibase("z", b"\xe7\x01" + KEY.public_key.format())
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def cts(at):
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


def label(uri=POST, val="spam", *, after=0, **more):
    at = NOW + timedelta(seconds=after)
    return {"ver": 1, "src": MOD, "uri": uri, "val": val, "cts": cts(at)} | more


def frame(seq, *labels, kind="#labels"):
    head = {"op": 1, "t": kind}
    return libipld.encode_dag_cbor(head) + libipld.encode_dag_cbor(
        {"seq": seq, "labels": [*labels]}
    )


def notice(name, *, error=False):
    head = {"op": -1} if error else {"op": 1, "t": "#info"}
    body = {"error" if error else "name": name, "message": "so it is"}
    return libipld.encode_dag_cbor(head) + libipld.encode_dag_cbor(body)


def compact(der):
    """Return a DER signature's r ‖ s."""
    r = der[4 : 4 + der[3]]
    s = der[6 + der[3] :]
    return b"".join(half[-32:].rjust(32, b"\x00") for half in (r, s))


def signed(told, key=KEY):
    return told | {"sig": compact(key.sign(libipld.encode_dag_cbor(told)))}


def speak(*frames):
    """Send the frames to each connection, then end it."""

    async def play(connection, number):
        for one in frames:
            await connection.send(one)
        await connection.close()

    return play


def listen(*frames, cursor="", **more):
    """Return what the feed makes of the frames, the error at its end and the paths asked."""

    async def run():
        async with websocket(speak(*frames)) as server:
            host = server.url.removeprefix("ws://")
            feed = BlueskyLabels(name="mod", url=server.url, now=lambda: NOW, **more)
            heard, error = await hear(feed, cursor.replace("HOST", host))
            return heard, error, server.paths

    return asyncio.run(run())


# One label


def test_a_label_says_all_it_has():
    said = label(after=-60, exp=cts(NOW + timedelta(days=1)), cid="bafy")
    assert labelling_of(said, "mod", NOW) == Labelling(
        POST,
        "spam",
        NOW - timedelta(seconds=60),
        MOD,
        "mod",
        until=NOW + timedelta(days=1),
    )


def test_a_label_on_an_account_is_one_on_its_author():
    for uri in (ANN, f"at://{ANN}"):
        told = labelling_of(label(uri, neg=True), "mod", NOW)
        assert (told.subject, told.of, told.gone) == (ANN, "author", True)


@pytest.mark.parametrize(
    "uri",
    [f"at://{ANN}/app.bsky.actor.profile/self", f"at://{ANN}/app.bsky.graph.list/1",
     "https://example.org", "at://ann.example/app.bsky.feed.post/3k", "", None, 5, "x" * 9_000],
)  # fmt: skip
def test_what_is_no_post_and_no_account_is_left_out(uri):
    assert subject_of(uri) == ""
    heard, _, _ = listen(frame(1, label(uri), label()))
    assert [c.subject for c in changes(heard)] == [POST]
    assert dict(heard[-1].skipped) == {ELSEWHERE: 1}


def test_a_label_from_the_future_is_given_now_so_that_it_can_be_taken_back():
    assert labelling_of(label(after=9_999), "mod", NOW).at == NOW


@pytest.mark.parametrize(
    "bad",
    [None, 5, [], {}, label(val=""), label(val=7), label(val="x" * 129), label(src="mod"),
     label(cts="yesterday"), label(cts=None), label(exp="soon"), label(src=None),
     label(val="\x00\x01")],
)  # fmt: skip
def test_a_bad_label_costs_only_itself(bad):
    with pytest.raises(FeedGarbage):
        labelling_of(bad, "mod", NOW)
    heard, _, _ = listen(frame(1, label(val="one"), bad, label(val="two")))
    assert [c.label for c in changes(heard)] == ["one", "two"]
    assert sum(news.garbage for news in heard) == 1


# Frames


@given(st.binary(max_size=300))
def test_no_bytes_but_frames_are_frames(junk):
    try:
        told = parse_label_frame(junk)
    except FeedGarbage:
        return
    assert told is None or told.name is not None


def test_garbage_costs_no_label():
    junk = [b"", b"\xff\xfe", b"nonsense", "a text", frame(-1, label()), frame(bool(1), label()),
            frame("7", label()), libipld.encode_dag_cbor({"op": 1, "t": "#labels"}),
            libipld.encode_dag_cbor([1]) * 2]  # fmt: skip
    heard, error, _ = listen(frame(1, label()), *junk, frame(2, label(val="rude")))
    assert [c.label for c in changes(heard)] == ["spam", "rude"]
    assert sum(news.garbage for news in heard) == len(junk)
    assert isinstance(error, FeedUnreachable)


def test_kinds_of_frame_we_do_not_know_and_notes_of_the_server():
    heard, _, _ = listen(frame(1, label(), kind="#novelty"), notice("Hello"), frame(2, label()))
    assert len(changes(heard)) == 1
    assert [note for news in heard for note in news.notes] == ["Hello so it is"]


# Resuming


def test_without_a_cursor_only_what_comes_is_read_and_then_it_is_gone_on_from_there():
    heard, _, paths = listen(frame(7, label()), frame(9, label(val="rude")))
    assert paths == [PATH]
    assert heard[0].cursor == f"start:0@{to_micros(NOW)}"
    place = heard[-1].cursor
    assert place.startswith("labels/127.0.0.1:")
    assert place.endswith(f":9@{to_micros(NOW)}")
    _, _, paths = listen(cursor=f"labels/HOST:9@{to_micros(NOW)}")
    assert paths == [f"{PATH}?cursor=9"]


def test_history_begins_at_the_beginning():
    _, _, paths = listen(frame(1, label()), history=True)
    assert paths == [f"{PATH}?cursor=0"]


def test_the_address_of_the_stream_itself_will_do_too():
    async def run():
        async with websocket(speak()) as server:
            await hear(BlueskyLabels(name="mod", url=f"{server.url}{PATH}/?cursor=3"))
            return server.paths

    assert asyncio.run(run()) == [PATH]


@pytest.mark.parametrize("history", [False, True])
def test_a_cursor_from_the_future_is_given_up(history):
    """The labeler counts anew: from now on with a gap, or with the history from its start."""

    async def play(connection, number):
        if number == 0:
            await connection.send(notice("FutureCursor", error=True))
        else:
            await connection.send(frame(3, label()))
        await connection.close()

    async def run():
        async with websocket(play) as server:
            host = server.url.removeprefix("ws://")
            feed = BlueskyLabels(name="mod", url=server.url, now=lambda: NOW, history=history)
            left = NOW - timedelta(hours=9)
            heard, _ = await hear(feed, f"labels/{host}:99@{to_micros(left)}")
            return heard, server.paths

    heard, paths = asyncio.run(run())
    assert paths == [f"{PATH}?cursor=99", f"{PATH}?cursor=0" if history else PATH]
    gaps = [(gap.since, gap.until) for news in heard for gap in news.gaps]
    assert gaps == ([] if history else [(NOW - timedelta(hours=9), NOW)])
    assert len(changes(heard)) == 1
    assert heard[-1].cursor.endswith(f":3@{to_micros(NOW)}")


def test_a_labeler_that_kept_too_little_leaves_a_gap():
    left = NOW - timedelta(hours=9)
    heard, _, _ = listen(
        notice("OutdatedCursor"), frame(50, label()), cursor=f"labels/HOST:5@{to_micros(left)}"
    )
    assert [(gap.since, gap.until) for news in heard for gap in news.gaps] == [(left, NOW)]
    assert len(changes(heard)) == 1


def test_another_labeler_s_cursor_is_no_cursor_here():
    left = NOW - timedelta(hours=1)
    heard, _, paths = listen(cursor=f"labels/other.example:5@{to_micros(left)}")
    assert paths == [PATH]
    assert [gap.since for news in heard for gap in news.gaps] == [left]


def test_too_slow_ends_the_connection():
    heard, error, _ = listen(frame(1, label()), notice("ConsumerTooSlow", error=True))
    assert len(changes(heard)) == 1
    assert "ConsumerTooSlow" in str(error)


# Signatures


def test_a_signature_holds_for_what_was_signed_and_nothing_else():
    key = read_key(DID_KEY)
    for told in (label(), label(neg=True), label(cid="bafy", exp=cts(NOW)), label(val="圖")):
        good = signed(told)
        assert signed_by(good, key)
        assert signed_by(good | {"$type": "com.atproto.label.defs#label"}, key)
        assert not signed_by(good | {"val": "other"}, key)
        assert not signed_by(good | {"neg": not told.get("neg", False)}, key)
        r, s = good["sig"][:32], int.from_bytes(good["sig"][32:], "big")
        assert not signed_by(good | {"sig": r + (ORDER - s).to_bytes(32, "big")}, key), "high s"
    assert signed_by(signed(label()) | {"neg": False}, key)
    for sig in (None, b"", b"\x00" * 64, b"\xff" * 64, "text"):
        assert not signed_by(label(sig=sig), key)
    assert not signed_by(label(), key)


def test_with_a_key_only_what_is_signed_by_it_counts():
    other = label(src="did:plc:other", val="unknown labeler")
    forged = signed(label(val="forged"), PrivateKey(b"\x08" * 32))
    heard, _, _ = listen(frame(1, signed(label()), forged, label(val="bare"), other),
                         keys={MOD: DID_KEY})  # fmt: skip
    assert [c.label for c in changes(heard)] == ["spam", "unknown labeler"]
    assert dict(heard[-1].skipped) == {FORGED: 2}


@pytest.mark.parametrize(
    "key", ["", "nope", "did:key:zzz", "did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"]
)
def test_a_key_of_another_kind_is_for_a_person_to_mend(key):
    _, error, _ = listen(keys={MOD: key})
    assert isinstance(error, FeedDenied)
    assert "#atproto_label" in str(error)


# Under the supervisor, into the store


@dataclass
class Kept:
    """The store, and the books the supervisor keeps in it."""

    store: Store

    def __post_init__(self):
        self.keep, self.load_cursor = self.store.write, self.store.cursor
        self.save_cursor = self.store.save_cursor

    def record_gap(self, name, gap):
        self.store.record_gaps(name, [(gap.since, gap.until, gap.reason)])


def test_over_the_wire_into_the_store_a_post_goes_and_returns(tmp_path):
    taken_back = threading.Event()
    post = Post(POST, "bluesky", "sky", Author(ANN), "storm at the harbour", NOW, NOW)

    async def play(connection, number):
        if number == 0:
            await connection.send(frame(1, label(), label(ANN, "parody")))
            await asyncio.to_thread(taken_back.wait)
            await connection.send(frame(2, label(neg=True, after=1)))
        else:
            await connection.wait_closed()

    def found(store):
        return [hit.post for hit in store.search(Query("storm")).hits]

    async def run(store):
        async with websocket(play) as server:
            feed = BlueskyLabels(name="mod", url=server.url)
            async with supervised(Kept(store), feed) as supervisor:
                await until(lambda: not found(store))
                assert store.get([POST]) == {}
                taken_back.set()
                await until(lambda: ":2@" in store.cursor("mod"))
                assert supervisor.states()[0].labels == 3
                await until(lambda: len(server.paths) == 2)
            return server.paths

    with closing(open_store(tmp_path / "posts")) as store:
        store.write([post])
        assert len(found(store)) == 1
        assert asyncio.run(run(store)) == [PATH, f"{PATH}?cursor=2"]
        assert [p.labels for p in found(store)] == [("parody",)]
