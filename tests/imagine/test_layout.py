"""Where things stand: inside the sheet, on what they ride, larger the larger they are."""

from itertools import pairwise

import pytest

from rostra.imagine._assemble import cluster, clusters
from rostra.imagine._part import around
from rostra.imagine._picture import draw
from rostra.imagine._read import read

PROMPTS = [
    "a cat astronaut riding a bicycle on the moon", "下雨的东京街头，一只狐狸撑伞", "an election",
    "a storm over the harbour", "股市下跌", "nine penguins", "a mouse on an elephant",
    "a dragon flying over a castle at night", "海底的章鱼和两条鲨鱼", "a rocket launch at dawn",
    "a pirate on a ship at sea", "三只猫在桌子上睡觉", "a red bicycle next to a big blue whale",
    "a witch flying on a broom in front of the full moon", "洪水", "an owl under a tree",
    "a giraffe and a mouse and a house", "a girl flying a kite", "protest against climate change",
]  # fmt: skip
SIZES = [(400, 400), (600, 320), (320, 600)]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("fun", [False, True], ids=["regular", "fun"])
def test_no_actor_leaves_the_sheet(prompt, size, fun):
    for seed in range(3):
        made = draw(read(prompt), size, seed, fun=fun)
        assert made.boxes or not made.scene.actors
        for at, (left, top, right, bottom) in made.boxes:
            who = made.scene.actors[at].thing
            assert left >= -0.06 * size[0], (who, seed)
            assert right <= 1.06 * size[0], (who, seed)
            assert top >= -0.06 * size[1], (who, seed)
            assert bottom <= 1.06 * size[1], (who, seed)


@pytest.mark.parametrize(
    "prompt",
    [
        "a cat riding a bicycle", "a dog riding a horse", "a robot on a motorcycle",
        "an elephant riding a skateboard", "a fox riding a rocket", "a bear driving a car",
        "a panda riding a turtle", "猫骑着大象",
    ],
)  # fmt: skip
def test_a_rider_touches_what_it_rides(prompt):
    scene = read(prompt)
    rider = next(i for i, a in enumerate(scene.actors) if a.relation == "rides")
    mount = scene.actors[rider].to
    whole = cluster(scene, rider)
    up = around(p.box for p in whole.parts if p.actor == rider)
    down = around(p.box for p in whole.parts if p.actor == mount)
    assert down[0] < (up[0] + up[2]) / 2 < down[2]
    assert up[1] < down[1], "the rider rises above what it rides"
    assert up[3] > down[1], "and reaches down to it"
    assert whole.box[3] == pytest.approx(0, abs=8)


@pytest.mark.parametrize("prompt", ["a cat on a table", "a mouse on an elephant", "一本书在床上"])
def test_what_is_on_a_thing_stands_on_it(prompt):
    scene = read(prompt)
    top = next(i for i, a in enumerate(scene.actors) if a.relation == "on")
    below = scene.actors[top].to
    whole = cluster(scene, below)
    up = around(p.box for p in whole.parts if p.actor == top)
    down = around(p.box for p in whole.parts if p.actor == below)
    assert down[1] - 1 <= up[3] <= down[3]
    assert up[0] < down[2]
    assert up[2] > down[0]


def test_an_umbrella_is_over_the_head_that_holds_it():
    scene = read("a fox holding an umbrella")
    whole = cluster(scene, 0)
    fox = around(p.box for p in whole.parts if p.actor == 0)
    canopy = around(p.box for p in whole.parts if p.actor == 1)
    assert canopy[1] < fox[1]
    assert canopy[2] - canopy[0] > 0.9 * (fox[2] - fox[0])


def test_every_actor_is_in_one_cluster():
    for prompt in PROMPTS:
        scene = read(prompt)
        parts = [p.actor for whole in clusters(scene) for p in whole.parts if p.actor >= 0]
        heavens = {i for i, a in enumerate(scene.actors) if a.thing == "moonsky"}
        assert set(parts) | heavens == set(range(len(scene.actors))), prompt


def test_real_sizes_show():
    made = draw(read("an elephant and a mouse"), (600, 600), 1, fun=False)
    boxes = {made.scene.actors[at].thing: box for at, box in made.boxes}
    tall = {key: box[3] - box[1] for key, box in boxes.items()}
    assert tall["mouse"] < 0.5 * tall["elephant"]


def test_as_many_as_were_named():
    made = draw(read("four cats"), (600, 600), 1, fun=False)
    assert made.svg.count('data-thing="cat"') == 4


def test_no_two_of_a_row_hide_each_other():
    made = draw(read("a cat, a dog and a fox"), (600, 600), 1, fun=False)
    boxes = sorted(box for _, box in made.boxes)
    for one, other in pairwise(boxes):
        shared = max(0, one[2] - other[0])
        assert shared < 0.3 * min(one[2] - one[0], other[2] - other[0])


def test_a_scene_places_its_shadow_only_on_the_ground():
    assert 'opacity="0.22"' in draw(read("a cat"), (300, 300), 1, fun=False).svg
    flying = draw(read("a plane in the sky"), (300, 300), 1, fun=False).svg
    assert 'opacity="0.22"' not in flying
