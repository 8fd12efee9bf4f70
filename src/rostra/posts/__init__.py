"""Posts: what they are, and the store that writes, searches, counts and forgets them."""

from rostra.posts._copy import Part
from rostra.posts._labels import MEANINGS, Meaning
from rostra.posts._store import Store, open_store
from rostra.posts._types import (
    EPOCH,
    SAMPLE,
    Author,
    Change,
    Deletion,
    Departure,
    Embed,
    Fine,
    Found,
    Hit,
    Labelling,
    Media,
    Minute,
    Post,
    Query,
    Rising,
    Tally,
    Vectors,
    Written,
)

__all__ = [
    "EPOCH",
    "MEANINGS",
    "SAMPLE",
    "Author",
    "Change",
    "Deletion",
    "Departure",
    "Embed",
    "Fine",
    "Found",
    "Hit",
    "Labelling",
    "Meaning",
    "Media",
    "Minute",
    "Part",
    "Post",
    "Query",
    "Rising",
    "Store",
    "Tally",
    "Vectors",
    "Written",
    "open_store",
]
