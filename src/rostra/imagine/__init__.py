"""Pictures drawn: one protocol for every painter, and the bundled illustrator."""

from rostra.imagine._cover import Card, Cover, Sheet, card, cover
from rostra.imagine._illustrator import Illustrator
from rostra.imagine._letters import Font, fonts
from rostra.imagine._open import PainterCheck, check_painter, open_painter
from rostra.imagine._spec import PAINTER_KINDS, PainterSpec
from rostra.imagine._types import (
    LONGEST_PROMPT,
    STYLES,
    Abilities,
    Credit,
    Lang,
    Order,
    Painted,
    Painter,
    Progress,
    Style,
    Task,
    pictures,
)

__all__ = [
    "LONGEST_PROMPT", "PAINTER_KINDS", "STYLES", "Abilities", "Card", "Cover", "Credit", "Font",
    "Illustrator", "Lang", "Order", "Painted", "Painter", "PainterCheck", "PainterSpec", "Progress",
    "Sheet", "Style", "Task", "card", "check_painter", "cover", "fonts", "open_painter", "pictures",
]  # fmt: skip
