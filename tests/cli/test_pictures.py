"""`rostra draw` and `rostra pictures` end to end, by the bundled illustrator; killed in between."""

import json
import os
import signal
import socket
import threading
import time

import pytest

SIZE = ("--size", "192")


def drawn(folder, *words):
    return json.loads(folder.ok("draw", *words, *SIZE, "--json"))


@pytest.fixture
def silent():
    """A server that takes every connection and never says a word; counts them."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken = []

    def take():
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=take, daemon=True).start()
    yield listener.getsockname()[1], taken
    listener.close()
    for connection in taken:
        connection.close()


def hire_silent(folder, port):
    folder.path.mkdir(exist_ok=True)
    (folder.path / "rostra.toml").write_text(
        '[[pictures.painters]]\nname = "silent"\nkind = "openai"\nmodel = "flux"\n'
        f'base_url = "http://127.0.0.1:{port}/v1"\n'
    )


def until(told, process):
    give_up = time.monotonic() + 240
    while not told():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_a_picture_is_drawn_listed_shown_exported_and_deleted(served, tmp_path):
    folder = served
    out = tmp_path / "cat.png"
    order = json.loads(folder.ok("draw", "画一只猫", *SIZE, "--seed", "7", "-o", out, "--json"))
    [picture] = order["pictures"]
    assert (order["state"], order["painter"], picture["seed"]) == ("done", "illustrator", 7)
    assert "猫" in picture["alt"]
    assert "OpenMoji" in picture["note"]
    assert out.read_bytes().startswith(b"\x89PNG")
    assert order["id"] in folder.ok("pictures")
    told = folder.ok("pictures", "show", order["id"][:6])
    assert "画一只猫" in told
    assert "CC BY-SA 4.0" in told
    svg = tmp_path / "cat.svg"
    folder.ok("pictures", "export", picture["id"], svg)
    assert "<svg" in svg.read_text()
    again = json.loads(folder.ok("pictures", "again", picture["id"], "--same", "--json"))
    assert again["seed"] == 7
    assert again["prompt"] == "画一只猫"
    other = json.loads(folder.ok("pictures", "again", picture["id"], "--json"))
    assert other["seed"] != 7
    assert "a tabby" in folder.ok("pictures", "alt", picture["id"], "a", "tabby")
    assert "deleted 1 pictures" in folder.ok("pictures", "delete", picture["id"], "--yes")
    assert folder.run("pictures", "show", picture["id"]).returncode == 4
    files = [path for path in folder.path.rglob("*") if path.is_file()]
    assert not [path for path in files if picture["id"] in path.name]
    kept = {o["id"]: o for o in json.loads(folder.ok("pictures", "list", "--json"))}
    assert [len(kept[o["id"]]["pictures"]) for o in (again, other, order)] == [1, 1, 0]
    assert kept[order["id"]]["prompt"] == ""


def test_what_is_refused_says_why_and_what_is_odd_is_drawn(served):
    folder = served
    refused = folder.run("draw", "a nude child")
    assert refused.returncode == 1
    assert "Sexual content with minors is never made" in refused.stderr
    asked = folder.run("draw", "a naked man on the beach")
    assert asked.returncode == 1
    assert "--yes says so beforehand" in asked.stderr
    assert drawn(folder, "a naked man on the beach", "--yes")["ruling"]["action"] == "ask"
    satire = drawn(folder, "a caricature of the president")
    assert satire["ruling"]["labels"] == ["Satire"]
    assert b"labels: Satire" in (folder.path / satire["pictures"][0]["png"]).read_bytes()
    for words in ("🐱🚀🌙", "x" * 10_000):
        assert drawn(folder, words)["state"] == "done"
    empty = folder.run("draw", "  ")
    assert (empty.returncode, "the prompt is empty" in empty.stderr) == (1, True)
    assert folder.run("draw").returncode == 2
    assert folder.run("draw", "a cat", "--size", "huge").returncode == 2
    assert folder.run("pictures", "cancel", "abcdef").returncode == 4
    edited = folder.run("pictures", "edit", satire["id"], "bluer")
    assert "illustrator cannot edit a picture" in edited.stderr


def test_the_owner_draws_for_the_command_line_and_for_chats(served):
    order = drawn(served, "two cats on the moon", "--n", "2", "--style", "fun")
    assert [p["seed"] - order["seed"] for p in order["pictures"]] == [0, 1]
    assert "illustrator*" in served.ok("pictures", "painters")
    assert "a picture of 256x256" in served.ok("pictures", "check")
    told = served.ok("chat", "--model", "none", "draw a red fox")
    assert "Drawn by illustrator: picture" in told
    asked = served.ok("chat", "--model", "none", "--json", "港口的图片？")
    chat = json.loads(asked)
    assert "要我画一张图" in chat["answer"]["sentences"][0]["text"]
    done = served.ok("chat", "--model", "none", "--in", chat["chat"], "要")
    assert "已由 illustrator 画好" in done
    assert served.ok("pictures", "delete", order["id"], "--yes").startswith("deleted 2")


def test_an_order_whose_process_is_killed_is_refunded_once(folder, silent):
    port, taken = silent
    hire_silent(folder, port)
    process = folder.start("draw", "a cat", "--painter", "silent", "--plain")
    until(lambda: taken, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for _ in range(2):
        [order] = json.loads(folder.ok("pictures", "list", "--json"))
        assert (order["state"], order["units"], order["refunded"]) == ("failed", 1, 1)
        assert "order it again" in order["error"]


def test_an_owner_killed_while_it_draws_leaves_a_refunded_order(folder, silent):
    port, taken = silent
    hire_silent(folder, port)
    owner = folder.serve()
    process = folder.start("draw", "a cat", "--painter", "silent", "--plain")
    until(lambda: taken, process)
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    assert process.wait(120) == 3
    [order] = json.loads(folder.ok("pictures", "list", "--json"))
    assert (order["state"], order["refunded"]) == ("failed", 1)


def test_an_order_is_cancelled_from_another_terminal(folder, silent):
    port, taken = silent
    hire_silent(folder, port)
    folder.serve()
    process = folder.start("draw", "a cat", "--painter", "silent", "--plain")
    until(lambda: taken, process)
    [order] = json.loads(folder.ok("pictures", "list", "--json"))
    assert order["state"] == "drawing"
    assert folder.run("pictures", "delete", order["id"], "--yes").returncode == 4
    assert "is cancelled" in folder.ok("pictures", "cancel", order["id"])
    assert process.wait(120) == 1
    assert "it was cancelled" in process.stderr.read()
    [order] = json.loads(folder.ok("pictures", "list", "--json"))
    assert (order["state"], order["refunded"]) == ("cancelled", 1)
