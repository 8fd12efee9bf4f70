"""The words by which a follow-up leans on what was said before, in both languages."""

from __future__ import annotations

import re
from typing import Literal

from rostra.assistant._types import Tongue

Act = Literal["ask", "more", "source", "shorter", "longer", "translate", "again"]

HAN = re.compile("[\u3400-\u9fff]")
NUMBERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
}  # fmt: skip
ORDINALS = (
    re.compile(
        r"\b(first|second|third|fourth|fifth|sixth)\s+(?:one|post|source|item|story|sentence"
        r"|claim|point|thing|news)\b|\b(?:number|no\.|post|source|item|#)\s*([1-9])\b|\[([1-9])\]"
        r"|\bthe (first|second|third|fourth|fifth|sixth)[?.]?$",
        re.IGNORECASE,
    ),
    re.compile(r"第([一二三四五六1-9])(?:条|个|則|则|篇|帖|句|点|件|項|项)"),
)
ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (
        "source",
        re.compile(
            r"\b(?:sources?|links?|urls?|originals?|original post|citations?)\b(?! code)"
            r"|\bwhere (?:did|do) you (?:get|have|find|read|see)\b|\bshow me (?:the|that) posts?\b"
            r"|\bwho (?:said|posted|wrote|told) (?:the \w+(?: one)?|that|this|it|number \w+)\W*$"
            r"|第[一二三四五六1-9][条个则篇](?:帖子?)?是?谁(?:说|发|写|讲)的"
            r"|来源|出处|原文|原帖|链接|哪来的|从哪(?:里|儿)(?:看|得|来)",
            re.IGNORECASE,
        ),
    ),
    (
        "shorter",
        re.compile(
            r"\bshorter\b|\b(?:more )?briefly\b|\bin (?:one|a) (?:sentence|line|word)\b|\btl;?dr\b"
            r"|\bsum(?:marise|marize)? (?:it|that|this)(?: up)?\b|\bin short\b"
            r"|短一?点|简短|短些|精简|一句话|简单(?:点|说|来说)|概括|总结一下",
            re.IGNORECASE,
        ),
    ),
    (
        "translate",
        re.compile(
            r"^(?:please |can you |could you )?translate(?: (?:that|it|this|them|the above"
            r"|your answer|the last answer))?(?: (?:in)?to \w+)?(?:,? please)?[.?!]?$"
            r"|^(?:请)?(?:把(?:它|这个|那个|上面的?|这段|回答))?翻译(?:一下|成\w+|这个|那个|上面的?|它)*[吧。！？?!]?$"
            r"|^(?:请)?(?:译成|翻成)\w+[。！？?!]?$",
            re.IGNORECASE,
        ),
    ),
    (
        "again",
        re.compile(
            r"^(?:try |ask |do it )?again(?: please)?[.!]?$|^regenerate\W?$|^retry\W?$"
            r"|^(?:再试一次|重试|重新回答|再来一次|重新生成)\W?$",
            re.IGNORECASE,
        ),
    ),
    (
        "more",
        re.compile(
            r"^(?:please )?(?:tell|show|give) me more\b|^(?:and )?more\W*$|^go on\W*$"
            r"|^continue\W*$|^(?:what|anything|any) else\b|^say more\b|^more (?:details?|about (?:it"
            r"|that|this|the \w+ one))\W*$|^elaborate\W*$|^longer(?: please)?\W*$|^details\W*$"
            r"|再多?说(?:一?点|些)|多说(?:一?点|些)|^继续\W*$|^还有(?:呢|吗|别的|什么)|^然后呢\W*$|再详细|说详细"
            r"|^详细(?:点|一点|说说|说)?\W*$|^展开(?:说说)?\W*$|^更多\W*$|^(?:具体)?说说第",
            re.IGNORECASE,
        ),
    ),
)
TARGETS = (
    ("zh-hant", re.compile(r"traditional chinese|繁体|正体", re.IGNORECASE)),
    ("zh", re.compile(r"\b(?:chinese|mandarin)\b|中文|汉语|华语|简体", re.IGNORECASE)),
    ("en", re.compile(r"\benglish\b|英文|英语", re.IGNORECASE)),
)
AS: dict[str, Tongue] = {"zh": "zh", "zh-hant": "zh-hant", "en": "en"}
LANGUAGE = r"(?:(?:simplified |traditional )?chinese|mandarin|english)"
SWITCH = re.compile(
    rf"(?:(?:now |please |answer |say (?:it|that) |reply |again )*in {LANGUAGE}(?:,? please)?"
    rf"|{LANGUAGE},? please)[.?!]*"
    r"|(?:请|请你)?(?:改)?[用说]?(?:中文|汉语|英文|英语|繁体中?文?|简体中?文?)(?:回答|再|重新|说|讲|写|回复|重复)*(?:一[下遍次])?[吧呢]*[。？！?!]*",
    re.IGNORECASE,
)
AND = re.compile(
    r"(?:and|but|so)?\s*(?:what about|how about)\s+(.+?)[?.!]*"
    r"|and\s+((?:in|on|at|for|from|near)\s+.+?|[^?]{2,40}?)\?",
    re.IGNORECASE,
)
NE = re.compile(r"(?:那么?|还有|可是|但是?)?(.{1,16}?)(?:呢|怎么样|如何)[?？。!！]*")
LEAD = re.compile(
    r"^\s*(?:and|but|so|then|well|also)\b,?\s*|^\s*(?:那么?|还有|可是|而且)[，, ]*", re.IGNORECASE
)
AUXILIARY = re.compile(
    r"(?:are|is|was|were|did|do|does|has|have|had|can|could|will|would|who|what|when|where|why|how)\b",
    re.IGNORECASE,
)
PLACE = re.compile("[\u3400-\u9fff]{1,6}[港镇鎮市县縣省区區州岛島湾灣村国國城]")
PREPOSITION = re.compile(r"^(?:in|on|at|near|for|from|在)\s*", re.IGNORECASE)
POINTS = re.compile(
    r"\b(?:it|its|this|these|those|they|them|their|he|him|his|she|her|there|then"
    r"|the (?:same|latter|former|first|others?))\b|\bthat\b(?!\s+(?:is|was|are|were)\b.+\bthat\b)"
    r"|它|他们?|她们?|这(?!里有什么|几天|两天|周|星期|个月)|那(?!么|些年)|其中|此事|该|当时|刚才|上面|前面",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\b(?:who|what|when|where|why|how|which|really|true|sure)\b"
    r"|谁|什么|何时|哪|为什么|为何|怎么|多少|几|真的|确定|属实|是否",
    re.IGNORECASE,
)
ASPECT = re.compile(
    r"people|think\w*|thought|say|says|fans?|residents|neighbou?rs|大家|网友|球迷|居民|市民|看法|评价|观点|觉得|认为"
    r"|report\w*|sources?|first|true|sure|really|means?|long|big|bad|exactly|confirm\w*|last|next|else"
    r"|start\w*|begin|began|begun|come|came|important|serious|caus\w+|reasons?|fault|blame\w*"
    r"|hurt|injur\w+|dead|death\w*|die[ds]?|kill\w*|casualt\w+|victims?|missing|wounded|damag\w+|costs?|price"
    r"|money|arrest\w*|police|officials?|government|statements?|respon\w+|react\w*|compensat\w+|reopen\w*"
    r"|over|ended?|finished|result\w*|won|win|score|numbers?|figures?|correct\w*|wrong|den(?:y|ied|ies)"
    r"|details?|explain|opinions?|rumou?rs?|evidence|proof|photos?|videos?|impact\w*|affect\w*|early"
    r"|报道|最早|最先|首先|先|原因|引起|起因|导致|造成|时候|确定|严重|重要|具体|详细|地方|意思|多久|人数|影响"
    r"|开始|结果|受伤|伤亡|死亡|死|伤者|遇难|失踪|损失|损坏|多少钱|价格|费用|被捕|警方|官方|政府|声明|回应|反应|赔偿"
    r"|恢复|结束|数字|更正|错|否认|辟谣|谣言|证据|照片|视频|责任|谁的错|早先|后来",
    re.IGNORECASE,
)
WORDED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:and |so |but )?who (?:\w+ )?(?:said|reported|posted|wrote|told|mentioned|saw|broke)"
            r"(?: (?:that|it|this|the (?:news|story)|about it))? first\W*$"
            r"|^(?:and |so |but )?who (?:was (?:the )?)?first\b[\w ]*\W*$",
            re.IGNORECASE,
        ),
        "Who was the first to report it?",
    ),
    (re.compile(r"^(?:那|是)?谁(?:是)?[最首]?[先早](?:报道|报导|說|说|发|发现|发布|爆料|提到|看到)(?:出来)?的?[?？]?$"), "谁最早报道的？"),
    (re.compile(r"^(?:那|是)?誰(?:是)?[最首]?[先早](?:報道|報導|說|發|發現|發布|爆料|提到|看到)(?:出來)?的?[?？]?$"), "誰最早報導的？"),
)  # fmt: skip
