"""The posts nearest in meaning: an exact scan of vectors, newest part first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME, Filters
from rostra.posts._read import VISIBLE
from rostra.posts._resident import SCANNED, Resident
from rostra.posts._types import EPOCH, Embed, Query


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The static embedder, the vectors in memory, how far back a scan goes (for a minute)."""

    embed: Embed
    resident: Resident = field(default_factory=Resident)
    _reach: dict[bool, tuple[datetime, datetime]] = field(default_factory=dict)

    def oldest(self, engine: Engine, conditions: Filters, query: Query) -> datetime:
        """Tell since when there are about `SCANNED` vectors; EPOCH where there are fewer."""
        minute = conditions.values["now"].replace(second=0, microsecond=0)
        known = self._reach.get(query.sample)
        if query.until is None and known and known[0] == minute:
            return known[1]
        until = conditions.values.get("until", conditions.values["now"])
        rows = engine.rows(
            f"SELECT created FROM vectors WHERE created <= {{until:{TIME}}} "  # noqa: S608
            f"AND sample = {{sample:Bool}} ORDER BY created DESC LIMIT 1 OFFSET {SCANNED}",
            until=until,
            sample=query.sample,
        )
        oldest: datetime = rows[0][0] if rows else EPOCH
        if query.until is None:
            self._reach[query.sample] = (minute, oldest)
        return oldest


def nearest(
    engine: Engine, by: Neighbours, text: str, conditions: Filters, query: Query, limit: int
) -> Sequence[tuple[int, int, datetime]]:
    """Rank posts by the cosine of their vectors with the text's; (key, rev, created).

    The owner of a folder scans the newest in memory, where the vectors' own columns tell enough.
    """
    embedded = by.embed([text])[0]
    vector = [float(x) for x in embedded]
    if not any(vector):
        return []  # no word of it is known to the embedder
    if engine.known and not query.sample and not _is_narrow(query, conditions):
        window = (query.since, conditions.values["now"], query.until)
        found = by.resident.nearest(engine, embedded, window, conditions.veil, limit)
        if found is not None:
            return found
    values = dict(conditions.values)
    values["vector"] = vector
    values["sampled"] = query.sample
    narrow = ""
    if _is_narrow(query, conditions):
        narrow = f"AND key IN (SELECT key FROM posts WHERE {conditions.whole})"  # noqa: S608
    values["oldest"] = by.oldest(engine, conditions, query)
    sql = (
        "SELECT key, rev, created, dotProduct(vector, {vector:Array(Float32)}) AS near "  # noqa: S608
        f"FROM vectors WHERE {conditions.window} AND created >= {{oldest:{TIME}}} "
        f"AND sample = {{sampled:Bool}} AND length(vector) = {len(vector)} "
        f"AND {VISIBLE} AND {conditions.veil.posts} {narrow} "
        f"ORDER BY near DESC, created DESC, key LIMIT {limit} "
        # Nearly every row is kept: testing some columns before reading the others costs more.
        "SETTINGS optimize_move_to_prewhere = 0"
    )
    rows = dict.fromkeys(tuple(row) for row in engine.rows(sql, **values))
    return [(key, rev, created) for key, rev, created, near in rows if near > 0]


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
