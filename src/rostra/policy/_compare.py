"""Two policies side by side: what differs in their rules, and on which cases they decide apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostra.policy._decide import decide
from rostra.policy._types import Case, Category, Difference, Exemption, Match, Policy, Tried


def tried(policy: Policy, cases: Sequence[Case]) -> tuple[Tried, ...]:
    """Decide on every case."""
    return tuple(Tried(case, decide(policy, case.request)) for case in cases)


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Return what differs in the rules, category by category in the order of `after`."""
    old = {category.name: category for category in before.categories}
    new = {category.name: category for category in after.categories}
    found: list[Difference] = []
    for name, category in new.items():
        if name in old:
            found += _changed(old[name], category)
        else:
            found.append(Difference(name, "—", f"new: {category.action}"))
    found += [Difference(name, c.action, "—") for name, c in old.items() if name not in new]
    return tuple(found)


def decided_apart(
    before: Policy, after: Policy, cases: Sequence[Case]
) -> tuple[tuple[Tried, Tried], ...]:
    """Return the cases on which two policies do different things, as each decides on them."""
    pairs = zip(tried(before, cases), tried(after, cases), strict=True)
    return tuple(
        (was, now)
        for was, now in pairs
        if (was.decision.action, was.decision.category, was.decision.labels)
        != (now.decision.action, now.decision.category, now.decision.labels)
    )


def _changed(before: Category, after: Category) -> Iterator[Difference]:
    name = after.name
    if before.action != after.action:
        yield Difference(f"{name}: action", before.action, after.action)
    if before.kinds != after.kinds:
        yield Difference(f"{name}: kinds", ", ".join(before.kinds), ", ".join(after.kinds))
    for lang in after.reason:
        if before.reason.get(lang) != after.reason[lang]:
            yield Difference(f"{name}: reason ({lang})", before.reason[lang], after.reason[lang])
        if before.title.get(lang) != after.title[lang]:
            yield Difference(f"{name}: title ({lang})", before.title[lang], after.title[lang])
    yield from _words_changed(name, before.matches, after.matches)
    if before.exemptions != after.exemptions:
        told = ["; ".join(map(_exempt, c.exemptions)) or "—" for c in (before, after)]
        yield Difference(f"{name}: exemptions", told[0], told[1])


def _words_changed(
    name: str, before: tuple[Match, ...], after: tuple[Match, ...]
) -> Iterator[Difference]:
    for part in ("words", "unless", "without"):
        old, new = _all(before, part), _all(after, part)
        if old != new:
            gone, come = sorted(old - new), sorted(new - old)
            yield Difference(f"{name}: {part}", _less(gone), _less(come))
    if before != after and _all(before, "words") == _all(after, "words"):
        shape = [" + ".join(str(len(g)) for m in ms for g in m.every) for ms in (before, after)]
        if shape[0] != shape[1]:
            yield Difference(f"{name}: lists", shape[0], shape[1])
        near = [", ".join(str(m.near) for m in ms) for ms in (before, after)]
        if near[0] != near[1]:
            yield Difference(f"{name}: near", near[0], near[1])


def _all(matches: tuple[Match, ...], part: str) -> set[str]:
    if part != "words":
        return {word for match in matches for word in getattr(match, part)}
    return {word for match in matches for group in match.every for word in group}


def _less(words: list[str]) -> str:
    return ", ".join(words) or "—"


def _exempt(exemption: Exemption) -> str:
    whom = [
        f"{what} {', '.join(whose)}"
        for what, whose in (
            ("role", exemption.roles), ("plan", exemption.plans), ("language", exemption.langs),
        )
        if whose
    ]  # fmt: skip
    return f"{exemption.action} for {' and '.join(whom)}"
