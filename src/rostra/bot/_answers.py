"""From what is wanted to the lines of a reply, in the language of the thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rostra.app import Asking, Naming
from rostra.assistant import Finished
from rostra.bot._layout import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rostra.app import Rostra
    from rostra.assistant import Evidence, Sentence
    from rostra.bot._wish import Wish

Lang = Literal["en", "zh"]

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "nothing": {
        "en": "I check claims against public posts. Call me under a post, or write what you want to"
        " know.",
        "zh": "我用公开帖子核实说法。请在帖子下方提到我，或写下您想知道的事。",
    },
    "none": {
        "en": "The posts I follow tell nothing about this.",
        "zh": "我关注的帖子里没有相关内容。",
    },
}


SAID = frozenset({"supported", "partly", "quoted"})
"""What is said in public: nothing that only a model says."""


def answered(wish: Wish, lang: Lang, rostra: Rostra, model: str) -> tuple[Line, ...]:
    """Ask Rostra and return the reply's lines; what nothing bears out is not said."""
    if wish.kind == "nothing":
        return (Line(WORDS["nothing"][lang]),)
    if wish.kind == "explain" and (lines := _explained(wish, lang, rostra)):
        return lines
    if wish.kind == "ask":
        return _asked(wish.words, rostra, model) or (Line(WORDS["none"][lang]),)
    verified = rostra.verify(Asking(wish.words))
    witnesses = (*verified.ruling.speak_for, *verified.ruling.speak_against)
    evidence = tuple(witness.item for witness in witnesses)
    return _lines(verified.sentences, evidence) or (Line(WORDS["none"][lang]),)


def _explained(wish: Wish, lang: Lang, rostra: Rostra) -> tuple[Line, ...]:
    """Explain the post where Rostra has it; () where it does not."""
    explained = rostra.explain(Naming(wish.post, tongue=lang))
    if explained is None:
        return ()
    sentences = [said for bullet in explained.bullets for said in bullet.sentences]
    return _lines((*sentences, *explained.missing), explained.evidence)


def _asked(words: str, rostra: Rostra, model: str) -> tuple[Line, ...]:
    answer = None
    for event in rostra.ask(Asking(words, model=model)):
        if isinstance(event, Finished):
            answer = event.answer
    if answer is None or not answer.found:
        return ()
    lines = _lines(answer.sentences, answer.evidence)
    missing = tuple(Line(told) for told in answer.missing[:1])
    label = answer.decided.reason if answer.decided is not None else ""
    return (*lines, *missing, *((Line(label),) if label else ()))


def _lines(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Line, ...]:
    """Return what may be said: sentences that posts bear out, and frames around them."""
    urls = {e.post.id: e.post.url for e in evidence if e.post.url}
    lines = []
    for sentence in sentences:
        if not sentence.frame and sentence.verdict not in SAID:
            continue
        cited = dict.fromkeys(c.post_id for c in sentence.citations)
        lines.append(Line(sentence.text, tuple(urls[i] for i in cited if i in urls)))
    return tuple(lines)
