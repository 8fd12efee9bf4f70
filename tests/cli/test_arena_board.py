"""`rostra arena board` and its neighbours on a file of votes: no server, no data folder."""

import csv
import io
import json
import random

import pytest

FIELDS = ("model_a", "model_b", "winner", "language", "tstamp", "turn", "judge")


@pytest.fixture(scope="module")
def votes(tmp_path_factory):
    """A file of 400 votes in the shape of Chatbot Arena; "[red]gamma" looks like markup."""
    rng = random.Random(4)
    names = ["alpha", "beta", "[red]gamma"]
    file = tmp_path_factory.mktemp("votes") / "votes.jsonl"
    with file.open("w") as out:
        for k in range(400):
            a, b = rng.sample(range(3), 2)
            better = rng.random() < 1 / (1 + 10 ** ((a - b) * 80 / 400))
            winner = "tie" if rng.random() < 0.2 else "model_a" if better else "model_b"
            row = (
                names[a], names[b], winner, ("English", "Chinese")[k % 2], 1_700_000_000 + 3600 * k,
                1, f"v{k % 9}",
            )  # fmt: skip
            out.write(json.dumps(dict(zip(FIELDS, row, strict=True))) + "\n")
    return str(file)


def test_a_file_is_rated_with_no_server_and_no_folder(folder, votes):
    told = json.loads(folder.ok("arena", "board", "--votes", votes, "--json"))
    assert [r["name"] for r in told["ratings"]] == ["alpha", "beta", "[red]gamma"]
    assert told["votes"] == 400
    assert not folder.path.exists()
    drawn = folder.ok("arena", "board", "--votes", votes)
    assert "[red]gamma" in drawn
    assert f"{told['ratings'][0]['rating']:.0f} ±" in drawn
    assert "\x1b" not in drawn


def test_forms_of_the_board(folder, votes, tmp_path):
    rows = list(csv.DictReader(io.StringIO(folder.ok("arena", "board", "--votes", votes, "--csv"))))
    lines = folder.ok("arena", "board", "--votes", votes, "--jsonl").splitlines()
    assert [r["name"] for r in rows] == [json.loads(line)["name"] for line in lines]
    assert len(folder.ok("arena", "board", "--votes", votes, "--pairs").splitlines()) == 7
    file = tmp_path / "board.parquet"
    assert "3 entrants" in folder.ok("arena", "board", "--votes", votes, "--parquet", str(file))
    from pyarrow import parquet

    assert parquet.read_table(file).num_rows == 3


def test_anchor_and_filters(folder, votes):
    told = json.loads(
        folder.ok("arena", "board", "--votes", votes, "--json", "--anchor", "beta=1114")
    )
    assert {r["name"]: r["rating"] for r in told["ratings"]}["beta"] == pytest.approx(1114)
    half = json.loads(folder.ok("arena", "board", "--votes", votes, "--json", "--lang", "zh"))
    assert half["votes"] == 200
    assert half["filters"] == {"lang": "zh"}
    late = ("arena", "board", "--votes", votes, "--json", "--since", "2023-11-20T00:00:00Z")
    assert json.loads(folder.ok(*late))["votes"] < 400


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("board", "--turns", "5-2"), 2, "ends before it begins"),
        (("board", "--anchor", "beta=high"), 2, "is no rating"),
        (("board", "--anchor", "omega"), 1, "omega"),
        (("board", "--style"), 1, "style"),
        (("board", "--category", "cooking"), 1, "category"),
        (("entrant", "omega"), 1, "no entrant is called 'omega'"),
        (("compare", "alpha", "alpha"), 1, "compared with itself"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(folder, votes, arguments, code, says):
    done = folder.run("arena", *arguments, "--votes", votes)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_an_entrant_and_a_comparison(folder, votes):
    told = folder.ok("arena", "entrant", "beta", "--votes", votes)
    assert "alpha" in told
    assert "[red]gamma" in told
    one = json.loads(folder.ok("arena", "entrant", "beta", "--votes", votes, "--json"))
    assert sum(r["votes"] for r in one["rivals"]) == one["votes"]
    two = folder.ok("arena", "compare", "alpha", "[red]gamma", "--votes", votes)
    assert "Elo above" in two


def test_the_report_opens_from_disk_and_the_badge_is_a_picture(folder, votes, tmp_path):
    page = tmp_path / "board.html"
    folder.ok("arena", "report", "--votes", votes, "-o", str(page), "--lang", "zh")
    text = page.read_text()
    assert text.startswith("<!DOCTYPE html>")
    assert 'lang="zh-CN"' in text
    assert "<script" not in text
    assert folder.ok("arena", "badge", "beta", "--votes", votes).startswith("<svg ")


def test_counts_by_pair_are_rated_too(folder, tmp_path):
    file = tmp_path / "counts.json"
    pairs = {"models": ["a", "b", "c"], "X": [[0, 1], [1, 2], [0, 2]],
             "Y": [[30, 20, 5, 1], [25, 20, 5, 0], [33, 17, 5, 0]]}  # fmt: skip
    file.write_text(json.dumps(pairs))
    told = json.loads(folder.ok("arena", "board", "--votes", str(file), "--json"))
    assert [r["name"] for r in told["ratings"]] == ["a", "b", "c"]
    done = folder.run("arena", "board", "--votes", str(file), "--lang", "zh")
    assert "no filter narrows" in done.stderr
