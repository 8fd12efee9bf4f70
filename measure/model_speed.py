"""How fast a bundled model reads and writes, and what a warm prompt cache saves."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rostra.models import (
    WEIGHTS,
    LlamaServer,
    LlamaSettings,
    Message,
    ModelSpec,
    OpenAIModel,
    Options,
    cache_folder,
    known_weights,
    openai_model,
    warm,
)

RULES = (
    "You write short news from numbered posts. Use only what the posts say. Name the post each "
    "sentence rests on. Leave out jokes, advertisements and guesses. 只根据编号的帖子写新闻，"
    "每句话都要注明它依据的帖子，不要写帖子里没有的内容。\n"
)
POSTS = "\n".join(
    f"[{n}] The {name} bridge closed at {n + 6}:00 after the river rose {n} cm; buses turn back. "
    f"{name}大桥因水位上涨{n}厘米而关闭，公交车绕行。"
    for n, name in enumerate(("north", "middle", "south"), 1)
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="mini", choices=["mini", "large", "tiny"])
    parser.add_argument("--threads", type=int, default=0, help="0: one less than the cores")
    parser.add_argument("--no-guess", action="store_true", help="write one token a step")
    parser.add_argument("--tokens", type=int, default=64, help="tokens to write in each call")


def run(args: argparse.Namespace) -> dict[str, Any]:
    cache = cache_folder(os.environ, Path.home())
    path = {kept.weights.name: kept.path for kept in known_weights(cache)}[args.model]
    if path is None:
        missing = f"the {args.model} weights are not there: rostra models fetch {args.model}"
        raise FileNotFoundError(missing)
    settings = LlamaSettings(path, threads=args.threads, guess=not args.no_guess)
    with LlamaServer(settings) as server:
        began = time.perf_counter()
        server.address()
        started = time.perf_counter() - began
        model = openai_model(ModelSpec(args.model), address=server.address)
        return {
            "model": WEIGHTS[args.model].about,
            "start_s": round(started, 2),
            **_speeds(model, server, args.tokens),
            "rss_mb": _rss_mb(server),
        }


def _speeds(model: OpenAIModel, server: LlamaServer, tokens: int) -> dict[str, Any]:
    rules = Message("system", RULES * 3)

    def asks(nth: int) -> Sequence[Message]:
        return (rules, Message("user", f"Question {nth}: which bridges closed?\n{POSTS}"))

    cold = _call(model, server, asks(1), tokens)
    read = warm(model, [rules, Message("user", "Question")]).prompt
    second = _call(model, server, asks(2), tokens)
    again = _call(model, server, asks(2), tokens)
    write_cpu = again["cpu"] / max(again["tokens"], 1)
    return {
        "prompt_tokens": cold["prompt"],
        "shared_prefix_tokens": read,
        "prompt_tokens_per_cpu_second": round(
            cold["prompt"] / max(cold["cpu"] - write_cpu * cold["tokens"], 1e-3), 1
        ),
        "decode_tokens_per_cpu_second": round(1 / write_cpu, 1),
        "first_word_cold_s": round(cold["first"], 2),
        "first_word_shared_prefix_s": round(second["first"], 2),
        "first_word_same_prompt_s": round(again["first"], 2),
        "whole_cold_s": round(cold["whole"], 2),
        "whole_shared_prefix_s": round(second["whole"], 2),
    }


def _call(
    model: OpenAIModel, server: LlamaServer, messages: Sequence[Message], tokens: int
) -> dict[str, float]:
    before, began = _cpu_seconds(server), time.perf_counter()
    first, usage = 0.0, None
    for chunk in model.reply(messages, Options(max_tokens=tokens)):
        first = first or time.perf_counter() - began
        usage = chunk.usage or usage
    assert usage is not None
    return {
        "first": first,
        "whole": time.perf_counter() - began,
        "cpu": _cpu_seconds(server) - before,
        "prompt": usage.prompt,
        "tokens": usage.completion,
    }


def _cpu_seconds(server: LlamaServer) -> float:
    stat = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _rss_mb(server: LlamaServer) -> float:
    pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
