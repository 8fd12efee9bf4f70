"""An app with a person of every role, and clients that are signed in as them."""

import contextlib
import re
from datetime import UTC, datetime

from starlette.testclient import TestClient

from rostra.accounts import ROLES
from rostra.app import SignedIn, Visit, open_app, this_process
from rostra.settings import load_settings
from rostra.web._who import SESSION

PAGE = {"accept": "text/html"}
RIGHT = "correct horse battery"
ADDRESS = "http://127.0.0.1:8420"
SETTINGS = {
    "ROSTRA_MODELS__ANSWER_WITH": "none",
    "ROSTRA_MODELS__RERANK": "false",
    "ROSTRA_TIMEZONE": "UTC",
}


@contextlib.contextmanager
def opened(folder, **environ):
    """Open an app that no model takes part in."""
    settings = load_settings(data=folder, environ={**SETTINGS, **environ})
    with open_app(settings, owner=this_process("serve", datetime.now(UTC))) as app:
        yield app


def people_of(app):
    """Add a person of every role; return a session's token by role."""
    tokens = {}
    for role in ROLES:
        app.people.desk.add(f"The {role}", RIGHT, role=role)
        let_in = app.people.gate.sign_in(f"The {role}", RIGHT, Visit(address="127.0.0.1"))
        assert isinstance(let_in, SignedIn)
        tokens[role] = let_in.token
    return tokens


def client_of(site, session=""):
    """Return a browser, signed in where it has a session."""
    client = TestClient(site, base_url=ADDRESS, headers=PAGE, follow_redirects=False)
    if session:
        client.cookies.set(SESSION, session, domain="127.0.0.1")
    return client


def token_of(client, path="/settings"):
    """Return the token that a page put into its forms."""
    return re.search('name="csrf" value="([0-9a-f]{64})"', client.get(path).text)[1]


def post(client, path, **fields):
    """Send a form as our own page would."""
    return client.post(path, data={"csrf": token_of(client), **fields})
