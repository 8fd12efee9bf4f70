"""The order of events: what was told when, and which later post took it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from math import exp

from rostra.assistant._corrections import is_correction, is_hearsay
from rostra.assistant._overlap import speaks, stems
from rostra.assistant._relevance import coverage, spoken_of
from rostra.assistant._sought import asks, gathers, substance
from rostra.assistant._types import Evidence, Happening, Plan
from rostra.events import figures
from rostra.posts import Embed, Found, Hit, Post, Query

MOST = 10
"""Events of a timeline."""
SEEDS, BESIDE, WORDINGS = 5, 0.6, 3
"""Posts that show what the story is, the share of the best one's words each must hold, and how
many of them are searched for."""
BEFORE, AFTER = timedelta(hours=36), timedelta(hours=72)
"""How far around the seeds' times the story is looked for."""
OF_THE_STORY, BY_CONTEXT, FADES = 0.75, 0.45, timedelta(hours=24)
"""What a post needs of the topic's words (0 to 1), of the seeds' meaning and of nearness in time
together, and what the latter two count. Fitted by logistic regression on the sample's stories."""
SURELY, FIRST = 1.0, 3
"""What a post needs of that to be among those that told it first, and how many of them."""
ALIKE = 0.5
"""Cosine with the seeds from which a post in another language need not share two words."""
REPORTS = 0.15
"""How much a post must report, 0 to 1, to be an event."""
SAID = 0.5
"""Share of both posts' words that both hold, and the same figures, to tell the same."""


def happenings(
    plan: Plan, hits: Sequence[Hit], replaced: Mapping[str, str], embed: Embed | None
) -> tuple[tuple[Evidence, ...], tuple[Happening, ...]]:
    """Choose the events of the story that is asked about, numbered in order of time.

    `hits` are sifted, but for the posts that were corrected: `replaced` maps their ids to the
    later post's. A claim that fell is told only where what took it back is told too.
    """
    story = _of_the_story(plan, [hit.post for hit in hits], embed)
    told = [
        hit
        for hit in hits
        if hit.post.id in story
        and (hit.post.id in replaced or (_reports(hit.post) and not is_hearsay(hit.post)))
    ]
    worth = {hit.post.id: _worth(plan, hit.post, story[hit.post.id]) for hit in told}
    chosen: list[Hit] = []
    for hit in sorted(told, key=lambda h: (-worth[h.post.id], h.post.created, h.post.id)):
        if len(chosen) == MOST:
            break
        if not any(_same(hit.post, other.post) for other in chosen):
            chosen.append(hit)
    kept = {hit.post.id for hit in chosen}
    chosen = [h for h in chosen if h.post.id not in replaced or replaced[h.post.id] in kept]
    chosen.sort(key=lambda hit: (hit.post.created, hit.post.id))
    numbers = {hit.post.id: at for at, hit in enumerate(chosen, start=1)}
    evidence = tuple(Evidence(numbers[h.post.id], h.post, h.score) for h in chosen)
    return evidence, tuple(
        Happening(
            item.post.created,
            item.number,
            item.post.id,
            numbers.get(replaced.get(item.post.id, ""), 0),
        )
        for item in evidence
    )


def first_told(
    plan: Plan, hits: Sequence[Hit], embed: Embed | None
) -> tuple[tuple[Evidence, ...], tuple[Happening, ...]]:
    """Choose the earliest posts of the story that is asked about, oldest first.

    Who was first is often a bystander: what the post reports, or whether it asks, is no matter.
    """
    story = _of_the_story(plan, [hit.post for hit in hits], embed)
    told = [hit for hit in hits if story.get(hit.post.id, 0.0) >= SURELY]
    told.sort(key=lambda hit: (hit.post.created, hit.post.id))
    evidence = tuple(Evidence(n, h.post, h.score) for n, h in enumerate(told[:FIRST], start=1))
    return evidence, tuple(Happening(i.post.created, i.number, i.post.id) for i in evidence)


def widened(plan: Plan, found: Found, search: Callable[[Query], Found]) -> Found:
    """Search once more, by the words of the posts nearest to the topic and around their time.

    What happened next seldom repeats the words of the question.
    """
    seeds = _seeds(plan, [hit.post for hit in found.hits])
    if not seeds:
        return found
    asked = plan.queries[-1]
    more = search(
        replace(
            asked,
            text=seeds[0].text,
            variants=tuple(post.text for post in seeds[1:WORDINGS]) + asked.variants[:1],
            since=min(post.created for post in seeds) - BEFORE,
            until=max(post.created for post in seeds) + AFTER,
            rerank=False,
        )
    )
    hits = {hit.post.id: hit for hit in (*more.hits, *found.hits)}
    return replace(found, hits=tuple(hits.values()))


def _seeds(plan: Plan, posts: Sequence[Post]) -> list[Post]:
    """Choose the posts that hold most of the topic's words: they show what the story is."""
    covers = {post.id: coverage(plan, post) for post in posts}
    best = sorted(posts, key=lambda post: (-covers[post.id], post.created, post.id))[:SEEDS]
    return [post for post in best if covers[post.id] >= BESIDE * covers[best[0].id] > 0]


def _of_the_story(plan: Plan, posts: Sequence[Post], embed: Embed | None) -> dict[str, float]:
    """Take the ids of the posts that speak of the topic, or mean the same at the same time."""
    seeds = _seeds(plan, posts)
    if not seeds:
        return {}
    meant = _meant(seeds, posts, embed)
    times = [seed.created for seed in seeds]
    found = {}
    for post, meaning in zip(posts, meant, strict=True):
        away = min(abs(post.created - at) for at in times) / FADES
        hold = coverage(plan, post) + BY_CONTEXT * (meaning + exp(-away))
        # One word in common is chance where the languages differ: "final" is also 最后.
        strange = not speaks(post.lang, plan.lang) and len(spoken_of(plan, post)) < 2
        strange = strange and meaning < ALIKE
        if hold >= OF_THE_STORY and not strange:
            found[post.id] = hold
    return found


def _meant(seeds: Sequence[Post], posts: Sequence[Post], embed: Embed | None) -> list[float]:
    """Give the cosine of each post with what the seeds mean together; 0 without an embedder."""
    if embed is None:
        return [0.0] * len(posts)
    centre = embed([seed.text for seed in seeds]).sum(axis=0)
    length = float(centre @ centre) ** 0.5 or 1.0
    return [float(v @ centre) / length for v in embed([post.text for post in posts])]


def _reports(post: Post) -> bool:
    if asks(post.text) or gathers(post.text):
        return False
    return is_correction(post) or substance(post) >= REPORTS


def _worth(plan: Plan, post: Post, hold: float) -> float:
    """Weigh how much a post tells of the story; one in another language counts half."""
    worth = hold * substance(post) + 0.2 * is_correction(post)
    return worth if speaks(post.lang, plan.lang) else 0.5 * worth


def _same(one: Post, other: Post) -> bool:
    a, b = stems(one.text), stems(other.text)
    return len(a & b) >= SAID * len(a | b) and figures(one.text) == figures(other.text)
