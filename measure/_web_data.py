"""Chats by the thousand, written into the records in bulk while Rostra serves them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rostra.records._grams import grams
from rostra.records._tables import chats, messages

CHUNK = 2_000
LONG = "00000000-0000-4000-8000-000000000001"
"""The id of the long chat."""
NOUNS = (
    "渡轮 港口 大雾 地震 火车 航班 选举 市场 价格 天气 台风 学校 医院 足球 比赛 电影 音乐 游戏 "
    "手机 电池 芯片 模型 软件 漏洞 补丁 城市 街道 桥梁 隧道 咖啡 茶叶 面包 火锅 花园 森林 河流"
).split()
VERBS = (
    "关闭 开放 推迟 取消 恢复 上涨 下跌 发布 修复 延误 停航 获胜 宣布 否认 证实 讨论 维修".split()
)
PLACES = "北京 上海 广州 深圳 成都 杭州 南京 武汉 西安 重庆 青岛 厦门 大连 苏州 昆明 天津".split()


def said(rng: random.Random) -> str:
    """Return some sentences in Chinese, with an English word now and then."""
    parts = [
        f"{rng.choice(PLACES)}的{rng.choice(NOUNS)}{rng.choice(VERBS)}了，"
        f"{rng.choice(NOUNS)}{rng.choice(VERBS)}"
        for _ in range(rng.randint(1, 4))
    ]
    end = f" (report {rng.randint(1, 9999)})" if rng.random() < 0.2 else ""
    return "。".join(parts) + "。" + end


def searches(count: int, seed: int = 2) -> list[str]:
    """Return searches in Chinese: one word, two words, a short phrase."""
    rng = random.Random(seed)
    shapes = (
        lambda: rng.choice(NOUNS),
        lambda: f"{rng.choice(NOUNS)} {rng.choice(VERBS)}",
        lambda: f"{rng.choice(PLACES)}的{rng.choice(NOUNS)}",
    )
    return [shapes[n % 3]() for n in range(count)]


def fill(
    file: Path, bodies: Sequence[Mapping[str, Any]], *, count: int, said_in_all: int, long: int
) -> None:
    """Write `count` chats with `said_in_all` messages, one chat with `long` of them.

    `bodies` are those of real answers, taken in turn for the answers written here.
    """
    from rostra.records import open_engine

    engine = open_engine(f"sqlite:///{file}")
    rng, now = random.Random(1), datetime.now(UTC)
    every = _messages(bodies, rng, now, count=count, said_in_all=said_in_all, long=long)
    heads: dict[str, str] = {}
    with engine.begin() as connection:
        for part in _parts(_chats(rng, now, count)):
            connection.execute(chats.insert(), part)
        for part in _parts(every):
            heads.update((row["chat_id"], row["id"]) for row in part)
            connection.execute(messages.insert(), part)
            connection.exec_driver_sql(
                "INSERT INTO message_grams (message_id, grams) VALUES (?, ?)",
                [(row["id"], grams(row["text"])) for row in part],
            )
        connection.exec_driver_sql(
            "UPDATE chats SET head = ? WHERE id = ?", [(head, chat) for chat, head in heads.items()]
        )
    engine.dispose()


def _chat_id(n: int) -> str:
    return f"00000000-0000-4000-8000-{n + 1:012d}"


def _chats(rng: random.Random, now: datetime, count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        at = now - timedelta(minutes=17 * n + 5)
        yield {
            "id": _chat_id(n), "owner": "", "title": said(rng)[:30], "created_at": at,
            "touched_at": at, "pinned": n % 4000 == 7, "head": "", "ways": {},
        }  # fmt: skip


def _messages(
    bodies: Sequence[Mapping[str, Any]],
    rng: random.Random,
    now: datetime,
    *,
    count: int,
    said_in_all: int,
    long: int,
) -> Iterator[dict[str, Any]]:
    each = max(2, (said_in_all - long) // max(count - 1, 1) // 2 * 2)
    number = 0
    for n in range(count):
        size = long if n == 0 else each
        parent = ""
        for k in range(size):
            number += 1
            answers = k % 2 == 1
            body = bodies[number % len(bodies)] if answers else {}
            row = {
                "id": f"10000000-0000-4000-8000-{number:012d}", "chat_id": _chat_id(n),
                "parent": parent, "role": "assistant" if answers else "user",
                "created_at": now - timedelta(minutes=17 * n + 5, seconds=size - k),
                "state": "done" if answers else "asked", "text": said(rng),
                "model": "mini" if answers else "", "body": body,
            }  # fmt: skip
            parent = row["id"]
            yield row


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == CHUNK:
            yield part
            part = []
    if part:
        yield part
