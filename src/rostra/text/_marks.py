"""Marks that fence a stranger's text off in a prompt, so that nothing inside can end the fence."""

from __future__ import annotations

import random
from collections.abc import Sequence

_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def draw_mark(texts: Sequence[str], seed: int | None = None) -> str:
    """Draw a mark of four letters that stands in none of the texts; `seed` makes it the same."""
    draw: random.Random = random.SystemRandom() if seed is None else random.Random(seed)
    everything = "\n".join(texts).lower()
    while True:
        mark = "".join(draw.choice(_ALPHABET) for _ in range(4))
        if mark not in everything:
            return mark
