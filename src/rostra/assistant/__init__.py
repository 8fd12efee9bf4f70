"""The assistant: from a question to an answer with the posts it rests on."""

from rostra.assistant._ask import answer, ask
from rostra.assistant._find import find
from rostra.assistant._plan import plan, rewritten
from rostra.assistant._topic import ON_TOPIC, Profile, profile, topical
from rostra.assistant._types import (
    Answer,
    Citation,
    Desk,
    Draft,
    Evidence,
    Finished,
    Gathered,
    Gloss,
    Happening,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
    Verdict,
)
from rostra.assistant._write import opening

__all__ = [
    "ON_TOPIC",
    "Answer",
    "Citation",
    "Desk",
    "Draft",
    "Evidence",
    "Finished",
    "Gathered",
    "Gloss",
    "Happening",
    "Plan",
    "Planned",
    "Profile",
    "Progress",
    "Said",
    "Sentence",
    "Step",
    "Verdict",
    "answer",
    "ask",
    "find",
    "opening",
    "plan",
    "profile",
    "rewritten",
    "topical",
]
