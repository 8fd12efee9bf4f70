"""What runs beside the questions: feeds, the sample feed, retention and purge."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rostra.app._feeds import LABELS, open_feed, open_labelers, origin, x_access
from rostra.app._upkeep import Upkeep
from rostra.app._zone import local_zone
from rostra.errors import FeedError, SettingsError, StoreError
from rostra.feeds import (
    BlueskyLabels,
    Gap,
    Keep,
    SourceState,
    Supervisor,
    recheck,
    sample_changes,
    sample_day,
)
from rostra.posts import SAMPLE, Query
from rostra.settings import BlueskyFeed, FeedSettings, MuteSettings, Settings, XFeed

if TYPE_CHECKING:
    from rostra.posts import Store

log = logging.getLogger(__name__)


class StoreBooks:
    """Cursors and gaps, written down in the store beside the posts they speak of."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_cursor(self, name: str) -> str:
        """Return the saved cursor of a source, "" where there is none."""
        return self._store.cursor(name)

    def save_cursor(self, name: str, value: str) -> None:
        """Save a source's cursor."""
        self._store.save_cursor(name, value)

    def record_gap(self, name: str, gap: Gap) -> None:
        """Write down that posts may be missing."""
        self._store.record_gaps(name, [(gap.since, gap.until, gap.reason)])


DROPPED = "dropped"
"""The sample's cursor after it was dropped for good."""
BATCH = 500
DUE_S = 20.0
"""Seconds between two looks at what is due."""
AHEAD, REST_S = 16, 0.2
"""Posts that are read ahead at a time, some 0.2 CPU seconds on one core, and the rest between."""


