"""What ranking by e5 alone reaches: the vectors of every post of a few topics' events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rostra.posts import Fine

TOPICS = 8
AT_ONCE = 256


def chosen(topics: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose topics at even steps, each of another event."""
    by_event: dict[str, list[dict[str, Any]]] = {}
    for topic in topics:
        by_event.setdefault(topic["event"], []).append(topic)
    events = list(by_event)
    step = max(1, len(events) // TOPICS)
    # Another place in each event's list, or all would ask for the same kind of thing.
    return [by_event[e][at % len(by_event[e])] for at, e in enumerate(events[::step][:TOPICS])]


def dense_runs(
    fine: Fine, topics: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], keep: Path | None
) -> dict[str, dict[str, dict[str, float]]]:
    """Rank the events' posts by the cosine to each topic's question, by language of the question.

    Posts of other events are not among them, so this is a ceiling, not a rival. The vectors are
    kept in the file `keep`, where it is given, and read from it the next time.
    """
    import numpy as np

    ids = [str(row["id"]) for row in rows]
    if keep and keep.exists():
        with np.load(keep) as stored:
            known = dict(zip(stored["ids"].tolist(), stored["vectors"], strict=True))
    else:
        known = dict(zip(ids, _vectors(fine, [row["text"] for row in rows]), strict=True))
        if keep:
            np.savez(keep, ids=np.array(list(known)), vectors=np.array(list(known.values())))
    vectors = np.array([known[post_id] for post_id in ids])
    times = np.array([row["ts"] for row in rows])
    runs: dict[str, dict[str, dict[str, float]]] = {"en": {}, "zh": {}}
    for lang, found in runs.items():
        for topic in topics:
            near = vectors @ np.asarray(fine.queries([topic[lang]]), np.float32)[0]
            seen = np.flatnonzero(times <= topic["query_ts"])
            found[topic["qid"]] = {ids[at]: float(near[at]) for at in seen}
    return runs


def _vectors(fine: Fine, texts: Sequence[str]) -> Any:
    import numpy as np

    parts = (texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE))
    return np.concatenate([np.asarray(fine.passages(list(p)), np.float32) for p in parts])
