"""Vision: a picture or document becomes text with places, and is known again when it returns."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.vision._album import Album, Match
from rostra.vision._answer import answer_in
from rostra.vision._imprint import Imprint, imprint, packed, unpacked
from rostra.vision._look import data_url, look
from rostra.vision._mark import drawn
from rostra.vision._open import open_picture, open_pictures
from rostra.vision._reader import Reader, open_reader
from rostra.vision._see import arranged, see
from rostra.vision._smaller import smaller
from rostra.vision._told import DOUBT, Fence, fenced, text_of
from rostra.vision._types import (
    Box, Cell, Chart, Found, Glance, Limits, Line, Pair, Picture, Screen, Seen, Table,
)

__all__ = [
    "DOUBT", "Album", "Box", "Cell", "Chart", "Fence", "Found", "Glance", "Imprint", "Limits",
    "Line", "Match", "Pair", "Picture", "Reader", "Screen", "Seen", "Table", "answer_in",
    "arranged", "data_url", "drawn", "fenced", "imprint", "look", "open_picture",
    "open_pictures", "open_reader", "packed", "see", "smaller", "text_of", "unpacked",
]  # fmt: skip
