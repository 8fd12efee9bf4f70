"""A back-up holds everything, is taken while Rostra runs, and is put back whole or not at all."""

import gzip
import io
import json
import tarfile
from datetime import UTC, datetime

import pytest

from rostra.app import (
    Asking,
    ChatNamed,
    ChatSearch,
    Intake,
    PictureNamed,
    PicturesAsked,
    PictureWanted,
    Saying,
    open_app,
    restore,
    this_process,
)
from rostra.assistant import Finished
from rostra.errors import BackupError, StoreError
from rostra.posts import Deletion, Query
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
ENVIRON = {"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}


def post(number, text):
    made = {
        "id": f"t:{number}",
        "network": "mastodon",
        "author": {"id": "urn:ann", "handle": "ann"},
        "text": text,
        "created": f"2024-05-0{number}T12:00:00Z",
    }
    return json.dumps(made)


def opened(folder, **environ):
    settings = load_settings(data=folder, environ={**ENVIRON, **environ})
    return open_app(settings, owner=this_process("test", NOW))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder that held posts, a deletion, a chat and a picture; its back-up; what it told."""
    folder = tmp_path_factory.mktemp("backup") / "data"
    with opened(folder) as app:
        lines = [
            post(1, "The ferry is late."),
            post(2, "大雾让渡轮停航。"),
            post(3, "zyzzyva gone"),
        ]
        app.take_in(Intake("\n".join(lines), "test"))
        app.delete(Deletion(id="t:3", at=NOW))
        *_, last = app.chat(Saying("why is the ferry late?", model="none", now=NOW))
        assert isinstance(last, Finished)
        list(app.draw(PictureWanted("a cat", width=128, height=128, now=NOW)))
        path = folder.parent / "b.tar.gz"
        done = app.back_up(str(path))
    return folder, path, done


def test_everything_is_there_again(made, tmp_path):
    _, path, done = made
    assert path.stat().st_mode & 0o777 == 0o600
    fresh = tmp_path / "fresh"
    again = restore(path, fresh, None, ENVIRON)
    assert (again.rows, again.parts, again.files) == (done.rows, done.parts, done.files)
    with opened(fresh) as app:
        holds_all(app)


def test_records_move_to_postgresql(made, tmp_path, postgres_server):
    _, path, done = made
    dsn = {"ROSTRA_RECORDS__DSN": postgres_server.empty()}
    fresh = tmp_path / "fresh"
    assert restore(path, fresh, None, {**ENVIRON, **dsn}).rows == done.rows
    assert not (fresh / "records.sqlite").exists()
    with opened(fresh, **dsn) as app:
        holds_all(app)
    with pytest.raises(StoreError, match="empty"):
        restore(path, tmp_path / "other", None, {**ENVIRON, **dsn})
    assert not (tmp_path / "other").exists()


def holds_all(app):
    """What `made` held is there; what was deleted stays so, also where its network repeats it."""
    found = {hit.post.id: hit.post.text for hit in app.search(Query(limit=10)).hits}
    assert set(found) == {"t:1", "t:2"}
    assert app.search(Query("渡轮", now=NOW)).hits[0].post.id == "t:2"
    (line,) = app.chats(ChatSearch())
    assert [m.role for m in app.chat_show(ChatNamed(line.id)).messages] == ["user", "assistant"]
    assert app.chats_search(ChatSearch("ferry"))
    (order,) = app.pictures(PicturesAsked())
    file = app.picture_file(PictureNamed(order.pictures[0].id))
    assert file.data.startswith(b"\x89PNG")
    app.take_in(Intake(post(3, "zyzzyva gone"), "test"))
    assert app.show("t:3") is None
    *_, last = app.ask(Asking("why is the ferry late?", model="none", now=NOW))
    assert last.answer.found


def test_nothing_is_overwritten(made, tmp_path):
    folder, path, _ = made
    with opened(folder) as app, pytest.raises(BackupError, match="there already"):
        app.back_up(str(path))
    (tmp_path / "x").write_text("mine")
    with pytest.raises(BackupError, match="not empty"):
        restore(path, tmp_path, None, ENVIRON)


@pytest.mark.parametrize("cut", [0, 10, 2_000, -2_000])
def test_a_cut_one_is_refused_and_leaves_nothing(made, tmp_path, cut):
    raw = made[1].read_bytes()
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(raw[:cut])
    with pytest.raises(BackupError):
        restore(bad, tmp_path / "new" / "data", None, ENVIRON)
    assert not list((tmp_path / "new").iterdir())


def altered(path, change):
    """Return an archive's bytes after `change(name, body)` had its way with each member."""
    out = io.BytesIO()
    with tarfile.open(path) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for info in old:
            name, body = change(info.name, old.extractfile(info).read())
            info.name, info.size = name, len(body)
            new.addfile(info, io.BytesIO(body))
    return out.getvalue()


def flip(name, body):
    return name, body[:-1] + bytes([body[-1] ^ 1]) if name.startswith("posts/") else body


def walk(name, body):
    return (f"folder/../../{name}" if name.startswith("folder/") else name), body


def root(name, body):
    return ("/etc/rostra" if name == "records/rows.jsonl" else name), body


def newer(name, body):
    told = {**json.loads(body), "format": 99} if name == "rostra-backup.json" else None
    return name, json.dumps(told).encode() if told else body


@pytest.mark.parametrize(
    ("change", "says"),
    [(flip, "altered"), (walk, "lead out"), (root, "lead out"), (newer, "altered")],
)
def test_a_forged_one_is_refused(made, tmp_path, change, says):
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(altered(made[1], change))
    with pytest.raises(BackupError, match=says):
        restore(bad, tmp_path / "data", None, ENVIRON)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.tar.gz"]


def test_a_link_is_refused(tmp_path):
    bad = tmp_path / "bad.tar.gz"
    with tarfile.open(bad, "w:gz") as tar:
        info = tarfile.TarInfo("folder/x")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(BackupError, match="no plain file"):
        restore(bad, tmp_path / "data", None, ENVIRON)


def test_what_was_deleted_is_not_in_the_file(made):
    """The bytes of a deleted post stay out of a back-up once they were purged."""
    folder, path, _ = made
    with opened(folder) as app:
        app.tidy()
        later = path.with_name("later.tar.gz")
        app.back_up(str(later))
    assert b"zyzzyva" not in gzip.decompress(later.read_bytes())
