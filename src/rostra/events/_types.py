"""What a story is, and how far it has spread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rostra.events._origins import origins
from rostra.posts import Post


@dataclass(frozen=True, slots=True)
class Story:
    """Posts of one event, oldest first. `head` says most of what they say."""

    posts: tuple[Post, ...]
    head: Post


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a story has spread.

    `origins` counts those who tell it independently of one another (see `origins`); `networks`
    and `langs` are sorted.
    """

    first_seen: datetime
    last_seen: datetime
    posts: int
    authors: int
    origins: int
    networks: tuple[str, ...]
    langs: tuple[str, ...]


def spread(story: Story) -> Spread:
    """Measure how far a story has spread."""
    posts = story.posts
    return Spread(
        first_seen=posts[0].created,
        last_seen=posts[-1].created,
        posts=len(posts),
        authors=len({post.author.id for post in posts}),
        origins=len(origins(posts)),
        networks=tuple(sorted({post.network for post in posts})),
        langs=tuple(sorted({post.lang for post in posts})),
    )
