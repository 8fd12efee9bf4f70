"""Alter one thing in a text, so that it says what was not said: for `measure altered`.

Nothing here asks the checker how it reads: numbers, dates and names are found by patterns of
their own, so that what the checker overlooks is altered too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import rjieba


@dataclass(frozen=True, slots=True)
class Change:
    """`old` becomes `new`, everywhere it stands; `kind` says what it is."""

    kind: str
    old: str
    new: str

    def made(self, text: str) -> str:
        """Make the change; the same text where it does not apply."""
        return text.replace(self.old, self.new)


_LINK = re.compile(r"https?://\S+|[@#][\w.]+")
_DIGITS = re.compile(r"(?<![\d.,:：])[0-9][0-9,]*(?:\.[0-9]+)?")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_RELATIVE = ("昨天", "今天", "明天"), ("yesterday", "today", "tomorrow")
_COUNTED = "两三四五六七八九"
_HAN_COUNT = re.compile(
    f"(?<![第十百千万一二三四五六七八九点星周])[{_COUNTED}](?=[个名人位次条辆家座所岁天年倍成小分只票块场])"
)
_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_SCALES = (("万", "千"), ("千", "百"), ("亿", "万"), (" million", " thousand"),
           (" billion", " million"), (" thousand", " million"))  # fmt: skip
_UNITS = (
    ("公里", "米"), ("千米", "米"), ("元", "美元"), ("分钟", "小时"), ("小时", "天"), ("天", "周"),
    (" km", " m"), (" kilometres", " miles"), (" yuan", " dollars"), (" minutes", " hours"),
    (" hours", " days"), (" days", " weeks"), ("%", " people"), ("年", "个月"),
)  # fmt: skip
_OPPOSED = (
    ("上涨", "下跌"), ("上升", "下降"), ("增加", "减少"), ("提前", "推迟"), ("恢复", "暂停"),
    ("开放", "关闭"), ("通过", "否决"), ("获胜", "落败"), ("赢", "输"), ("延长", "缩短"),
    ("最大", "最小"), ("最多", "最少"), ("最高", "最低"), ("免费", "收费"),
    ("首日", "末日"), ("首班", "末班"), ("首场", "末场"),
    ("开始", "结束"), ("支持", "反对"), ("高于", "低于"), ("超过", "不到"), ("以上", "以下"),
    ("之前", "之后"), ("成功", "失败"), ("安全", "危险"), ("允许", "禁止"), ("打开", "关上"),
    ("rose", "fell"), ("rises", "falls"), ("up by", "down by"), ("more", "fewer"),
    ("open", "closed"),
    ("reopened", "closed"), ("beat", "lost to"), ("won", "lost"), ("largest", "smallest"),
    ("before", "after"), ("longer", "shorter"), ("free", "paid"), ("first", "last"),
    ("began", "ended"), ("starts", "ends"), ("higher", "lower"),
    ("north", "south"), ("east", "west"), ("early", "late"), ("passed", "failed"),
    ("allowed", "banned"), ("safe", "dangerous"), ("least", "most"),
    ("increase", "decrease"), ("bought", "sold"), ("accepted", "rejected"), ("best", "worst"),
)  # fmt: skip
_AUX = re.compile(
    r"\b(is|are|was|were|has|have|had|will|can|could|would|should|does|did)\b(?! not|n['’]t)"
)
_NOT_EN = (
    (re.compile(r"\b(is|are|was|were|has|have|had|does|did|could|would|should)n['’]t\b"), r"\1"),
    (re.compile(r"\b(is|are|was|were|has|have|had|will|can|does|did) not\b"), r"\1"),
    (re.compile(r"\bnobody\b"), "somebody"), (re.compile(r"\bNobody\b"), "Somebody"),
    (re.compile(r"\bno one\b"), "someone"), (re.compile(r"\bNo one\b"), "Someone"),
    (re.compile(r"\bwithout\b"), "with"), (re.compile(r"\bno (?=[a-z]{3})"), "some "),
    (re.compile(r"\bnever\b"), "once"),
)  # fmt: skip
_DENIED = re.compile(
    r"n['’]t\b|\b(?:not|no|nobody|never|without|nothing|none)\b|[没不未无免]", re.IGNORECASE
)
_NOT_ZH = re.compile(
    r"没有|并未|尚未|(?<![差])不(?=[会能是再受得用需])|未(?=[见有曾能获])|无(?=[人需法效罪])"
)


def changes(
    wording: str, lang: str, others: Mapping[str, Sequence[str]], rng: random.Random
) -> list[Change]:
    """List every single change that can be made to a wording, each with its kind.

    `others` are names by kind ("place:zh", "title:en", …) to be put in the place of a name.
    """
    found = [
        *_numbers(wording, rng), *_scales_and_units(wording), *_days(wording, rng),
        *_names(wording, lang, others, rng), *_directions(wording, lang),
        *_swaps(wording, lang, others),
    ]  # fmt: skip
    return [c for c in dict.fromkeys(found) if c.made(wording) != wording]


def _numbers(wording: str, rng: random.Random) -> Iterator[Change]:
    links = [m.span() for m in _LINK.finditer(wording)]
    for match in _DIGITS.finditer(wording):
        if any(a <= match.start() < b for a, b in links):
            continue
        kind = _kind_of_digits(wording, *match.span())
        for new in _other_digits(match.group(), kind, rng):
            # The neighbours go along, so that the 4 in 14 is not changed with it.
            a, b = max(0, match.start() - 1), min(len(wording), match.end() + 2)
            old = wording[a:b]
            yield Change(kind, old, wording[a : match.start()] + new + wording[match.end() : b])
    for match in _HAN_COUNT.finditer(wording):
        new = rng.choice([c for c in _COUNTED if c != match.group()])
        after = wording[match.end() : match.end() + 1]
        yield Change("number", match.group() + after, new + after)
    for match in _NUMBER_WORD.finditer(wording):
        new = rng.choice([w for w in _WORDS if w != match.group().lower()])
        yield Change(
            "number", match.group(), new.capitalize() if match.group()[0].isupper() else new
        )


def _kind_of_digits(wording: str, start: int, end: int) -> str:
    before, after = wording[max(0, start - 10) : start], wording[end : end + 3]
    month = re.search(rf"(?:{'|'.join(m[:3] for m in _MONTHS)})[a-z]*\.? $", before)
    if (
        month
        or re.match(r"[月日号]", after)
        or re.match(rf" (?:{'|'.join(_MONTHS)})", wording[end:])
    ):
        return "date"
    if re.match(r"[:：]\d\d|[时点點]|\s?[ap]\.?m\b", after):
        return "time"
    return "number"


def _other_digits(digits: str, kind: str, rng: random.Random) -> Iterator[str]:
    if kind == "date":
        yield str(rng.choice([d for d in range(1, 13) if str(d) != digits]))
        return
    if kind == "time":
        yield str(rng.choice([h for h in range(1, 13) if h != int(float(digits.replace(",", "")))]))
        return
    places = [i for i, c in enumerate(digits) if c.isdecimal()]
    at = rng.choice(places)
    allowed = "123456789" if at == 0 else "0123456789"
    yield digits[:at] + rng.choice([c for c in allowed if c != digits[at]]) + digits[at + 1 :]
    if "." not in digits and "," not in digits and len(digits) < 4:
        yield digits + "0"


def _scales_and_units(wording: str) -> Iterator[Change]:
    for kind, pairs in (("magnitude", _SCALES), ("unit", _UNITS)):
        for old, new in pairs:
            for match in re.finditer(rf"[0-9{_COUNTED}十百]{re.escape(old)}(?![a-z个])", wording):
                yield Change(kind, match.group(), match.group()[0] + new)


def _days(wording: str, rng: random.Random) -> Iterator[Change]:
    for group in (_MONTHS, _WEEKDAYS, *_RELATIVE):
        for day in group:
            if re.search(rf"\b{day}\b" if day.isascii() else day, wording):
                yield Change("date", day, rng.choice([d for d in group if d != day]))


def named(wording: str, lang: str) -> Iterator[tuple[str, str]]:
    """Find names with their kind, by marks, capitals and the segmenter's tags."""
    for match in re.finditer(r"《([^》]{1,30})》", wording):
        yield f"title:{lang}", match[1]
    if lang == "zh":
        kinds = {"ns": "place", "nt": "body", "nr": "person", "nrt": "person", "nz": "thing"}
        for word, tag in rjieba.tag(wording, True):  # noqa: FBT003 - by position
            if tag in kinds and len(word) > 1:
                yield f"{kinds[tag]}:zh", word
        return
    run = r"[A-Z][a-zà-ü]+(?:-[A-Z][a-z]+)?"
    for match in re.finditer(rf"(?<![.!?“\"] )(?<!^)(?<![\w@#])({run}(?: {run})*)", wording):
        words = match[1].split()
        if not set(words) & {*_MONTHS, *_WEEKDAYS, "Chinese", "English", "I"}:
            place = re.search(r"\b(?:in|at|near|from|to|of) (?:the )?$", wording[: match.start()])
            yield ("place:en" if place else f"name{min(2, len(words))}:en"), match[1]


