"""Vision: a picture or document becomes text with places, and is known again when it returns."""

from rostra.vision._open import open_picture, open_pictures
from rostra.vision._types import (
    Account,
    Box,
    Cell,
    Chart,
    Found,
    Limits,
    Line,
    Pair,
    Picture,
    Screen,
    Seen,
    Table,
)

__all__ = [
    "Account", "Box", "Cell", "Chart", "Found", "Limits", "Line", "Pair", "Picture", "Screen",
    "Seen", "Table", "open_picture", "open_pictures",
]  # fmt: skip
