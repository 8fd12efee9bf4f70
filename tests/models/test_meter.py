"""What calls of models use: counted once, by whoever it is for, in threads and streams too."""

import contextvars
import threading

import pytest

from rostra.errors import ModelUnreachable
from rostra.models import (
    FirstOf,
    Message,
    Meter,
    Reply,
    Scripted,
    Usage,
    Used,
    complete,
    counting,
    estimate_tokens,
    meter_now,
)

HI = [Message("user", "What is new in the harbour?")]


def test_each_call_is_counted_once_by_the_model_that_answered():
    down = Scripted([ModelUnreachable("down")] * 2, name="large")
    mini = Scripted([Reply("one", "mini", usage=Usage(7, 2))] * 2, name="mini")
    with counting(Meter()) as meter:
        complete(FirstOf([down, mini]), HI)
        complete(FirstOf([down, mini]), HI)
    assert meter.used == (Used("mini", 14, 4, calls=2),)
    assert meter_now() is None
    complete(Scripted(["x"]), HI)
    assert meter.used[0].calls == 2, "nothing counts any more"


def test_a_reply_that_is_stopped_is_estimated():
    model = Scripted(["word " * 40], piece=5)
    with counting(Meter()) as meter:
        pieces = model.reply(HI)
        said = next(pieces).text + next(pieces).text
        pieces.close()
    (used,) = meter.used
    assert used == Used(
        "scripted", estimate_tokens(HI[0].text), estimate_tokens(said), estimated=True
    )


def test_a_reply_that_breaks_off_is_counted_and_one_that_never_came_is_not():
    with counting(Meter()) as meter:
        for line in ((Reply("half", "m"), ModelUnreachable("cut")), ModelUnreachable("down")):
            with pytest.raises(ModelUnreachable):
                complete(Scripted([line]), HI)
    assert [(one.calls, one.completion) for one in meter.used] == [(1, 1)]


def test_two_meters_in_two_threads_do_not_mix():
    meters = Meter(), Meter()
    gate = threading.Barrier(2)

    def work(meter, text):
        with counting(meter):
            pieces = Scripted([text], piece=1).reply(HI)
            next(pieces)
            gate.wait(5)
            list(pieces)

    threads = [
        threading.Thread(target=work, args=(meter, "x" * n))
        for meter, n in zip(meters, (3, 9), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [meter.used[0].completion for meter in meters] == [3, 9]


def test_a_thread_counts_where_it_runs_in_a_copy_of_the_context():
    with counting(Meter()) as meter:
        run = contextvars.copy_context().run
        thread = threading.Thread(target=run, args=(complete, Scripted(["yes"]), HI))
        thread.start()
        thread.join()
    assert meter.used[0].completion == 3


def test_a_key_is_asked_for_once():
    asked = []

    def own(model):
        asked.append(model)
        return "k" if model == "large" else ""

    meter = Meter(own)
    assert [meter.key(name) for name in ("large", "mini", "large", "mini")] == ["k", "", "k", ""]
    assert asked == ["large", "mini"]
