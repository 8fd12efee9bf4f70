"""Requests read by rules: who, where, when, and twins in two languages alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.imagine._plan import merged, schema
from rostra.imagine._read import read
from rostra.imagine._scene import RELATIONS, Actor
from rostra.imagine._symbols import codes
from rostra.imagine._words import THINGS, entry, words
from rostra.models import schema_faults

TWINS = [
    ("a cat astronaut riding a bicycle on the moon", "一只猫宇航员在月球上骑自行车"),
    ("a fox holding an umbrella on a rainy Tokyo street", "下雨的东京街头，一只狐狸撑伞"),
    ("three cats sleeping on a table", "三只猫在桌子上睡觉"),
    ("a storm over the harbour", "港口上的暴风雨"),
    ("falling stock market", "股市下跌"),
    ("moon landing", "登月"),
    ("a panda doctor holding a baby", "一只熊猫医生抱着婴儿"),
    ("a red bicycle and a blue car", "一辆红色的自行车和一辆蓝色的汽车"),
    ("a dog wearing sunglasses on the beach", "一只戴墨镜的狗在海滩上"),
    ("a farmer driving a tractor", "农民开着拖拉机"),
]


def people(scene):
    """What a scene shows, whatever the order in which a language names it."""

    def named(at):
        return (scene.actors[at].thing, scene.actors[at].role) if at >= 0 else None

    return {(a.thing, a.role, a.count, a.relation, named(a.to), a.colour) for a in scene.actors}


@pytest.mark.parametrize(("en", "zh"), TWINS)
def test_twins_give_the_same_scene(en, zh):
    one, other = read(en), read(zh)
    assert people(one) == people(other)
    assert (one.place, one.weather, one.hour) == (other.place, other.weather, other.hour)
    assert (one.lang, other.lang) == ("en", "zh")


@pytest.mark.parametrize(
    ("prompt", "one", "relation", "other"),
    [
        ("a mouse on an elephant", "mouse", "on", "elephant"),
        ("大象背上的老鼠", "mouse", "on", "elephant"),
        ("a penguin driving a taxi", "penguin", "rides", "taxi"),
        ("a king on a white horse", "king", "rides", "horse"),
        ("骑自行车的猫", "cat", "rides", "bicycle"),
        ("a fox under an umbrella", "umbrella", "held", "fox"),
        ("a bear wearing a hat", "hat", "worn", "bear"),
        ("一只猫和一只戴墨镜的狗", "sunglasses", "worn", "dog"),
        ("a rabbit under a tree", "rabbit", "under", "tree"),
        ("a dragon flying over a castle", "dragon", "over", "castle"),
        ("a robot beside a car", "robot", "beside", "car"),
        ("一位老人坐在长椅上看报纸", "newspaper", "held", "oldman"),
    ],
)
def test_relations(prompt, one, relation, other):
    scene = read(prompt)
    found = [(a.thing, a.relation, scene.actors[a.to].thing) for a in scene.actors if a.to >= 0]
    assert (one, relation, other) in found


@pytest.mark.parametrize(
    ("prompt", "thing", "count"),
    [
        ("three cats", "cat", 3), ("三只猫", "cat", 3), ("两位老人", "oldman", 2),
        ("a dozen penguins", "penguin", 9), ("一群企鹅", "penguin", 5), ("十二只鸟", "bird", 9),
        ("dogs", "dog", 3), ("one mouse", "mouse", 1), ("mice", "mouse", 3),
        ("sunglasses", "sunglasses", 1), ("500 sheep", "sheep", 9),
    ],
)  # fmt: skip
def test_numbers(prompt, thing, count):
    assert [(a.thing, a.count) for a in read(prompt).actors] == [(thing, count)]


@pytest.mark.parametrize(
    ("prompt", "field", "value"),
    [
        ("a cat at night", "hour", "night"), ("日落时的海滩", "hour", "dusk"),
        ("snow in the forest", "weather", "snow"), ("雾中的灯塔", "weather", "fog"),
        ("an autumn park", "season", "autumn"), ("沙漠里的骆驼", "place", "desert"),
        ("a wolf howling at the moon", "place", ""), ("a lonely dog", "mood", "sad"),
        ("a lake with mountains behind", "beyond", "mountains"),
    ],
)  # fmt: skip
def test_settings(prompt, field, value):
    assert getattr(read(prompt), field) == value


def test_words_in_quotes_are_said_or_written():
    scene = read('a cat saying "Hello" in a poster titled "The Cat"')
    assert (scene.bubble, scene.caption) == ("Hello", "The Cat")
    scene = read("一只狗说：“早上好”，标题：《早安》“新的一天”")
    assert scene.bubble == "早上好"
    assert [a.thing for a in scene.actors] == ["dog"]


def test_traditional_characters_are_read():
    assert people(read("一隻貓騎著自行車")) == people(read("一只猫骑着自行车"))


def test_commands_are_not_things():
    assert [a.thing for a in read("Please draw me a picture of a cat").actors] == ["cat"]
    assert [a.thing for a in read("请帮我画一张图片：一只猫").actors] == ["cat"]


def test_unknown_things_are_told():
    assert read("a lemur").missing == ("lemur",)
    assert read("a very quickly running cat").missing == ()


def test_names_of_symbols_without_an_entry_are_found():
    assert read("an accordion").actors[0].thing == "1FA97"
    assert read("手风琴").actors[0].thing == "1FA97"


@given(st.text(alphabet="猫狗在上骑着自行车的月球三只和下雨 ,。红色戴帽子\"'abc", max_size=40))
def test_relations_never_go_in_rings(prompt):
    actors = read(prompt, "zh").actors
    for start in range(len(actors)):
        seen, at = set(), start
        while at >= 0:
            assert at not in seen
            assert at < len(actors)
            seen.add(at)
            at = actors[at].to


def test_every_word_has_a_drawing():
    from rostra.imagine._basics import HEAVENS
    from rostra.imagine._own import OWN
    from rostra.imagine._places import PLACES
    from rostra.imagine._wardrobe import OUTFITS

    for word in words():
        if word.kind in THINGS:
            own = word.trait("own")
            assert own in OWN or own in HEAVENS or word.symbol in codes() or word.trait("face"), (
                word
            )
            assert not word.trait("face") or word.trait("face") in codes(), word
            assert not word.trait("place") or word.trait("place") in PLACES, word
        if word.kind == "role":
            assert word.key in OUTFITS, word
        if word.kind == "place":
            assert word.key in PLACES, word


def test_a_plan_adds_and_loses_nothing():
    scene = read("a cat on a bicycle")
    plan = {
        "place": "desert", "hour": "night", "weather": "rain", "bubble": "Hi",
        "actors": [
            {"thing": "camel", "count": 2, "role": "", "pose": "", "relation": "", "to": -1},
            {"thing": "hat", "count": 1, "role": "", "pose": "", "relation": "worn", "to": 0},
            {"thing": "a cat", "count": 1, "role": "chef", "pose": "", "relation": "", "to": -1},
            {"thing": "nonsense", "count": 1, "role": "", "pose": "", "relation": "on", "to": 0},
        ],
    }  # fmt: skip
    assert not list(schema_faults(plan, schema()))
    done = merged(scene, plan)
    assert [a.thing for a in done.actors] == ["cat", "bicycle", "camel", "hat"]
    assert done.actors[0] == Actor("cat", "cat", 1, "chef", "rides", 1)
    assert (done.actors[3].relation, done.actors[3].to) == ("worn", 2)
    assert (done.place, done.hour, done.weather, done.bubble) == ("desert", "night", "rain", "Hi")
    named = merged(read("a cat at night in the forest"), plan)
    assert (named.place, named.hour) == ("forest", "night")


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "thing": st.sampled_from(["cat", "狗", "bicycle", "moon", "", "xyz"]),
                "count": st.integers(-3, 20),
                "role": st.sampled_from(["", "wizard", "nobody"]),
                "relation": st.sampled_from(["", *RELATIONS]),
                "to": st.integers(-2, 9),
            }
        ),
        max_size=6,
    )
)
def test_a_wild_plan_never_breaks_a_scene(actors):
    scene = read("a fox with an umbrella")
    done = merged(scene, {"actors": actors, "place": "nowhere", "hour": "noon"})
    assert done.actors[0].thing == "fox"
    assert done.actors[1] == scene.actors[1]
    assert entry("place", done.place) or done.place == ""
    for actor in done.actors:
        assert -1 <= actor.to < len(done.actors)
        assert 1 <= actor.count <= 9
