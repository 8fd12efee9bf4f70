"""`rostra tools`: listed, run by hand, replayed."""

import json
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).parent.parent / "tools" / "mcp_server.py"


def test_tools_are_listed_and_run(folder):
    listed = {tool["name"] for tool in json.loads(folder.ok("tools", "list", "--json"))}
    assert {"search_posts", "calculate", "open_page", "run_python"} <= listed
    assert "391,000" in folder.ok(
        "tools", "run", "calculate", '{"expression": "17% of 2.3 million"}'
    )


def test_what_is_wrong_is_told_with_what_to_do(folder):
    for arguments, says in (
        (("nothing", "{}"), "the tools are"),
        (("calculate", "{"), "no JSON"),
        (("calculate", '{"expression": "1/0"}'), "divides by zero"),
        (("open_page", '{"url": "http://127.0.0.1:1/"}'), "127.0.0.1"),
    ):
        done = folder.run("tools", "run", *arguments)
        assert done.returncode == 1
        assert says in done.stderr


def test_an_answer_is_replayed_without_its_store(folder, tmp_path):
    kept = tmp_path / "answer.json"
    kept.write_text(folder.ok("ask", "--json", "calculate 17% of 2.3 million"))
    assert "the same answer" in folder.ok("tools", "replay", str(kept))


def test_tools_of_a_server_are_listed_beside_one_that_does_not_start(folder):
    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    folder.path.mkdir(exist_ok=True)
    (folder.path / "rostra.toml").write_text(
        f"""
[tools.mcp.harbour]
command = {json.dumps(sys.executable)}
args = [{json.dumps(str(SERVER))}]
tools = ["tide"]
timeout_s = 50

[tools.mcp.broken]
command = "no-such-program-here"
tools = ["*"]
"""
    )
    listed = folder.ok("tools", "list")
    assert "harbour.tide" in listed
    assert "harbour.closed" not in listed
    assert "no program is called no-such-program-here" in listed
