"""Who the assistant is: a persona file gives it its voice, the facts about it are ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from rostra import text
from rostra.assistant._types import Tongue
from rostra.errors import SettingsError

PERSONA_CHARS = 20_000
SECTIONS = ("name", "greeting", "thanks", "who", "can", "cannot", "feelings")
_HEAD = re.compile(r"^#\s+(\w+)(?:\.(en|zh))?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Persona:
    """The voice: sections of text by (name, language); `version` is that of the file."""

    version: str
    sections: tuple[tuple[tuple[str, str], str], ...]

    def section(self, name: str, lang: str) -> str:
        """Return a section in a language, the default persona's where this one has none."""
        own = dict(self.sections)
        found = own.get((name, lang)) or own.get((name, ""))
        return found or dict(default_persona().sections)[name, lang]


@cache
def default_persona() -> Persona:
    """Read the persona that the package ships, in both languages."""
    folder = files("rostra.assistant").joinpath("persona")
    parts = [(lang, folder.joinpath(f"{lang}.md").read_text("utf-8")) for lang in ("en", "zh")]
    sections: list[tuple[tuple[str, str], str]] = []
    version = ""
    for lang, source in parts:
        read = parse_persona(source)
        version = version or read.version
        sections += [((name, lang), body) for (name, _), body in read.sections]
    return Persona(version, tuple(sections))


def read_persona(path: Path) -> Persona:
    """Read a persona file; raises SettingsError when it cannot be read or holds no section."""
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"assistant.persona: {path} cannot be read ({error}); name a Markdown file"
        raise SettingsError(msg) from None
    found = parse_persona(source[:PERSONA_CHARS])
    if not found.sections:
        msg = (
            f"assistant.persona: {path} has no section; write `# who`, then what it says of "
            f"itself (sections: {', '.join(SECTIONS)}; `# who.zh` is for Chinese alone)"
        )
        raise SettingsError(msg)
    return found


def parse_persona(source: str) -> Persona:
    """Take a persona's text apart: `version: …`, then `# section` or `# section.zh`."""
    head, *rest = _HEAD.split(source)
    match = re.search(r"^version:\s*(\S+)", head, re.MULTILINE)
    triples = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    sections = tuple(
        ((name, lang or ""), text.clean(body, limit=2000).strip())
        for name, lang, body in triples
        if name in SECTIONS and body.strip()
    )
    return Persona(match[1] if match else "", sections)


def of_itself(said: str, persona: Persona, tongue: Tongue, model: str) -> list[str]:
    """Answer a question about the assistant: its voice, then the facts, which no persona changes.

    `model` names who writes now, "" when nobody does.
    """
    lang = "en" if tongue == "en" else "zh"
    plain = text.simplify(said)
    asked = [name for name, pattern in _ASKED if pattern.search(plain)] or ["who"]
    told = [_filled(persona.section(name, lang), persona, lang) for name in asked[:2]]
    told += [_fact("software", lang), _writer(model, lang)]
    if _OTHERS.search(plain):
        told.insert(0, _fact("not_another", lang).format(name=persona.section("name", lang)))
    elif "who" in asked:
        told.append(_fact("not_grok", lang))
    return [text.traditional(t) if tongue == "zh-hant" else t for t in told]


def greeted(said: str, persona: Persona, tongue: Tongue) -> str:
    """Answer a greeting or thanks in the persona's voice."""
    lang = "en" if tongue == "en" else "zh"
    name = "thanks" if _THANKS.search(text.simplify(said)) else "greeting"
    words = _filled(persona.section(name, lang), persona, lang)
    return text.traditional(words) if tongue == "zh-hant" else words


def _filled(section: str, persona: Persona, lang: str) -> str:
    return Template(section).safe_substitute(name=persona.section("name", lang))


def _writer(model: str, lang: str) -> str:
    name = "writer" if model else "no_writer"
    return _fact(name, lang).format(model=model)


def _fact(name: str, lang: str) -> str:
    return _FACTS[lang][name]


_FACTS = {
    "en": {
        "software": "I am software, open source, and I run on the machine of whoever set me up.",
        "writer": "Right now the language model “{model}” words my answers.",
        "no_writer": "Right now no language model is set up: I quote posts and fill templates.",
        "not_grok": "I am not Grok and do not belong to X or xAI.",
        "not_another": "No: I am {name}, not another assistant and not a person.",
    },
    "zh": {
        "software": "我是开源软件，运行在部署者自己的机器上。",
        "writer": "目前由语言模型“{model}”组织我的回答。",
        "no_writer": "目前没有配置语言模型：我只引用帖子，其余用固定模板。",
        "not_grok": "我不是 Grok，与 X 和 xAI 无关。",
        "not_another": "不是：我是 {name}，不是别的助手，也不是真人。",
    },
}
_OTHERS = re.compile(
    r"\bare you (?:an? )?(?:\w+ )?(?:grok|chatgpt|gpt\S*|claude|gemini|human|person|real|alive|siri|llama|qwen)\b"
    r"|你(?:是|就是)(?:不是)?\s*(?:人|真人|Grok|ChatGPT|GPT|Claude|Gemini|豆包|文心)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\bthank|\bthx\b|\bcheers\b|\bbye\b|\bgreat\b|\bwell done\b|\bok|got it|谢|辛苦|再见|拜拜|好的|明白|知道了|收到|太好了",
    re.IGNORECASE,
)
_ASKED = (
    (
        "feelings",
        re.compile(
            r"feel|emotion|love|conscious|sentient|alive|suffer|dream|感情|情感|意识|感觉|难过|开心|疼|做梦|自我|思想",
            re.IGNORECASE,
        ),
    ),
    (
        "cannot",
        re.compile(
            r"can(?:['’]?t|not| not)\b|\bcan you (?:see|hear|draw|speak|read my|access|browse|post|tweet|book|buy|call|email)|limit|不能|画画|说话",
            re.IGNORECASE,
        ),
    ),
    (
        "can",
        re.compile(
            r"what can you|how do you work|where do(?:es)? you|help me with|会什么|能(?:做|干)(?:什么|啥)|怎么工作|数据(?:从|来)",
            re.IGNORECASE,
        ),
    ),
    (
        "who",
        re.compile(
            r"who|what are you|name|yourself|introduce|谁|什么人|叫什么|名字|介绍", re.IGNORECASE
        ),
    ),
)
