"""The board's pages over a real app, a real board and its demo."""

import html
import re
import subprocess
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from pages_as import client_as, site_of
from rostra.accounts import ROLES, Person
from rostra.app import Registering, open_app, this_process
from rostra.arena import board_css
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._board_wish import address, query_of, wish_of

NOW = datetime(2024, 5, 4, tzinfo=UTC)
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("board"), environ={"ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        yield app


@pytest.fixture(scope="module")
def client(app):
    return TestClient(create_site(app), base_url="http://127.0.0.1:8420", headers=PAGE)


def test_an_empty_board_shows_the_demo_and_says_so(client):
    told = client.get("/board")
    assert told.status_code == 200
    assert "This is a demo." in told.text
    assert told.text.count("<h1") == 1
    assert 'href="/arena"' in told.text
    for part in ("ratings", "spans", "separated", "observed", "coverage", "excluded", "how"):
        assert f'id="{part}"' in told.text, part
    assert " style=" not in told.text


def test_the_board_speaks_chinese(client):
    told = client.get("/board", headers={"accept-language": "zh"})
    assert "这是演示" in told.text
    assert "排除" in told.text


def test_the_look_is_the_arenas_own(client):
    told = client.get("/board")
    [where] = re.findall(r'href="(/board/look.css[^"]*)"', told.text)
    look = client.get(where)
    assert look.text == board_css()
    assert "immutable" in look.headers["cache-control"]
    assert look.headers["content-type"].startswith("text/css")


def test_filters_narrow_the_board_and_stand_chosen(client):
    told = client.get("/board?lang=zh&category=news&since=2020-01-01")
    assert '<option value="zh" selected>' in told.text
    assert "Chinese" in told.text
    assert "Only votes with" in told.text


def test_a_wish_is_read_leniently_and_written_back():
    told = {"lang": "zh", "mode": "feed", "since": "2024-02-01", "until": "2024-02-29",
            "style": "on", "voters": "people", "ties": "davidson", "category": "news"}  # fmt: skip
    assert query_of(wish_of(told)) == told
    assert query_of(wish_of({"lang": "<x>", "since": "2024-02-31", "until": "9999-12-31",
                             "mode": "?", "ties": "x"})) == {}  # fmt: skip
    assert address("/board", wish_of({"lang": "zh"}), form="csv") == "/board?lang=zh&form=csv"


def test_every_entrant_has_a_page_and_a_badge(client):
    told = client.get("/board/entrant/mini%20alone")
    assert told.status_code == 200
    assert "mini alone" in told.text
    assert client.get("/board/entrant/nobody").status_code == 404
    badge = client.get("/board/badge/mini%20alone.svg")
    assert badge.headers["content-type"] == "image/svg+xml"
    assert badge.headers["cross-origin-resource-policy"] == "cross-origin"
    assert badge.text.startswith("<svg")
    assert client.get("/board/badge/nobody.svg").status_code == 404


def test_two_are_compared(client):
    told = client.get("/board/compare?a=mini&b=large")
    assert told.status_code == 200
    assert client.get("/board/compare?a=mini&b=mini").status_code == 404
    assert client.get("/board/compare").status_code == 404


def test_the_board_leaves_as_files(client):
    csv = client.get("/board/file/csv?lang=zh")
    assert csv.text.startswith("rank,") or "name" in csv.text.splitlines()[0]
    assert csv.headers["content-disposition"] == 'attachment; filename="board.csv"'
    assert client.get("/board/file/json").json()["source"].startswith("demo")
    assert client.get("/board/file/report").text.startswith("<!DOCTYPE html>")
    assert client.get("/board/file/exe").status_code == 404


def test_mini_and_large_stand_side_by_side_honestly(client):
    told = client.get("/board/mini-large")
    assert told.status_code == 200
    assert "judged by stated rules, not by people" in told.text
    assert "the demo, on another machine" in told.text
    assert "No answer is kept yet." in told.text
    assert "mostly chance" in told.text


def test_the_register_shows_its_seals(client, app):
    assert "No code names yet" in client.get("/arena/register").text
    app.register_add(Registering("sus-column-r", "A model <b>", "Its maker"))
    hidden = client.get("/arena/register").text
    assert "sus-column-r" in hidden
    assert "A model" not in hidden
    assert app.register()[0].seal in hidden
    app.reveal("sus-column-r")
    shown = client.get("/arena/register").text
    assert "A model &lt;b&gt;" in shown
    [recipe] = re.findall(r"printf.*sha256sum", html.unescape(shown))
    proof = subprocess.run(["sh", "-c", recipe], capture_output=True, text=True, check=True)
    assert proof.stdout.split()[0] == app.register()[0].seal


def token(client):
    return re.search('data-csrf="([0-9a-f]{64})"', client.get("/arena/register").text)[1]


@pytest.mark.parametrize("role", [None, *ROLES])
def test_operators_alone_change_the_register_and_bring_votes(app, role):
    client = client_as(site_of(app), Person("p", "P", role) if role else None)
    may = role in ("operator", "admin")
    page = client.get("/arena/register").text
    assert ('action="/arena/register/add"' in page) == may
    assert ('action="/board/import"' in client.get("/board").text) == may
    deeds = ("add", "retire", "reveal")
    form = {"csrf": token(client), "code": f"code-{role}", "name": f"true-{role}"}
    told = [client.post(f"/arena/register/{deed}", data=form) for deed in deeds]
    assert [one.status_code for one in told] == [200 if may else 403] * 3
    assert (f"true-{role}" in client.get("/arena/register").text) == may
    again = client.post("/arena/register/reveal", data=form)
    assert again.status_code == (400 if may else 403)
    assert client.post("/arena/register/reveal", data={"code": "x"}).status_code == 403
    assert client.post("/arena/register/burn", data=form).status_code == (404 if may else 403)


def test_votes_of_another_arena_are_brought_in_once(app):
    client = client_as(site_of(app), Person("op", "Op", "operator"))
    lines = [f"a,b,{who},{n}" for n, who in enumerate(("left", "right", "left", "tie"))]
    body = "\n".join(("left,right,winner,id", *lines)).encode()
    form = {"csrf": token(client)}
    files = {"votes": ("../friends.csv", body)}
    told = client.post("/board/import", data=form, files=files)
    assert told.status_code == 200
    assert "4 votes were brought in; 0 were known already." in told.text
    assert "This is a demo" not in told.text
    again = client.post("/board/import", data=form, files=files)
    assert "0 votes were brought in; 4 were known" in again.text
    bad = client.post("/board/import", data=form, files={"votes": ("x.csv", b"\x00\xff")})
    assert bad.status_code == 400
    none = client.post("/board/import", data=form, files={"votes": ("", b"")})
    assert (none.status_code, "choose a file" in none.text) == (400, True)
