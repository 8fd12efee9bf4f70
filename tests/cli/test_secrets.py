"""Keys and tokens stay where the operator wrote them: no verb shows one."""

import json
import stat

import pytest

from rostra.errors import SettingsError
from rostra.settings import load_settings

SETTINGS = """\
[models.roles.large]
base_url = "http://127.0.0.1:9/v1"
api_key = "SECRET-KEY"
model = "m"
retries = 0
[records]
dsn = "{records}"
[[feeds]]
name = "far"
network = "mastodon"
url = "http://127.0.0.1:9"
token = "SECRET-TOKEN"
"""
VERBS = (
    ("doctor",),
    ("doctor", "--json"),
    ("models", "list", "--json"),
    ("models", "check", "large"),
    ("feed", "list", "--json"),
    ("feed", "run", "--seconds", "1"),
    ("status", "--json"),
    ("ask", "anything", "--model", "large", "--debug"),
)


def test_no_verb_shows_a_key(folder):
    folder.path.mkdir()
    (folder.path / "rostra.toml").write_text(SETTINGS.format(records=""))
    for verb in VERBS:
        done = folder.run(*verb)
        assert "SECRET" not in done.stdout + done.stderr, verb


def test_a_password_of_the_records_is_not_shown(folder):
    folder.path.mkdir()
    dsn = "postgresql+psycopg://me:SECRET@127.0.0.1:9/records"
    (folder.path / "rostra.toml").write_text(SETTINGS.format(records=dsn))
    done = folder.run("ask", "anything", "--model", "none")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "SECRET" not in done.stdout + done.stderr


def test_doctor_minds_who_can_read_a_key(folder):
    folder.path.mkdir()
    file = folder.path / "rostra.toml"
    file.write_text(SETTINGS.format(records=""))
    file.chmod(0o644)
    (found,) = [f for f in json.loads(folder.run("doctor", "--json").stdout) if f["what"] == "keys"]
    assert found["state"] == "bad"
    assert "chmod 600" in found["cure"]
    file.chmod(0o600)
    assert "keys" not in [f["what"] for f in json.loads(folder.run("doctor", "--json").stdout)]


def test_a_new_settings_file_is_for_its_owner_only(folder):
    folder.ok("init")
    assert stat.S_IMODE((folder.path / "rostra.toml").stat().st_mode) == 0o600
    folder.ok("feed", "add", "rss", "http://127.0.0.1:9/feed")
    assert stat.S_IMODE((folder.path / "rostra.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        '[models.roles.large]\nbase_url = "http://me:SECRET@127.0.0.1:9/v1"\n',
        '[[feeds]]\nname = "r"\nnetwork = "rss"\nurl = "https://me:SECRET@example.org/feed"\n',
        '[[feeds]]\nname = "n"\nnetwork = "nostr"\nrelays = ["wss://me:SECRET@example.org"]\n',
    ],
)
def test_an_address_may_hold_no_password(tmp_path, text):
    (tmp_path / "rostra.toml").write_text(text)
    with pytest.raises(SettingsError, match="no name or password") as told:
        load_settings(data=tmp_path, environ={})
    assert "SECRET" not in str(told.value)
