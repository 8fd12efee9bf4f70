"""A policy's file, its versions in a folder, and what differs between two."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rostra.errors import PolicyError
from rostra.policy import (
    adopt_policy,
    current_policy,
    decided_apart,
    differences,
    kept_policy,
    parsed_cases,
    parsed_policy,
    policy_history,
    roll_back_policy,
    shipped_cases,
    shipped_policy,
)

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
HEAD = """
[[categories]]
name = "beer"
title = { en = "Beer", zh = "啤酒" }
action = "ask"
kinds = ["draw"]
reason = { en = "Beer?", zh = "啤酒？" }
"""
BEER = f'name = "bar"\n{HEAD}[[categories.matches]]\nevery = [["beer", "啤酒"]]\n'


def test_an_empty_folder_has_the_shipped_policy(tmp_path):
    assert current_policy(tmp_path / "none") is shipped_policy()
    assert policy_history(tmp_path) == ()


def test_versions_are_adopted_kept_and_rolled_back(tmp_path):
    first = adopt_policy(tmp_path, BEER, now=NOW, by="ann", note="a start")
    second = adopt_policy(tmp_path, BEER.replace('"ask"', '"refuse"'), now=NOW)
    assert (first.version, second.version) == (1, 2)
    assert current_policy(tmp_path) == second
    assert roll_back_policy(tmp_path, 1, now=NOW + timedelta(hours=1)) == first
    assert current_policy(tmp_path) == first
    third = adopt_policy(tmp_path, BEER, now=NOW)
    assert third.version == 3
    assert roll_back_policy(tmp_path, 0, now=NOW) is shipped_policy()
    told = [(entry.version, entry.how) for entry in policy_history(tmp_path)]
    assert told == [
        (1, "adopted"),
        (2, "adopted"),
        (1, "rolled back"),
        (3, "adopted"),
        (0, "rolled back"),
    ]
    assert policy_history(tmp_path)[0].note == "a start"
    assert kept_policy(tmp_path, 2) == second


def test_a_fall_while_adopting_leaves_the_old_version_in_effect(tmp_path):
    adopt_policy(tmp_path, BEER, now=NOW)
    (tmp_path / "0002.toml").write_text("half a fi")  # written, but not named by the log
    log = tmp_path / "log.jsonl"
    log.write_text(log.read_text() + '{"version": 2, "at": "2026-')
    assert current_policy(tmp_path).version == 1
    assert adopt_policy(tmp_path, BEER, now=NOW).version == 2
    assert current_policy(tmp_path).version == 2


def test_an_altered_version_is_not_used(tmp_path):
    adopt_policy(tmp_path, BEER, now=NOW)
    (tmp_path / "0001.toml").write_text(BEER.replace("ask", "allow"))
    with pytest.raises(PolicyError, match="altered after it was adopted"):
        current_policy(tmp_path)
    (tmp_path / "0001.toml").unlink()
    with pytest.raises(PolicyError, match="is gone"):
        current_policy(tmp_path)


def test_a_policy_that_fails_a_case_of_the_operators_does_not_take_effect(tmp_path):
    (tmp_path / "cases.toml").write_text(
        '[[cases]]\nname = "beer"\nkind = "draw"\ntext = "a beer"\nexpected = "refuse"\n'
    )
    with pytest.raises(PolicyError, match=r"1 of \d+ cases fail, the first being 'beer'"):
        adopt_policy(tmp_path, BEER, now=NOW)
    assert policy_history(tmp_path) == ()
    assert adopt_policy(tmp_path, BEER.replace('"ask"', '"refuse"'), now=NOW).version == 1


def test_versions_that_are_not_there(tmp_path):
    with pytest.raises(PolicyError, match="no version 7"):
        roll_back_policy(tmp_path, 7, now=NOW)


def test_a_log_that_cannot_be_read_is_said(tmp_path):
    adopt_policy(tmp_path, BEER, now=NOW)
    (tmp_path / "log.jsonl").write_text("[]\n")
    with pytest.raises(PolicyError, match="cannot be read"):
        current_policy(tmp_path)


def test_differences_are_told_rule_by_rule_and_case_by_case():
    before = parsed_policy(BEER)
    after = parsed_policy(
        BEER.replace('"ask"', '"refuse"').replace('["beer", "啤酒"]', '["beer", "ale"]')
        + HEAD.replace('name = "beer"', 'name = "wine"')
    )
    told = {d.where: (d.before, d.after) for d in differences(before, after)}
    assert told == {
        "beer: action": ("ask", "refuse"),
        "beer: words": ("啤酒", "ale"),
        "wine": ("—", "new: ask"),
    }
    assert [d.after for d in differences(after, before)][-1] == "—"
    assert differences(before, before) == ()
    apart = decided_apart(shipped_policy(), parsed_policy('name = "x"\n'), shipped_cases())
    names = {was.case.name for was, _ in apart}
    assert {"caricature", "pipe-bomb"} <= names
    assert not any(was.case.floor for was, _ in apart)


WRONG = [
    ("x = [", "is no TOML"),
    ("name = 3", "`name` is missing or no text"),
    ('name = "a"\ncolour = 1', "unknown key 'colour'"),
    (BEER + HEAD, "two categories are called 'beer'"),
    (BEER.replace('"ask"', '"maybe"'), "`action` is 'maybe'; it has to be one of allow, label"),
    (BEER.replace('["draw"]', '["paint"]'), "`kinds` is 'paint'"),
    (BEER.replace('["draw"]', "[]"), "`kinds` has to be a list"),
    (BEER.replace(', zh = "啤酒？"', ""), "`reason` has to be told in both languages"),
    (BEER.replace('[["beer", "啤酒"]]', "[]"), "`every` has to be a list of lists"),
    (BEER.replace('[["beer", "啤酒"]]', "[[]]"), "nothing could match"),
    (BEER.replace('[["beer", "啤酒"]]', '["@ale"]'), "names no list"),
    (BEER.replace('[["beer", "啤酒"]]', '[["*"]]'), "has to be a list of words"),
    (BEER + '[[categories.exemptions]]\naction = "allow"\n', "name whom it is for"),
    ('name = "a"\n' + "#" * 400_000, "larger than"),
    ('name = "a"\ncategories = 3', "has to be a list of tables"),
    ('name = "a"\nlists = 3', "`lists` has to be a table"),
]


@pytest.mark.parametrize(("source", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_wrong_file_is_refused_with_its_place(source, says):
    with pytest.raises(PolicyError, match=says.replace("[", r"\[")):
        parsed_policy(source, path="my.toml")


def test_wrong_cases_are_refused():
    with pytest.raises(PolicyError, match=r"case 1: `expected` is None"):
        parsed_cases('[[cases]]\nname = "a"\nkind = "ask"\ntext = "b"\n')


def test_history_is_plain_json(tmp_path):
    adopt_policy(tmp_path, BEER, now=NOW, by="安", note="试")
    line = json.loads((tmp_path / "log.jsonl").read_text("utf-8"))
    assert (line["by"], line["note"], line["version"]) == ("安", "试", 1)
