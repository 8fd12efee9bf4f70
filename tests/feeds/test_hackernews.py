"""Hacker News against a small server of our own that has its four addresses."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from localhttp import Answer, serve
from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds import _hackernews
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._hackernews import HackerNews
from rostra.fetch import Reach
from rostra.posts import Deletion, Post, Tally

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AN_HOUR_AGO = int((NOW - timedelta(hours=1)).timestamp())


def story(n, title="A title", **more):
    return {
        "id": n,
        "type": "story",
        "by": "ann",
        "time": AN_HOUR_AGO,
        "title": title,
        "score": 3,
        "descendants": 0,
        **more,
    }


def comment(n, parent, text="<p>Yes &amp; no</p>", **more):
    return {
        "id": n,
        "type": "comment",
        "by": "bo",
        "time": AN_HOUR_AGO,
        "parent": parent,
        "text": text,
        **more,
    }


class FakeNews:
    def __init__(self, *items):
        self.items = {item["id"]: item for item in items}
        self.updates, self.newest, self.fetched = [], None, []

    def answer(self, asked):
        what = asked.path.removeprefix("/v0/").removesuffix(".json")
        if what == "maxitem":
            return self._json(self.newest if self.newest is not None else max(self.items))
        if what == "updates":
            return self._json({"items": self.updates, "profiles": ["ann"]})
        number = int(what.removeprefix("item/"))
        self.fetched.append(number)
        return self._json(self.items.get(number))

    def _json(self, value):
        return Answer(body=json.dumps(value).encode())


class Enough(Exception):
    pass


def look(fake, rounds=1, cursor="", between=None, **options):
    """Run the source for some rounds; `between` is called before each next one."""
    left = [rounds]

    async def sleep(_):
        left[0] -= 1
        if not left[0]:
            raise Enough
        between()

    async def go(server):
        outside = Outside(Reach(allow=server.allow), lambda: NOW, sleep)
        feed, seen = HackerNews(Origin("hn"), server.url, outside=outside, **options), []
        try:
            async for news in feed.news(cursor):
                seen.append(news)  # noqa: PERF401
        except Enough:
            return seen

    with serve(fake.answer) as server:
        return asyncio.run(go(server))


def told(news, kind=Post):
    return [change for n in news for change in n.changes if isinstance(change, kind)]


def test_items_become_posts_with_their_threads():
    fake = FakeNews(
        story(1, "Show HN: <b>bold</b> & new", url="https://example.org/a", text="<p>Why:<p>because <script>x</script>"),
        comment(2, 1), comment(3, 2, "deeper"), {"id": 4, "type": "pollopt", "by": "x", "text": "y"},
        {"id": 5, "type": "job", "by": "yc", "time": AN_HOUR_AGO, "title": "Hiring"},
    )  # fmt: skip
    one, two, three, job = told(look(fake))
    assert one.text == "Show HN: bold & new\n\nWhy:\n\nbecause"
    assert (one.id, one.native, one.root, one.reply_to) == ("hn:1", "1", "hn:1", "")
    assert (one.url, one.links) == (
        "https://news.ycombinator.com/item?id=1",
        ("https://example.org/a",),
    )
    assert (one.likes, one.author.id, one.lang, one.network) == (3, "ann", "en", "hackernews")
    assert one.created == NOW - timedelta(hours=1)
    assert (two.text, two.reply_to, two.root) == ("Yes & no", "hn:1", "hn:1")
    assert (three.reply_to, three.root) == ("hn:2", "hn:1")
    assert job.text == "Hiring"


def test_a_thread_is_climbed_once():
    chain = [story(1)] + [comment(n, n - 1) for n in range(2, 60)]
    fake = FakeNews(*chain)
    posts = told(look(fake, back=2))
    assert {p.root for p in posts} == {"hn:1"}
    assert len(fake.fetched) < 140  # two items, each climbed at most once


def test_it_walks_on_from_the_cursor(monkeypatch):
    monkeypatch.setattr(_hackernews, "BATCH", 20)
    fake = FakeNews(*[story(n) for n in range(1, 61)])
    first = look(fake, back=50)
    assert [len(n.changes) for n in first] == [20, 20, 10, 0]
    fake.items[61] = story(61)
    assert [p.native for p in told(look(fake, cursor=first[2].cursor))] == ["61"]
    rest = told(look(fake, cursor=first[1].cursor))
    assert [p.native for p in rest] == [str(n) for n in range(51, 62)]


def test_edits_points_and_deletions_come_from_the_updates():
    fake = FakeNews(story(1), story(2), comment(3, 1), story(4))

    def change():
        fake.updates = [1, 2, 3, 4, 99]
        fake.items[1] = story(1, "A better title", score=10, descendants=2)
        fake.items[2] = {"id": 2, "type": "story", "deleted": True, "time": AN_HOUR_AGO}
        fake.items[3] = comment(3, 1, dead=True)
        fake.items[4] = story(4)

    news = look(fake, 3, between=change)
    edit = told(news)[4]
    assert len(told(news)) == 5
    assert (edit.id, edit.text) == ("hn:1", "A better title")
    assert edit.rev > 10**15
    assert told(news, Tally) == [Tally("hn:1", NOW, likes=7, replies=2)]
    assert set(told(news, Deletion)) == {
        Deletion("hn:2", NOW, source="hn"),
        Deletion("hn:3", NOW, source="hn"),
    }


def test_an_edit_is_noticed_across_a_restart():
    fake = FakeNews(story(1))
    cursor = look(fake)[0].cursor
    fake.items[1], fake.updates = story(1, "Changed"), [1]
    assert [p.text for p in told(look(fake, cursor=cursor))] == ["Changed"]


def test_items_walked_again_after_a_kill_are_held_against_what_is_stored():
    fake = FakeNews(story(1, "one"), story(2, "two"), story(3, "three"))
    kept = {post.id: post for post in told(look(fake))}
    fake.items[1] |= {"title": "one, corrected"}
    fake.items[2] |= {"dead": True}
    again = look(fake, stored=lambda ids: {i: kept[i] for i in ids if i in kept})
    assert [(p.id, p.text, p.rev > 0) for p in told(again)] == [
        ("hn:1", "one, corrected", True), ("hn:3", "three", False)]  # fmt: skip
    assert told(again, Deletion) == [Deletion("hn:2", NOW, source="hn")]


def test_a_number_that_has_no_item_yet_is_asked_for_again():
    fake = FakeNews(story(1))
    fake.newest = 2

    def arrive():
        fake.items[2] = story(2, "late")

    assert [
        p.text for p in told(look(fake, 2, between=lambda: (arrive(), setattr(fake, "newest", 3))))
    ] == ["A title", "late"]


def test_dead_and_odd_items_cost_no_other():
    fake = FakeNews(
        story(1, dead=True), story(2, deleted=True), story(3), {"id": 4, "type": "story", "by": "x"},
        {"id": 5, "type": "comment", "by": "x", "text": "t", "parent": "1", "time": "x"}, {"id": 6},
        story(7, url="javascript:alert(1)", score="many", time=10**15),
        {"id": 8, "type": "comment", "by": "x", "text": "loop", "parent": 8},
        {"id": 9, "type": "comment", "by": "x", "text": "orphan", "parent": 0},
    )  # fmt: skip
    news = look(fake)
    assert [p.native for p in told(news)] == ["3", "5", "7", "8", "9"]
    assert (news[0].skipped[0][1], news[0].garbage) == (2, 1)
    odd = told(news)[2]
    assert (odd.links, odd.likes, odd.created) == ((), 0, NOW)


def test_too_far_behind_is_a_gap():
    fake = FakeNews(*[story(n) for n in range(9_990, 10_001)])
    cursor = json.dumps({"last": 5, "at": "2026-11-01T00:00:00+00:00", "known": {}, "waiting": []})
    news = look(fake, cursor=cursor, most=1_000, back=5)
    assert len(told(news)) == 5
    (gap,) = news[0].gaps
    assert (gap.since, gap.until) == (datetime(2026, 11, 1, tzinfo=UTC), NOW)
    assert "9,995 items" in gap.reason


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "[]",
        "{}",
        '{"last":"a","at":"","known":{},"waiting":[]}',
        '{"last":1,"at":"","known":{"a":1},"waiting":[]}',
    ],
)
def test_a_broken_cursor_starts_anew(cursor):
    assert len(told(look(FakeNews(story(1)), cursor=cursor))) == 1


def test_the_cursor_stays_small(monkeypatch):
    monkeypatch.setattr(_hackernews, "REMEMBERED", 30)
    fake = FakeNews(*[story(n, f"t{n}") for n in range(1, 150)])
    cursor = look(fake, back=200)[-2].cursor
    assert sorted(map(int, json.loads(cursor)["known"])) == list(range(120, 150))


@pytest.mark.parametrize(
    ("reply", "error"),
    [(Answer(body=b"<html>"), FeedGarbage), (Answer(body=b'"x"'), FeedGarbage), (Answer(body=b"null"), FeedGarbage),
     (Answer(500), FeedUnreachable), (Answer(404), FeedUnreachable), (Answer(401), FeedDenied)],
)  # fmt: skip
def test_refusals_and_rubbish_are_told(reply, error):
    fake = FakeNews(story(1))
    fake.answer = lambda _: reply
    with pytest.raises(error):
        look(fake)
