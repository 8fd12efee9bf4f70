"""Distil e5 into the static table: `python -m rostra.models._distill --weights FILE`.

Needs the `distill` extra. Costs about ten CPU-minutes, nearly all of it e5 over the words, kept
in the work folder so that a broken run goes on where it stopped. Steps and their reasons:

1. Each word is read by e5 alone and inside a short sentence; the two unit vectors are added.
2. The mean of each language is taken off: e5 keeps languages apart along a few directions.
3. Translations are mined: pairs of words that are each other's nearest across languages under
   CSLS (Conneau et al. 2018, "Word translation without parallel data", equation 1), which
   keeps words that are near to everything from winning. The surest part is kept.
4. Canonical correlation over these pairs gives 128 directions in which both languages say the
   same; each is weighted by its correlation. Mining is repeated in that space, and the fit.
5. Words weigh a / (a + frequency) (Arora et al. 2017, "A simple but tough-to-beat baseline").
6. Letter 3- to 5-grams are fitted by ridge regression to the English words, so that words
   outside the table (names above all) get a vector of their own that its misspellings share.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.models._e5 import E5, open_e5
from rostra.models._static import BUCKETS, ngram_rows
from rostra.models._vocabulary import chinese_words, english_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]

DIMENSIONS = 128
FREQUENCY = 1e-3
_NEIGHBOURS = 10
_RIDGE = 0.01
_SHRINK = 2.0
_CHUNK = 2_000
_SENTENCES = {"en": "news and talk about {} today", "zh": "今天关于{}的新闻和讨论"}


def main(argv: Sequence[str]) -> int:
    """Distil and write the table; print its size and hash."""
    import numpy as np

    parser = argparse.ArgumentParser("rostra.models._distill", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the e5 weights file")
    parser.add_argument("--work", type=Path, default=Path("distill-work"), help="kept between runs")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "static.npz")
    args = parser.parse_args(argv)
    args.work.mkdir(parents=True, exist_ok=True)
    english, chinese = english_words(), chinese_words()
    vectors = _word_vectors(args.weights, list(english), list(chinese), args.work)
    fitted = _fit(vectors, len(english))
    shares = np.array([*english.values(), *chinese.values()])
    weights = FREQUENCY / (FREQUENCY + shares)
    weighted = fitted * weights.astype(np.float32)[:, None]
    buckets = _buckets(list(english), weighted[: len(english)])
    save([*english, *chinese], np.concatenate([weighted, buckets]), args.out)
    digest = hashlib.sha256(args.out.read_bytes()).hexdigest()
    sys.stdout.write(
        f"{args.out}: {len(vectors)} words, {args.out.stat().st_size} bytes\n{digest}\n"
    )
    return 0


def save(words: list[str], vectors: Floats, out: Path) -> None:
    """Write words and vectors, each vector as 8-bit integers with a scale of its own."""
    import numpy as np

    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    np.savez(
        out,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        vectors=np.rint(vectors / scale).astype(np.int8),
        scales=scale[:, 0].astype(np.float32),
    )


def _word_vectors(weights: Path, english: list[str], chinese: list[str], work: Path) -> Floats:
    """Read every word with e5, alone and in a sentence; return centred unit vectors' sums."""
    import numpy as np

    e5 = open_e5(weights)
    alone = _embedded(e5, [*english, *chinese], work / "alone")
    framed = [_SENTENCES["en"].format(word) for word in english]
    framed += [_SENTENCES["zh"].format(word) for word in chinese]
    spoken = _embedded(e5, framed, work / "spoken")
    total = np.zeros_like(alone)
    for vectors in (alone, spoken):
        for language in (slice(0, len(english)), slice(len(english), None)):
            centred = vectors[language] - vectors[language].mean(axis=0)
            total[language] += _unit(centred)
    return _unit(total)


def _embedded(e5: E5, texts: list[str], work: Path) -> Floats:
    """Embed texts chunk by chunk; a chunk on disk that was made from the same texts is kept."""
    import numpy as np

    parts = []
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        name = hashlib.sha256("\n".join(chunk).encode()).hexdigest()[:16]
        path = work.with_name(f"{work.name}-{name}.npy")
        if not path.exists():
            np.save(path, e5.queries(chunk))
            sys.stderr.write(f"{work.name}: {start + len(chunk)} of {len(texts)}\n")
        parts.append(np.load(path))
    return np.concatenate(parts)


