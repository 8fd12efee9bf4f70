"""Numbered files of SQL bring a database to the shape this version needs."""

from __future__ import annotations

import re
from datetime import datetime
from importlib.resources import files

from rostra.errors import StoreError
from rostra.posts._engine import Engine

_TIDY = (
    "old_parts_lifetime = 2, cleanup_delay_period = 1, max_cleanup_delay_period = 2, "
    "cleanup_delay_period_random_add = 0"
)
"""Settings of tables that hold text: what a merge or a purge replaced leaves the disk at once."""

_FILE = re.compile(r"(\d{4})_(\w+)\.sql")
_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations {cluster} (
    number UInt32, step UInt32, name String, at DateTime64(6, 'UTC')
) ENGINE = {MergeTree} ORDER BY (number, step)
"""


def migrations() -> list[tuple[int, str, str]]:
    """List the shipped migrations as (number, name, SQL), in order."""
    folder = files("rostra.posts").joinpath("migrations")
    found = [
        (int(match[1]), match[2], entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if (match := _FILE.fullmatch(entry.name))
    ]
    return sorted(found)


def statements(sql: str) -> list[str]:
    """Cut a file into statements: comments go, a line that ends in `;` ends a statement."""
    bare = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [s.strip() for s in re.split(r";\s*$", bare, flags=re.MULTILINE) if s.strip()]


def migrate(engine: Engine, now: datetime, upto: int | None = None) -> list[str]:
    """Apply what has not been applied and return the names of the files.

    Each statement is recorded when it is done, so a process killed half-way goes on from there;
    a statement may therefore run twice and must bear it (`IF NOT EXISTS`). In a new database
    none takes time, and all of a file are recorded at once. A database made by a newer version
    is refused.
    """
    engine.run(_filled(_LEDGER, engine))
    done = set(engine.rows("SELECT number, step FROM migrations"))
    shipped = migrations()
    newest = max((number for number, _ in done), default=0)
    if newest > shipped[-1][0]:
        raise StoreError(
            f"the post store at {engine.where} was made by a newer version (migration {newest}, "
            f"this version knows {shipped[-1][0]}); upgrade Rostra"
        )
    applied = []
    for number, name, sql in shipped:
        if upto is not None and number > upto:
            break
        steps = enumerate(statements(sql))
        ahead = [(step, told) for step, told in steps if (number, step) not in done]
        if not ahead:
            continue
        for step, statement in ahead:
            engine.run(_filled(statement, engine))
            if done:
                _record(engine, number, name, now, [step])
        if not done:
            _record(engine, number, name, now, [step for step, _ in ahead])
        applied.append(name)
    return applied


def _record(engine: Engine, number: int, name: str, now: datetime, steps: list[int]) -> None:
    """Write down which statements of a file are done."""
    engine.run(
        "INSERT INTO migrations SELECT {number:UInt32}, arrayJoin({steps:Array(UInt32)}), "
        "{name:String}, {at:DateTime64(6, 'UTC')}",
        number=number,
        steps=steps,
        name=name,
        at=now,
    )


def _filled(sql: str, engine: Engine) -> str:
    for name, clause in {**engine.clauses, "tidy": _TIDY}.items():
        sql = sql.replace("{" + name + "}", clause)
    return sql
