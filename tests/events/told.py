"""Posts to write in one line, and two events told by some."""

from datetime import UTC, datetime, timedelta

from rostra.posts import Author, Post
from rostra.text import language

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


def make_post(key, text, *, minutes=0.0, by="", **fields):
    at = NOW + timedelta(minutes=minutes)
    author = Author(id=by or f"author-{key}")
    return Post(
        id=str(key),
        network=fields.pop("network", "bluesky"),
        source="test",
        author=author,
        text=text,
        created=at,
        seen=at,
        lang=language(text),
        **fields,
    )


FERRY = [
    make_post(1, "The Lindau ferry hit the pier this morning, four hurt.", minutes=0),
    make_post(2, "Lindau ferry crash: pier damaged, four people in hospital.", minutes=5),
    make_post(3, "Saw the ferry hit the pier at Lindau, what a bang", minutes=6, network="nostr"),
]
FIRE = [
    make_post(4, "Warehouse fire in Oldtown, black smoke over the market", minutes=1),
    make_post(5, "Oldtown fire: smoke over the market, stay inside", minutes=9),
]
