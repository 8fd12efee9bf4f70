"""Which posts speak of a named event, also one never seen: learned from unlabelled posts.

The name's own words give the first guess. What the posts that hold them say, and the others do
not, is learned from the stream itself (pseudo-relevance feedback, a few rounds of naive Bayes);
so is how far each word of the name can be trusted alone: "Alberta" stands in many posts beside
"Alberta floods". A learned profile does not change, and scores each post alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import exp, log, sqrt

from rostra import text
from rostra.assistant._overlap import stems
from rostra.assistant._plan import RENDERED
from rostra.assistant._types import Gloss
from rostra.assistant._words import STOP_WORDS
from rostra.posts import Post

ON_TOPIC = 0.5
"""Probability from which a post is on the topic."""
LEARNED = 20_000
"""Posts a profile is learned from at most, evenly spread over those given."""
ROUNDS = 3
PRIOR = 20.0
"""Posts' worth of belief that a word is as frequent on the topic as off it (Monroe, Colaresi and
Quinn 2008, "Fightin' Words", equation 15: the informative Dirichlet prior)."""
SURE = 3.0
"""Standard errors (their equation 22) from zero under which a word's log-odds count nothing."""
SEEN = 5.0
"""Posts on the topic that must hold a word before it can speak for it."""
STRONG, WEAK = 3.0, -2.0
"""Bounds of what one word says for and against: words of a post are not independent."""
SPEAKING = 5
"""Words of a post that speak for it, the strongest."""
AGAINST = -1.0
"""The most that other words say against a post that holds words of the name."""
UNNAMED = 2.5
"""Further log-odds against a post that holds none: its words must make up for it."""
TELLING = 1.0
"""Log-odds of its other words from which a post tells how far a word of the name is to be
trusted; of shorter ones nothing is known."""
DOUBT = 0.05
"""Least probability that is left to, and taken from, posts with the same words of the name."""
BORROWED, ENOUGH = 5, 20
"""Posts that a rare set of the name's words borrows from the best set, which holds so many; and
those without the name are believed to be off the topic by as many."""
INSIDE = 4
"""Letters of a word of the name from which it is found inside longer ones: #yycflood."""
_ASIDE = re.compile(r"\bRT\b|@\w+|https?://\S*|&\w+;")
_PARTS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[^\W\d])")

Words = tuple[tuple[frozenset[str], ...], ...]
Named = frozenset[int]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a topic: enough to score any post alone.

    `words` gives each word of the name the sets of stems of which one must stand in a post,
    `named` the log-odds of posts by which of these words they hold, `unnamed` those of posts
    that hold none, `weights` the log-odds of other stems. `share` is the estimated share of the
    posts learned from that are on the topic, `learned` their number.
    """

    name: str
    words: Words
    named: Mapping[Named, float] = field(default_factory=dict)
    unnamed: float = -UNNAMED
    weights: Mapping[str, float] = field(default_factory=dict)
    share: float = 0.0
    learned: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """A post as it is learned from: the name's words it holds, and its other stems."""

    named: Named
    stems: frozenset[str]


