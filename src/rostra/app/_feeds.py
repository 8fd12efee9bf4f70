"""From a feed's settings to the source that reads it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from rostra import feeds
from rostra.errors import SettingsError
from rostra.fetch import Reach
from rostra.settings import (
    BlueskyFeed,
    FeedSettings,
    HackerNewsFeed,
    JsonlFeed,
    MastodonFeed,
    NostrFeed,
    ReplayFeed,
    RssFeed,
    Settings,
    XFeed,
)

if TYPE_CHECKING:
    from rostra.posts import Store


def open_feed(told: FeedSettings, settings: Settings, store: Store | None = None) -> feeds.Feed:
    """Make the source that a feed's settings describe; raises SettingsError.

    Sources whose networks do not tell what a break or a kill hides may look up in the store
    what they brought.
    """
    opened = OPENERS[told.network](told, settings)
    if store is None:
        return opened
    if isinstance(opened, feeds.Mastodon):
        return replace(opened, held=partial(store.natives, told.name))
    if isinstance(opened, feeds.Rss | feeds.HackerNews):
        return replace(opened, stored=store.get)
    return opened


LABELS = "labels-"
"""Before the host of a labeler in the name under which it runs."""


def open_labelers(told: Iterable[FeedSettings]) -> dict[str, feeds.BlueskyLabels]:
    """Make the sources of labels that feeds ask for, one a labeler."""
    opened: dict[str, feeds.BlueskyLabels] = {}
    for feed in told:
        if not isinstance(feed, BlueskyFeed):
            continue
        for url in labelers_of(feed):
            name = LABELS + "{}-{}".format(*host_and_port(url)).removesuffix("-443")
            known = opened.get(name)
            opened[name] = feeds.BlueskyLabels(
                name=name,
                url=url,
                keys={**(known.keys if known else {}), **feed.labeler_keys},
                history=feed.labels_from_start or bool(known and known.history),
            )
    return opened


def labelers_of(told: FeedSettings) -> list[str]:
    """Return the addresses of a feed's labelers: unless others are set, those of its network."""
    if not isinstance(told, BlueskyFeed):
        return []
    usual = [] if told.url else [feeds.MODERATION]
    return usual if told.labelers is None else told.labelers


def _bluesky(told: BlueskyFeed, _settings: Settings) -> feeds.Feed:
    common: dict[str, Any] = {
        "name": told.name,
        "sieve": _sieve(told),
        "tallies": told.tallies,
        "trainable": told.trainable,
        **_given(url=told.url, terms=told.terms),
    }
    if told.protocol == "firehose":
        return feeds.Firehose(**common)
    version: Literal[1, 2] = 1 if told.protocol == "jetstream-v1" else 2
    return feeds.Jetstream(**common, version=version, dids=tuple(told.authors))


def _rss(told: RssFeed, settings: Settings) -> feeds.Feed:
    return feeds.Rss(
        origin(told), told.url, every_s=told.every_seconds, outside=_outside(told.url, settings)
    )


def _mastodon(told: MastodonFeed, settings: Settings) -> feeds.Feed:
    if told.stream == "hashtag" and not told.tag:
        msg = f"the feed {told.name!r} follows a hashtag and names none; set its `tag`"
        raise SettingsError(msg)
    return feeds.Mastodon(
        origin(told),
        told.url,
        token=secret(told.token, told.token_env, f"the token of the feed {told.name!r}"),
        timeline=told.stream,
        tag=told.tag,
        sieve=_sieve(told),
        opted_in_only=told.opted_in_only,
        outside=_outside(told.url, settings),
    )


def _nostr(told: NostrFeed, _settings: Settings) -> feeds.Feed:
    return feeds.Nostr(
        origin(told),
        relays=tuple(told.relays),
        authors=tuple(told.authors),
        tags=tuple(told.tags),
        sieve=_sieve(told),
    )


def _hackernews(told: HackerNewsFeed, settings: Settings) -> feeds.Feed:
    outside = _outside(told.url, settings)
    return feeds.HackerNews(origin(told), told.url, every_s=told.every_seconds, outside=outside)


def _x(told: XFeed, settings: Settings) -> feeds.Feed:
    if not told.query:
        msg = f"the feed {told.name!r} has no `query`; set one in X's query language"
        raise SettingsError(msg)
    access = x_access(told, settings)
    if told.kind == "stream":
        return feeds.XStream(origin(told), told.query, access)
    return feeds.XSearch(origin(told), told.query, access, every_s=told.every_seconds)


def x_access(told: XFeed, settings: Settings) -> feeds.XAccess:
    """Return how X is asked, with the operator's own token."""
    token = secret(told.token, told.token_env, f"the token of the feed {told.name!r}")
    return feeds.XAccess(token, told.url, _outside(told.url, settings))


def _jsonl(told: JsonlFeed, _settings: Settings) -> feeds.Feed:
    return feeds.Jsonl(origin(told), told.path.expanduser())


def _replay(told: ReplayFeed, _settings: Settings) -> feeds.Feed:
    return feeds.Replay(origin(told), told.path.expanduser(), speed=told.speed)


OPENERS: dict[str, Callable[[Any, Settings], feeds.Feed]] = {
    "bluesky": _bluesky,
    "hackernews": _hackernews,
    "jsonl": _jsonl,
    "mastodon": _mastodon,
    "nostr": _nostr,
    "replay": _replay,
    "rss": _rss,
    "x": _x,
}


def origin(told: FeedSettings) -> feeds.Origin:
    """Return what the operator says of a source."""
    return feeds.Origin(told.name, told.terms, told.trainable)


def _outside(url: str, settings: Settings) -> feeds.Outside:
    """Let the fetcher reach the very host and port the operator wrote, wherever that is."""
    return feeds.Outside(Reach(allow=frozenset({host_and_port(url)}), proxy=settings.models.proxy))


def host_and_port(url: str) -> tuple[str, int]:
    """Return the host and port a URL names; raises SettingsError when it names none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    usual = {"http": 80, "https": 443, "ws": 80, "wss": 443}.get(parts.scheme) if host else None
    if not host or usual is None:
        msg = f"{url!r} is no address; write it in full, as https://example.org/feed.xml"
        raise SettingsError(msg)
    return host, port or usual


def _sieve(told: Any) -> feeds.Sieve:
    return feeds.Sieve(tuple(told.query), tuple(told.langs))


def _given(**values: Any) -> dict[str, Any]:
    """Leave out what was not given, so that the source's own default holds."""
    return {key: value for key, value in values.items() if value}


def secret(value: str, variable: str, what: str) -> str:
    """Return a key or token: written in the settings, else in the named variable."""
    if value or not variable:
        return value
    held = os.environ.get(variable, "")
    if not held:
        msg = f"{what} is to be read from ${variable}, which is not set; export it and start again"
        raise SettingsError(msg)
    return held
