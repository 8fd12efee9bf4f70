"""Digest: from the posts of a window to ranked stories, every sentence checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import sqrt

from rostra.assistant._check import check
from rostra.assistant._clauses import Clause, clauses
from rostra.assistant._corrections import superseded
from rostra.assistant._digest_types import Brief, Digest, Dispute, Jest, Mood, Told, Voices
from rostra.assistant._digest_words import word
from rostra.assistant._find import find
from rostra.assistant._frames import lang_name, quoting, who
from rostra.assistant._jest import JEST, jests
from rostra.assistant._noise import noise
from rostra.assistant._overlap import speaks, stems
from rostra.assistant._plan import plan as planned
from rostra.assistant._remarks import remarked
from rostra.assistant._sides import sides
from rostra.assistant._sift import sift
from rostra.assistant._sought import gathers
from rostra.assistant._standing import harms, standing
from rostra.assistant._telling import Choice, chosen, core, leading, on, reports, titled, weights
from rostra.assistant._titles import model_title
from rostra.assistant._types import Citation, Desk, Draft, Evidence, Plan, Sentence, Step
from rostra.events import Story, doubles, led, origins, spread
from rostra.posts import Hit, Post

SLICES, OF_A_SLICE = 8, 150
"""Spans into which a window is cut, and the newest posts read of each: a busy hour hides none."""
TERMS, OF_A_TERM = 24, 30
OF_A_TOPIC = 200
LEAST_POSTS = 2
REPEATED = 0.3
"""What an account counts that only repeats, beside an independent origin."""
JESTS = 3
DISPUTES = 2
KEY_WORDS = 4
HALF_OF_THE_WORDS = 0.6


@dataclass(slots=True)
class _Work:
    """What a digest grows from: evidence is numbered as it is first cited."""

    desk: Desk
    brief: Brief
    plan: Plan
    now: datetime
    began: float
    seed: int | None
    numbers: dict[str, Evidence] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    titled: set[str] = field(default_factory=set)

    def cite(self, post: Post) -> Evidence:
        """Give a post its number, once."""
        return self.numbers.setdefault(post.id, Evidence(len(self.numbers) + 1, post, 1.0))


def digest(
    brief: Brief, desk: Desk, *, now: datetime, timezone: str = "UTC", seed: int | None = None
) -> Digest:
    """Digest the posts of a window into stories, each told in sentences that were checked.

    `now` is the moment of asking (aware). Fun mode rests on the same stories, sentences and
    citations: it is the same digest with remarks put beside it. Raises StoreError when the
    search fails; a model that fails leaves the posts' own words.
    """
    since = brief.window.since or now - timedelta(hours=24)
    until = min(brief.window.until or now, now)
    brief = replace(brief, window=replace(brief.window, since=since, until=until, now=now))
    work = _Work(desk, brief, _plan(brief, now, timezone), now, desk.clock(), seed)
    posts = _read(work)
    kept, left = _sifted(work, posts)
    stories = _told(work, kept)
    found = Digest(
        tongue=brief.tongue,
        topic=brief.topic,
        timezone=timezone,
        since=since,
        until=until,
        stories=stories,
        jests=_jested(work, left, posts),
        evidence=tuple(work.numbers.values()),
        steps=tuple(work.steps),
        read=len(posts),
        titled=", ".join(sorted(work.titled)),
        sample=brief.window.sample,
    )
    return remarked(found, desk, now=now, seed=seed or 0) if brief.fun else found


def _plan(brief: Brief, now: datetime, timezone: str) -> Plan:
    """Plan the search of a topic; of everything, the plan by which sentences are checked."""
    lang = "en" if brief.tongue == "en" else "zh"
    if brief.topic:
        topic = planned(brief.topic, now=now, timezone=timezone, within=brief.window)
        return replace(topic, lang=lang, tongue=brief.tongue)
    asked = word(brief.tongue, "what_happened")
    return Plan(asked, lang, timezone, (brief.window,), kind="news", tongue=brief.tongue)


def _read(work: _Work) -> list[Post]:
    """Read the window: a topic's posts, or the newest of each span and those of rising terms."""
    began, window = work.desk.clock(), work.brief.window
    if work.brief.topic:
        queries = tuple(replace(q, limit=OF_A_TOPIC) for q in work.plan.queries)
        hits = sift(work.plan, find(replace(work.plan, queries=queries), work.desk.search).hits,
                    replace(work.desk, muted=frozenset())).hits  # fmt: skip
        near = {hit.post.id for hit in hits}
        every = find(replace(work.plan, queries=queries), work.desk.search).hits
        posts = [hit.post for hit in every if hit.post.id in near or hit.post.reposts_of in near]
    else:
        posts = _of_everything(work)
    seen = {p.id: p for p in posts if window.since is None or p.created >= window.since}
    work.steps.append(Step("read", len(seen), (), work.desk.clock() - began))
    return sorted(seen.values(), key=lambda p: (p.created, p.id))


