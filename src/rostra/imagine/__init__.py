"""Pictures drawn: one protocol for every painter, and the bundled illustrator."""

from rostra.imagine._types import (
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
    "STYLES", "Abilities", "Credit", "Lang", "Order", "Painted", "Painter", "Progress", "Style",
    "Task", "pictures",
]  # fmt: skip
