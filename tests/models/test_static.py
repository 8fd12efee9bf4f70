"""The static table: looking words up, words outside it, the packaged table, the distilling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import WeightsAltered, WeightsMissing
from rostra.models import open_static
from rostra.models._distill import _buckets, _fit, _unit, save
from rostra.models._static import BUCKETS, ngram_rows

WORDS = ["earthquake", "report", "city", "bake", "the", "地震", "台北", "台", "新闻"]


def own_table(folder, seed=2):
    vectors = np.random.default_rng(seed).normal(size=(len(WORDS) + BUCKETS, 16)).astype(np.float32)
    path = folder / "table.npz"
    save(WORDS, vectors, path)
    return open_static(path), vectors


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return own_table(tmp_path_factory.mktemp("static"))


def unit(vector):
    return vector / np.linalg.norm(vector)


def near(got, *summands):
    return np.allclose(got, unit(np.sum(summands, axis=0)), atol=0.02)  # eight bits


def test_a_text_is_the_sum_of_its_words(table):
    embed, vectors = table
    (got,) = embed(["The EARTHQUAKE, the city!"])
    assert near(got, 2 * vectors[4], vectors[0], vectors[2])


def test_both_languages_are_looked_up_and_traditional_is_simplified(table):
    embed, vectors = table
    assert near(embed(["臺北地震"])[0], vectors[6], vectors[5])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("earthquakes", [0]),
        ("reported", [1]),
        ("reporting", [1]),
        ("baking", [3]),
        ("cities", [2]),
        ("city-report", [2, 1]),
        ("台北台", [6, 7]),
    ],
)
def test_words_outside_the_table_fall_back_on_their_parts(table, text, rows):
    embed, vectors = table
    assert near(embed([text])[0], *vectors[rows])


def test_an_unknown_name_is_like_itself_and_its_misspelling(table):
    embed, _ = table
    same, typo, other = embed(["zyxquorvin", "zyxquorvinn", "blandershaw"])
    assert same @ embed(["Zyxquorvin!"])[0] == pytest.approx(1, abs=1e-5)
    assert same @ typo > 0.6 > same @ other


def test_a_text_without_words_is_near_to_nothing(table):
    embed, _ = table
    got = embed(["😀 !!", "", "https://example.org", "city"])
    assert not got[:3].any()
    assert np.linalg.norm(got[3]) == pytest.approx(1, abs=1e-5)
    assert embed([]).shape == (0, 16)


@given(texts=st.lists(st.text("地震台北新闻 earthquak#@1290-'😀.cityZ", max_size=40), max_size=6))
def test_any_text_gives_a_unit_or_zero_vector_whatever_its_company(tmp_path_factory, texts):
    embed, _ = CACHED.setdefault("table", own_table(tmp_path_factory.mktemp("any")))
    got = embed(texts)
    lengths = np.linalg.norm(got, axis=1)
    assert np.all((lengths < 1e-6) | (np.abs(lengths - 1) < 1e-4))
    for text, vector in zip(texts, got, strict=True):
        assert np.allclose(embed([text])[0], vector, atol=1e-5)


CACHED = {}


def test_a_missing_table_and_one_that_does_not_fit_say_so(tmp_path):
    with pytest.raises(WeightsMissing, match="reinstall"):
        open_static(tmp_path / "none.npz")
    save(WORDS, np.ones((len(WORDS), 16), np.float32), tmp_path / "short.npz")
    with pytest.raises(WeightsAltered, match="do not match"):
        open_static(tmp_path / "short.npz")


def test_the_packaged_table_puts_translations_side_by_side():
    embed = open_static()
    assert embed.dim == 128
    chinese = [
        "地震后学校停课",
        "央行宣布降息",
        "球队赢得决赛",
        "猫在沙发上睡觉",
        "新手机电池不耐用",
    ]
    english = [
        "Schools closed after the earthquake",
        "The central bank announced a rate cut",
        "The team won the final",
        "The cat sleeps on the sofa",
        "The new phone's battery does not last",
    ]
    closeness = embed(chinese) @ embed(english).T
    assert closeness.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]
    assert closeness.argmax(axis=0).tolist() == [0, 1, 2, 3, 4]


def test_distilling_finds_translations_that_nobody_told_it():
    """Two languages say the same in shared directions, and much else in directions of their own."""
    rng = np.random.default_rng(4)
    meaning, shared = rng.normal(size=(1500, 40)), rng.normal(size=(40, 384))
    english, chinese = (
        meaning @ shared + 1.8 * rng.normal(size=(1500, 40)) @ rng.normal(size=(40, 384))
        for _ in range(2)
    )
    vectors = _unit(np.concatenate([english - english.mean(0), chinese - chinese.mean(0)]))
    fitted = _unit(_fit(vectors.astype(np.float32), 1500))
    assert fitted.shape == (3000, 128)
    right = np.arange(1500)
    before = (vectors[:1500] @ vectors[1500:].T).argmax(axis=1) == right
    after = (fitted[:1500] @ fitted[1500:].T).argmax(axis=1) == right
    assert before.mean() < 0.7
    assert after.mean() > before.mean() + 0.15


def test_buckets_spell_inflected_words_near_their_stem():
    rng = np.random.default_rng(6)
    stems = ["".join(rng.choice(list("bcdfglmnprstaeiou"), 8)) for _ in range(300)]
    meaning = rng.normal(size=(300, 128)).astype(np.float32)
    words = stems + [stem + "ing" for stem in stems]
    buckets = _buckets(words, np.concatenate([meaning, meaning]))
    guessed = np.stack([buckets[ngram_rows(stem + "ed")].mean(axis=0) for stem in stems])
    closeness = _unit(guessed) @ _unit(meaning).T
    assert np.mean(closeness.argmax(axis=1) == np.arange(300)) > 0.9


def test_the_word_lists_are_clean():
    pytest.importorskip("jieba", reason="the distill extra is not installed")
    pytest.importorskip("symspellpy", reason="the distill extra is not installed")
    from rostra.models._vocabulary import chinese_words, english_words

    english, chinese = english_words(), chinese_words()
    assert "earthquake" in english
    assert "特朗普" in chinese
    assert not set(english) & set(chinese)
    assert all(0 < share < 0.1 for share in [*english.values(), *chinese.values()])
