"""A request becomes a scene by rules, in Chinese and English, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rostra.imagine._bits import Bit, bits
from rostra.imagine._grammar import Reading
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._types import LONGEST_PROMPT
from rostra.text import clean, script, simplify

_QUOTED = re.compile(r"“([^”]{1,80})”|「([^」]{1,80})」|\"([^\"]{1,80})\"|『([^』]{1,80})』")
_SAYS = re.compile(
    r"(?:say(?:s|ing)?|shout(?:s|ing)?|speech|bubble|说着?|喊着?|道|气泡)[^\w]*$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:titled|title|caption(?:ed)?|headline|写着|标题|题为|字幕|文字)[^\w]*$", re.IGNORECASE
)
_PREFACE = re.compile(
    r"^(?:please|can you|could you|i want|i would like)?\s*(?:to )?(?:draw|paint|make|create|"
    r"generate|show|give)\s+(?:me\s+)?(?:an?\s+)?(?:(?:picture|image|drawing|illustration|painting|"
    r"poster|cartoon|comic|sticker)\s+(?:of|with|showing|about)\s+)?|"
    r"^(?:请|麻烦)?(?:你)?(?:帮我|给我|为我)?(?:画|绘制|生成|创作|来)(?:一?[张幅个]|一下)?"
    r"(?:[^，。]{0,6}的?(?:画|图片|图|插画|海报|漫画)[，：,:])?",
    re.IGNORECASE,
)
_ZHE = re.compile("著(?![名作称述])")
"""What stays of 騎著 once its other characters are simplified."""
_WITHOUT = re.compile(
    r"(?:\b(?:without|no)\s+(?:an?\s+|any\s+)?[a-z]+)|(?:(?:不要|没有|不带|去掉)[^，。,、]{1,4})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Asked:
    """A request with its frame taken off: the words to read, the words to write."""

    text: str
    lang: str
    bubble: str = ""
    caption: str = ""
    without: list[str] = field(default_factory=list)


def unframe(prompt: str, lang: str = "") -> Asked:
    """Clean a prompt, take quoted words, commands ("draw me") and what is not wanted out of it."""
    text = _ZHE.sub("着", simplify(clean(prompt, LONGEST_PROMPT)))
    chosen = lang or ("zh" if script(text) == "han" else "en")
    asked = Asked(text, chosen)

    def quote(found: re.Match[str]) -> str:
        words = next(filter(None, found.groups()))
        before = text[: found.start()]
        if _TITLED.search(before) or (asked.bubble and not _SAYS.search(before)):
            asked.caption = asked.caption or words
        else:
            asked.bubble = asked.bubble or words
        return " , "

    text = _QUOTED.sub(quote, text)
    asked.without = [found[0] for found in _WITHOUT.finditer(text)]
    asked.text = _PREFACE.sub("", _WITHOUT.sub(" ", text).strip(), count=1)
    return asked


def read(prompt: str, lang: str = "", negative: str = "") -> Scene:
    """Read a request as a scene; what the `negative` prompt names is left out.

    Never fails: an empty request, or one that names nothing that can be drawn, gives a scene
    without actors whose `missing` says what was not understood.
    """
    asked = unframe(prompt, lang)
    reading = Reading(asked.lang)
    for bit in bits(asked.text, asked.lang):
        reading.take(bit)
    scene = reading.scene()
    unwanted = " , ".join([*asked.without, negative])
    scene = _without(scene, bits(unwanted, asked.lang) if unwanted.strip(" ,") else [])
    return replace(scene, bubble=asked.bubble, caption=asked.caption)


def portrait(scene: Scene, *, fun: bool) -> Scene:
    """Put the illustrator itself on stage: calm, it is a Beef Wellington; for fun, a wizard."""
    if fun:
        cast = (Actor("wizard"), Actor("wand", relation="held", to=0), Actor("crystalball"))
        return replace(
            scene,
            actors=(*cast, *_moved(scene.actors, len(cast))),
            place=scene.place or "castlehill",
            hour="night",
        )
    return replace(
        scene,
        actors=(Actor("wellington"), *_moved(scene.actors, 1)),
        place=scene.place or "restaurant",
    )


def _moved(actors: tuple[Actor, ...], by: int) -> tuple[Actor, ...]:
    return tuple(replace(a, to=a.to + by if a.to >= 0 else -1) for a in actors)


def _without(scene: Scene, unwanted: list[Bit]) -> Scene:
    """Take out of a scene what must not be in it."""
    keys = {word.key for bit in unwanted for word in bit.words}
    if not keys:
        return scene
    actors = scene.actors
    for at in reversed([i for i, actor in enumerate(actors) if actor.thing in keys]):
        actors = tuple(
            replace(a, to=-1, relation="") if a.to == at else replace(a, to=a.to - (a.to > at))
            for i, a in enumerate(actors)
            if i != at
        )
    return replace(
        scene,
        actors=actors,
        weather="clear" if scene.weather in keys else scene.weather,
        named=tuple((said, key) for said, key in scene.named if key not in keys),
    )
