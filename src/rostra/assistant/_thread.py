"""Explain a thread: how it starts, who agrees, who does not, what was corrected and asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rostra.assistant._context import CLAIM_CHARS, Around, Bullet, Explained
from rostra.assistant._corrections import is_correction
from rostra.assistant._frames import who
from rostra.assistant._mode_phrases import saying
from rostra.assistant._noise import noise
from rostra.assistant._plan import plan
from rostra.assistant._sought import asks
from rostra.assistant._stance import Part, parts, stance
from rostra.assistant._types import Desk, Evidence, Sentence, Tongue
from rostra.posts import Post

QUOTED = 4
"""Posts that are quoted in a bullet, one of each account."""
READ = 400
"""Posts of a thread that are read and counted, the earliest."""
OPENING = 80
"""Characters of a reply in which it says whether it agrees."""


def explain_thread(
    talk: Sequence[Post],
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    tongue: Tongue | None = None,
) -> Explained:
    """Tell who says what in a thread, by rules: each line is quoted from one of its posts.

    `talk` holds at least one post. A reply stands for or against the post that starts the thread:
    by its first words to whom it answers, and where it denies what the first one says. A mood is
    no side, and a question has none for or against it.
    """
    known = sorted((p for p in talk if p.created <= now), key=_age)[:READ] or [*talk][:1]
    first = _start(known)
    planned = plan(first.text[:CLAIM_CHARS], now=now, timezone=timezone, gloss=desk.gloss)
    planned = replace(planned, kind="search")
    if tongue is not None:
        planned = replace(planned, tongue=tongue, lang="en" if tongue == "en" else "zh")
    around = Around(first, planned, {first.id: Evidence(1, first, 1.0)})
    replies = [p for p in known if p.id != first.id]
    fit = [p for p in replies if not noise(p, desk.muted)]
    sides = _sides(around, fit, desk)
    bullets = tuple(b for b in _bullets(around, known, fit, sides) if b is not None)
    missing = tuple(_missing(around, len(replies) - len(fit), sides))
    return Explained(first, bullets, missing, tuple(around.numbers.values()), planned, now)


def _age(post: Post) -> tuple[datetime, str]:
    return post.created, post.id


def _start(known: Sequence[Post]) -> Post:
    """Choose the post all others answer, else the oldest."""
    roots = {p.root for p in known} - {""}
    return next((p for p in known if p.id in roots), known[0])


def _bullets(
    around: Around, known: Sequence[Post], fit: Sequence[Post], sides: Mapping[str, int]
) -> Iterator[Bullet | None]:
    first, tongue = around.post, around.plan.tongue
    own = [p for p in fit if p.author.id == first.author.id and not is_correction(p)]
    began = saying(tongue, "starts", who=who(first))
    yield Bullet("starts", (began, *around.quote([first]), *around.quote(own)))
    yield _voices(around, known)
    corrections = [p for p in fit if is_correction(p)]
    yield around.bullet("corrections", _one_each(corrections), QUOTED)
    for kind, side in (("points_for", 1), ("points_against", -1)):
        of_it = [p for p in fit if sides.get(p.id) == side and p not in (*own, *corrections)]
        yield around.bullet(kind, _one_each(of_it), QUOTED)
    answered = {p.reply_to for p in fit}
    open_ones = [p for p in fit if asks(p.text) and p.id not in answered]
    yield around.bullet("asked", _one_each(open_ones), QUOTED)
    told = {p.id for p in (*own, *corrections, *open_ones)} | {i for i, s in sides.items() if s}
    yield around.bullet("rest", _one_each(p for p in fit if p.id not in told), QUOTED)


def _voices(around: Around, known: Sequence[Post]) -> Bullet:
    zone = ZoneInfo(around.plan.timezone)
    since, until = (f"{p.created.astimezone(zone):%Y-%m-%d %H:%M}" for p in (known[0], known[-1]))
    people = len({p.author.id or p.author.handle for p in known})
    counts = {"posts": len(known), "people": people, "since": since, "until": until}
    return Bullet("voices", (saying(around.plan.tongue, "voices", **counts),))


def _one_each(posts: Iterable[Post]) -> list[Post]:
    """Take one post of each account, the most liked first."""
    best: dict[str, Post] = {}
    for post in sorted(posts, key=lambda p: (-p.likes, *_age(p))):
        best.setdefault(post.author.id or post.author.handle or post.id, post)
    return list(best.values())


def _sides(around: Around, fit: Sequence[Post], desk: Desk) -> dict[str, int]:
    """Tell for each reply whether it stands for (1) or against (-1) the start, 0 where unknown."""
    claimed = parts(around.plan)
    sides = {around.post.id: 0 if asks(around.post.text) else 1}
    for post in fit:  # oldest first: whom a reply answers is judged before it
        sides[post.id] = 0 if asks(post.text) else _side(post, sides, around, desk, claimed)
    del sides[around.post.id]
    return sides


def _side(
    post: Post, sides: Mapping[str, int], around: Around, desk: Desk, claimed: Sequence[Part]
) -> int:
    if said := _answer(post):
        return said * sides.get(post.reply_to or around.post.id, 0)
    if not sides[around.post.id]:
        return 0
    stood = stance(claimed, post, desk.embed)
    # Saying the same words over is no agreement: it may mock them.
    return -1 if stood is not None and stood.why in ("denied", "corrected") else 0


def _answer(post: Post) -> int:
    """Read from a reply's first words whether it agrees with whom it answers, 0 where neither."""
    opening = post.text[:OPENING]
    if _NO.search(opening) or is_correction(post):
        return -1
    return 1 if _YES.search(opening) else 0


