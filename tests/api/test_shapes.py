"""Pure parts: stop words and bounds, tame words, ratios, dates, past turns, signatures."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rostra.api._bounded import bounded
from rostra.api._images import sides
from rostra.api._signed import holds, key_in, signature
from rostra.api._telling import past_of
from rostra.api._wish import End, Piece
from rostra.api._writer import tame
from rostra.app import Past
from rostra.models import Message, Usage, estimate_tokens

END = End("stop", "m", Usage())


def cut(pieces, *, stop=(), most=0):
    told = list(bounded(iter([*map(Piece, pieces), END]), stop=stop, most=most))
    return "".join(one.text for one in told[:-1]), told[-1].finish


@given(st.lists(st.text(max_size=6), max_size=8))
def test_without_bounds_all_is_told(pieces):
    assert cut(pieces) == ("".join(pieces), "stop")


@given(st.lists(st.text("abX", max_size=4), max_size=8), st.text("abX", min_size=1, max_size=3))
def test_a_stop_word_is_never_told_however_it_is_split(pieces, word):
    text, _ = cut(pieces, stop=[word])
    assert text == "".join(pieces).split(word)[0]


@given(st.lists(st.text(max_size=20), max_size=6), st.integers(1, 10))
def test_no_more_tokens_than_the_bound(pieces, most):
    text, finish = cut(pieces, most=most)
    assert "".join(pieces).startswith(text)
    assert (finish == "length") == (text != "".join(pieces))
    assert estimate_tokens(text) <= most + len(pieces)


@given(st.text("[]()!:ab1 ", max_size=30))
@example("[[[1]](x)")
def test_strangers_words_hold_no_link_and_no_citation(words):
    for tie in ("](", "][", "]:", "[["):
        assert tie not in tame(words)
    assert tame(words).replace("\\", "") == words


@pytest.mark.parametrize(
    ("size", "ratio", "told"),
    [
        (None, None, (0, 0)),
        ("auto", "auto", (0, 0)),
        ("256x512", None, (256, 512)),
        (None, "16:9", (1024, 576)),
        (None, "9:16", (576, 1024)),
        (None, "1:1", (1024, 1024)),
    ],
)
def test_sides(size, ratio, told):
    assert sides(size, ratio) == told


@pytest.mark.parametrize(("size", "ratio"), [("big", None), (None, "9:1"), (None, "0:1")])
def test_sides_that_cannot_be(size, ratio):
    with pytest.raises(ValueError, match="write it as"):
        sides(size, ratio)


def test_the_past_pairs_questions_with_answers():
    turns = [
        Message("system", "s"), Message("user", "a"), Message("assistant", "b"),
        Message("user", "c"), Message("user", "d"), Message("assistant", "e"), Message("user", "f"),
    ]  # fmt: skip
    assert past_of(tuple(turns)) == (Past("a", "b"), Past("d", "e"))


def test_signatures_hold_for_one_picture_owner_and_time(tmp_path):
    key = key_in(tmp_path)
    assert key_in(tmp_path) == key
    assert (tmp_path / "api.key").stat().st_mode & 0o077 == 0
    good = signature(key, "p", "ann", 100)
    assert holds(key, "p", "ann", 100, good, 99)
    for name, owner, until, now in (
        ("q", "ann", 100, 99), ("p", "bob", 100, 99), ("p", "ann", 101, 99), ("p", "ann", 100, 100),
    ):  # fmt: skip
        assert not holds(key, name, owner, until, good, now)