class Running:
    """Starts and stops sources as the settings say, and keeps the store in shape."""

    def __init__(self, settings: Settings, store: Store, keep: Keep) -> None:
        self.settings = settings
        self._store = store
        self._keep = keep
        self._supervisor: Supervisor | None = None
        self._troubles: dict[str, SourceState] = {}
        self._labelers: dict[str, BlueskyLabels] = {}
        self._stack = ExitStack()

    # Feeds

    def begin(
        self, tidy: Callable[[], object], do_due: Callable[[], object], only: Sequence[str] = ()
    ) -> None:
        """Run the feeds (those named, or all that are enabled), `tidy` and `do_due` at times."""
        supervisor = self._supervisor = Supervisor(self._keep, StoreBooks(self._store))
        supervisor.start()
        self._stack.callback(supervisor.stop)
        chosen = [f for f in self.settings.feeds if f.name in only or (f.enabled and not only)]
        for told in chosen:
            self._start(told)
        self._labelers = {}
        self._ask_labelers(chosen)
        every_s = self.settings.posts.upkeep_minutes * 60
        self._stack.enter_context(Upkeep(tidy, every_s))
        self._stack.enter_context(Upkeep(do_due, DUE_S))

    def end(self) -> None:
        """Stop the feeds, after what they read is stored, and the upkeep."""
        self._stack.close()
        self._supervisor = None

    def states(self) -> tuple[SourceState, ...]:
        """Return how each source fares, also those that could not begin."""
        running = self._supervisor.states() if self._supervisor else ()
        return (*running, *self._troubles.values())

    def follow(self, fresh: Settings) -> tuple[str, ...]:
        """Start and stop sources until they match the fresh settings; say what was done."""
        before = {told.name: told for told in self.settings.feeds if told.enabled}
        after = {told.name: told for told in fresh.feeds if told.enabled}
        self.settings = fresh
        if self._supervisor is None:
            return ()
        done = []
        for name, told in before.items():
            if told != after.get(name):
                self._stop(name)
                done.append(f"{name} stopped")
        for name, told in after.items():
            if told != before.get(name):
                self._start(told)
                trouble = self._troubles.get(name)
                done.append(f"{name} cannot run: {trouble.error}" if trouble else f"{name} runs")
        self._ask_labelers(after.values())
        return tuple(done)

    def _start(self, told: FeedSettings) -> None:
        """Start one source; what is wrong with it costs no other."""
        assert self._supervisor is not None  # noqa: S101 - only called while running
        try:
            self._supervisor.add(open_feed(told, self.settings, self._store))
        except SettingsError as error:
            log.warning("feed %s cannot run: %s", told.name, error)
            self._troubles[told.name] = SourceState(
                told.name, told.network, "denied", datetime.now(UTC), error=str(error)
            )

    def _stop(self, name: str) -> None:
        if self._troubles.pop(name, None) is None and self._supervisor is not None:
            self._supervisor.remove(name)

    def _ask_labelers(self, told: Iterable[FeedSettings]) -> None:
        """Run the labelers of these feeds, and no others."""
        assert self._supervisor is not None  # noqa: S101 - only called while running
        wanted, running = open_labelers(told), self._labelers
        for name, labeler in running.items():
            if labeler != wanted.get(name):
                self._supervisor.remove(name)
        for name, labeler in wanted.items():
            if labeler != running.get(name):
                self._supervisor.add(labeler)
        self._labelers = wanted

    # The sample feed

    def load_sample(self, now: datetime, *, again: bool = False) -> int:
        """Take in today's copy of the sample; return how many changes were stored.

        Yesterday's copy goes first. One that was dropped comes back only with `again`.
        """
        zone = ZoneInfo(local_zone(self.settings.timezone))
        day, held = sample_day(now, zone), self._store.cursor(SAMPLE)
        if held == day or (held == DROPPED and not again):
            return 0
        self._store.forget_source(SAMPLE)
        changes, stored = sample_changes(now, zone), 0
        while batch := list(islice(changes, BATCH)):
            self._keep(batch)
            stored += len(batch)
        self._store.save_cursor(SAMPLE, day)
        return stored

    def refresh_sample(self, now: datetime) -> None:
        """Give the sample a new today, where there is a sample."""
        if self._store.cursor(SAMPLE) not in ("", DROPPED):
            self.load_sample(now)

    def read_ahead(self) -> None:
        """Let the sample be read by the finer embedder before it is asked about, bit by bit.

        A question that has to wait for its hundred best posts to be read waits a second or two.
        """
        over = threading.Event()

        def read() -> None:
            try:
                while not over.wait(REST_S) and self._store.read_ahead(SAMPLE, AHEAD):
                    pass
            except StoreError as error:
                log.warning("the sample could not be read ahead: %s", error)

        reader = threading.Thread(target=read, name="rostra-ahead", daemon=True)
        reader.start()
        self._stack.callback(reader.join)
        self._stack.callback(over.set)

    def drop_sample(self) -> int:
        """Drop the sample for good; return how many posts went."""
        gone = self._store.forget_source(SAMPLE)
        self._store.save_cursor(SAMPLE, DROPPED)
        return len(gone)

    # Upkeep

    def mute(self, mutes: MuteSettings) -> None:
        """Have the store leave out whom and what the settings mute, and nothing else."""
        held = self._store.mutes()
        for author in set(mutes.authors) ^ set(held.authors):
            change = self._store.mute if author in mutes.authors else self._store.unmute
            change(author=author)
        for word in set(mutes.words) ^ set(held.words):
            change = self._store.mute if word in mutes.words else self._store.unmute
            change(word=word)

    def heed(self) -> None:
        """Let labels mean what the settings say; those of a labeler that was dropped go.

        Where no feed of its network is left, its labels stay, as the posts do.
        """
        self._store.heed(self.settings.labels)
        if any(isinstance(told, BlueskyFeed) for told in self.settings.feeds):
            dropped = set(self._store.labelers()) - open_labelers(self.settings.feeds).keys()
            for name in dropped:
                if name.startswith(LABELS):
                    self._store.forget_source(name)

    def retire(self, now: datetime) -> None:
        """Apply retention and the disk limit; remove the bytes of what was deleted."""
        posts = self.settings.posts
        limit = int(posts.disk_limit_gb * 1e9)
        gone = self._store.retain(days=posts.retention_days, max_bytes=limit, now=now)
        purged = self._store.purge(now)
        if gone or purged:
            log.info("retention took %d posts, the purge %d rows", gone, purged)

    def recheck(self, now: datetime) -> None:
        """Look again at stored posts of X, whose deletions come in no other way."""
        for told in self.settings.feeds:
            if isinstance(told, XFeed) and told.enabled and told.recheck_hours:
                try:
                    self._recheck(told, now)
                except (FeedError, SettingsError) as error:
                    log.warning("posts of %s could not be looked at again: %s", told.name, error)

    def _recheck(self, told: XFeed, now: datetime) -> None:
        mark = f"recheck {told.name}"
        last = self._store.cursor(mark)
        if last and now - datetime.fromisoformat(last) < timedelta(hours=told.recheck_hours):
            return
        query = Query(sources=(told.name,), now=now, limit=told.recheck_posts, rerank=False)
        ids = [hit.post.id for hit in self._store.search(query).hits]
        if ids:
            access = x_access(told, self.settings)
            self._keep(list(asyncio.run(recheck(access, origin(told), ids))))
        self._store.save_cursor(mark, now.isoformat())
