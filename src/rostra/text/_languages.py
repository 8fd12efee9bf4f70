"""Which language a post is in: scripts first, then function words, then n-grams."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from typing import Any

from rostra.text._scripts import script

UNKNOWN = "und"

_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#][\w.\-]+|\b[\w.\-]{1,64}@[\w.\-]+|[\d_]+")
# The same for a text without @: looking for addresses takes most of the time.
_NOISE_WITHOUT_AT = re.compile(r"https?://\S+|www\.\S+|#[\w.\-]+|[\d_]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SAME = {"wuu": "zh", "yue": "zh", "cmn": "zh", "hak": "zh", "nan": "zh", "lzh": "zh", "zho": "zh",
         "chi": "zh", "eng": "en", "jpn": "ja", "kor": "ko", "iw": "he", "in": "id", "nb": "no",
         "nn": "no", "nno": "no", "nob": "no", "tl": "fil"}  # fmt: skip

_LATIN = frozenset(
    "en es fr de pt it nl id tr pl sv no da fi cs ro hu vi ca hr sk sl et lv lt ms fil sw eu gl "
    "is ga cy af sq bs az uz eo la".split()
)
_BY_SCRIPT = {
    "latin": _LATIN,
    "han": frozenset({"zh", "ja"}),
    "kana": frozenset({"ja"}),
    "hangul": frozenset({"ko"}),
    "cyrillic": frozenset("ru uk bg sr mk be kk ky mn tg tt".split()),
    "arabic": frozenset("ar fa ur ps ug ckb sd".split()),
    "other": frozenset(
        "el he hy ka th hi mr ne bn pa gu or ta te kn ml si lo my km am bo yi".split()
    ),
}
# What the classifier may answer: rarer Latin labels win only on junk.
_CANDIDATES = {
    "latin": tuple("en es fr de pt it nl id tr pl sv no da fi cs ro hu vi tl hr".split()),
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"),
    "arabic": ("ar", "fa", "ur", "ps"),
    "other": tuple("el he hy ka th hi mr ne bn pa gu ta te kn ml si lo km am".split()),
}
_ENGLISH = frozenset(
    "the of and to in is that it for was on are as with his they at be this have from or had by "
    "but what some we can out other were all there when up use your how said an each she which "
    "do their time if will way about many then them would like so these her him has look more "
    "could did my who its now find get been new got not just dont don't i'm it's you i me us our "
    "after before today yesterday why where because than into over think know people really very "
    "should being here lol lmao omg ok okay yes yeah thanks thank good great love happy morning "
    "i've can't won't didn't doesn't isn't that's you're they're we're let's what's going still "
    "never ever much only also first last news".split()
)
# Words that other Latin-script languages share; they prove nothing alone.
_SHARED = frozenset("in is on an as at has me do so no was i we he die all also got up use".split())
_SURE = 0.9
_SHORT = 12


def language(text: str, hint: str = "") -> str:
    """Name the language by its ISO 639-1 code, or 'und' when the text does not tell.

    `hint` is what the network or the author's client said (`en`, `zh-TW`, `yue`); it decides
    where the script allows it and the text does not clearly speak against it. Cantonese and
    Wu are filed under 'zh'. Links, @handles and #tags do not count unless nothing else is there.
    """
    bare = (_NOISE if "@" in text else _NOISE_WITHOUT_AT).sub(" ", text)
    writing = script(bare)
    if not writing:
        bare, writing = text, script(text)
    hinted = _hinted(hint)
    plausible = hinted in _BY_SCRIPT.get(writing, ())
    if writing == "latin":
        return _latin(bare, hinted if plausible else "")
    if not writing:
        return UNKNOWN
    if plausible:
        return hinted
    if writing in {"han", "kana", "hangul"}:
        return {"han": "zh", "kana": "ja", "hangul": "ko"}[writing]
    return _classified(bare, writing)[0]


def _hinted(hint: str) -> str:
    label = hint.replace("_", "-").split("-")[0].lower()
    return _SAME.get(label, label)


def _latin(bare: str, hinted: str) -> str:
    found = [word.lower().replace("’", "'") for word in _LETTERS.findall(bare)]
    english = [word for word in found if word in _ENGLISH]
    proof = sum(word not in _SHARED for word in english)
    if proof and len(english) * 4 >= len(found) and hinted in {"", "en"}:
        return "en"
    if sum(map(len, found)) < _SHORT:
        return hinted or UNKNOWN
    label, sure = _classified(bare, "latin")
    if hinted and (label == hinted or sure < _SURE or len(found) < 4):
        return hinted
    return label


def _classified(bare: str, writing: str) -> tuple[str, float]:
    label, sure = _identifier(writing).classify(bare.lower().encode("utf-8", "ignore"))
    return _SAME.get(label, label), float(sure)


@cache
def _identifier(writing: str) -> Any:
    model = copy(_full_identifier())
    known = set(model.labels)
    model.set_languages([label for label in _CANDIDATES[writing] if label in known])
    return model


@cache
def _full_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
