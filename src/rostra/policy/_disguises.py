"""The forms under which a text is looked at: letters by their look, spelling tricks undone."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata

from rostra.text import simplify

LONGEST = 20_000
"""Characters of a text that are looked at."""

_LOOKS = str.maketrans(
    "аеорсухіјѕԁһԛԝвмнткαβεικνορτυχγ",
    "aeopcyxijsdhqwbmhtkabeikvoptuxy",
)
_LEET = str.maketrans("4@3€1!|0$57", "aaeeiiiosst")
_SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_](?:(?P<apart>[.\-_*·•/\\|,+~])[^\W\d_](?:(?P=apart)[^\W\d_])*"
    r"|\s[^\W\d_](?:\s[^\W\d_])+)(?![^\W_])"
)
"""Letters set apart by one and the same sign; another sign, or two, parts the words."""
_GAPS = re.compile(r"(?<=[\u3400-\u9fff])[\W_a-z]{1,3}(?=[\u3400-\u9fff])")
_CONTROLS = dict.fromkeys(code for code in range(128) if not chr(code).isspace()
                          and unicodedata.category(chr(code)) == "Cc")  # fmt: skip
_UNSEEN = frozenset({"Mn", "Cf", "Cc", "Cs"})
_CODED = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_WIDE = re.compile(r"\s{2,}")
_REPEATS = re.compile(r"([a-z])\1{2,}")


def forms(text: str) -> tuple[str, ...]:
    """Return a text as it reads, and as it reads with the usual disguises taken off.

    Undone are: full-width, accented and look-alike letters (Cyrillic, Greek), zero-width and other
    unseen characters, traditional characters, digits for letters, letters or characters set apart,
    letters drawn out, base64 and ROT13. Each form is lower case.
    """
    text = text[:LONGEST]
    plain = folded(text)
    found = [plain, *_joined(plain)]
    leet = plain.translate(_LEET)
    if leet != plain:
        found += [leet, *_joined(leet)]
    found += [folded(decoded) for decoded in _decoded(text)]
    found.append(folded(codecs.decode(text, "rot13")) if text.isascii() else "")
    return tuple(dict.fromkeys(form for form in found if form))


def folded(text: str) -> str:
    """Write letters by their look, in lower case and simplified characters, without the unseen."""
    text = text[:LONGEST]
    if text.isascii():
        return _WIDE.sub("  ", text.lower().translate(_CONTROLS).strip())
    wide = unicodedata.normalize("NFKD", text)
    seen = "".join(c for c in wide if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    low = unicodedata.normalize("NFC", seen).casefold().translate(_LOOKS)
    return simplify(_WIDE.sub("  ", low).strip())


def _joined(text: str) -> list[str]:
    """Return the text with what was set apart joined, where that changes anything."""
    closer = _SPACED.sub(lambda match: match[0].replace(match["apart"] or " ", ""), text)
    closer = _REPEATS.sub(r"\1", _GAPS.sub("", closer))
    return [closer] if closer != text else []


def _decoded(text: str) -> list[str]:
    found = []
    for match in list(_CODED.finditer(text))[:20]:
        raw = match[0].replace("-", "+").replace("_", "/")
        try:
            plain = base64.b64decode(raw + "=" * (-len(raw) % 4), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if plain.isprintable():
            found.append(plain)
    return found
