"""From what a person pastes, a post's id or its address on any network, to the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from rostra.feeds import nostr_event

if TYPE_CHECKING:
    from rostra.posts import Post, Store

NEWEST = 200
"""Posts of an author among which an address is looked for where it does not hold the id."""


def find_post(store: Store, named: str) -> Post | None:
    """Find a post by its id or address; None where it is not in the store."""
    named = named.strip()
    known = store.get([*_ids(named)])
    if known:
        return next(iter(known.values()))
    if match := _BY_AUTHOR.match(named):
        place = named.split("?")[0].rstrip("/")
        for handle in _handles(match["host"], match["who"]):
            for sample in (False, True):
                for post in store.timeline(handle, limit=NEWEST, sample=sample):
                    if post.url.rstrip("/") == place or post.id.endswith(f"/{match['key']}"):
                        return post
    return None


def _ids(named: str) -> Iterator[str]:
    """Give the ids a post may have that is named so, the likeliest first."""
    yield named
    parts = urlsplit(named)
    host, steps = (parts.hostname or "").removeprefix("www."), parts.path.strip("/").split("/")
    if host == "bsky.app" and len(steps) == 4 and steps[1].startswith("did:"):
        yield f"at://{steps[1]}/app.bsky.feed.post/{steps[3]}"
    if host in ("x.com", "twitter.com", "mobile.twitter.com") and "status" in steps[:-1]:
        yield f"x:{steps[steps.index('status') + 1]}"
    if host == "news.ycombinator.com" and (item := parse_qs(parts.query).get("id")):
        yield f"hn:{item[0]}"
    if host and len(steps) == 2 and steps[0].startswith("@") and steps[1].isdigit():
        yield f"https://{host}/users/{steps[0][1:]}/statuses/{steps[1]}"
    if (name := _NOSTR.search(named)) and (event := nostr_event(name[0])):
        yield f"nostr:{event}"
    if host:
        yield from (
            named.rstrip("/"),
            named.split("#", maxsplit=1)[0],
            named.split("?", maxsplit=1)[0],
        )


def _handles(host: str, who: str) -> tuple[str, ...]:
    """Give the handles under which the author of an address may be known."""
    who = who.removeprefix("@")
    return (who, f"{who}@{host.removeprefix('www.')}")


_NOSTR = re.compile(r"\b(?:note|nevent)1[023456789acdefghjklmnpqrstuvwxyz]+")
_BY_AUTHOR = re.compile(
    r"https?://(?P<host>[^/]+)/(?:profile/)?(?P<who>@?[^/]+)/(?:post/|status/|statuses/)?"
    r"(?P<key>[\w-]+)/?(?:\?.*)?$"
)
