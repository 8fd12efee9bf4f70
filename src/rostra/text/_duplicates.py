"""Near-duplicates: sketches of character 4-grams, with every match verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rostra.text._scripts import simplify

PERMUTATIONS = 64
_BANDS = 16
_SEED = 20240820
_GRAM = 4
# What differs between copies of one post: the repost mark, who is addressed, short links.
_DECORATION = re.compile(
    r"^(?:\s*(?:rt|mt|via)\s+@[\w.\-]+:?)+|(?:https?://|www\.)\S+|@[\w.\-]+", re.IGNORECASE
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text's exact key (64 bits, equal for copies) and its MinHash sketch."""

    key: int
    sketch: tuple[int, ...]

    def likeness(self, other: Fingerprint) -> float:
        """Estimate the Jaccard similarity of the two texts, to about ±0.06 (1/√64 at worst)."""
        same = sum(a == b for a, b in zip(self.sketch, other.sketch, strict=True))
        return same / len(self.sketch)


def _bare(text: str) -> str:
    """Keep the letters and digits of a text, without repost marks, mentions and links."""
    return _NOT_LETTERS.sub(" ", simplify(_DECORATION.sub(" ", text)).lower()).strip()


def _grams(bare: str) -> list[str]:
    if len(bare) <= _GRAM:
        return [bare]
    return [bare[i : i + _GRAM] for i in range(len(bare) - _GRAM + 1)]


def fingerprint(text: str) -> Fingerprint:
    """Sketch a text so that copies and near-copies can be found without comparing texts."""
    from rensa import RMinHash

    bare = _bare(text)
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(_grams(bare))
    digest = blake2b(bare.encode(), digest_size=8).digest()
    return Fingerprint(int.from_bytes(digest, "big"), tuple(sketch.digest()))


def resemblance(a: str, b: str) -> float:
    """Return the exact Jaccard similarity of two texts' character 4-grams, 0 to 1.

    Repost marks, mentions, links, case, punctuation and traditional forms do not count.
    """
    return _jaccard(frozenset(_grams(_bare(a))), frozenset(_grams(_bare(b))))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    common = len(a & b)
    return common / (len(a) + len(b) - common)


def duplicate_groups(texts: Sequence[str], threshold: float = 0.6) -> list[list[int]]:
    """Group the indexes of texts that are near-copies of one another.

    Every text is in one group; most groups have one member. Indexes ascend inside a group,
    groups by their first index. Candidates come from banded MinHash; a text joins a group only
    when its exact 4-gram Jaccard with a member reaches `threshold`. Texts without letters are
    alone.
    """
    from rensa import RMinHash, RMinHashLSH

    grams = [frozenset(_grams(bare)) for bare in map(_bare, texts)]
    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=_BANDS)
    leader = list(range(len(texts)))
    for here, shingles in enumerate(grams):
        if shingles == {""}:
            continue
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(shingles))
        for there in _nearest_first(index.query(sketch)):
            if _root(leader, there) == _root(leader, here):
                continue
            if _jaccard(shingles, grams[there]) >= threshold:
                _join(leader, here, there)
        index.insert(here, sketch)
    groups: dict[int, list[int]] = {}
    for member in range(len(texts)):
        groups.setdefault(_root(leader, member), []).append(member)
    return list(groups.values())


def _nearest_first(keys: Iterable[int]) -> list[int]:
    return sorted(set(keys))


def _root(leader: list[int], member: int) -> int:
    while leader[member] != member:
        leader[member] = leader[leader[member]]
        member = leader[member]
    return member


def _join(leader: list[int], one: int, other: int) -> None:
    a, b = _root(leader, one), _root(leader, other)
    leader[max(a, b)] = min(a, b)
