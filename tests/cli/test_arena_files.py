"""Files of votes on the command line: read, brought in once, written out, rated again."""

import json

VOTES = (
    "id,model_a,model_b,winner,judge\n"
    "1,mini,large,model_b,u1\n2,mini,large,tie,u2\n3,large,mini,model_a,u1\n"
    "4,mini,large,model_a,u3\n5,mini,mini,tie,u3\n"
)


def test_a_file_is_only_looked_at(folder, tmp_path):
    file = tmp_path / "votes.csv"
    file.write_text(VOTES)
    told = folder.ok("arena", "import", str(file), "--dry-run")
    assert told.splitlines() == [
        "votes.csv: 5 rows, 4 votes between 2 entrants",
        "left out 1: a model against itself",
    ]
    assert not folder.path.exists()


def test_what_is_wrong_with_a_file_is_said_before_anything_is_opened(folder, tmp_path):
    file = tmp_path / "votes.csv"
    file.write_text(VOTES + "6,mini,large,nobody,u1\n")
    done = folder.run("arena", "import", str(file), "--dry-run")
    assert done.returncode == 1
    assert "row 6" in done.stderr
    assert "'nobody' is no winner" in done.stderr
    file.write_text("left,right\na,b\n")
    done = folder.run("arena", "import", str(file))
    assert done.returncode == 1
    assert "votes.csv lacks left, right, winner" in done.stderr
    assert not folder.path.exists()
    assert folder.run("arena", "export", "--form", "parquet").returncode == 2


def test_votes_go_in_and_out_through_the_owner(served, tmp_path):
    file = tmp_path / "votes.csv"
    file.write_text(VOTES)
    first = json.loads(served.ok("arena", "import", str(file), "--json"))
    assert (first["kept"], first["known"], first["left_out"]) == (
        4,
        0,
        {"a model against itself": 1},
    )
    again = json.loads(served.ok("arena", "import", str(file), "--json"))
    assert (again["kept"], again["known"]) == (0, 4)
    out = tmp_path / "out.jsonl"
    assert served.run("arena", "export", "-o", str(out)).returncode == 4
    served.ok("arena", "export", "-o", str(out), "--imported")
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(rows) == 4
    assert {row["winner"] for row in rows} == {"model_a", "model_b", "tie"}
    assert "u1" not in {row["judge"] for row in rows}
    board = json.loads(served.ok("arena", "board", "--votes", str(out), "--json"))
    assert board["votes"] == 4
    printed = served.run("arena", "export", "--imported", "--form", "csv")
    assert printed.stdout.startswith("id,model_a,model_b,winner")
    assert "4 votes written" in printed.stderr
