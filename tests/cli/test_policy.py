"""`rostra policy` from the file to the roll-back, in a real process."""

import json


def test_a_policy_is_written_changed_adopted_and_rolled_back(folder, tmp_path):
    own = tmp_path / "own.toml"
    folder.ok("policy", "init", str(own))
    again = folder.run("policy", "init", str(own))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    own.write_text(own.read_text().replace('action = "label"', 'action = "refuse"', 1))
    assert "✓ floor-minors (floor): refuse" in folder.ok("policy", "check", str(own))
    told = json.loads(folder.ok("policy", "diff", str(own), "--json"))
    assert [rule["where"] for rule in told["rules"]] == ["satire: action"]
    assert {case["after"]["case"] for case in told["cases"]} == {"caricature", "caricature-zh"}
    wish = ("policy", "try", "a caricature of the king", "--kind", "draw", "--json")
    assert json.loads(folder.ok(*wish))["action"] == "label"
    assert "version 1 is in effect" in folder.ok("policy", "adopt", str(own), "--note", "calm")
    decided = json.loads(folder.ok(*wish))
    assert (decided["action"], decided["version"]) == ("refuse", 1)
    assert "calm" in folder.ok("policy", "history")
    assert "version 0 is in effect again" in folder.ok("policy", "rollback", "0")
    assert json.loads(folder.ok(*wish))["action"] == "label"
    state = json.loads(folder.ok("policy", "--json"))
    assert [entry["how"] for entry in state["history"]] == ["adopted", "rolled back"]


def test_what_cannot_be_done_says_why(folder, tmp_path):
    assert folder.run("policy", "history").returncode == 4
    gone = folder.run("policy", "adopt", str(tmp_path / "none.toml"))
    assert (gone.returncode, "cannot be read" in gone.stderr) == (1, True)
    same = folder.run("policy", "diff", "0")
    assert (same.returncode, "decide alike" in same.stderr) == (4, True)
    bad = folder.run("policy", "rollback", "9")
    assert (bad.returncode, "no version 9" in bad.stderr) == (1, True)
    (tmp_path / "latin.toml").write_bytes(b"\xff")
    assert "not UTF-8" in folder.run("policy", "check", str(tmp_path / "latin.toml")).stderr
