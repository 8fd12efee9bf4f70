"""Models that see: one says whether a finished picture may stand, one describes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rostra.errors import ModelGarbage
from rostra.models import Message, Options, complete, yes_probability
from rostra.policy import Decision

if TYPE_CHECKING:
    from rostra.models import Model

SURE = 0.5
"""The probability of a yes from which on a picture is refused."""

_ASKED = {
    "en": "Look at the picture. Does it show sexual content with a minor, a naked real person, or "
    "how to make a weapon of mass harm? Answer Yes or No.",
    "zh": "看这张图。图中有没有涉及未成年人的性内容、真实人物的裸体，或者大规模杀伤武器的制作方法？"
    "只回答“是”或“否”。",
}
_TOLD = {
    "en": "The model that looks at finished pictures says that this one breaks the policy.",
    "zh": "检查成图的模型认为这张图违反规则。",
}
_WORDS = {
    "en": "Describe this picture in one sentence to someone who cannot see it.",
    "zh": "用一句话向看不见的人描述这张图，只说图里有的东西。",
}
TOKENS = 120


def judging(model: Callable[[], Model]) -> Callable[[bytes, str, str], Decision]:
    """Return what asks a model, yes or no, whether a finished PNG breaks the floor.

    An answer that is neither refuses: what nobody judged does not stand.
    """

    def judge(png: bytes, _prompt: str, lang: str) -> Decision:
        asked = _shown(png, _ASKED["zh" if lang == "zh" else "en"])
        seer = model()
        yes = yes_probability(seer, [asked])
        if yes is None:
            yes = _read(complete(seer, [asked], Options(max_tokens=4)).text)
        if yes is None:
            msg = f"{seer.name} said neither yes nor no about the picture, which is not kept"
            raise ModelGarbage(msg)
        if yes < SURE:
            return Decision("allow")
        return Decision("refuse", "seen", _TOLD["zh" if lang == "zh" else "en"])

    return judge


def describer(model: Callable[[], Model]) -> Callable[[bytes, str], str]:
    """Return what has a model describe a PNG in zh or en; raises ModelError."""

    def describe(png: bytes, lang: str) -> str:
        asked = _shown(png, _WORDS["zh" if lang == "zh" else "en"])
        said = complete(model(), [asked], Options(max_tokens=TOKENS)).text
        return " ".join(said.split())[:600]

    return describe


def _shown(png: bytes, words: str) -> Message:
    from rostra.vision import data_url, open_picture

    return Message("user", words, images=(data_url(open_picture(png)),))


def _read(said: str) -> float | None:
    first = said.strip().lower()
    if first.startswith(("yes", "是", "有")):
        return 1.0
    return 0.0 if first.startswith(("no", "否", "没", "不")) else None