def _names(
    wording: str, lang: str, others: Mapping[str, Sequence[str]], rng: random.Random
) -> Iterator[Change]:
    for kind, name in named(wording, lang):
        rest = [
            o for o in others.get(kind, ()) if o not in wording and name not in o and o not in name
        ]
        if rest:
            told = "place" if kind.startswith("place") else "name"
            yield Change(told, name, rng.choice(rest))


def _directions(wording: str, lang: str) -> Iterator[Change]:
    for pair in _OPPOSED:
        for old, new in (pair, pair[::-1]):
            if old.isascii() != (lang == "en"):
                continue
            for match in re.finditer(rf"\b{old}\b" if old.isascii() else old, wording):
                # With what stands behind, so that "up" alone is not changed all over a post.
                tail = wording[match.end() : match.end() + 4]
                yield Change("direction", match.group() + tail, new + tail)


def _swaps(wording: str, lang: str, others: Mapping[str, Sequence[str]]) -> Iterator[Change]:
    """Exchange two names of one kind, or two numbers: who did it, and to whom."""
    by_kind: dict[str, list[str]] = {}
    for kind, name in named(wording, lang):
        if name in others.get(kind, ()):
            by_kind.setdefault(kind.replace("place", "name1"), []).append(name)
    numbers = [m.group() for m in _DIGITS.finditer(_LINK.sub(" ", wording))]
    for two in (*by_kind.values(), numbers):
        pair = list(dict.fromkeys(two))[:2]
        if len(pair) == 2 and pair[0] not in pair[1] and pair[1] not in pair[0]:
            a, b = wording.find(pair[0]), wording.find(pair[1])
            if 0 <= a < b:
                middle = wording[a + len(pair[0]) : b]
                if re.fullmatch(r"\s?(?:[-–~至到和与与、,]|and|or|to)\s?", middle):
                    continue  # "A and B" is "B and A"
                yield Change("swap", pair[0] + middle + pair[1], pair[1] + middle + pair[0])


