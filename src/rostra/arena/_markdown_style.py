"""What a text looks like: its length and its markup, which style control holds apart from worth."""

from __future__ import annotations

import re
from math import ceil

from rostra.arena._types import Style

# One language's letters say more a letter than another's: a run of Latin letters is a token for
# every six begun, a Han, kana or Hangul letter is three quarters of one, digits go by threes, other
# signs are one each. Fitted by hand on the bundled model's vocabulary; docs/arena.md has figures.
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_HAN += "\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
_PIECE = re.compile(rf"([{_HAN}]+)|(\d+)|([^\W\d_{_HAN}]+)|(?:([^\w\s])\4*|_+)")
_HAN_TOKENS = 0.75
_LETTERS_A_TOKEN = 6
_DIGITS_A_TOKEN = 3

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?=[ \t]+\S)", re.MULTILINE)
_BOLD = re.compile(
    r"\*\*(?=[^\s*])(?:[^*\n]|\*(?!\*)){1,500}?\*\*|(?<![^\W_])__(?=[^\s_])[^_\n]{1,500}__(?![^\W_])"
)
_RULE = re.compile(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$", re.MULTILINE)
_ITEM = re.compile(
    r"^[ \t>]*(?:[-*+•][ \t]+|\d{1,9}(?:[.)][ \t]+|[、）])|[一二三四五六七八九十]{1,3}、)(?=\S)",
    re.MULTILINE,
)


def style_of(text: str) -> Style:
    """Count a text's length in tokens, its headings, its bold spans and its list items.

    Fenced and inline code counts towards the length alone, as in FastChat's style control (a `#`
    there is a remark, no heading). The length is approximate and treats the languages alike: what
    says the same in Chinese and in English is about as long. Linear in the text.
    """
    outside = _INLINE_CODE.sub(" ", _without_fences(text)) if "`" in text or "~" in text else text
    outside = _RULE.sub("", outside)
    return (
        tokens(text),
        float(len(_HEADING.findall(outside))),
        float(len(_BOLD.findall(outside))),
        float(len(_ITEM.findall(outside))),
    )


def tokens(text: str) -> float:
    """Estimate how many tokens a text has, with no model's vocabulary at hand."""
    found = 0.0
    for piece in _PIECE.finditer(text):
        size = piece.end() - piece.start()
        kind = piece.lastindex
        if kind == 1:
            found += _HAN_TOKENS * size
        elif kind == 2:
            found += ceil(size / _DIGITS_A_TOKEN)
        elif kind == 3:
            found += ceil(size / _LETTERS_A_TOKEN)
        else:
            found += 1
    return found


def _without_fences(text: str) -> str:
    """Drop fenced code; a fence that is never closed runs to the end (CommonMark 4.5)."""
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark[1].startswith(fence) and not mark[2].strip()
            fence = "" if closes else fence
        elif mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
        else:
            kept.append(line)
    return "\n".join(kept)
