"""The exchange format loses nothing, and a bad line costs no other post."""

import asyncio
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import FeedDenied, FeedUnreachable
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._jsonl import (
    LONGEST_LINE,
    Jsonl,
    from_line,
    read_jsonl,
    to_line,
    write_jsonl,
)
from rostra.posts import Author, Deletion, Departure, Labelling, Media, Post, Tally
from rostra.text import clean

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ORIGIN = Origin("import", "my terms")

words = st.text(max_size=40).map(clean)
names = words.filter(bool)
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
counts = st.integers(0, 2**40)
media = st.builds(Media, st.sampled_from(["image", "video", "audio", "link"]), names, words)
many = st.lists(words, max_size=3).map(tuple)
posts = st.builds(
    Post, id=names, network=names, source=names, author=st.builds(Author, names, words, words, st.booleans()),
    text=words, created=times, seen=times, url=words, lang=names, rev=counts, native=words, reply_to=words,
    root=names, quotes=words, reposts_of=words, tags=many, links=many, media=st.lists(media, max_size=2).map(tuple),
    labels=many, likes=counts, reposts=counts, replies=counts, terms=words, trainable=st.booleans(),
)  # fmt: skip
deltas = st.integers(-(2**40), 2**40)
changes = st.one_of(
    posts,
    st.builds(Deletion, names, times, words, names, words),
    st.builds(Departure, names, times),
    st.builds(Tally, names, times, deltas, deltas, deltas),
    st.builds(
        Labelling,
        names,
        names,
        times,
        words,
        names,
        st.sampled_from(["post", "author"]),
        st.booleans(),
        st.none() | times,
    ),
)


@given(changes)
def test_what_is_written_is_read_back(change):
    line = to_line(change)
    assert "\n" not in line
    source = getattr(change, "source", "")
    assert from_line(line.encode(), Origin(source, "other terms", trainable=True), NOW) == change


def post(n=1, **more):
    return Post(f"id{n}", "x", "import", Author("a"), f"text {n}", NOW, NOW, root=f"id{n}", **more)


def test_a_line_may_say_little():
    row = {
        "id": "1",
        "network": "x",
        "author": {"id": "a"},
        "text": "hi",
        "created": "2026-11-20T20:00:00+08:00",
    }
    got = from_line(json.dumps(row), ORIGIN, NOW)
    assert got == Post("1", "x", "import", Author("a"), "hi", NOW, NOW, root="1", terms="my terms")


