"""Importing Rostra, and asking for help, loads nothing heavy."""

import json
import subprocess
import sys

HEAVY = {
    "alembic", "PIL", "atproto", "atproto_client", "chdb", "clickhouse_connect", "coincurve", "feedparser",
    "httpx", "nh3", "numpy", "opencc", "pandas", "prometheus_client", "py3langid", "pyarrow",
    "pydantic", "rensa", "rich", "rjieba", "sqlalchemy", "starlette", "tokenizers", "tomlkit",
    "uvicorn", "websockets", "xllamacpp",
}  # fmt: skip


def loaded_by(*codes):
    """Run each in one process, in this order; return the first that loads each package."""
    after = "print('\\n' + json.dumps(list(sys.modules)))"
    code = "import json, sys\n" + "".join(f"{code}\n{after}\n" for code in codes)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lists = [json.loads(line) for line in told.stdout.splitlines() if line.startswith('["')]
    assert len(lists) == len(codes)
    first = {}
    for code, names in zip(codes, lists, strict=True):
        for name in names:
            first.setdefault(name.partition(".")[0], code)
    return first


def heavy(loaded, packages):
    return {name: code for name, code in loaded.items() if name in packages}


def test_help_loads_nothing_heavy():
    loaded = loaded_by(
        "import rostra",
        "import rostra.cli",
        "from rostra.cli._main import run; run(['--help'])",
        "run(['ask', '--help'])",
        "run(['feed', 'add', '--help'])",
        "run(['posts', '--help'])",
    )
    assert heavy(loaded, HEAVY) == {}
    assert "rostra" in loaded


def test_a_door_opens_without_its_engine():
    rooms = "text fetch posts feeds models vision imagine assistant app".split()
    engines = HEAVY - {"pydantic"}  # the settings are checked by it, and `app` reads them
    assert heavy(loaded_by(*(f"import rostra.{room}" for room in rooms)), engines) == {}


def test_importing_has_no_effect(tmp_path):
    code = "import rostra, rostra.cli, rostra.app, rostra.web, rostra.settings, rostra.models"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert told.stdout == told.stderr == ""
    assert list(tmp_path.iterdir()) == []
