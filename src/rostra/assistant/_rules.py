"""What a question says outright: read by rules, in Chinese and English, with no model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from rostra import text
from rostra.assistant._broad import broad, stretch, ungreeted
from rostra.assistant._sought import sought
from rostra.assistant._types import Kind
from rostra.assistant._words import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """A question taken apart; `rest` is what is left once all that was understood is taken out.

    `fresh` says that the question asks for what is new. `time_words` are the words that named
    the span [since, until), "" when none did.
    """

    kind: Kind
    rest: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    authors: tuple[str, ...]
    networks: tuple[str, ...]
    langs: tuple[str, ...]
    min_likes: int
    fresh: bool
    since: datetime | None
    until: datetime | None
    time_words: str


def read(question: str, now: datetime, timezone: str) -> Reading:
    """Read a question: its kind, filters, time and content words."""
    question = rest = ungreeted(question)
    authors, rest = _take_all(_AUTHOR, rest)
    networks, rest = _named(_NETWORKS, rest)
    langs, rest = _named(_LANGS, rest)
    min_likes, rest = _likes(rest)
    phrases, rest = _take_all(_PHRASE, rest)
    kind = _kind(rest)
    since, until, time_words = _time(rest, now, timezone, kind)
    rest = rest.replace(time_words, " ", 1) if time_words else rest
    fresh = bool(_FRESH.search(rest))
    content = _ASKING.sub(" ", rest)
    terms = content_words(" ".join([content, *phrases]))
    plain = kind == "search" or (kind == "recommend" and bool(_NEWS.search(rest)))
    if plain and not authors and not phrases and _asks_for_news(rest, terms, time_words):
        kind, terms, content = "news", (), ""
        if since is None and (far := stretch(question)):
            since = now - far
    if debunks(question) and kind in ("search", "verify", "news") and not authors:
        kind, terms, content, phrases = "news", (), "", ()
    return Reading(
        kind=kind,
        rest=" ".join([*phrases, content]).strip(),
        terms=terms,
        names=text.names(content),
        phrases=phrases,
        authors=authors,
        networks=networks,
        langs=langs,
        min_likes=min_likes,
        fresh=fresh or kind == "news",
        since=since,
        until=until,
        time_words=time_words,
    )


def _asks_for_news(rest: str, terms: tuple[str, ...], time_words: str) -> bool:
    """Whether news is asked for that nothing names; a day alone asks for what it brought."""
    if time_words and not any(c.isalnum() for c in rest):
        return True
    return broad(rest) or (not terms and bool(_BROAD.search(rest)))


def debunks(question: str) -> bool:
    """Whether a question asks which rumours turned out false, of nothing in particular."""
    return bool(_DEBUNKS.search(question.strip()))


def content_words(written: str) -> tuple[str, ...]:
    """List the words of a text that carry its topic, each once, in order."""
    return tuple(dict.fromkeys(w for w in text.words(written) if _carries(w)))


def _carries(word: str) -> bool:
    return word not in STOP_WORDS and any(c.isalnum() for c in word)


def _kind(question: str) -> Kind:
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind
    return "first" if sought(question) == "first" else "search"


def _time(
    question: str, now: datetime, timezone: str, kind: Kind
) -> tuple[datetime | None, datetime | None, str]:
    """Find the past span that is named; a claim's dates, the future and "now" bound nothing."""
    span = text.time_span(question, now, timezone)
    if span is None or kind == "verify" or span.since >= now or _FRESH.search(span.text):
        return None, None, ""
    return span.since, span.until, span.text


def _likes(question: str) -> tuple[int, str]:
    match = _LIKES.search(question)
    if not match:
        return 0, question
    digits = next(g for g in match.groups() if g).lower().replace(",", "")
    number = float(digits.rstrip("k千万")) * _SCALE.get(digits[-1], 1)
    return int(number), question[: match.start()] + " " + question[match.end() :]


def _take_all(pattern: re.Pattern[str], question: str) -> tuple[tuple[str, ...], str]:
    found = [next(g for g in m.groups() if g).strip() for m in pattern.finditer(question)]
    return tuple(dict.fromkeys(f for f in found if f)), pattern.sub(" ", question)


def _named(
    table: tuple[tuple[str, re.Pattern[str]], ...], question: str
) -> tuple[tuple[str, ...], str]:
    found = []
    for name, pattern in table:
        if pattern.search(question):
            found.append(name)
            question = pattern.sub(" ", question)
    return tuple(found), question


def _network(name: str, latin: str, han: str = "") -> tuple[str, re.Pattern[str]]:
    """Match a network where people post ("on Mastodon"), not where it is the topic."""
    any_name = f"(?:{latin}|{han})" if han else f"(?:{latin})"
    return name, re.compile(
        rf"\b(?:posted\s+)?(?:on|from|across)\s+(?:{latin})\b(?!\s+(?:server|outage|app)s?\b)"
        rf"|\b(?:{latin})\s+(?:users|posts|people)\b"
        rf"|(?:在)?{any_name}\s*(?:上面|上|里)(?:的)?(?:人|用户|网友)?(?:们)?"
        rf"|{any_name}\s*(?:用户|网友|的?帖子)",
        re.IGNORECASE if name != "x" else 0,
    )


