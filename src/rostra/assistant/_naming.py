"""Names of a sentence that its posts do not bear, in either language's writing of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rostra import text
from rostra.assistant._align import flat, sounds_like
from rostra.assistant._types import Desk
from rostra.assistant._words import STOP_WORDS
from rostra.posts import Post
from rostra.text import stem

MARK = 4
"""Letters from which a part of a hyphenated word must be known by itself."""
SHORT = 0.6
"""What a missing Han name of two letters counts beside a longer one."""

_HAN = re.compile("[\u3400-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_NUMBERED = re.compile(r"[A-Z][a-z]{2,} [0-9]")
_SMALL_WORDS = frozenset("of the de la van von bin al for and".split())


@dataclass(frozen=True, slots=True)
class Naming:
    """Names that are missing, each with the share of it that is, and how many are shared."""

    missing: tuple[tuple[str, float], ...]
    shared: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the posts hold: their text, its words, what these are called in the other language."""

    flat: str
    words: frozenset[str]
    others: frozenset[str]
    sounds: tuple[str, ...]


def naming(claim: str, posts: Sequence[Post], desk: Desk) -> Naming:
    """Look each name of a claim up in its posts: as written, rendered, or by its sound."""
    known = _known(posts, desk)
    missing, shared = [], 0
    for name in _joined(text.names(claim), claim, desk):
        if text.dates(name, posts[0].created) or _plain(name, claim, desk):
            continue
        pieces = re.split(r"[\s·・]+", flat(name))
        parts = [p for p in pieces if p not in _SMALL_WORDS and any(map(str.isalpha, p))]
        if len(parts) < 2 and text.quantities(name) and not _NUMBERED.match(name):
            continue
        lost = [
            p for p in parts if not _bears(p, known, desk) and not _wider(p, claim, known, desk)
        ]
        if len(lost) < len(parts):
            shared += 1
        if lost:
            # A word that is no name by itself (Port, Professor) does not make half a name right.
            own = [p for p in parts if p in lost or _HAN.fullmatch(p) or not _one(p, desk)]
            missing.append((name, sum(_weight(p, desk) for p in lost) / len(own)))
    return Naming(tuple(missing), shared)


def _wider(part: str, claim: str, known: _Known, desk: Desk) -> bool:
    """Whether a Han name is borne with the letter before or behind: it may be cut too short."""
    if not _HAN.fullmatch(part) or not _LATIN.search(known.flat):
        return False
    bare = flat(claim)
    at = bare.find(part)
    around = (bare[at - 1 : at + len(part)] if at > 0 else "", bare[at : at + len(part) + 1])
    return at >= 0 and any(
        _HAN.fullmatch(wide) and len(wide) > len(part) and _sounded(wide, known, desk)
        for wide in around
    )


def _sounded(part: str, known: _Known, desk: Desk) -> bool:
    sound = _half(_one(part + part, desk))
    return bool(sound) and any(sounds_like(word, sound) for word in _LATIN.findall(known.flat))


def _weight(part: str, desk: Desk) -> float:
    """Hold a Han name less against the claim where its sound tells little, or it is a word."""
    if not _HAN.fullmatch(part):
        return 1.0
    return SHORT if len(part) < 3 or not unknown(part, desk) else 1.0


def unknown(name: str, desk: Desk) -> bool:
    """Whether a Han name is in no dictionary, or there by its sound alone."""
    if not _HAN.fullmatch(name):
        return False
    sound = _half(_one(name + name, desk))
    return all(r == sound or sounds_like(r, sound) for r in _one(name, desk))


def _joined(names: Sequence[str], claim: str, desk: Desk) -> list[str]:
    """Bring Han names together that stand side by side: the segmenter cuts foreign ones."""
    out: list[str] = []
    for name in names:
        side_by_side = bool(out) and out[-1] + name in claim
        if side_by_side and unknown(out[-1], desk) and unknown(name, desk):
            out[-1] += name
        else:
            out.append(name)
    return out


def _plain(name: str, claim: str, desk: Desk) -> bool:
    """Whether a name is but a common word that begins the sentence: Users, People."""
    opens = claim.lstrip('“"‘(').startswith(name)
    pieces = name.lower().split("-")
    known = all(_one(p, desk) or len(p) < MARK for p in pieces)  # Pre-orders, Co-op
    return opens and name[1:].isascii() and name[1:].islower() and known


def _known(posts: Sequence[Post], desk: Desk) -> _Known:
    written = " ".join(f"{p.text} {p.author.name} {p.author.handle} {p.network}" for p in posts)
    bare = flat(written)
    cut = [p for w in text.words(written) for p in dict.fromkeys((w, *w.split("-")))]
    words = [w for w in dict.fromkeys(cut) if w and w not in STOP_WORDS]
    han = [run for w in words for run in _HAN.findall(w)]
    rendered = _gloss(words, desk)
    sounds = [sound for sound in map(_half, _gloss([w + w for w in han], desk)) if sound]
    runs = [
        half for run in dict.fromkeys(_HAN.findall(bare)) if (half := _half(_one(run + run, desk)))
    ]
    return _Known(
        bare,
        frozenset(map(stem, words)),
        frozenset(stem(part) for rs in rendered for r in rs for part in (r, *r.split())),
        (*sounds, *runs),
    )


def _gloss(words: Sequence[str], desk: Desk) -> list[tuple[str, ...]]:
    return [()] * len(words) if desk.gloss is None or not words else list(desk.gloss(words))


def _one(word: str, desk: Desk) -> tuple[str, ...]:
    return _gloss([word], desk)[0]


def _half(renderings: Sequence[str]) -> str:
    """Read the sound of a word written twice: doubled, it stands in no dictionary."""
    twice = renderings[0] if len(renderings) == 1 else ""
    half = twice[: len(twice) // 2]
    return half if half + half == twice else ""


def _bears(part: str, known: _Known, desk: Desk) -> bool:
    if part in known.flat or stem(part) in known.words:
        return True
    if _HAN.fullmatch(part):
        return _han_bears(part, known, desk)
    if stem(part) in known.others or any(r in known.flat for r in _one(part, desk)):
        return True
    if "-" in part:
        return all(_bears(p, known, desk) for p in part.split("-") if p)
    return any(part in sound or sounds_like(part, sound) for sound in known.sounds if len(part) > 2)


def _han_bears(part: str, known: _Known, desk: Desk) -> bool:
    """Look for a Han name: without its last letter (临汐市), then in Latin letters."""
    if len(part) > 2 and part[:-1] in known.flat:
        return True
    latin = _LATIN.findall(known.flat)
    joined = "".join(latin)
    ways = list(_wordings(part, desk))
    if not ways:
        return False
    for way in ways:
        pieces = way.split()
        if all(stem(p) in known.words for p in pieces) or (len(way) > 3 and way in joined):
            return True
        if len(pieces) == 1 and any(sounds_like(word, way) for word in latin):
            return True
    words = [w for w in text.words(part) if len(w) > 1 and w != part]
    return bool(words) and all(_han_bears(w, known, desk) for w in words)


def _wordings(part: str, desk: Desk) -> Iterator[str]:
    yield from _one(part, desk)
    sound = _half(_one(part + part, desk))
    if sound:
        yield sound
    if len(part) > 2:  # what it is called without the word for what it is: 临汐市, 苍鹭队
        yield from _one(part[:-1], desk)
