"""Names of people: one for each that looks like it."""
# ruff: noqa: RUF001 - letters that pass for one another are what this is about

from __future__ import annotations

import re
import unicodedata

from rostra.errors import AccountError

SHORTEST, LONGEST = 2, 32
READ = 1024
"""Characters that are looked at: a longer name is none."""
_SHAPE = re.compile(r"\w(?:[\w.\- ]*\w)?")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts whose letters pass for one another; one name keeps to one of them."""

_LOOKS = str.maketrans(
    {
        # Cyrillic and Greek letters by the Latin ones they are drawn as (Unicode TR 39).
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ɡ": "g", "һ": "h", "н": "h", "і": "i",
        "ј": "j", "к": "k", "ӏ": "l", "м": "m", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t",
        "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i",
        "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ı": "i",
        # Digits and letters that one reads for another.
        "0": "o", "1": "l", "i": "l", "|": "l",
        "-": "", ".": "", "_": "", " ": "",
    }
)  # fmt: skip


def clean_name(name: str) -> str:
    """Return a name as it is shown (NFKC, single spaces); raises AccountError for what is none."""
    shown = " ".join(unicodedata.normalize("NFKC", name[:READ]).split())
    if not SHORTEST <= len(shown) <= LONGEST:
        raise AccountError(f"name: write {SHORTEST} to {LONGEST} letters")
    if not _SHAPE.fullmatch(shown):
        raise AccountError(
            "name: letters, digits and between them '-', '_', '.' and spaces may stand there"
        )
    if len(_alphabets(shown)) > 1:
        raise AccountError("name: its letters come from several alphabets; keep to one")
    return shown


def name_key(name: str) -> str:
    """Return a name as it is compared: NFKC, folded, and by what its letters look like.

    Twice, for folding may bring forth what is no NFKC (Unicode 3.13, caseless matching).
    """
    folded = unicodedata.normalize("NFKC", name[:READ]).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(_LOOKS).translate(_LOOKS))[:256]


def _alphabets(name: str) -> set[str]:
    found = set()
    for letter in name:
        if letter.isalpha():
            script = unicodedata.name(letter, "").split(" ")[0]
            if script in _SCRIPTS:
                found.add(script)
    return found
