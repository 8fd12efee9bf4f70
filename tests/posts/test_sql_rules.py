"""Traps the engine sets, kept out of the code by reading it."""

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "src/rostra/posts"
SOURCES = sorted([*ROOM.glob("*.py"), *ROOM.glob("migrations/*.sql")])

FORBIDDEN = {
    "an update switches the text index off until patches are applied": r"\bUPDATE\s+\w+\s+SET\b",
    "so does a lightweight delete; ALTER TABLE … DELETE rewrites the part": r"\bDELETE\s+FROM\b",
    "a Kafka table keeps the folder from opening again": r"\bKafka\b",
    "Python() tables exist in the embedded engine only": r"\bPython\s*\(",
    "client.chdb exists in the embedded engine only": r"\.chdb\b",
    "a forked child keeps the folder's lock": r"\bfork\b",
    "an engine clause belongs into the placeholders": r"(?-i:ENGINE)\s*=(?!\s*\{)",
}


@pytest.mark.parametrize("reason", FORBIDDEN)
def test_no_source_holds(reason):
    pattern = re.compile(FORBIDDEN[reason], re.IGNORECASE)
    found = [f"{s.name}: {m[0]}" for s in SOURCES for m in pattern.finditer(s.read_text())]
    assert found == [], reason


def test_the_rules_can_fail():
    assert re.search(FORBIDDEN[next(iter(FORBIDDEN))], "UPDATE posts SET likes = 1", re.IGNORECASE)
    assert len(SOURCES) > 8
