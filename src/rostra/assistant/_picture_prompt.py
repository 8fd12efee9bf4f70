"""Write a request for a picture out for a painter: in its language, in the style that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rostra import text
from rostra.assistant._prompts import Prompts, prompt
from rostra.errors import ModelError
from rostra.models import Model, Options, complete

TOKENS = 200
LONGEST = 1_000
"""Characters of a wording at most; a longer one is no description."""
READ = 2_000
"""Characters of a request that are worded; a longer one goes as it is."""

STYLES = {
    ("regular", "en"): "calm flat illustration, soft light",
    ("fun", "en"): "bold comic poster, bright colours, big expressions",
    ("regular", "zh"): "安静的扁平插画，光线柔和",
    ("fun", "zh"): "醒目的漫画海报，颜色鲜艳，表情夸张",
}
_EDGES = " \t\"'“”‘’「」『』`*"


@dataclass(frozen=True, slots=True)
class PicturePrompt:
    """The prompt as it goes to the painter; `note` says what stands in its way ("" = nothing).

    `mark` names the prompt the model was asked with, "" where the request goes as it is.
    """

    text: str
    note: str = ""
    model: str = ""
    mark: str = ""


def picture_prompt(
    request: str,
    style: Literal["regular", "fun"],
    to: Literal["en", "zh"],
    model: Model,
    prompts: Prompts = prompt,
) -> PicturePrompt:
    """Have a model word a request in the language `to`.

    The request goes as it is, with a note, where the model fails, or what it wrote is empty, too
    long, several paragraphs or in another language.
    """
    if len(request) > READ:
        return PicturePrompt(request, "the request is long and goes to the painter as it is")
    asked = prompts("picture", to)
    turns = asked.messages(style=STYLES[style, to], request=" ".join(request.split()))
    try:
        reply = complete(model, turns, Options(max_tokens=TOKENS, temperature=0.0))
    except ModelError as error:
        why = " ".join(str(error).split())[:160]
        return PicturePrompt(request, f"the model could not word it ({why}); it goes as it is")
    said = _line(reply.text)
    if problem := _problem(said, to):
        return PicturePrompt(request, f"the model's wording {problem}; the request goes as it is")
    return PicturePrompt(said, "", reply.model, asked.mark)


def _line(reply: str) -> str:
    blocks = [block for block in reply.strip().split("\n\n") if block.strip()]
    said = " ".join(text.clean(blocks[0], limit=2 * LONGEST).split()) if len(blocks) == 1 else ""
    return said.strip(_EDGES)


def _problem(said: str, to: str) -> str:
    if not any(map(str.isalnum, said)):
        return "is empty or no single paragraph"
    if len(said) > LONGEST:
        return f"has {len(said)} characters"
    foreign = (text.script(said) == "han") != (to == "zh")
    return f"is not in {'Chinese' if to == 'zh' else 'English'}" if foreign else ""
