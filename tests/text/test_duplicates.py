"""Near-duplicates: copies are found, different posts are not."""

import random

from hypothesis import given
from hypothesis import strategies as st

from rostra.text import duplicate_groups, fingerprint, resemblance

POST = "台北刚才发生规模六点二的地震，捷运全线停驶检查，请大家注意安全"
ENGLISH = "Hurricane Ida made landfall in Louisiana on Sunday with winds of 150 mph"


def test_decoration_does_not_count():
    copies = [POST, f"RT @ann: {POST} https://t.co/abc", f"@bob {POST}!!", POST.replace("，", " ")]
    assert all(resemblance(POST, copy) == 1 for copy in copies)
    assert len({fingerprint(copy).key for copy in copies}) == 1
    assert duplicate_groups([*copies, ENGLISH]) == [[0, 1, 2, 3], [4]]


def test_traditional_is_a_copy_of_simplified():
    assert resemblance("台风来了请注意安全", "颱風來了請注意安全") == 1


def test_an_edit_is_near_and_another_topic_is_far():
    edited = ENGLISH.replace("Sunday", "Sunday morning")
    assert 0.6 < resemblance(ENGLISH, edited) < 1
    assert resemblance(ENGLISH, POST) == 0
    assert duplicate_groups([ENGLISH, POST, edited]) == [[0, 2], [1]]


def test_chains_join_one_group():
    words = ENGLISH.split()
    chain = [" ".join(words[:n]) for n in (9, 10, 11, 12, 13)]
    assert duplicate_groups(chain, threshold=0.8) == [[0, 1, 2, 3, 4]]


def test_texts_without_letters_stay_alone():
    assert duplicate_groups(["", "😀", "!!!", ""]) == [[0], [1], [2], [3]]


def test_nothing_gives_no_groups():
    assert duplicate_groups([]) == []


def test_sketches_estimate_the_true_likeness():
    rng = random.Random(3)
    letters = "abcdefghij 台北地震新闻安全"
    gaps = []
    for _ in range(60):
        one = "".join(rng.choices(letters, k=80))
        cut = rng.randrange(80)
        other = one[:cut] + "".join(rng.choices(letters, k=80 - cut))
        gaps.append(abs(fingerprint(one).likeness(fingerprint(other)) - resemblance(one, other)))
    assert sum(gaps) / len(gaps) < 0.06


def test_recall_on_many_lightly_edited_copies():
    rng = random.Random(5)
    vocabulary = (
        "地震 台北 捷运 停驶 安全 市长 学校 停课 医院 受伤 救援 消防 道路 桥梁 余震 新闻".split()
    )
    originals = ["".join(rng.choices(vocabulary, k=20)) for _ in range(150)]
    texts = [t for text in originals for t in (text, text[:-2] + "请转发")]
    groups = duplicate_groups(texts, threshold=0.6)
    paired = sum(any({2 * i, 2 * i + 1} <= set(group) for group in groups) for i in range(150))
    assert paired >= 147


@given(st.lists(st.text("台北地震abc ", max_size=30), max_size=12))
def test_groups_partition_the_texts(texts):
    groups = duplicate_groups(texts)
    assert sorted(i for group in groups for i in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in groups)


@given(st.text(max_size=60), st.text(max_size=60))
def test_resemblance_is_symmetric_and_bounded(one, other):
    assert resemblance(one, other) == resemblance(other, one)
    assert 0 <= resemblance(one, other) <= 1
    assert resemblance(one, one) == 1
