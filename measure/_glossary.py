"""The dictionary by which the other language is searched, opened once, as `app` opens it."""

from functools import cache

from rostra.assistant import Gloss
from rostra.models import open_static
from rostra.text import open_dictionary


@cache
def glossary() -> Gloss:
    """Open the dictionary over the words of the static table."""
    return open_dictionary(open_static().vocabulary).renderings
