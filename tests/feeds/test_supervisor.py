"""The supervisor: nothing lost, nothing saved too early, no source stopped by another."""

import asyncio
import threading
import time
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import T0, Shop, Told, post, supervised, tally, until

from rostra.errors import DiskFull, FeedDenied, FeedGarbage, FeedUnreachable, SettingsError
from rostra.feeds import Gap, News, Pace, Supervisor
from rostra.feeds._backlog import Backlog
from rostra.feeds._backoff import full_jitter
from rostra.feeds._line import keep_the_sound
from rostra.posts import Deletion, Tally

QUICK = Pace(linger_s=0.01, first_s=0.01, cap_s=0.05)


def state(supervisor, name="told"):
    return next(s for s in supervisor.states() if s.name == name)


def test_a_batch_is_stored_before_its_cursor_is_saved():
    shop = Shop()
    feed = Told([[News((post(1),), "a"), News((post(2), post(3)), "b")]])

    async def run():
        async with supervised(shop, feed, pace=QUICK):
            await until(lambda: shop.cursors.get("told") == "b")

    asyncio.run(run())
    assert sorted(shop.posts) == ["stage:1", "stage:2", "stage:3"]
    stored = 0
    for what, value in shop.calls:
        stored += value if what == "keep" else 0
        assert what == "keep" or stored >= {"a": 1, "b": 3}[value]


def test_a_crash_between_insert_and_cursor_repeats_posts_and_loses_none():
    class Crashes(Shop):
        def save_cursor(self, *_):
            raise KeyboardInterrupt  # the process dies here, as under kill -9

    shop = Crashes()
    script = [[News((post(1),), "1"), News((post(2),), "2")]]

    async def first_life():
        running = asyncio.create_task(supervisor.run())
        await until(lambda: shop.posts)
        running.cancel()

    supervisor = Supervisor(shop.keep, shop, QUICK)
    supervisor.add(Told(script))
    with pytest.raises(BaseException):  # noqa: B017, PT011 — whichever way the death shows
        asyncio.run(first_life())
    assert shop.posts
    assert shop.cursors == {}, "the cursor was saved though the crash came before"

    again = Shop(posts=shop.posts, cursors=shop.cursors)
    feed = Told(script)

    async def second_life():
        async with supervised(again, feed, pace=QUICK):
            await until(lambda: again.cursors.get("told") == "2")

    asyncio.run(second_life())
    assert feed.cursors[0] == ""
    assert sorted(again.posts) == ["stage:1", "stage:2"]


def test_a_cut_connection_goes_on_from_the_last_cursor():
    shop = Shop()
    cut = FeedUnreachable("cut")
    feed = Told([[News((post(1),), "1"), cut], [News((post(2),), "2")], [cut], []])

    async def run():
        async with supervised(shop, feed, pace=QUICK, seed=1) as supervisor:
            await until(lambda: len(feed.cursors) == 5)
            return state(supervisor)

    seen = asyncio.run(run())
    assert feed.cursors == ["", "1", "2", "2", "2"]
    assert seen.posts == 2
    assert seen.reconnects == 4


def test_waits_grow_with_full_jitter_and_stop_growing_at_the_cap():
    waits = []

    async def sleep(seconds):
        waits.append(seconds)
        await asyncio.sleep(0)

    feed = Told([[FeedUnreachable("down")] for _ in range(40)])

    async def run():
        pace = Pace(first_s=1, cap_s=60, linger_s=0.01)
        async with supervised(Shop(), feed, pace=pace, seed=3, sleep=sleep):
            await until(lambda: len(feed.cursors) == 41)

    asyncio.run(run())
    expected = Random(3)
    assert waits == [expected.uniform(0, min(60, 2.0**n)) for n in range(40)]


@given(st.integers(0, 10_000), st.integers(0, 99))
def test_jitter_stays_between_nothing_and_the_cap(attempt, seed):
    assert 0 <= full_jitter(attempt, Random(seed), 1.0, 60.0) <= 60


def test_the_source_s_own_wish_to_wait_is_kept():
    waits = []

    async def sleep(seconds):
        waits.append(seconds)
        await asyncio.sleep(0)

    async def run():
        feed = Told([[FeedUnreachable("429", wait_s=300)]])
        async with supervised(Shop(), feed, seed=1, sleep=sleep):
            await until(lambda: len(feed.cursors) == 2)

    asyncio.run(run())
    assert waits == [300]


def test_one_failing_source_stops_no_other():
    shop = Shop()
    broken = Told([[ZeroDivisionError("a bug")]] * 3, name="broken")
    garbled = Told([[FeedGarbage("not readable")]] * 3, name="garbled")
    sound = Told([[News((post(n),), str(n))] for n in range(5)], name="sound")

    async def run():
        async with supervised(shop, broken, garbled, sound, pace=QUICK) as supervisor:
            await until(lambda: len(shop.posts) == 5 and len(broken.cursors) == 4)
            return state(supervisor, "broken").error, state(supervisor, "garbled").error

    errors = asyncio.run(run())
    assert errors == ("broken: ZeroDivisionError: a bug", "not readable")


