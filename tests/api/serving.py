"""An app over posts of our own, whose model a test writes; and a real server for it."""

import contextlib
import json
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import uvicorn

from rostra.app import Intake, open_app, this_process
from rostra.errors import SettingsError
from rostra.models import Capabilities, Lineup, ModelSpec, Scripted
from rostra.settings import load_settings
from rostra.web import create_site

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
SAID = [
    ("ann", "The harbour ferry is late because of fog.", "en"),
    ("bea", "Harbour ferry late again, the fog is thick, because of fog they wait.", "en"),
    ("cem", "The bakery on Mill Street gives away bread on Sundays.", "en"),
    ("dai", "渡轮因为大雾停航。", "zh"),
]
FERRY = "Why is the harbour ferry late?"
ECHO = "Sure: an answer of the model's own."


def line(number, handle, text, lang):
    post = {"id": f"t:{number}", "network": "mastodon", "text": text, "lang": lang}
    author = {"id": f"urn:{handle}", "handle": handle}
    url = f"https://social.example/@{handle}/{number}"
    at = f"2024-05-04T12:0{number}:00Z"
    return json.dumps({**post, "url": url, "author": author, "created": at, "likes": number})


@contextlib.contextmanager
def open_rostra(folder, **environ):
    """Open an app whose model says ECHO until `scripted` gives it another script."""
    settings = load_settings(
        data=folder,
        environ={"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false", **environ},
    )
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        app.take_in(Intake("\n".join(line(n, *one) for n, one in enumerate(SAID)), "test"))
        scripted(app, lambda *_: ECHO)
        yield app


def scripted(app, script, **can):
    """Have both roles answer from a script; returns the model."""
    model = script if isinstance(script, Scripted) else Scripted(script, name="mini-scripted")

    def named(name):
        if name not in ("mini", "large"):
            raise SettingsError(f"no model is called {name!r}")
        return model

    spec = ModelSpec("mini", base_url="http://127.0.0.1:9/v1")
    app._answering.models = SimpleNamespace(
        lineup=Lineup(cache=Path("nowhere")),
        specs={"mini": spec, "large": ModelSpec("large", base_url=spec.base_url)},
        get=named,
        alone=lambda _: model,
        only=lambda _: model,
        capabilities=lambda _: Capabilities(**can),
    )
    return model


@contextlib.contextmanager
def served(asgi):
    """Serve on loopback in a thread; yields the address."""
    config = uvicorn.Config(asgi, port=0, log_config=None, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(500):
        if server.started:
            break
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def site(app):
    return create_site(app)
