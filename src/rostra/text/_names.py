"""Names and denials: what a claim stands or falls with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rostra.text._scripts import HAN, simplify
from rostra.text._segmenter import segmenter
from rostra.text._words import sentences

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_TITLED = re.compile(r"《([^》\n]{1,60})》|〈([^〉\n]{1,60})〉")
_QUOTED = re.compile(r"[「『]([^」』\n]{2,30})[」』]|“([^”\n]{2,40})”|(?<![\w])\"([^\"\n]{2,40})\"")
_TAG = re.compile(rf"#([^\W_][\w{HAN}]*)#?")
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z0-9_][\w.\-]*(?:@[\w.\-]*\w)?)", re.ASCII)
_WORD = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:['’&.\-][A-Za-zÀ-ɏ0-9]+)*"
_CAPITALISED = r"(?:[A-ZÀ-Þ][A-Za-zÀ-ɏ0-9]*|[a-z]+[A-Z][A-Za-z0-9]*)(?:['’&.\-][A-Za-zÀ-ɏ0-9]+)*"
_RUN = re.compile(
    rf"(?<![\w@#/.])(?:{_CAPITALISED})"
    rf"(?:\s+(?:(?:of|the|de|la|van|von|bin|al|for)\s+){{0,2}}(?:{_CAPITALISED}|[0-9]{{1,4}}(?:\.[0-9]+)?[A-Z]?(?![\w:%–-]|[.,][0-9]|\s?[ap]m)))*"
)
_MODEL = re.compile(
    r"(?<![\w@#/.])[A-Za-z]+[-.]?[0-9]+(?:[-.][A-Za-z0-9]+)*[A-Za-z]*|(?<![\w@#/.\-])[A-Za-z]+(?:-[A-Za-z0-9]+)*-[0-9][A-Za-z0-9.\-]*[A-Za-z0-9]|(?<![\w@#/.\-])[A-Za-z]+-[0-9](?![\w])"
)
_SPEAKING = frozenset("说說道称稱问問答喊叫：:，,")
_COMMON = frozenset(
    "the a an this that these those it he she they we you i my our your his her their its who what "
    "when where why how there here and or but so if in on at by for from to of with as is are was "
    "were be been has have had do does did can could will would should may might must not no yes "
    "just now today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december "
    "breaking update news please thanks thank oh wow lol omg rt via also even still then than "
    "after before since until over under about all any some more most much many one two three "
    "very really never always everyone someone let according because while during despite although "
    "however meanwhile first last next another dr mr mrs ms prof both each every few several such "
    "which whose whom whoever whatever anyone anybody anything somebody something nobody nothing "
    "everything everybody none neither either other others else such want need know tell show "
    "only again yet too well ok okay i'm i've it's don't can't "
    "that's there's he's she's we're they're you're what's let's".split()
)
_EVERYDAY = _COMMON | frozenset("hello hi hey good great people man woman look new big".split())
_POSSESSIVE = re.compile(r"['’]s$")
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg", "nrf"})
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}(?:·[{HAN}]+)*")
_NOT_NAMES = frozenset(
    "国家 世界 中国人 美国人 全国 全球 中文 英文 明天 安全 高兴 和平 小时 时间".split()
)

_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|denies|denied|deny|denying|"
    r"denial|false|untrue|fake|hoax|debunked|debunks|refuted|refutes|incorrect|unconfirmed|"
    r"unfounded|baseless|misinformation|retracted|rumou?rs?)\b|n['’]t\b|\b(?:didnt|isnt|wasnt|arent|dont|doesnt|wont|cant)\b"
    r"|没有|没能|并没|并未|并非|并不|从未|从没|未曾|未能|尚未|不是|不会|不能|不再|不实|不属实|没(?!错|收|落|想到|准)"
    r"|否认|辟谣|谣言|造谣|假消息|假新闻|虚假|子虚乌有|无关|绝非|绝不|毫无|无法|未(?!来|知|婚|免|必)|非(?=事实|真|官方)|别(?=信|传)|勿",
    re.IGNORECASE,
)


def negated(text: str) -> bool:
    """Tell whether a text denies something: not, no, denied, fake, 没有, 并未, 否认, 辟谣.

    It looks for words only and does not judge what they deny.
    """
    return _NOT.search(simplify(text)) is not None


def names(text: str) -> tuple[str, ...]:
    """List what may be proper names, in order of place, each once.

    Works of art in 《》, quoted titles, #tags and @handles (without their signs), capitalised
    runs with the numbers that belong to them (`Grok-2`, `iPhone 16`), CamelCase, and Han
    persons, places and organisations by dictionary. At the start of a sentence one capitalised
    everyday word is no name. Candidates, not truth: meant for checking that a claim's names
    occur in its posts.
    """
    bare = _LINK.sub(lambda link: " " * len(link.group()), text)
    found: dict[int, str] = {}
    for place, name in (*_marked(bare), *_latin(bare), *_han(bare)):
        if name and len(name) > len(found.get(place, "")):
            found[place] = name
    ordered = (found[place] for place in sorted(found))
    return tuple(dict.fromkeys(ordered))


def _marked(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (_TITLED, _QUOTED, _TAG, _HANDLE):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            inner = match[group].strip()
            spoken = pattern is _QUOTED and (
                _sentence_like(inner)
                or text[max(0, match.start() - 1) : match.start()] in _SPEAKING
            )
            if inner and not spoken:
                yield match.start(group), inner


def _sentence_like(quote: str) -> bool:
    """Tell a quoted remark from a quoted title: remarks end, pause or run long."""
    if any(mark in quote for mark in "。！？!?，,"):
        return True
    latin_words = quote.split()
    lower_remark = len(latin_words) > 1 and not quote[0].isupper()
    return quote.isascii() and (len(latin_words) > 6 or lower_remark)


def _latin(text: str) -> Iterator[tuple[int, str]]:
    starts = {start for start, _ in sentences(text)}
    for match in _RUN.finditer(text):
        name, place = _POSSESSIVE.sub("", match.group()), match.start()
        pieces = name.split()
        while pieces and pieces[0].lower() in _COMMON:
            place += name.index(pieces[0]) + len(pieces[0])
            name = name[name.index(pieces[0]) + len(pieces[0]) :]
            place += len(name) - len(name.lstrip())
            name, pieces = name.lstrip(), pieces[1:]
        while pieces and pieces[-1].lower() in _COMMON:
            pieces.pop()
        name = " ".join(pieces)
        plain_opening = (
            place in starts and len(pieces) == 1 and name[1:].islower() and _everyday(name)
        )
        if len(name) > 1 and not plain_opening and not name.isdecimal():
            yield place, name
    for match in _MODEL.finditer(text):
        yield match.start(), match.group()


def _everyday(word: str) -> bool:
    """Tell whether a capitalised word is a common English one, by its ending or the list."""
    lowered = word.lower()
    return lowered in _EVERYDAY or lowered.endswith(("ing", "ed", "ly", "ment", "ness", "tion"))


def _han(text: str) -> Iterator[tuple[int, str]]:
    tag = segmenter().tag
    for run in _HAN_RUN.finditer(text):
        place = run.start()
        if "·" in run.group():
            yield _dotted(run)
            continue
        for word, kind in tag(run.group(), True):  # noqa: FBT003 - by position: guess new words
            if kind in _NAME_TAGS and len(word) >= 2 and word not in _NOT_NAMES:
                yield place, word
            place += len(word)


def _dotted(run: re.Match[str]) -> tuple[int, str]:
    """Take a foreign name out of its run: 总统弗拉基米尔·普京说 holds 弗拉基米尔·普京."""
    cut = segmenter().cut
    first, last = run.group().split("·")[0], run.group().split("·")[-1]
    before = len(first) - len(cut(first, True)[-1])  # noqa: FBT003
    after = len(last) - len(cut(last, True)[0])  # noqa: FBT003
    name = run.group()[before : len(run.group()) - after]
    return run.start() + before, name