def _missing(around: Around, unfit: int, sides: Mapping[str, int]) -> Iterator[Sentence]:
    tongue = around.plan.tongue
    if not sides:
        yield saying(tongue, "no_thread")
    elif not any(sides.values()):
        yield saying(tongue, "no_side")
    if unfit:
        yield saying(tongue, "unfit", n=unfit)


_HANDLES = r"^(?:\s*@[\w.\-@]+)*\W*"
_NO = re.compile(
    rf"{_HANDLES}(?:no|nope|nah|wrong|false|nonsense|rubbish|incorrect)(?=\s*[,.!:;…—–]|\s+-|\s*$)"
    r"|\b(?:I|we) (?:\w+ )?disagree\b|\b(?:don['’]?t|do not|can['’]?t|cannot) agree\b(?! more)"
    r"|\bnot (?:true|right|correct|so)\b"
    r"|\b(?:that|this)(?:['’]s| is) (?:wrong|false|untrue|nonsense)\b"
    r"|不同意|不赞同|不贊同|不对[，。！,!]|不對[，。！,!]|不是这样|不是這樣|并非如此|胡说|胡說|瞎说|瞎說|(?<!真的)假的|反对|反對|不支持|别造谣",
    re.IGNORECASE,
)
_YES = re.compile(
    rf"{_HANDLES}(?:yes|yep|yeah|exactly|agreed?|true|right|correct|indeed|absolutely|this"
    r"|same here|well said|so true)(?=\s*[,.!:;…—–]|\s+-|\s*$)|^\W*\+1\b"
    r"|\b(?:I|we) (?:\w+ )?agree\b|\bcan confirm\b|\b(?:can|could)n['’]t agree more\b"
    r"|\bgood point\b"
    rf"|{_HANDLES}(?:是的|没错|沒錯|同意|赞同|贊同|支持|确实|確實|有道理|说得对|說得對|正解)"
    rf"|{_HANDLES}[对對](?:[，。！,!的啊呀]|$)|表示(?:支持|赞同|贊同|同意)|我(?:支持|赞同|贊同|同意)",
    re.IGNORECASE,
)
