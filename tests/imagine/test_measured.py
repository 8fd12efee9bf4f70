"""The illustrator's measurement sees what is there, and not what is covered or outside."""

import pytest

from measure.illustrator import requests, visible
from rostra.imagine._words import THINGS, entry, thing

SHEET = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">{}</svg>'
GROUP = '<g data-actor="{}" data-thing="cat" data-symbol="1F408">{}</g>'


@pytest.mark.parametrize(
    ("shapes", "seen"),
    [
        (GROUP.format(0, '<rect width="50" height="50" fill="#f00"/>'), True),
        (GROUP.format(0, '<rect width="50" height="50" fill="#f00"/>')
         + '<rect width="60" height="60" fill="#00f"/>', False),
        (GROUP.format(0, '<rect width="50" height="50" fill="#f00"/>')
         + '<rect x="30" width="60" height="60" fill="#00f"/>', True),
        (GROUP.format(0, '<rect x="300" width="50" height="50" fill="#f00"/>'), False),
    ],
)  # fmt: skip
def test_what_is_covered_or_outside_is_not_seen(shapes, seen):
    assert visible(SHEET.format(shapes))[0]["seen"] is seen


@pytest.mark.parametrize("held", [False, True])
def test_requests_name_what_the_words_know(held):
    asked = requests(held=held)
    assert len(asked) == (30 if held else 60)
    assert {r.style for r in asked} == {"regular", "fun"}
    assert {r.lang for r in asked} == {"zh", "en"}
    kinds = ("place", "weather", "time", "season", "topic", *THINGS)
    for request in asked:
        for name in request.names:
            for key in name.replace(">", " ").rpartition("*")[2].rpartition(":")[2].split()[::2]:
                known = thing(key) or any(entry(kind, key) for kind in kinds)
                assert known, (request.prompt, key)
