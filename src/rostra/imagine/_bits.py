"""A request taken apart: the entries its words name, in their order, and words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rostra.imagine._symbols import code_of
from rostra.imagine._words import THINGS, Word, phrases, words

LONGEST = 5
"""Words of the longest English phrase."""
MOST = 9
"""More of one thing than this are drawn as this many."""

_ENGLISH = re.compile(r"[a-z]+(?:['-][a-z]+)*|\d+|[^\w\s]")
_MEASURES = "只个位条匹头辆艘架棵朵张本把座枚群名对双些间栋台盏顶杯碗块颗支幅尾股件串束"
_CHINESE_COUNT = re.compile(rf"([一二两三四五六七八九十百千几数多许\d]+)([{_MEASURES}]?)")
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "dozen": 9, "couple": 2, "pair": 2, "several": 4, "few": 3,
    "some": 3, "many": 7, "crowd": 8, "group": 5, "herd": 6, "flock": 6, "pack": 4, "hundreds": 9,
    "dozens": 9, "both": 2, "trio": 3,
}  # fmt: skip
_ODD_PLURALS = {
    "mice": "mouse", "geese": "goose", "men": "man", "women": "woman", "children": "child",
    "people": "person", "wolves": "wolf", "leaves": "leaf", "feet": "foot", "policemen":
    "policeman", "firemen": "fireman", "knives": "knife", "loaves": "loaf", "oxen": "ox",
    "buses": "bus", "foxes": "fox", "boxes": "box", "kids": "child", "puppies": "puppy",
    "kittens": "kitten", "spies": "spy", "fishermen": "fisherman", "calves": "calf",
}  # fmt: skip
_IDLE_EN = frozenset(
    "the of to is are was were be been being it its his her their my your our this that these "
    "those there here as so very really just then than "
    "while when where who which what how why some any "
    "all no not nor or but if into onto from for by up down out off about around across along "
    "through during after before again also too i you he she we they them him us me do does did "
    "has have had having can could will would shall should may might must make makes made making "
    "show shows showing me please picture image illustration drawing photo photograph scene "
    "style poster cartoon art artwork painting sketch comic sticker draw depict create generate "
    "view background foreground centre center middle top bottom left right side front back "
    "one another each every other same own with without and a an at on in kind sort type".split()
)
_IDLE_ZH = frozenset(
    (
        "的 了 着 过 是 在 有 被 把 给 从 到 对 向 往 为 为了 以 以及 而 而且 也 还 又 再 就 "
        "都 很 非常 正 正在 这 那 这个 那个 它 他 她 我 你 您 们 我们 你们 他们 请 帮 帮我 "
        "画 画一 一幅 一张 图 图片 画面 插图 插画 照片 场景 风格 漫画 海报 卡通 贴纸 背景 "
        "前景 中间 左边 右边 一个 一种 边 得 地 之 与其 如何 怎样 什么 一起 正好 忽然 突然 "
        "慢慢 静静 默默 一样 样子 来 去 起来 出来 生成 创作 制作 来自 自己"
    ).split()
)
_MARKS = frozenset("，。；：！？、,.;:!?()（）…—-")


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of the request: an entry (`word`), a `number`, a stop, or a word nobody knows."""

    said: str
    words: tuple[Word, ...] = ()
    number: int = 0
    stop: bool = False
    plural: bool = False
    noun: bool = False
    """An unknown word that is likely to name a thing."""

    def of(self, *kinds: str) -> Word | None:
        """Give the first entry of one of these kinds, if the piece may mean one."""
        return next((w for kind in kinds for w in self.words if w.kind == kind), None)

    @property
    def thing(self) -> Word | None:
        """Give the thing it may name."""
        return self.of(*THINGS)


def bits(text: str, lang: str) -> list[Bit]:
    """Take a request apart, in the language it is written in; Latin names in Chinese are read."""
    found: list[Bit] = []
    for part, code in _emoji_apart(text):
        found += [_symbol(part, code)] if code else _read(part, lang)
    return found


def _emoji_apart(text: str) -> Iterator[tuple[str, str]]:
    """Part a text at its emoji: pieces with the code of their symbol, "" for words."""
    import emoji

    at = 0
    for match in emoji.emoji_list(text):
        if code := code_of(str(match["emoji"])):
            yield text[at : match["match_start"]], ""
            yield str(match["emoji"]), code
            at = match["match_end"]
    yield text[at:], ""


def _symbol(said: str, code: str) -> Bit:
    """Take an emoji as the thing that has its symbol, or as itself."""
    known = next((w for w in words() if w.kind in THINGS and w.symbol == code), None)
    faced = next((w for w in words() if w.kind in THINGS and w.trait("face") == code), None)
    return Bit(said, (known or faced or Word("object", code, code, 0.5, (), ()),))


def _read(text: str, lang: str) -> list[Bit]:
    if lang == "en":
        return list(_english(text))
    found: list[Bit] = []
    for part in re.split(r"([A-Za-z][A-Za-z' -]*[A-Za-z]|[A-Za-z])", text):
        latin = part[:1].isascii() and part[:1].isalpha()
        found += _english(part) if latin else _chinese(part)
    return found


