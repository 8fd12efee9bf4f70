"""A judge by stated rules, for recorded battles: no person, no model, the same verdict each time.

It looks at how much of what an answer claims the posts bear out, whether it holds the facts that
were asked for (where they are known), whether it is in the language of the question, and whether
its length is within bounds. What it says is a measurement, never a person's opinion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rostra.arena._types import Choice

Fault = Literal["empty", "another language", "nothing borne out", ""]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one answer, by the same means for both of a battle.

    words: two Han characters count as one word. claims: sentences that claim something; of these
    `supported` are borne out and `partly` in part. language: share of the words that are in the
    language asked for. repeated: share of the sentences that were said before in the answer.
    held: share of the facts asked for that it holds, None where nobody knows them.
    """

    words: float
    claims: int
    supported: int
    partly: int
    language: float
    repeated: float = 0.0
    held: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules with every figure in them; another figure is another `version`.

    The four weights add up to 1; where the facts asked for are not known, the other three count for
    all. An answer that claims nothing (it says that the posts do not
    tell) gets `silent` for its support: more than one that invents, less than one that tells.
    """

    version: int = 1
    support: float = 0.4
    held: float = 0.3
    language: float = 0.2
    length: float = 0.1
    silent: float = 0.4
    fewest: float = 5.0
    most: float = 120.0
    least_language: float = 0.1
    whole_language: float = 0.7
    tie: float = 0.05

    def words(self) -> str:
        """Say the rules in a paragraph."""
        return (
            f"Rules {self.version}. Each answer gets {self.support:g} for the share of its claims "
            f"that the posts bear out (in part: half; an answer that claims nothing gets "
            f"{self.silent:g} of it), {self.held:g} for the share it holds of the facts that were "
            f"asked for, where they are known, {self.language:g} for the language of the question "
            f"(whole from a share of {self.whole_language:g}) and {self.length:g} for a length of "
            f"{self.fewest:g} to {self.most:g} words, less for what it says over. The higher sum "
            f"wins, a difference under {self.tie:g} is a tie. An answer that is empty, in another "
            f"language (a share under {self.least_language:g}), or of whose claims none is borne "
            "out fails; where both fail, both are bad."
        )


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Judged:
    """A choice with its reasons in words, and the sum each side got (0 to 1)."""

    choice: Choice
    reasons: tuple[str, ...]
    left: float
    right: float


def judge(left: Measured, right: Measured, rules: Rules = RULES) -> Judged:
    """Choose between two answers by the rules; exchanging them exchanges the choice."""
    sums = (score(left, rules), score(right, rules))
    faults = (fault(left, rules), fault(right, rules))
    told = (*_faults(faults), *_differences(left, right, rules))
    return Judged(_choice(sums, faults, rules), told or ("the two are alike",), *sums)


def score(answer: Measured, rules: Rules = RULES) -> float:
    """Add up what an answer gets, from 0 to 1, rounded to 4 places."""
    parts = _parts(answer, rules)
    weights = [rules.support, rules.held, rules.language, rules.length]
    weights[1] = 0.0 if answer.held is None else weights[1]
    weighed = sum(w * part for w, part in zip(weights, parts, strict=True))
    return round(weighed / sum(weights), 4)


def fault(answer: Measured, rules: Rules = RULES) -> Fault:
    """Say why an answer fails, "" where it does not."""
    if not answer.words:
        return "empty"
    if answer.language < rules.least_language:
        return "another language"
    lost = answer.claims and not answer.supported and not answer.partly
    return "nothing borne out" if lost else ""


def _choice(sums: tuple[float, float], faults: tuple[Fault, Fault], rules: Rules) -> Choice:
    if all(faults):
        return "both bad"
    if any(faults):
        return "right" if faults[0] else "left"
    if abs(sums[0] - sums[1]) < rules.tie:
        return "tie"
    return "left" if sums[0] > sums[1] else "right"


def _parts(answer: Measured, rules: Rules) -> tuple[float, float, float, float]:
    """Give support, facts, language and length, each from 0 to 1."""
    if not answer.words:
        return (0.0, 0.0, 0.0, 0.0)
    borne_out = answer.supported + answer.partly / 2
    support = borne_out / answer.claims if answer.claims else rules.silent
    language = min(1.0, answer.language / rules.whole_language)
    fits = min(1.0, answer.words / rules.fewest, rules.most / answer.words)
    return (support, answer.held or 0.0, language, fits * (1 - answer.repeated))


def _faults(faults: tuple[Fault, Fault]) -> tuple[str, ...]:
    sides = zip(("left", "right"), faults, strict=True)
    return tuple(f"{side} fails: {why}" for side, why in sides if why)


def _differences(left: Measured, right: Measured, rules: Rules) -> tuple[str, ...]:
    """Say in which of the four the answers differ, and by what."""
    ours, theirs = _parts(left, rules), _parts(right, rules)
    said = (
        ("borne out", _support(left), _support(right)),
        ("facts asked for", f"{left.held or 0:.0%}", f"{right.held or 0:.0%}"),
        ("in the language asked for", f"{left.language:.0%}", f"{right.language:.0%}"),
        ("length", _length(left), _length(right)),
    )
    return tuple(
        f"{what}: left {one}, right {other}"
        for (what, one, other), a, b in zip(said, ours, theirs, strict=True)
        if abs(a - b) > rules.tie / 2
    )


def _support(answer: Measured) -> str:
    if not answer.claims:
        return "claims nothing"
    part = f" and {answer.partly} in part" if answer.partly else ""
    return f"{answer.supported}{part} of {answer.claims}"


def _length(answer: Measured) -> str:
    over = f", {answer.repeated:.0%} said over" if answer.repeated else ""
    return f"{answer.words:.0f} words{over}"
