"""Follow-ups that the posts can answer: from what was found but not told, each counted first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rostra import text
from rostra.assistant._followups import topic_words
from rostra.assistant._memory import cited
from rostra.assistant._overlap import speaks
from rostra.assistant._relevance import bearing
from rostra.assistant._sayings import saying
from rostra.assistant._types import Answer, Desk, Tongue
from rostra.posts import Post, Query

_MEASURES = re.compile("有?多|几|怎|什么|how|what|which")
MOST = 3
BACKED = 3
"""Posts that must hold a suggestion's words before it is made."""
NEAR_BEST = 0.25
"""Share of the best card's likelihood from which a card's names are suggested."""
HOLDING = 0.99
"""Share of the words that each of them must hold."""
BEARING = 0.35
"""How much of the question a card must speak of before its names are suggested."""
TOPIC_WORDS = 4
"""Words up to which a topic is named in a question."""
NAME_CHARS = {"en": 32, "zh": 10}


def suggested(answer: Answer, desk: Desk, path: Sequence[Answer] = ()) -> tuple[str, ...]:
    """Suggest at most three questions in the language of the turn.

    A name that posts told nothing of yet, the earliest post, what was corrected, what people
    think: each only where posts to answer it were found, or are counted.
    """
    asked = {a.question for a in (*path, answer)} | {f for a in path for f in a.followups}
    found: list[str] = []
    for question in _candidates(answer, desk):
        if question not in asked and question not in found:
            found.append(question)
        if len(found) == MOST:
            break
    return tuple(found)


def _candidates(answer: Answer, desk: Desk) -> Iterator[str]:
    tongue = answer.plan.tongue
    topic = _topic(answer)
    names = _untold_names(answer, desk)
    if name := next(names, ""):
        yield saying(tongue, "ask_name", name=name)
    fell = any(why.startswith("superseded") for s in answer.steps for _, why in s.dropped)
    if topic and fell and answer.plan.kind in ("search", "timeline"):
        yield saying(tongue, "ask_corrected", topic=topic)
    if topic and len(answer.evidence) >= BACKED and answer.plan.kind == "search":
        yield saying(tongue, "ask_when", topic=topic)
    if name := next(names, ""):
        yield saying(tongue, "ask_name", name=name)


def _topic(answer: Answer) -> str:
    """Word the topic in the language of the turn; "" where it is worded in the other one."""
    plan = answer.plan
    words = topic_words(answer.topic or answer.question)
    words = tuple(word for word in words if not _MEASURES.match(word))
    bare = len(words) == 1 and not text.names(words[0])
    if not 0 < len(words) <= TOPIC_WORDS or bare:
        return ""
    if text.script(" ".join(words)) != _script(plan.tongue):
        return ""
    return " ".join(words) if plan.tongue == "en" else "".join(words)


def _untold_names(answer: Answer, desk: Desk) -> Iterator[str]:
    """Yield names of the cards that no sentence tells of, the most frequent first."""
    tongue = answer.plan.tongue
    told = (answer.text + answer.question + answer.topic).lower()
    told += " ".join(item.post.text for item in cited(answer)).lower()
    counted: Counter[str] = Counter()
    best = answer.evidence[0].score if answer.evidence else 0.0
    for item in answer.evidence:
        if item.score < NEAR_BEST * best or bearing(answer.plan, item.post) < BEARING:
            continue
        counted.update(dict.fromkeys(_names(item.post, tongue), 1))
    for name, _ in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])):
        if (
            name.lower() not in told
            and _is_proper(name, answer, desk)
            and _backed(name, answer, desk)
        ):
            yield name


def _is_proper(name: str, answer: Answer, desk: Desk) -> bool:
    """Whether posts write the word as a name: never small, and not as an ordinary Han word."""
    if text.script(name) == "han":
        known = desk.gloss((name,))[0] if desk.gloss else ()
        return not known or any(other[:1].isupper() for other in known)
    if " " in name:
        return True
    written = " ".join(item.post.text for item in answer.evidence)
    inside = re.search(rf"[\w,]\s+{re.escape(name)}\b", written)
    return bool(inside) and not re.search(rf"\b{re.escape(name.lower())}\b", written)


def _names(post: Post, tongue: Tongue) -> Iterator[str]:
    lang = "en" if tongue == "en" else "zh"
    if not speaks(post.lang, lang):
        return
    for name in text.names(post.text):
        plain = " ".join(name.split())
        fits = 2 <= len(plain) <= NAME_CHARS[lang] and text.script(plain) == _script(tongue)
        if fits and (lang == "zh" or plain[0].isupper()) and not plain.isupper():
            yield plain


def _script(tongue: Tongue) -> str:
    return "latin" if tongue == "en" else "han"


def _backed(words: str, answer: Answer, desk: Desk) -> bool:
    """Whether enough posts hold the words; counted, or searched where nothing counts."""
    base = answer.plan.queries[-1] if answer.plan.queries else Query()
    asked = replace(base, text=words, question=words, variants=(), rendering="", phrases=())
    if desk.count is not None:
        return desk.count(asked, HOLDING) >= BACKED
    return len(desk.search(replace(asked, limit=10)).hits) >= BACKED
