"""The floor: what is refused whatever a policy says. No file and no setting opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rostra.policy._file import parsed_lists, parsed_policy, shipped
from rostra.policy._match import found, pattern_of
from rostra.policy._types import Category, Kind, Match, Policy
from rostra.text import names


@cache
def floor() -> Policy:
    """Return the floor, which is read as a policy is."""
    return parsed_policy(shipped("floor.toml"), path="the floor")


def fallen(kind: Kind, text: str, forms: Sequence[str]) -> Category | None:
    """Return what of the floor a text falls under, None where it does not.

    `forms` are the forms of the text (`_disguises.forms`). How crimes and rights are reported is
    taken out before the rest is looked at.
    """
    lists = parsed_lists(shipped("floor.toml"), path="the floor")
    reported = pattern_of(lists["reported"])
    bare = [reported.sub(" ", form) for form in forms]
    for category in floor().categories:
        if kind not in category.kinds:
            continue
        if any(found(match, bare) for match in category.matches):
            return category
        undressed = category.name == "intimate" and found(
            Match((lists["intimate"],), lists["art"]), bare
        )
        if undressed and names(text):
            return category
    return None
