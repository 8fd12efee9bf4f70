"""The rooms import downwards only, and through the door."""

import ast
import functools
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "rostra"

LAYERS = [
    {"cli"},
    {"web", "bot"},
    {"api"},
    {"app"},
    {"training"},
    {"arena", "benchmarks"},
    {"tutors"},
    {"assistant"},
    {"vision", "imagine", "tools"},
    {"feeds", "policy", "accounts", "events"},
    {"posts", "models", "records"},
    {"text", "fetch", "settings", "errors"},
]
LEVEL = {room: len(LAYERS) - depth for depth, rooms in enumerate(LAYERS) for room in rooms}

MODULES = sorted(SRC.rglob("*.py"))
# A module past 400 lines needs its reason here.
LONG_MODULES: dict[str, str] = {
    "app/_app.py": "every verb of Rostra stands there, in three lines each",
    "settings/_models.py": "every key of the file in one place, as docs/settings.md is made from it",
    "app/__init__.py": "every verb's words leave by this door: names alone, packed",
    "app/_words.py": "what every verb takes and gives, in one place",
    "arena/__init__.py": "ratings, battles, files, boards, pairs and integrity: their verbs, packed",
    "records/__init__.py": "every room keeps its rows here: the verbs of each table, packed",
}
DOOR_LINES = 60


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def room_of(path: Path) -> str:
    part = path.relative_to(SRC).parts[0]
    return part.removesuffix(".py")


def imports_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += names if node.module == "rostra" else [node.module]
    return [name for name in found if name and name.startswith("rostra.")]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_point_down_and_use_doors(path):
    room = room_of(path)
    if room == "__init__":  # the package's own door may name anything lazily
        return
    assert room in LEVEL, f"{path}: {room} is no room; add it to LAYERS"
    for name in imports_of(path):
        other = name.split(".")[1]
        if other == room:
            continue
        assert other in LEVEL, f"{path} imports {name}, which is no room"
        below = LEVEL[other] < LEVEL[room]
        ground = {room, other} <= LAYERS[-1]  # the ground floor may lean on errors
        assert below or (ground and other == "errors"), f"{path} ({room}) imports upward: {name}"
        assert not any(p.startswith("_") for p in name.split(".")), (
            f"{path} reaches past a door: {name}"
        )
        assert name.count(".") == 1, f"{path} imports {name}; import from the door rostra.{other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_every_module_says_what_it_is_and_is_short(path):
    source = path.read_text()
    assert ast.get_docstring(tree_of(path)), f"{path} has no docstring"
    lines = len(source.splitlines())
    limit = DOOR_LINES if path.name == "__init__.py" else 400
    reason = LONG_MODULES.get(str(path.relative_to(SRC)))
    assert lines <= limit or reason, f"{path} has {lines} lines (limit {limit})"


@pytest.mark.parametrize("door", [p for p in MODULES if p.name == "__init__.py"], ids=room_of)
def test_a_door_names_what_it_opens(door):
    tree = ast.parse(door.read_text())
    exported = next(
        (
            [ast.literal_eval(e) for e in node.value.elts]
            for node in tree.body
            if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"
        ),
        [],
    )
    bound = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } | {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    missing = set(exported) - bound
    lazy = "__getattr__" in bound
    assert not missing or lazy, f"{door}: __all__ names {missing}, which it does not import"
