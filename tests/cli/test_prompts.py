"""Prompts, threads and translations on the command line, through a living owner."""

import json

from rostra.assistant import prompt_source


def test_a_changed_prompt_is_listed_told_apart_and_checked(served):
    own = served.path / "prompts" / "en" / "rewrite.md"
    own.parent.mkdir(parents=True)
    own.write_text(prompt_source("rewrite", "en").replace("version: 1", "version: 2"))
    listed = json.loads(served.ok("prompts", "--json"))
    mine = [p for p in listed if p["origin"] == "operator"]
    assert [(p["name"], p["version"], p["in_use"]) for p in mine] == [("rewrite", 2, False)]
    assert "+version: 2" in served.ok("prompts", "diff", "rewrite")
    assert "not in use" in served.ok("status")
    own.write_text("version: 2\n\n# system\nHi\n\n# user\nHello")
    done = served.run("prompts", "check", "rewrite", "--model", "none")
    assert done.returncode == 1
    assert "lacks $question" in done.stdout
    assert "en/rewrite did not pass" in done.stderr
    own.unlink()
    assert served.run("prompts", "diff").returncode == 4
    assert "wirte" in served.run("prompts", "diff", "wirte").stderr


def test_a_post_is_translated_and_its_thread_explained_by_the_owner(served, line, tmp_path):
    file = tmp_path / "posts.jsonl"
    bob = {"id": "urn:bob", "handle": "bob@example.org"}
    first = line(91, "The harbour ferry is late because of fog.")
    file.write_text(first + line(92, "Yes, an hour at least", author=bob, reply_to="t:91"))
    served.ok("feed", "import", str(file))
    told = served.ok("translate", "t:91", "--to", "zh", "--model", "none")
    assert "The harbour ferry is late because of fog." in told
    assert "(partly)" in told
    assert "逐词" in told
    made = json.loads(served.ok("translate", "t:91", "--model", "none", "--json"))
    assert made["lines"][0]["way"] == "words"
    thread = served.ok("explain", "--thread", "t:92")
    assert thread.index("Agreeing:") < thread.index("Yes, an hour at least")
    assert served.run("translate", "t:999").returncode == 4
