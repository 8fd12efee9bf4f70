"""A later correction takes out the claim it corrects: conservative, by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from rostra.assistant._overlap import stems
from rostra.assistant._relevance import spoken_of
from rostra.assistant._signals import denies
from rostra.assistant._sought import alarms, closed, hearsay
from rostra.assistant._types import Evidence, Plan
from rostra.events import figures
from rostra.posts import Hit, Post

ABOUT_THE_SAME = 0.5
"""Share of the shorter post's content words that both must hold."""
NEARLY_THE_SAME = 0.6
LEAST_QUOTED = 2
LEAST_RECALLED = 2
ROUNDUP, LEAST_PART = 4, 6
"""Parts from which a text counts as a roundup, and the letters of a part."""
LEAST_SPOKEN = 2
"""Words of the question that a post must speak of at the least to deny something of it."""
LEAST_SHARED = 3
"""Content words two posts must share at the least."""


def superseded(hits: Sequence[Hit]) -> dict[int, int]:
    """Map the index of each outdated post to the index of the later post that replaces it."""
    old: dict[int, int] = {}
    order = sorted(range(len(hits)), key=lambda i: (hits[i].post.created, i))
    for i, j in combinations(order, 2):
        earlier, later = hits[i].post, hits[j].post
        if i not in old and earlier.created < later.created and _replaces(later, earlier):
            old[i] = j
    return old


def denied(plan: Plan, hits: Sequence[Hit]) -> dict[int, int]:
    """Map posts to a later one that denies, or has newer figures for, what they say of it.

    The question's words are the bridge, so it holds across languages: a post falls when it
    speaks of all of them that the later post speaks of, and does not deny itself. What is denied
    counts where the question is answered by yes or no; newer figures count in any.
    """
    words = [spoken_of(plan, hit.post) for hit in hits]
    yes_or_no = closed(plan.question)
    no = [yes_or_no and says_no(hit.post) for hit in hits]
    old: dict[int, int] = {}
    for later, told in enumerate(words):
        if len(told) < LEAST_SPOKEN:
            continue
        for earlier, claimed in enumerate(words):
            before = hits[earlier].post.created < hits[later].post.created
            if not before or not told <= claimed or no[earlier]:
                continue
            if no[later] or _renews(hits[later].post, hits[earlier].post):
                old.setdefault(earlier, later)
    return old


def _renews(later: Post, earlier: Post) -> bool:
    """Tell whether an update has figures of its own in place of some of the earlier post's."""
    return any(new - known and known - new for new, known in _updated(later, earlier))


def is_correction(post: Post) -> bool:
    """Whether the post says that something told before is wrong."""
    return _corrects(post.text)


def says_no(post: Post) -> bool:
    """Whether the post corrects or soberly denies something."""
    return is_correction(post) or (denies(post.text) and not alarms(post.text))


UNCONFIRMED = "unconfirmed"
"""Label of a post whose claim of harm many copy from one origin and nobody saw."""


def is_hearsay(post: Post) -> bool:
    """Whether the post tells what it only heard, or shouts it, and corrects nothing by it."""
    heard = UNCONFIRMED in post.labels or hearsay(post.text)
    return heard and not is_correction(post)


@lru_cache(maxsize=8192)
def _corrects(written: str) -> bool:
    return bool(_CORRECTS.search(written))


# Each post is held against all others: what is read of one alone is read once.
@lru_cache(maxsize=8192)
def _updates(written: str) -> bool:
    return bool(_UPDATES.search(written))


@lru_cache(maxsize=8192)
def _looks_back(written: str) -> bool:
    return bool(_BEFORE.search(written))


def _replaces(later: Post, earlier: Post) -> bool:
    if is_correction(later) and not is_correction(earlier):
        linked = earlier.id in (later.reply_to, later.quotes) and bool(earlier.id)
        return linked or _named(later, earlier) or _shared(later, earlier) >= ABOUT_THE_SAME
    return _updates_figures(later, earlier) or _recalls_figure(later, earlier)


def _updates_figures(later: Post, earlier: Post) -> bool:
    """Tell whether an update about the same gives another number of the same unit."""
    changed = any(new != known for new, known in _updated(later, earlier))
    return changed and _shared(later, earlier) >= NEARLY_THE_SAME


def _updated(later: Post, earlier: Post) -> list[tuple[set[float], set[float]]]:
    """Pair the figures of both posts by the units they share.

    None where the later is no update: neither by the same author nor in words of updating.
    """
    if later.author.id != earlier.author.id and not _updates(later.text):
        return []
    new, known = figures(later.text), figures(earlier.text)
    units = {unit for _, unit in new} & {unit for _, unit in known}
    return [
        ({v for v, u in new if u == unit}, {v for v, u in known if u == unit}) for unit in units
    ]


