"""Signing in over HTTP: who comes in, who does not, and what an attacker tries."""

import json
import os
import re
import socket
from datetime import UTC, datetime

import pyotp
import pytest
from starlette.testclient import TestClient

from rostra.accounts import HERE, user_behind
from rostra.app import Inviting, KeyWanted, open_app, this_process
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._who import DEVICE, SESSION

PAGE = {"accept": "text/html"}
RIGHT = "correct horse battery"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("people"), environ={"ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("serve", datetime(2024, 5, 4, tzinfo=UTC))) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture
def client(site):
    return TestClient(site, base_url="http://127.0.0.1:8420", headers=PAGE, follow_redirects=False)


@pytest.fixture(scope="module")
def boss(app):
    app.people.desk.add("boss", RIGHT, role="admin")
    return app.people.desk.find("boss")


@pytest.fixture
def ann(app, boss):
    found = app.people.desk.find("Ann")
    if found:
        app.people.delete(found.id, HERE)
    return app.people.desk.add("Ann", RIGHT)


def token(client, path="/sign-in"):
    return re.search('name="csrf" value="([0-9a-f]{64})"', client.get(path).text)[1]


def sign_in(client, name="Ann", password=RIGHT, **more):
    body = {"csrf": token(client), "name": name, "password": password, **more}
    return client.post("/sign-in", data=body)


def test_nobody_has_to_sign_in_where_there_is_no_account(client):
    """First in the module, before there is one."""
    assert client.get("/").status_code == 200
    assert "no account here" in client.get("/account").text
    for header in ({"x-forwarded-for": "203.0.113.1"}, {"host": "192.168.1.5:8420"}):
        told = client.get("/", headers=header)
        assert told.status_code == 303, "who comes by another way is not at this machine"
        assert told.headers["location"] == "/sign-in?next=/"


def test_with_an_account_everybody_signs_in(client, ann):
    told = client.get("/chat?q=a%26b")
    assert (told.status_code, told.headers["location"]) == (
        303,
        "/sign-in?next=/chat%3Fq%3Da%2526b",
    )
    assert (
        client.post("/v1/ask", json={"question": "x"}, headers={"accept": "*/*"}).status_code == 401
    )
    assert client.get("/healthz").status_code == 200
    assert client.get("/s/none").status_code == 404, "what was shared is for everybody"
    done = sign_in(client, next="/account")
    assert (done.status_code, done.headers["location"]) == (303, "/account")
    cookie = next(v for v in done.headers.get_list("set-cookie") if v.startswith(SESSION))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert ">Ann</h1>" in client.get("/account").text


def test_a_planted_session_or_form_token_does_not_outlive_the_sign_in(client, ann):
    client.cookies.set(SESSION, "planted", domain="127.0.0.1", path="/")
    before = token(client)
    sign_in(client)
    assert client.cookies.get(SESSION) != "planted"
    told = client.post("/sign-out", data={"csrf": before})
    assert told.status_code == 403, "the token of the visit before is another's"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example",
                                "javascript:alert(1)", "/ok\r\nx: 1", "\t//evil"])  # fmt: skip
def test_the_way_back_stays_on_this_site(client, ann, to):
    assert sign_in(client, next=to).headers["location"] == "/"


def test_no_form_without_its_token(client, ann):
    told = client.post("/sign-in", data={"name": "Ann", "password": RIGHT})
    assert told.status_code == 403
    sign_in(client)
    for path in ("password", "factor", "factor/off", "session/end", "sessions/end", "passkey/drop",
                 "key", "key/revoke", "own-key", "own-key/drop", "delete", "passkey/begin",
                 "passkey"):  # fmt: skip
        assert client.post(f"/account/{path}", data={"name": "Ann"}).status_code == 403, path


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, ann):
    def shown(name):
        body = sign_in(client, name, "wrong horse battery").text
        return re.sub(r'value="[^"]*"|data-csrf="[^"]*"', "", body)

    assert shown("Ann") == shown("nobody")


def test_names_cannot_break_out_of_a_header_or_a_page(client, app, boss):
    for name in ("a\r\nset-cookie: x=1", "<script>alert(1)</script>", "a\x00b", "a\u202eb"):
        made = app.people.desk.invite(Inviting(), HERE)
        form = {"csrf": token(client, f"/sign-up?token={made.token}"), "token": made.token}
        told = client.post("/sign-up", data={**form, "name": name, "password": RIGHT})
        assert told.status_code == 400
        assert "<script>alert" not in told.text


def test_a_second_factor_over_pages(client, app, ann):
    sign_in(client)
    page = client.post("/account/factor", data={"csrf": token(client, "/account")}).text
    secret = re.search('class="secret">([A-Z2-7]+)<', page)[1]
    step = re.search('name="step" value="([^"]+)"', page)[1]
    now = pyotp.TOTP(secret)
    form = {"csrf": token(client, "/account"), "step": step}
    wrong = client.post("/account/factor/confirm", data={**form, "code": "12"})
    assert (wrong.status_code, secret in wrong.text) == (400, True)
    told = client.post("/account/factor/confirm", data={**form, "code": now.now()}).text
    codes = re.findall(r"<li>([a-z0-9-]{14})</li>", told)
    assert len(codes) == 10
    client.post("/sign-out", data={"csrf": token(client, "/account")})
    assert client.get("/account").status_code == 303
    asked = sign_in(client)
    assert asked.status_code == 200
    assert client.get("/account").status_code == 303, "the password alone is not enough"
    step = re.search('name="step" value="([^"]+)"', asked.text)[1]
    form = {"csrf": token(client), "step": step, "next": "//evil.example"}
    assert client.post("/sign-in/code", data={**form, "code": "000000"}).status_code == 401
    done = client.post("/sign-in/code", data={**form, "code": codes[0]})
    assert done.headers["location"] == "/"
    assert client.get("/account").status_code == 200


