"""Digests that were made a moment ago: made once for all who wish the same."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rostra.app import Digesting, StoryCover
from rostra.web._news_shown import blocks
from rostra.web._posts_shown import post_path

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.assistant import Digest

FRESH_S = 60.0
"""Seconds for which a digest is shown again as it is."""
KEPT = 32
"""Digests that are held for their covers after that."""
AT_ONCE = 2


@dataclass(slots=True)
class Page:
    """A digest that is being made, or stands; its covers are drawn as they are asked for."""

    key: str
    at: float
    made: Future[Digest]
    covers: list[StoryCover] = field(default_factory=list)
    drawing: Iterator[StoryCover] | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)


class Shelf:
    """The pages of the last wishes. Any thread may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="rostra-news")

    def page(self, key: str, make: Callable[[], Digest]) -> Page:
        """Return the page of a wish; begin it where there is none that is fresh.

        One that failed is made anew at the next wish.
        """
        with self._lock:
            page = self._pages.get(key)
            if page is None or self._stale(page):
                page = Page(key, self._clock(), self._work.submit(make))
                self._put(key, page)
            return page

    def stood(self, key: str, digest: Digest, owner: str) -> Page:
        """Return the page of a kept digest; nobody finds it by its key alone."""
        place = f"{owner}\n{key}"
        with self._lock:
            page = self._pages.get(place)
            if page is None or page.made.result() != digest:
                done: Future[Digest] = Future()
                done.set_result(digest)
                page = Page(key, self._clock(), done)
                self._put(place, page)
            return page

    def find(self, key: str) -> Page | None:
        """Return the page of one of the last wishes, None where it is held no more."""
        with self._lock:
            return self._pages.get(key)

    def ready(self, key: str) -> Page | None:
        """Return a page that is fresh and whole, None otherwise."""
        with self._lock:
            page = self._pages.get(key)
            whole = page is not None and page.made.done() and not self._stale(page)
            return page if whole else None

    def _put(self, place: str, page: Page) -> None:
        self._pages[place] = page
        self._pages.move_to_end(place)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def _stale(self, page: Page) -> bool:
        failed = page.made.done() and page.made.exception() is not None
        return page.made.done() and (failed or self._clock() - page.at > FRESH_S)


def cover_of(
    page: Page, number: int, draw: Callable[[Digest], Iterator[StoryCover]]
) -> StoryCover | None:
    """Return the cover of story `number` (from 1), drawing up to it; None beyond the last."""
    with page.turn:
        if page.drawing is None:
            page.drawing = draw(page.made.result())
        while len(page.covers) < number:
            drawn = next(page.drawing, None)
            if drawn is None:
                return None
            page.covers.append(drawn)
        return page.covers[number - 1]


def key_of(wish: Digesting) -> str:
    """Name a wish."""
    return hashlib.sha256(repr(wish).encode()).hexdigest()[:20]


def shelf_of(request: Request) -> Shelf:
    """Return the shelf of a site, set up at the first wish."""
    state = request.app.state
    if not hasattr(state, "news_shelf"):
        state.news_shelf = Shelf()
    shelf: Shelf = state.news_shelf
    return shelf


def shown(held: Page) -> dict[str, Any]:
    """Return what the templates need of a page that stands."""
    digest = held.made.result()
    return {
        "digest": digest,
        "key": held.key,
        "blocks": blocks(digest),
        "post_path": post_path,
        "posts": {item.number: item.post for item in digest.evidence},
    }