def test_a_denied_source_is_left_alone_until_told():
    feed = Told([[FeedDenied("wrong key")], [News((post(1),), "1")]])
    shop = Shop()

    async def run():
        async with supervised(shop, feed, pace=QUICK) as supervisor:
            await until(lambda: state(supervisor).status == "denied")
            await asyncio.sleep(0.2)
            assert len(feed.cursors) == 1
            assert state(supervisor).error == "wrong key"
            supervisor.retry("told")
            await until(lambda: shop.posts)

    asyncio.run(run())


def test_what_a_server_says_cannot_steer_a_terminal():
    evil = "go\x1b]0;away\x07\nnow\u202e"
    feed = Told([[News(notes=(evil,)), FeedDenied(f"refused: {evil}")]])

    async def run():
        async with supervised(Shop(), feed, pace=QUICK) as supervisor:
            await until(lambda: state(supervisor).status == "denied")
            return state(supervisor)

    seen = asyncio.run(run())
    assert seen.note == "go]0;away now"
    assert seen.error == "refused: go]0;away now"


def test_a_full_disk_holds_the_batch_and_loses_nothing():
    shop = Shop(failures=[DiskFull("no room")] * 6)
    feed = Told([[News((post(n),), str(n)) for n in range(20)]])

    async def run():
        async with supervised(shop, feed, pace=QUICK, seed=1) as supervisor:
            await until(lambda: "no room" in state(supervisor).error)
            assert shop.cursors == {}
            assert state(supervisor).held > 0
            await until(lambda: len(shop.posts) == 20)
            await until(lambda: state(supervisor).held == 0)

    asyncio.run(run())
    assert shop.cursors == {"told": "19"}


def test_a_full_disk_bounds_what_is_read():
    class Full(Shop):
        def keep(self, _):
            raise DiskFull("no room")

    taken = []

    async def count():
        taken.append(1)

    script = [item for n in range(500) for item in (count, News((post(n),), str(n)))]
    pace = Pace(batch=10, queue=50, linger_s=0.01, first_s=0.01, cap_s=0.02)

    async def run():
        async with supervised(Full(), Told([script]), pace=pace) as supervisor:
            await asyncio.sleep(0.5)
            return state(supervisor).held

    held = asyncio.run(run())
    assert held <= 61  # the queue, a batch in hand, one piece over
    assert len(taken) <= 61


def test_what_gathers_while_the_store_writes_is_written_at_once():
    sizes, told = [], threading.Event()

    class Slow(Shop):
        def keep(self, changes):
            sizes.append(len(changes))
            if len(sizes) == 1:
                assert told.wait(60)
            return super().keep(changes)

    async def breathe():
        await asyncio.sleep(0.005)

    async def all_told():
        told.set()

    news = [News(tuple(post(100 * n + m) for m in range(100)), str(n)) for n in range(20)]
    feed = Told([[*(item for one in news for item in (one, breathe)), all_told]])
    pace = Pace(enough=100, batch=1_500, linger_s=5, first_s=0.01, cap_s=0.05)

    async def run():
        async with supervised(Slow(), feed, pace=pace):
            await until(lambda: sum(sizes) == 2_000)

    asyncio.run(run())
    assert sizes[0] < 1_000
    assert max(sizes) > 1_000
    assert max(sizes) <= 1_500


def test_long_texts_fill_the_queue_before_many_short_ones_do():
    backlog = Backlog(limit=1_000, chars=10_000, enough=1_000)
    for n in range(10):
        backlog.put(News((post(n, "x" * 1_000),), str(n)))
    assert not backlog.room.is_set()
    assert backlog.size == 10


def test_one_poisonous_change_is_refused_and_costs_no_other():
    shop = Shop(poison="stage:7")
    feed = Told([[News((post(n),), str(n)) for n in range(20)]])

    async def run():
        async with supervised(shop, feed, pace=QUICK, seed=1) as supervisor:
            await until(lambda: shop.cursors.get("told") == "19")
            return state(supervisor)

    seen = asyncio.run(run())
    assert sorted(shop.posts) == sorted(f"stage:{n}" for n in range(20) if n != 7)
    assert seen.refused == 1
    assert "stage:7" in seen.error


def test_an_error_that_befalls_all_is_blamed_on_none():
    def keep(changes):
        raise ValueError("the store is broken")

    with pytest.raises(ValueError, match="the store is broken"):
        keep_the_sound(keep, (post(1), post(2)))