def _of_everything(work: _Work) -> list[Post]:
    window, search = work.brief.window, work.desk.search
    assert window.since is not None and window.until is not None  # noqa: S101, PT018 - set above
    span = (window.until - window.since) / SLICES
    base = replace(window, limit=OF_A_SLICE, rerank=False)
    posts: list[Post] = []
    for at in range(SLICES):
        start = window.since + at * span
        end = window.until + timedelta(seconds=1) if at == SLICES - 1 else start + span
        found = search(replace(base, since=start, until=end))
        posts += [hit.post for hit in found.hits]
    if work.desk.rising is not None and len(posts) >= OF_A_SLICE * SLICES // 2:
        for term in work.desk.rising(replace(window, limit=TERMS))[:TERMS]:
            found = search(replace(base, text=term.term, limit=OF_A_TERM))
            posts += [hit.post for hit in found.hits]
    return posts


def _sifted(work: _Work, posts: Sequence[Post]) -> tuple[list[Post], dict[int, str]]:
    """Take out noise and jests; return what is left, and the jests with their reasons."""
    began = work.desk.clock()
    why = {i: r for i, p in enumerate(posts) if (r := noise(p, work.desk.muted))}
    jested = jests(posts)
    reasons = jested | {i: r for i, r in why.items() if r != JEST}
    dropped = tuple((posts[i].id, reasons[i]) for i in sorted(reasons))
    kept = [p for i, p in enumerate(posts) if i not in reasons]
    work.steps.append(Step("noise", len(kept), dropped, work.desk.clock() - began))
    return kept, {i: r for i, r in reasons.items() if r.startswith(JEST)}


def _told(work: _Work, kept: Sequence[Post]) -> tuple[Told, ...]:
    """Gather, rank and tell; a story of which nobody reports anything is none."""
    began = work.desk.clock()
    ranked = sorted(
        (r for story in led(kept, leading, work.desk.embed) if (r := _ranked(work, story))),
        key=lambda r: (-r[0], r[2].posts[0].id),
    )
    found: list[Told] = []
    for score, expected, story in ranked:
        if len(found) == work.brief.stories:
            break
        told = _tell(work, story, score, expected)
        if told is not None and not _known(told, found):
            found.append(told)
    sure = [t for t in found if t.standing != "unconfirmed"]
    rest = [t for t in found if t.standing == "unconfirmed"]
    work.steps.append(Step("stories", len(found), (), work.desk.clock() - began))
    return (*sure, *rest)


def _ranked(work: _Work, story: Story) -> tuple[float, float, Story] | None:
    """Score a story by who tells it, against what the time before it leads one to expect."""
    if len(story.posts) < LEAST_POSTS and not work.brief.topic:
        return None
    far = spread(story)
    weight = far.origins + REPEATED * max(0, far.authors - far.origins)
    expected = _expected(work, story)
    bots = sum(p.author.bot for p in story.posts) / len(story.posts)
    score = weight * leading(story.head) / sqrt(1 + expected) * (1 - 0.7 * bots)
    return score, expected, story


def _expected(work: _Work, story: Story) -> float:
    """Count the posts of the span before that hold the story's words: what is usual of it."""
    window, count = work.brief.window, work.desk.count
    if count is None or window.since is None or window.until is None or len(story.posts) < 4:
        return 0.0
    seen = weights(origins(story.posts))
    words = sorted(seen, key=lambda w: (-seen[w], w))[:KEY_WORDS]
    before = window.since - (window.until - window.since)
    query = replace(
        window, text=" ".join(words), since=before, until=window.since, now=window.since
    )
    return float(count(query, HALF_OF_THE_WORDS))


def _tell(work: _Work, story: Story, score: float, expected: float) -> Told | None:
    posts = _singles(story.posts)
    old = superseded([Hit(p, 1.0) for p in posts])
    standing_posts = [p for i, p in enumerate(posts) if i not in old]
    stands = standing(story.posts)
    about = core(story.posts)
    telling = [p for p in standing_posts if reports(p) and on(about, p.text)]
    telling = [p for p in telling if not gathers(p.text)] or telling
    seen = weights(origins(story.posts))
    seen.update(dict.fromkeys(stems(story.head.text), max(seen.values(), default=1)))
    choices = chosen(telling, seen, work.plan.lang)
    if stands == "unconfirmed":
        title, said = _unconfirmed(work, story, standing_posts)
    else:
        said = tuple(s for c in choices if (s := _said(work, c.clause)) is not None)
        title = _title(work, choices, about)
    if title is None or not said:
        return None
    far = spread(story)
    return Told(
        title=title,
        sentences=said,
        standing=stands,
        first_seen=far.first_seen,
        last_seen=far.last_seen,
        posts=far.posts,
        authors=far.authors,
        origins=far.origins,
        expected=expected,
        score=round(score, 3),
        networks=far.networks,
        langs=far.langs,
        disputes=_disputes(work, posts, old),
        voices=_voices(work, posts),
        grave=harms(story.posts),
    )


def _singles(posts: Sequence[Post]) -> list[Post]:
    repeated = doubles(posts)
    return [p for i, p in enumerate(posts) if i not in repeated]


