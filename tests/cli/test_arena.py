"""Battles on the command line: side by side, blind, voted on by processes that may die."""

import json
import os
import re
import signal

import click
import pytest

from rostra.app import VoteGiven
from rostra.arena import Began, Ended, Ready, Told
from rostra.cli import _arena_battle
from rostra.cli._arena_columns import Columns, cards
from rostra.cli._arena_words import CHOICES, tongue_of
from rostra.cli._show import columns

# Entrants that need no weights: posts without a model, under three names.
SETTINGS = """
[arena]
vote_gap_s = 0
[[arena.entrants]]
label = "plain posts"
[[arena.entrants]]
label = "posts again"
[[arena.entrants]]
label = "the hidden one"
code = "sus-column-r"
maker = "Zyzzlabs"
"""


def on_screen(told):
    """Return the lines a terminal shows: all it needs is to go up and to clear."""
    lines = [""]
    for part in re.split("(\x1b\\[\\d+A\x1b\\[J|\n)", told):
        if part == "\n":
            lines.append("")
        elif part.startswith("\x1b["):
            up = int(part[2:].partition("A")[0])
            lines = [*lines[: len(lines) - 1 - up], ""]
        else:
            lines[-1] += click.unstyle(part)
    return [line.rstrip() for line in lines if line.strip()]


@pytest.mark.parametrize("live", [False, True])
def test_columns_end_alike_whatever_the_order_of_pieces(capsys, live):
    left = "The bridge is open since this morning, as three posts say. " * 4
    right = "大桥今天早上已经开放，有三条帖子这样说。" * 6
    pages = []
    for order in (1, 3, 1000):
        table = Columns(live=live, width=70)
        for at in range(0, max(len(left), len(right)), 5 * order):
            table.add("left", left[at : at + 5 * order])
            table.add("right", right[at : at + 5 * order])
        table.end("right", right)
        table.end("left", left)
        table.close()
        pages.append(on_screen(capsys.readouterr().out))
    assert pages[0] == pages[1] == pages[2]
    body = [line.split(" │") for line in pages[0][1:]]
    assert " ".join(row[0].strip() for row in body).strip() == left.strip()
    assert "".join(row[1].strip() for row in body if len(row) > 1) == right
    assert {columns(line.partition("│")[0]) for line in pages[0] if "│" in line} == {34}
    assert all(columns(line) <= 70 for line in pages[0])


def test_on_a_terminal_what_is_being_written_stands_at_once(capsys):
    table = Columns(live=True, width=70)
    table.add("left", "Well")
    assert any(line.startswith("Well") for line in on_screen(capsys.readouterr().out))
    table = Columns(live=False, width=70)
    table.add("left", "Well")
    assert not any("Well" in line for line in on_screen(capsys.readouterr().out)), (
        "a row is printed once"
    )


def test_posts_that_both_cite_stand_once_and_obey_no_order():
    from rostra.arena import Card

    one = Card(1, "p1", "a1", "The ferry\x1b[2J is late.", name="Ann", handle="@ann", network="x")
    other = Card(2, "p2", "a2", "Fog.", url="https://example.org/2")
    drawn = click.unstyle(
        cards({"left": Told("a", cards=(one,)), "right": Told("b", cards=(one, other))})
    )
    assert drawn.splitlines() == [
        "both [1] Ann @ann · x",
        "    The ferry[2J is late.",
        "right [2] a2 · ",
        "    Fog.",
        "    https://example.org/2",
    ]


@pytest.fixture
def arena(folder, line):
    folder.path.mkdir(parents=True)
    (folder.path / "rostra.toml").write_text(SETTINGS)
    posts = folder.path.parent / "posts.jsonl"
    posts.write_text(
        "".join(line(n, f"The harbour ferry number {n} is late today.") for n in range(4))
    )
    folder.ok("feed", "import", str(posts))
    return folder


