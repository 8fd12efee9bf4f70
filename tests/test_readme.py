"""The READMEs are twins, and what they show is what happens."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh.md")
BIN = Path(sys.executable).parent
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

VOTES = "left,right,winner\n" + "Tacos,Pizza,left\nPizza,Sushi,tie\nSushi,Tacos,left\n" * 9


def blocks(page, kind):
    return [body for name, body in FENCE.findall((ROOT / page).read_text()) if name == kind]


def session(page):
    """Pair each command of the session with the lines it is said to print."""
    steps = []
    for block in blocks(page, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
    return steps


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a command of a README beside an owner that holds the sample feed."""
    folder = tmp_path_factory.mktemp("readme")
    env = {k: v for k, v in os.environ.items() if not k.startswith("ROSTRA_")}
    env |= {"ROSTRA_DATA": str(folder / "data"), "TZ": "UTC", "ROSTRA_MODELS__WARM": "false"}

    def call(command):
        args = shlex.split(command.replace(".venv/bin", str(BIN)))
        return subprocess.run(
            args, env=env, cwd=folder, capture_output=True, text=True, timeout=280, check=False
        )

    (folder / "votes.csv").write_text(VOTES)
    assert call(".venv/bin/rostra feed add sample").returncode == 0
    log = (folder / "serve.log").open("w")
    serving = subprocess.Popen(
        [BIN / "rostra", "serve", "--port", "0"], env=env, stdout=log, stderr=log
    )
    give_up = 600
    while "listens" not in (folder / "serve.log").read_text() and give_up:
        serving.poll()
        assert serving.returncode is None, (folder / "serve.log").read_text()
        give_up -= 1
        _ = subprocess.run(["sleep", "0.1"], check=True)
    yield call
    serving.terminate()
    serving.wait(30)
    log.close()


def as_pattern(lines):
    """`…` stands for anything, over any number of lines."""
    return ".*?".join(re.escape(part) for part in "\n".join(lines).split("…"))


@pytest.mark.parametrize("page", PAGES)
def test_the_session_prints_what_the_page_shows(page, run):
    steps = session(page)
    assert len(steps) >= 4
    for command, shown in steps:
        if "feed add" in command:
            run(f".venv/bin/rostra feed remove {command.split('--name ')[1]}")
        done = run(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        pattern = as_pattern(shown)
        assert re.match(pattern, done.stdout, re.DOTALL), f"{command} printed:\n{done.stdout}"


def test_the_commands_of_make_exist():
    for page in PAGES:
        for block in blocks(page, "sh"):
            for line in block.splitlines():
                args = line.partition("#")[0].split()
                done = subprocess.run(
                    [*args, "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
                )
                assert done.returncode == 0, done.stderr


def test_the_pages_are_twins():
    english, chinese = ((ROOT / page).read_text() for page in PAGES)

    def headings(text):
        bare = FENCE.sub("", text)
        return [len(mark) for mark in re.findall(r"^(#+) ", bare, re.MULTILINE)]

    def links(text):
        return [link for link in re.findall(r"\]\(([^)]+)\)", text) if "README" not in link]

    assert headings(english) == headings(chinese)
    assert FENCE.findall(english) == FENCE.findall(chinese)
    assert links(english) == links(chinese)
    assert english.count("\n- ") == chinese.count("\n- ")


@pytest.mark.parametrize("page", PAGES)
def test_the_first_screen_comes_to_the_point(page):
    before, _, _ = (ROOT / page).read_text().partition("```")
    assert len(before.splitlines()) <= 25
    assert len(before.split()) <= 60


@pytest.mark.parametrize("page", PAGES)
def test_every_linked_page_is_there(page):
    for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text()):
        assert (ROOT / link).exists(), f"{page} links to {link}"
