"""`rostra people`, `keys` and `usage`, from the first account to its end."""

import json
import re
from io import StringIO

import pytest

from rostra.cli import _main

RIGHT = "correct horse battery"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a verb in this process; returns exit code, output and errors."""

    def run(*args, says=""):
        monkeypatch.setattr("sys.stdin", StringIO(says))
        code = _main.run(["--data", str(tmp_path), *args])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_an_account_from_its_first_day_to_its_last(run):
    assert run("people")[0] == 4
    code, out, _ = run(
        "people", "add", "Ann", "--role", "admin", "--password-stdin", says=f"{RIGHT}\n"
    )
    assert (code, "Ann has an account (admin)" in out) == (0, True)
    code, _, err = run("people", "add", "ánn", "--password-stdin", says=f"{RIGHT}\n")
    assert (code, "is taken" in err) == (1, True)
    assert (
        run("people", "add", "Bob", "--plan", "premium", "--password-stdin", says=f"{RIGHT}\n")[0]
        == 0
    )
    people = json.loads(run("people", "list", "--json")[1])
    assert [(one["name"], one["role"], one["plan"]) for one in people] == [
        ("Ann", "admin", ""), ("Bob", "member", "premium"),
    ]  # fmt: skip
    assert RIGHT not in json.dumps(people)
    assert re.match(r"/sign-up\?token=\S{43}\n", run("people", "invite", "--note", "Cem")[1])
    (invitation,) = json.loads(run("people", "invitations", "--json")[1])
    assert (invitation["state"], invitation["note"]) == ("open", "Cem")
    assert run("people", "withdraw", invitation["id"])[0] == 0
    key = run("keys", "add", "bob", "--scope", "ask", "--units", "5")[1].strip()
    listed = run("keys", "list")[1]
    assert key.rpartition("_")[0] in listed
    assert key not in listed
    assert run("keys", "revoke", key)[0] == 0
    assert run("keys", "revoke", key)[0] == 4
    assert run("people", "change", "Bob", "--plan", "none")[0] == 1
    assert run("people", "change", "Bob", "--disable", "--rename", "Robert")[0] == 0
    assert "disabled" in run("people", "list")[1]
    assert run("people", "change", "Ann", "--role", "member")[0] == 1, "the last admin"
    assert run("people", "password", "Robert", "--password-stdin", says="short\n")[0] == 1
    assert run("usage")[0] == 4
    assert run("usage", "--form", "csv")[1].startswith("at,person,name")
    code, out, _ = run("people", "delete", "Robert", "--yes")
    assert (code, "Robert is deleted, with 0 pictures" in out) == (0, True)
    audit = run("people", "audit")[1]
    for did in ("account added", "invited", "key made", "key revoked", "account deleted"):
        assert did in audit
    assert "Robert" not in audit
    assert len(json.loads(run("people", "audit", "--form", "json")[1])) > 6
    assert run("people", "delete", "nobody", "--yes")[0] == 4
    assert len(run("keys", "seal")[1].strip()) == 44
