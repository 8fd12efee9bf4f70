"""Speed of both embedders, and how surely each finds a sentence's translation.

Pair accuracy: every Chinese sentence of `measure/data/pairs.tsv` must be nearest to its own
English one among all of them, and the other way round; the lower of the two directions counts.
The pairs were written for this project and take no part in distilling.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).parent / "data" / "pairs.tsv"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", type=Path, help="the e5 weights (default: the cache's)")
    parser.add_argument("--table", type=Path, help="a static table other than the packaged one")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="Chinese, tab, English a line")
    parser.add_argument("--threads", type=int, default=1, help="threads of the matrix library")


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported, which is below.
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(args.threads)
    from rostra.models import open_e5, open_static

    lines = args.pairs.read_text("utf-8").splitlines()
    chinese, english = zip(*(line.split("\t") for line in lines), strict=True)
    posts = [*chinese, *english]
    before = time.process_time()
    static = open_static(args.table)
    static_open = time.process_time() - before
    static_scores = accuracies(static(chinese), static(english))
    static_rate = posts_per_cpu_second(static, posts)
    before = time.process_time()
    e5 = open_e5(e5_weights(args.weights))
    e5_open = time.process_time() - before
    e5_scores = accuracies(e5.queries(chinese), e5.queries(english))
    return {
        "e5_posts_per_cpu_second": round(posts_per_cpu_second(e5.passages, posts), 1),
        "static_posts_per_cpu_second": round(static_rate),
        "e5_zh_en": round(min(e5_scores), 4),
        "static_zh_en": round(min(static_scores), 4),
        "e5_zh_to_en": round(e5_scores[0], 4),
        "e5_en_to_zh": round(e5_scores[1], 4),
        "static_zh_to_en": round(static_scores[0], 4),
        "static_en_to_zh": round(static_scores[1], 4),
        "pairs": len(chinese),
        "mean_characters": round(sum(map(len, posts)) / len(posts), 1),
        "threads": args.threads,
        "e5_open_cpu_s": round(e5_open, 2),
        "static_open_cpu_s": round(static_open, 2),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def e5_weights(given: Path | None) -> Path:
    from rostra.errors import WeightsMissing
    from rostra.models import cache_folder, weights_path

    if given:
        return given
    try:
        return weights_path("e5", cache_folder(os.environ, Path.home()))
    except WeightsMissing as error:
        raise FileNotFoundError(str(error)) from error


def accuracies(chinese: Any, english: Any) -> tuple[float, float]:
    """Return the share of right choices from Chinese to English, and back."""
    import numpy as np

    closeness = chinese @ english.T
    right = np.arange(len(closeness))
    forth, back = closeness.argmax(axis=1) == right, closeness.argmax(axis=0) == right
    return float(forth.mean()), float(back.mean())


def posts_per_cpu_second(embed: Callable[[Sequence[str]], Any], posts: list[str]) -> float:
    """Embed posts for at least two CPU-seconds; what is cached by whole text is nothing here."""
    embed(posts[:50])
    done, begun = 0, time.process_time()
    while time.process_time() - begun < 2:
        embed([f"{post} {done}" for post in posts])
        done += len(posts)
    return done / (time.process_time() - begun)
