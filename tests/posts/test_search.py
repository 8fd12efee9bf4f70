"""Finding posts: words of two languages, filters, time, meaning, re-ranking, mutes."""

import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from corner import NOW, Hashed, ids, post, texts

from rostra.posts import SAMPLE, Author, Deletion, Query, _bm25, open_store
from rostra.posts._filters import Mutes, filters
from rostra.posts._rerank import pulled


def test_the_rarer_word_and_the_shorter_post_come_first(store):
    store.write([post(f"n{n}", f"storm over town {n}") for n in range(20)])
    store.write(
        [
            post("long", "storm and halyard and " + "many other words " * 10),
            post("short", "storm halyard"),
        ]
    )
    assert ids(store.search(Query("storm halyard")))[:2] == ["short", "long"]


def test_bm25_in_sql_is_bm25(store):
    """Scores agree with the formula worked out here, on a corpus with repeats and lengths."""
    import math

    corpus = {
        "a": "apple apple pear",
        "b": "apple plum plum plum quince",
        "c": "pear plum",
        "d": "quince quince quince quince quince quince apple",
        "e": "medlar",
    }
    store.write([post(name, text) for name, text in corpus.items()])
    docs = {name: text.split() for name, text in corpus.items()}
    mean = sum(map(len, docs.values())) / len(docs)

    def score(doc, terms):
        total = 0.0
        for term in terms:
            holding = sum(term in words for words in docs.values())
            idf = math.log(1 + (len(docs) - holding + 0.5) / (holding + 0.5))
            count = doc.count(term)
            total += idf * count / (count + 1.2 * (1 - 0.75 + 0.75 * len(doc) / mean))
        return total

    for question in ("apple", "apple plum", "quince pear", "plum medlar apple"):
        terms = question.split()
        right = sorted(docs, key=lambda name: -score(docs[name], terms))
        right = [name for name in right if score(docs[name], terms) > 0]
        assert ids(store.search(Query(question))) == right


def test_a_common_word_is_scored_by_the_index_too(store, monkeypatch):
    """A word outside the condition is looked for in the text itself: 220 ms in place of 44."""
    monkeypatch.setattr(_bm25, "FEW", 2)
    store.write([post(f"n{n}", f"storm over town {n}") for n in range(20)])
    store.write([post("a", "halyard"), post("b", "storm halyard")])
    query = Query("storm halyard")
    assert sorted(ids(store.search(query))) == ["a", "b"]  # the common word proposes nothing
    asked = _bm25.bm25_sql(
        store._engine, query.text, filters(query, NOW, Mutes()), (), _bm25.Statistics(), 10
    )
    score, _, condition = asked[0].partition(" AS score FROM posts WHERE ")
    held = re.findall(r"hasAllTokens\(words, \[\{t\d:String\}\]\)", score)
    assert len(held) == 2
    assert all(one in condition for one in held)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("新闻", {"a", "b"}),
        ("台风", {"b", "c", "d"}),
        ("颱風", {"b", "c", "d"}),
        ("研究", {"e", "f"}),
        ("Grok", {"g", "h"}),
        ("发布", {"g", "h"}),
    ],
)
def test_words_of_two_characters_in_either_writing(store, asked, found):
    store.write(
        [
            post("a", "今天的新闻很多"),
            post("b", "台风新闻：学校停课"),
            post("c", "颱風來了，請大家小心"),
            post("d", "Typhoon 台风 makes landfall"),
            post("e", "研究生入学"),
            post("f", "他们研究生命"),
            post("g", "Grok-2发布了 Grok amazing"),
            post("h", "昨天發布了Grok新版"),
        ]
    )
    assert set(ids(store.search(Query(asked)))) == found


def test_phrases_stand_word_for_word(store):
    store.write(
        [
            post("a", "the red fox runs"),
            post("b", "the fox, red and quick"),
            post("c", "THE RED FOX again"),
            post("d", "bored foxes: red foxglove"),
            post("e", "马匹在斯克兰顿"),
            post("f", "馬斯克今天說"),
        ]
    )
    assert set(ids(store.search(Query(phrases=("red fox",))))) == {"a", "c"}
    assert set(ids(store.search(Query("fox", words=("red", "quick"))))) == {"b"}
    assert ids(store.search(Query(phrases=("马斯克",)))) == ["f"]


def test_a_word_cut_differently_in_its_place_is_still_found(store):
    """Segmentation depends on the neighbours; the text itself decides."""
    store.write([post(f"n{n}", f"无关的话{n}") for n in range(5)])
    store.write([post("a", "大新闻部长南京市长江大桥")])
    for phrase in ("长江", "市长", "新闻", "江大"):
        assert ids(store.search(Query(phrases=(phrase,)))) == ["a"], phrase


