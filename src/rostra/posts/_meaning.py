"""The posts nearest in meaning: an exact scan of vectors, newest part first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME, Filters
from rostra.posts._read import VISIBLE
from rostra.posts._types import EPOCH, Embed, Query

SCANNED = 250_000
"""Vectors read at most: the newest in the window."""


def nearest(
    engine: Engine, embed: Embed, text: str, conditions: Filters, query: Query, limit: int
) -> Sequence[tuple[int, int, datetime]]:
    """Rank posts by the cosine of their vectors with the text's; (key, rev, created)."""
    vector = [float(x) for x in embed([text])[0]]
    if not any(vector):
        return []  # no word of it is known to the embedder
    values = dict(conditions.values)
    values["vector"] = vector
    values["sampled"] = query.sample
    narrow = ""
    if _is_narrow(query, conditions):
        narrow = f"AND key IN (SELECT key FROM posts WHERE {conditions.whole})"  # noqa: S608
    values["oldest"] = _oldest(engine, conditions, values)
    sql = (
        "SELECT key, rev, created FROM ("  # noqa: S608
        "SELECT key, rev, created, dotProduct(vector, {vector:Array(Float32)}) AS near "
        f"FROM vectors WHERE {conditions.window} AND created >= {{oldest:{TIME}}} "
        f"AND sample = {{sampled:Bool}} AND length(vector) = {len(vector)} "
        f"AND {VISIBLE} AND {conditions.veil.posts} {narrow}) "
        f"WHERE near > 0 ORDER BY near DESC, created DESC, key LIMIT {limit}"
    )
    return list(dict.fromkeys(engine.rows(sql, **values)))


def _oldest(engine: Engine, conditions: Filters, values: dict[str, Any]) -> datetime:
    """Tell how far back the scan may go to read no more than `SCANNED` vectors."""
    rows = engine.rows(
        f"SELECT created FROM vectors WHERE {conditions.window} AND sample = {{sampled:Bool}} "  # noqa: S608
        f"ORDER BY created DESC LIMIT 1 OFFSET {SCANNED}",
        **values,
    )
    return rows[0][0] if rows else EPOCH


def _is_narrow(query: Query, conditions: Filters) -> bool:
    """Tell whether more is asked than the vectors' own columns can tell."""
    return bool(
        query.networks
        or query.sources
        or query.langs
        or query.authors
        or query.min_likes
        or conditions.late != "1"
        or "muted_keys" in conditions.values
    )
