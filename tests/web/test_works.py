"""Work that outlives its page: it has a place or is refused, is read by many, and comes to an end."""

import asyncio
import threading
import time

import pytest
from starlette.requests import Request

from rostra.errors import QuotaSpent
from rostra.web._works import Busy, Works, close, opened, until_stopped
from rostra.web._works_sent import behind, sent


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


def named(name, *events, gate=None):
    """Return a work that says its events, the second and further ones once the gate is open."""

    def work(it):
        it.id = name
        for number, event in enumerate(events):
            if number == 1 and gate is not None:
                assert gate.wait(20)
            yield event

    return work


def begun(works, owner, work):
    return asyncio.run(opened(works.begin(owner, work)))


def ended(*every):
    for work in every:
        assert asyncio.run(work.finished(20))


async def read(work, after=0, beat_s=15.0):
    return [event async for fresh in work.read(after, beat_s) for event in fresh]


def test_works_have_places_and_are_forgotten(gate):
    now = [0.0]
    works = Works("test", at_once=4, each=2, kept_s=300, clock=lambda: now[0])
    mine = [begun(works, "ann", named(f"a{n}", 1, 2, gate=gate)) for n in range(2)]
    assert works.begin("ann", named("a9", 1)) == Busy("a1")
    others = [begun(works, f"v{n}", named(f"v{n}", 1, 2, gate=gate)) for n in range(2)]
    assert works.begin("zoe", named("z", 1)) == Busy()
    assert works.running() == 4
    assert works.find("a0", "ann") is mine[0]
    assert works.find("a0", "bob") is None
    gate.set()
    ended(*mine, *others)
    assert works.running() == 0
    now[0] = 299.0
    begun(works, "ann", named("a3", 1))
    assert works.find("a0", "ann") is mine[0]
    now[0] = 301.0
    begun(works, "ann", named("a4", 1))
    assert works.find("a0", "ann") is None, "an ended work is forgotten after a while"


def test_a_second_work_of_a_name_takes_the_place_of_the_first():
    works = Works("test", at_once=4)
    first = begun(works, "ann", named("b", 1))
    second = begun(works, "ann", named("b", 2))
    assert works.find("b", "ann") is second is not first


def test_what_refuses_a_work_is_raised_and_what_breaks_it_off_is_logged(caplog):
    works = Works("test", at_once=4)

    def refused(_work):
        raise QuotaSpent("spent")
        yield

    def broken(work):
        work.id = "b"
        yield 1
        raise ZeroDivisionError

    with pytest.raises(QuotaSpent):
        begun(works, "ann", refused)
    assert not caplog.records, "whoever asked was told"
    with pytest.raises(RuntimeError, match="without an event"):
        begun(works, "ann", lambda _work: iter(()))
    work = begun(works, "ann", broken)
    ended(work)
    assert work.events == [1]
    assert "test b broke off" in caplog.text
    assert works.running() == 0


def test_a_work_that_says_nothing_in_time_is_stopped(gate):
    works = Works("test", at_once=4)

    def slow(work):
        gate.wait(20)
        yield from until_stopped(work, iter("ab"))

    slow_one = works.begin("ann", slow)
    assert asyncio.run(opened(slow_one, 0.02)) == Busy()
    gate.set()
    ended(slow_one)
    assert slow_one.events == ["a"]


def test_a_reader_gets_each_event_once_from_any_number_on_and_a_sign_in_silence(gate):
    works = Works("test", at_once=4)
    work = begun(works, "ann", named("w", 1, 2, 3, gate=gate))

    async def watch():
        heard = []
        async for fresh in work.read(beat_s=0.02):
            heard.append(fresh)
            if heard.count([]) == 2:
                gate.set()
        return heard

    heard = asyncio.run(watch())
    assert heard[:3] == [[1], [], []]
    assert [event for fresh in heard for event in fresh] == [1, 2, 3]
    assert asyncio.run(read(work, 2)) == [3]
    assert asyncio.run(read(work, 9)) == []


def test_two_hundred_at_once_lose_nothing(gate):
    works = Works("test", at_once=256)
    said = ["begun", *map(str, range(50))]
    every = [works.begin("", named(f"t{n}", *said, gate=gate)) for n in range(200)]

    async def all_of_them():
        readers = [asyncio.create_task(read(work)) for work in every for _ in range(2)]
        await asyncio.sleep(0.1)
        gate.set()
        return await asyncio.gather(*readers)

    started = time.monotonic()
    assert all(heard == said for heard in asyncio.run(all_of_them()))
    assert time.monotonic() - started < 30
    assert works.running() == 0


def test_at_the_end_all_are_stopped_at_once_and_none_is_taken(gate, caplog):
    quick, slow = Works("quick", at_once=4), Works("slow", at_once=4)
    closed = []

    def steps():
        try:
            while True:
                time.sleep(0.01)
                yield "step"
        finally:
            closed.append(True)

    def stepping(work):
        work.id = "s"
        yield from until_stopped(work, steps())
        yield "what was said is kept"

    work = begun(quick, "ann", stepping)
    stuck = begun(slow, "ann", named("stuck", 1, 2, gate=gate))
    assert not close([slow, quick], 0.3)
    assert "cut off: slow stuck" in caplog.text
    assert (closed, work.events[-1]) == ([True], "what was said is kept")
    assert quick.begin("bob", named("b", 1)) == Busy()
    gate.set()
    ended(stuck)
    assert close([slow, quick])


def test_events_are_written_with_their_numbers(gate):
    works = Works("test", at_once=4)
    work = begun(works, "ann", named("w", "a", "b", "c"))
    ended(work)

    async def wire(work, after, end):
        written = sent(work, after, lambda event: ("said", f'"{event}"'), end)
        return "".join([part.decode() async for part in written])

    assert asyncio.run(wire(work, 1, "over")) == (
        'retry: 1500\n\nid: 2\nevent: said\ndata: "b"\n\nid: 3\nevent: said\ndata: "c"\n\n'
        "event: over\ndata: {}\n\n"
    )
    assert asyncio.run(wire(None, 0, "over")) == "retry: 1500\n\nevent: over\ndata: {}\n\n"
    assert asyncio.run(wire(work, 3, "")) == "retry: 1500\n\n"


@pytest.mark.parametrize(
    ("header", "query", "number"),
    [("7", "", 7), ("", "after=3", 3), ("7", "after=3", 7), ("-1", "", 0), ("٣", "", 0),
     ("9" * 10, "", 0), ("", "", 0)],
)  # fmt: skip
def test_the_number_of_the_last_event_is_read(header, query, number):
    headers = [(b"last-event-id", header.encode())] if header else []
    scope = {"type": "http", "headers": headers, "query_string": query.encode()}
    assert behind(Request(scope)) == number
