"""Sentences become posts that a network takes, and keep their links."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rostra.bot import Line, Part, Room, laid_out

BLUESKY = Room(300, hidden=True)
MASTODON = Room(500, 23, calls=True)
URLS = [f"https://example.org/{'x' * number}" for number in (3, 30, 60)]


def counted(text, room):
    return len(re.sub(r"https?://\S+", "u" * room.url, text) if room.url else text)


lines = st.lists(
    st.builds(
        Line,
        st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=900),
        st.lists(st.sampled_from(URLS), max_size=3, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=6,
)


@given(lines, st.sampled_from([BLUESKY, MASTODON, Room(1_000)]))
def test_every_part_fits_and_every_link_leads_where_its_number_says(told, room):
    told = [Line(line.text.replace("http", "hxxp"), line.urls) for line in told]
    parts = laid_out(told, room)
    assert 1 <= len(parts) <= 3
    numbers = {}
    for part in parts:
        assert counted(part.text, room) <= room.most
        for link in part.links:
            mark = part.text[link.start : link.end]
            assert re.fullmatch(r"\[\d+\]", mark)
            assert numbers.setdefault(mark, link.url) == link.url


def test_addresses_stand_below_where_words_carry_none():
    (part,) = laid_out(
        [Line("It burned.", (URLS[0],)), Line("It rained.", tuple(URLS[:2]))], MASTODON
    )
    assert part == Part(f"It burned. [1]\nIt rained. [1] [2]\n\n[1] {URLS[0]}\n[2] {URLS[1]}")


def test_a_long_sentence_is_cut_at_a_word():
    (part,) = laid_out([Line("word " * 200, (URLS[0],))], BLUESKY, most=1)
    assert part.text.endswith("word… [1]")
    (part,) = laid_out([Line("火" * 400)], BLUESKY, most=1)
    assert len(part.text) == 300
