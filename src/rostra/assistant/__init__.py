"""The assistant: from a question to an answer with the posts it rests on."""

from rostra.assistant._types import (
    Answer,
    Citation,
    Draft,
    Evidence,
    Finished,
    Gathered,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
    Verdict,
)

__all__ = [
    "Answer",
    "Citation",
    "Draft",
    "Evidence",
    "Finished",
    "Gathered",
    "Plan",
    "Planned",
    "Progress",
    "Said",
    "Sentence",
    "Step",
    "Verdict",
]
