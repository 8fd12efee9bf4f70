"""The floor: what is refused whatever a policy says. No file and no setting opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rostra.policy._file import parsed_lists, parsed_policy, shipped
from rostra.policy._match import Reading, found
from rostra.policy._types import Category, Kind, Match, Policy
from rostra.text import names


@cache
def floor() -> Policy:
    """Return the floor, which is read as a policy is."""
    return parsed_policy(shipped("floor.toml"), path="the floor")


def fallen(kind: Kind, text: str, read: Sequence[Reading]) -> Category | None:
    """Return what of the floor a text falls under, None where it does not.

    `read` are the forms of the text (`_disguises.forms`), read.
    """
    for category in floor().categories:
        if kind not in category.kinds:
            continue
        if any(found(match, read) for match in category.matches):
            return category
        if category.name == "intimate" and found(_undressed(), read) and names(text):
            return category
    return None


@cache
def _undressed() -> Match:
    """Return what with the name of a person is an intimate picture of somebody."""
    lists = parsed_lists(shipped("floor.toml"), path="the floor")
    return Match((lists["intimate"],), lists["art"], lists["reported"])