def denied(wording: str, lang: str) -> list[Change]:
    """Add a denial to a wording, or take one away: the whole wording is the change."""
    made = []
    plain = not _DENIED.search(wording)  # a second denial would say nothing new
    if lang == "en":
        if plain and (match := _AUX.search(wording)):
            said = wording[: match.end()] + " not" + wording[match.end() :]
            made.append(said)
        for pattern, put in _NOT_EN:
            if pattern.search(wording):
                made.append(pattern.sub(put, wording, count=1))
                break
    else:
        if match := _NOT_ZH.search(wording):
            word = match.group()
            put = "有" if word in ("没有", "无") and _noun_behind(wording, match.end()) else ""
            made.append(wording[: match.start()] + put + wording[match.end() :])
        place = 0
        for word, tag in rjieba.tag(wording, True) if plain else ():  # noqa: FBT003
            if tag == "v" and len(word) > 1 and wording[place - 1 : place] not in "没不未无":
                without = wording[place:].replace("了", "", 1)
                made.append(wording[:place] + "没有" + without)
                break
            place += len(word)
    return [Change("negation", wording, new) for new in made if new != wording]


def _noun_behind(wording: str, place: int) -> bool:
    tags = rjieba.tag(wording[place:], True)  # noqa: FBT003 - by position
    return bool(tags) and tags[0][1].startswith("n")
