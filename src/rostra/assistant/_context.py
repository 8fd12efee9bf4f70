"""Explain a post: what it answers, who posts, what came after, who says otherwise, who else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rostra.assistant._corrections import is_correction, is_hearsay
from rostra.assistant._frames import listed, quoting, who
from rostra.assistant._mode_phrases import saying
from rostra.assistant._noise import is_advertisement, is_jest, noise
from rostra.assistant._overlap import covered
from rostra.assistant._plan import plan
from rostra.assistant._relevance import coverage, names_any
from rostra.assistant._sift import sift
from rostra.assistant._sought import asks
from rostra.assistant._stance import parts, stance
from rostra.assistant._types import Desk, Evidence, Plan, Sentence, Tongue
from rostra.events import origins
from rostra.posts import Post, Query

QUOTED = 2
"""Posts that are quoted in a bullet."""
CLAIM_CHARS = 400
"""Characters of a post by which others are looked for."""
SAME, NAMED = 0.4, 0.2
"""Share of a post's words from which another is on the same; the second where it bears a name."""
LEAST_WORDS = 1.9
"""Words of a post that another must hold to be on the same, rounding aside."""
RELATED = 0.2
"""Share of a post's words from which an earlier one of its author is about the same."""

Thread = Callable[[str], Sequence[Post]]
"""The thread a post stands in, oldest first."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One thing to know of a post: what kind of thing, and sentences that rest on posts."""

    kind: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A post with what is known around it; `missing` is what the posts here do not tell.

    `evidence` are the posts cited, the explained one first, as number 1.
    """

    post: Post
    bullets: tuple[Bullet, ...]
    missing: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    plan: Plan
    as_of: datetime


@dataclass(slots=True)
class Around:
    """What stands around a post, and the numbers given so far."""

    post: Post
    plan: Plan
    numbers: dict[str, Evidence]

    def quote(self, posts: Iterable[Post], limit: int = QUOTED) -> tuple[Sentence, ...]:
        """Quote some posts, each under a number of its own."""
        return tuple(quoting(self.plan, self._item(p)) for p in list(posts)[:limit])

    def bullet(self, kind: str, posts: Iterable[Post], limit: int = QUOTED) -> Bullet | None:
        """Say a bullet's head and quote its posts; None where there is none."""
        quoted = self.quote((p for p in posts if not _unfit(p)), limit)
        return Bullet(kind, (saying(self.plan.tongue, kind), *quoted)) if quoted else None

    def _item(self, post: Post) -> Evidence:
        item = Evidence(len(self.numbers) + 1, post, 1.0)
        return self.numbers.setdefault(post.id, item)


def explain(  # noqa: PLR0913 - a post, what reads around it, and how to tell of it
    post: Post,
    desk: Desk,
    thread: Thread,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    tongue: Tongue | None = None,
) -> Explained:
    """Explain a post from the posts around it, by rules: every bullet is quoted from a post.

    `tongue` is the language of the words around them (default: the post's own).
    """
    claim = post.text[:CLAIM_CHARS]
    planned = plan(claim, now=now, timezone=timezone, within=within, gloss=desk.gloss)
    planned = replace(planned, kind="search")
    if tongue is not None:
        planned = replace(planned, tongue=tongue, lang="en" if tongue == "en" else "zh")
    around = Around(post, planned, {post.id: Evidence(1, post, 1.0)})
    talk = [p for p in thread(post.id) if p.id != post.id and p.created <= now]
    others = _others(planned, desk, post, {p.id for p in talk})
    bullets = tuple(b for b in _bullets(around, desk, talk, others) if b is not None)
    missing = tuple(_missing(around, talk, others, bullets))
    return Explained(post, bullets, missing, tuple(around.numbers.values()), planned, now)


def _bullets(
    around: Around, desk: Desk, talk: Sequence[Post], others: Sequence[Post]
) -> Iterator[Bullet | None]:
    """Yield the bullets in the order in which a reader wants them."""
    post = around.post
    yield _kind(around)
    above = {post.reply_to, post.root, post.quotes} - {"", post.id}
    yield around.bullet("before", (p for p in talk if p.id in above))
    replies = [p for p in talk if p.created > post.created]
    speaking = _against(around.plan, desk, post, (*replies, *others))
    later = [p for p in speaking if p.created > post.created and is_correction(p)]
    yield around.bullet("corrections", later)
    yield around.bullet("disputes", (p for p in speaking if p not in later))
    yield around.bullet("author", _by_author(around, desk))
    told = [p for p in others if p.author.id != post.author.id and p not in speaking]
    yield around.bullet("elsewhere", _independent(post, told))
    yield _spread(around, told)
    yield around.bullet("after", (p for p in replies if p not in speaking and not asks(p.text)))


