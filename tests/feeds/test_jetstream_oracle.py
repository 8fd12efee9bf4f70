"""150 frames recorded from the firehose are exactly the 152 events Jetstream v1 made of them."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from rostra.feeds._bluesky import View, digest
from rostra.feeds._bluesky_events import parse_frame, parse_v1
from rostra.posts import Deletion, Post

DATA = Path(__file__).parents[3] / "shared" / "data" / "jetstream"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no recorded frames at {DATA}")


@pytest.fixture(scope="module")
def lines():
    return (DATA / "expected_v1.jsonl").read_bytes().splitlines()


@pytest.fixture(scope="module")
def frames():
    zstandard = pytest.importorskip("zstandard")
    packed = (DATA / "frames.bin.zst").read_bytes()
    raw = zstandard.ZstdDecompressor().decompress(packed, max_output_size=1 << 26)
    found, at = [], 0
    while at < len(raw):
        (length,) = struct.unpack_from("<I", raw, at)
        found.append(raw[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def test_the_frames_decode_to_exactly_the_events_of_jetstream(frames, lines):
    assert (len(frames), len(lines)) == (150, 152)
    ours = [event for frame in frames for event in parse_frame(frame)]
    theirs = [parse_v1(line) for line in lines]
    assert len(ours) == len(theirs) == 152
    for mine, its in zip(ours, theirs, strict=True):
        assert replace(mine, at=its.at, position=its.position) == its


def test_both_ways_make_the_same_changes(frames, lines):
    ours = [event for frame in frames for event in parse_frame(frame)]
    theirs = [parse_v1(line) for line in lines]
    found = []
    for mine, its in zip(ours, theirs, strict=True):
        seen = its.at
        view = View("sky", tallies=True, now=lambda seen=seen: seen)
        mine_news = digest(replace(mine, at=its.at, position=its.position), view)
        assert mine_news == digest(its, view)
        found += mine_news.changes
    assert sum(isinstance(c, Post) for c in found) == 17
    assert sum(isinstance(c, Deletion) for c in found) == 1


def test_the_server_s_clocks_agree_within_seconds(frames, lines):
    """So the time kept for a post hardly depends on the stream it came by."""
    ours = [event for frame in frames for event in parse_frame(frame)]
    for mine, line in zip(ours, lines, strict=True):
        assert abs((mine.at - parse_v1(line).at).total_seconds()) < 5


def test_golden_lines_keep_what_they_say():
    for line in (DATA / "golden_v1.jsonl").read_text().splitlines():
        said = json.loads(line)
        event = parse_v1(line)
        assert (event.kind, event.did, event.position) == (
            said["kind"], said["did"], said["time_us"])  # fmt: skip
        commit = said.get("commit") or {}
        if commit:
            assert event.operation == commit["operation"]
            assert event.uri == f"at://{said['did']}/{commit['collection']}/{commit['rkey']}"
            assert event.record == commit.get("record", {})
            assert event.cid == commit.get("cid", "")
        news = digest(event, View("sky"))
        if commit.get("collection") == "app.bsky.feed.post" and commit["operation"] == "create":
            (post,) = news.changes
            assert post.text
            assert post.id == event.uri
