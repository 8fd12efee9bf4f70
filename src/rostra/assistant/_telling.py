"""Choose what is told of a story: a title and two or three sentences, taken from its posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from rostra import text
from rostra.assistant._clauses import Clause, clauses, shortened
from rostra.assistant._corrections import is_correction
from rostra.assistant._overlap import copied, covered, speaks, stems
from rostra.assistant._sought import alarms, asks, gathers, hearsay, opines, substance
from rostra.events import origins
from rostra.posts import Post

MOST = 3
LEDE = 1.5
"""What the first sentence of a post counts: it carries the news, the last one thanks."""
SAID = 0.55
"""Share of a sentence that an earlier one holds at which it is not told again."""
LIKENESS_OF_STORY = 0.3
"""Worth, beside the best sentence's, from which another is told."""
AGREEING, LEAST_AGREEING = 0.25, 2
CORRECTS, LOUD = 0.3, 0.4
"""What a correction counts beside what it reports, and what is left of a cry or an opinion."""
OF_ITS_WORDS = 2
"""Words of a story that a post, and its title, must hold."""
BARE = 0.25
"""Substance from which a post reports something."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece chosen to be told, and how much of the story it tells."""

    clause: Clause
    worth: float


def reports(post: Post) -> bool:
    """Whether a post reports: no question, no cry, no hearsay, nothing about its author."""
    written = post.text
    # A correction names the hearsay that it corrects.
    if asks(written) or ((hearsay(written) or alarms(written)) and not is_correction(post)):
        return False
    return substance(post) >= BARE and not opines(written)


def leading(post: Post) -> float:
    """How fit a post is to lead a story, 0 to about 1: it reports, and is nobody's echo.

    One that only asks, gathers or heard leads none; one that cries out or opines hardly.
    """
    written = post.text
    if post.reposts_of or asks(written) or gathers(written):
        return 0.0
    if is_correction(post):  # it names the hearsay that it corrects
        return substance(post) + CORRECTS
    if hearsay(written):
        return 0.0
    return substance(post) * (LOUD if alarms(written) or opines(written) else 1.0)


def weights(groups: Sequence[Sequence[Post]]) -> Counter[str]:
    """Count in how many independent origins each word stands."""
    return Counter(w for group in groups for w in {s for p in group for s in stems(p.text)})


def core(posts: Sequence[Post]) -> frozenset[str]:
    """Collect the words that a fourth of a story's origins hold, two of them at least."""
    groups = origins(posts)
    seen = weights(groups)
    least = max(LEAST_AGREEING, AGREEING * len(groups))
    return frozenset(w for w, n in seen.items() if n >= least and len(w) > 1 and not w[0].isdigit())


def on(about: frozenset[str], written: str) -> bool:
    """Whether a text holds enough of a story's own words to be of it."""
    return len(about & stems(written)) >= min(OF_ITS_WORDS, len(about))


def chosen(
    posts: Sequence[Post], seen: Counter[str], lang: str, *, most: int = MOST
) -> list[Choice]:
    """Choose the pieces that tell most of a story and repeat one another least, best first.

    Pieces in `lang` come before others; two of one post are taken only where it is the only one.
    """
    offers = sorted(
        (Choice(c, _worth(c, seen, lang)) for post in posts for c in clauses(post)),
        key=lambda o: (-o.worth, o.clause.post.created, o.clause.post.id, o.clause.start),
    )
    own = [o for o in offers if speaks(o.clause.post.lang, lang)]
    offers = own or offers
    found: list[Choice] = []
    for offer in offers:
        enough = found and offer.worth < LIKENESS_OF_STORY * found[0].worth
        if len(found) == most or enough:
            break
        same = any(o.clause.post.id == offer.clause.post.id for o in found)
        if not (same and len(posts) > 1) and not any(_again(offer, o) for o in found):
            found.append(offer)
    return found


def titled(choices: Sequence[Choice], fits: Callable[[str], bool]) -> Clause | None:
    """Cut the first of the chosen pieces that can be cut to a title whose words fit the story."""
    cuts = (shortened(c.clause) for c in choices)
    return next((cut for cut in cuts if cut is not None and fits(cut.words)), None)


def _worth(clause: Clause, seen: Counter[str], lang: str) -> float:
    words = stems(clause.words)
    if not words:
        return 0.0
    told = sum(sqrt(seen[w]) for w in words if seen[w] > 1) + 0.2 * len(words)
    worth = told / sqrt(len(words) + 6)
    worth *= 1 + 0.12 * min(3, len(text.quantities(clause.words)))
    worth *= 1 + 0.08 * min(2, len(text.names(clause.words)))
    worth *= 0.55 if clause.post.reply_to else 1.0
    worth *= 0.5 + substance(clause.post)
    worth *= 0.6 if opines(clause.words) or asks(clause.words) else 1.0
    worth *= 0.6 if _LEANS.search(clause.words) else 1.0
    worth *= 0.8 if clause.post.author.bot else 1.0
    worth *= LEDE if not clause.post.text[: clause.start].strip(" 【】[]") else 1.0
    worth *= 0.3 if _LINK.search(clause.words) else 1.0
    return worth * (1.0 if speaks(clause.post.lang, lang) else 0.5)


def _again(one: Choice, other: Choice) -> bool:
    a, b = one.clause.words, other.clause.words
    return max(copied(a, b), covered(a, b), copied(b, a)) >= SAID


_LINK = re.compile(r"https?://")
_LEANS = re.compile(
    r"^(?:and|but|so|also|then|which|it|that|this|they|he|she|yes|no|same|still|to be|in that)\b"
    r"|^(?:而且|但|所以|另外|然后|它|他|她|这|那|其中|同时|对了|还有|也)",
    re.IGNORECASE,
)
