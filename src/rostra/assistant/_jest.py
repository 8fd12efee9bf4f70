"""Jests that do not say so: slang, sarcasm and the absurd, told by what other posts show.

A rule fires on what the words join: nature with office manners, force used against nature,
a literal reading of slang whose plain sense stands in other posts on the same subject. Nothing
is called a jest for being unlikely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from rostra import text
from rostra.assistant._corrections import is_correction
from rostra.assistant._jest_words import (
    AGAINST,
    CALLS,
    COUNT,
    FIRST_HAND,
    MOODS,
    NATURE,
    OFFICE,
    RESCUE,
    SATIRE_SITE,
    SENSES,
    SPREADING,
    UNIFORMED,
    Sense,
)
from rostra.assistant._noise import is_jest
from rostra.assistant._overlap import stems
from rostra.posts import Post

JEST = "meant as a joke"
"""How every reason of this gate begins."""
FORCE = 5_000
"""Police or soldiers from which a number fits no quake, storm or eclipse without a rescue."""
BESIDE = 2
"""Posts of other accounts that must show the plain sense of a word before it is believed."""
ALIKE = 0.5
"""Share of the longer post's words at which an unsourced post repeats a jest."""
LEAST_ALIKE = 4


def jests(posts: Sequence[Post]) -> dict[int, str]:
    """Map the index of each post that is no news but a jest to the reason.

    A post is judged by itself, then by what others say of the same, then by whether it only
    repeats what was judged. The order of the posts does not matter.
    """
    found = {i: why for i, post in enumerate(posts) if (why := _alone(post))}
    found |= _called(posts, found)
    found |= _figurative(posts, found)
    found |= _across(posts, found)
    found |= _repeated(posts, found)
    return found


def absurd(written: str) -> str:
    """Say what is absurd about a text by itself, or ""."""
    if any(p.search(written) for p in OFFICE):
        return "nature with office manners"
    if any(p.search(written) for p in MOODS):
        return "nature with moods"
    if any(p.search(written) for p in AGAINST) or _out_of_measure(written):
        return "force against nature"
    return ""


def _alone(post: Post) -> str:
    if is_jest(post):
        return JEST
    why = "" if is_correction(post) else absurd(post.text)
    return f"{JEST} ({why})" if why else ""


def _out_of_measure(written: str) -> bool:
    """Tell whether thousands of police meet nature, and nobody is rescued."""
    if not NATURE.search(written) or RESCUE.search(written):
        return False
    return any(
        UNIFORMED.match(written, match.end()) and _value(match) >= FORCE
        for match in COUNT.finditer(written)
    )


def _value(match: re.Match[str]) -> float:
    counted = text.quantities(match.group())
    return max((q.value for q in counted), default=0.0)


# What others say of it


def _called(posts: Sequence[Post], known: dict[int, str]) -> dict[int, str]:
    """Find posts that an answer calls a joke, and posts whose author others call a satirist."""
    at = {post.id: i for i, post in enumerate(posts)}
    found: dict[int, str] = {}
    satirists: set[str] = set()
    for post in posts:
        if not CALLS.search(post.text):
            continue
        for target in (post.reply_to, post.quotes):
            i = at.get(target, -1)
            if i >= 0 and i not in known and not is_correction(posts[i]):
                found[i] = f"{JEST} (others say so)"
        satirists |= _accused(post, posts)
    for i, post in enumerate(posts):
        if post.author.id in satirists and i not in known and not is_correction(post):
            found.setdefault(i, f"{JEST} (others say so)")
    return found


def _accused(post: Post, posts: Sequence[Post]) -> set[str]:
    """List the authors whom a post names as a satire account."""
    if not SATIRE_SITE.search(post.text):
        return set()
    flat = post.text.casefold()
    return {
        other.author.id
        for other in posts
        if other.author.id != post.author.id
        and any(
            len(name) >= LEAST_NAME and name in flat
            for name in (other.author.name.casefold(), other.author.handle.casefold())
        )
    }


LEAST_NAME = 5
BEGINNING = 4
"""Letters of a figure by which it is the same word."""


def _figurative(posts: Sequence[Post], known: dict[int, str]) -> dict[int, str]:
    """Find posts that take a figure of speech for the thing, by others on the same subject."""
    holding: dict[str, set[int]] = defaultdict(set)
    for i, post in enumerate(posts):
        for key in _subjects(post.text):
            holding[key].add(i)
    found: dict[int, str] = {}
    for i, post in enumerate(posts):
        if i in known or is_correction(post):
            continue
        for sense in SENSES:
            if _taken_literally(sense, post.text) and _shown(sense, i, posts, holding):
                found[i] = f"{JEST} ({sense.name})"
                break
    return found


