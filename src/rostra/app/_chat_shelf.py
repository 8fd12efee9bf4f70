"""Pictures shown in chats: kept with the chat, brought again with a turn that comes back to them.

A folder a chat holds each picture under its hash and a list for each question. With the chat it is
erased.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.app._eye_words import Shown, ShownBefore
from rostra.app._picture_files import erase_file
from rostra.app._seen_files import SeenFiles
from rostra.app._words import ChatNamed, Opened, Saying

if TYPE_CHECKING:
    from rostra.app._eye_pictures import Brought
    from rostra.records import Chat, Engine

_ID = re.compile(r"[\w-]{4,64}")
FORM = ("sha256", "name", "source", "page", "pages", "more", "located")


class ChatShelf:
    """The pictures of chats, in `pictures/shown/` of the data folder."""

    def __init__(
        self,
        folder: Path,
        records: Engine,
        opened: Callable[[Sequence[Shown]], list[Brought]],
        most: Callable[[], int],
    ) -> None:
        self.folder = folder
        self._records = records
        self._opened = opened
        self._most = most

    def say(self, saying: Saying, answered: Callable[[Saying], Iterator[Any]]) -> Iterator[Any]:
        """Have a turn answered with the pictures that belong to it, and keep those it shows.

        A turn that is answered again has those of its question; any other may come back to those
        of the turns before it (`earlier`). Raises PictureRefused, FetchError before anything is
        stored.
        """
        every = self._opened(saying.images) if saying.images else []
        shown = tuple(_shown(one) for one in every)
        if saying.chat and not shown:
            before = self._before(saying)
            saying = (
                replace(saying, images=before) if saying.again else replace(saying, earlier=before)
            )
        for event in answered(replace(saying, images=shown) if shown else saying):
            if every and isinstance(event, Opened) and self._most():
                self._keep(event.chat, event.question, every)
            yield event

    def listed(self, named: ChatNamed) -> tuple[ShownBefore, ...]:
        """List the pictures of a chat by the question that showed them; () for another's chat."""
        chat = self._chat(named.id, named.owner)
        if chat is None:
            return ()
        files = sorted((self.folder / chat.id).glob("*.json"))
        return tuple(
            ShownBefore(file.stem, one["sha256"], one["name"], one["page"])
            for file in files
            for one in _list(file)
        )

    def file(self, named: ChatNamed, sha256: str) -> bytes | None:
        """Return a picture that a chat shows; None for another's chat."""
        chat = self._chat(named.id, named.owner)
        return SeenFiles(self.folder / chat.id).find(sha256) if chat else None

    def forget(self, beginning: str = "") -> int:
        """Erase the pictures of chats that are gone; return how many files went."""
        from rostra.records import find_chat

        gone = 0
        for place in self._places(beginning):
            if find_chat(self._records, place.name) is None:
                gone += _erased(place)
        return gone

    def trim(self) -> int:
        """Erase the pictures of the chats that showed none for longest, beyond what is kept."""
        most = self._most()
        places = [(place, sum(f.stat().st_size for f in place.iterdir()), place.stat().st_mtime)
                  for place in self._places("")]  # fmt: skip
        left, gone = sum(size for _, size, _ in places), 0
        for place, size, _ in sorted(places, key=lambda each: each[2]):
            if left <= most:
                break
            gone += _erased(place)
            left -= size
        return gone

    def _keep(self, chat: str, question: str, every: Sequence[Brought]) -> None:
        files = SeenFiles(self.folder / chat)
        told = []
        for one in every:
            files.keep(one.picture)
            held = {name: getattr(one.picture, name) for name in FORM if name != "name"}
            told.append({**held, "name": one.name})
        (files.folder / f"{question}.json").write_text(json.dumps(told), "utf-8")

    def _before(self, saying: Saying) -> tuple[Shown, ...]:
        """Bring the pictures of the question answered again, or of the last one that has any."""
        from rostra.records import list_messages

        chat = self._chat(saying.chat, saying.owner)
        if chat is None:
            return ()
        every = {message.id: message for message in list_messages(self._records, chat.id)}
        at = saying.parent or (chat.head if saying.parent is None or saying.again else "")
        for _ in range(len(every)):
            if at not in every:
                break
            if every[at].role == "user":
                found = self._load(self.folder / chat.id, at)
                if found or saying.again:
                    return found
            at = every[at].parent
        return ()

    def _load(self, place: Path, question: str) -> tuple[Shown, ...]:
        files = SeenFiles(place)
        held = [(one, files.find(one["sha256"])) for one in _list(place / f"{question}.json")]
        return tuple(
            Shown(b64encode(data).decode("ascii"), **{n: one[n] for n in FORM if n != "sha256"})
            for one, data in held
            if data
        )

    def _chat(self, beginning: str, owner: str) -> Chat | None:
        """Find a chat of a person's that shows pictures, by its id or the beginning of it."""
        from rostra.records import find_chat

        found = [find_chat(self._records, place.name) for place in self._places(beginning)]
        mine = [chat for chat in found if chat is not None and chat.owner == owner]
        return mine[0] if len(mine) == 1 and beginning else None

    def _places(self, beginning: str) -> list[Path]:
        if (beginning and not _ID.fullmatch(beginning)) or not self.folder.is_dir():
            return []
        return [place for place in self.folder.glob(f"{beginning}*") if place.is_dir()]


def _shown(one: Brought) -> Shown:
    picture = one.picture
    return Shown(
        b64encode(picture.data).decode("ascii"), name=one.name, page=picture.page,
        pages=picture.pages, source=picture.source, more=picture.more, located=picture.located,
    )  # fmt: skip


def _list(file: Path) -> list[dict[str, Any]]:
    try:
        told: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return told


def _erased(place: Path) -> int:
    gone = sum(erase_file(file) for file in place.iterdir())
    place.rmdir()
    return gone