def test_a_key_comes_to_the_api_alone_and_never_in_an_address(client, app, ann):
    key = app.people.keys.make(ann, KeyWanted("it", ("ask",))).key
    bearer = {"authorization": f"Bearer {key}"}
    assert client.get("/account", headers=bearer).status_code == 303
    told = client.get(f"/v1/models?api_key={key}", headers=bearer)
    assert told.status_code == 400
    assert "revoke" in told.text
    for header in (bearer, {"x-api-key": key}):
        assert client.get("/v1/nothing", headers=header).status_code == 404, "let in, to nothing"
    app.people.keys.revoke(ann, key.split("_")[1])
    assert client.get("/v1/nothing", headers={**bearer, "accept": "*/*"}).status_code == 401
    sign_in(client)
    told = client.get("/v1/nothing", headers={**bearer, "accept": "*/*"})
    assert told.status_code == 401, "a key that holds no more is not made up for by a session"


def test_the_account_page_makes_and_revokes_a_key(client, app, ann):
    sign_in(client)
    form = {"csrf": token(client, "/account"), "name": "<b>x", "scope": ["ask", "chat"]}
    told = client.post("/account/key", data={**form, "units": "5", "days": "9"}).text
    key = re.search(r"rk_[a-z0-9]+_[0-9a-f]+", told)[0]
    assert "&lt;b&gt;x" in told
    assert key not in client.get("/account").text
    (line,) = app.people.keys.listed(ann)
    assert (line.scopes, line.limits[0].limit) == (("ask", "chat"), 5)
    done = client.post("/account/key/revoke", data={"csrf": form["csrf"], "id": line.id})
    assert done.headers["location"] == "/account?done=key_gone"
    assert app.people.keys.person(key) is None
    assert client.post("/account/key", data={**form, "scope": []}).status_code == 400


def test_usage_is_ones_own(client, app, ann, boss):
    app.people.settle(app.people.reserve(ann, "ask"))
    sign_in(client)
    told = client.get("/account/usage.json")
    assert [line["person"] for line in json.loads(told.text)] == [ann.id]
    assert client.get("/account/usage.csv").text.startswith("at,person,name")
    assert client.get("/account/usage.exe").status_code == 404


def test_leaving_takes_the_name_and_the_password(client, app, ann):
    sign_in(client)
    form = {"csrf": token(client, "/account"), "name": "Ann"}
    assert client.post("/account/delete", data={**form, "password": "no"}).status_code == 400
    assert (
        client.post("/account/delete", data={**form, "name": "x", "password": RIGHT}).status_code
        == 400
    )
    assert client.post("/account/delete", data={**form, "password": RIGHT}).status_code == 303
    assert app.people.desk.find("Ann") is None
    assert client.get("/account").status_code == 303


def test_a_passkey_challenge_is_good_for_one_try(client, app, ann):
    header = {"x-rostra-csrf": token(client)}
    asked = client.post("/sign-in/passkey/begin", headers=header).json()
    assert asked["options"]["rpId"] == "127.0.0.1"
    body = {"step": asked["step"], "reply": {"id": "no such"}}
    first = client.post("/sign-in/passkey", json=body, headers=header)
    assert first.status_code == 401
    again = client.post("/sign-in/passkey", json=body, headers=header).json()
    assert "too long" in again["error"], "the step is used up"
    for bad in (b"[]", b"{", b"\xff"):
        assert client.post("/sign-in/passkey", content=bad, headers=header).status_code == 400


def test_another_device_mark_helps_nobody(client, app, ann):
    client.cookies.set(DEVICE, "0" * 64)
    assert sign_in(client).status_code == 303


def test_whose_connection_it_is():
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        with ours, server.accept()[0]:
            uid = user_behind(ours.getsockname(), server.getsockname())
    assert uid in (os.getuid(), None), "None where the system does not say"


def test_another_user_of_this_machine_is_told_from_us(tmp_path):
    head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
    line = "   0: {} {} 01 00000000:00000000 00:00000000 00000000  1234        0 5 1\n"
    (tmp_path / "tcp").write_text(head + line.format("0100007F:C001", "0100007F:20E4"))
    six = "0000000000000000FFFF00000100007F"
    (tmp_path / "tcp6").write_text(head + line.format(f"{six}:C002", f"{six}:20E4"))
    server = ("127.0.0.1", 8420)
    assert user_behind(("127.0.0.1", 0xC001), server, tmp_path) == 1234
    assert user_behind(("127.0.0.1", 0xC009), server, tmp_path) is None
    assert user_behind(("::ffff:127.0.0.1", 0xC002), ("::ffff:127.0.0.1", 8420), tmp_path) == 1234
    assert user_behind(("192.0.2.1", 0xC001), server, tmp_path) is None
    assert user_behind(("testclient", 1), server, tmp_path) is None
