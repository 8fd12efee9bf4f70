"""A recording plays at any speed, as of now, and touches nothing that came from elsewhere."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import FeedDenied
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._jsonl import to_line
from rostra.feeds._replay import Replay, moment_of
from rostra.posts import Author, Deletion, Departure, Labelling, Post, Tally

THEN = datetime(2020, 2, 28, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ORIGIN = Origin("rec")


def post(n, minutes, **more):
    at = THEN + timedelta(minutes=minutes)
    return Post(
        f"id{n}",
        "x",
        "old",
        Author("ann"),
        f"t{n}",
        more.pop("created", at),
        at,
        root=f"id{n}",
        **more,
    )


CHANGES = [
    post(1, 0, native="77"),
    post(2, 10, reply_to="id1"),
    post(1, 20, rev=5, created=THEN),
    Tally("id1", THEN + timedelta(minutes=30), likes=3),
    Deletion("id2", THEN + timedelta(minutes=40), author="ann"),
    Deletion("", THEN + timedelta(minutes=50), source="old", native="77"),
    Departure("ann", THEN + timedelta(minutes=60)),
]
FOREIGN = [
    Deletion("elsewhere", THEN),
    Tally("elsewhere", THEN, likes=1),
    Departure("stranger", THEN),
    Labelling("elsewhere", "spam", THEN, "mod"),
]


class Play:
    """Plays a recording on a clock that only sleeping moves."""

    def __init__(self, path, changes=CHANGES, now=NOW):
        self.path, self.now = path / "r.jsonl", now
        self.path.write_text("".join(to_line(change) + "\n" for change in changes))

    async def _sleep(self, seconds):
        self.now += timedelta(seconds=seconds)

    def __call__(self, speed, cursor="", most=10_000):
        outside = Outside(now=lambda: self.now, sleep=self._sleep)

        async def go():
            seen = []
            async for news in Replay(ORIGIN, self.path, speed=speed, outside=outside).news(cursor):
                seen.append((self.now, news))
                if sum(len(n.changes) for _, n in seen) >= most:
                    break
            return seen

        return asyncio.run(go())


def told(news):
    return [change for _, n in news for change in n.changes]


def test_at_once_the_last_moment_is_now(tmp_path):
    changes = told(Play(tmp_path)(0))
    assert len(changes) == 7
    assert changes[-1] == Departure("ann~20261120", NOW)
    assert changes[0].created == NOW - timedelta(minutes=60)
    assert all(c.source == "rec" for c in changes if isinstance(c, Post))


def test_ids_and_what_points_to_them_are_marked_with_the_day(tmp_path):
    first, second, edit, tally, gone, native, _ = told(Play(tmp_path)(0))
    assert (first.id, first.native, first.root) == ("id1~20261120", "77~20261120", "id1~20261120")
    assert (second.reply_to, second.author.id) == ("id1~20261120", "ann~20261120")
    assert (edit.id, edit.rev, edit.created) == (first.id, 5, first.created)
    assert (tally.id, tally.likes) == (first.id, 3)
    assert (gone.id, gone.author) == ("id2~20261120", "ann~20261120")
    assert (native.native, native.source) == ("77~20261120", "rec")


def test_labels_stay_on_the_posts_and_authors_of_the_recording(tmp_path):
    given = THEN + timedelta(minutes=55)
    labels = [
        Labelling("id1", "spam", given, "mod", "old", until=given + timedelta(hours=1)),
        Labelling("ann", "rude", given, "mod", "old", of="author", gone=True),
    ]
    *_, on_post, on_author, _ = told(Play(tmp_path, sorted([*CHANGES, *labels], key=moment_of))(0))
    assert (on_post.subject, on_post.source) == ("id1~20261120", "rec")
    assert (on_post.at, on_post.until) == (NOW - timedelta(minutes=5), NOW + timedelta(minutes=55))
    assert (on_author.subject, on_author.gone, on_author.until) == ("ann~20261120", True, None)


def test_twice_on_one_day_gives_the_same_ids_and_tomorrow_others(tmp_path):
    ids = [
        {c.id for c in told(Play(tmp_path, now=now)(0)) if isinstance(c, Post)}
        for now in (NOW, NOW + timedelta(hours=5), NOW + timedelta(days=1))
    ]
    assert ids[0] == ids[1]
    assert not ids[0] & ids[2]


def test_a_replay_touches_nothing_from_elsewhere(tmp_path):
    assert len(told(Play(tmp_path, CHANGES + FOREIGN)(0))) == len(CHANGES)


@pytest.mark.parametrize("speed", [0.5, 1.0, 60.0, 600.0])
def test_at_a_speed_every_change_comes_in_its_moment(tmp_path, speed):
    news = Play(tmp_path)(speed)
    for at, one in news:
        for change in one.changes:
            when = change.seen if isinstance(change, Post) else change.at
            assert timedelta(0) <= at - when < timedelta(seconds=1.1)
    took = news[-1][0] - NOW
    assert abs(took.total_seconds() - 3600 / speed) < 2
    assert news[-1][1].last


def test_it_goes_on_after_a_restart_with_the_same_clock(tmp_path):
    whole = told(Play(tmp_path)(600))
    before = Play(tmp_path)
    first = before(600, most=3)
    after = Play(tmp_path, now=before.now + timedelta(hours=1))
    rest = after(600, cursor=first[-1][1].cursor)
    assert told(first) + told(rest) == whole
    assert [n.last for _, n in Play(tmp_path)(0, cursor=rest[-2][1].cursor)] == [False, True]


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=30), st.sampled_from([0, 1.0, 50.0]))
def test_nothing_is_lost_added_or_out_of_order(tmp_path_factory, minutes, speed):
    changes = [post(n, at) for n, at in enumerate(minutes)]
    out = told(Play(tmp_path_factory.mktemp("r"), changes)(0 if speed == 0 else speed * 100_000))
    assert sorted(c.text for c in out) == sorted(c.text for c in changes)
    assert [c.created for c in out] == sorted(c.created for c in out)


@pytest.mark.parametrize(
    "cursor", ["x", "{}", '{"start":"never","done":1}', '{"start":1,"done":"a"}', "[]"]
)
def test_a_broken_cursor_starts_anew(tmp_path, cursor):
    assert len(told(Play(tmp_path)(0, cursor=cursor))) == 7


def test_bad_lines_are_told_and_cost_nothing(tmp_path):
    play = Play(tmp_path)
    with play.path.open("a") as file:
        file.write("rubbish\n")
    news = play(0)
    assert news[0][1].garbage == 1
    assert ":8: " in news[0][1].notes[0]
    assert len(told(news)) == 7


def test_a_missing_or_empty_recording_is_told(tmp_path):
    with pytest.raises(FeedDenied, match="holds no change"):
        Play(tmp_path, [])(0)
    with pytest.raises(FeedDenied, match="cannot be read"):
        asyncio.run(anext(Replay(ORIGIN, tmp_path / "none").news("")))
