"""Words of our own in explained posts, rulings and long answers, in both languages."""

from __future__ import annotations

from rostra import text
from rostra.assistant._types import Sentence, Tongue

_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "supported": "Supported: {posts} posts from {origins} independent origins bear it out.",
        "disputed": "Disputed: {against} origins speak against it, {origins} for it.",
        "contradicted": "Contradicted: {against} origins say otherwise, and none bears it out.",
        "corrected": "Corrected: it was told, and what came later replaces it.",
        "no evidence": "No evidence: no post here bears it out or speaks against it.",
        "unconfirmed": "Unconfirmed: only hearsay, or one account that nobody knows, says so.",
        "first_seen": "First told {at} by {who}.",
        "for": "For:",
        "against": "Against:",
        "sure": "Confidence: {words}.",
        "high": "high",
        "middling": "middling",
        "low": "low",
        "official": "an office",
        "press": "the press",
        "first-hand": "somebody who was there",
        "hearsay": "hearsay",
        "other": "an account",
        "was": "On {at} the verdict was “{before}”.",
        "came": "{n} posts came since.",
        "went": "{n} of the posts it rested on are gone.",
        "author": "The same account before:",
        "before": "What it answers:",
        "after": "What was answered:",
        "corrections": "Corrected or denied since:",
        "disputes": "Others say otherwise:",
        "elsewhere": "Told independently elsewhere:",
        "jest": "The post says of itself, or its account does, that it is meant in jest.",
        "advertising": "The post has the marks of advertising.",
        "told_as_heard": "The post tells what it only heard, or cries out; it names nothing seen.",
        "spread": "{n} origins tell it, on {networks}; the first was {who}, {at}.",
        "alone": "No other post here speaks of the same.",
        "no_thread": "No thread around it is known here.",
        "no_other": "Nothing else on it by this account is known here.",
        "starts": "Starts with {who}:",
        "points_for": "Agreeing:",
        "points_against": "Disagreeing:",
        "rest": "Also said:",
        "asked": "Asked, with no answer here:",
        "voices": "{posts} posts by {people} accounts, from {since} to {until}.",
        "unfit": "{n} posts of the thread are left out: jests, advertising, orders to machines.",
        "no_side": "Nobody here plainly takes a side.",
        "same": "The post is in English already.",
        "script": "The post is in English already.",
        "orders": "Sentences that speak to a machine were given to no model.",
        "no_translator": "No model here translates (a large one would: models.roles.large).",
        "translator_down": "The model did not translate all of it ({error}).",
        "word_by_word": "Word by word from a dictionary (CC-CEDICT): no sentence, read with care.",
        "no_dictionary": "The dictionary bridges Chinese and English only.",
    },
    "zh": {
        "supported": "有依据：{origins} 个独立来源的 {posts} 条帖子证实。",
        "disputed": "有争议：{against} 个来源反对，{origins} 个来源支持。",
        "contradicted": "与帖子不符：{against} 个来源说法相反，没有来源证实。",
        "corrected": "已被更正：曾有人这样说，后来的说法取代了它。",
        "no evidence": "没有证据：这里没有帖子证实或反驳。",
        "unconfirmed": "未经证实：只有传闻，或仅一个来历不明的账号这样说。",
        "first_seen": "最早由 {who} 于 {at} 提出。",
        "for": "支持：",
        "against": "反对：",
        "sure": "把握：{words}。",
        "high": "高",
        "middling": "中等",
        "low": "低",
        "official": "官方机构",
        "press": "媒体",
        "first-hand": "在场的人",
        "hearsay": "传闻",
        "other": "普通账号",
        "was": "{at} 的结论是“{before}”。",
        "came": "此后新增 {n} 条帖子。",
        "went": "当时依据的帖子有 {n} 条已不在。",
        "author": "同一账号此前：",
        "before": "它回应的是：",
        "after": "别人的回应：",
        "corrections": "此后被更正或否认：",
        "disputes": "另有不同说法：",
        "elsewhere": "别处独立的说法：",
        "jest": "帖子自己或其账号表明这是玩笑。",
        "advertising": "这条帖子带有广告特征。",
        "told_as_heard": "帖子只是转述听来的话或一味惊呼，没有说亲眼所见。",
        "spread": "共有 {n} 个来源提及，见于 {networks}；最早是 {who}，{at}。",
        "alone": "这里没有其他帖子谈同一件事。",
        "no_thread": "这里没有它前后的对话。",
        "no_other": "这里没有该账号此前谈及此事的帖子。",
        "starts": "由 {who} 开头：",
        "points_for": "赞同：",
        "points_against": "反对：",
        "rest": "还有：",
        "asked": "有人问，这里没有回答：",
        "voices": "{people} 个账号的 {posts} 条帖子，{since} 至 {until}。",
        "unfit": "对话中有 {n} 条略去：玩笑、广告或对机器的指令。",
        "no_side": "这里没有人明确表态。",
        "same": "这条帖子本来就是中文。",
        "script": "这条帖子本来就是中文，只转换了字形。",
        "orders": "对机器说话的句子没有交给模型。",
        "no_translator": "这里没有能翻译的模型（需要大模型：models.roles.large）。",
        "translator_down": "模型没有全部译出（{error}）。",
        "word_by_word": "依词典（CC-CEDICT）逐词对照，不成句子，请谨慎阅读。",
        "no_dictionary": "词典只对照中文和英文。",
    },
}


def say(tongue: Tongue, name: str, **fields: object) -> str:
    """Word a phrase in the answer's language and script; raises KeyError for an unknown one."""
    pattern = _PHRASES["en" if tongue == "en" else "zh"][name]
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.format(**fields)


def saying(tongue: Tongue, name: str, **fields: object) -> Sentence:
    """Say a sentence of our own that cites nothing."""
    return Sentence(say(tongue, name, **fields), (), "quoted", frame=True)


def how_sure(tongue: Tongue, confidence: float) -> str:
    """Put a confidence, 0 to 1, in a word."""
    return say(tongue, "high" if confidence >= HIGH else "middling" if confidence >= LOW else "low")


HIGH, LOW = 0.75, 0.5
