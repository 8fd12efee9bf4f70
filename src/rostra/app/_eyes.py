"""Pictures read: in questions, in files, in posts; and known again when they return."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from rostra import text
from rostra.app._addresses import find_post
from rostra.app._chat_shelf import ChatShelf
from rostra.app._eye_answers import Eye, Looked, by_rule, looked, read_all
from rostra.app._eye_pictures import MB, Brought, brought
from rostra.app._eye_post import post_pictures
from rostra.app._eye_sayings import says
from rostra.app._eye_words import PageSeen, Seeing, SeenBefore, SeenNamed, Shown, Sighting
from rostra.app._picture_files import pictures_folder
from rostra.app._seen_before import SeenBook
from rostra.app._seen_files import SeenFiles
from rostra.app._seen_serving import seen_file, sent_seen
from rostra.app._words import ChatNamed
from rostra.errors import PictureError, PictureRefused, StoreError
from rostra.vision import Picture, Reader, Seen, drawn, open_reader, text_of

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.app._picture_words import PictureFile
    from rostra.app._scrub import Losses
    from rostra.models import Model
    from rostra.posts import Post, Store
    from rostra.records import Engine
    from rostra.settings import Settings
    from rostra.vision import Line

RECALLED = 32
"""Pictures whose lines are remembered, so that a second question reads nothing again."""
OFF = "reading text in pictures is off (vision.ocr) and no model that sees is set"


class Eyes:
    """What an open Rostra does with pictures that it is shown."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        store: Store,
        answering: Answering,
        reader: Callable[[], Reader] = open_reader,
    ) -> None:
        self._settings = settings
        self._records = records
        self._store = store
        self._answering = answering
        self._open_reader = reader
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        self.files = SeenFiles(pictures_folder(settings().data) / "seen")
        self.book = SeenBook(records, store.get)
        self.shelf = ChatShelf(
            pictures_folder(settings().data) / "shown", records, self.shown,
            lambda: settings().vision.chat_mb * MB,
        )  # fmt: skip

    def see(self, seeing: Seeing) -> Sighting:
        """Read pictures, answer the question about them, and tell where each was seen before.

        Raises PictureRefused, PictureError, FetchError, ModelError.
        """
        now = seeing.now or datetime.now(UTC)
        lang = self.lang(seeing.tongue, seeing.question)
        self._among(seeing.among, now)
        every, notes = self._brought(seeing, lang, now)
        told = self.looked(every, seeing, lang) if seeing.read else Looked("", ())
        before = [self._before(one, lang, seeing.owner) for one in every]
        self.note(every, now, seeing.owner)
        pages = tuple(
            _page(one, told.seen[at] if at < len(told.seen) else None)
            for at, one in enumerate(every)
        )
        pages = tuple(
            replace(page, before=seen, words=seen[0].words if seen else says(lang, "never"))
            for page, seen in zip(pages, before, strict=True)
        )
        marked = ""
        if seeing.mark and told.found is not None:
            png = drawn(every[told.at].picture, [told.found.box])
            marked = b64encode(png).decode("ascii")
        asked = bool(seeing.question.strip())
        return Sighting(
            pages, lang, seeing.question, told.found, told.at, told.said if asked else "",
            told.model, told.sighted, (*notes, *told.notes), marked,
        )  # fmt: skip

    def file(self, named: SeenNamed) -> PictureFile | None:
        """Return a picture of a post for whoever asks, fetched where that is wished.

        None where it is unknown, not here, or another's.
        """
        if named.chat:
            data = self.shelf.file(ChatNamed(named.chat, named.who), named.sha256)
            return sent_seen(data, named.sha256, named.side) if data else None
        return seen_file(named, self._settings(), self._records, self._store, self.files, self.book)

    def looked(self, every: Sequence[Brought], seeing: Seeing, lang: str) -> Looked:
        """Answer the question about pictures, or read them where there is none."""
        if not every:
            return Looked("", ())
        pictures = [one.picture for one in every]
        if not seeing.question.strip():
            return Looked("", read_all(pictures, self._eye(None, sees=False)))
        model, sees, notes = self._answering.seeing(seeing.model)
        told = looked(pictures, seeing.question, self._eye(model, sees=sees), lang)
        return replace(told, notes=(*told.notes, *notes))

    def shown(self, images: Sequence[Shown]) -> list[Brought]:
        """Open the pictures of a question."""
        return list(brought(images, self._settings()))

    def tells(self, images: Sequence[Shown], question: str) -> bool:
        """Whether what is read in pictures answers a question by rule."""
        eye = self._eye(None, sees=False)
        if eye.reader is None:
            return False
        try:
            seen = read_all([one.picture for one in self.shown(images)], eye)
        except PictureError:
            return False
        return by_rule(seen, question)

    def note(self, every: Sequence[Brought], now: datetime, owner: str) -> None:
        """Keep that pictures were seen; those of posts were kept when they came."""
        for one in every:
            if one.post is None:
                self.book.note(one, now=now, owner=owner)

    def scrub(self, lost: Losses) -> int:
        """Forget the pictures of posts that were deleted or edited; return how many went.

        Raises StoreError when the records cannot be written; doing it again is harmless.
        """
        from sqlalchemy.exc import SQLAlchemyError

        from rostra.records import forget_seen, truncate_log

        kept = {
            post_id: [media.url for media in post.media] for post_id, post in lost.edits.items()
        }
        try:
            gone = forget_seen(
                self._records,
                posts=[deletion.id for deletion in lost.deletions if deletion.id],
                natives=[(d.source, d.native) for d in lost.deletions if not d.id and d.native],
                authors=list(lost.departures),
                kept=kept,
            )
            if gone:
                truncate_log(self._records)
        except SQLAlchemyError as error:
            msg = f"the pictures of deleted posts could not be forgotten: {error}; tried again"
            raise StoreError(msg) from error
        if gone:
            self.files.forget(gone)
            self.book.forget()
        return len(gone)

    def tidy(self) -> int:
        """Let go of posts' and chats' pictures beyond what is kept; return how many went."""
        gone = self.shelf.forget() + self.shelf.trim()
        return gone + self.files.trim(self._settings().vision.cache_mb * MB)

    def lang(self, tongue: str, question: str) -> Literal["en", "zh"]:
        """Choose the language of what is said: as asked for, the question's, the settings'."""
        wanted = tongue or ("" if question.strip() else self._settings().assistant.language)
        if wanted.startswith(("zh", "en")):
            return "zh" if wanted.startswith("zh") else "en"
        return "zh" if text.script(question) == "han" else "en"

    def _brought(
        self, seeing: Seeing, lang: str, now: datetime
    ) -> tuple[list[Brought], tuple[str, ...]]:
        named = seeing.post or seeing.named
        post = find_post(self._store, named) if named else None
        if post is not None:
            return self._of_post(post, lang, now)
        if seeing.post:
            raise PictureRefused(
                f"{seeing.post!r} is no file, no address and no post that is known here; see "
                "`rostra posts search`"
            )
        images = seeing.images
        if seeing.named:
            images = (Shown(url=seeing.named, first=seeing.first, last=seeing.last), *images)
        every = self.shown(images)
        notes = [says(lang, "located")] if any(one.picture.located for one in every) else []
        moves = any(one.picture.more and not one.picture.pages for one in every)
        return every, (*notes, *([says(lang, "more")] if moves else []))

    def _of_post(
        self, post: Post, lang: str, now: datetime
    ) -> tuple[list[Brought], tuple[str, ...]]:
        found, lacking = self.pictures_of(post, now)
        if not found and not lacking:
            raise PictureRefused(f"the post {post.id!r} has no pictures")
        if not found:
            raise PictureRefused(lacking[0])
        why = "; ".join(lacking)[:500]
        return found, (
            (says(lang, "pictures of post", count=len(lacking), why=why),) if lacking else ()
        )

    def pictures_of(self, post: Post, now: datetime) -> tuple[list[Brought], list[str]]:
        """Return a post's pictures, and why others could not be had."""
        return post_pictures(
            post, self._settings(), self._records, self._store, self.files, self.book, now=now
        )

    def _among(self, posts: Sequence[str], now: datetime) -> None:
        for post in self._store.get(list(posts)).values():
            self.pictures_of(post, now)

    def _before(self, one: Brought, lang: str, owner: str) -> tuple[SeenBefore, ...]:
        but = one.post.id if one.post else ""
        return self.book.before(one.picture, lang=lang, owner=owner, but=but)

    def _eye(self, model: Model | None, *, sees: bool) -> Eye:
        on = self._settings().vision.ocr
        return Eye(model, sees, self._read if on else None, OFF)

    def _read(self) -> Reader:
        with self._lock:
            if self._reader is None:
                self._reader = _remembering(self._open_reader())
            return self._reader


def _remembering(reader: Reader) -> Reader:
    """Return a reader that reads the same picture once."""
    known: OrderedDict[str, tuple[Line, ...]] = OrderedDict()

    def read(picture: Picture) -> tuple[Line, ...]:
        lines = known.get(picture.sha256)
        if lines is None:
            lines = reader(picture)
            known[picture.sha256] = lines
            while len(known) > RECALLED:
                known.popitem(last=False)
        return lines

    return read


def _page(one: Brought, seen: Seen | None) -> PageSeen:
    picture = one.picture
    written = text_of(seen) if seen is not None else ""
    return PageSeen(
        one.name, picture.sha256, picture.source, picture.width, picture.height, picture.page,
        picture.pages, picture.more, picture.located, seen, written,
    )  # fmt: skip