def _fit(vectors: Floats, english: int) -> Floats:
    """Turn e5's word vectors into the shared space of `DIMENSIONS`, mining pairs twice."""
    first = _project(vectors, _mined(vectors, english, sure=0.2))
    return _project(vectors, _mined(_unit(first), english, sure=0.5))


def _mined(vectors: Floats, english: int, sure: float) -> Pairs:
    """Return the surest share of the pairs of words that choose each other across languages."""
    import numpy as np

    left, right = vectors[:english], vectors[english:]
    left_crowd, right_crowd = _crowding(left, right), _crowding(right, left)
    forth = np.empty(len(left), np.intp)
    back, back_score = np.zeros(len(right), np.intp), np.full(len(right), -np.inf, np.float32)
    score = np.empty(len(left), np.float32)
    for start in range(0, len(left), _CHUNK):
        rows = slice(start, start + _CHUNK)
        closeness = 2 * (left[rows] @ right.T) - left_crowd[rows, None] - right_crowd
        forth[rows], score[rows] = closeness.argmax(axis=1), closeness.max(axis=1)
        best = closeness.max(axis=0)
        better = best > back_score
        back[better] = closeness.argmax(axis=0)[better] + start
        back_score[better] = best[better]
    mutual = np.flatnonzero(back[forth] == np.arange(len(left)))
    kept = mutual[np.argsort(-score[mutual], kind="stable")[: int(len(mutual) * sure)]]
    return kept, forth[kept] + english


def _crowding(these: Floats, those: Floats) -> Floats:
    """Return each vector's mean cosine with its nearest neighbours on the other side."""
    import numpy as np

    out = np.empty(len(these), np.float32)
    for start in range(0, len(these), _CHUNK):
        closeness = these[start : start + _CHUNK] @ those.T
        nearest = np.partition(closeness, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        out[start : start + _CHUNK] = nearest.mean(axis=1)
    return out


def _project(vectors: Floats, pairs: Pairs) -> Floats:
    """Project onto the directions in which paired words correlate most, weighted by how much.

    Symmetric canonical correlation: H S_xy H with H the inverse root of the pooled covariance,
    which a ridge of one per cent of its mean variance keeps invertible.
    """
    import numpy as np

    left, right = (vectors[side].astype(np.float64) for side in pairs)
    across = left.T @ right / len(left)
    within = (left.T @ left + right.T @ right) / (2 * len(left))
    within += _RIDGE * np.trace(within) / len(within) * np.eye(len(within))
    values, axes = np.linalg.eigh(within)
    whiten = axes / np.sqrt(values) @ axes.T
    values, axes = np.linalg.eigh(whiten @ (across + across.T) @ whiten / 2)
    order = np.argsort(-values)[:DIMENSIONS]
    turned: Floats = (vectors @ (whiten @ axes[:, order] * values[order])).astype(np.float32)
    return turned


def _buckets(words: list[str], vectors: Floats) -> Floats:
    """Fit the n-gram buckets so that a word's mean bucket comes near its vector.

    Ridge regression around random vectors instead of zero: n-grams that no word has keep a
    direction of their own, so that an unknown name still resembles itself.
    """
    import numpy as np

    size = float(np.median(np.linalg.norm(vectors, axis=1)))
    random = np.random.default_rng(20240820).standard_normal((BUCKETS, DIMENSIONS))
    random *= size / np.sqrt(DIMENSIONS)
    spread = np.zeros((len(words), BUCKETS), np.float32)
    for row, word in enumerate(words):
        for bucket in (grams := ngram_rows(word)):
            spread[row, bucket] += 1 / len(grams)
    gram = spread.T @ spread
    gram[np.diag_indices(BUCKETS)] += _SHRINK / BUCKETS * np.trace(gram)
    start: Floats = random.astype(np.float32)
    missing = vectors - spread @ start
    step: Floats = np.linalg.solve(gram, spread.T @ missing).astype(np.float32)
    return start + step


def _unit(vectors: Floats) -> Floats:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.divide(vectors, np.maximum(lengths, 1e-9), dtype=vectors.dtype)
    return unit


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