def test_a_battle_from_question_to_vote_through_the_owner(arena):
    arena.serve()
    told = arena.run("arena", "entrants")
    assert "plain posts" in told.stdout
    assert "sus-column-r" in told.stdout
    assert "hidden one" not in told.stdout
    assert "register add" in told.stdout, "it says why the hidden one is not drawn"
    fought = json.loads(
        arena.ok("arena", "battle", "why is the ferry late?", "--json", "--seed", "3")
    )
    assert (fought["line"]["state"], fought["line"]["left"], fought["line"]["right"]) == (
        "open",
        "",
        "",
    )
    assert fought["turns"][0]["left"]["text"]
    named = fought["line"]["id"]
    assert "plain posts" not in json.dumps(fought)
    given = json.loads(arena.ok("arena", "vote", named[:8], "l", "--reason", "tone", "--json"))
    assert {given["left"], given["right"]} == {"plain posts", "posts again"}
    again = arena.run("arena", "vote", named, "right")
    assert (again.returncode, "has its vote" in again.stderr) == (1, True)
    assert "has its vote" in arena.run("arena", "battle", "--turn", named, "and?").stderr
    assert "voted" in arena.ok("arena", "battles")
    assert "plain posts" in arena.ok("arena", "show", named)
    arena.run("arena", "register", "add", "sus-column-r", "--note", "a newcomer")
    listed = arena.ok("arena", "register", "list")
    assert "not told" in listed
    assert "hidden one" not in listed
    asked = arena.run("arena", "register", "reveal", "sus-column-r", "--yes")
    assert "sus-column-r is the hidden one; it keeps its 0 votes" in asked.stdout
    assert "Zyzzlabs" in asked.stdout


@pytest.mark.parametrize(
    ("question", "heads", "same", "voted"),
    [
        ("渡轮为什么晚点？", "左 │ 右", "一字不差", "你投了“左” · 左：tiny · 右：mini"),
        ("why late?", "left │ right", "word for word", "you voted left · left: tiny · right: mini"),
    ],
)
def test_a_battle_is_spoken_of_in_the_language_of_its_question(
    capsys, question, heads, same, voted
):
    tongue = tongue_of(question)
    events = [
        Began("b1", 1),
        Ended("left", Told("Fog.")),
        Ended("right", Told("Fog.")),
        Ready("b1"),
    ]
    assert _arena_battle._tell(events, tongue) == "b1"
    _arena_battle.tell_names(VoteGiven("v1", "b1", "left", "tiny", "mini"), tongue)
    told = capsys.readouterr()
    assert re.sub(" +", " ", told.out.splitlines()[0]) == heads
    assert same in told.err, "a voter is told that there is nothing to choose"
    assert told.out.splitlines()[-1] == voted


@pytest.mark.parametrize(
    ("said", "choice"), [("L", "left"), ("右", "right"), ("平局", "tie"), ("都差", "both bad")]
)
def test_votes_are_read_in_both_languages(said, choice):
    assert CHOICES[said.lower()] == choice
    assert tongue_of(said) == ("en" if said.isascii() else "zh")


def test_wrong_use_is_told_in_a_line(arena):
    for args, code, says in (
        (("arena", "vote", "nowhere", "left"), 1, "no battle 'nowhere' of yours"),
        (("arena", "vote", "nowhere", "up"), 2, "'up' is no vote"),
        (("arena", "show", "nowhere"), 4, "no battle of yours"),
        (("arena", "battle", "?!"), 1, "needs a question"),
        (("arena", "battle", "why?", "--mode", "plain"), 1, "nobody can be had in mode plain"),
        (("arena", "battle", "why?", "--reason", "tone"), 2, "give --vote too"),
        (("arena", "battle", "--turn", "nowhere", "why?"), 1, "no battle 'nowhere' of yours"),
        (("arena", "register", "add", "nobody"), 1, "stands for no entrant"),
        (("arena", "register", "retire", "nobody"), 1, "knows no 'nobody'"),
        (("arena", "battles"), 4, "`rostra arena battle QUESTION` begins one"),
        (("arena", "register"), 4, "`rostra arena register add CODE` registers one"),
        (("arena", "export"), 4, "no votes are kept"),
    ):
        done = arena.run(*args)
        assert (done.returncode, says in done.stderr) == (code, True), (args, done.stderr)
        assert "Traceback" not in done.stderr


def test_an_owner_that_is_killed_after_a_vote_has_kept_and_counted_it(arena):
    owner = arena.serve()
    named = json.loads(arena.ok("arena", "battle", "why is it late?", "--json"))["line"]["id"]
    arena.ok("arena", "vote", named, "tie")
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    votes = {e["name"]: e["votes"] for e in json.loads(arena.ok("arena", "entrants", "--json"))}
    assert votes == {"plain posts": 1, "posts again": 1, "sus-column-r": 0}
    assert json.loads(arena.ok("arena", "battles", "--json"))[0]["choice"] == "tie"
