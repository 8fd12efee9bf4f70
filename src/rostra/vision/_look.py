"""Show pictures to a model that sees; where none does, tell it the text that was read in them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace

from rostra import text
from rostra.models import Model, Options, complete
from rostra.text import draw_mark
from rostra.vision._prompts import prompt
from rostra.vision._reader import Reader
from rostra.vision._see import see
from rostra.vision._told import FENCE, Fence, fenced, text_of
from rostra.vision._types import Glance, Picture

TOKENS = 400


def data_url(picture: Picture) -> str:
    """Write a picture as the address that `Message.images` and `image_url` take."""
    return f"data:{picture.mime};base64,{b64encode(picture.data).decode('ascii')}"


def look(
    pictures: Sequence[Picture],
    question: str,
    model: Model | None,
    *,
    sees: bool,
    reader: Reader | None = None,
    fence: Fence = FENCE,
) -> Glance:
    """Answer a question about pictures by sight, or by the text in them alone.

    `sees` is what the model's capabilities say (`Capabilities.vision`). Without sight `reader`
    reads the pictures and the model is given the text, as data between marks; without a model
    the text itself is the answer. `Glance.sighted` says which it was: a rim tells a person that
    only text was read. Raises ModelError; PictureError where nothing can read (`open_reader`).
    """
    lang = "zh" if text.script(question) == "han" else "en"
    asked = " ".join(question.split())[:2_000]
    if model is not None and sees:
        *before, last = prompt("look", lang, question=asked)
        shown = replace(last, images=tuple(data_url(picture) for picture in pictures))
        reply = complete(model, [*before, shown], Options(max_tokens=TOKENS))
        return Glance(reply.text.strip(), sighted=True, model=reply.model)
    seen = tuple(see(picture, reader) for picture in pictures) if reader else ()
    written = "\n".join(text_of(one) for one in seen)
    if model is None or not written.strip():
        return Glance(written.strip(), sighted=False, seen=seen)
    told = fenced(seen, draw_mark([written, asked], fence.seed), fence.steers)
    reply = complete(model, prompt("text", lang, question=asked, text=told), Options(TOKENS))
    return Glance(reply.text.strip(), sighted=False, model=reply.model, seen=seen)
