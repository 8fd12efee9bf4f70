"""Count posts that resemble each other without being marked as copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def _grams(text: str) -> frozenset[str]:
    letters = "".join(char for char in text.lower() if char.isalnum())
    size = 3 if any("一" <= char <= "鿿" for char in letters) else 5
    return frozenset(letters[i : i + size] for i in range(max(1, len(letters) - size + 1)))


def near_pairs(texts: Sequence[str], threshold: float = 0.5) -> list[tuple[int, int, float]]:
    """Pairs of texts whose character n-grams overlap by `threshold` or more (Jaccard).

    Exact, through an index of shared n-grams; pairs are (i, j, similarity) with i < j.
    """
    grams = [_grams(text) for text in texts]
    holders: dict[str, list[int]] = {}
    found = []
    for j, own in enumerate(grams):
        shared: Counter[int] = Counter()
        for gram in own:
            shared.update(holders.get(gram, ()))
            holders.setdefault(gram, []).append(j)
        for i, common in shared.items():
            likeness = common / (len(grams[i]) + len(own) - common)
            if likeness >= threshold:
                found.append((i, j, likeness))
    return found
