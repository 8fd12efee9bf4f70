"""e5 on numpy: the file's layout, the tokenizer, the network, and the real weights' answers."""

import math
import os
import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import WeightsAltered, WeightsMissing
from rostra.models import cache_folder, open_e5, weights_path
from rostra.models._e5_file import Tokenizer, read_e5

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 64, 48
MARK = "\u2581"
LETTERS = [*"abcdefghquery:sn台北地震", MARK]
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    *LETTERS,
    "ab",
    "bc",
    "abc",
    MARK + "a",
    "台北",
    "地震",
    MARK + "query:",
]


def scores():
    """Longer pieces are likelier, and no two cuts of a word tie."""
    return [0.0] * 4 + [-8 + 2.5 * len(piece) - 0.01 * i for i, piece in enumerate(PIECES[4:])]


def packed(rng, rows, columns):
    """Pack random weights as blocks of four bits; return the bytes and what they mean."""
    scales = (rng.random(rows * columns // 32) * 0.02 + 0.005).astype(np.float16)
    nibbles = rng.integers(0, 16, (len(scales), 32))
    body = bytearray()
    for scale, block in zip(scales, nibbles, strict=True):
        body += scale.tobytes()
        body += bytes(
            int(low | high << 4) for low, high in zip(block[:16], block[16:], strict=True)
        )
    return bytes(body), ((nibbles - 8) * scales[:, None].astype(np.float32)).reshape(rows, columns)


def write_file(path, seed=1):
    """Write a one-layer e5 with random weights; return its tensors as float32."""
    rng, tensors, bodies, packed_names = np.random.default_rng(seed), {}, {}, set()

    def four_bits(name, rows, columns):
        bodies[name], tensors[name] = packed(rng, rows, columns)
        packed_names.add(name)

    def floats(name, values):
        tensors[name] = np.asarray(values, np.float32)
        bodies[name] = tensors[name].tobytes()

    four_bits("emb.word", len(PIECES), WIDTH)
    floats("emb.pos", rng.normal(size=POSITIONS * WIDTH) * 0.1)
    floats("emb.type", rng.normal(size=2 * WIDTH) * 0.1)
    for name in ("emb.ln", "l0.aln", "l0.oln"):
        floats(f"{name}.w", 1 + 0.1 * rng.normal(size=WIDTH))
        floats(f"{name}.b", 0.1 * rng.normal(size=WIDTH))
    for name, rows, columns in (("q", WIDTH, WIDTH), ("k", WIDTH, WIDTH), ("v", WIDTH, WIDTH),
                                ("ao", WIDTH, WIDTH), ("fi", INNER, WIDTH), ("fo", WIDTH, INNER)):  # fmt: skip
        four_bits(f"l0.{name}.w", rows, columns)
        floats(f"l0.{name}.b", 0.1 * rng.normal(size=rows))
    text = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    norm = struct.pack("<IBI", ord("Ａ"), 1, ord("a")) + struct.pack(
        "<IB2I", ord("㎏"), 2, ord("b"), ord("c")
    )
    norm += struct.pack("<IBI", ord("\n"), 1, 32)
    head = struct.pack(
        "<4sI7ifi", b"E5S1", 1, WIDTH, 1, HEADS, INNER, len(PIECES), POSITIONS, 2, 1e-12, 32
    )
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    head += ends.astype(np.uint32).tobytes() + np.array(scores(), np.float32).tobytes() + text
    head += struct.pack("<iI", 3, len(norm)) + norm + struct.pack("<i", len(bodies))
    offset = (len(head) + sum(2 + len(name) + 21 for name in bodies) + 63) // 64 * 64
    directory, data = b"", b""
    for name, body in bodies.items():
        kind = 1 if name in packed_names else 0
        place = offset + len(data)
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, tensors[name].size, place, len(body))
        data += body + b"\0" * (-len(body) % 4)
    path.write_bytes((head + directory).ljust(offset, b"\0") + data)
    return tensors


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("e5") / "small.bin"
    return path, write_file(path)


def slow_vector(tensors, ids):
    """Run the network token by token, as the papers write it, with the exact GELU."""
    depth = WIDTH // HEADS

    def norm(row, name):
        spread = (row - row.mean()) / math.sqrt(row.var() + 1e-12)
        return spread * tensors[f"{name}.w"] + tensors[f"{name}.b"]

    def dense(row, name):
        return tensors[f"l0.{name}.w"] @ row + tensors[f"l0.{name}.b"]

    places = tensors["emb.pos"].reshape(-1, WIDTH) + tensors["emb.type"][:WIDTH]
    x = [norm(tensors["emb.word"][i] + places[n], "emb.ln") for n, i in enumerate(ids)]
    q, k, v = ([dense(row, name) for row in x] for name in "qkv")
    out = []
    for n, row in enumerate(x):
        mixed = np.zeros(WIDTH)
        for head in range(HEADS):
            part = slice(head * depth, (head + 1) * depth)
            weights = np.exp([q[n][part] @ key[part] / math.sqrt(depth) for key in k])
            mixed[part] = sum(
                w * value[part] for w, value in zip(weights / weights.sum(), v, strict=True)
            )
        seen = norm(row + dense(mixed, "ao"), "l0.aln")
        wide = dense(seen, "fi")
        wide = 0.5 * wide * (1 + np.array([math.erf(value / math.sqrt(2)) for value in wide]))
        out.append(norm(seen + dense(wide, "fo"), "l0.oln"))
    mean = np.mean(out, axis=0)
    return mean / np.linalg.norm(mean)


def test_the_network_is_the_papers(small):
    path, tensors = small
    e5 = open_e5(path)
    texts = ["ab 台北", "地震", "abc abc ab c", "", "北 abc abc ab c a b"]
    for prefix, method in (("query: ", e5.queries), ("passage: ", e5.passages)):
        got = method(texts)
        assert got.dtype == np.float32
        assert got.shape == (5, 384)
        for text, vector in zip(texts, got, strict=True):
            ids = [0, *read_e5(path).tokenizer.ids(prefix + text), 2]
            assert vector @ slow_vector(tensors, ids) > 0.99999


def test_a_text_has_the_same_vector_in_any_company(small):
    e5 = open_e5(small[0])
    texts = ["ab", "台北地震 " * 5, "c", "abc " * 9, "ab"] * 30
    together = e5.queries(texts)
    alone = np.concatenate([e5.queries([text]) for text in texts[:5]])
    assert np.allclose(together, np.tile(alone, (30, 1)), atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_a_long_text_is_cut_and_none_gives_none(small):
    e5 = open_e5(small[0])
    assert np.allclose(e5.queries(["a" * 300]), e5.queries(["a" * 3000]), atol=1e-6)
    assert e5.passages([]).shape == (0, 384)


@given(
    st.lists(st.sampled_from(["a", "b", "c", "台", "北", "ab", "é", "😀"]), max_size=7).map("".join)
)
def test_the_cut_is_the_best_of_all_cuts(word):
    tokenizer = Tokenizer(PIECES, scores(), (0, 2, 3), {})
    known = dict(zip(PIECES[4:], scores()[4:], strict=True))
    whole = MARK + word

    def value(cut):
        return sum(
            known.get(piece, -999 if len(piece) > 1 else min(scores()) - 10) for piece in cut
        )

    def cuts(size):
        for mask in range(1 << max(0, size - 1)):
            places = [0, *(i + 1 for i in range(size - 1) if mask >> i & 1), size]
            yield [whole[a:b] for a, b in pairwise(places)]

    best = max(map(value, cuts(len(whole))))
    ids = tokenizer.ids(word)
    got = sum(min(scores()) - 10 if i == 3 else scores()[i] for i in ids)
    assert got == pytest.approx(best)


def test_text_is_normalised_before_it_is_cut(small):
    tokenizer = read_e5(small[0]).tokenizer
    assert tokenizer.ids("Ａ\n  ㎏ ") == tokenizer.ids("a bc")
    assert 0 not in tokenizer.ids("<s>")  # a post that spells a control mark is only text


def test_a_missing_a_cut_and_a_foreign_file_say_so(small, tmp_path):
    with pytest.raises(WeightsMissing, match="rostra models fetch e5"):
        open_e5(tmp_path / "none.bin")
    whole = small[0].read_bytes()
    for name, data in (
        ("cut", whole[: len(whole) // 2]),
        ("tiny", whole[:10]),
        ("other", b"GGUF" + whole[4:]),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(WeightsAltered, match="fetch it again"):
            open_e5(path)


@pytest.fixture(scope="module")
def real():
    """The e5 weights of the cache."""
    try:
        return open_e5(weights_path("e5", cache_folder(os.environ, Path.home())))
    except WeightsMissing as missing:
        pytest.skip(str(missing))


# What the engine that the weights were packed for answers (its eight-bit activations differ a
# little): eight signed sums over 48 numbers each.
REFERENCE = [
    (
        "queries",
        "台北刚才地震了吗",
        [-0.1308, 0.0148, 0.743, -0.6822, 0.2399, -0.8141, 0.8801, -0.28],
    ),
    (
        "passages",
        "Taipei was shaken by a strong earthquake this morning 😀",
        [-0.1343, -0.2489, 0.5992, -0.8401, 0.0664, -0.6036, 0.6234, -0.4473],
    ),
    (
        "passages",
        "Grok-2 测试版发布，LMSYS 竞技场上以 sus-column-r 代号参测。",
        [-0.3078, -0.1118, 0.8971, -0.8798, 0.4685, -0.8095, 0.7783, -0.1968],
    ),
    (
        "queries",
        "Ｗｈａｔ\u3000is   new?",
        [-0.1547, -0.3106, 0.7659, -0.7286, 0.3802, -0.9369, 0.3288, -0.1765],
    ),
]


@pytest.mark.weights
@pytest.mark.parametrize(("method", "text", "sums"), REFERENCE)
def test_the_real_weights_answer_as_their_own_engine(real, method, text, sums):
    (vector,) = getattr(real, method)([text])
    signs = np.where(np.arange(384) % 7 < 3, 1, -1)
    assert np.allclose((vector * signs).reshape(8, 48).sum(axis=1), sums, atol=0.02)


@pytest.mark.weights
def test_translations_are_nearest_to_each_other(real):
    chinese = ["台北刚才地震了", "央行意外降息", "猫把论文撕碎了", "今晚有流星雨"]
    english = [
        "An earthquake just hit Taipei", "The central bank unexpectedly cut rates",
        "The cat tore up my thesis", "There is a meteor shower tonight",
    ]  # fmt: skip
    closeness = real.queries(chinese) @ real.passages(english).T
    assert closeness.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert closeness.argmax(axis=0).tolist() == [0, 1, 2, 3]
