"""multilingual-e5-small on numpy: sentence vectors in a hundred languages, one space.

The network is BERT's encoder (Devlin et al. 2019) with the weights of Wang et al. 2024,
"Multilingual E5 Text Embeddings", in four bits; they are widened to float32 on opening (85 MB)
so that the matrix library's own kernels do the work.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.models._e5_file import E5File, read_e5

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIMENSIONS = 384
_BATCH_TOKENS = 768
"""Tokens that go through the network together: enough to feed the kernels, few enough that
the activations (4.7 MB at the widest) stay near the processor."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One encoder layer; matrices stand (in, out)."""

    ask: Floats
    ask_bias: Floats
    mix: Floats
    mix_bias: Floats
    mix_norm: tuple[Floats, Floats]
    widen: Floats
    widen_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    narrow_norm: tuple[Floats, Floats]


class E5:
    """An opened e5. Rank by its cosines, never threshold them: they lie high and narrow."""

    dim = DIMENSIONS

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._tokenizer = file.tokenizer
        self._layers = [_layer(file, number) for number in range(file.shape.layers)]
        width = file.shape.width
        self._positions = (
            file.vector("emb.pos").reshape(-1, width) + file.vector("emb.type")[:width]
        )
        self._norm = (file.vector("emb.ln.w"), file.vector("emb.ln.b"))

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the unit vectors of questions, shape (len(texts), 384), in the order given."""
        return self._embed([f"query: {text}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the unit vectors of posts, shape (len(texts), 384), in the order given.

        Text past the model's 512 tokens does not count.
        """
        return self._embed([f"passage: {text}" for text in texts])

    def _embed(self, texts: list[str]) -> Floats:
        import numpy as np

        out = np.empty((len(texts), DIMENSIONS), np.float32)
        tokens = [self._ids(text) for text in texts]
        # Sorted by length, texts of equal length stand side by side: attention needs neither
        # padding nor a mask.
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        batches = [*_batches(order, tokens)]
        # A thread a core, each with the matrix library on one (`rostra` sees to that): the
        # library's own threads wait for each other by spinning, which beside other work costs more
        # than the second core gives.
        with ThreadPoolExecutor(min(len(batches), os.cpu_count() or 1) or 1) as beside:
            read = beside.map(lambda batch: self._forward([tokens[i] for i in batch]), batches)
            for batch, vectors in zip(batches, read, strict=True):
                out[batch] = vectors
        return out

    def _ids(self, text: str) -> list[int]:
        room = self._file.shape.positions - 2
        return [self._tokenizer.start, *self._tokenizer.ids(text)[:room], self._tokenizer.end]

    def _forward(self, batch: list[list[int]]) -> Floats:
        import numpy as np

        lengths = [len(ids) for ids in batch]
        flat = np.fromiter((i for ids in batch for i in ids), np.intp, sum(lengths))
        x = self._file.rows("emb.word", DIMENSIONS, flat)
        x += self._positions[np.concatenate([np.arange(size) for size in lengths])]
        epsilon = self._file.shape.epsilon
        _normalise(x, self._norm, epsilon)
        groups = _groups(lengths)
        for layer in self._layers:
            mixed = self._attend(x @ layer.ask + layer.ask_bias, groups) @ layer.mix
            mixed += layer.mix_bias
            x += mixed
            _normalise(x, layer.mix_norm, epsilon)
            wide = x @ layer.widen
            wide += layer.widen_bias
            _gelu(wide)
            narrow = wide @ layer.narrow
            narrow += layer.narrow_bias
            x += narrow
            _normalise(x, layer.narrow_norm, epsilon)
        starts = np.cumsum([0, *lengths[:-1]])
        pooled = np.add.reduceat(x, starts, axis=0)
        pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
        return pooled

    def _attend(self, asked: Floats, groups: list[tuple[int, int, int]]) -> Floats:
        """Let each text's tokens look at one another. `asked` holds queries, keys and values."""
        import numpy as np

        heads = self._file.shape.heads
        depth = DIMENSIONS // heads
        out = np.empty((len(asked), DIMENSIONS), np.float32)
        for start, texts, size in groups:
            part = asked[start : start + texts * size].reshape(texts, size, 3, heads, depth)
            query, key, value = part.transpose(2, 0, 3, 1, 4)
            weights = query @ key.swapaxes(-1, -2)
            weights -= weights.max(axis=-1, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(axis=-1, keepdims=True)
            mixed = (weights @ value).transpose(0, 2, 1, 3)
            out[start : start + texts * size] = mixed.reshape(-1, DIMENSIONS)
        return out


def open_e5(weights: Path) -> E5:
    """Open the weights file that `fetch_weights` keeps; about half a second and 150 MB.

    Raises WeightsMissing where there is no file, WeightsAltered where it is not e5's.
    """
    return E5(read_e5(weights))


def _layer(file: E5File, number: int) -> _Layer:
    import numpy as np

    width, inner = file.shape.width, file.shape.inner
    depth = width // file.shape.heads

    def turned(name: str, columns: int) -> Floats:
        return np.ascontiguousarray(file.matrix(f"l{number}.{name}.w", columns).T)

    def bias(name: str) -> Floats:
        return file.vector(f"l{number}.{name}")

    # The softmax's 1/√depth goes into the query's weights once.
    calm = np.float32(depth**-0.5)
    ask = np.concatenate(
        [turned("q", width) * calm, turned("k", width), turned("v", width)], axis=1
    )
    ask_bias = np.concatenate([bias("q.b") * calm, bias("k.b"), bias("v.b")])
    return _Layer(
        np.ascontiguousarray(ask), ask_bias,
        turned("ao", width), bias("ao.b"), (bias("aln.w"), bias("aln.b")),
        turned("fi", width), bias("fi.b"),
        turned("fo", inner), bias("fo.b"), (bias("oln.w"), bias("oln.b")),
    )  # fmt: skip


def _batches(order: list[int], tokens: list[list[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    room = _BATCH_TOKENS
    for i in order:
        if batch and len(tokens[i]) > room:
            yield batch
            batch, room = [], _BATCH_TOKENS
        batch.append(i)
        room -= len(tokens[i])
    if batch:
        yield batch


def _groups(lengths: list[int]) -> list[tuple[int, int, int]]:
    """Return (first row, texts, tokens each) for each run of texts of equal length."""
    groups, start = [], 0
    for size, run in groupby(lengths):
        texts = len(list(run))
        groups.append((start, texts, size))
        start += texts * size
    return groups


def _normalise(x: Floats, weights: tuple[Floats, Floats], epsilon: float) -> None:
    """Give each row mean 0 and variance 1, then scale and shift it, in place."""
    import numpy as np

    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
    x *= 1 / np.sqrt(variance + np.float32(epsilon))
    x *= weights[0]
    x += weights[1]


def _gelu(x: Floats) -> None:
    """Apply the Gaussian error linear unit in place, by its tanh form.

    Hendrycks and Gimpel 2016, equation after (2); within 0.0005 of the exact form.
    """
    import numpy as np

    curve = x * x
    curve *= np.float32(0.044715 * 0.7978845608)
    curve += np.float32(0.7978845608)
    curve *= x
    np.tanh(curve, out=curve)
    curve += 1
    x *= curve
    x *= np.float32(0.5)
