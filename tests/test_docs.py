"""The pages say what the program says, and every room, verb, setting and error has its place."""

import re
import sys
from pathlib import Path

import pytest

from rostra import errors
from rostra.app import STREAMS, VERBS, App

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ROOMS = sorted(
    path.parent.name
    for path in (ROOT / "src" / "rostra").glob("*/__init__.py")
    if path.parent.name not in ("app", "settings")
)


@pytest.mark.parametrize("name", ["cli", "settings"])
def test_generated_pages_are_fresh(name):
    sys.path.insert(0, str(ROOT))
    from tools import docs

    made = getattr(docs, f"{name}_page")()
    assert made == (DOCS / f"{name}.md").read_text(), "run: python tools/docs.py"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_page_and_stands_in_the_index(room):
    assert (DOCS / f"{room}.md").is_file()
    assert f"({room}.md)" in (DOCS / "index.md").read_text()


def test_every_page_stands_in_the_index():
    index = (DOCS / "index.md").read_text()
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index


def test_links_between_pages_lead_somewhere():
    for page in DOCS.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_decisions_are_numbered_once_and_fit_a_page():
    names = [page.name for page in (DOCS / "decisions").glob("*.md")]
    numbers = [name[:3] for name in names]
    assert all(re.fullmatch(r"\d{3}-[a-z0-9-]+\.md", name) for name in names)
    assert len(numbers) == len(set(numbers))
    for page in (DOCS / "decisions").glob("*.md"):
        assert len(page.read_text().split()) <= 600, f"{page.name} is longer than a page"


def test_every_error_is_drawn_and_exported():
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__)) | {"RostraError"}
    defined = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert drawn == defined == set(errors.__all__)


def test_every_verb_is_known_to_the_app_and_travels():
    for name in (*VERBS, *STREAMS):
        assert callable(getattr(App, name))
    assert {"ask", "chat", "draw"} <= set(STREAMS)
    assert {"search", "digest", "status"} <= set(VERBS)
