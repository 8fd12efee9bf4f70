"""What a digest says in its own words, in Chinese and English: headings and frames."""

from __future__ import annotations

from rostra import text
from rostra.assistant._types import Tongue

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "what_happened": "What happened?",
        "foreign": "{who} (in {lang}): “{quote}”",
        "unconfirmed": "Unconfirmed, ",
        "unconfirmed_one": "Unconfirmed: only {who} says so ({n} posts repeat it)",
        "unconfirmed_some": "Unconfirmed: told by hearsay in {n} posts",
        "title": "Digest",
        "title_topic": "Digest: {topic}",
        "span": "{since} to {until} ({zone}); {read} posts read",
        "nothing": "No story stands out in this time; {read} posts were read.",
        "facts": "first seen {first}, {origins} independent origins, {posts} posts,"
        " on {networks}, in {langs}",
        "one source": "one source",
        "confirmed": "several sources",
        "settled": "Corrected. Earlier: {claim} Now: {reply}",
        "open": "Disputed. {claim} Against it: {reply}",
        "said": "People",
        "for": "for",
        "against": "against",
        "mixed": "mixed",
        "jests": "Said in jest (not news)",
        "aside": "Aside",
        "sources": "Posts",
        "wrote": "Sentences: taken from the posts",
        "wrote_model": "Sentences: {model}",
        "titles": "titles: from the posts",
        "titles_model": "titles: {model} where they passed the check",
        "asides": "asides: {who}",
        "templates": "ours, from templates",
        "sample": "sample feed (written for this project)",
        "gone": "(taken out: a post it rests on was deleted)",
    },
    "zh": {
        "what_happened": "发生了什么？",
        "foreign": "据 {who}（{lang}）：“{quote}”",
        "unconfirmed": "未经证实，",
        "unconfirmed_one": "未经证实：只有 {who} 一处这样说（{n} 条帖子转述）",
        "unconfirmed_some": "未经证实：{n} 条帖子都只是听说",
        "title": "摘要",
        "title_topic": "摘要：{topic}",
        "span": "{since} 至 {until}（{zone}）；读了 {read} 条帖子",
        "nothing": "这段时间没有突出的事；读了 {read} 条帖子。",
        "facts": "最早 {first}，独立来源 {origins} 个，帖子 {posts} 条，"
        "网络 {networks}，语言 {langs}",
        "one source": "单一来源",
        "confirmed": "多个来源",
        "settled": "已更正。此前：{claim} 现在：{reply}",
        "open": "有争议。{claim} 反方：{reply}",
        "said": "众人",
        "for": "赞成",
        "against": "反对",
        "mixed": "两可",
        "jests": "玩笑话（不是新闻）",
        "aside": "旁白",
        "sources": "帖子",
        "wrote": "句子：摘自帖子",
        "wrote_model": "句子：{model}",
        "titles": "标题：摘自帖子",
        "titles_model": "标题：{model}（通过核对者）",
        "asides": "旁白：{who}",
        "templates": "我们的模板",
        "sample": "示例信息流（为本项目所写）",
        "gone": "（已撤下：所依据的帖子被删除）",
    },
}


def word(tongue: Tongue, name: str, **fields: object) -> str:
    """Say a phrase in the digest's language and script; fields are put in as they are."""
    pattern = _WORDS["en" if tongue == "en" else "zh"][name]
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.format(**fields)
