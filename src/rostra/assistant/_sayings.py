"""What a conversation says by itself, in the language of the turn."""

from __future__ import annotations

from rostra import text
from rostra.assistant._types import Plan, Sentence, Tongue

_SAYINGS: dict[str, dict[str, str]] = {
    "en": {
        "understood": "Understood as: {question}",
        "unsearched": "Nothing was searched: {why}.",
        "own_words": "The model's own words; no post bears them out.",
        "off_current": "Search is off, and this asks about current events. I do not answer it from"
        " memory: nothing was searched. Turn the search on (auto) to ask the posts.",
        "from_told": "Search is off: told from the posts of this conversation alone.",
        "no_model": "This needs a language model, and none is set up; I will not make it up.",
        "no_model_search": "Say “search” with your question, and I look in the posts instead.",
        "silent": "The language model returned nothing; ask again, or ask another model.",
        "broken": "The language model failed ({error}); what it wrote before that stands.",
        "broken_empty": "The language model failed before it wrote anything ({error}). Try again.",
        "length": "The text stopped at its length limit; say “continue” for the rest.",
        "loop": "The language model began to repeat itself and was stopped.",
        "private": "I do not look up private data about a person (address, phone, documents), even"
        " where it may stand in posts. I can look for public matters: statements, events, offices.",
        "no_words": "I see no words to go by. Write what you would like to know.",
        "future": "Posts cannot tell what will happen; they tell what people expect and announce.",
        "long": "The message has {n} characters; the search used the first {limit} of them.",
        "cut": "The message has {n} characters; the model read the first {limit} of them.",
        "other_tongue": "Rostra answers in English or Chinese.",
        "contradiction": "Two things you ask exclude each other: {what}. Drop one of them.",
        "source": "Post {number} is by {who} on {network}, {when}: “{quote}”",
        "source_link": "Original: {url}",
        "no_source": "Nothing told so far rests on a post, so there is no source to show.",
        "no_such": "The last answer cites {n} posts; there is no number {number}.",
        "no_more": "The posts tell nothing more on this that was not told already.",
        "nothing_before": "There is no earlier answer in this conversation to work on.",
        "no_translator": "No model here translates reliably; I searched the same topic anew in the"
        " other language.",
        "shortest": "That is the shortest form: one sentence per fact.",
        "shorter": "The answer before, in short.",
        "translated": "Translated by the model from the answer before.",
        "changed": "What changed:",
        "unchanged": "The model changed nothing in the text.",
        "no_editor": "Without a language model I can replace, delete and cut, not reword.",
        "no_part": "The text has {n} paragraphs; there is no number {number}.",
        "wishes": "Wishes for tone change only what a model writes by itself, never what posts say.",
        "ask_when": "When did this begin: {topic}?",
        "ask_corrected": "Which early reports were corrected: {topic}?",
        "ask_opinion": "What do people say about {topic}?",
        "ask_name": "What do posts say about {name}?",
        "tried": "Pick up one of these: {words}.",
    },
    "zh": {
        "understood": "理解为：{question}",
        "unsearched": "没有搜索：{why}。",
        "own_words": "以下是模型自己的话，没有帖子佐证。",
        "off_current": "搜索已关闭，而这个问题关系到时事。我不会凭记忆回答：没有搜索任何帖子。"
        "打开搜索（auto）后再问即可。",
        "from_told": "搜索已关闭：只依据本次对话中已引用的帖子。",
        "no_model": "这需要语言模型，而目前没有配置；我不会编造。",
        "no_model_search": "在问题前加上“搜索”，我就改为查找帖子。",
        "silent": "语言模型没有返回内容；请重试，或换一个模型。",
        "broken": "语言模型出错（{error}）；此前写出的内容保留。",
        "broken_empty": "语言模型还没写出内容就出错了（{error}）。请重试。",
        "length": "文字到了长度上限；说“继续”可以接着写。",
        "loop": "语言模型开始重复，已停止。",
        "private": "我不查找个人隐私信息（住址、电话、证件），即使帖子里可能有。可以查公开的事：声明、事件、机构。",
        "no_words": "没有看到文字。请写下想知道的事。",
        "future": "帖子无法说明将来会怎样，只能说明人们的预期和已公布的安排。",
        "long": "消息有 {n} 个字符，搜索只用了前 {limit} 个。",
        "cut": "消息有 {n} 个字符，模型只读了前 {limit} 个。",
        "other_tongue": "Rostra 用中文或英文回答。",
        "contradiction": "要求互相矛盾：{what}。请去掉其中一个。",
        "source": "第 {number} 条是 {who} 在 {network} 上发的，{when}：“{quote}”",
        "source_link": "原帖：{url}",
        "no_source": "到目前为止的回答没有依据帖子，所以没有来源可给。",
        "no_such": "上一个回答引用了 {n} 条帖子，没有第 {number} 条。",
        "no_more": "关于这件事，帖子里没有更多未讲过的内容。",
        "nothing_before": "这次对话里还没有可以处理的回答。",
        "no_translator": "目前没有能可靠翻译的模型；我用另一种语言重新搜索了同一话题。",
        "shortest": "已经是最短的形式：一句一个事实。",
        "shorter": "上一个回答的简短版。",
        "translated": "由模型根据上一个回答翻译。",
        "changed": "改动：",
        "unchanged": "模型没有改动这段文字。",
        "no_editor": "没有语言模型时，我只能替换、删除和截短，不能改写。",
        "no_part": "这段文字有 {n} 段，没有第 {number} 段。",
        "wishes": "语气要求只影响模型自己写的内容，不会改变帖子所说的。",
        "ask_when": "{topic}是什么时候开始的？",
        "ask_corrected": "{topic}：哪些早先的说法后来被更正？",
        "ask_opinion": "大家怎么看{topic}？",
        "ask_name": "关于{name}有什么消息？",
        "tried": "可以接着问：{words}。",
    },
}
_WHY = {
    "a greeting": "这是问候",
    "a question about the assistant itself": "问的是助手自己",
    "it asks for private data about a person": "涉及个人隐私",
    "it holds no words": "没有文字",
    "a text is to be translated": "这是翻译请求",
    "it asks for code": "这是写代码的请求",
    "it goes on with the code": "这是对代码的继续",
    "it is a sum": "这是计算",
    "a text is to be written": "这是写作请求",
    "it changes the text written together": "这是对共同撰写的文字的修改",
    "searching is off": "搜索已关闭",
    "it works on the answer before": "这是对上一个回答的处理",
}


def saying(tongue: Tongue, name: str, /, **fields: object) -> str:
    """Word a saying in the language and script of the turn; fields stay as they are."""
    pattern = _SAYINGS["en" if tongue == "en" else "zh"][name]
    if tongue == "zh-hant":
        pattern = text.traditional(pattern)
    return pattern.format(**fields)


def reason(tongue: Tongue, why: str) -> str:
    """Word why a turn was not searched, in its language."""
    if tongue == "en":
        return why
    words = _WHY.get(why, "属于一般知识" if why.startswith("general") else why)
    return text.traditional(words) if tongue == "zh-hant" else words


def frame(plan: Plan, name: str, /, **fields: object) -> Sentence:
    """Say a saying as a sentence of our own that cites nothing."""
    return Sentence(saying(plan.tongue, name, **fields), (), "quoted", frame=True)
