"""Settings: what is right is read, what is wrong is named with place and cure, writes keep comments."""

import multiprocessing
from pathlib import Path

import pytest

from rostra.errors import SettingsError
from rostra.settings import (
    BlueskyFeed,
    add_feed,
    add_mute,
    default_folder,
    drop_feed,
    drop_mute,
    load_settings,
)

FILE = """\
# kept
timezone = "Asia/Shanghai"  # also kept

[server]
port = 9001

[[feeds]]
name = "sky"
network = "bluesky"
query = ["harbour"]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rostra.toml").write_text(FILE)
    return tmp_path


def load(folder, **environ):
    return load_settings(data=folder, environ=environ)


def wrong(folder, text, **environ):
    (folder / "rostra.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(folder, **environ)
    return str(caught.value)


def test_a_file_is_read_and_what_is_left_out_has_a_default(folder):
    settings = load(folder)
    assert settings.timezone == "Asia/Shanghai"
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 9001)
    assert settings.data == folder
    assert settings.file == folder / "rostra.toml"
    assert isinstance(settings.feeds[0], BlueskyFeed)
    assert not settings.feeds[0].trainable


def test_without_a_file_every_default_holds(tmp_path):
    settings = load(tmp_path / "new")
    assert settings.feeds == []
    assert not (tmp_path / "new").exists()


def test_the_environment_overrides_the_file(folder):
    settings = load(
        folder,
        ROSTRA_SERVER__PORT="9002",
        ROSTRA_MODELS__ROLES__LARGE__BASE_URL="http://127.0.0.1:1/v1",
        ROSTRA_MODELS__FALLBACK='["large", "mini"]',
        ROSTRA_TIMEZONE="Europe/Berlin",
        OTHER__PORT="1",
    )
    assert settings.server.port == 9002
    assert settings.models.roles["large"].base_url == "http://127.0.0.1:1/v1"
    assert settings.models.fallback == ["large", "mini"]
    assert settings.timezone == "Europe/Berlin"


def test_the_folder_comes_from_the_person_then_the_variable_then_xdg(tmp_path):
    named, xdg = tmp_path / "named", tmp_path / "xdg"
    assert load_settings(data=named, environ={"ROSTRA_DATA": str(xdg)}).data == named
    assert load_settings(environ={"ROSTRA_DATA": str(named)}).data == named
    assert load_settings(environ={"XDG_DATA_HOME": str(xdg)}).data == xdg / "rostra"
    assert default_folder({}) == Path("~/.local/share/rostra").expanduser()


def test_a_file_elsewhere_may_name_the_folder(tmp_path):
    file = tmp_path / "elsewhere.toml"
    file.write_text(f'data = "{tmp_path / "data"}"\n')
    assert load_settings(file=file, environ={}).data == tmp_path / "data"
    assert load_settings(environ={"ROSTRA_SETTINGS": str(file)}).file == file
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(file=tmp_path / "none.toml", environ={})


@pytest.mark.parametrize(
    ("text", "key", "line", "near"),
    [
        ("[server]\n# x\nprot = 1\n", "server.prot", 3, "port"),
        ("tiemzone = 'UTC'\n", "tiemzone", 1, "timezone"),
        (
            (
                "[[feeds]]\nname='a'\nnetwork='rss'\nurl='u'\n\n[[feeds]]\nname='b'\nnetwork='rss'\n"
                "url='u'\nevry_seconds=4\n"
            ),
            "feeds.1.evry_seconds",
            10,
            "every_seconds",
        ),
        ("[models.roles.large]\nbase-url = 'x'\n", "models.roles.large.base-url", 2, "base_url"),
        ("mutes.wrds = []\n", "mutes.wrds", 1, "words"),
    ],
)
def test_an_unknown_key_is_named_with_file_line_and_nearest_key(tmp_path, text, key, line, near):
    says = wrong(tmp_path, text)
    assert f"unknown key '{key}'" in says
    assert f"{tmp_path / 'rostra.toml'}, line {line}" in says
    assert f"did you mean '{near}'?" in says


def test_an_unknown_variable_is_named(tmp_path):
    says = wrong(tmp_path, "", ROSTRA_SERVER__PROT="1")
    assert "environment variable ROSTRA_SERVER__PROT" in says
    assert "'port'" in says
    assert "ROSTRA_TIMEZONE__X" in wrong(tmp_path, "timezone = 'UTC'", ROSTRA_TIMEZONE__X="1")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[server]\nport = 70000\n", "server.port"),
        ("timezone = 'Mars/Olympus'\n", "no time zone"),
        ("[[feeds]]\nname='a'\nnetwork='gopher'\n", "gopher"),
        ("[[feeds]]\nname='a'\nnetwork='rss'\n", "feeds.0.url"),
        (
            "[[feeds]]\nname='a'\nnetwork='rss'\nurl='http://u'\n[[feeds]]\nname='a'\nnetwork='rss'\nurl='http://u'",
            "two feeds are called 'a'",
        ),
        ("[server\n", "not valid TOML"),
        ("[posts]\nretention_days = -1\n", "retention_days"),
    ],
)
def test_a_wrong_value_says_what_is_wrong(tmp_path, text, says):
    assert says in wrong(tmp_path, text)


def test_a_file_that_is_no_text_says_so(tmp_path):
    (tmp_path / "rostra.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)


def test_adding_and_dropping_a_feed_keeps_every_other_byte(folder):
    file = folder / "rostra.toml"
    add_feed(file, {"name": "papers", "network": "rss", "url": "https://example.org/x"})
    assert [feed.name for feed in load(folder).feeds] == ["sky", "papers"]
    assert file.read_text().startswith(FILE)
    drop_feed(file, "papers")
    assert file.read_text().rstrip() == FILE.rstrip()
    drop_feed(file, "sky")
    assert load(folder).feeds == []
    assert "# also kept" in file.read_text()


def test_a_feed_that_cannot_be_is_not_written(folder):
    file = folder / "rostra.toml"
    with pytest.raises(SettingsError, match="already in"):
        add_feed(file, {"name": "sky", "network": "rss", "url": "http://u"})
    with pytest.raises(SettingsError, match="url"):
        add_feed(file, {"name": "b", "network": "rss"})
    with pytest.raises(SettingsError, match="gopher"):
        add_feed(file, {"name": "b", "network": "gopher"})
    with pytest.raises(SettingsError, match="the feeds there: sky"):
        drop_feed(file, "nobody")
    assert file.read_text() == FILE


def test_mutes_come_and_go(folder):
    file = folder / "rostra.toml"
    add_mute(file, "words", "广告")
    add_mute(file, "words", "广告")
    add_mute(file, "authors", "@spam")
    assert load(folder).mutes.words == ["广告"]
    drop_mute(file, "words", "广告")
    with pytest.raises(SettingsError, match="not among"):
        drop_mute(file, "words", "广告")
    assert load(folder).mutes.authors == ["@spam"]


def _add(file, n):
    add_feed(file, {"name": f"f{n}", "network": "rss", "url": "https://example.org"})


def test_writers_take_turns_and_leave_a_whole_file(tmp_path):
    file = tmp_path / "rostra.toml"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_add, args=(file, n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {feed.name for feed in load(tmp_path).feeds} == {"f0", "f1", "f2", "f3"}
    assert {p.name for p in tmp_path.iterdir()} == {"rostra.toml", ".rostra.toml.lock"}


def test_a_link_to_a_settings_file_stays_a_link(tmp_path):
    real = tmp_path / "dotfiles" / "r.toml"
    real.parent.mkdir()
    real.write_text(FILE)
    link = tmp_path / "rostra.toml"
    link.symlink_to(real)
    add_mute(link, "words", "x")
    assert link.is_symlink()
    assert "words" in real.read_text()


@pytest.mark.parametrize(
    "feed",
    [
        {"network": "rss", "url": "example.org/feed"},
        {"network": "rss", "url": "file:///etc/passwd"},
        {"network": "rss", "url": "https://"},
        {"network": "rss", "url": "https://[::1/feed"},
        {"network": "rss", "url": "https://example.org:99999/feed"},
        {"network": "rss", "url": "javascript:alert(1)"},
        {"network": "mastodon", "url": "ftp://example.org"},
        {"network": "nostr", "relays": ["http://example.org"]},
        {"network": "bluesky", "url": "wss://"},
    ],
)
def test_what_is_no_address_is_refused_when_it_is_written(tmp_path, feed):
    with pytest.raises(SettingsError, match="is no address; write it in full"):
        add_feed(tmp_path / "rostra.toml", {"name": "f", **feed})
    assert "[[feeds]]" not in _text(tmp_path / "rostra.toml")


def _text(file):
    return file.read_text() if file.exists() else ""
