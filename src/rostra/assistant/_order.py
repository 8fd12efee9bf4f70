"""Choose the best posts as cards, few of one author, and deal them out to the writer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rostra.assistant._overlap import speaks
from rostra.assistant._rules import debunks
from rostra.assistant._stories import told_most
from rostra.assistant._types import Evidence, Plan, Step
from rostra.posts import Embed, Hit

CARDS = 8
LEAST_SHOWN = 3
BESIDE = 0.1
"""Share of the best post's likelihood under which a post past the third is no card."""
PER_AUTHOR = 2


def order(
    plan: Plan, hits: Sequence[Hit], embed: Embed | None = None
) -> tuple[tuple[Evidence, ...], Step]:
    """Choose and number the best posts, by score, then the newest; at most two of one author.

    For a broad question they are one post for each of the stories told most.
    """
    ranked = (
        told_most(hits, embed, corrected=debunks(plan.question))
        if plan.kind == "news"
        else _best_first(hits)
    )
    chosen: list[Hit] = []
    dropped: list[tuple[str, str]] = []
    written: Counter[str] = Counter()
    for hit in ranked:
        author = hit.post.author.id
        far = plan.kind != "news" and hit.score < BESIDE * ranked[0].score
        if len(chosen) == CARDS or (far and len(chosen) >= LEAST_SHOWN):
            dropped.append((hit.post.id, "below the best"))
        elif author and written[author] == PER_AUTHOR:
            dropped.append((hit.post.id, f"more than {PER_AUTHOR} by one author"))
        else:
            chosen.append(hit)
            written[author] += 1
    evidence = tuple(Evidence(n, h.post, h.score) for n, h in enumerate(chosen, start=1))
    return evidence, Step("order", len(evidence), tuple(dropped))


def _best_first(hits: Sequence[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda h: (-h.score, -h.post.created.timestamp(), h.post.id))


def groups(plan: Plan, evidence: Sequence[Evidence], size: int) -> list[tuple[Evidence, ...]]:
    """Deal the evidence out, at most `size` posts each, one language in a group.

    Posts in the question's language come first: they need no translating.
    """
    by_lang: dict[bool, list[Evidence]] = {True: [], False: []}
    for item in evidence:
        by_lang[speaks(item.post.lang, plan.lang)].append(item)
    return [
        tuple(items[at : at + size])
        for items in by_lang.values()
        for at in range(0, len(items), size)
    ]
