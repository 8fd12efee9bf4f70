"""Which writing a text is in, and the two writings of Chinese."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々\u3007\U00020000-\U000323af"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+(?:['’][A-Za-z]+)?")
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de]")
_URL_OR_HANDLE = re.compile(r"https?://\S+|www\.\S+|@[\w.\-]+", re.ASCII)
_OTHERS = (
    ("hangul", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0620-\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff]")),
    (
        "other",
        re.compile(
            "[\u0370-\u03ff\u0530-\u05ff\u0700-\u074f\u0780-\u089f\u0900-\u10ff\u1200-\u1dff]"
        ),
    ),
)
# How many letters of a script say as much as one English word.
_LETTERS_A_WORD = {"hangul": 2.0, "cyrillic": 5.0, "arabic": 4.0, "other": 4.0}
_HAN_A_WORD = 1.5
# A capitalised Latin word inside Chinese is most often a name, and names cross scripts.
_NAME_WEIGHT = 0.4


def script(text: str) -> str:
    """Name the dominant script: han, latin, kana, hangul, cyrillic, arabic, other, or "".

    Scripts are weighed by how much they say, not by letters: `Grok-2发布了 amazing!` is han.
    Links and @handles do not count. Text with no letters gives "".
    """
    if "@" in text or "http" in text or "www." in text:
        text = _URL_OR_HANDLE.sub(" ", text)
    if text.isascii():
        return "latin" if _LATIN_WORD.search(text) else ""
    weights = {"latin": _latin_weight(text)}
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    # Chinese posts use a single の as decoration; Japanese needs kana all along.
    japanese = kana >= 2 and kana * 6 >= han
    weights["kana" if japanese else "han"] = (han + (kana if japanese else 0)) / _HAN_A_WORD
    for name, pattern in _OTHERS:
        weights[name] = len(pattern.findall(text)) / _LETTERS_A_WORD[name]
    best = max(weights, key=lambda name: (weights[name], name != "latin"))
    return best if weights[best] else ""


def _latin_weight(text: str) -> float:
    found = _LATIN_WORD.findall(text)
    named = sum(1 for word in found if _CAPITAL.search(word))
    return len(found) - named * (1 - _NAME_WEIGHT)


def simplify(text: str) -> str:
    """Write Chinese in simplified characters (phrase by phrase where it matters)."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


def traditional(text: str) -> str:
    """Write Chinese in traditional characters (phrase by phrase where it matters)."""
    return text if text.isascii() else str(_converter("s2t").convert(text))


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)
