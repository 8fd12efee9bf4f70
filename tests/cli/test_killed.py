"""kill -9 in the midst of a chat's turn and of a hook's delivery: nothing is lost or counted."""

import http.server
import json
import re
import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.testclient import TestClient

from rostra.app import ChatNamed, Digesting, Hooking, Saving, Visit, open_app, this_process
from rostra.app._hooks import hook, sender, signed
from rostra.app._orders import save
from rostra.app._people import open_people
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._words import say

RIGHT = "correct horse battery"
SAID = "Write a poem of two lines about rain."


class Far(http.server.BaseHTTPRequestHandler):
    """A model that begins and says no more, and a hook that is told and never answers."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/hook":
            self.server.told.append((dict(self.headers), body))
            if self.server.hangs:
                self.server.enough.wait(60)
            self.send_response(204)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        delta = {"choices": [{"index": 0, "delta": {"content": "Rain falls on the roof. And "}}]}
        self.wfile.write(f"data: {json.dumps(delta)}\n\n".encode())
        self.wfile.flush()
        self.server.asked.set()
        self.server.enough.wait(60)

    def log_message(self, *_):
        pass


@pytest.fixture
def far():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Far)
    server.daemon_threads = True
    server.told, server.hangs = [], True
    server.asked, server.enough = threading.Event(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.enough.set()
    server.shutdown()
    server.server_close()


def until(holds, seconds):
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_a_turn_and_a_delivery_outlive_the_process(folder, far):
    place = f"127.0.0.1:{far.server_port}"
    folder.path.mkdir(parents=True)
    (folder.path / "rostra.toml").write_text(
        f'[models.roles.mini]\nbase_url = "http://{place}/v1"\nmodel = "m"\n'
        f'[models]\nanswer_with = "mini"\n[api]\nhook_hosts = ["{place}"]\n'
    )
    settings = load_settings(data=folder.path, environ={})
    now = datetime.now(UTC)
    with open_people(settings) as people:
        mia = people.desk.add("Mia", RIGHT)
        session = people.gate.sign_in("Mia", RIGHT, Visit("127.0.0.1")).token
        engine = people.ground.engine
        wish = Digesting(subject="rain", model="none")
        save(engine, Saving("daily", "hourly", wish, mia.id), now - timedelta(hours=2), "UTC")
        secret = hook(engine, Hooking("daily", f"http://{place}/hook", mia.id), now).secret

    process = folder.serve()
    with httpx.Client(base_url=folder.owner()["address"], timeout=30) as client:
        client.cookies.set("rostra_session", session)
        page = client.get("/chat", headers={"accept": "text/html"}).text
        token = re.search('name="csrf" value="([0-9a-f]{64})"', page)[1]
        form = {"csrf": token, "said": SAID, "model": "mini"}
        begun = client.post("/chat", data=form, headers={"x-rostra-part": "1"}).json()
    assert far.asked.wait(30)
    with open_people(settings) as people:
        assert people.allowance_state(mia).windows[0].used > 0
    until(lambda: far.told, 60)
    process.kill()
    process.wait()

    far.enough.set()
    far.hangs = False
    with open_app(settings, owner=this_process("serve", datetime.now(UTC))) as app:
        used = app.people.allowance_state(mia).windows[0].used
        assert used == 2, "the digest is spent, the turn is given back"
        assert app.people.allowance_state(mia).under_way == 0
        asked, answer = app.chat_show(ChatNamed(begun["chat"], mia.id)).branch()
        assert asked.text == SAID
        assert answer.state == "answering"
        site = TestClient(create_site(app), base_url="http://127.0.0.1:8420")
        site.cookies.set("rostra_session", session, domain="127.0.0.1")
        shown = site.get(f"/chat/{begun['chat']}", headers={"accept": "text/html"}).text
        assert say("en", "chat.state_answering") in shown
        later = datetime.now(UTC) + timedelta(minutes=2)
        assert app.api_rows.deliver(sender(settings), later) == 1
        assert app.api_rows.deliver(sender(settings), later + timedelta(days=1)) == 0
    (first, body), (again, same) = far.told
    assert first["webhook-id"] == again["webhook-id"]
    assert body == same
    for headers in (first, again):
        at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        right = signed(secret, headers["webhook-id"], at, body)["webhook-signature"]
        assert headers["webhook-signature"] == right