def _across(posts: Sequence[Post], known: dict[int, str]) -> dict[int, str]:
    """Find posts that take a figure literally where several do, in letters without capitals.

    A name in Han letters is no known word: what the post shares with posts that show the plain
    sense, and with no others, is its subject.
    """
    found: dict[int, str] = {}
    for sense in SENSES:
        why = f"{JEST} ({sense.name})"
        figures = sum(_taken_literally(sense, post.text) for post in posts)
        if sense.literal is not None or figures < BESIDE:
            continue
        plain, other = _pairs_of(posts, sense)
        for i, post in enumerate(posts):
            open_ = i not in known and not is_correction(post)
            if open_ and _taken_literally(sense, post.text) and _pairs(post.text) & plain - other:
                found[i] = why
    return found


def _pairs_of(posts: Sequence[Post], sense: Sense) -> tuple[frozenset[str], frozenset[str]]:
    """Collect the pairs of Han letters of posts that show the plain sense, and of all others."""
    plain: set[str] = set()
    other: set[str] = set()
    for post in posts:
        if sense.plain.search(post.text):
            plain |= _pairs(post.text)
        elif not sense.figure.search(post.text):
            other |= _pairs(post.text)
    return frozenset(plain), frozenset(other)


@lru_cache(maxsize=8192)
def _pairs(written: str) -> frozenset[str]:
    flat = text.simplify(written)
    return frozenset(m[0] + m[1] for m in _HAN_PAIR.findall(flat))


_HAN_PAIR = re.compile("(?=([\u3400-\u9fff])([\u3400-\u9fff]))")


def _taken_literally(sense: Sense, written: str) -> bool:
    """Tell whether a text holds the figure and nothing of what it plainly means."""
    if not sense.figure.search(written) or sense.plain.search(written):
        return False
    return sense.literal is None or not sense.literal.search(written)


def _shown(sense: Sense, i: int, posts: Sequence[Post], holding: dict[str, set[int]]) -> bool:
    """Tell whether enough others on the same subject show the plain sense."""
    near = {j for key in _subjects(posts[i].text) for j in holding[key]} - {i}
    figure = _figures_of(sense, posts[i].text)
    showing = {
        posts[j].author.id
        for j in near
        if sense.plain.search(posts[j].text) and not is_jest(posts[j])
    }
    echoed = {
        post.author.id
        for j, post in enumerate(posts)
        if j != i and sense.plain.search(post.text) and figure & _figures_of(sense, post.text)
    }
    return len((showing | echoed) - {posts[i].author.id}) >= BESIDE


def _figures_of(sense: Sense, written: str) -> frozenset[str]:
    """Cut the figures a text holds to their beginnings; none where one may be meant literally."""
    if sense.literal is not None:
        return frozenset()
    found = (group for match in sense.figure.finditer(written) for group in match.groups())
    return frozenset(word.casefold()[:BEGINNING] for word in found if word)


@lru_cache(maxsize=8192)
def _subjects(written: str) -> frozenset[str]:
    """Collect the parts of names by which posts are on the same subject."""
    parts = (p for name in text.names(written) for p in re.split(r"[\s·]+", name.casefold()))
    return frozenset(p for p in parts if len(p) >= (2 if text.script(p) == "han" else 4))


def _repeated(posts: Sequence[Post], known: dict[int, str]) -> dict[int, str]:
    """Find posts that repeat a jest of this gate and bring nothing of their own."""
    told = [stems(posts[i].text) for i, why in known.items() if why.endswith(SPREADING)]
    at = {posts[i].id for i in known}
    found: dict[int, str] = {}
    for i, post in enumerate(posts):
        if i in known or is_correction(post) or first_hand(post.text):
            continue
        copied = post.reposts_of in at and bool(post.reposts_of)
        if copied or any(_alike(stems(post.text), jest) for jest in told):
            found[i] = f"{JEST} (it repeats one)"
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= LEAST_ALIKE and both >= ALIKE * max(len(one), len(other))


@lru_cache(maxsize=8192)
def first_hand(written: str) -> bool:
    """Whether a post tells what its author saw, heard or felt."""
    return bool(FIRST_HAND.search(written))