def test_filters(store):
    store.write(
        [
            post("a", "storm one", by="ann", network="bluesky", lang="en", age=10),
            post("b", "storm two", by="bob", network="mastodon", lang="zh", age=20),
            post("c", "storm three", by="cat", network="nostr", lang="en", age=30, likes=5),
        ]
    )

    def found(**more):
        return set(ids(store.search(Query("storm", **more))))

    assert found() == {"a", "b", "c"}
    assert found(authors=("bob",)) == {"b"}
    assert found(authors=("@Ann.example", "cat")) == {"a", "c"}
    assert found(networks=("bluesky", "nostr")) == {"a", "c"}
    assert found(langs=("en",)) == {"a", "c"}
    assert found(sources=("elsewhere",)) == set()
    assert found(min_likes=5) == {"c"}
    assert found(since=NOW - timedelta(minutes=20)) == {"a", "b"}
    assert found(until=NOW - timedelta(minutes=20)) == {"c"}


def test_nothing_after_now_is_seen(store):
    store.write([post("a", "storm early", age=60), post("b", "storm late", age=10)])
    asked = Query("storm", now=NOW - timedelta(minutes=30))
    assert ids(store.search(asked)) == ["a"]
    assert store.count(asked) == 1


def test_sample_and_live_never_mix(wise):
    wise.write([post("live", "storm words"), post("s", "storm words", source=SAMPLE)])
    for text in ("storm", ""):
        assert ids(wise.search(Query(text))) == ["live"]
        assert ids(wise.search(Query(text, sample=True))) == ["s"]
    assert [p.id for p in wise.latest()] == ["live"]
    assert [p.id for p in wise.latest(sample=True)] == ["s"]


def test_age_counts_only_when_it_is_asked_for(store):
    store.write(
        [
            post("old", "storm halyard", age=60 * 48),
            post("new", "storm over the halyard of the harbour", age=1),
        ]
    )
    assert ids(store.search(Query("storm halyard"))) == ["old", "new"]
    assert ids(store.search(Query("storm halyard", recency_hours=2.0))) == ["new", "old"]


def test_variants_are_lists_of_their_own(store):
    store.write([post("a", "earthquake in the north"), post("b", "北部地震")])
    found = store.search(Query("earthquake", variants=("地震",)))
    assert set(ids(found)) == {"a", "b"}
    assert dict(found.considered) == {"bm25": 1, "bm25:1": 1}
    assert {hit.post.id: hit.lists for hit in found.hits}["b"] == (("bm25:1", 1),)


def test_the_same_words_in_the_other_writing_are_asked_once(store):
    store.write([post("a", "颱風來了")])
    found = store.search(Query("台风", variants=("颱風",)))
    assert dict(found.considered) == {"bm25": 1}


def test_meaning_finds_what_words_do_not_rank(wise):
    wise.write([post("a", "storm tide harbour"), post("b", "quiet evening")])
    found = wise.search(Query("harbour tide"))
    assert ids(found)[0] == "a"
    assert {"bm25", "vector", "e5"} <= dict(found.hits[0].lists).keys()
    assert {"bm25", "vector", "read", "rerank"} <= dict(found.seconds).keys()


def test_meaning_obeys_every_filter(wise):
    wise.write(
        [
            post("a", "storm tide", network="bluesky", likes=3, by="ann"),
            post("b", "storm tide", network="nostr", by="bob"),
            post("c", "storm tide", age=9_000, by="cat"),
        ]
    )
    wise.write([Deletion("b", NOW)])

    def found(**more):
        return set(ids(wise.search(Query("storm tide", **more))))

    assert found() == {"a", "c"}
    assert found(networks=("nostr",)) == set()
    assert found(min_likes=1) == {"a"}
    assert found(since=NOW - timedelta(days=1)) == {"a"}
    wise.mute(author="ann")
    assert found() == {"c"}


def test_reranking_reads_a_post_once_and_remembers_it_across_openings(tmp_path):
    fine = Hashed(32)
    folder = tmp_path / "posts"
    store = open_store(folder, fine=fine, clock=lambda: NOW)
    store.write([post(f"n{n}", f"storm number {n}") for n in range(10)])
    first = store.search(Query("storm"))
    assert fine.calls == 10
    assert store.search(Query("storm number")).hits
    store.close()
    store = open_store(folder, fine=fine, clock=lambda: NOW)
    again = store.search(Query("storm"))
    assert fine.calls == 10
    assert ids(again) == ids(first)
    store.write([post("n3", "storm renewed", rev=1)])
    store.search(Query("storm"))
    assert fine.calls == 11  # the new revision only
    store.close()


def test_what_was_read_ahead_is_not_read_again_when_it_is_asked_for(wise):
    posts = [post(f"n{n}", f"storm number {n}", age=n) for n in range(5)]
    wise.write([*(replace(one, source="sample") for one in posts), post("live", "storm at sea")])
    assert [wise.read_ahead("sample", 3), wise.read_ahead("sample", 3)] == [3, 2]
    assert wise.read_ahead("sample", 3) == 0
    assert wise.fine.calls == 5
    assert len(wise.search(Query("storm", sample=True)).hits) == 5
    assert wise.fine.calls == 5
    wise.write([replace(post("n3", "storm renewed", rev=1), source="sample")])
    assert wise.read_ahead("sample", 3) == 1  # the new revision only