GOOD = {
    "id": "1",
    "network": "x",
    "author": {"id": "a"},
    "text": "hi",
    "created": "2026-11-20T12:00:00Z",
}
BAD = [
    "nonsense", "[]", "null", "1", '"x"', "{", "{" * 200_000, b"\xff\xfe{}", '{"op":"hack"}', '{"op":"delete"}',
    '{"op":"author_gone","at":"2026-11-20T12:00:00Z"}', '{"op":"tally","id":"x","at":"soon"}',
    *[json.dumps({**GOOD, key: value}) for key, value in [
        ("id", ""), ("id", 7), ("author", "a"), ("author", {}), ("text", None), ("text", 5), ("created", "soon"),
        ("created", 1_700_000_000), ("created", None), ("rev", -1), ("rev", "1"), ("rev", True), ("rev", 2**60),
        ("tags", "a"), ("tags", [1]), ("media", [{"kind": "program", "url": "x"}]), ("media", ["x"]),
        ("likes", -1), ("likes", 1.5), ("network", "\u200b"), ("trainable", "yes"),
    ]],
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_line_is_counted_with_its_number_and_costs_no_other(bad):
    good = json.dumps(GOOD)
    found = list(read_jsonl([good, "\n", bad, good], ORIGIN, lambda: NOW))
    assert [type(item).__name__ for item in found] == ["Post", "BadLine", "Post"]
    assert found[1].number == 3
    assert found[1].reason


def test_a_strangers_text_is_made_safe():
    row = {
        **GOOD,
        "text": "a\u202eb\x00c\ud800 <b>",
        "url": "u\u200brl",
        "surprise": {"ignored": 1},
    }
    got = from_line(json.dumps(row), ORIGIN, NOW)
    assert (got.text, got.url) == ("abc <b>", "url")


def test_writing_counts():
    out = io.StringIO()
    assert write_jsonl([post(1), post(2)], out) == 2
    assert [from_line(line, ORIGIN, NOW) for line in out.getvalue().splitlines()] == [
        post(1),
        post(2),
    ]


def run(feed, cursor="", most=100):
    async def go():
        seen = []
        async for news in feed.news(cursor):
            seen.append(news)
            if len(seen) >= most:
                break
        return seen

    return asyncio.run(go())


def test_an_import_ends_with_its_last_line_even_without_a_line_end(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([to_line(post(1)), "rubbish", to_line(post(2))]))
    news = run(Jsonl(ORIGIN, path, follow=False))
    assert [c for n in news for c in n.changes] == [post(1), post(2)]
    assert sum(n.garbage for n in news) == 1
    assert f"{path}:2: " in news[0].notes[0]
    assert news[-1].last


def test_a_long_file_comes_in_batches_and_goes_on_at_the_cursor(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(to_line(post(n)) + "\n" for n in range(1_200)) + "bad\n")
    news = run(Jsonl(ORIGIN, path, follow=False))
    assert [len(n.changes) for n in news] == [500, 500, 200, 0]
    rest = run(Jsonl(ORIGIN, path, follow=False), news[1].cursor)
    assert [c.id for n in rest for c in n.changes] == [f"id{n}" for n in range(1_000, 1_200)]
    assert f"{path}:1201: " in rest[0].notes[0]


def test_a_growing_file_is_followed_by_whole_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    line = to_line(post(2))
    steps = [line[:20], line[20:] + "\n", None]
    path.write_text(to_line(post(1)) + "\n")

    async def sleep(_):
        step = steps.pop(0)
        if step is None:
            path.write_text(to_line(post(3)) + "\n")  # shorter than before: a new file
            return
        with path.open("a") as file:
            file.write(step)

    feed = Jsonl(ORIGIN, path, outside=Outside(now=lambda: NOW, sleep=sleep))
    news = run(feed, most=7)
    assert [c.id for n in news for c in n.changes] == ["id1", "id2", "id3"]
    assert sum(n.garbage for n in news) == 0


@pytest.mark.parametrize("cursor", ["x", "1", "-1 5", "1 2 3", "99999999 3"])
def test_a_broken_cursor_reads_anew(tmp_path, cursor):
    path = tmp_path / "a.jsonl"
    path.write_text(to_line(post(1)) + "\n")
    assert [c.id for n in run(Jsonl(ORIGIN, path, follow=False), cursor) for c in n.changes] == [
        "id1"
    ]


def test_an_endless_line_is_one_bad_line(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write(to_line(post(1)) + "\n")
        for _ in range(3):
            file.write("x" * LONGEST_LINE)
        file.write("\n" + to_line(post(2)) + "\n")
    news = run(Jsonl(ORIGIN, path, follow=False))
    assert [c.id for n in news for c in n.changes] == ["id1", "id2"]
    assert ":2: longer than" in news[0].notes[0]


def test_standard_input_is_read_to_its_end(monkeypatch):
    class Stdin:
        buffer = io.BytesIO((to_line(post(1)) + "\n").encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    news = run(Jsonl(ORIGIN, "-"))
    assert [c.id for n in news for c in n.changes] == ["id1"]
    assert news[-1].last


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FeedUnreachable, match="is not there"):
        run(Jsonl(ORIGIN, tmp_path / "none"))
    with pytest.raises(FeedDenied, match="cannot be read"):
        run(Jsonl(ORIGIN, tmp_path))
