"""Tell by rules whether a turn asks for a picture, in Chinese and English."""

from __future__ import annotations

import re
from typing import Literal

Wish = Literal["yes", "no", "unclear"]

_PICTURE = (
    "picture|image|illustration|drawing|painting|sketch|poster|sticker|comic|cartoon|doodle|"
    "portrait|self-portrait|wallpaper|avatar|logo|icon|caricature|postcard|watercolou?r"
)
_POLITE = (
    r"(?:(?:hey|hi|ok(?:ay)?|now|so|then|please|pls|kindly)[,!]?\s+)*"
    r"(?:(?:can|could|would|will) you(?: please)?|i(?:'d| would) like you to|i want you to|"
    r"let's|go ahead and)?\s*(?:please\s+)?"
)
_DRAW = re.compile(
    rf"^{_POLITE}(?:draw|paint|sketch|illustrate|doodle)\s+(?:me\s+|us\s+)?(?P<what>\S.*)$",
    re.IGNORECASE,
)
_MAKE = re.compile(
    rf"^{_POLITE}(?:make|create|generate|design|produce|render|give|do)\s+(?:me\s+|us\s+)?"
    rf"(?:an?|the|some|one|two|three|four|\d+|another|my|your)\s+(?:[\w-]+\s+){{0,4}}"
    rf"(?:{_PICTURE})s?\b(?!\s+(?:search|file|format|editor|book|of the (?:day|week)))",
    re.IGNORECASE,
)
_WANT = re.compile(
    r"^(?:i(?:'d| would)? (?:like|want|need)|i'd love)\s+(?:an?|some|\w+)\s+(?:[\w-]+\s+){0,3}"
    r"(?:drawing|illustration|painting|sketch|poster|sticker|comic|cartoon)s?\b",
    re.IGNORECASE,
)
# What is drawn and is no picture.
_NOT_DRAWN = re.compile(
    r"^(?:up\b|on\b|from\b|out\b|back\b|near\b|in\b|(?:an?|the|some|any|your|\w+)?\s*(?:\w+\s+)?"
    r"(?:conclusions?|attention|comparisons?|parallels?|lessons?|inspiration|blood|lots|straws|"
    r"the line|a line|line between|distinctions?|crowds?|criticism|fire|breath|salary|water|"
    r"inferences?|analog(?:y|ies)|curtains?|cards?|winners?|names?)\b|(?:an?|the)?\s*(?:\w+\s+)?"
    r"(?:chart|graph|table|plot|histogram|diagram|timeline)\b)",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    rf"\b(?:{_PICTURE})s?\s+(?:of|showing|with)\b|^(?:draw|paint|sketch|illustrate)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:who|what|why|how|when|where|which|did|does|do|is|are|was|were|has|have|should)\b"
    r"|\b(?:mean|meaning|definition)\b.*\?$|\bdo(?:n't| not) (?:draw|paint|make)\b",
    re.IGNORECASE,
)

_ZH_POLITE = (
    r"(?:(?:请|麻烦|劳驾|你?(?:能不能|可不可以|可以|能)|帮(?:我|忙)?|给我|替我|为我"
    r"|我(?:想|要)(?:让)?你|来|再|现在|那)"
    r"[，, ]?)*"
)
_ZH_PICTURE = (
    "图片|图像|插图|插画|海报|漫画|贴纸|表情包|头像|壁纸|素描|油画|水彩画?|国画|"
    "肖像|自画像|明信片|画|图"
)
_ZH_DRAW = re.compile(
    rf"^{_ZH_POLITE}(?:画|绘制|绘|描绘)(?:我|出|上|下|个|一下)?(?P<what>[^，。？！?!,]+)"
)
_ZH_MAKE = re.compile(
    rf"^{_ZH_POLITE}(?:做|生成|制作|设计|创作|弄|出|来|画)?(?:一|两|三|四|几|\d+)?"
    rf"(?:张|幅|个|套|组)[^，。？！?!,]{{0,40}}?(?:{_ZH_PICTURE})(?!表)"
)
_ZH_NOT = re.compile(
    r"^(?:蛇添足|龙点睛|饼充饥|地为牢|虎不成|虎类|等号|句号|上句号|展|家|面|廊|册|室|派|院|坛|风|报|作|像石|皮|重点|线|界|圈子"
    r"|押|符)|(?:折线|柱状|饼状?|曲线|走势|统计|趋势|流程)图|图表|时间线"
)
_ZH_ASKS = re.compile(
    r"什么意思|是什么|怎么画|如何画|怎样画|谁画|为什么|为何|在哪|哪里|哪儿|多少钱|含义|出自|典故"
    r"|(?:不要|别|不用|不必)(?:再)?(?:画|生成|做)|画(?:得|的)(?:怎么样|如何)|画了(?:什么|吗)|会画画吗"
)
_ZH_MAYBE = re.compile(
    rf"的(?:{_ZH_PICTURE})[吗呢？?。]*$|^画[吧一下]*[。！!？?]*$|(?:有没有|有)[^，。]*(?:图片|照片)"
)


def picture_wanted(said: str) -> Wish:
    """Say whether a turn asks for a picture to be drawn: yes, no, or unclear (then it is asked).

    Questions about pictures and words that only sound so (to draw a conclusion, 画蛇添足) are no.
    """
    line = " ".join(said.split())
    if not line or len(line) > 2_000:
        return "no"
    return _chinese(line) if re.search(r"[\u4e00-\u9fff]", line) else _english(line)


def picture_subject(said: str) -> str:
    """Return what is to be drawn, without the words that only ask for it."""
    line = " ".join(said.split()).rstrip("。.!！?？ ")
    for pattern in (_DRAW, _ZH_DRAW):
        found = pattern.match(line)
        if found and found["what"].strip():
            return (
                found["what"].strip() if pattern is _DRAW else line[found.start("what") :].strip()
            )
    return line


def _english(line: str) -> Wish:
    drawn = _DRAW.match(line)
    if drawn and not _NOT_DRAWN.match(drawn["what"]):
        return "yes"
    if _MAKE.match(line) or _WANT.match(line):
        return "yes"
    if drawn or _ASKS.search(line):
        return "no"
    return "unclear" if _MAYBE.search(line) else "no"


def _chinese(line: str) -> Wish:
    if _ZH_ASKS.search(line):
        return "no"
    drawn = _ZH_DRAW.match(line)
    if drawn and not _ZH_NOT.search(drawn["what"]):
        return "yes"
    if _ZH_MAKE.match(line) and not _ZH_NOT.search(line):
        return "yes"
    if drawn:
        return "no"
    return "unclear" if _ZH_MAYBE.search(line) else "no"
