"""An answer about pictures: by a model that sees, else from the text that was read in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rostra.app._eye_sayings import says
from rostra.assistant import steers
from rostra.errors import ModelError, PictureError
from rostra.models import Model
from rostra.vision import DOUBT, Fence, Found, Picture, Reader, Seen, answer_in, look, see, text_of

RUN = 3
"""Rows that are read together: an order may run over some."""
LEAST = 6
"""Letters of a row that is looked for inside others."""
SHOWN = 2_000
"""Characters of a picture's text that are told where nothing in it answers."""

_READ_OUT = re.compile(
    r"\s*(?:what(?:'s| is| does| do)? .{0,24}\b(?:say|says|written|read|text)\b.{0,24}"
    r"|(?:please )?(?:read|transcribe|ocr)\b.{0,32}|.{0,8}(?:写了什么|写着什么|说了什么|文字是什么)"
    r"|(?:请)?(?:读出|识别|转写|提取).{0,16})?[?？。.!！\s]*",
    re.IGNORECASE,
)


# In pictures more is held back than in posts: a row that is not told costs little.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|skip|override)\b.{0,30}\b(?:posts?|pictures?|images?|questions?"
    r"|texts?|above|below|before|everything|users?|rest)\b"
    r"|\b(?:say|answer|reply|respond|output|write|state)\b.{0,12}\b(?:instead|only|that|with)\b.{0,60}"
    r"\b(?:ignore|regardless|whatever)\b"
    r"|(?:忽略|无视|不要理会|忘记|忘掉|跳过).{0,12}(?:帖子|图片?|问题|指令|指示|提示|要求|以上|上面|上述|前面|之前|用户)"
    r"|(?:只|必须|请)(?:要|需|能)?(?:回答|回复|输出|说)(?:[:：“\"]|.{0,6}即可)",
    re.IGNORECASE,
)


_END = re.compile(r"[.!?。！？]\s*$")
_GOES_ON = re.compile(r"\s*(?:[a-z]|[\u4e00-\u9fff])(?!.{0,24}[:：])")


def speaks(row: str) -> bool:
    """Whether a row of a picture speaks to the machine, by the rule for posts or our own."""
    return steers(row) or bool(_ORDERS.search(unicodedata.normalize("NFKC", row)))


def orders_in(seen: Sequence[Seen]) -> frozenset[str]:
    """Return the rows that speak to the machine, also those that do together or go on with it."""
    bad: set[str] = set()
    for one in seen:
        rows = rows_of(one)
        bad |= {row for row in rows if speaks(row)}
        for size in range(2, RUN + 1):
            for at in range(len(rows) - size + 1):
                run = rows[at : at + size]
                if not bad.intersection(run) and (speaks(" ".join(run)) or speaks("".join(run))):
                    bad |= set(run)
        for row, following in pairwise(rows):
            if row in bad and not _END.search(row) and _GOES_ON.match(following):
                bad.add(following)
    return frozenset(bad)


def rows_of(seen: Seen) -> list[str]:
    """Return the rows of a picture as text."""
    return ["  ".join(line.text for line in row) for row in seen.rows]


def fence_of(seen: Sequence[Seen]) -> Fence:
    """Hold back from a model the rows that speak to it, and what is made of their words."""
    bad = orders_in(seen)

    def held(told: str) -> bool:
        bare = told.replace(f" {DOUBT}", "")
        return speaks(told) or bare in bad or any(row in bare for row in bad if len(row) > LEAST)

    return Fence(held)


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
        found, at = _found(seen, question, None, fence_of(seen))
        if found is not None and found.by == "line":
            found, at = None, 0
        return Looked(glance.text, seen, found, at, glance.model, sighted=True)
    seen = read_all(pictures, eye)
    fence = fence_of(seen)
    notes = [says(lang, "text only")]
    if orders_in(seen):
        notes.append(says(lang, "held back"))
    written = "\n".join(text_of(one) for one in seen).strip()
    if not written:
        return Looked(says(lang, "nothing read"), seen, notes=tuple(notes))
    if _READ_OUT.fullmatch(question):
        return Looked(f"{says(lang, 'reads')}\n{written}", seen, notes=tuple(notes))
    found, at = _found(seen, question, eye.model, fence)
    if found is not None:
        return Looked(_worded(found, lang), seen, found, at, notes=tuple(notes))
    if eye.model is not None:
        held = iter(seen)
        glance = look(
            pictures, question, eye.model, sees=False,
            reader=lambda _: next(held).lines, fence=fence,
        )  # fmt: skip
        if glance.text:
            return Looked(glance.text, seen, model=glance.model, notes=tuple(notes))
    told = f"{says(lang, 'not told')}\n{written[:SHOWN]}"
    return Looked(told, seen, notes=tuple(notes))


def _read_if_it_can(pictures: Sequence[Picture], eye: Eye) -> tuple[Seen, ...]:
    try:
        return read_all(pictures, eye)
    except PictureError:
        return ()


def _found(
    seen: Sequence[Seen], question: str, model: Model | None, fence: Fence
) -> tuple[Found | None, int]:
    """Find the row that answers, and in which picture; by rule in each, then by the model."""
    if not question or not seen:
        return None, 0
    ruled = [(answer_in(one, question, fence=fence), at) for at, one in enumerate(seen)]
    firm = [(found, at) for found, at in ruled if found and not fence.steers(found.text)]
    strict = [each for each in firm if each[0].by != "line"]
    if strict or model is None:
        return max(strict or firm, key=lambda each: each[0].sure, default=(None, 0))
    for at, one in enumerate(seen):
        try:
            found = answer_in(one, question, model, fence=fence)
        except ModelError:
            break
        if found is not None and not fence.steers(found.text):
            return found, at
    return max(firm, key=lambda each: each[0].sure, default=(None, 0))


def by_rule(seen: Sequence[Seen], question: str) -> bool:
    """Whether a field, a cell, a bar or a post's own line in pictures answers a question."""
    fence = fence_of(seen)
    return any(
        found is not None and found.by != "line" and not fence.steers(found.text)
        for found in (answer_in(one, question, fence=fence) for one in seen)
    )


def _worded(found: Found, lang: str) -> str:
    name = "found page" if found.page else "found"
    name += "" if found.label else " line"
    return says(lang, name, label=found.label, text=found.text, page=found.page)
