"""What the store's tests share: a clock that stands, posts, and a small honest embedder."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import numpy as np

from rostra.posts import Author, Post
from rostra.text import words

NOW = datetime(2026, 9, 20, 12, 0, tzinfo=UTC)


def post(name, text, *, age=5.0, by="ann", **more):
    """Make a post `age` minutes old."""
    created = more.pop("created", NOW - timedelta(minutes=age))
    return Post(
        id=name,
        network=more.pop("network", "test"),
        source=more.pop("source", "square"),
        author=by if isinstance(by, Author) else Author(by, handle=f"{by}.example"),
        text=text,
        created=created,
        seen=more.pop("seen", max(created, NOW - timedelta(minutes=1))),
        **more,
    )


def texts(found):
    return [hit.post.text for hit in found.hits]


def ids(found):
    return [hit.post.id for hit in found.hits]


class Hashed:
    """Embed a text as the sum of its words' hashed directions; equal words lie near.

    `fine` uses stand in for e5: `calls` counts the posts that were read.
    """

    def __init__(self, dim=64):
        self.dim = dim
        self.calls = 0

    def __call__(self, texts):
        out = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "little")
                out[row] += np.random.default_rng(seed).standard_normal(self.dim)
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)

    def queries(self, texts):
        return self(texts)

    def passages(self, texts):
        self.calls += len(texts)
        return self(texts)
