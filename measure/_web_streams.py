"""Many chats at once, each cut in the middle and taken up again: is every word there, and once?"""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, field
from typing import Any

import httpx

PART = {"x-rostra-part": "1"}


@dataclass
class Heard:
    """What a reader heard of one turn: its events by number, in the order they came."""

    numbers: list[int] = field(default_factory=list)
    typed: str = ""
    end: str = ""
    cuts: int = 0


async def one(client: httpx.AsyncClient, token: str, number: int, seed: int) -> str:
    """Ask, read, cut, read on; return "" where all was right, else what was lost."""
    rng = random.Random(seed * 10_000 + number)
    form = {
        "csrf": token, "said": f"Write a story about a lighthouse. No. {number}", "mode": "off",
        "ways": "1", "tone": "", "wishes": "",
    }  # fmt: skip
    begun = await client.post("/chat", data=form, headers=PART)
    if begun.status_code != httpx.codes.OK:
        return f"begin: {begun.status_code} {begun.text[-200:]}"
    turn, chat = begun.json()["turn"], begun.json()["chat"]
    heard = Heard()
    cuts = sorted(rng.sample(range(2, 60), 2))
    for _ in range(40):
        until = cuts[heard.cuts] if heard.cuts < len(cuts) else 1_000_000
        await _read(client, turn, heard, until)
        if heard.end:
            break
    return await _judged(client, chat, turn, heard)


async def _read(client: httpx.AsyncClient, turn: str, heard: Heard, until: int) -> None:
    """Read from behind the last event, and break the connection after event `until`."""
    headers = {"last-event-id": str(heard.numbers[-1])} if heard.numbers else {}
    name = ""
    path = f"/chat/turn/{turn}/events"
    async with client.stream("GET", path, headers=headers, timeout=120) as told:
        async for line in told.aiter_lines():
            if line.startswith("id: "):
                heard.numbers.append(int(line[4:]))
            elif line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data: dict[str, Any] = json.loads(line[6:])
                heard.typed += data.get("text", "") if name == "typed" else ""
                if name in ("done", "failed"):
                    heard.end = name
                    return
            elif not line and heard.numbers and heard.numbers[-1] >= until:
                heard.cuts += 1
                return


async def _judged(client: httpx.AsyncClient, chat: str, turn: str, heard: Heard) -> str:
    if heard.end != "done":
        return f"end: {heard.end or 'none'}"
    if heard.numbers != list(range(1, len(heard.numbers) + 1)):
        return "events were lost or came twice"
    whole = (await client.get(f"/chat/{chat}/export.json")).json()
    stored = next(m for m in whole["messages"] if m["id"] == turn)
    text = " ".join(s["text"] for s in stored["answer"]["sentences"])
    if " ".join(heard.typed.split()) != " ".join(text.split()):
        return f"heard {heard.typed[-80:]!r}, kept {text[-80:]!r}"
    return ""


async def streams(address: str, count: int, seed: int = 1) -> list[str]:
    """Run `count` at once; return what was wrong with each, "" for nothing."""
    limits = httpx.Limits(max_connections=count + 20, max_keepalive_connections=count + 20)
    async with httpx.AsyncClient(
        base_url=address, headers={"accept": "text/html"}, limits=limits, timeout=120
    ) as client:
        token = await csrf(client)
        asked = (one(client, token, number, seed) for number in range(count))
        told = await asyncio.gather(*asked, return_exceptions=True)
    return [f"{type(w).__name__}: {w}" if isinstance(w, BaseException) else w for w in told]


async def csrf(client: httpx.AsyncClient) -> str:
    """Return the token of our own pages, the cookie with it."""
    page = await client.get("/")
    return page.text.partition('data-csrf="')[2].partition('"')[0]
