"""The bundled server: a real llama.cpp child, served from a model file made by the tests."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace

import pytest
from modelserver import random_adapter

from rostra.errors import ModelUnreachable, WeightsMissing
from rostra.models import (
    LlamaServer,
    LlamaSettings,
    Message,
    ModelSpec,
    Options,
    complete,
    openai_model,
    probe,
)
from rostra.models._llama import spare_cores

HI = [Message("user", "Hi")]
SHORT = Options(max_tokens=8)


@pytest.fixture
def settings(gguf, tmp_path):
    return LlamaSettings(gguf, context=512, threads=1, log=tmp_path / "llama.log")


@pytest.fixture
def llama(settings):
    with LlamaServer(settings) as server:
        yield server


def model_of(llama, **spec):
    return openai_model(ModelSpec("bundled", **spec), address=llama.address)


def alive(pid):
    command = ["ps", "-o", "stat=", "-p", str(pid)]
    state = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def stopped(pid):
    """Whether all threads stand still: they do so some time after the signal was sent."""
    command = ["ps", "-L", "-o", "stat=", "-p", str(pid)]
    states = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return bool(states) and all(state.startswith("T") for state in states)


def wait_until(check, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.02)
    return check()


def test_it_starts_at_first_use_and_replies(llama):
    model = model_of(llama)
    assert llama.pid is None
    reply = complete(model, HI, SHORT)
    assert reply.usage.completion == 8
    assert llama.pid


def test_it_listens_on_this_machine_behind_a_key(llama):
    base, key = llama.address()
    assert base.startswith("http://127.0.0.1:")
    assert len(key) >= 24
    stranger = openai_model(ModelSpec("x", base_url=base, api_key="guess"))
    with pytest.raises(Exception, match="refuses the key"):
        complete(stranger, HI)
    command = subprocess.run(
        ["ps", "-o", "args=", "-p", str(llama.pid)], capture_output=True, text=True, check=True
    ).stdout
    assert "_llama_child" in command
    assert key not in command


def test_two_servers_never_clash_over_a_port(settings):
    with LlamaServer(settings) as one, LlamaServer(settings) as other:
        assert one.address()[0] != other.address()[0]
        assert complete(model_of(one), HI, SHORT).usage.completion
        assert complete(model_of(other), HI, SHORT).usage.completion


def test_many_threads_start_one_child(llama):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(llama.address())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_the_next_reply_works_when_the_child_was_killed(llama):
    model = model_of(llama)
    complete(model, HI, SHORT)
    before = llama.pid
    os.kill(before, signal.SIGKILL)
    assert complete(model, HI, SHORT).usage.completion == 8
    assert llama.pid != before


def test_a_child_killed_in_mid_reply_is_told_and_not_glued_over(settings):
    with LlamaServer(replace(settings, context=2048)) as llama:
        endless = model_of(llama).having({"ignore_eos": True})
        pieces = endless.reply(HI, Options(max_tokens=100_000))
        next(pieces)
        os.kill(llama.pid, signal.SIGKILL)
        with pytest.raises(ModelUnreachable, match="in the middle"):
            list(pieces)


def test_a_child_that_hangs_is_replaced(settings):
    now = [0.0]
    with LlamaServer(replace(settings, health_s=0.2), clock=lambda: now[0]) as llama:
        model = model_of(llama)
        complete(model, HI, SHORT)
        stuck = llama.pid
        os.kill(stuck, signal.SIGSTOP)
        assert wait_until(lambda: stopped(stuck), 10)
        now[0] = 6.0
        assert complete(model, HI, SHORT).usage.completion == 8
        assert llama.pid != stuck
        assert not alive(stuck)


def test_a_child_at_work_for_many_is_no_child_that_hangs(settings):
    now = [0.0]
    with LlamaServer(settings, clock=lambda: now[0]) as llama:
        model = model_of(llama).having({"ignore_eos": True})
        llama.address()
        busy = [model.reply(HI, Options(max_tokens=400)) for _ in range(12)]
        threads = [threading.Thread(target=list, args=(pieces,)) for pieces in busy]
        for thread in threads:
            thread.start()
        before = llama.pid
        for _ in range(20):
            now[0] += 6.0
            llama.address()
        assert llama.pid == before
        for thread in threads:
            thread.join()


def test_many_replies_at_once_each_come_to_their_end(llama):
    """Two long replies side by side once filled a shared context, and guessing broke on it."""
    model = model_of(llama).having({"ignore_eos": True})
    ends = []

    def ask():
        asked = [Message("user", "abc " * 30)]
        ends.append(complete(model, asked, Options(max_tokens=300)).finish)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ends) == 10


def test_restarts_are_bounded(settings):
    now = [0.0]
    with LlamaServer(settings, clock=lambda: now[0]) as llama:
        for _ in range(4):
            llama.address()
            os.kill(llama.pid, signal.SIGKILL)
            assert wait_until(lambda: llama.pid is None, 2)
        with pytest.raises(ModelUnreachable, match=r"ended 4 times .* see its log"):
            llama.address()
        now[0] = 121.0
        assert llama.address()


def test_stopping_ends_the_child_and_a_later_use_starts_another(llama):
    llama.address()
    pid = llama.pid
    llama.stop()
    assert not alive(pid)
    llama.stop()
    assert complete(model_of(llama), HI, SHORT).usage.completion == 8


PARENT = """
    import sys, threading, time
    from pathlib import Path
    from rostra.models import LlamaServer, LlamaSettings, Message, ModelSpec, Options, openai_model
    llama = LlamaServer(LlamaSettings(Path(sys.argv[1]), context=2048, threads=1))
    # Started by a thread that ends: the child belongs to the process, not to the thread.
    thread = threading.Thread(target=llama.address)
    thread.start()
    thread.join()
    print(llama.pid, flush=True)
    model = openai_model(ModelSpec("m"), address=llama.address)
    if sys.argv[2] == "exit":
        sys.exit(0)
    while True:  # the child is at work when the parent is killed
        list(model.reply([Message("user", "Hi")], Options(max_tokens=1500)))
