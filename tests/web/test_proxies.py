"""A proxy before us: whom it tells of is believed where the settings name it, and else not."""

import asyncio

import pytest
from starlette.testclient import TestClient

from rostra.errors import SettingsError
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._proxies import behind
from signed_in import PAGE, RIGHT, client_of, opened, people_of, token_of

PROXY = "10.1.2.3"
TOKEN = "a token of thirty characters.."


def scope_of(client=PROXY, **headers):
    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {
        "type": "http", "client": (client, 4711), "scheme": "http",
        "headers": [(b"host", b"inside:8420"), *named],
    }  # fmt: skip


def seen(scope, *trusted):
    """Return the address, scheme and host that a site sees."""
    found = {}

    async def site(scope, _receive, _send):
        found.update(scope)

    asyncio.run(behind(site, trusted)(scope, None, None))
    hosts = [value.decode() for name, value in found["headers"] if name == b"host"]
    return found["client"][0], found["scheme"], *hosts


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("6.6.6.6, 198.51.100.7", "198.51.100.7"),  # the client wrote the first itself
        ("6.6.6.6, 198.51.100.7, 10.9.9.9", "198.51.100.7"),  # two proxies of ours
        ("198.51.100.7:5000", "198.51.100.7"),
        ("[2001:db8::7]:5000", "2001:db8::7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("10.9.9.9", "10.9.9.9"),  # from inside: the farthest of ours
        ("6.6.6.6, unknown", ""),  # what is no address is nobody's, and not the one before it
        (", ".join(["1.1.1.1"] * 5000), "1.1.1.1"),
    ],
)
def test_the_client_is_the_nearest_hop_that_is_no_proxy_of_ours(told, address):
    scope = scope_of(x_forwarded_for=told, x_forwarded_proto="https")
    assert seen(scope, "10.0.0.0/8") == (address, "https", "inside:8420")


def test_a_proxy_that_is_not_named_is_not_believed():
    told = {
        "x_forwarded_for": "198.51.100.7", "x_forwarded_proto": "https",
        "x_forwarded_host": "rostra.example",
    }  # fmt: skip
    for scope in (scope_of("11.1.1.1", **told), scope_of("testclient", **told)):
        assert seen(scope, "10.0.0.0/8")[1:] == ("http", "inside:8420")
    assert seen(scope_of(**told)) == (PROXY, "http", "inside:8420")
    assert seen(scope_of(**told), "10.1.2.3") == ("198.51.100.7", "https", "rostra.example")
    assert seen(scope_of(), "10.1.2.3") == (PROXY, "http", "inside:8420")


def test_scheme_and_host_are_those_of_the_same_hop():
    scope = scope_of(
        x_forwarded_for="6.6.6.6, 198.51.100.7, 10.9.9.9",
        x_forwarded_proto="gopher, https, http",
        x_forwarded_host="evil.example, rostra.example, inner.example",
    )
    assert seen(scope, "10.0.0.0/8") == ("198.51.100.7", "https", "rostra.example")
    odd = scope_of(x_forwarded_for="198.51.100.7", x_forwarded_proto="javascript")
    assert seen(odd, "10.0.0.0/8")[1] == "http"


def test_what_is_no_network_is_refused_when_it_is_written(tmp_path):
    for wrong in ('["anywhere"]', '["10.0.0.0/99"]'):
        with pytest.raises(SettingsError, match=r"trusted_proxies"):
            load_settings(data=tmp_path, environ={"ROSTRA_SERVER__TRUSTED_PROXIES": wrong})
    with pytest.raises(SettingsError, match="metrics_token"):
        load_settings(data=tmp_path, environ={"ROSTRA_SERVER__METRICS_TOKEN": "short"})


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxied")
    named = {
        "ROSTRA_SERVER__TRUSTED_PROXIES": '["10.1.2.3"]',
        "ROSTRA_SERVER__ALLOWED_HOSTS": '["rostra.example"]',
        "ROSTRA_SERVER__METRICS_TOKEN": TOKEN,
        "ROSTRA_SERVER__REQUESTS_EACH": "4",
    }
    with opened(folder, **named) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture(scope="module")