def _title(work: _Work, choices: Sequence[Choice], about: frozenset[str]) -> Sentence | None:
    """Take the model's title where it passes its check, else a clause of the posts."""
    clause = titled(choices, lambda words: on(about, words))
    if clause is None:
        return None
    items = [work.cite(c.clause.post) for c in choices]
    written = model_title(work.plan, items, work.desk, work.began, work.seed)
    if written is not None:
        work.titled.add(written[1])
        return written[0]
    return _said(work, clause)


def _said(work: _Work, clause: Clause) -> Sentence | None:
    """Tell a piece of a post in its words, checked against it, with its place in the post."""
    item = work.cite(clause.post)
    cited = Citation(
        item.number, clause.post.id, clause.post.text[clause.start : clause.end],
        clause.start, clause.end,
    )  # fmt: skip
    if not speaks(clause.post.lang, work.plan.lang):
        shown = word(
            work.plan.tongue, "foreign", who=who(clause.post),
            lang=lang_name(work.plan.tongue, clause.post.lang), quote=clause.words,
        )  # fmt: skip
        return Sentence(shown, (cited,), "quoted", frame=True)
    sentence = check(work.plan, Draft(clause.words, (item.number,)), [item], work.desk)
    if sentence.verdict == "unsupported":
        return None
    return replace(sentence, citations=(cited,))


def _unconfirmed(
    work: _Work, story: Story, posts: Sequence[Post]
) -> tuple[Sentence | None, tuple[Sentence, ...]]:
    """Quote what is only said, under a title of ours that claims nothing."""
    alike = next((p for p in posts if p.id == story.head.id), posts[0] if posts else None)
    if alike is None:
        return None, ()
    name = "unconfirmed_one" if len(origins(story.posts)) == 1 else "unconfirmed_some"
    quote = _quote(work, alike, heard=True)
    # The title names the account: with its post, the name must go from what is kept.
    said = word(work.plan.tongue, name, who=who(alike), n=len(story.posts))
    return Sentence(said, quote.citations, "quoted", frame=True), (quote,)


def _quote(work: _Work, post: Post, *, heard: bool = False) -> Sentence:
    sentence = quoting(work.plan, work.cite(post))
    if heard and not sentence.text.startswith(word(work.plan.tongue, "unconfirmed")):
        text = f"{word(work.plan.tongue, 'unconfirmed')}{sentence.text}"
        return replace(sentence, text=text)
    return sentence


def _disputes(work: _Work, posts: Sequence[Post], old: dict[int, int]) -> tuple[Dispute, ...]:
    """Show what fell and what took its place, the latest first."""
    found: list[Dispute] = []
    replies: set[str] = set()
    for i, j in sorted(old.items(), key=lambda pair: posts[pair[1]].created, reverse=True):
        last = j
        while last in old:
            last = old[last]
        if posts[last].id not in replies and len(found) < DISPUTES:
            replies.add(posts[last].id)
            found.append(Dispute(_quote(work, posts[i]), _quote(work, posts[last]), settled=True))
    return tuple(found)


def _voices(work: _Work, posts: Sequence[Post]) -> Voices:
    taken = sides([p for p in posts if not reports(p)])
    counts = tuple((side, len(by)) for side, by in taken.items() if by)
    said: list[tuple[Mood, Sentence]] = []
    for side, by in taken.items():
        own = [p for p in by if speaks(p.lang, work.plan.lang)] or by
        said += [(side, _quote(work, p)) for p in own[:1]]
    return Voices(counts, tuple(said))


def _known(told: Told, others: Sequence[Told]) -> bool:
    """Whether a story is told already: it rests on a post of another, or has its title."""
    own = {c.post_id for s in (told.title, *told.sentences) for c in s.citations}
    for other in others:
        cited = {c.post_id for s in (other.title, *other.sentences) for c in s.citations}
        if own & cited or (_bare(told) == _bare(other) and not told.title.frame):
            return True
    return False


def _bare(told: Told) -> str:
    return re.sub(r"\W+", "", told.title.text).casefold()


def _jested(work: _Work, left: dict[int, str], posts: Sequence[Post]) -> tuple[Jest, ...]:
    """Quote a few jests, those in the digest's language first, the most liked of each story."""
    began = work.desk.clock()
    texts = Counter(posts[i].text for i in left)
    order = sorted(
        (i for i in left if not posts[i].reposts_of),
        key=lambda i: (
            not speaks(posts[i].lang, work.plan.lang),
            -posts[i].likes - texts[posts[i].text],
            posts[i].id,
        ),
    )
    found: list[Jest] = []
    authors: set[str] = set()
    for i in order:
        post = posts[i]
        if len(found) < JESTS and post.author.id not in authors and clauses(post):
            authors.add(post.author.id)
            found.append(Jest(quoting(work.plan, work.cite(post)), left[i]))
    work.steps.append(Step("jests", len(found), (), work.desk.clock() - began))
    return tuple(found)
