"""A person's own things: handed out whole, and deleted for good."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rostra.app import _gallery
from rostra.app._arena_words import BattleNamed, BattlesAsked
from rostra.app._people_ground import Ground
from rostra.app._people_words import PersonGone, UsageAsked
from rostra.app._picture_files import pictures_folder
from rostra.app._picture_words import PictureNamed, PicturesAsked
from rostra.app._seen_files import SeenFiles
from rostra.app._wire import plain
from rostra.app._words import AnswerNamed, AnswersAsked, ChatNamed, ChatSearch, ThingsAsked

if TYPE_CHECKING:
    from rostra.app._app import App

MOST = 1_000_000
"""Things of one kind at most."""
README = """\
What Rostra keeps of yours, as JSON: one object a line.
chats: conversations with every branch; answers: single questions; battles: blind battles with
your vote; pictures: orders with their pictures' descriptions, the files beside them under
pictures/; digests, orders, watches, marks, rulings, inquiries, usage: as their names say.
"""


def export_things(app: App, owner: str) -> bytes:
    """Return a zip of everything an owner has: JSON lines a kind, and the pictures' files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        for name, read in _kinds(app, owner).items():
            with archive.open(f"{name}.jsonl", "w") as lines:
                for thing in read():
                    lines.write(json.dumps(thing, ensure_ascii=False).encode() + b"\n")
        for order in app.pictures(PicturesAsked(who=owner, limit=MOST)):
            for picture in order.pictures:
                file = app.settings.data / picture.png
                if file.is_file():
                    archive.write(file, f"pictures/{picture.id}.png")
    return packed.getvalue()


def forget_things(ground: Ground, owner: str = "") -> PersonGone:
    """Delete for good what the person at this machine has; votes stay, for they are counted."""
    from rostra.records import delete_person, forget_shown, list_drawings, truncate_log

    folder = pictures_folder(ground.settings().data)
    SeenFiles(folder / "seen").forget(forget_shown(ground.engine, owner))
    pictures = sum(
        _gallery.delete(ground.engine, folder, PictureNamed(one.id, owner))
        for one in list_drawings(ground.engine, owner, MOST)
    )
    rows = delete_person(ground.engine, owner)
    ground.note(owner, "own things deleted")
    truncate_log(ground.engine)
    return PersonGone(rows, pictures)


def _kinds(app: App, owner: str) -> dict[str, Callable[[], Iterator[Any]]]:
    things = ThingsAsked(limit=MOST, owner=owner)
    return {
        "chats": lambda: _whole(
            app.chat_show(ChatNamed(line.id, owner))
            for line in app.chats(ChatSearch(owner=owner, limit=MOST))
        ),
        "answers": lambda: _whole(
            app.answer(AnswerNamed(line.id, owner))
            for line in app.answers(AnswersAsked(owner=owner, limit=MOST))
        ),
        "battles": lambda: _whole(
            app.battle_show(BattleNamed(line.id, owner))
            for line in app.battles(BattlesAsked(voter=owner, limit=MOST))
        ),
        "pictures": lambda: _whole(iter(app.pictures(PicturesAsked(who=owner, limit=MOST)))),
        "digests": lambda: _whole(iter(app.digests(things))),
        "orders": lambda: _whole(iter(app.saved(things))),
        "watches": lambda: _whole(iter(app.watches(things))),
        "marks": lambda: _whole(iter(app.marks(things))),
        "rulings": lambda: _whole(iter(app.rulings("", owner))),
        "inquiries": lambda: _whole(iter(app.inquiries(things))),
        "usage": lambda: _whole(iter(app.people.books.usage(UsageAsked(owner, limit=MOST)))),
    }


def _whole(things: Iterator[Any]) -> Iterator[Any]:
    return (plain(type(thing), thing) for thing in things if thing is not None)
