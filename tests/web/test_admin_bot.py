"""The bot's replies wait for a person with the right to let them out."""

import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from rostra.app import Mentioned, open_app, this_process
from rostra.settings import load_settings
from rostra.web import create_site

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
SETTINGS = """
[[bot.accounts]]
name = "notes"
network = "nostr"
relays = ["wss://relay.example"]
key_env = "NOSTR_SECRET"
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bot")
    (folder / "rostra.toml").write_text(SETTINGS)
    settings = load_settings(data=folder, environ={"ROSTRA_MODELS__RERANK": "false"})
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        for number in (1, 2):
            post = {"handle": "carl", "text": "<b>is this true?</b>", "url": "javascript:alert(1)"}
            app.mention_met(
                Mentioned(
                    f"m{number}",
                    "notes",
                    f"n{number}",
                    "carl",
                    "t",
                    NOW,
                    NOW,
                    {**post, "parent": {"text": "It <i>burned</i>."}},
                    "waiting",
                    parts=({"text": f"No, <script>{number}</script>. [1]"},),
                )
            )
        yield app


@pytest.fixture
def client(app):
    return TestClient(
        create_site(app), base_url="http://127.0.0.1:8420", headers={"accept": "text/html"}
    )


def states(app):
    from rostra.app import MentionsAsked

    return {m.id: m.state for m in app.mentions(MentionsAsked())}


def test_a_reply_is_shown_as_text_and_let_out_or_kept_in(client, app):
    shown = client.get("/admin/bot").text
    assert "&lt;b&gt;is this true?&lt;/b&gt;" in shown
    assert "<script>" not in shown
    assert "javascript:" not in shown
    token = re.search('name="csrf" value="([0-9a-f]{64})"', shown)[1]
    assert client.post("/admin/bot/m1", data={"ruling": "approve"}).status_code == 403
    for mention, ruling in (("m1", "approve"), ("m2", "reject")):
        form = {"ruling": ruling, "csrf": token}
        assert client.post(f"/admin/bot/{mention}", data=form).status_code == 200
    assert states(app) == {"m1": "approved", "m2": "rejected"}
    again = client.post("/admin/bot/m2", data={"ruling": "approve", "csrf": token})
    assert again.status_code == 400
    assert states(app)["m2"] == "rejected"
