"""The scan in memory finds what the engine's scan finds, whatever was written, hidden or removed."""

import random
from datetime import timedelta

import pytest
from corner import NOW, Hashed, post

from rostra.posts import SAMPLE, Deletion, Labelling, Query, open_store
from rostra.posts import _resident as module

WORDS = "storm rain flood train school city police match music coffee storm rain".split()


@pytest.fixture
def both(tmp_path):
    """Open a store of a few hundred posts, and search it in memory and by the engine."""
    rng = random.Random(3)
    store = open_store(tmp_path, embed=Hashed(32), clock=lambda: NOW)
    resident = store._ears.near.resident

    def told(**asked):
        query = Query("storm in the city", rerank=False, limit=200, **asked)
        lists = []
        for known in (store._engine.known, None):
            kept, store._engine.known = store._engine.known, known
            hits = store.search(query).hits
            store._engine.known = kept
            lists.append([(h.post.id, dict(h.lists).get("vector")) for h in hits])
        assert lists[0] == lists[1]
        return [name for name, rank in lists[0] if rank]

    def more(count, **fields):
        texts = [" ".join(rng.choices(WORDS, k=5)) for _ in range(count)]
        names = [f"{rng.getrandbits(40):x}" for _ in texts]
        batch = [
            post(name, f"{text} {name}", age=rng.random() * 600, **fields)
            for name, text in zip(names, texts, strict=True)
        ]
        store.write(batch)
        return names

    yield store, resident, told, more
    store.close()


def test_windows_hidden_rows_labels_and_the_sample(both):
    store, resident, told, more = both
    names = more(300)
    more(30, source=SAMPLE)
    found = told()
    assert len(found) > 100
    assert resident._rows.count == 300
    assert told(since=NOW - timedelta(minutes=200)) != found
    assert told(until=NOW - timedelta(minutes=200)) != found
    told(now=NOW - timedelta(minutes=300))
    told(sample=True)
    told(langs=("en",))
    store.write([Deletion(name, NOW) for name in names[:40]])
    store.write([Labelling(name, "spam", NOW, "mod", "mod") for name in names[40:80]])
    store.write([post(names[90], "storm in the city", rev=1), *[post("new", "city storm")]])
    found = told()
    assert not set(names[:80]) & set(found)
    assert {"new", names[90]} <= set(found)
    store.purge()
    assert resident._rows is None
    assert told() == found
    assert store.retain(days=1) == 0
    store.forget_source("jetstream")


def test_old_ones_are_let_go_and_then_the_engine_is_asked(both, monkeypatch):
    monkeypatch.setattr(module, "SCANNED", 100)
    monkeypatch.setattr(module, "SLACK", 20)
    monkeypatch.setattr("rostra.posts._meaning.SCANNED", 1_000)
    store, resident, told, more = both
    more(60)
    assert len(told()) > 20
    assert resident._rows.floor == module._ALWAYS
    more(50)
    more(50)
    assert resident._rows.count < 100
    floor = resident._rows.floor
    assert floor > module._ALWAYS
    kept = {int(key) for key in resident._rows.columns[1][: resident._rows.count]}
    rows = store._engine.rows(
        "SELECT key FROM vectors WHERE toUnixTimestamp64Micro(created) >= {floor:Int64}",
        floor=floor,
    )
    assert {row[0] for row in rows} <= kept
    told(since=NOW - timedelta(minutes=100))
    told(since=NOW - timedelta(minutes=599))
    more(400)
    told(since=NOW - timedelta(minutes=30))
