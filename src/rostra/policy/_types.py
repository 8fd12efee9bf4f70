"""The words of policy: a request, what is decided on it, and the rules that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Action = Literal["allow", "label", "ask", "refuse"]
ACTIONS: tuple[Action, ...] = ("allow", "label", "ask", "refuse")
"""From the mildest to the strictest: let pass; let pass with a label; ask first; refuse."""

Kind = Literal["ask", "draw", "text", "picture"]
KINDS: tuple[Kind, ...] = ("ask", "draw", "text", "picture")
"""What is judged: a question, a wish for a picture, a text made here, a picture made here."""

Words = Mapping[str, str]
"""One text in the languages `en` and `zh`."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be decided on, and who asks; an empty `role` or `plan` is nobody's in particular.

    `lang` is the language of the reason that is told, `en` or `zh`.
    """

    kind: Kind
    text: str
    lang: str = "en"
    role: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, why, and by which policy; it is kept with what came of the request.

    `category` is the strictest that applied ("" = none did), `labels` those to be shown, `reason`
    a sentence for the person who asked ("" where nothing stands in the way), `floor` whether no
    setting can change it. `version` and `sha256` name the policy.
    """

    action: Action
    category: str = ""
    reason: str = ""
    labels: tuple[str, ...] = ()
    floor: bool = False
    version: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Words by which a category is known: one of each group in `every`, none of `unless`.

    What `without` names is taken out of the text before it is looked at. `near` is how many
    characters may lie between the first and the last of the words, 0: any number.
    """

    every: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    near: int = 0


@dataclass(frozen=True, slots=True)
class Exemption:
    """Another action for some: every list that is not empty must hold the request's own."""

    action: Action
    roles: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of request, how it is known, and what is done with it."""

    name: str
    title: Words
    action: Action
    reason: Words
    kinds: tuple[Kind, ...]
    matches: tuple[Match, ...]
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `version` is 0 for the shipped one, else the number it was adopted under."""

    name: str
    categories: tuple[Category, ...]
    version: int
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Case:
    """A request with the action that it has to meet."""

    name: str
    request: Request
    expected: Action
    floor: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """A case and what a policy decided on it."""

    case: Case
    decision: Decision

    @property
    def passed(self) -> bool:
        """Say whether the decision was the expected one."""
        return self.decision.action == self.case.expected


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two policies: where it stands, before and after."""

    where: str
    before: str
    after: str
