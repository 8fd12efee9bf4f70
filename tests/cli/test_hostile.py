"""What strangers write cannot give orders to a terminal or a log, or hide what went wrong."""

import json
import logging
from datetime import UTC, datetime

import click
import pytest

from rostra.app._logs import JsonLines, Lines
from rostra.cli import _show
from rostra.cli._times import parse_moment
from rostra.posts import Author, Post

NOW = datetime(2026, 8, 20, tzinfo=UTC)
ORDERS = ("\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\x08", "\r", "\u202e", "\u2066", "\x7f")


def is_quiet(text):
    return not any(order in text for order in ("\x1b", "\x9b", "\x08", "\r", "\x07", "\x7f", "\u202e", "\u2066"))  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_a_post_gives_no_orders_to_a_terminal(order):
    bad = f"a{order}b\nc"
    author = Author("urn:a", handle=bad, name=bad)
    post = Post("t:1", bad, "s", author, bad, NOW, NOW, url=f"https://e.org/{bad}", labels=(bad,))
    drawn = click.unstyle(_show.card(post, UTC))
    assert is_quiet(drawn)
    # Neither can a name begin a line of its own, and pass for another post.
    assert len(drawn.splitlines()) == 3


@pytest.mark.parametrize("order", ORDERS)
def test_what_a_relay_said_gives_no_orders_to_a_terminal(order):
    drawn = click.unstyle(_show.table(("feed", "note"), [("nostr", f"x{order}y\nfeed  fine")]))
    assert is_quiet(drawn)
    assert len(drawn.splitlines()) == 2


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("lines", [Lines("%(message)s"), JsonLines()])
def test_a_log_line_stays_one_line(order, lines):
    said = f"refused{order}\n2026-08-20 ERROR forged"
    record = logging.LogRecord("rostra.x", logging.INFO, "", 0, "a relay said %s", (said,), None)
    line = lines.format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\x9b" not in line
    assert "forged" in line


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "99999999w", "1e9h", "9" * 5000 + "w", "yesterdayish"])  # fmt: skip
def test_a_time_out_of_range_says_which_may_be_asked(text):
    with pytest.raises(click.UsageError, match="no time between 1970 and 2200"):
        parse_moment(text, "UTC", NOW)


def test_refused_lines_of_an_import_are_named_and_cost_no_other(folder, line, tmp_path):
    file = tmp_path / "posts.jsonl"
    bad = ["not json", "[" * 100_000, line(2, "no zone", created="1950-01-01T00:00:00Z").strip()]
    rows = [line(1, "The ferry is late."), *(b + "\n" for b in bad), line(3, "It came.")]
    file.write_text("".join(rows))
    done = folder.run("feed", "import", str(file))
    assert "2 posts taken in, 3 lines or posts refused" in done.stdout
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr
    assert done.returncode == 0
    told = json.loads(folder.ok("posts", "search", "ferry", "--json"))
    assert [post["id"] for post in told] == ["t:1"]
