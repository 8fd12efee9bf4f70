"""The measure of the pages measures what it says: its chats are found, its readers notice a loss."""

import asyncio
import random

import httpx
import pytest

from measure import _web_streams
from measure._scripted_server import reply_to, scripted_server
from measure._web_data import LONG, fill, said, searches
from rostra.records import find_chat, list_chats, open_engine, search_messages


def test_chats_are_written_in_bulk_and_found_in_chinese(tmp_path):
    file = tmp_path / "records.sqlite"
    fill(file, [{"n": 1}, {"n": 2}], count=30, said_in_all=400, long=60)
    engine = open_engine(f"sqlite:///{file}")
    assert len(list_chats(engine, limit=100)) == 30
    assert find_chat(engine, LONG).head
    with engine.connect() as connection:
        sizes = connection.exec_driver_sql(
            "SELECT count(*) FROM messages GROUP BY chat_id ORDER BY 1 DESC"
        ).fetchall()
    assert sizes[0] == (60,)
    assert abs(sum(n for (n,) in sizes) - 400) < 60
    found = [search_messages(engine, word, limit=5) for word in searches(30)]
    assert sum(bool(one) for one in found) > 15
    engine.dispose()


def test_what_is_said_is_said_again_for_the_same_seed():
    assert said(random.Random(7)) == said(random.Random(7))
    assert searches(9) == searches(9)


def test_the_scripted_model_tells_a_story_of_its_number():
    with scripted_server(0.0) as address:
        asked = {"stream": True, "messages": [{"role": "user", "content": "A story. No. 17"}]}
        told = httpx.post(f"{address}/chat/completions", json=asked)
    assert "17" in reply_to("No. 17")
    assert told.text.endswith("data: [DONE]\n\n")


PIECES = [f"word {n} " for n in range(50)]
STORY = "".join(PIECES)


def chat_site(drop=0, double=0, kept=STORY):
    """Serve one turn of a chat as the pages do; a faulty one drops or doubles an event."""

    def answer(request):
        path = request.url.path
        if path == "/":
            return httpx.Response(200, text='<html data-csrf="t">')
        if path == "/chat":
            return httpx.Response(200, json={"turn": "m", "chat": "c"})
        if path.endswith("export.json"):
            stored = {"id": "m", "answer": {"sentences": [{"text": kept}]}}
            return httpx.Response(200, json={"messages": [stored]})
        after = int(request.headers.get("last-event-id", 0))
        told = [("typed", f'{{"text": "{piece}"}}') for piece in PIECES] + [("done", "{}")]
        lines = [(n, name, data) for n, (name, data) in enumerate(told, 1) if n > after]
        lines = [one for one in lines if one[0] != drop]
        if double and after:
            lines.insert(0, (after, *told[after - 1]))
        sent = "".join(f"id: {n}\nevent: {name}\ndata: {data}\n\n" for n, name, data in lines)
        return httpx.Response(200, text=sent)

    return httpx.MockTransport(answer)


@pytest.mark.parametrize(
    ("faults", "well"),
    [({}, True), ({"drop": 2}, False), ({"double": 1}, False), ({"kept": "The lamp"}, False)],
)
def test_a_reader_notices_what_was_lost(faults, well):
    async def read():
        transport = chat_site(**faults)
        async with httpx.AsyncClient(transport=transport, base_url="http://rostra") as client:
            return [await _web_streams.one(client, "t", n, 1) for n in range(12)]

    told = asyncio.run(read())
    assert (set(told) == {""}) if well else any(told)
