"""What an outsider, a reader and a neighbour try on the site, beyond what each page's tests hold."""

import re
import threading
import time
from urllib.parse import urlsplit

import pytest

from rostra.accounts import HERE, check_password, clean_name, name_key
from rostra.app import PersonChange, Visit
from rostra.errors import AccountError, SignInFailed
from rostra.records import change_person
from rostra.web import create_site
from rostra.web._sign_in import JSON_LIMIT
from rostra.web._site import PAGES
from signed_in import RIGHT, client_of, opened, people_of, post, token_of

SHOWN = sorted(
    {r.path for page in PAGES for r in page.routes() if "GET" in r.methods and "{" not in r.path}
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("attacks")) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture(scope="module")
def sessions(app):
    return people_of(app)


@pytest.mark.parametrize("path", [path for path in SHOWN if not path.endswith(".css")])
def test_no_private_page_is_kept_by_a_cache(site, sessions, path):
    told = client_of(site, sessions["admin"]).get(path)
    assert told.status_code < 500
    kept = told.headers["cache-control"]
    assert "no-store" in kept or "private" in kept, kept
    assert told.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example",
        "javascript:alert(1)", "\\\\evil.example", "/ok\r\nset-cookie: a=b", "///evil.example",
        "/.//evil.example", "/%2f/evil.example", "@evil.example", "",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_the_sign_in(site, sessions, to):
    client = client_of(site, sessions["reader"])
    done = client.get("/sign-in", params={"next": to})
    assert done.status_code == 303
    place = urlsplit(done.headers["location"])
    assert not place.scheme
    assert not place.netloc
    assert done.headers["location"].startswith("/")
    assert not done.headers["location"].startswith(("//", "/\\"))


def test_many_tries_at_the_same_moment_count_as_many(app, sessions):
    came, looked_at = threading.Barrier(12), []

    def guess(number):
        came.wait()
        try:
            app.people.gate.sign_in("The operator", "wrong!", Visit(f"192.0.2.{number}"))
        except SignInFailed as failed:
            if "many" not in str(failed):
                looked_at.append(number)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(looked_at) <= 5, "more passwords were tried than are free"


def test_the_last_admin_stays_also_when_two_go_at_once(app, sessions):
    engine = app.people.ground.engine
    admin = app.people.desk.find("The admin")
    assert not change_person(engine, admin.id, {"role": "reader"}, leave_admin=True)
    client = client_of(site_of := create_site(app), sessions["admin"])
    for change in ({"role": "reader"}, {"disabled": "yes"}):
        assert post(client, f"/admin/people/{admin.id}", **change).status_code == 400
    with pytest.raises(AccountError, match="last admin"):
        app.people.delete(admin.id, HERE)
    assert app.people.desk.find("The admin").role == "admin"
    assert app.people.desk.find("The admin").disabled_at is None
    second = app.people.desk.add("Another admin", RIGHT, role="admin")
    assert change_person(engine, second.id, {"role": "reader"}, leave_admin=True)
    assert site_of


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(app, site, sessions):
    client = client_of(site, sessions["operator"])
    assert client.get("/admin").status_code == 200
    operator = app.people.desk.find("The operator")
    app.people.desk.change(PersonChange(operator.id, role="member"), HERE)
    assert client.get("/admin").status_code == 403
    app.people.desk.change(PersonChange(operator.id, role="operator"), HERE)


def test_numbers_and_bodies_beyond_reason_are_bad_input(site, sessions):
    client = client_of(site, sessions["member"])
    token = token_of(client)
    for days in ("100000000", "1e8", "36501"):
        form = {"csrf": token, "name": "k", "scope": "read", "days": days}
        assert client.post("/account/key", data=form).status_code == 400
    assert client.get("/settings?" + "a=b&" * 2000).status_code == 200
    deep = b"[" * (JSON_LIMIT - 10)
    for path in ("/sign-in/passkey", "/account/passkey"):
        told = client.post(path, content=deep, headers={"x-rostra-csrf": token})
        assert told.status_code == 400, path
    flood = [("csrf", token), *(("a", "b") for _ in range(300))]
    told = client.post("/account/key", content="&".join("=".join(p) for p in flood),
                       headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert told.status_code == 400
    parts = "".join(
        f'--x\r\ncontent-disposition: form-data; name="a{n}"\r\n\r\nb\r\n' for n in range(300)
    )
    told = client.post("/chat", content=parts + "--x--",
                       headers={"content-type": "multipart/form-data; boundary=x"})  # fmt: skip
    assert told.status_code == 400


def test_a_cookie_of_an_impossible_name_breaks_nothing(app, site):
    whom = app.people.desk.add("Leaver", RIGHT)
    done = app.people.gate.sign_in("Leaver", RIGHT, Visit("192.0.2.99"))
    client = client_of(site, done.token)
    token = token_of(client)
    cookie = f"rostra_session={done.token}; rostra_visit={client.cookies['rostra_visit']}; a(b=c"
    form = {"csrf": token, "name": "Leaver", "password": RIGHT}
    told = client_of(site).post("/account/delete", data=form, headers={"cookie": cookie})
    assert told.status_code == 303
    assert app.people.desk.find(whom.id) is None
    taken = " ".join(told.headers.get_list("set-cookie"))
    for name in ("rostra_session", "__Host-rostra_session", "rostra_visit", "rostra_device"):
        assert f"{name}=" in taken


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE", "CONNECT", "HEAD"])
def test_no_header_makes_one_method_another(site, sessions, method):
    client = client_of(site, sessions["member"])
    for name in ("x-http-method-override", "x-method-override", "x-http-method"):
        told = client.get("/settings", headers={name: method})
        assert told.status_code == 200
    told = client.post("/settings/delete?_method=GET", data={"_method": "GET"})
    assert told.status_code == 403


def test_a_name_or_password_of_a_megabyte_costs_no_more_than_a_short_one():
    long = "\ufdfa" * 1_000_000  # each is eighteen letters in its normal form
    began = time.process_time()
    name_key(long)
    with pytest.raises(AccountError):
        clean_name(long)
    assert not check_password("", long)
    assert time.process_time() - began < 1.0


def test_a_provider_is_joined_by_a_link_of_our_own_page_alone(site, sessions):
    client = client_of(site, sessions["member"])
    token = token_of(client)
    for join in ("1", "", "0" * 64):
        assert client.get("/sign-in/with/home", params={"join": join}).status_code == 403
    told = client.get("/sign-in/with/home", params={"join": token})
    assert told.status_code == 401  # no provider is set; the token was right


def test_a_session_is_no_key(site, sessions):
    told = client_of(site, sessions["admin"]).post("/mcp", json={}, headers={"accept": "*/*"})
    assert told.status_code == 401
    assert "key" in told.json()["error"]["message"]


def test_ids_in_paths_are_never_files(site, sessions):
    client = client_of(site, sessions["member"])
    climbs = (
        "..%2f..%2fweb.key",
        "%2e%2e%2fseal.key",
        "....//web.key",
        "..%5cweb.key",
        "web.key%00",
    )
    for below in (
        "/static/",
        "/pictures/",
        "/chat/",
        "/s/",
        "/v1/images/files/",
        "/posts/",
        "/news/",
    ):
        for climb in climbs:
            told = client.get(below + climb)
            assert told.status_code in (400, 404, 410), below + climb
            assert not re.search(rb"[\x80-\xff]{8}", told.content)
