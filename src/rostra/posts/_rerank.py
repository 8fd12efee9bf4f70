"""The best candidates read by the finer embedder, whose vectors are kept for each post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rostra.posts._columns import vector_columns
from rostra.posts._engine import Engine, numbers
from rostra.posts._types import Fine, Post, Query

if TYPE_CHECKING:
    from rostra.posts._search import Candidate


def rerank(
    engine: Engine,
    fine: Fine,
    query: Query,
    order: Sequence[Candidate],
    posts: Mapping[int, Post],
) -> dict[Candidate, float]:
    """Give each candidate the cosine of question and post, nearest first."""
    import numpy as np

    vectors = fine_vectors(engine, fine, [posts[c.key] for c in order], [c.key for c in order])
    question = np.asarray(fine.queries([query.question or query.text])[0], dtype=np.float32)
    near = {c: float(vectors[c.key, c.rev] @ question) for c in order}
    return dict(sorted(near.items(), key=lambda item: -item[1]))


def fine_vectors(
    engine: Engine, fine: Fine, posts: Sequence[Post], keys: Sequence[int]
) -> dict[tuple[int, int], Any]:
    """Read the posts' vectors from their table; what is missing is computed and kept."""
    import numpy as np

    if not keys:
        return {}
    rows = engine.rows(
        "SELECT key, rev, vector FROM fine_vectors WHERE key IN {keys:Array(UInt64)}",
        keys=numbers(keys),
    )
    known = {(key, rev): np.asarray(vector, np.float32) for key, rev, vector in rows}
    missing = [
        (key, post) for key, post in zip(keys, posts, strict=True) if (key, post.rev) not in known
    ]
    if missing:
        fresh = np.asarray(fine.passages([post.text for _, post in missing]), np.float32)
        columns = vector_columns([post for _, post in missing], [key for key, _ in missing], fresh)
        engine.insert("fine_vectors", columns)
        known |= {(k, p.rev): v for (k, p), v in zip(missing, fresh, strict=True)}
    return known
