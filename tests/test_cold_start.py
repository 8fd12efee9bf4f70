"""Importing Rostra, and asking for help, loads nothing heavy."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "PIL", "atproto", "atproto_client", "chdb", "clickhouse_connect", "coincurve", "feedparser",
    "httpx", "nh3", "numpy", "opencc", "pandas", "prometheus_client", "py3langid", "pyarrow",
    "pydantic", "rensa", "rich", "rjieba", "sqlalchemy", "starlette", "tokenizers", "tomlkit",
    "uvicorn", "websockets", "xllamacpp",
}  # fmt: skip


def loaded_by(code):
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys; print(json.dumps(list(sys.modules)))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name.partition(".")[0] for name in json.loads(told.stdout.splitlines()[-1])}


@pytest.mark.parametrize(
    "code",
    [
        "import rostra",
        "import rostra.cli",
        "from rostra.cli._main import run; run(['--help'])",
        "from rostra.cli._main import run; run(['ask', '--help'])",
        "from rostra.cli._main import run; run(['feed', 'add', '--help'])",
        "from rostra.cli._main import run; run(['posts', '--help'])",
    ],
)
def test_help_loads_nothing_heavy(code):
    assert not loaded_by(code) & HEAVY


@pytest.mark.parametrize(
    "room", ["text", "fetch", "posts", "feeds", "models", "vision", "imagine", "assistant", "app"]
)
def test_a_door_opens_without_its_engine(room):
    engines = HEAVY - {"pydantic"}  # the settings are checked by it, and `app` reads them
    assert not loaded_by(f"import rostra.{room}") & engines


def test_importing_has_no_effect(tmp_path):
    code = "import rostra, rostra.cli, rostra.app, rostra.web, rostra.settings, rostra.models"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert told.stdout == told.stderr == ""
    assert list(tmp_path.iterdir()) == []
