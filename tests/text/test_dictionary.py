"""Words in the other language: a written dictionary, and the real one."""

import pytest

from rostra.text import make_dictionary, open_dictionary

LINES = """# CC-CEDICT
火災 火灾 [huo3 zai1] /serious fire (in a city or a forest etc)/
奶茶 奶茶 [nai3 cha2] /milk tea/
牛奶 牛奶 [niu2 nai3] /cow's milk/CL:瓶[ping2],杯[bei1]/
渡輪 渡轮 [du4 lun2] /ferry/ferry boat; ferryboat/
擺渡 摆渡 [bai3 du4] /to ferry/
罰款 罚款 [fa2 kuan3] /to fine/penalty; fine (monetary)/
罰 罚 [fa2] /old variant of 罰|罚[fa2]/
臨 临 [lin2] /to face/
汐 汐 [xi1] /night tides/
""".splitlines()


@pytest.fixture(scope="module")
def small():
    return make_dictionary(LINES, common=["渡轮", "摆渡"])


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("火灾", ("serious fire", "fire")),
        ("罚款", ("fine", "penalty")),
        ("牛奶", ("cow's milk", "milk")),
        ("临汐", ("linxi",)),  # unknown: by its sound
        ("ferry", ("渡轮", "摆渡")),  # the common one first
        ("ferries", ("渡轮", "摆渡")),
        ("fined", ("罚款",)),
        ("fire", ("火灾",)),  # the last word of a gloss
        ("kite", ()),
        ("", ()),
        ("2", ()),
    ],
)
def test_a_word_has_its_renderings(small, word, known):
    assert small.renderings([word]) == [known]


def test_a_phrase_gives_its_rendering_to_each_of_its_words(small):
    assert small.renderings(["salted", "milk", "tea"]) == [(), ("奶茶", "牛奶"), ("奶茶",)]


def test_the_index_is_kept_and_made_anew_where_it_is_broken(tmp_path):
    def said():
        return open_dictionary(["地震"], cache=tmp_path / "cache").renderings(["quake", "地震"])

    first = said()
    (index,) = (tmp_path / "cache").iterdir()
    made = index.stat().st_mtime_ns
    assert said() == first
    assert index.stat().st_mtime_ns == made
    index.write_bytes(b"SQLite format 3\0 and nothing more")
    assert said() == first
    assert index.stat().st_size > 1_000_000
    assert [file.name for file in (tmp_path / "cache").iterdir()] == [index.name]


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("")
    found = open_dictionary(cache=tmp_path / "file" / "cache")
    assert "earthquake" in found.renderings(["地震"])[0]


def test_the_real_dictionary_knows_what_the_news_is_made_of():
    found = open_dictionary()
    for han, latin in (("地震", "earthquake"), ("羊驼", "alpaca"), ("德国", "germany")):
        assert latin in found.renderings([han])[0]
        assert han in found.renderings([latin])[0]
