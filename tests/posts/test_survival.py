"""Killed at any moment the store loses nothing it acknowledged; it refuses what it must."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corner import NOW, Hashed, ids, post

from rostra.errors import StoreBusy, StoreError
from rostra.posts import Query, open_store
from rostra.posts._columns import post_columns
from rostra.posts._engine import folder_engine
from rostra.posts._migrate import migrate, migrations, statements
from rostra.posts._terms import index_terms

HERE = Path(__file__).parent


def child(*arguments):
    return subprocess.Popen(
        [sys.executable, HERE / "child.py", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_killed_again_and_again_it_loses_nothing(tmp_path):
    folder = tmp_path / "posts"
    acknowledged = 0
    for pause in (0.01, 0.05, 0.12, 0.2):
        writer = child("write", folder, acknowledged)
        assert writer.stdout.readline().strip() == "open"
        done = [int(writer.stdout.readline()) for _ in range(3)]
        time.sleep(pause)
        writer.kill()
        done += [int(line) for line in writer.stdout.read().split()]
        writer.wait()
        acknowledged = max([acknowledged, *(n + 1 for n in done)])
    assert acknowledged >= 12
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    try:
        for n in range(acknowledged):
            kept = store.get(f"p{n}-{m}" for m in range(50))
            last = n == acknowledged - 1  # the batch after it may be there in part
            expected = {f"p{n}-{m}" for m in range(0 if last else 5, 50)}
            assert kept.keys() >= expected - {f"p{n}-{m}" for m in range(5 if last else 0)}
            if not last:
                assert kept.keys() == expected
                assert all(kept[f"p{n}-{m}"].text == f"edited {m}" for m in range(5, 10))
        found = ids(store.search(Query("edited", limit=200)))
        assert len(found) == len(set(found))
        assert {n.split("-")[0] for n in found} >= {
            f"p{n}" for n in range(max(0, acknowledged - 5))
        }
    finally:
        store.close()


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_killed_between_two_inserts_of_a_batch(tmp_path, nth):
    """Vectors, posts, graves, hidden rows: before each of them every reader sees a whole world."""
    folder = tmp_path / "posts"
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    store.write([post("edited", "old words"), post("deleted", "doomed words")])
    store.close()
    dying = child("die", folder, nth)
    assert dying.wait() == -9
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    try:
        kept = store.get(["edited", "deleted", "new"])
        wrote_posts, wrote_graves = nth > 2, nth > 3
        assert kept["edited"].text == ("new words" if wrote_posts else "old words")
        assert ("new" in kept) == wrote_posts
        assert ("deleted" in kept) == (not wrote_graves)
        assert store.count(Query()) == 2 + wrote_posts - wrote_graves
        dictum = "new words" if wrote_posts else "old words"
        assert [
            h.post.text for h in store.search(Query("words")).hits if h.post.id == "edited"
        ] == [dictum]
        # The feed brings the batch again, since it was not acknowledged: now all is whole.
        from rostra.posts import Deletion

        store.write(
            [post("edited", "new words", rev=1), Deletion("deleted", NOW), post("new", "fresh")]
        )
        kept = store.get(["edited", "deleted", "new"])
        assert {name: p.text for name, p in kept.items()} == {"edited": "new words", "new": "fresh"}
        assert store.count(Query()) == 2
    finally:
        store.close()


def test_a_folder_in_use_is_refused_with_its_owner(tmp_path):
    holder = child("hold", tmp_path / "posts")
    try:
        assert holder.stdout.readline().strip() == "open"
        with pytest.raises(StoreBusy, match=f"already open, by process {holder.pid}"):
            open_store(tmp_path / "posts")
    finally:
        holder.communicate("")
    open_store(tmp_path / "posts").close()


def test_a_folder_of_this_process_is_refused_too(tmp_path):
    store = open_store(tmp_path / "posts")
    with pytest.raises(StoreBusy, match=f"by process {os.getpid()}"):
        open_store(tmp_path / "posts")
    with pytest.raises(StoreBusy, match="this process already has another"):
        open_store(tmp_path / "other")
    store.close()
    open_store(tmp_path / "other").close()


def test_a_store_needs_one_place():
    with pytest.raises(StoreError, match="give one of them"):
        open_store()
    with pytest.raises(StoreError, match="give one of them"):
        open_store(Path("x"), "clickhouse://localhost")
    with pytest.raises(StoreError, match="cannot name a database"):
        open_store(dsn="clickhouse://localhost/a;b")


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/rostra"):
        open_store(dsn="clickhouse://127.0.0.1:9/rostra")


def test_a_full_disk_says_so_and_loses_nothing(tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder],
        capture_output=True,
        check=False,
    ).returncode
    try:
        out, err = child("fill", folder, 0 if mounted else 60_000).communicate()
        assert out.startswith("DiskFull"), err[-2_000:]
        assert "free some space" in out
        kept = int(out.split()[1])
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=64m", folder], check=True)
        store = open_store(folder, clock=lambda: NOW)
        assert store.get(["before"])
        assert store.count(Query()) >= kept + 1
        store.write([post("after", "room again")])
        assert store.get(["after"])
        store.close()
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)


def test_posts_from_before_the_repeats_are_scored_alike(tmp_path):
    """The column is filled by SQL for old posts and by Python for new ones."""
    told = ["storm storm calm", "calm", "研究生 研究 研究生 风暴", "a b a b a", "", "🎉 🎉"]
    words = [index_terms(text) for text in told]
    posts = [post(f"p{n}", text) for n, text in enumerate(told)]
    columns = post_columns(posts, list(range(len(posts))), words)
    engine = folder_engine(tmp_path / "posts", "rostra")
    migrate(engine, NOW, upto=2)
    engine.insert("posts", columns.drop_columns(["repeats"]))
    engine.close()
    store = open_store(tmp_path / "posts", clock=lambda: NOW)
    filled = store._engine.rows("SELECT repeats FROM posts ORDER BY key")
    assert [row[0] for row in filled] == columns["repeats"].to_pylist()
    assert [row[0] for row in filled][:2] == [" storm ", ""]
    store.close()


def test_an_old_folder_is_brought_up_to_date_and_a_newer_one_refused(tmp_path):
    engine = folder_engine(tmp_path / "posts", "rostra")
    numbers = [number for number, _, _ in migrations()]
    assert numbers == sorted(set(numbers))
    assert migrate(engine, NOW, upto=1) == [migrations()[0][1]]
    engine.run("INSERT INTO cursors VALUES ('old', '41', '2026-01-01 00:00:00')")
    # Killed between a statement and its record: the statement runs again and must bear it.
    last = len(statements(migrations()[0][2])) - 1
    engine.run(f"ALTER TABLE migrations DELETE WHERE step = {last} SETTINGS mutations_sync = 2")
    engine.close()
    store = open_store(tmp_path / "posts")
    assert store.cursor("old") == "41"
    applied = {row[0] for row in store._engine.rows("SELECT DISTINCT number FROM migrations")}
    assert applied == set(numbers)
    store._engine.run("INSERT INTO migrations VALUES (9999, 0, 'later', '2030-01-01 00:00:00')")
    store.close()
    with pytest.raises(StoreError, match="made by a newer version"):
        open_store(tmp_path / "posts")


def test_many_threads_write_and_search_at_once(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    store = open_store(tmp_path / "posts", embed=Hashed(8), clock=lambda: NOW)

    def work(thread):
        for n in range(5):
            store.write([post(f"{thread}-{n}-{m}", f"storm {thread} {m}") for m in range(20)])
            store.write([post(f"shared-{n}", "storm shared")])
            assert store.search(Query("storm")).hits
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert store.count(Query()) == 8 * 5 * 20 + 5
    store.close()
