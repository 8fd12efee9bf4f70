"""Which posts an operator wants of a stream: by words and by language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rostra.posts import Post
from rostra.text import script, simplify

SPACELESS = {"han", "kana", "hangul"}


@dataclass(frozen=True, slots=True)
class Sieve:
    """Passes a post that holds all words of any one query, in any one of the languages.

    Both empty means everything passes. Upper and lower case are one; so are traditional and
    simplified characters. A word in a script that has no spaces is found anywhere in the text,
    any other only as a whole word. Tags, link texts and picture descriptions count as text.
    """

    queries: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    _patterns: tuple[tuple[re.Pattern[str], ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        wanted = [tuple(_pattern(word) for word in _fold(q).split()) for q in self.queries]
        object.__setattr__(self, "_patterns", tuple(words for words in wanted if words))

    def passes(self, post: Post) -> bool:
        """Return whether the operator wants this post."""
        if self.langs and post.lang.partition("-")[0] not in self.langs:
            return False
        if not self._patterns:
            return True
        text = _fold("\n".join([post.text, *post.tags, *(m.alt for m in post.media)]))
        return any(all(word.search(text) for word in words) for words in self._patterns)


def _fold(text: str) -> str:
    return (simplify(text) if script(text) == "han" else text).casefold()


def _pattern(word: str) -> re.Pattern[str]:
    bare = re.escape(word)
    return re.compile(bare if script(word) in SPACELESS else rf"(?<!\w){bare}(?!\w)")
