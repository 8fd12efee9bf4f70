"""A blocking iterator reaches the event loop item by item, with its errors and its end."""

import asyncio
import threading
import time

import pytest

from rostra.api import drain


def collect(begin, **how):
    async def read():
        return [item async for item in drain(begin, **how)]

    return asyncio.run(read())


def test_items_come_in_order_and_end():
    assert collect(lambda: iter(range(100))) == list(range(100))
    assert collect(lambda: iter(())) == []


def test_what_the_iterator_raises_is_raised_to_the_reader():
    def failing():
        yield 1
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        collect(failing)

    def never_begins():
        raise KeyError("early")

    with pytest.raises(KeyError):
        collect(never_begins)


def test_silence_is_filled_with_beats():
    go = threading.Event()

    def slow():
        go.wait(60)
        yield "late"

    async def read():
        seen = []
        async for item in drain(slow, beat_s=0.02):
            seen.append(item)
            if len(seen) == 3:
                go.set()
        return seen

    seen = asyncio.run(read())
    assert seen[:3] == [None, None, None]
    assert seen[-1] == "late"


def test_when_the_reader_goes_the_work_is_closed():
    closed = threading.Event()

    def endless():
        try:
            while True:
                time.sleep(0.005)
                yield 1
        finally:
            closed.set()

    async def read_one():
        stream = drain(endless)
        async for _ in stream:
            break
        await stream.aclose()

    asyncio.run(read_one())
    assert closed.wait(60)
