"""What rises in a real store: by people, by language and network, joined to stories."""

from datetime import timedelta

import pytest
from told import NOW, make_post

from rostra.events import trends
from rostra.posts import Query, open_store


@pytest.fixture
def rise(tmp_path):
    """Fill a store with a day of talk, an event an hour ago, one yesterday, and a loud account."""
    talk = [
        make_post(f"t{i}", f"coffee number{i} in the garden", minutes=-10 * i) for i in range(200)
    ]
    event = [
        make_post(f"e{i}", said, minutes=-30 + i)
        for i, said in enumerate(
            (
                "Explosion at Lindau harbour, windows rattled here",
                "huge explosion, the whole Lindau harbour shook",
                "What was that explosion? Lindau",
                "police close the harbour after an explosion in Lindau",
                "Explosion: two boats burning, harbour of Lindau",
                "my dog hid under the bed, explosion at the harbour",
            )
        )
    ]
    chinese = [
        make_post(f"z{i}", f"临汐今晚停电了，{i}号楼全黑", minutes=-40 + i, network="nostr")
        for i in range(8)
    ]
    loud = [make_post(f"l{i}", "buy heroncoin", by="loud", minutes=-20 + i) for i in range(15)]
    repeats = [make_post("one", "Pancake day moved to June, says the mayor", minutes=-50)]
    repeats += [make_post(f"p{i}", repeats[0].text, minutes=-49 + i) for i in range(9)]
    store = open_store(tmp_path / "posts", clock=lambda: NOW + timedelta(minutes=1))
    store.write([*talk, *event, *chinese, *loud, *repeats])
    yield lambda **q: trends(
        Query(now=NOW, limit=5, **q), now=NOW, rising=store.rising, search=store.search
    )
    store.close()


def test_stories_rise_and_loud_or_repeating_accounts_do_not(rise):
    found = rise()
    terms = [term for trend in found for term in trend.terms]
    assert "explosion" in terms
    assert "停电" in terms
    assert not {"heroncoin", "pancake", "coffee", "garden"} & set(terms)
    (explosion,) = [t for t in found if "explosion" in t.terms]
    assert explosion.people == 6
    assert explosion.spread.origins >= 2
    assert explosion.head.id.startswith("e")
    assert list(found) == sorted(found, key=lambda t: -t.score)


def test_language_and_network_narrow(rise):
    assert all(t.spread.langs == ("zh",) for t in rise(langs=("zh",)))
    assert [t.terms for t in rise(networks=("nostr",))] == [t.terms for t in rise(langs=("zh",))]


def test_what_rose_hours_ago_has_faded(rise):
    (now,) = [t for t in rise() if "explosion" in t.terms]
    assert now.peak == NOW
    assert rise(since=NOW - timedelta(minutes=5)) == ()
    assert rise(until=NOW - timedelta(hours=20), since=NOW - timedelta(hours=20)) == ()
