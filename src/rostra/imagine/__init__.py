"""Pictures drawn: one protocol for every painter, and the bundled illustrator."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.imagine._bfl import Hook, read_hook
from rostra.imagine._cover import Card, Cover, Sheet, card, cover
from rostra.imagine._facts import Facts, as_jpeg, facts_of, read_facts
from rostra.imagine._illustrator import Illustrator
from rostra.imagine._letters import Font, fonts
from rostra.imagine._open import PainterCheck, check_painter, open_painter
from rostra.imagine._provenance import Signed, marked, marked_jpeg, read_manifest
from rostra.imagine._signer import Signer, can_sign, open_signer
from rostra.imagine._spec import PAINTER_KINDS, PainterKind, PainterSpec
from rostra.imagine._types import (
    LONGEST_PROMPT, STYLES, Abilities, Credit, Lang, Order, Painted, Painter, Progress, Style, Task,
    pictures,
)

__all__ = [
    "LONGEST_PROMPT", "PAINTER_KINDS", "STYLES", "Abilities", "Card", "Cover", "Credit", "Facts",
    "Font", "Hook", "Illustrator", "Lang", "Order", "Painted", "Painter", "PainterCheck",
    "PainterKind", "PainterSpec", "Progress", "Sheet", "Signed", "Signer", "Style", "Task",
    "as_jpeg", "can_sign", "card", "check_painter", "cover", "facts_of", "fonts", "marked",
    "marked_jpeg", "open_painter", "open_signer", "pictures", "read_facts", "read_hook",
    "read_manifest",
]  # fmt: skip
