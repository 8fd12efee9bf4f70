"""How well questions find what people judged relevant, through the product's own find step.

Each question is asked as of its time: later posts are in the store and must not be seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measure._ceiling import chosen, dense_runs
from measure._glossary import glossary
from rostra.assistant import find, plan
from rostra.errors import WeightsError
from rostra.models import (
    Lineup,
    Model,
    cache_folder,
    open_e5,
    open_models,
    open_static,
    weights_path,
)
from rostra.posts import Author, Fine, Found, Post, Query, Store, open_store
from rostra.text import language

DEEP = 100
DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "crisislex"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=DATA, help="posts, topics and judgements")
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="of the questions")
    parser.add_argument("--model", choices=("none", "mini", "large"), default="none")
    parser.add_argument("--topics", type=int, default=0, help="only so many, spread evenly")
    parser.add_argument("--no-rerank", action="store_true", help="without e5")
    parser.add_argument("--ceiling", action="store_true", help="eight topics, beside e5 alone")
    parser.add_argument("--vectors", type=Path, help="keep the ceiling's vectors in this file")
    parser.add_argument("--store", type=Path, help="keep the store here and use it again")


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    judged = read_judgements(args.data)
    topics = read_topics(args.data, 0 if args.ceiling else args.topics)
    if args.ceiling:
        topics = chosen(topics)
    with (
        tempfile.TemporaryDirectory(prefix="rostra-retrieval-") as scratch,
        rewriter(args.model) as model,
    ):
        store = filled(args.store or Path(scratch) / "posts", args.data)
        runs: dict[str, dict[str, float]] = {}
        spent: list[tuple[float, float]] = []
        for topic in topics:
            start = time.perf_counter()
            found = asked(store, topic, args.lang, model, rerank=not args.no_rerank)
            whole = 1_000 * (time.perf_counter() - start)
            again = 1_000 * dict(found.seconds).get("rerank", 0.0)
            spent.append((whole - again, again))
            runs[topic["qid"]] = {hit.post.id: -n for n, hit in enumerate(found.hits)}
        posts = store.count(Query(now=datetime(2100, 1, 1, tzinfo=UTC)))
        store.close()
    ceiling: dict[str, Any] = {}
    if args.ceiling:
        events = {topic["event"] for topic in topics}
        rows = [r for r in read_lines(args.data / "t26.jsonl.gz") if r["event"] in events]
        dense = dense_runs(opened_e5(), topics, rows, args.vectors)
        ceiling = {f"ceiling_{lang}": graded(judged, found) for lang, found in dense.items()}
        ceiling["ceiling_posts"] = len(rows)
    return (
        graded(judged, runs)
        | ceiling
        | {
            "query_p50_ms": round(statistics.median(q for q, _ in spent)),
            "rerank_p50_ms": round(statistics.median(r for _, r in spent)),
            "model": args.model,
            "lang": args.lang,
            "topics": len(topics),
            "posts": posts,
        }
    )


def graded(judged: dict[str, dict[str, int]], runs: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Compare rankings with the judgements of their questions."""
    import ir_measures
    from ir_measures import R, nDCG

    wanted = {qid: grades for qid, grades in judged.items() if qid in runs}
    measures = {
        "p30": ir_measures.P(rel=1) @ 30,
        "p30_need": ir_measures.P(rel=2) @ 30,
        "ndcg10": nDCG @ 10,
        "recall100": R @ DEEP,
    }
    scores = ir_measures.calc_aggregate(measures.values(), wanted, runs)
    return {name: round(scores[m], 4) for name, m in measures.items()}


def asked(store: Store, topic: dict[str, Any], lang: str, model: Any, *, rerank: bool) -> Found:
    """Ask a topic's question as of its time, as `rostra ask` would."""
    now = datetime.fromtimestamp(topic["query_ts"], UTC)
    within = Query(limit=DEEP, rerank=rerank)
    planned = plan(topic[lang], now=now, within=within, model=model, gloss=glossary())
    assert all(query.now == now for query in planned.queries)
    found = find(planned, store.search, store.count)
    assert all(hit.post.created <= now for hit in found.hits)
    return found


def filled(folder: Path, data: Path) -> Store:
    """Open the store with the corpus in it and the product's two embedders behind it."""
    store = open_store(folder, embed=open_static(), fine=opened_e5())
    if not store.sources():
        batch = []
        for post in corpus(data):
            batch.append(post)
            if len(batch) == 1_000:
                store.write(batch)
                batch = []
        store.write(batch)
    return store


def opened_e5() -> Fine:
    """Open e5, or say that its weights are not here."""
    try:
        return open_e5(weights_path("e5", cache_folder(os.environ, Path.home())))
    except WeightsError as error:
        raise FileNotFoundError(f"{error} (or ask with --no-rerank)") from error


def corpus(data: Path) -> Iterator[Post]:
    """Read all posts of t26 and the off-topic ones of t6; they tell no author."""
    for name in ("t26.jsonl.gz", "t6.jsonl.gz"):
        for row in read_lines(data / name):
            if row.get("label") == "on-topic":
                continue
            at = datetime.fromtimestamp(row["ts"], UTC)
            text = row["text"]
            yield Post(
                id=str(row["id"]),
                network="crisislex",
                source="crisislex",
                author=Author(f"author of {row['id']}"),
                text=text,
                created=at,
                seen=at,
                lang=language(text),
            )


def read_topics(data: Path, most: int) -> list[dict[str, Any]]:
    """Read the questions; `most` of them at even steps, 0 for all."""
    topics = list(read_lines(data / "topics.jsonl"))
    step = max(1, len(topics) // most) if most else 1
    return topics[::step][: most or None]


def read_judgements(data: Path) -> dict[str, dict[str, int]]:
    """Read grades by question and post."""
    path = next((p for p in (data / "qrels.txt.gz", data / "qrels.txt") if p.exists()), None)
    if path is None:
        raise FileNotFoundError(f"{data} holds no qrels.txt; name the data's folder by --data")
    opened = gzip.open if path.suffix == ".gz" else open
    judged: dict[str, dict[str, int]] = {}
    with opened(path, "rt") as lines:
        for line in lines:
            qid, _, post_id, grade = line.split()
            judged.setdefault(qid, {})[post_id] = int(grade)
    return judged


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there; name the data's folder by --data")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@contextmanager
def rewriter(name: str) -> Iterator[Model | None]:
    """Open the bundled model that rewords the questions; None for none."""
    if name == "none":
        yield None
        return
    with open_models(Lineup(cache=cache_folder(os.environ, Path.home()))) as models:
        yield models.only(name)