def test_likes_are_let_go_first_and_counted():
    backlog = Backlog(limit=100, chars=10**9, enough=1_000)
    assert backlog.put(News(tuple(tally(n) for n in range(40)), "1")) == 0
    dropped = backlog.put(News((*(post(n) for n in range(20)), tally(1)), "2"))
    assert dropped == 41
    batch = backlog.take(1_000)
    assert len(batch.changes) == 20
    assert not any(isinstance(c, Tally) for c in batch.changes)
    assert batch.cursor == "2"


@given(
    st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=30),
    st.integers(1, 5),
    st.lists(st.booleans(), max_size=20),
)
def test_a_cursor_never_leaves_the_backlog_before_what_lies_before_it(pieces, most, fails):
    """Whatever is taken, put back and split, a cursor comes out after all changes before it."""
    backlog = Backlog(limit=10**6, chars=10**9, enough=1_000)
    before, number = {}, 0
    for index, (size, has_cursor) in enumerate(pieces):
        batch = tuple(post(number + n) for n in range(size))
        number += size
        cursor = f"c{index}" if has_cursor else ""
        if cursor:
            before[cursor] = number
        backlog.put(News(batch, cursor))
    out, fails = [], list(fails)
    while batch := backlog.take(most):
        assert len(batch.changes) <= most
        if fails and fails.pop():
            backlog.put_back(batch)
            continue
        out += batch.changes
        if batch.cursor:
            assert len(out) >= before[batch.cursor]
    assert [c.id for c in out] == [f"stage:{n}" for n in range(number)]
    assert backlog.size == 0


def test_a_gap_is_written_down_before_the_cursor_behind_it():
    gap = Gap(T0, T0 + timedelta(hours=1), "look-back ended")
    shop = Shop()
    feed = Told([[News((post(1),), "9", (gap,))]])

    async def run():
        async with supervised(shop, feed, pace=QUICK) as supervisor:
            await until(lambda: shop.cursors)
            return state(supervisor).gaps

    assert asyncio.run(run()) == 1
    assert shop.gaps == [("told", gap)]


def test_stopping_stores_what_was_read():
    shop = Shop()
    feed = Told([[News((post(1),), "1"), asyncio.Event().wait]])

    async def run():
        async with supervised(shop, feed, pace=Pace(linger_s=60)) as supervisor:
            await until(lambda: state(supervisor).held == 1)
        assert state(supervisor).status == "stopped"

    asyncio.run(run())
    assert shop.cursors == {"told": "1"}
    assert list(shop.posts) == ["stage:1"]


def test_a_cursor_without_changes_is_saved_too():
    shop = Shop()

    async def run():
        async with supervised(shop, Told([[News(cursor="7")]]), pace=QUICK):
            await until(lambda: shop.cursors == {"told": "7"})

    asyncio.run(run())
    assert ("keep", 0) not in shop.calls


def test_a_source_at_its_end_is_not_called_again():
    shop = Shop()
    feed = Told([[News((post(1),), "1", last=True)]])

    async def run():
        async with supervised(shop, feed, pace=QUICK) as supervisor:
            await until(lambda: shop.posts)
            await asyncio.sleep(0.1)
            assert state(supervisor).status == "stopped"

    asyncio.run(run())
    assert len(feed.cursors) == 1


def test_sources_come_and_go_while_it_runs_in_its_thread():
    names = set()

    class Watched(Shop):
        def keep(self, changes):
            names.add(threading.current_thread().name)
            return super().keep(changes)

    shop = Watched()
    supervisor = Supervisor(shop.keep, shop, QUICK)
    supervisor.start()
    supervisor.add(Told([[News((post(1),), "1")]], name="one"))
    supervisor.add(Told([[News((post(2),), "2")]], name="two"))
    with pytest.raises(SettingsError, match="runs already"):
        supervisor.add(Told([], name="one"))
    deadline = time.monotonic() + 60
    while len(shop.cursors) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    supervisor.remove("one")
    with pytest.raises(SettingsError, match="no feed named 'one' runs"):
        supervisor.remove("one")
    assert [s.name for s in supervisor.states()] == ["two"]
    assert supervisor.stop(60)
    assert shop.cursors == {"one": "1", "two": "2"}
    assert len(names) == 1, "the store must be called from one thread only"


def test_the_picture_counts_what_happened():
    shop = Shop()
    news = News(
        (post(1), post(1, "edited", rev=1), Deletion("stage:1", T0)),
        "1",
        garbage=2,
        skipped=(("#nobot", 3),),
        notes=("hello operator",),
    )

    async def run():
        now = T0 + timedelta(seconds=31)
        async with supervised(shop, Told([[news]]), pace=QUICK, now=lambda: now) as supervisor:
            await until(lambda: state(supervisor).deletions == 1)
            return state(supervisor)

    seen = asyncio.run(run())
    assert (seen.posts, seen.edits, seen.deletions, seen.garbage) == (1, 1, 1, 2)
    assert seen.skipped == (("#nobot", 3),)
    assert seen.note == "hello operator"
    assert seen.lag_s == 30
    assert seen.last_post == T0 + timedelta(seconds=1)
