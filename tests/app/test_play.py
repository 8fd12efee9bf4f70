"""Battles play themselves over the sample: kept at once, gone on with, void where a model fails."""

import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from rostra.app._arena_play import Playing, _about, play_battles, standings
from rostra.app._models import open_lineup
from rostra.app._recipes import USUAL
from rostra.arena import RULES, line_of, read_recorded
from rostra.cli._arena import arena
from rostra.errors import ModelError, SettingsError
from rostra.models import WEIGHTS
from rostra.settings import load_settings

NAMES = ("posts only", "digest", "digest in fun")
DOWN = {
    "ROSTRA_MODELS__ROLES__MINI__BASE_URL": "http://127.0.0.1:9/v1",
    "ROSTRA_MODELS__ROLES__MINI__RETRIES": "0",
}
QUICK = {"ROSTRA_MODELS__RERANK": "false", "ROSTRA_TIMEZONE": "UTC"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("play")


@pytest.fixture(scope="module")
def settings(folder):
    return load_settings(data=folder, environ=QUICK | DOWN)


@pytest.fixture(scope="module")
def played(settings, folder):
    """Two battles, then four by a second run over a line that a killed one left half written."""
    record = folder / "played.jsonl"
    told = []
    first = play_battles(settings, Playing(record, 2, NAMES), told.append)
    before = record.read_bytes()
    with record.open("ab") as file:
        file.write('{"is":"answer","question":"…'.encode()[:-2])
    second = play_battles(settings, Playing(record, 4, NAMES), told.append)
    return first, before, second, record.read_bytes(), told


def test_a_run_goes_on_where_the_last_one_was_cut_off(played):
    first, before, second, after, told = played
    assert len(first.votes) == 2
    assert after.startswith(before)
    assert len(second.votes) == 4
    assert second.votes[:2] == first.votes
    assert [(p.done, p.of, p.new) for p in told] == [(1, 2, 1), (2, 2, 2), (3, 4, 1), (4, 4, 2)]


def test_every_battle_is_kept_with_its_answers_and_what_was_measured(played):
    _, _, record, _, _ = played
    for row in record.battles.values():
        for side in ("left", "right"):
            assert record.answers[row["question"], row[side]]["text"].strip()
        assert len(row["measured"]) == 2
        assert row["reasons"]
    langs = [record.questions[row["question"]]["lang"] for row in record.battles.values()]
    assert langs == ["zh", "en", "zh", "en"]


def test_the_head_says_what_played_and_by_which_rules(played):
    head = played[2].head
    assert head["said"] == RULES.words()
    assert [e["name"] for e in head["entrants"]] == sorted(NAMES)
    assert head["now"] == "2026-08-20T14:00:00+00:00"


def test_each_battle_counts_once_for_both(played):
    rows = standings(played[2])
    assert {row[0] for row in rows} == set(NAMES)
    assert sum(sum(row[1:]) for row in rows) == 2 * 4
    assert sum(row[1] for row in rows) == sum(row[3] for row in rows)


def test_another_play_is_not_mixed_in_and_two_runs_are_not_let_in(settings, folder, played):
    record = folder / "played.jsonl"
    with pytest.raises(SettingsError, match=r"holds another play \(seed differ"):
        play_battles(settings, Playing(record, 4, NAMES, seed=2))
    with pytest.raises(SettingsError, match="no entrant is called 'nobody'"):
        play_battles(settings, Playing(folder / "x.jsonl", 4, ("posts only", "nobody")))
    assert record.read_bytes() == played[3]


def test_a_play_that_is_done_opens_nothing(settings, folder, played):
    began = time.process_time()
    again = play_battles(settings, Playing(folder / "played.jsonl", 4, NAMES))
    assert again == played[2]
    assert time.process_time() - began < 2


def test_minutes_bound_a_run(settings, folder):
    ticks = iter(range(0, 10_000, 90))
    record = folder / "short.jsonl"
    read = play_battles(
        settings, Playing(record, 50, NAMES, minutes=2), clock=lambda: float(next(ticks))
    )
    assert 0 < len(read.votes) < 4


def test_a_model_that_is_down_makes_a_void_battle_and_three_end_the_run(settings, folder):
    record = folder / "void.jsonl"
    with pytest.raises(ModelError, match="3 battles in a row are void"):
        play_battles(settings, Playing(record, 9, ("mini alone", "posts only")))
    read = read_recorded(record)
    assert read.votes == ()
    assert len(read.battles) == 3
    assert all(row["cause"] for row in read.battles.values())


def test_the_verb_tells_standings_and_the_file(folder, monkeypatch):
    for key, value in QUICK.items():
        monkeypatch.setenv(key, value)
    args = ["play", "--battles", "1", "--entrants", "posts only, digest", "--data", str(folder)]
    told = CliRunner().invoke(arena, args)
    assert told.exit_code == 0, told.output
    assert "1 battle, judged by rules, not by people" in told.output
    assert (folder / "arena" / "played.jsonl").exists()


def test_a_run_killed_with_9_loses_no_battle_that_was_told(folder):
    record = folder / "killed.jsonl"
    args = ["arena", "play", "--battles", "40", "--entrants", ",".join(NAMES),
            "--data", str(folder), "--record", str(record)]  # fmt: skip
    code = f"from rostra.cli._main import main; main({args!r})"
    with subprocess.Popen([sys.executable, "-c", code], env=os.environ | QUICK | DOWN,
                          stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:  # fmt: skip
        told = [line for line in (run.stderr.readline() for _ in range(1)) if "/40" in line]
        time.sleep(0.3)
        run.send_signal(signal.SIGKILL)
    assert len(told) == 1
    assert len(read_recorded(record).votes) >= 1


def test_weights_stand_in_the_head_by_their_hash_and_prompts_by_version(folder):
    settings = load_settings(data=folder, environ=QUICK)
    with open_lineup(settings) as models:
        told = _about("mini", USUAL["mini"], models, settings)
    assert told["sha256"] == WEIGHTS["mini"].sha256
    assert told["prompts"][0].startswith("write/en@")
    assert line_of(told)
