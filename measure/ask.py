"""How long an answer takes: outside the model on a large store, and with the bundled one.

Outside: a store of generated posts, its past days merged, questions that ask for two words of one
of its posts, in both languages, and a writer that costs nothing (it copies the first sentence of
each post it is given), so that every stage runs: plan, find, sift, order, write, check. Once
without e5 and once with it, when its vectors of the posts are cached. With the model: questions of
the sample feed, answered by `mini` from a warm server; first words is the first checked sentence.
Wall times, and CPU times beside.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from measure._glossary import glossary
from measure._synthetic import END
from measure.ingest import flat_out, noise, settle, static_table, writer
from rostra.assistant import Desk, Said, answer, ask, opening
from rostra.errors import WeightsError
from rostra.models import (
    Lineup,
    Message,
    Options,
    Scripted,
    cache_folder,
    open_e5,
    open_models,
    warm,
    weights_path,
)
from rostra.posts import Fine, Query, Store, open_store
from rostra.text import words

QUESTIONS = 40
WITH_E5 = 12
COMMON = 150
"""The commonest words of the generated vocabulary, of which nobody would ask."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=1_000_000, help="posts in the store")
    parser.add_argument("--model", default="mini", help="who writes; none skips the second part")
    parser.add_argument("--questions", type=int, default=6, help="questions the model answers")


def run(args: argparse.Namespace) -> dict[str, Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="rostra-ask-") as folder:
        figures = outside(Path(folder), args.posts)
        if args.model != "none":
            figures |= with_model(Path(folder), args.model, args.questions)
    return figures | {"posts": args.posts, "model": args.model}


def outside(folder: Path, posts: int) -> dict[str, Any]:
    """Time answers whose writer costs nothing, without and with e5."""
    embed, table = static_table()
    store = open_store(folder / "posts", embed=noise, clock=lambda: END)
    flat_out(store, posts)
    settle(store)
    store.close()
    figures: dict[str, Any] = {"static": table}
    for name, fine, count in (("", None, QUESTIONS), ("_e5", e5(), WITH_E5)):
        if name and fine is None:
            continue
        store = open_store(folder / "posts", embed=embed, fine=fine, clock=lambda: END)
        desk = Desk(
            search=store.search,
            count=store.count,
            model=Scripted(copyist),
            embed=embed,
            gloss=glossary(),
        )
        asked = questions(store, count)
        for question in asked:  # fills the caches: vectors of the posts, the system's pages
            answer(question, desk, now=END, seed=1)
        walls, cpu = timed(asked, lambda q, desk=desk: answer(q, desk, now=END, seed=1))
        figures |= {
            f"outside_model{name}_p50_ms": round(statistics.median(walls)),
            f"outside_model{name}_p95_ms": round(walls[int(0.95 * (len(walls) - 1))]),
            f"outside_model{name}_cpu_ms": round(cpu),
        }
        store.close()
    return figures


def timed(asked: Sequence[str], run_one: Callable[[str], Any]) -> tuple[list[float], float]:
    """Return sorted wall times in ms, and the mean CPU time in ms."""
    walls, cpu = [], time.process_time()
    for question in asked:
        began = time.perf_counter()
        run_one(question)
        walls.append(1e3 * (time.perf_counter() - began))
    return sorted(walls), 1e3 * (time.process_time() - cpu) / len(walls)


def questions(store: Store, count: int) -> list[str]:
    """Ask of things posted in the last days, in both languages in turn: two words of one post."""
    author, rng = writer(), random.Random(3)
    common = {*author.zh[:COMMON], *author.en[:COMMON]}
    asked: list[str] = []
    while len(asked) < count:
        lang = "zh" if len(asked) % 2 else "en"
        seen = store.search(Query(now=END - timedelta(hours=rng.random() * 70), langs=(lang,)))
        post = rng.choice(seen.hits).post.text
        some = list(dict.fromkeys(w for w in words(post) if w not in common and w.isalpha()))[:2]
        if len(some) == 2:
            asked.append(
                f"{'、'.join(some)}有什么消息吗？"
                if lang == "zh"
                else f"What happened with {' '.join(some)}?"
            )
    return asked


def copyist(messages: Sequence[Message], _options: Options) -> str:
    """Write the first sentence of each post, with its number."""
    found = re.findall(r"<\w+ \[(\d+)\][^\n]*>\n([^\n]*)", messages[-1].text)
    told = [
        {"text": re.split(r"(?<=[.])\s|(?<=[。])", body)[0][:80], "cite": [int(n)]}
        for n, body in found
    ]
    return json.dumps({"sentences": told}, ensure_ascii=False)


def e5() -> Fine | None:
    """Open e5 where its weights are."""
    try:
        return open_e5(weights_path("e5", cache_folder(os.environ, Path.home())))
    except WeightsError:
        return None


def with_model(folder: Path, name: str, count: int) -> dict[str, Any]:
    """Time the first checked sentence and the whole answer on the sample feed."""
    from rostra.feeds import sample_changes, sample_truth

    now, zone = datetime(2026, 8, 20, 14, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
    embed, _ = static_table()
    store: Store = open_store(folder / "sample", embed=embed, clock=lambda: now + timedelta(1))
    store.write(list(sample_changes(now, zone)))
    asked = [q for q in sample_truth(now, zone).questions if q.needs == "posts" and q.answerable]
    random.Random(5).shuffle(asked)
    first, whole = [], []
    models = open_models(Lineup(cache=cache_folder(os.environ, Path.home())))
    try:
        model = models.only(name)
        for lang in ("zh", "en"):
            warm(model, opening(lang))
        desk = Desk(
            search=store.search, count=store.count, model=model, embed=embed, gloss=glossary()
        )
        for question in asked[:count]:
            began, said = time.perf_counter(), None
            for event in ask(
                question.text, desk, now=now, timezone=zone.key, within=Query(sample=True), seed=1
            ):
                if isinstance(event, Said) and said is None:
                    said = time.perf_counter() - began
            whole.append(time.perf_counter() - began)
            first.append(said if said is not None else whole[-1])
    except WeightsError as error:
        raise FileNotFoundError(str(error)) from error
    finally:
        models.close()
        store.close()
    return {
        "first_words_s": round(statistics.median(first), 2),
        "first_words_max_s": round(max(first), 2),
        "whole_answer_s": round(statistics.median(whole), 2),
        "whole_answer_max_s": round(max(whole), 2),
        "questions": len(whole),
    }
