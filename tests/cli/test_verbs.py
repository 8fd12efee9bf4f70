"""Every verb, asked of a serving owner the way a person does."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture(scope="module", autouse=True)
def posts(served, line):
    """Four posts: a thread of two, one in Chinese, one to be deleted."""
    file = served.path.parent / "posts.jsonl"
    file.write_text(
        line(1, "The harbour ferry is late because of fog.", likes=12)
        + line(
            2,
            "Any news on the ferry?",
            reply_to="t:1",
            root="t:1",
            author={"id": "urn:bob", "handle": "bob@example.org"},
            created="2024-05-04T12:01:00Z",
        )
        + line(
            3,
            "渡轮因为大雾停航，预计中午恢复。",
            lang="zh",
            network="bluesky",
            created="2024-05-04T12:02:00Z",
        )
        + "not a post\n"
    )
    assert "3 posts taken in, 1 lines or posts refused" in served.ok("feed", "import", str(file))


def lines(text):
    return [row for row in text.splitlines() if row.strip()]


def test_ask_prints_cards_sentences_and_who_wrote(served):
    told = served.ok("ask", "--model", "none", "why is the harbour ferry late?")
    assert "[1] " in told
    assert "https://example.org/1" in told
    assert re.search(r"because of fog.*\[1\]", told)
    assert "posts are quoted" in told
    assert "time zone UTC" in told
    assert "\x1b" not in told


def test_ask_as_json_carries_everything(served):
    told = json.loads(served.ok("ask", "--json", "--model", "none", "why is the ferry late?"))
    assert told["found"]
    assert told["evidence"][0]["post"]["id"].startswith("t:")
    assert [step["name"] for step in told["steps"]][:2] == ["plan", "find"]
    assert told["plan"]["timezone"] == "UTC"


def test_ask_is_narrowed_by_network_time_and_zone(served):
    told = served.ok("ask", "--json", "--model", "none", "--network", "bluesky", "渡轮停航了吗？")
    assert {e["post"]["network"] for e in json.loads(told)["evidence"]} == {"bluesky"}
    late = served.run(
        "ask",
        "--model",
        "none",
        "--since",
        "2024-05-05",
        "--until",
        "2024-05-06",
        "why is the ferry late?",
    )
    assert late.returncode == 4
    zone = served.ok("ask", "--json", "--model", "none", "--tz", "Asia/Tokyo", "ferry late?")
    assert json.loads(zone)["plan"]["timezone"] == "Asia/Tokyo"


def test_ask_shows_its_steps(served):
    told = served.ok("ask", "--trace", "--model", "none", "why is the ferry late?")
    assert re.search(r"find\s+\d+ ms\s+kept\s+\d", told)


def test_ask_without_an_answer_says_so_and_exits_4(served):
    done = served.run("ask", "--model", "none", "how tall is the giraffe Zephyrine?")
    assert done.returncode == 4
    assert done.stdout.strip()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("ask", "--tz", "Mars/Base", "x"), "no time zone"),
        (("ask", "--since", "yesteryear", "x"), "is no time"),
        (("ask", "--model", "gpt-99", "ferry"), "no model is called 'gpt-99'"),
        (("feed", "remove", "nobody"), "no feed is called 'nobody'"),
        (("feed", "add", "gopher"), "gopher"),
        (("feed", "add", "rss"), "url"),
        (("feed", "add", "rss", "http://x/", "--set", "oops"), "KEY=VALUE"),
        (("feed", "add", "rss", "http://x/", "--name", "sample"), "kept for the bundled"),
        (("posts", "mute"), "either --author or --word"),
        (("posts", "search", "--limit", "-1", "ferry"), "'--limit': -1"),
        (("posts", "search", "--limit", str(10**20), "ferry"), "limit is 100000000000000000000"),
        (("posts", "timeline", "--limit", "-1", "ann"), "'--limit': -1"),
        (("posts", "rising", "--min-likes", "-1"), "'--min-likes': -1"),
        (("feed", "export", "--limit", "0"), "'--limit': 0"),
    ],
)
def test_a_mistake_is_one_line_without_a_traceback(served, args, says):
    done = served.run(*args)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode == 1:
        assert len(lines(done.stderr)) == 1


def test_search_show_thread_timeline(served):
    assert "t:1" in served.ok("posts", "search", "ferry", "fog")
    found = json.loads(served.ok("posts", "search", "--json", "渡轮"))
    assert [post["id"] for post in found] == ["t:3"]
    assert "because of fog" in served.ok("posts", "show", "t:1")
    thread = json.loads(served.ok("posts", "thread", "--json", "t:2"))
    assert [post["id"] for post in thread] == ["t:1", "t:2"]
    ann = json.loads(served.ok("posts", "timeline", "--json", "ann@example.org"))
    assert [post["id"] for post in ann] == ["t:3", "t:1"]
    assert served.run("posts", "show", "t:99").returncode == 4
    assert served.run("posts", "search", "giraffe").returncode == 4


def test_minutes_and_rising(served):
    day = ("--since", "2024-05-04", "--until", "2024-05-05")
    counts = json.loads(served.ok("posts", "minutes", "--json", *day))
    assert sum(minute["posts"] for minute in counts) == 3
    assert "█" in served.ok("posts", "minutes", *day)
    assert served.run("posts", "rising", *day).returncode in (0, 4)


def test_trends_that_are_none_say_so(served):
    told = served.run("trends", "--live", "--lang", "zh", "--network", "bluesky")
    assert told.returncode == 4
    assert "nothing rises there" in told.stderr


def test_a_deleted_post_is_gone_everywhere_and_does_not_come_back(served, line):
    file = served.path.parent / "more.jsonl"
    file.write_text(line(9, "zyzzyva ferry timetable"))
    served.ok("feed", "import", str(file))
    assert "zyzzyva" in served.ok("ask", "--model", "none", "zyzzyva ferry timetable?")
    assert "deleted" in served.ok("posts", "delete", "--yes", "t:9")
    assert served.run("posts", "show", "t:9").returncode == 4
    assert "0 posts taken in" in served.ok("feed", "import", str(file))


def test_a_muted_word_leaves_answers_until_it_is_heard_again(served):
    assert "muted: 渡轮 (at once)" in served.ok("posts", "mute", "--word", "渡轮")
    assert served.run("posts", "search", "渡轮").returncode == 4
    served.ok("posts", "mute", "--undo", "--word", "渡轮")
    assert "t:3" in served.ok("posts", "search", "渡轮")


def test_what_is_exported_can_be_imported(served):
    told = lines(served.ok("feed", "export"))
    assert {json.loads(row)["id"] for row in told} >= {"t:1", "t:2", "t:3"}
    file = served.path.parent / "out.jsonl"
    served.ok("feed", "export", str(file))
    assert "0 posts taken in, 0 lines" in served.ok("feed", "import", str(file))


def test_an_export_goes_on_past_a_page(folder, line, monkeypatch):
    from rostra.app import Intake, open_app, this_process
    from rostra.cli import _feed
    from rostra.posts import Query
    from rostra.settings import load_settings

    settings = load_settings(data=folder.path, environ={"ROSTRA_MODELS__RERANK": "false"})
    start = datetime(2024, 5, 4, tzinfo=UTC)
    rows = [
        line(n, f"post {n}", created=(start + timedelta(seconds=n // 3)).isoformat())
        for n in range(50)
    ]
    monkeypatch.setattr(_feed, "PAGE", 7)
    with open_app(settings, owner=this_process("test", start)) as app:
        app.take_in(Intake("".join(rows), "test"))
        for limit, expected in ((1000, 50), (20, 20)):
            query = Query(now=start + timedelta(days=1), limit=limit)
            pages = list(_feed._pages(app, query))
            ids = [post.id for page in pages for post in page]
            assert len(ids) == len(set(ids)) == expected
            assert len(pages) > 2


def test_status_tells_where_everything_is(served):
    told = json.loads(served.ok("status", "--json"))
    assert told["pid"] == served.owner()["pid"]
    assert told["folder"] == str(served.path)
    assert told["posts"] >= 3
    shown = served.ok("status")
    assert told["address"] in shown
    assert "mini" in shown


def test_the_sample_comes_goes_and_is_never_mixed_in(served):
    assert "took in the sample feed" in served.ok("feed", "add", "sample")
    told = json.loads(served.ok("ask", "--json", "--model", "none", "ferry late because of fog?"))
    assert not told["sample"]
    assert {e["post"]["source"] for e in told["evidence"]} == {"import"}
    sample = json.loads(served.ok("posts", "search", "--json", "--sample", "harbour"))
    assert {post["source"] for post in sample} == {"sample"}
    assert "the sample feed is gone" in served.ok("feed", "remove", "sample")
    assert served.run("posts", "search", "--sample", "harbour").returncode == 4
    assert json.loads(served.ok("status", "--json"))["sample"] == 0


def test_init_writes_a_file_once(folder):
    assert "wrote" in folder.ok("init")
    file = folder.path / "rostra.toml"
    file.write_text(file.read_text() + "# mine\n")
    assert "stays as it is" in folder.ok("init")
    assert file.read_text().endswith("# mine\n")
    assert folder.ok("doctor")


def test_doctor_names_what_is_wrong_and_how_to_mend_it(folder):
    folder.path.mkdir()
    (folder.path / "rostra.toml").write_text("[server]\nprot = 1\n")
    done = folder.run("doctor")
    assert done.returncode == 1
    assert "did you mean 'port'" in done.stdout
    (folder.path / "rostra.toml").write_text(
        '[models]\ncache = "/nonexistent/cache"\n'
        '[[feeds]]\nname = "dead"\nnetwork = "rss"\nurl = "http://127.0.0.1:9/x"\n'
        '[models.roles.large]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n'
    )
    told = {f["what"]: f for f in json.loads(folder.run("doctor", "--json").stdout)}
    assert told["feed dead"]["state"] == "bad"
    assert "cannot be reached" in told["feed dead"]["says"]
    assert told["model large"]["state"] == "bad"
    assert told["weights mini"]["cure"] == "rostra models fetch mini"
    assert told["settings"]["state"] == "good"


def test_models_are_listed_with_size_hash_and_licence(folder):
    told = json.loads(folder.ok("models", "list", "--json"))
    assert {role["role"] for role in told["roles"]} == {"large", "mini"}
    mini = next(w for w in told["weights"] if w["name"] == "mini")
    assert (mini["size"], mini["licence"]) == (491400064, "Apache-2.0")
    assert re.fullmatch(r"[0-9a-f]{64}", mini["sha256"])
    assert "Apache-2.0" in folder.ok("models", "list")


def test_weights_that_are_not_the_right_ones_are_refused(folder):
    wrong = folder.path.parent / "wrong.gguf"
    wrong.write_bytes(b"GGUF" + bytes(100))
    folder.env = {"ROSTRA_MODELS__CACHE": str(folder.path / "cache")}
    done = folder.run("models", "fetch", "mini", "--path", str(wrong))
    assert done.returncode == 1
    assert "wrong.gguf" in done.stderr
    check = folder.ok("models", "check")
    assert "rostra models fetch mini" in check


def test_a_model_server_that_is_down_is_one_line(folder):
    folder.env = {
        "ROSTRA_MODELS__ROLES__LARGE__BASE_URL": "http://127.0.0.1:9/v1",
        "ROSTRA_MODELS__ROLES__LARGE__MODEL": "m",
        "ROSTRA_MODELS__ROLES__LARGE__RETRIES": "0",
    }
    done = folder.run("models", "check", "large")
    assert done.returncode == 1
    assert "127.0.0.1:9" in done.stderr


def test_unknown_settings_stop_every_verb_with_a_line(folder):
    folder.env = {"ROSTRA_SERVER__PROT": "1"}
    done = folder.run("ask", "x")
    assert done.returncode == 1
    assert "ROSTRA_SERVER__PROT" in done.stderr
    assert "did you mean 'port'" in done.stderr


def test_nothing_runs_and_nothing_is_there(folder):
    done = folder.run("status")
    assert done.returncode == 4
    assert "rostra up" in done.stderr
    assert not folder.path.exists()


def test_debug_shows_the_traceback(folder):
    folder.env = {"ROSTRA_SERVER__PROT": "1"}
    assert "Traceback" in folder.run("ask", "x", "--debug").stderr


def test_a_bot_without_an_account_says_so(served):
    told = served.run("bot", "check")
    assert told.returncode == 4
    assert "no account: add [[bot.accounts]]" in told.stderr
