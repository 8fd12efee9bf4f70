"""Words of our own around quoted posts, in the question's language: they claim nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from rostra import text
from rostra.assistant._corrections import is_hearsay
from rostra.assistant._overlap import best_span, speaks
from rostra.assistant._sift import readable
from rostra.assistant._types import Citation, Evidence, Happening, Plan, Sentence, Tongue
from rostra.posts import Post

QUOTE_LIMIT = 200
"""Characters of a quotation; a longer post is quoted in part, a longer sentence cut and marked."""

_LANGS = {
    "en": {
        "zh": "Chinese", "en": "English", "ja": "Japanese", "ko": "Korean", "es": "Spanish",
        "fr": "French", "de": "German", "pt": "Portuguese", "ru": "Russian", "ar": "Arabic",
    },
    "zh": {
        "zh": "中文", "en": "英文", "ja": "日文", "ko": "韩文", "es": "西班牙文",
        "fr": "法文", "de": "德文", "pt": "葡萄牙文", "ru": "俄文", "ar": "阿拉伯文",
    },
}  # fmt: skip
_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "quote": "{who}: “{quote}”",
        "quote_foreign": "{who} (in {lang}): “{quote}”",
        "attributed": "According to {who} (in {lang}): {said}",
        "heard": "Unconfirmed, from {who}: “{quote}”",
        "heard_foreign": "Unconfirmed, from {who} (in {lang}): “{quote}”",
        "happened": "{when} {said}",
        "happened_corrected": "{when} (taken back later, see [{by}]) {said}",
        "untold": "The posts do not tell: {parts}.",
        "other_language": "another language",
        "nothing": "I found no posts that answer this.",
        "missing": "Posts speak of this, but none that I found tells what you ask.",
        "nearest": "No post says it plainly; these come nearest.",
        "searched": "Searched for: {words}; {window}; {networks}; {seen} posts looked at.",
        "nothing_asked": "The question holds nothing to search for.",
        "any_network": "all networks",
        "all_time": "all time",
        "since": "posts since {since}",
        "between": "posts from {since} to {until}",
        "until": "posts until {until}",
        "author_words": "posts by {who}",
        "everything": "everything new",
        "left_out": "{n} posts were found and left out: {reasons}.",
        "off_topic": "off topic",
        "repeats": "repeated",
        "superseded": "since corrected",
        "advertisement": "advertising",
        "joke": "meant as a joke",
        "warned": "with a warning",
        "other_reasons": "for other reasons",
        "no_model": "No language model is set up: the posts are quoted.",
        "model_down": "The language model failed ({error}): the posts are quoted.",
        "model_stopped": "The language model stopped midway ({error}); what was checked stands.",
        "model_unfit": "The posts bear out nothing that the language model wrote: they are quoted.",
        "foreign": "Some posts are in another language; they are quoted as they stand.",
        "other_tongue": "Rostra answers in English or Chinese.",
    },
    "zh": {
        "quote": "{who}：“{quote}”",
        "quote_foreign": "据 {who}（{lang}）：“{quote}”",
        "attributed": "据 {who}（{lang}）：{said}",
        "heard": "未经证实，{who} 称：“{quote}”",
        "heard_foreign": "未经证实，{who} 称（{lang}）：“{quote}”",
        "happened": "{when} {said}",
        "happened_corrected": "{when}（后被更正，见[{by}]）{said}",
        "untold": "帖子没有说明：{parts}。",
        "other_language": "外文",
        "nothing": "没有找到能回答这个问题的帖子。",
        "missing": "有帖子谈到此事，但没有找到能回答这个问题的。",
        "nearest": "没有帖子明确回答这个问题，以下最为接近。",
        "searched": "搜索内容：{words}；{window}；{networks}；共查看 {seen} 条帖子。",
        "nothing_asked": "问题里没有可以搜索的内容。",
        "any_network": "所有网络",
        "all_time": "不限时间",
        "since": "{since} 以来的帖子",
        "between": "{since} 至 {until} 的帖子",
        "until": "{until} 之前的帖子",
        "author_words": "{who} 的帖子",
        "everything": "所有新内容",
        "left_out": "另有 {n} 条帖子被排除：{reasons}。",
        "off_topic": "离题",
        "repeats": "重复",
        "superseded": "已被更正",
        "advertisement": "广告",
        "joke": "玩笑",
        "warned": "带有警告",
        "other_reasons": "其他原因",
        "no_model": "没有可用的语言模型：以下直接引用帖子。",
        "model_down": "语言模型出错（{error}）：以下直接引用帖子。",
        "model_stopped": "语言模型中途停止（{error}）；已核对的句子保留。",
        "model_unfit": "语言模型写的内容得不到帖子支持：以下直接引用帖子。",
        "foreign": "部分帖子是外文，按原文引用。",
        "other_tongue": "Rostra 用中文或英文回答。",
    },
}


def phrase(tongue: Tongue, name: str, **fields: object) -> str:
    """Word a phrase in the question's language and script; raises KeyError for an unknown one.

    Fields are put in as they are: a quotation is never converted.
    """
    pattern = _PHRASES["en" if tongue == "en" else "zh"][name]
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.format(**fields)


def lang_name(tongue: Tongue, lang: str) -> str:
    """Give the name of a language in the language of the answer."""
    names = _LANGS["en" if tongue == "en" else "zh"]
    name = names.get(lang.split("-", maxsplit=1)[0].lower(), "")
    if not name:
        return phrase(tongue, "other_language")
    return text.traditional(name) if tongue == "zh-hant" else name


def quoting(plan: Plan, item: Evidence, claim: str = "") -> Sentence:
    """Quote a post: whole where it is short, else from its best sentence on.

    The best agrees most with `claim` (default: the question). Hearsay is called unconfirmed.
    """
    post = item.post
    source = readable(post.text)
    start, end = 0, len(source.rstrip())
    if end > QUOTE_LIMIT:
        start, end = best_span(claim or " ".join(plan.terms) or plan.question, source)
        end = _to_limit(source, start, end)
    end = _cut(source, start, end)
    quote = post.text[start:end]
    shown = quote + ("…" if end < len(post.text.rstrip()) and end - start >= QUOTE_LIMIT else "")
    shown = " ".join(shown.split()).replace("“", "‘").replace("”", "’")
    name = "heard" if is_hearsay(post) else "quote"
    name += "" if speaks(post.lang, plan.lang) else "_foreign"
    said = phrase(
        plan.tongue, name, who=who(post), lang=lang_name(plan.tongue, post.lang), quote=shown
    )
    citation = Citation(item.number, post.id, quote, start, end)
    return Sentence(said, (citation,), "quoted", frame=True)


def rests_on(sentence: Sentence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """List the evidence that a sentence cites, in the evidence's order."""
    numbers = {citation.number for citation in sentence.citations}
    return [item for item in evidence if item.number in numbers]


