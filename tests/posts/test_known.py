"""What is certainly new needs no look-up, and what is stored is never taken for new."""

import random

import pyarrow as pa
import pytest
from corner import NOW, post

from rostra.posts import Deletion, open_store
from rostra.posts import _known as module
from rostra.posts._known import Known


class Table:
    """Stands in for the engine: it counts and lists what `stored` holds."""

    def __init__(self, stored):
        self.stored = stored

    def rows(self, _sql):
        return [(len(self.stored),)]

    def arrow(self, _sql):
        return pa.table({"key": pa.array(self.stored, pa.uint64())})


@pytest.fixture
def keys():
    rng = random.Random(7)
    return [rng.getrandbits(64) for _ in range(60_000)]


def test_every_stored_key_is_known_and_hardly_another(keys):
    table = Table(keys[:20_000])
    known = Known()
    assert known.among(table, keys[:20_000]) == keys[:20_000]
    assert len(known.among(table, keys[20_000:])) < 20
    known.add(keys[20_000:40_000])
    assert known.among(table, keys[20_000:40_000]) == keys[20_000:40_000]


def test_a_full_filter_is_made_anew_and_larger(keys, monkeypatch):
    monkeypatch.setattr(module, "SMALLEST", 2**12)
    table = Table([])
    known = Known()
    for at in range(0, 60_000, 1_000):
        batch = keys[at : at + 1_000]
        assert len(known.among(table, batch)) < 5
        known.add(batch)
        table.stored = keys[: at + 1_000]
        assert known.among(table, table.stored) == table.stored


def test_a_folder_too_large_for_it_is_asked_for_every_key(keys, monkeypatch):
    monkeypatch.setattr(module, "MOST", 10)
    assert Known().among(Table(keys[:20]), keys[20:40]) == keys[20:40]


def test_what_another_life_of_the_store_wrote_is_known(tmp_path):
    for rev, added in ((0, 1), (0, 0), (1, 0)):
        store = open_store(tmp_path, clock=lambda: NOW)
        written = store.write([post("a", "storm", rev=rev), Deletion("b", NOW), post("b", "late")])
        assert (written.added, written.edited) == (added, rev)
        assert store.write([post("a", "storm", rev=rev), post("b", "late")]).repeated == 2
        store.close()
