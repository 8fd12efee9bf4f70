"""The frame of every page: languages, themes, tokens, headers, files."""

import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from rostra.app import open_app, this_process
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._preferences import local
from rostra.web._static import assets
from rostra.web._words import LANGS, catalog, say, spoken

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("frame"), environ={"ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("serve", datetime(2024, 5, 4, tzinfo=UTC))) as app:
        yield app


@pytest.fixture
def client(app):
    return TestClient(create_site(app), base_url="http://127.0.0.1:8420", headers=PAGE)


def token(client):
    return re.search('name="csrf" value="([0-9a-f]{64})"', client.get("/").text)[1]


def test_every_word_is_said_in_both_languages():
    for key, words in catalog().items():
        assert set(words) == set(LANGS), key
        assert all(said.strip() for said in words.values()), key
        names = [set(re.findall(r"{(\w+)", words[lang])) for lang in LANGS]
        assert names[0] == names[1], key


@pytest.mark.parametrize(
    ("cookie", "accept", "lang"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "fr-FR, en;q=0.5, zh;q=0.7", "zh"),
        ("", "fr", "en"),
        ("en", "zh", "en"),
        ("xx", "", "en"),
        ("", "zh;q=oops," * 500, "zh"),
    ],
)
def test_the_language_is_the_persons(cookie, accept, lang):
    assert spoken(cookie, accept) == lang


def test_a_page_speaks_and_forbids(client):
    told = client.get("/", headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-Hans"' in told.text
    assert say("zh", "home.title") in told.text
    policy = told.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert "<script>" not in told.text
    assert " style=" not in told.text


def test_a_form_needs_our_token(client):
    form = {"lang": "zh", "back": "/"}
    assert client.post("/preferences", data=form).status_code == 403
    fine = client.post("/preferences", data={**form, "csrf": token(client)}, follow_redirects=False)
    assert fine.status_code == 303
    assert "rostra_lang=zh" in fine.headers["set-cookie"]
    other = TestClient(client.app, base_url="http://127.0.0.1:8420", headers=PAGE)
    stolen = {**form, "csrf": token(client)}
    other.get("/")
    assert other.post("/preferences", data=stolen).status_code == 403


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb", "/a\\b"]
)
def test_one_goes_back_to_this_site_only(path):
    assert local(path) == "/"


def test_files_are_kept_for_ever_by_their_hash_only(client):
    name = "rostra.css"
    sound = client.get(f"/static/{name}?v={assets()[name].mark}")
    assert "immutable" in sound.headers["cache-control"]
    assert sound.content == assets()[name].body
    assert client.get(f"/static/{name}?v=0").headers["cache-control"] == "no-cache"
    assert client.get("/static/nothing.css").status_code == 404


def test_what_is_missing_is_told_as_a_page_to_a_browser_alone(client):
    told = client.get("/nothing")
    assert told.status_code == 404
    assert say("en", "frame.missing") in told.text
    assert client.get("/nothing", headers={"accept": "*/*"}).json()["error"]["type"] == "http"


def test_the_scripts_are_small():
    scripts = [asset for name, asset in assets().items() if name.endswith(".js")]
    assert sum(len(asset.packed) for asset in scripts) <= 40_000


def test_too_much_is_told_a_person_in_words_and_a_program_as_json(client):
    body = b"x" * 3_000_000
    shown = client.post("/settings/answers", content=body, headers={"accept-language": "zh"})
    assert (shown.status_code, "内容太大" in shown.text) == (413, True)
    assert "content-security-policy" in shown.headers
    told = client.post("/settings/answers", content=body, headers={"accept": "*/*"})
    assert (told.status_code, "larger" in told.json()["error"]["message"]) == (413, True)
    elsewhere = client.post(
        "/settings/answers", content=body, headers={"origin": "https://evil.example"}
    )
    assert (elsewhere.status_code, "data-csrf" in elsewhere.text) == (403, False)
