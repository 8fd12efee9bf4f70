"""Prompts for painters: written out by a model, in a language that the painter knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rostra.app._drawing import Sent
from rostra.app._models import NONE
from rostra.app._painters import BUNDLED
from rostra.app._picture_order import lang_of
from rostra.app._prompts import prompts_in_use
from rostra.assistant import picture_prompt

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.app._picture_words import PictureWanted
    from rostra.imagine import Painter, Style


def writing(
    answering: Answering, role: Callable[[], str]
) -> Callable[[PictureWanted, Painter], Sent]:
    """Return what words a prompt for a painter.

    The illustrator reads both languages by itself. A small model of the bundled ones is not asked:
    what it adds is more often wrong than welcome.
    """

    def write(wanted: PictureWanted, painter: Painter) -> Sent:
        if painter.name == BUNDLED or role() == NONE:
            return Sent(wanted.prompt)
        lang = lang_of(wanted.prompt)
        known = painter.abilities.languages
        to = lang if not known or lang in known else known[0]
        desk, why_not = answering.desk(role())
        foreign = to != lang
        if desk.model is None or not desk.crosses:
            why = why_not or "no model here is able to"
            return Sent(wanted.prompt, f"{painter.name} knows {to} alone; {why}" if foreign else "")
        style: Style = "fun" if wanted.style == "fun" else "regular"
        prompts = prompts_in_use(answering.settings)
        written = picture_prompt(wanted.prompt, style, to, desk.model, prompts)
        return Sent(written.text, written.note)

    return write
