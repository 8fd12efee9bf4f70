"""An answer about pictures: by a model that sees, else from the text that was read in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rostra.app._eye_sayings import says
from rostra.assistant import steers
from rostra.errors import ModelError, PictureError
from rostra.models import Model
from rostra.vision import Fence, Found, Picture, Reader, Seen, answer_in, look, see, text_of

FENCE = Fence(steers)
"""Lines in pictures that speak to the machine are held back, by the rule for posts."""
SHOWN = 2_000
"""Characters of a picture's text that are told where nothing in it answers."""

_READ_OUT = re.compile(
    r"\s*(?:what(?:'s| is| does| do)? .{0,24}\b(?:say|says|written|read|text)\b.{0,24}"
    r"|(?:please )?(?:read|transcribe|ocr)\b.{0,32}|.{0,8}(?:写了什么|写着什么|说了什么|文字是什么)"
    r"|(?:请)?(?:读出|识别|转写|提取).{0,16})?[?？。.!！\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Eye:
    """What looks: a model that may see, a reader of text (None: there is none, `why` says so)."""

    model: Model | None
    sees: bool
    reader: Callable[[], Reader] | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What pictures answer. `at` is the index of the picture where `found` stands.

    `by_model` says that the words are a model's own; else they stand in the picture.
    """

    said: str
    seen: tuple[Seen, ...]
    found: Found | None = None
    at: int = 0
    model: str = ""
    sighted: bool = False
    notes: tuple[str, ...] = ()

    @property
    def by_model(self) -> bool:
        """Whether the words are a model's own."""
        return bool(self.model)


def read_all(pictures: Sequence[Picture], eye: Eye) -> tuple[Seen, ...]:
    """Read pictures; raises PictureError where nothing here can."""
    if eye.reader is None:
        raise PictureError(eye.why)
    reader = eye.reader()
    return tuple(see(picture, reader) for picture in pictures)


def looked(pictures: Sequence[Picture], question: str, eye: Eye, lang: str) -> Looked:
    """Answer a question about pictures.

    A model that sees is shown them; the place of what it says is found by rule where the text can
    be read too. Without one the text is read: rules and then the model find the row that answers,
    else the model is told the text, as data. What speaks to the machine is held back from it.
    Raises ModelError; PictureError where nothing can see or read.
    """
    if eye.model is not None and eye.sees:
        glance = look(pictures, question or says(lang, "what"), eye.model, sees=True)
        seen = _read_if_it_can(pictures, eye)
        found, at = _found(seen, question, None)
        if found is not None and found.by == "line":
            found, at = None, 0
        return Looked(glance.text, seen, found, at, glance.model, sighted=True)
    seen = read_all(pictures, eye)
    notes = [says(lang, "text only")]
    if any(steers(row) for one in seen for row in _rows(one)):
        notes.append(says(lang, "held back"))
    written = "\n".join(text_of(one) for one in seen).strip()
    if not written:
        return Looked(says(lang, "nothing read"), seen, notes=tuple(notes))
    if _READ_OUT.fullmatch(question):
        return Looked(written, seen, notes=tuple(notes))
    found, at = _found(seen, question, eye.model)
    if found is not None:
        return Looked(_worded(found, lang), seen, found, at, notes=tuple(notes))
    if eye.model is not None:
        held = iter(seen)
        glance = look(
            pictures, question, eye.model, sees=False,
            reader=lambda _: next(held).lines, fence=FENCE,
        )  # fmt: skip
        if glance.text:
            return Looked(glance.text, seen, model=glance.model, notes=tuple(notes))
    told = f"{says(lang, 'not told')}\n{written[:SHOWN]}"
    return Looked(told, seen, notes=tuple(notes))


def _rows(seen: Seen) -> list[str]:
    return ["  ".join(line.text for line in row) for row in seen.rows]


def _read_if_it_can(pictures: Sequence[Picture], eye: Eye) -> tuple[Seen, ...]:
    try:
        return read_all(pictures, eye)
    except PictureError:
        return ()


def _found(seen: Sequence[Seen], question: str, model: Model | None) -> tuple[Found | None, int]:
    """Find the row that answers, and in which picture; by rule in each, then by the model."""
    if not question or not seen:
        return None, 0
    ruled = [(answer_in(one, question, fence=FENCE), at) for at, one in enumerate(seen)]
    firm = [(found, at) for found, at in ruled if found is not None and not _steered(found)]
    strict = [each for each in firm if each[0].by != "line"]
    if strict or model is None:
        return max(strict or firm, key=lambda each: each[0].sure, default=(None, 0))
    for at, one in enumerate(seen):
        try:
            found = answer_in(one, question, model, fence=FENCE)
        except ModelError:
            break
        if found is not None and not _steered(found):
            return found, at
    return max(firm, key=lambda each: each[0].sure, default=(None, 0))


def _steered(found: Found) -> bool:
    return steers(found.text)


def _worded(found: Found, lang: str) -> str:
    name = "found page" if found.page else "found"
    name += "" if found.label else " line"
    return says(lang, name, label=found.label, text=found.text, page=found.page)
