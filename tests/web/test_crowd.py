"""How many requests one may have under way: streams count, and nobody takes another's place."""

import asyncio
import json
from collections import Counter

from rostra.accounts import HERE, Person
from rostra.web._crowd import crowd


async def none():
    return {"type": "http.disconnect"}


def scope_of(person=None, address="198.51.100.7"):
    return {"type": "http", "state": {"person": person}, "client": (address, 1)}


def test_what_one_asks_beyond_the_bound_is_told_to_come_again():
    async def work():
        begun, goes_on = Counter(), asyncio.Event()

        async def stream(scope, _receive, send):
            begun[scope["state"]["person"]] += 1
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await goes_on.wait()
            if scope["client"][1] == 0:
                raise RuntimeError

        site = crowd(stream, 4)

        async def ask(scope):
            sent = []

            async def send(message):
                sent.append(message)

            try:
                await site(scope, none, send)
            except RuntimeError:
                return [{"status": 500}]
            return sent

        ann, bea = Person("a", "Ann", "member"), Person("b", "Bea", "member")
        failing = {**scope_of(ann), "client": ("198.51.100.7", 0)}
        waiting = [asyncio.create_task(ask(failing)) for _ in range(4)]
        waiting += [asyncio.create_task(ask(scope_of(address="203.0.113.5"))) for _ in range(4)]
        waiting += [asyncio.create_task(ask(scope_of(HERE))) for _ in range(50)]
        await asyncio.sleep(0)
        for full in (scope_of(ann), scope_of(ann, "192.0.2.1"), scope_of(address="203.0.113.5")):
            start, body = await ask(full)
            assert start["status"] == 429
            assert dict(start["headers"])[b"retry-after"]
            assert json.loads(body["body"])["error"]["code"] == "too_many_at_once"
        assert begun == {ann: 4, None: 4, HERE: 50}
        others = [asyncio.create_task(ask(one)) for one in (scope_of(bea), scope_of(None))]
        await asyncio.sleep(0)
        assert begun[bea] == 1
        assert begun[None] == 5
        goes_on.set()
        await asyncio.gather(*waiting, *others)
        assert (await ask(scope_of(ann)))[0]["status"] == 200  # what failed is counted no more

    asyncio.run(work())
