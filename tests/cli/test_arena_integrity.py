"""Who speaks against honesty is told on the command line, and the drill runs alone."""

import json

import pytest

from rostra.arena import CHOICES, drawn_votes


@pytest.fixture
def file(tmp_path):
    """Votes of forty honest voters, and of one that always ties."""
    votes = drawn_votes(6, 40, 30, seed=1)
    voter = votes.words["voter"]
    rows = [
        (votes.names[votes.left[k]], votes.names[votes.right[k]], CHOICES[votes.choice[k]],
         voter.values[voter.codes[k]])
        for k in range(len(votes))
    ]  # fmt: skip
    rows += [(votes.names[k % 3], votes.names[3 + k % 3], "tie", "tied") for k in range(120)]
    path = tmp_path / "votes.csv"
    lines = (",".join((str(n), *row)) for n, row in enumerate(rows))
    path.write_text("\n".join(["id,left,right,winner,voter", *lines]), encoding="utf-8")
    return path


def test_a_voter_that_always_ties_is_listed_from_a_file(folder, file):
    first = json.loads(folder.ok("arena", "voters", "--votes", str(file), "--json"))[0]
    assert first["voter"] == "tied"
    assert first["kind"] == "always tie"
    assert first["excluded"]
    assert "excluded" in folder.ok("arena", "voters", "--votes", str(file))
    assert not folder.path.exists()


def test_the_drill_tells_how_far_a_rank_moved(folder, file):
    how = ("--strategy", "fan", "--rigged", "200", "--riggers", "1", "--json")
    (told,) = json.loads(folder.ok("arena", "rig", "--votes", str(file), *how))
    assert told["unchecked"]["score"] > told["before"]["score"]
    assert told["plan"]["strategy"] == "fan"
    assert not folder.path.exists()
    table = folder.ok("arena", "rig", "--votes", str(file), "--strategy", "style", "--rigged", "50")
    assert "style" in table
