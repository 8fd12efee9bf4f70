"""Finding a symbol for a word without an entry: by a symbol's own name, or by near meaning."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rostra.imagine._symbols import codes
from rostra.imagine._words import THINGS, Word, phrases, thing, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 0.72
"""Least cosine at which a word is drawn as another thing; chosen in docs/log.md."""

_SAME = 0.999
"""From here on two words are one."""
_SKIN = re.compile(r"肤色|skin_tone|flag_|旗|_button|按钮|squared|keycap|face_with|hand_sign")
_PERSON = re.compile(r"^(?:man|woman|men|women|男|女)_")


@cache
def _names(lang: str) -> dict[str, str]:
    """Give the code of each symbol's name in a language, as the emoji package has them."""
    import emoji

    if lang != "en":
        emoji.config.load_language(lang)
    table: dict[str, str] = {}
    for sign, names in emoji.EMOJI_DATA.items():
        code = "-".join(f"{ord(point):04X}" for point in sign)
        if code not in codes() or lang not in names:
            continue
        spelled = [names[lang], *(names.get("alias", ()) if lang == "en" else ())]
        for name in spelled:
            bare = name.strip(":").lower()
            if not _SKIN.search(bare) and not _PERSON.search(bare):
                table.setdefault(bare.replace("_", " ") if lang == "en" else bare, code)
    return table


def by_name(word: str, lang: str) -> str:
    """Give the code of the symbol that bears this very name, "" where none does."""
    return _names(lang).get(word, "")


@cache
def _known() -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Give the keys of all things and the unit vectors of their phrases. (phrases, dim) float32."""
    import numpy as np

    from rostra.models import open_static

    pairs = [
        (word[0].key, phrase)
        for lang in ("en", "zh")
        for phrase, word in phrases(lang).items()
        if word[0].kind in THINGS
    ]
    vectors = open_static()([phrase for _, phrase in pairs])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return tuple(key for key, _ in pairs), vectors / np.maximum(lengths, 1e-6)


@lru_cache(maxsize=4096)
def by_meaning(word: str) -> tuple[str, float]:
    """Give the thing whose phrases are nearest in meaning, and the cosine; ("", 0) where none is.

    The static bilingual table carries both languages, so a word of one finds phrases of the other.
    """
    import numpy as np

    from rostra.models import open_static

    vector = open_static()([word])[0]
    length = float(np.linalg.norm(vector))
    if length < 1e-6:
        return "", 0.0
    keys, table = _known()
    near = table @ (vector / length)
    best = int(np.argmax(near))
    return keys[best], float(near[best])


@cache
def _dictionary() -> object:
    from rostra.text import open_dictionary

    return open_dictionary()


def by_translation(word: str) -> tuple[str, ...]:
    """Give the English renderings of a Chinese word, the common ones first."""
    from rostra.text import Dictionary

    book = _dictionary()
    return book.renderings([word])[0] if isinstance(book, Dictionary) else ()


def named(said: str, lang: str, *, noun: bool) -> tuple[Word | None, bool]:
    """Find what a word without an entry may be drawn as, and whether it is that very thing.

    A symbol of that name comes first; then, for a `noun`, the nearest thing in meaning; a Chinese
    one is looked up in English at last.
    """
    bare = said.removesuffix("'s")
    for name in (bare, bare.removesuffix("s")):
        if code := by_name(name, lang):
            return _of_symbol(code), True
    key, how = by_meaning(bare) if noun else ("", 0.0)
    if how >= NEAR:
        return thing(key), how > _SAME
    if noun and lang == "zh":
        for rendering in by_translation(said):
            known = next((w for w in phrases("en").get(rendering, ()) if w.kind in THINGS), None)
            code = "" if known else by_name(rendering, "en")
            if known or code:
                return known or _of_symbol(code), True
    return None, False


def _of_symbol(code: str) -> Word:
    known = next((w for w in words() if w.kind in THINGS and w.symbol == code), None)
    return known or Word("object", code, code, 0.5, (), ())
