"""Search: lists of candidates from words and meaning, fused by rank, the best re-ranked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rostra.posts._bm25 import Statistics, bm25, bm25_sql
from rostra.posts._engine import Engine, numbers
from rostra.posts._filters import Filters, Mutes, filters
from rostra.posts._intake import key_of
from rostra.posts._labels import Veil
from rostra.posts._meaning import Neighbours, nearest
from rostra.posts._read import posts_where
from rostra.posts._rerank import pulled, rerank
from rostra.posts._terms import query_terms
from rostra.posts._types import Fine, Found, Hit, Post, Query

RRF = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): 1 / (60 + rank)."""

LISTED = 200
"""Candidates a list offers."""

SPARE = 5
"""Posts read beyond the asked number, in place of those that fall out on reading."""

RERANKED = 100
"""Candidates that `fine` looks at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of `posts` that a list offered."""

    key: int
    rev: int
    created: datetime


@dataclass(slots=True)
class Search:
    """What the stages of one search hand on to each other."""

    query: Query
    now: datetime
    filters: Filters
    veil: Veil
    lists: dict[str, list[Candidate]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall time of a stage."""
        start = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Ears:
    """What a search listens with: the static embedder, the re-ranker, cached frequencies."""

    near: Neighbours | None
    fine: Fine | None
    statistics: Statistics


def search(engine: Engine, query: Query, now: datetime, mutes: Mutes, ears: Ears) -> Found:
    """Find posts: see `Query` for what can be asked and `docs/posts.md` for the stages."""
    run = Search(query, now, filters(query, now, mutes), mutes.veil)
    _gather(engine, run, ears)
    scores = _aged(run, _fuse(run.lists))
    order = sorted(scores, key=lambda c: (-scores[c], -c.created.timestamp(), c.key))
    fine = ears.fine if query.rerank and query.text else None
    with run.timed("read"):
        posts = _read(engine, run, order[: max(RERANKED if fine else 0, query.limit + SPARE)])
    # A vector may be there before its post, and for a moment a row that was just replaced.
    order = [c for c in order if c.key in posts and posts[c.key].rev == c.rev]
    near: dict[Candidate, float] = {}
    if fine:
        with run.timed("rerank"):
            near, vectors = rerank(engine, fine, query, order[:RERANKED], posts)
        fused = _fuse({"e5": list(near)}, start=_halved(order))
        first = sorted(near, key=lambda c: -fused[c])
        run.lists["e5"] = pulled(near, vectors, first)
        scores = _aged(run, _fuse({"e5": run.lists["e5"]}, start=_halved(order)))
        order.sort(key=lambda c: -scores[c])
    places = {name: {c: at for at, c in enumerate(found, 1)} for name, found in run.lists.items()}
    hits = tuple(
        Hit(
            posts[c.key],
            scores[c],
            tuple((name, found[c]) for name, found in places.items() if c in found),
            near.get(c),
        )
        for c in order[: query.limit]
    )
    return Found(
        hits,
        tuple((name, len(found)) for name, found in run.lists.items()),
        (query.since, query.until or now),
        tuple(run.seconds.items()),
    )


def _gather(engine: Engine, run: Search, ears: Ears) -> None:
    """Fill the lists: one by words and one by meaning for the text and for each variant."""
    texts = _wordings(run.query)
    if not texts:
        with run.timed("newest"):
            run.lists["newest"] = _newest(engine, run)
        return
    with ThreadPoolExecutor(1) as beside:
        meaning = beside.submit(_by_meaning, engine, run, texts, ears.near)
        spoken = _by_words(engine, run, texts, ears.statistics)
        for name, found in (spoken | meaning.result()).items():
            run.lists[name] = found


def _wordings(query: Query) -> dict[str, str]:
    """Name the texts to search for, "" and ":1", ":2" …; the same words are asked once."""
    texts = [query.text or " ".join((*query.words, *query.phrases)), *query.variants]
    asked: set[tuple[str, ...]] = set()
    found = {}
    for at, text in enumerate(texts):
        # The same words in the other Chinese writing have the same terms.
        terms = tuple(query_terms(text)) or (text.strip(),)
        if text.strip() and terms not in asked:
            asked.add(terms)
            found[f":{at}" if at else ""] = text
    return found


def _by_words(
    engine: Engine, run: Search, texts: Mapping[str, str], statistics: Statistics
) -> dict[str, list[Candidate]]:
    needed = (*run.query.words, *run.query.phrases)
    found = {}
    for tail, text in texts.items():
        with run.timed("bm25"):
            rows = bm25(engine, text, run.filters, needed, statistics, LISTED)
        found[f"bm25{tail}"] = [Candidate(*row) for row in rows]
    return found


def _by_meaning(
    engine: Engine, run: Search, texts: Mapping[str, str], by: Neighbours | None
) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    if by is None:
        return found
    for tail, text in texts.items():
        with run.timed("vector"):
            rows = nearest(engine, by, text, run.filters, run.query, LISTED)
        found[f"vector{tail}"] = [Candidate(*row) for row in rows]
    return found


def _newest(engine: Engine, run: Search) -> list[Candidate]:
    f = run.filters
    rows = engine.rows(
        f"SELECT key, rev, created FROM posts WHERE {f.whole} "  # noqa: S608
        f"ORDER BY created DESC, key LIMIT {max(LISTED, run.query.limit)}",
        **f.values,
    )
    return [Candidate(*row) for row in rows]


def _fuse(
    lists: Mapping[str, Sequence[Candidate]], start: Mapping[Candidate, float] | None = None
) -> dict[Candidate, float]:
    """Sum 1 / (RRF + rank) over the lists, on top of `start`."""
    scores = dict(start or {})
    for found in lists.values():
        for rank, candidate in enumerate(found, 1):
            scores[candidate] = scores.get(candidate, 0.0) + 1 / (RRF + rank)
    return scores


def _halved(order: Sequence[Candidate]) -> dict[Candidate, float]:
    """Give the order before re-ranking half the weight of the re-ranker's."""
    return {candidate: 0.5 / (RRF + rank) for rank, candidate in enumerate(order, 1)}


def _aged(run: Search, scores: dict[Candidate, float]) -> dict[Candidate, float]:
    """Halve the scores by age, where the question asks for what is new."""
    half_life = run.query.recency_hours
    if not half_life:
        return scores
    life = timedelta(hours=half_life)
    return {c: s * 0.5 ** max(0.0, (run.now - c.created) / life) for c, s in scores.items()}


def _read(engine: Engine, run: Search, order: Sequence[Candidate]) -> dict[int, Post]:
    """Read the candidates' posts; what no longer is, or has too few likes, falls out.

    So does what its own author gave a label that hides.
    """
    if not order:
        return {}
    found = posts_where(
        engine,
        run.veil,
        "created IN {times:Array(DateTime64(6, 'UTC'))} AND key IN {keys:Array(UInt64)}",
        times=[c.created for c in order],
        keys=numbers(c.key for c in order),
    )
    hiding = frozenset(run.veil.hiding)
    return {
        key_of(post.id): post
        for post in found
        if post.likes >= run.query.min_likes and hiding.isdisjoint(post.labels)
    }


def explain(engine: Engine, query: Query, now: datetime, mutes: Mutes, ears: Ears) -> str:
    """Show the engine's plan for the candidates of a query's words."""
    needed = (*query.words, *query.phrases)
    text = query.text or " ".join(needed)
    asked = bm25_sql(engine, text, filters(query, now, mutes), needed, ears.statistics, LISTED)
    if asked is None:
        return "no post holds any of the words"
    sql, values = asked
    return "\n".join(row[0] for row in engine.rows(f"EXPLAIN indexes = 1 {sql}", **values))
