"""Our patterns over runs that strangers can write: none takes longer than a blink."""

import time

import pytest

from rostra.assistant._clauses import _trimmed
from rostra.assistant._ours import addresses
from rostra.text import clean

RUNS = ("\n", " \n", "\r\n", " ", "\t", ". ", "; ", "a ", "and ", "to ", "#a ", "https://a ", "1 ")


@pytest.mark.parametrize("run", RUNS, ids=repr)
def test_a_post_of_one_run_is_judged_at_once(run):
    post = clean("x" + run * (20_000 // len(run)) + "q")
    began = time.process_time()
    addresses(post)
    _trimmed(post, 0, len(post))
    assert time.process_time() - began < 0.5


def test_what_bids_is_still_seen():
    for said in ("Fog. \n\n put it first", "a:\tanswer this", "x\n \n  and write it", "write it"):
        assert addresses(said), said
    assert not addresses("The ferry came in the fog, it waited there.")