def sessions(app):
    return people_of(app)


def through(site, address, proxy=PROXY):
    """Return a browser at an address, behind a proxy that speaks TLS to it."""
    headers = {
        **PAGE, "x-forwarded-for": address, "x-forwarded-proto": "https",
        "x-forwarded-host": "rostra.example", "origin": "https://rostra.example",
    }  # fmt: skip
    client = TestClient(
        site, base_url="https://rostra.example", headers=headers, follow_redirects=False,
        client=(proxy, 5000),
    )  # fmt: skip
    client.headers["host"] = "127.0.0.1:8420"
    return client


def told_to_wait(clients):
    """Try wrong passwords, a client after the other, until one is told to wait."""
    for number, client in enumerate(clients):
        token = token_of(client, "/sign-in")
        form = {"csrf": token, "name": f"Nobody {number}", "password": RIGHT + "!"}
        if "too many tries" in client.post("/sign-in", data=form).text.lower():
            return True
    return False


def test_who_guesses_from_one_address_makes_no_other_wait(site, sessions):
    assert told_to_wait([through(site, "198.51.100.66")] * 30)
    guest = through(site, "198.51.100.7")
    form = {"csrf": token_of(guest, "/sign-in"), "name": "The member", "password": RIGHT}
    assert guest.post("/sign-in", data=form).status_code == 303


def test_an_address_that_the_client_made_up_does_not_count(site, sessions):
    assert told_to_wait(through(site, f"6.6.6.{n}, 198.51.100.99") for n in range(30))


def test_over_tls_every_cookie_is_bound_to_the_host(site, sessions):
    client = through(site, "198.51.100.8")
    shown = client.get("/sign-in")
    form = {"csrf": token_of(client, "/sign-in"), "name": "The reader", "password": RIGHT}
    done = client.post("/sign-in", data=form)
    assert done.status_code == 303
    given = [*shown.headers.get_list("set-cookie"), *done.headers.get_list("set-cookie")]
    assert len(given) == 4
    for cookie in given:
        assert cookie.startswith("__Host-rostra_")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert "domain" not in cookie.lower()


def test_over_tls_a_cookie_that_a_neighbour_planted_is_nobody_s(site, sessions):
    client = through(site, "198.51.100.9")
    client.cookies.set("rostra_session", sessions["admin"], domain="rostra.example")
    assert client.get("/admin").headers["location"].startswith("/sign-in")
    client.cookies.set("rostra_visit", "planted", domain="rostra.example")
    assert "__Host-rostra_visit" in client.get("/sign-in").headers["set-cookie"]


def test_over_tls_the_same_name_without_it_is_another_origin(site):
    client = through(site, "198.51.100.10")
    told = client.post("/sign-in", headers={"origin": "http://rostra.example"})
    assert told.status_code == 403
    assert "origin" in told.text


def test_the_figures_are_for_who_has_the_token_and_for_administrators(site, app, sessions):
    stranger = client_of(site)
    told = stranger.get("/metrics")
    assert told.status_code == 401
    assert "rostra_" not in told.text
    for wrong in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"):
        answer = stranger.get("/metrics", headers={"authorization": wrong.encode()})
        assert answer.status_code == 401, wrong
    right = stranger.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert "rostra_store_posts" in right.text
    for role, status in (("member", 401), ("operator", 401), ("admin", 200)):
        assert client_of(site, sessions[role]).get("/metrics").status_code == status


def test_strangers_learn_no_version_and_no_address_of_a_server(site, sessions):
    for path in ("/healthz", "/readyz"):
        assert set(client_of(site).get(path).json()) == {"status"}
        assert len(client_of(site, sessions["member"]).get(path).json()) == 2
    for path in ("/v1/docs", "/v1/docs.css", "/v1/openapi.json"):
        assert client_of(site).get(path, headers={"accept": "*/*"}).status_code == 401
