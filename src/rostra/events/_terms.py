"""What a post is told by: its words, tags, mentions and links."""

from __future__ import annotations

import re

from rostra import text
from rostra.posts import Post

_TAG = re.compile(r"[#＃](\w+)")  # noqa: RUF001 - both are typed
_MENTION = re.compile(r"@(\w+)")
_LINK = re.compile(r"https?://\S+")
_MARKS = frozenset(("rt", "via", "amp"))
_HAN_START = "\u3400"


def terms(post: Post) -> tuple[str, ...]:
    """List a post's stems, #tags, @mentions and links, each once; common words are left out.

    A tag is told twice, as a tag and as its word: people choose it to say what a post is about.
    """
    found = dict.fromkeys(words(post.text))
    found |= dict.fromkeys("#" + tag.lower() for tag in (*_TAG.findall(post.text), *post.tags))
    found |= dict.fromkeys("@" + name.lower() for name in _MENTION.findall(post.text))
    found |= dict.fromkeys((*_LINK.findall(post.text), *post.links))
    return tuple(found)


def is_repeat(post: Post) -> bool:
    """Whether a post is a repost, by its network's word or in the old style: RT @name."""
    return bool(post.reposts_of) or post.text.startswith("RT @")


def words(written: str) -> list[str]:
    """Cut a text into the stems of the words that carry content; one Latin letter carries none."""
    return [
        text.stem(word)
        for word in text.words(written)
        if word not in text.COMMON and word not in _MARKS and (len(word) > 1 or word >= _HAN_START)
    ]
