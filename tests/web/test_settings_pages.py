"""The settings: what a person may change, and what only an operator may."""

import io
import json
import tomllib
import zipfile
from types import SimpleNamespace

import pytest

from rostra.app import ChatSearch, Saying
from rostra.errors import SettingsError
from rostra.models import Capabilities, Check
from rostra.settings import set_key
from rostra.web import create_site
from signed_in import client_of, opened, people_of, post


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("settings")) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


def test_here_everything_may_be_set(site):
    """First in the module, before there is an account."""
    told = client_of(site).get("/settings", headers={"accept-language": "zh"}).text
    assert "本机使用者" in told or "这台机器的使用者" in told
    assert 'action="/settings/answers"' in told
    assert "mini" in told


def test_what_one_has_is_handed_out_and_deleted_for_good(site, app):
    client = client_of(site)
    for owner in ("", "somebody"):
        *_, _ = app.chat(Saying(said="hello", owner=owner, model="none"))
    packed = post(client, "/settings/export.zip")
    assert packed.headers["content-disposition"].startswith('attachment; filename="rostra-')
    archive = zipfile.ZipFile(io.BytesIO(packed.content))
    chats = [json.loads(line) for line in archive.read("chats.jsonl").splitlines()]
    assert [chat["messages"][0]["text"] for chat in chats] == ["hello"]
    wrong = post(client, "/settings/delete", word="yes")
    assert wrong.status_code == 400
    assert app.chats(ChatSearch())
    gone = post(client, "/settings/delete", word=" Delete ")
    assert gone.status_code == 200
    assert not app.chats(ChatSearch())
    assert app.chats(ChatSearch(owner="somebody")), "another's chats stay"
    assert post(client, "/settings/delete", word="删除").status_code == 200


def test_a_model_is_checked_by_the_button(site, app, monkeypatch):
    client = client_of(site)
    monkeypatch.setattr(
        type(app), "check_model",
        lambda _, role: Check(role, "bundled", first_word_s=0.4, capabilities=Capabilities()),
    )  # fmt: skip
    assert post(client, "/settings/models/nobody/check").status_code == 404
    whole = post(client, "/settings/models/mini/check")
    assert "0.4" in whole.text
    assert "<html" in whole.text


def test_a_missing_model_says_what_to_do(app, tmp_path):
    from rostra.app._models import try_model
    from rostra.settings import load_settings

    settings = load_settings(data=tmp_path, environ={"ROSTRA_MODELS__CACHE": str(tmp_path)})
    opened_models = SimpleNamespace(
        specs={"mini": SimpleNamespace(base_url="", weights=None, model="mini")},
        lineup=SimpleNamespace(aliases={}),
    )
    assert "rostra models fetch" in try_model("mini", opened_models, settings).problem
    with pytest.raises(SettingsError, match="there is no role 'x'; there are mini"):
        try_model("x", opened_models, settings)


def test_how_answers_are_made_stands_in_the_file(site, app):
    client = client_of(site)
    app.settings.file.write_text("# mine\n[server]\nport = 8420\n", "utf-8")
    fields = {"answer_with": "large", "length": "short", "instructions": "Be plain."}
    assert post(client, "/settings/answers", **fields).status_code == 303
    text = app.settings.file.read_text("utf-8")
    assert text.startswith("# mine\n")
    kept = tomllib.loads(text)
    assert kept["models"] == {"answer_with": "large"}
    assert kept["assistant"] == {"length": "short", "instructions": "Be plain."}
    assert app.settings.assistant.instructions == "Be plain."
    assert post(client, "/settings/answers", answer_with="gpt").status_code == 400
    assert post(client, "/settings/answers", answer_with="none").status_code == 303
    assert "assistant" not in tomllib.loads(app.settings.file.read_text("utf-8"))


def test_a_wrong_value_is_not_written(tmp_path):
    file = tmp_path / "rostra.toml"
    with pytest.raises(SettingsError, match=r"assistant\.length is wrong"):
        set_key(file, "assistant", "length", "endless")
    assert not file.exists()


def test_members_see_and_do_not_change(site, app):
    """Last in the module: from now on everybody signs in."""
    tokens = people_of(app)
    for role, status in (("reader", 403), ("member", 403), ("operator", 303), ("admin", 303)):
        client = client_of(site, tokens[role])
        told = client.get("/settings")
        assert told.status_code == 200
        assert ('action="/settings/answers"' in told.text) == (status == 303)
        assert post(client, "/settings/answers", answer_with="none").status_code == status
        assert post(client, "/sample", do="load").status_code == status
        checked = post(client, "/settings/models/nobody/check").status_code
        assert checked == (404 if status == 303 else 403)
        assert client.get("/settings/delete").headers["location"] == "/account#leave"
        assert post(client, "/settings/delete", word="delete").status_code == 404
    nobody = client_of(site).get("/settings")
    assert nobody.headers["location"].startswith("/sign-in")
