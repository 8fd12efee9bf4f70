"""The best candidates read by the finer embedder, whose vectors are kept for each post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rostra.posts._columns import vector_columns
from rostra.posts._engine import Engine, numbers
from rostra.posts._read import VISIBLE
from rostra.posts._types import Fine, Post, Query
from rostra.text import script

if TYPE_CHECKING:
    from rostra.posts._search import Candidate

FEEDBACK, PULL = 10, 0.3
"""The first candidates that are taken to be relevant, and what the cosine to their mean counts
beside the cosine to the question (Rocchio 1971: pseudo-relevance feedback)."""


def rerank(
    engine: Engine,
    fine: Fine,
    query: Query,
    order: Sequence[Candidate],
    posts: Mapping[int, Post],
) -> tuple[dict[Candidate, float], dict[Candidate, Any]]:
    """Give each candidate the cosine of question and post, nearest first, and its vector."""
    import numpy as np

    vectors = fine_vectors(engine, fine, [posts[c.key] for c in order], [c.key for c in order])
    wordings = [query.question or query.text, query.rendering or query.question or query.text]
    asked = np.asarray(fine.queries(wordings), dtype=np.float32)
    # Cosines between languages lie lower, whatever is said: a post is compared in its own.
    own = script(wordings[0]) == "han"
    read = {c: vectors[c.key, c.rev] for c in order}
    near = {
        c: float(vector @ asked[int((script(posts[c.key].text) == "han") != own)])
        for c, vector in read.items()
    }
    return dict(sorted(near.items(), key=lambda item: -item[1])), read


def pulled(
    near: Mapping[Candidate, float], vectors: Mapping[Candidate, Any], first: Sequence[Candidate]
) -> list[Candidate]:
    """Order candidates by the question and by what the `first` of them have in common."""
    import numpy as np

    if not first:
        return list(near)
    middle = np.mean([vectors[c] for c in first[:FEEDBACK]], axis=0)
    middle /= max(1e-9, float(np.linalg.norm(middle)))
    drawn = {c: cosine + PULL * float(vectors[c] @ middle) for c, cosine in near.items()}
    return sorted(drawn, key=lambda c: -drawn[c])


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
        fresh = np.asarray(fine.passages([_told(post) for _, post in missing]), np.float32)
        columns = vector_columns([post for _, post in missing], [key for key, _ in missing], fresh)
        engine.insert("fine_vectors", columns)
        known |= {(k, p.rev): v for (k, p), v in zip(missing, fresh, strict=True)}
    return known


def unread(engine: Engine, source: str, limit: int) -> list[int]:
    """List the keys of a source's newest posts that the finer embedder has not read."""
    rows = engine.rows(
        f"SELECT key FROM posts WHERE source = {{source:String}} AND {VISIBLE} "  # noqa: S608
        "AND (key, rev) NOT IN (SELECT key, rev FROM fine_vectors) "
        "ORDER BY created DESC, key LIMIT {limit:UInt32}",
        source=source,
        limit=limit,
    )
    return [row[0] for row in rows]


def _told(post: Post) -> str:
    """Write a post as it is read: who says "we have not been bought" is half of what it says."""
    return f"{post.author.name}: {post.text}" if post.author.name else post.text
