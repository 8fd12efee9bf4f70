"""Streams: a reader who goes away ends the work; what fails late is told as an event."""

import asyncio
import threading
import time

import httpx
import pytest
from serving import scripted, served, site

from rostra.errors import ModelError
from rostra.models import Chunk


class Endless:
    """A model that writes until it is closed."""

    name = "endless"

    def __init__(self):
        self.closed = threading.Event()

    def reply(self, *_):
        try:
            while True:
                time.sleep(0.005)
                yield Chunk("word ")
        finally:
            self.closed.set()


OFF = {"search_parameters": {"mode": "off"}}
HI = {"model": "mini", "messages": [{"role": "user", "content": "Hi"}], **OFF}


@pytest.fixture(scope="module")
def address(app):
    with served(site(app)) as address:
        yield address


@pytest.mark.parametrize("stream", [True, False])
def test_a_reader_who_goes_ends_the_work(app, address, stream):
    model = Endless()
    scripted(app, [])
    app._answering.models.get = lambda _: model

    async def leave():
        async with httpx.AsyncClient(base_url=address) as client:
            body = {**HI, "stream": stream}
            asked = client.build_request("POST", "/v1/chat/completions", json=body)
            sending = asyncio.create_task(client.send(asked, stream=True))
            await asyncio.sleep(0.6)
            if sending.done():
                await sending.result().aclose()
            sending.cancel()

    asyncio.run(leave())
    assert model.closed.wait(10)


def test_a_model_that_breaks_off_is_told_in_the_stream(app, address):
    scripted(app, [("half a", ModelError("the cable was cut"))])
    told = httpx.post(f"{address}/v1/chat/completions", json={**HI, "stream": True})
    assert "half" in told.text
    assert "the cable was cut" in told.text
    assert "[DONE]" not in told.text


def test_a_model_that_is_down_has_a_status(app, address):
    scripted(app, [ModelError("down")])
    told = httpx.post(f"{address}/v1/chat/completions", json={**HI, "stream": True})
    assert told.status_code == 503
    assert told.json()["error"]["message"] == "down"


def test_a_large_body_without_pictures_is_refused(address):
    long = {"role": "user", "content": "x" * 150_000}
    told = httpx.post(f"{address}/v1/chat/completions", json={**HI, "messages": [long] * 3})
    assert told.status_code == 413
    assert told.json()["error"]["code"] == "too_large"
