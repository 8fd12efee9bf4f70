"""Deleting a person for good: pictures with their files, then every row, then the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.app import _gallery
from rostra.app._people_ground import Ground
from rostra.app._people_words import PersonGone
from rostra.app._picture_files import pictures_folder
from rostra.app._picture_words import PictureNamed
from rostra.app._seen_files import SeenFiles
from rostra.errors import AccountError

if TYPE_CHECKING:
    from rostra.accounts import Person

MOST = 1_000_000
"""Orders for pictures that one person may have."""


def delete_for_good(ground: Ground, person_id: str, by: Person, address: str = "") -> PersonGone:
    """Delete a person; raises AccountError for an unknown one, or the last admin.

    Killed half-way, it may be called again: the account goes last. What was spent stays, under no
    name; votes stay, for they are counted.
    """
    from rostra.records import (
        change_person,
        delete_person,
        drop_sessions,
        forget_shown,
        list_drawings,
        person_with,
        truncate_log,
    )

    kept = person_with(ground.engine, person_id)
    if kept is None:
        raise AccountError(f"there is no account {person_id!r}")
    # Nothing new comes to be while the old goes.
    last = kept.role == "admin" and not kept.disabled_at
    shut = {"disabled_at": datetime.now(UTC)}
    if not change_person(ground.engine, person_id, shut, leave_admin=last) and last:
        raise AccountError("this is the last admin; make somebody else one first")
    drop_sessions(ground.engine, person_id)
    folder = pictures_folder(ground.settings().data)
    SeenFiles(folder / "seen").forget(forget_shown(ground.engine, person_id))
    pictures = sum(
        _gallery.delete(ground.engine, folder, PictureNamed(one.id, person_id))
        for one in list_drawings(ground.engine, person_id, MOST)
    )
    rows = delete_person(ground.engine, person_id)
    ground.note(by.id if by.id != person_id else "", "account deleted", person_id, address)
    truncate_log(ground.engine)
    return PersonGone(rows, pictures)