def attributed(plan: Plan, sentence: Sentence, evidence: Sequence[Evidence]) -> Sentence:
    """Name the account in front of what it alone tells in another language."""
    posts = [item.post for item in rests_on(sentence, evidence)]
    if len({post.author.id for post in posts}) != 1 or speaks(posts[0].lang, plan.lang):
        return sentence
    lang = lang_name(plan.tongue, posts[0].lang)
    said = phrase(plan.tongue, "attributed", who=who(posts[0]), lang=lang, said=sentence.text)
    return replace(sentence, text=said)


def happening(plan: Plan, item: Evidence, told: Happening) -> Sentence:
    """Quote an event of a timeline behind the time it was first told, in the plan's time zone."""
    at = told.at.astimezone(ZoneInfo(plan.timezone))
    day = f"{at:%b} {at.day}" if plan.tongue == "en" else f"{at.month}月{at.day}日"
    name = "happened_corrected" if told.corrected_by else "happened"
    quoted = quoting(plan, item)
    said = phrase(
        plan.tongue, name, when=f"{day} {at:%H:%M}", said=quoted.text, by=told.corrected_by
    )
    return replace(quoted, text=said)


def framing(plan: Plan, name: str, **fields: object) -> Sentence:
    """Say a sentence of our own that cites nothing."""
    return Sentence(phrase(plan.tongue, name, **fields), (), "quoted", frame=True)


def who(post: Post) -> str:
    """Name a post's author in one short line, whatever they called themselves."""
    called = f"@{post.author.handle}" if post.author.handle else post.author.name or post.network
    return readable(" ".join(called.split())[:60]).strip() or post.network


def window_words(tongue: Tongue, since: str, until: str) -> str:
    """Say what time was searched."""
    if since and until:
        return phrase(tongue, "between", since=since, until=until)
    if since or until:
        return phrase(tongue, "since" if since else "until", since=since, until=until)
    return phrase(tongue, "all_time")


def listed(tongue: Tongue, words: Sequence[str]) -> str:
    """Join words as the language does."""
    return ("、" if tongue != "en" else ", ").join(words)


def _to_limit(source: str, start: int, end: int) -> int:
    """Take the sentences behind in as far as the quotation may go."""
    ends = [b for _, b in text.sentences(source) if end < b <= start + QUOTE_LIMIT]
    return max(ends, default=end)


def _cut(source: str, start: int, end: int) -> int:
    if end - start <= QUOTE_LIMIT:
        return end
    limit = start + QUOTE_LIMIT
    space = source.rfind(" ", start, limit)
    return space if space > start + QUOTE_LIMIT // 2 else limit