def _lang(code: str, english: str, han: str) -> tuple[str, re.Pattern[str]]:
    return code, re.compile(
        rf"\b(?:in|from|among)?\s*{english}[- ]?(?:language|speaking)?\s+(?:posts?|users"
        r"|speakers)\b"
        rf"|\b(?:posts?|users|people)\s+(?:\w+\s+)?in\s+{english}\b"
        rf"|(?:在)?(?:{han})(?:的)?(?:帖子|帖|网友|用户|圈子?|社区|推文|世界)(?:里|中|上)?(?:的)?",
        re.IGNORECASE,
    )


_AUTHOR = re.compile(
    r"(?:\b(?:by|from)\s+)?(?<![\w.])[@\uff20]([\w][\w.\-]*(?:@[\w.\-]+\w)?)", re.ASCII
)
_PHRASE = re.compile(r"“([^”]{2,80})”|「([^」]{2,80})」|\"([^\"]{2,80})\"")
_NETWORKS = (
    _network("bluesky", r"bluesky|bsky", "蓝天|藍天"),
    _network("mastodon", r"mastodon|the\s+fediverse|fediverse", "长毛象|長毛象|联邦宇宙"),
    _network("nostr", r"nostr"),
    _network("hackernews", r"hacker\s?news|HN"),
    _network("rss", r"blogs|rss", "博客|部落格"),
    _network("x", r"X|[Tt]witter", "推特"),
)
_LANGS = (
    _lang("zh", "chinese", "中文|汉语|漢語|华语|華語"),
    _lang("en", "english", "英文|英语|英語"),
    _lang("ja", "japanese", "日文|日语|日語"),
    _lang("es", "spanish", "西班牙文|西班牙语"),
    _lang("de", "german", "德文|德语|德語"),
    _lang("fr", "french", "法文|法语|法語"),
)
_SCALE = {"k": 1000, "千": 1000, "万": 10_000}
_NUMBER = r"(?<![\d,])(\d[\d,]*(?:\.\d+)?\s?[kK千万]?)"
_LIKES = re.compile(
    rf"(?:with\s+)?(?:at\s+least|more\s+than|over|minimum|min\.?|>=?|≥)\s*{_NUMBER}\s*likes?"
    rf"|(?:with\s+)?{_NUMBER}\s*\+\s*likes?"
    rf"|(?:点赞|點讚|赞|讚)数?(?:超过|超過|大于|大於|至少|不少于|过|≥|>)\s*{_NUMBER}的?"
    rf"|(?:超过|超過|至少|不少于)\s*{_NUMBER}\s*个?(?:点赞|赞|讚)的?"
    rf"|{_NUMBER}\s*个?(?:点赞|赞|讚)以上的?",
    re.IGNORECASE,
)
_FRESH = re.compile(
    r"\b(?:latest|newest|right now|just now|breaking|what(?:'|’)?s new|currently|at the moment"
    r"|most recent|up to date)\b|最新|刚刚|剛剛|目前|现在|現在|实时|即時|突发|突發|进展|進展",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "timeline",
        re.compile(
            r"\btime ?line\b|\bchronolog\w*|\bin (?:the right )?order\b[\s?.!]*$|\bstep by step\b"
            r"|\bsequence of events\b|\bhow did .+\b(?:unfold|develop|play out|come about|evolve)\b"
            r"|\bwhat happened first\b|\bfrom (?:the )?(?:start|beginning) to\b"
            r"|时间线|時間線|时间轴|時間軸|来龙去脉|來龍去脈|始末|(?:前后|前後|事件|整个|整個|事情)?的?经过(?:是|如何|怎)"
            r"|(?:前后|前後)经过|经过[？?]?$|先后(?:顺序|发生)|先後(?:順序|發生)|按(?:时间)?(?:顺序|先后)|按(?:時間)?(?:順序|先後)"
            r"|怎么(?:一步步)?发展|怎麼(?:一步步)?發展|一步(?:一)?步",
            re.IGNORECASE,
        ),
    ),
    (
        "verify",
        re.compile(
            r"\bis it (?:really )?true\b|\btrue or false\b|\bis it a (?:hoax|rumou?r)\b"
            r"|\b(?:did|is|are|was|were|has|have)\b.+\breally\b|\bfact.?check\b"
            r"|真的吗|真的嗎|是真的|真的假的|是真是假|属实|屬實|是不是真|是谣言|是謠言|真相是"
            r"|真的?(?:[会會要有在是]|[^，。！？!?的]{0,24}[了过過])[^，。！？!?]{0,24}[吗嗎么麼]",
            re.IGNORECASE,
        ),
    ),
    (
        "recommend",
        re.compile(
            r"\brecommend\w*|\bsuggest\w*|\bshould i (?:play|watch|read|try|buy|visit|eat)\b"
            r"|\b(?:good|best)\b.+\bto (?:play|watch|read|try|buy|visit|eat)\b|\bworth (?:\w+ing)\b"
            r"|推荐|推薦|安利|值得(?:一)?[玩看读買买去吃]|有什么好[玩看吃听]|有什麼好[玩看吃聽]",
            re.IGNORECASE,
        ),
    ),
)
_DEBUNKS = re.compile(
    r"^(?:which|what)(?: \w+)? (?:rumou?rs?|claims?|reports?|hoaxes)(?: \w+)? (?:turned out|were"
    r"|are|have been|proved|has been)(?: to be| proven| shown)? ?(?:false|wrong|untrue|fake"
    r"|debunked|corrected|denied|retracted)\b(?: (?:today|yesterday|this week|these days|lately"
    r"|recently))?"
    r"\W*$"
    r"|^(?:(?:今天|今日|昨天|昨日|这几天|這幾天|最近|近日|本周|这周)?(?:都?有)?(?:哪些|什么|什麼|啥)"
    r"(?:(?:谣言|謠言|假消息)|(?:传言|傳言|消息)(?=[，,]?(?:被|是)))"
    r"(?:[，,]?(?:被|是)?(?:辟谣|闢謠|证实是假|澄清|证伪|假|不实|不實)(?:的|了|过)?)?)\W*$",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\bnews\b|\bstories\b|新闻|新聞|消息", re.IGNORECASE)
_BROAD = re.compile(
    r"\bnews\b|\bhappen(?:ed|ing|s)?\b|\bwhat(?:'|’)?s (?:new|up|going on)\b|\bgoing on\b"
    r"|\btrending\b|\bheadlines?\b|\bbig stor(?:y|ies)\b|\bdid i miss\b|\btalking about\b"
    r"|新闻|新聞|大事|热点|熱點|热门|熱門|消息|新鲜事|新鮮事|头条|頭條|热搜|熱搜|发生|發生|在聊|在谈|在讨论",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\bwho (?:was )?(?:the )?first (?:(?:one|person) )?(?:to )?\w+(?: that)?\b"
    r"|\bwho (?:\w+ )(?:it|that|this) first\b"
    r"|(?:最早|最先|率先|首先)?是?(?:谁|誰|哪位|哪个人)(?:最早|最先|率先|首先)?(?:发现|發現|发帖|發帖|报道|報道|说出|爆料)?"
    r"(?=的|[?？]|$|看|求)|最早|最先|率先"
    r"|\b(?:in (?:the right )?order[\s?.!]*$|time ?lines?|chronolog\w*|step by step|unfold\w*"
    r"|sequence of events|what happened first|come about|play out|from start to finish)\b"
    r"|时间线|時間線|时间轴|時間軸|来龙去脉|來龍去脈|始末|(?:前后|前後|事件|整个|整個|事情)?的?经过|先后(?:顺序|发生)?"
    r"|先後(?:順序|發生)?|按(?:时间)?(?:顺序|先后)|怎么(?:一步步)?发展|一步(?:一)?步"
    r"|\b(?:what|who|when|where|why|how|which)(?:'|’)s\b"
    # How weighty news are stands in no post about them.
    r"|\b(?:most )?(?:big(?:gest)?|main|major|top|key|latest|breaking|important|significant|recent)"
    r" (?:news|stor(?:y|ies)|headlines?|updates?|developments?|facts?|points|events?)\b"
    r"(?: (?:about|on|of|in|from|with|regarding))?"
    r"|\bwhat (?:happened|is happening|is going on|has happened)(?: (?:with|to|in|at|on))?\b"
    r"|\bis it (?:really )?true(?: that)?\b|\btell me(?: more)?(?: about)?\b|\bcan you\b|\bplease\b"
    r"|\b(?:what|how) (?:do|did|are|have) (?:people|users|they|everyone) (?:\w+ )?(?:about|of|on)\b"
    r"|\b(?:is|are) there any (?:news|updates?|information)(?: (?:on|about))?\b|\bright now\b"
    r"|有什么(?:新闻|新?消息|情况|看法|新?进展|大事)?(?:吗)?"
    r"|有什麼(?:新聞|新?消息|情況|看法|新?進展|大事)?(?:嗎)?"
    r"|有没有(?:人)?|有沒有(?:人)?|怎么样了?|怎麼樣了?|怎么回事|怎麼回事|发生了什么(?:事)?|發生了什麼(?:事)?"
    r"|是什么|是什麼|为什么|為什麼|大家(?:都)?(?:怎么|怎麼|是怎么)?(?:看|说|說|评价)?|请问|請問|告诉我|告訴我"
    r"|是真的(?:吗|嗎)?|真的(?:吗|嗎|假的)|是不是(?:真的)?|是否属实|属实吗|(?:是)?谣言(?:吗)?|听说|聽說"
    r"|会不会|會不會|能不能|要不要|可不可以|多少|几个|哪些|哪里|哪裡|哪儿|什么时候|什麼時候|何时|何時|多久",
    re.IGNORECASE,
)