"""


@pytest.fixture
def parent(gguf):
    started = []

    def start(manner):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PARENT), str(gguf), manner],
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process, int(process.stdout.readline())

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_child_ends_with_a_parent_killed_with_9(parent):
    process, child = parent("work")
    time.sleep(0.5)
    assert alive(child)
    process.kill()
    process.wait()
    assert wait_until(lambda: not alive(child), 30)


def test_the_child_ends_with_a_parent_that_leaves(parent):
    process, child = parent("exit")
    assert process.wait(60) == 0
    assert wait_until(lambda: not alive(child), 30)


def test_the_child_ends_though_another_process_holds_its_lifeline(settings):
    """A process forked at the wrong moment inherits the pipe: the parent's id is watched too."""
    code = """
        import os, sys, time
        from pathlib import Path
        from rostra.models import LlamaServer, LlamaSettings
        llama = LlamaServer(LlamaSettings(Path(sys.argv[1]), context=512, threads=1))
        llama.address()
        print(llama.pid, flush=True)
        forked = os.fork()
        if forked == 0:
            time.sleep(60)
            os._exit(0)
        print(forked, flush=True)
        os.kill(os.getpid(), 9)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(settings.weights)],
        stdout=subprocess.PIPE,
        text=True,
    )
    child, forked = int(process.stdout.readline()), int(process.stdout.readline())
    process.wait()
    try:
        assert wait_until(lambda: not alive(child), 30)
        assert alive(forked), "it held the lifeline all the while"
    finally:
        os.kill(forked, signal.SIGKILL)
        process.stdout.close()


def test_absent_weights_are_told_with_the_cure(settings, tmp_path):
    gone = LlamaServer(replace(settings, weights=tmp_path / "gone.gguf"))
    with pytest.raises(WeightsMissing, match="rostra models fetch"):
        gone.address()


def test_a_file_that_is_no_model_is_told_with_the_log(settings, tmp_path):
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(b"GGUF but not really")
    server = LlamaServer(replace(settings, weights=wrong))
    with pytest.raises(ModelUnreachable, match=r"did not start with .*wrong.gguf.*llama.log"):
        server.address()
    assert server.pid is None
    assert settings.log.stat().st_size


def test_a_shared_prefix_is_read_once(llama):
    model = model_of(llama)
    system = Message("system", "word " * 60)

    def read(question):
        complete(model, [system, Message("user", question)], Options(max_tokens=1))
        slots = model.page("/slots")
        return max(slot.get("n_prompt_tokens_processed", 0) for slot in slots)

    read("first")
    # A fresh question behind the same prefix: only its own few tokens are new.
    assert read("other") < 30


def test_guessing_changes_the_pace_and_not_the_words(settings):
    asked = [Message("user", "abcabcabc " * 12)]
    options = Options(max_tokens=100)
    with LlamaServer(settings) as fast, LlamaServer(replace(settings, guess=False)) as plain:
        guessed = complete(model_of(fast), asked, options)
        assert guessed.text == complete(model_of(plain), asked, options).text
    assert "draft acceptance" in settings.log.read_text()


def test_without_guessing_every_token_has_its_log_probability(settings):
    with LlamaServer(replace(settings, guess=False)) as plain:
        reply = complete(model_of(plain), HI, Options(max_tokens=30, logprobs=3))
    assert "".join(token.text for token in reply.tokens) == reply.text
    assert all(len(token.alternatives) == 3 for token in reply.tokens)


def test_each_request_says_which_adapter_it_wants(settings, tmp_path):
    """A prompt read with another adapter must not be used again: the scale counts, each time."""
    adapter = tmp_path / "adapter.gguf"
    adapter.write_bytes(random_adapter())
    with LlamaServer(replace(settings, lora=(adapter,))) as llama:
        plain = model_of(llama)
        tuned = plain.having({"lora": [{"id": 0, "scale": 1.0}]})
        asked = [Message("user", "the same long question " * 8)]
        before = complete(plain, asked, SHORT).text
        changed = complete(tuned, asked, SHORT).text
        assert changed != before
        assert complete(plain, asked, SHORT).text == before
        assert complete(tuned, asked, SHORT).text == changed


def test_what_it_can_do_is_read_from_it(llama, now):
    can = probe(model_of(llama), None, now=now)
    assert can.json_schema
    assert can.logprobs
    assert can.lora
    assert not can.vision
    assert can.context == 512


def test_one_core_is_left_to_others():
    assert spare_cores() == max(1, len(os.sched_getaffinity(0)) - 1)
