"""Why one answer was better: a fixed list, so that reasons can be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rostra.errors import VoteRefused

REASONS: Mapping[str, Mapping[str, str]] = {
    "instruction": {"en": "did not do what was asked", "zh": "没有照要求做"},
    "inaccurate": {"en": "says what is not so", "zh": "内容不准确"},
    "citation": {"en": "a citation does not say it", "zh": "引用不支持所说"},
    "missing": {"en": "leaves out what matters", "zh": "遗漏要点"},
    "stale": {"en": "tells what is out of date", "zh": "信息过时"},
    "language": {"en": "wrong or mixed language", "zh": "语言不对或混杂"},
    "tone": {"en": "the tone is wrong", "zh": "语气不当"},
    "unclear": {"en": "hard to follow", "zh": "表达不清"},
    "length": {"en": "too long or too short", "zh": "过长或过短"},
    "unsafe": {"en": "harmful", "zh": "有害内容"},
    "refused": {"en": "refuses without need", "zh": "无故拒答"},
}
"""What was wrong with the worse answer (of both, for "both bad"), with labels in two languages."""


def known_reasons(given: Sequence[str]) -> tuple[str, ...]:
    """Return some reasons by their names, without repetition; a label stands for its name.

    Raises VoteRefused for one that is not known.
    """
    names = {label: name for name, labels in REASONS.items() for label in labels.values()}
    found = [names.get(reason, reason) for reason in given]
    for reason in found:
        if reason not in REASONS:
            msg = f"{reason!r} is no reason; known are {', '.join(REASONS)}"
            raise VoteRefused(msg)
    return tuple(dict.fromkeys(found))