def _english(text: str) -> Iterator[Bit]:
    tokens = _ENGLISH.findall(text.lower())
    at = 0
    fresh = True
    while at < len(tokens):
        length, meant, several = _longest(tokens, at)
        said = " ".join(tokens[at : at + length])
        if meant:
            yield Bit(said, meant, plural=several)
        elif said in _MARKS:
            yield Bit(said, stop=True)
        elif said in _COUNTS or said.isdigit():
            yield Bit(said, number=_COUNTS.get(said) or max(1, int(said[:4])))
            fresh = True
            at += length
            continue
        elif said[0].isalpha() and said not in _IDLE_EN:
            last = at + 1 == len(tokens) or tokens[at + 1] in _MARKS
            yield Bit(said, noun=_like_a_noun(said, fresh=fresh, last=last))
        fresh = said in _IDLE_EN or bool(meant and meant[0].kind in ("colour", "size", "relation"))
        at += length


def _like_a_noun(word: str, *, fresh: bool, last: bool) -> bool:
    return (fresh or last) and len(word) > 2 and not word.endswith(("ly", "ing", "ed", "ous"))


def _longest(tokens: list[str], at: int) -> tuple[int, tuple[Word, ...], bool]:
    """Find the longest phrase: its length, its entries, whether it stands in the plural."""
    table = phrases("en")
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        for form, phrase in enumerate(_bases(tokens[at : at + length])):
            if phrase in table:
                return length, table[phrase], form > 0 and not tokens[at].endswith("'s")
    return 1, (), False


def _bases(tokens: list[str]) -> Iterator[str]:
    """Yield a phrase as it stands, then with its last word brought to the singular."""
    head, last = tokens[:-1], tokens[-1]
    yield " ".join(tokens)
    single = [_ODD_PLURALS.get(last, "")]
    single += [last[:-3] + "y"] if last.endswith("ies") else []
    single += [last[:-2]] if last.endswith(("ses", "xes", "ches", "shes", "oes")) else []
    single += [last[:-2]] if last.endswith("'s") else []
    single += [last[:-1]] if last.endswith("s") and not last.endswith("ss") else []
    for word in filter(None, single):
        yield " ".join([*head, word])
    if "-" in last:
        yield " ".join([*head, *last.split("-")])


@cache
def _longest_chinese() -> int:
    return max(map(len, phrases("zh")))


def _chinese(text: str) -> Iterator[Bit]:
    import rjieba

    pieces: list[tuple[str, str]] = [(p, t) for p, t in rjieba.tag(text) if p.strip()]
    at = 0
    while at < len(pieces):
        length, meant = _joined(pieces, at)
        said = "".join(p for p, _ in pieces[at : at + length])
        if meant:
            yield Bit(said, meant)
        else:
            yield from _piece(*pieces[at])
        at += length


def _joined(pieces: list[tuple[str, str]], at: int) -> tuple[int, tuple[Word, ...]]:
    """Find the longest run of segments that is a phrase."""
    table = phrases("zh")
    said = ""
    best: tuple[int, tuple[Word, ...]] = (1, ())
    for length in range(1, len(pieces) - at + 1):
        said += pieces[at + length - 1][0]
        if len(said) > _longest_chinese():
            break
        if said in table:
            best = (length, table[said])
    return best


def _piece(piece: str, tag: str) -> Iterator[Bit]:
    """Read one segment that is no phrase: a number, a stop, phrases joined, or unknown."""
    if piece in _MARKS or tag == "x":
        yield Bit(piece, stop=True)
        return
    count = _CHINESE_COUNT.match(piece)
    if count and (tag in ("m", "q") or count[2]):
        yield Bit(count[0], number=_chinese_number(count[1], count[2]))
        if rest := piece[count.end() :]:
            yield from _chinese(rest)
        return
    if piece[0] in _MEASURES and piece[1:] in phrases("zh"):  # 一本书 is cut as 一 and 本书
        yield Bit(piece[1:], phrases("zh")[piece[1:]])
        return
    if piece == "的":
        yield Bit(piece)
        return
    if piece in _IDLE_ZH or (len(piece) == 1 and tag[:1] in "upcdfyqmr"):
        return
    parts = _split(piece)
    if parts:
        yield from parts
    else:
        yield Bit(piece, noun=tag[:1] in "nislj" or tag in ("vn", "an"))


def _chinese_number(digits: str, measure: str) -> int:
    if measure in ("群", "些"):
        return 5
    if measure in ("对", "双"):
        return 2
    if digits.isdigit():
        return max(1, int(digits[:4]))
    if any(sign in digits for sign in "百千"):
        return MOST
    if any(sign in digits for sign in "几数多许"):
        return 4
    tens = 10 if digits.startswith("十") and len(digits) > 1 else 0
    return tens + _DIGITS.get(digits[-1], 1)


def _split(piece: str) -> list[Bit]:
    """Take a segment apart into phrases: all of it, else its end, which names the thing."""
    table = phrases("zh")
    found: list[Bit] = []
    at = 0
    while at < len(piece):
        for end in range(len(piece), at, -1):
            if piece[at:end] in table:
                found.append(Bit(piece[at:end], table[piece[at:end]]))
                at = end
                break
        else:
            break
    if found and len(piece) - at <= (1 if len(piece) > 2 else 0):
        return found
    for start in range(1, len(piece)):
        tail = table.get(piece[start:], ())
        things = tuple(w for w in tail if w.kind in THINGS)
        if things and (len(piece) - start > 1 or things[0].kind in ("animal", "bird", "plant")):
            return [Bit(piece, things)]
    return []
