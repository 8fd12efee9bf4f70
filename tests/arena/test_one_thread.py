"""A board is rated on one thread, and the process has its threads back after."""

import threading

import numpy as np
import pytest

from rostra.arena import columns, rate
from rostra.arena._one_thread import _pools, one_thread


def threads():
    return {pool["num_threads"] for pool in _pools().info() if pool["user_api"] == "blas"}


@pytest.fixture
def two():
    np.linalg.inv(np.eye(3))
    limit = _pools().limit(limits=2, user_api="blas")
    if threads() != {2}:
        pytest.skip("numpy's linear algebra has no threads to count on this machine")
    yield
    limit.restore_original_limits()


def test_the_limit_holds_inside_and_is_lifted_after(two):
    with one_thread():
        assert threads() == {1}
        with one_thread():
            assert threads() == {1}
        assert threads() == {1}, "the inner one must not lift the outer one's limit"
    assert threads() == {2}


def test_two_at_once_leave_the_process_as_it_was(two):
    inside, leave = threading.Event(), threading.Event()

    def other():
        with one_thread():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with one_thread():
        thread.start()
        assert inside.wait(10)
    assert threads() == {1}
    leave.set()
    thread.join()
    assert threads() == {2}


def test_an_error_inside_lifts_it_too(two):
    with pytest.raises(Exception, match="no model of ties"):
        rate(columns(["a"], ["b"], ["left"]), ties="coin")
    assert threads() == {2}