def profile(name: str, posts: Sequence[Post], gloss: Gloss | None = None) -> Profile:
    """Learn what is said of an event or topic from posts on and off it, without labels.

    `posts` are a sample of the stream, in any order: it must hold posts of both kinds. `gloss`
    lets posts in the other language hold the name's words. A name without words, or one of
    which no post holds a word, gives a profile that knows the name alone.
    """
    words = _name_words(name, gloss)
    step = max(1, -(-len(posts) // LEARNED))
    read = [_read(words, post.text) for post in posts[::step]]
    known = Profile(name, words)
    belief = [1.0 if one.named else 0.0 for one in read]
    if not any(belief) or all(belief):
        return known
    for _ in range(ROUNDS):
        known = _learned(known, read, belief)
        belief = [_probability(known, one) for one in read]
    return known


def topical(known: Profile, posts: Sequence[Post]) -> list[float]:
    """Give the probability, 0 to 1, that each post is on the topic; each is scored alone."""
    return [_probability(known, _read(known.words, post.text)) for post in posts]


def _name_words(name: str, gloss: Gloss | None) -> Words:
    """Cut a name into words with their renderings; years and numbers do not name."""
    parts = " ".join(part for part in _PARTS.split(name) if part)
    bare = [w for w in text.words(parts) if _names(w)]
    known = gloss(bare) if gloss and bare else [()] * len(bare)
    words = (
        tuple(dict.fromkeys(s for w in (word, *others[:RENDERED]) if (s := stems(w))))
        for word, others in zip(bare, known, strict=True)
    )
    return tuple(dict.fromkeys(word for word in words if word))


def _names(word: str) -> bool:
    """Whether a word names: no figure, no word of grammar, no single letter or character."""
    return len(word) > 1 and word not in STOP_WORDS and not word[0].isdigit()


def _read(words: Words, written: str) -> _Read:
    bare = stems(_ASIDE.sub(" ", written))
    named: set[int] = set()
    own: set[str] = set()
    for at, wordings in enumerate(words):
        for wording in wordings:
            found = [{w for w in bare if _is(part, w)} for part in wording]
            if all(found):
                named.add(at)
                own.update(chain.from_iterable(found))
    return _Read(frozenset(named), bare - own)


def _is(part: str, word: str) -> bool:
    return part == word or (part in word and (len(part) >= INSIDE or not part.isascii()))


def _learned(known: Profile, read: Sequence[_Read], belief: Sequence[float]) -> Profile:
    """Learn once more from the posts, each as far on the topic as is believed."""
    on = sum(belief)
    weights = _weights(read, belief)
    others = [_context(weights, one.stems) for one in read]
    share = min(1 - 1e-3, max(1e-3, on / len(read)))
    return Profile(
        known.name,
        known.words,
        _named(read, [sum(pair) for pair in others]),
        log(share / (1 - share)) - UNNAMED,
        weights,
        share,
        len(read),
    )


def _weights(read: Sequence[_Read], belief: Sequence[float]) -> dict[str, float]:
    """Give each stem the log-odds of the topic where it stands, if they are sure."""
    held: Counter[str] = Counter()
    heard: defaultdict[str, float] = defaultdict(float)
    for one, believed in zip(read, belief, strict=True):
        held.update(one.stems)
        if believed > ON_TOPIC / 100:
            for word in one.stems:
                heard[word] += believed
    on = sum(belief)
    off, weights = len(read) - on, {}
    for word, count in held.items():
        usual = PRIOR * count / len(read)
        told, rest = heard[word] + usual, count - heard[word] + usual
        weight = log(told / (on + PRIOR)) - log(rest / (off + PRIOR))
        sure = abs(weight) > SURE * sqrt(1 / told + 1 / rest)
        if sure and (weight < 0 or heard[word] >= SEEN):
            weights[word] = min(STRONG, max(WEAK, weight))
    return weights


def _context(weights: Mapping[str, float], held: frozenset[str]) -> tuple[float, float]:
    """Sum what the stems say for the topic and what they say against it."""
    said = sorted(weights[word] for word in held if word in weights)
    return sum(w for w in said[-SPEAKING:] if w > 0), sum(w for w in said if w < 0)


def _named(read: Sequence[_Read], others: Sequence[float]) -> dict[Named, float]:
    """Estimate how often posts with the same words of the name are on the topic.

    By what their other words say alone, between posts without the name (0) and those with the
    set of its words whose posts say most (1).
    """
    told: defaultdict[Named, float] = defaultdict(float)
    count: Counter[Named] = Counter()
    for one, other in zip(read, others, strict=True):
        count[one.named] += 0
        if abs(other) > TELLING:
            told[one.named] += _sigmoid(other)
            count[one.named] += 1
    best = max((told[n] / count[n] for n in count if n and count[n] >= ENOUGH), default=1.0)
    bare = told[frozenset()] / (count[frozenset()] + ENOUGH)
    found = {}
    for named in count:
        mean = (told[named] + BORROWED * best) / (count[named] + BORROWED)
        share = min(1 - DOUBT, max(DOUBT, (mean - bare) / max(1e-3, best - bare)))
        if named:
            found[named] = log(share / (1 - share))
    return found


def _probability(known: Profile, one: _Read) -> float:
    spoken_for, against = _context(known.weights, one.stems)
    if not one.named:
        return _sigmoid(known.unnamed + spoken_for + against)
    return _sigmoid(_trust(known, one.named) + spoken_for + max(AGAINST, against))


def _trust(known: Profile, named: Named) -> float:
    """Look up the log-odds of a set of the name's words, of its best part where it is new."""
    if named in known.named:
        return known.named[named]
    parts = [odds for part, odds in known.named.items() if part < named]
    return max(parts, default=log((1 - DOUBT) / DOUBT))


def _sigmoid(odds: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))
