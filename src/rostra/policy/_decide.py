"""From a request to a decision: the floor first, then the policy's categories, strictest first."""

from __future__ import annotations

from rostra.policy._disguises import folded, forms
from rostra.policy._floor import fallen
from rostra.policy._match import Reading, found, reading
from rostra.policy._types import ACTIONS, Action, Category, Decision, Policy, Request, Words


def decide(policy: Policy, request: Request) -> Decision:
    """Decide on a request.

    The floor refuses whatever the policy says. Else the strictest action of all categories that
    apply holds; with equal strictness the one that stands first gives the reason.
    """
    seen = _read(request)
    bottom = fallen(request.kind, request.text, seen)
    if bottom is not None:
        return _decision(policy, request, "refuse", bottom, floor=True)
    applied = [
        (action_for(category, request), category)
        for category in policy.categories
        if request.kind in category.kinds and any(found(match, seen) for match in category.matches)
    ]
    if not applied:
        return Decision("allow", version=policy.version, sha256=policy.sha256)
    action, category = max(applied, key=lambda pair: ACTIONS.index(pair[0]))
    labels = tuple(_said(c.title, request.lang) for a, c in applied if a == "label")
    if action == "allow":
        return Decision("allow", category.name, version=policy.version, sha256=policy.sha256)
    return _decision(policy, request, action, category, labels=labels)


def _read(request: Request) -> tuple[Reading, ...]:
    """Read what is asked under every disguise; what was written here wears none."""
    every = (folded(request.text),) if request.kind == "text" else forms(request.text)
    return tuple(map(reading, every))


def strictest(*decisions: Decision) -> Decision:
    """Return the strictest of several decisions, the first of equals."""
    return max(decisions, key=lambda decision: ACTIONS.index(decision.action))


def action_for(category: Category, request: Request) -> Action:
    """Return a category's action for whoever asks: the first exemption that fits, else its own."""
    for other in category.exemptions:
        fits = (
            (not other.roles or request.role in other.roles)
            and (not other.plans or request.plan in other.plans)
            and (not other.langs or request.lang in other.langs)
        )
        if fits:
            return other.action
    return category.action


def _decision(
    policy: Policy,
    request: Request,
    action: Action,
    category: Category,
    *,
    labels: tuple[str, ...] = (),
    floor: bool = False,
) -> Decision:
    reason = _said(category.reason, request.lang)
    return Decision(action, category.name, reason, labels, floor, policy.version, policy.sha256)


def _said(words: Words, lang: str) -> str:
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")