def _recalls_figure(later: Post, earlier: Post) -> bool:
    """Tell whether the later post names the earlier one's figure as past, beside a new one."""
    if not _looks_back(later.text):
        return False
    now, then = figures(later.text), figures(earlier.text)
    replaced = any(u == unit and v != value for value, u in now & then for v, unit in now - then)
    return replaced and len(_topic(later.text) & _topic(earlier.text)) >= LEAST_RECALLED


def _shared(one: Post, other: Post) -> float:
    """Compute the share of the shorter text's words that both hold, correction marks aside.

    Of a post that corrects among other things, only the parts that do.
    """
    a, b = _topic(_correcting(one.text)), _topic(other.text)
    both = len(a & b)
    return both / min(len(a), len(b)) if both >= LEAST_SHARED else 0.0


@lru_cache(maxsize=8192)
def _correcting(written: str) -> str:
    """Take the parts of a roundup in which something is corrected; of any other text all."""
    parts = [part for part in _PARTS.split(written) if len(part.strip()) >= LEAST_PART]
    found = [part for part in parts if _corrects(part)]
    return " ".join(found) if found and len(parts) >= ROUNDUP else written


def _named(later: Post, earlier: Post) -> bool:
    """Tell whether the correction quotes the claim it denies, and the earlier post makes it."""
    told, known = stems(earlier.text), figures(earlier.text)
    for match in _QUOTED.finditer(later.text):
        claim = stems(match.group(1))
        if figures(match.group(1)) - known:
            continue
        if len(claim) >= LEAST_QUOTED and len(claim & told) >= NEARLY_THE_SAME * len(claim):
            return True
    return False


@lru_cache(maxsize=8192)
def _topic(written: str) -> frozenset[str]:
    bare = _UPDATES.sub(" ", _CORRECTS.sub(" ", written))
    return frozenset(w for w in stems(bare) if not w[0].isdigit())


_PARTS = re.compile(r"[；;。.!！?？\n]")
_QUOTED = re.compile(r"[“‘「『\"]([^”’」』\"]{4,80})[”’」』\"]")
_CORRECTS = re.compile(
    r"\bcorrection\b|\bcorrecting\b|\bi was wrong\b|\bwe were wrong\b|\bturns? out\b|\bdebunk\w*"
    r"|\b(?:is|was|are|were|that's|it's) (?:false|fake|not true|untrue|incorrect|wrong|a hoax"
    r"|misinformation)\b"
    r"|\bnot true\b|\bfalse (?:rumou?rs?|claims?|reports?)\b|\bretract\w*"
    r"|\bearlier (?:report|post|claim)s?\b"
    r"|\bhoax\b(?!\?)|\bsatirical (?:article|post|story|piece)\b"
    r"|\b(?:has|have|had) nothing to do with\b"
    r"|\bcontrary to (?:earlier|what)\b|\bden(?:y|ies|ied)\b"
    r"|\bno reports? of\b|\bplease delete\b"
    r"|\bnot an?(?= [\w-]+(?: [\w-]+)?[.,;:] (?:it|that)['’]?s\b)"
    r"|辟谣|闢謠|勿传谣|勿傳謠|[没無无]有?依据|[沒無]有?依據|毫无根据|毫無根據|澄清|更正|勘误|勘誤|谣言|謠言|不实|不實|不属实|不屬實|失实|失實|假消息|假新闻|假新聞|并非|並非|并没有|並沒有|说错了|說錯了|搞错了"
    r"|撤回|收回之前|之前(?:说|發|发)的|误传|誤傳|子虚乌有",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|first|initial(?:ly)?|originally|instead of|not)\b"
    r"|此前|之前|先前|早前|原先|最初|起初|初步|而非|不是",
    re.IGNORECASE,
)
_UPDATES = re.compile(
    r"\bupdat(?:e|ed|es)\b|\brevised?\b|\b(?:rises?|rose|risen|climbs?|climbed|increased|up|down|cut"
    r"|lowered|raised|now) (?:to|at|stands at)\b|\bnow (?:put|confirmed|stands|covers|includes)\b"
    r"|\bupgraded\b|\bdowngraded\b"
    r"|升至|增至|扩大到|擴大到|扩大至|扩至|累计|最终|上升到|上升至|增加到|更新|最新数字|修正|下调|下調|上调|上調|降至|改为|改為"
    r"|延期至|推迟到|推遲到|推迟至",
    re.IGNORECASE,
)


def parted(items: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Part what was seen from hearsay."""
    heard = tuple(item for item in items if is_hearsay(item.post))
    return tuple(item for item in items if item not in heard), heard