def test_what_the_first_have_in_common_draws_the_next():
    near = {"a": 0.9, "b": 0.8, "far": 0.55, "like": 0.5}
    vectors = {"a": [1.0, 0.2], "b": [1.0, 0.1], "far": [0.0, 1.0], "like": [1.0, 0.15]}
    vectors = {name: np.array(vector) for name, vector in vectors.items()}
    assert pulled(near, vectors, ["a", "b"]) == ["a", "b", "like", "far"]
    assert pulled(near, vectors, []) == list(near)


def test_age_counts_after_reranking_too(wise):
    wise.write([post("old", "storm halyard", age=60 * 48), post("new", "storm halyards", age=1)])
    assert ids(wise.search(Query("storm halyard")))[0] == "old"
    assert ids(wise.search(Query("storm halyard", recency_hours=2.0)))[0] == "new"


def test_no_rerank_when_it_is_not_wanted(wise):
    wise.write([post("a", "storm")])
    assert "rerank" not in dict(wise.search(Query("storm", rerank=False)).seconds)
    assert wise.fine.calls == 0


def test_muted_authors_and_words_are_hidden_at_once_and_come_back(store):
    store.write(
        [
            post("a", "storm warning", by="ann"),
            post("b", "storm spoiler", by="bob"),
            post("c", "storm 劇透", by="cat"),
            post("d", "storm", by=Author("did:d", "dan.example")),
        ]
    )
    store.mute(author="@dan.example")
    store.mute(word="剧透")
    store.mute(word="spoil")
    assert set(ids(store.search(Query("storm")))) == {"a", "b"}
    store.mute(word="Spoiler")
    assert [p.id for p in store.latest()] == ["a"]
    assert store.mutes().words == ("Spoiler", "spoil", "剧透")
    store.unmute(word="剧透")
    store.unmute(author="@dan.example")
    assert set(ids(store.search(Query("storm")))) == {"a", "c", "d"}


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE posts", "{t0:String}", "%s %(x)s", "\\", "…", "的", "a" * 5_000, "🎉", "\x00"],
)
def test_any_text_can_be_asked(wise, text):
    wise.write([post("a", "storm " + text.replace("\x00", ""))])
    wise.search(Query(text, phrases=(text,), words=(text,), variants=(text,), authors=(text,)))
    assert wise.count(Query()) == 1


def test_the_text_index_serves_the_search(store):
    """Once an index no longer served the query, searches cost seconds instead of milliseconds."""
    store.write([post(f"n{n}", f"storm number {n}") for n in range(50)])
    plan = store.explain(Query("storm number", langs=("und",)))
    assert plan.count("Name: words_text") == 1
    assert not re.search(r"Output:.*[ ,]words\b", plan)
    assert "__text_index_words_text" in plan
    store.write([Deletion("n1", NOW), post("n2", "calm", rev=1)])
    store.purge()
    assert "Name: words_text" in store.explain(Query("storm"))


def test_a_thread_is_found_from_any_of_its_posts(store):
    store.write(
        [
            post("r", "root", age=50),
            post("a", "first answer", age=40, reply_to="r", root="r"),
            post("b", "answer to the answer", age=30, reply_to="a", root="r"),
            post("c", "a server that tells no root", age=20, reply_to="b"),
            post("d", "deeper", age=10, reply_to="c"),
            post("z", "another talk", age=5),
        ]
    )
    for one in "rabcd":
        assert [p.id for p in store.thread(one)] == ["r", "a", "b", "c", "d"], one
    assert store.thread("nowhere") == ()
    store.write([Deletion("b", NOW)])
    assert [p.id for p in store.thread("a")] == ["r", "a"]


def test_a_thread_whose_root_never_came(store):
    store.write([post("a", "one", age=9, reply_to="r", root="r"), post("b", "two", root="r")])
    assert [p.id for p in store.thread("b")] == ["a", "b"]


def test_a_timeline_by_id_and_by_handle(store):
    store.write([post(f"n{n}", f"word {n}", age=n) for n in range(5)] + [post("x", "y", by="bob")])
    assert [p.id for p in store.timeline("ann", limit=3)] == ["n0", "n1", "n2"]
    assert [p.id for p in store.timeline("@ann.example")][-1] == "n4"
    before = NOW - timedelta(minutes=3)
    assert [p.id for p in store.timeline("ann", before=before)] == ["n3", "n4"]


def test_latest_is_newest_first(store):
    store.write([post(f"n{n}", f"word {n}", age=n) for n in range(5)])
    assert [p.text for p in store.latest(2)] == ["word 0", "word 1"]
    assert texts(store.search(Query(limit=1))) == ["word 0"]