def _kind(around: Around) -> Bullet | None:
    """Say what the post is where it is no plain report."""
    post = around.post
    for name, holds in (
        ("jest", is_jest(post)),
        ("advertising", is_advertisement(post)),
        ("told_as_heard", is_hearsay(post)),
    ):
        if holds:
            return Bullet(name, (saying(around.plan.tongue, name), *around.quote([post])))
    return None


def _against(plan: Plan, desk: Desk, post: Post, among: Iterable[Post]) -> list[Post]:
    """Choose the posts that speak against what the post says, one an author."""
    claimed = parts(plan)
    found: dict[str, Post] = {}
    for other in among:
        stood = stance(claimed, other, desk.embed)
        answers = post.id in (other.reply_to, other.quotes)
        if (stood is not None and stood.side == "against") or (answers and is_correction(other)):
            found.setdefault(other.author.id or other.id, other)
    return list(found.values())


def _others(plan: Plan, desk: Desk, post: Post, known: set[str]) -> list[Post]:
    """Find posts on the same, likeliest first, those a later one replaced among them."""
    if not plan.queries:
        return []
    found = desk.search(plan.queries[-1]).hits
    sifted = sift(plan, found, desk)
    replaced = {
        post_id for s in sifted.steps if s.name == "corrections" for post_id, _ in s.dropped
    }
    kept = {hit.post.id: hit.post for hit in sifted.hits}
    kept |= {hit.post.id: hit.post for hit in found if hit.post.id in replaced}
    return [
        p
        for p in kept.values()
        if p.id not in known and post.id not in (p.id, p.reposts_of) and _on_it(plan, p)
    ]


def _on_it(plan: Plan, post: Post) -> bool:
    """Whether a post is on the same: many of the words, or fewer and one of the names."""
    share = coverage(plan, post)
    named = bool(plan.names) and names_any(plan, post)
    return share >= (NAMED if named else SAME) and share * len(plan.terms) >= LEAST_WORDS


def _by_author(around: Around, desk: Desk) -> list[Post]:
    """Find earlier posts of the author on the same, the nearest first."""
    post, queries = around.post, around.plan.queries
    if not queries or not post.author.id:
        return []
    names = tuple(n for n in (post.author.id, post.author.handle) if n)
    own = desk.search(replace(queries[-1], authors=names, until=post.created)).hits
    earlier = [h.post for h in own if h.post.id != post.id and h.post.created < post.created]
    near = {p.id: covered(post.text, p.text) for p in earlier}
    kept = [p for p in earlier if near[p.id] >= RELATED]
    return sorted(kept, key=lambda p: (-near[p.id], p.created))


def _independent(post: Post, others: Sequence[Post]) -> list[Post]:
    """Take the earliest of each origin that is not the post's own, and no hearsay."""
    groups = origins((post, *others))
    return [g[0] for g in groups if post not in g and not is_hearsay(g[0])]


def _spread(around: Around, others: Sequence[Post]) -> Bullet | None:
    """Say how many origins tell the same, where, and who was first, the first one quoted."""
    groups = origins((around.post, *others))
    if len(groups) < LEAST_ORIGINS:
        return None
    first, tongue = groups[0][0], around.plan.tongue
    at = f"{first.created.astimezone(ZoneInfo(around.plan.timezone)):%Y-%m-%d %H:%M}"
    networks = sorted({p.network for group in groups for p in group})
    named = listed(tongue, networks)
    said = saying(tongue, "spread", n=len(groups), networks=named, who=who(first), at=at)
    return Bullet("spread", (said, *around.quote([first])))


def _missing(
    around: Around, talk: Sequence[Post], others: Sequence[Post], bullets: Sequence[Bullet]
) -> Iterator[Sentence]:
    """Say what the posts here do not tell."""
    tongue, kinds = around.plan.tongue, {bullet.kind for bullet in bullets}
    if not others:
        yield saying(tongue, "alone")
    if not talk:
        yield saying(tongue, "no_thread")
    if "author" not in kinds:
        yield saying(tongue, "no_other")


def _unfit(post: Post) -> bool:
    return bool(noise(post, frozenset()))


LEAST_ORIGINS = 3
"""Origins from which it is worth a bullet how many there are."""
