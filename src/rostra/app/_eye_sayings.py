"""What is said of pictures, in Chinese and English."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rostra.app._eye_words import SeenBefore

Tongue = Literal["en", "zh"]

_SAYS = {
    "en": {
        "text only": "Only the text in the picture was read; no model saw the picture itself.",
        "held back": "The picture holds words that speak to the machine; they were left out.",
        "found": "In the picture, under “{label}”: {text}",
        "found line": "In the picture: {text}",
        "found page": "On page {page}, under “{label}”: {text}",
        "found page line": "On page {page}: {text}",
        "nothing read": "No text was found in the picture.",
        "not told": "The text in the picture does not answer this. It reads:",
        "reads": "The picture reads:",
        "located": "The file told where it was taken; that was taken out.",
        "more": "Only the first frame of the moving picture was looked at.",
        "unreachable": "The model could not be asked whether it sees: {why}",
        "pictures of post": "{count} of the post's pictures could not be had: {why}",
        "never": "This picture was not seen here before; elsewhere it may have been.",
        "before": "This picture was seen before, {change}: {where}, {when}.",
        "like": "Another picture that only looks alike was seen: {where}, {when}.",
        "in post": "in the post {post} by {author}",
        "in question": "in an earlier question",
        "same": "the very same",
        "alike": "the same",
        "cut": "about {share} % of it shown again",
        "altered": "with something in it changed (a caption, another text)",
        "mirrored": "mirrored",
        "what": "What does the picture say?",
    },
    "zh": {
        "text only": "只读了图中的文字；没有模型看过图片本身。",
        "held back": "图中有对机器说的话，已略去。",
        "found": "图中“{label}”一栏：{text}",
        "found line": "图中写着：{text}",
        "found page": "第 {page} 页“{label}”一栏：{text}",
        "found page line": "第 {page} 页写着：{text}",
        "nothing read": "图中没有读到文字。",
        "not told": "图中的文字没有回答这个问题。图中写着：",
        "reads": "图中写着：",
        "located": "文件里记着拍摄地点，已经去掉。",
        "more": "动图只看了第一帧。",
        "unreachable": "没能问到模型是否会看图：{why}",
        "pictures of post": "帖子的 {count} 张图没有取到：{why}",
        "never": "这张图在这里是第一次见到；别处有没有出现过，无从得知。",
        "before": "这张图以前出现过（{change}）：{where}，{when}。",
        "like": "见过一张只是相似的图：{where}，{when}。",
        "in post": "{author} 的帖子 {post}",
        "in question": "之前的一次提问",
        "same": "一模一样",
        "alike": "同一张图",
        "cut": "只再现了约 {share}%",
        "altered": "图中有改动（加了字幕或换了文字）",
        "mirrored": "左右翻转",
        "what": "图中写了什么？",
    },
}
WHOLE = 0.9
"""Overlap from which a picture counts as shown whole."""


def says(lang: str, name: str, **fields: object) -> str:
    """Say a thing in zh or, for all else, in English."""
    return _SAYS["zh" if lang.startswith("zh") else "en"][name].format(**fields)


def before_words(lang: str, one: SeenBefore) -> str:
    """Tell where and when a picture was seen before, and under what change."""
    where = (
        says(lang, "in post", post=one.post_id, author=one.author or "?")
        if one.post_id
        else says(lang, "in question")
    )
    when = one.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    name, change = ("before", _change(lang, one)) if one.same else ("like", "")
    return says(lang, name, change=change, where=where, when=when)


def _change(lang: str, one: SeenBefore) -> str:
    if one.exact:
        return says(lang, "same")
    parts = [says(lang, "alike")]
    if one.overlap < WHOLE:
        parts.append(says(lang, "cut", share=round(100 * one.overlap)))
    if one.altered:
        parts.append(says(lang, "altered"))
    if one.mirrored:
        parts.append(says(lang, "mirrored"))
    return ("，" if lang.startswith("zh") else ", ").join(parts)
