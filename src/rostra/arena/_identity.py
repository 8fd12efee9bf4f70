"""Whether an answer gives away who wrote it.

FastChat voids a battle where a text holds one of 33 words, which every answer about Grok does, and
reads the left text for both sides. Here each side is read by itself, and a name counts where the
text speaks of itself, or where it is a contender's own and nobody else brought it up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rostra.arena._entrants import Entrant, Told
from rostra.arena._families import COMMON, FAMILIES
from rostra.arena._self_naming import SELF, SOMEONE
from rostra.text import simplify

_FAMILY = {name: number for number, names in enumerate(FAMILIES) for name in names}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff*_`~]")
_SPACED = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")
_ENDS = re.compile(r"(?<=[.!?。])\s+|(?<=[!?。])|\n+")
_MARKS = re.compile(r"\[\d+\]")
_QUOTED = re.compile(
    r"\"([^\"\n]{2,400})\"|“([^”\n]{2,400})”|「([^」\n]{2,400})」|『([^』\n]{2,400})』"
)
_REPORTS = re.compile(
    r"\b(?:said|says|say|wrote|writes|posted|replied|replies|answered|told|asked|claims?|claimed|"
    r"according to|quoting|titled)\b|说|称|表示|写道|写|回答|回复|发帖|问|题为|所谓"
)
_OF_ITSELF = re.compile(
    r"\b(?:i|i'd|i'll|let me|as we)\b[^,.!?]{0,12}$|(?:^|[,。!?])我[^,。!?]{0,4}$"
)
_VERSION = re.compile(r"[ -]?v?\d[\w.]*$")
_NOT = re.compile(r"\bnot\b|n't\b|\bnever\b|\bneither\b|不是|并非|不叫|没有|不属于")

_NO_ONE = re.compile(
    r"人类|人们|开发者|开发人员|工程师|研究人员|研究者|科学家|团队|专家|一[个群家]|God|AI$|Humans?$|People$|"
    r"Engineers$|Researchers$|Developers$"
)
_ASKS = re.compile(
    r"\b(?:are|aren't) you\b[^.!?]{0,20}@|\byou(?: are|'re)\b[^.!?]{0,12}@|\bis this~@|"
    r"你[^。!?]{0,4}是[^。!?]{0,10}@".replace("~", r"\s*")
)
_YES = re.compile(
    r"[\s,.!]*(?:yes|yeah|yep|correct|indeed|right|exactly|true|是的|对|没错|嗯|正是|是,)"
)
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")


def given_away(told: Told, asked: Sequence[str], contenders: Iterable[Entrant]) -> str:
    """Return the words by which an answer gives a name away, "" where it keeps all.

    `asked` are the questions so far. A sentence or a quotation that stands in a post it cites is
    the post's; a name that the question or a post brings up is told again freely, but not said of
    the one who answers. Who denies being a contender gives away as much.
    """
    own, weak = _names(contenders)
    names = {**dict.fromkeys(_FAMILY, ""), **dict.fromkeys(own, "")}
    finds = _finder(names)
    questions = _plain("\n".join(asked))
    if asked and _ASKS.search(finds.sub("@", _plain(asked[-1]))) and _YES.match(_plain(told.text)):
        return "yes"
    voices = _voices(told, questions)
    for voice in voices:
        said = finds.sub("@", voice)
        for place in SELF.finditer(said):
            if not _NOT.search(place[0]) or _named(voice, finds) & own:
                return _shown(voice)
        if weak and _weakly(voice, weak):
            return _shown(voice)
    return _stranger(told.text, voices) or _dropped(told, own, finds, questions)


def _names(contenders: Iterable[Entrant]) -> tuple[set[str], set[str]]:
    """Return names that are telling anywhere, and labels that are words of daily use."""
    own: set[str] = set()
    weak: set[str] = set()
    for entrant in contenders:
        for name in map(_plain, entrant.names):
            own |= {name, _VERSION.sub("", name)}
        label = _plain(entrant.label)
        parts = [label, *re.split(r"[\s/,:()]+", label)] if label else []
        for part in parts:
            if len(part) > 1 and not part.isdigit():
                (weak if _PLAIN.fullmatch(part) and part not in _FAMILY else own).add(part)
    return own - {""}, weak - own


def _finder(names: Iterable[str]) -> re.Pattern[str]:
    """Find any of some names: whole words, with the number of a version behind them."""
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(
        rf"(?<![a-z0-9@])(?:{'|'.join(longest)})(?:[ -]?v?\d[\w.]*\w|[ -]?\d)?(?![a-z])"
    )


def _voices(told: Told, questions: str) -> list[str]:
    """Return the sentences that are the answer's own words, quotations taken out."""
    cards = {card.number: _bare(card.text) for card in told.cards}
    found: list[str] = []
    if told.sentences:
        parts = [(s.text, [cards[n] for n in s.numbers if n in cards]) for s in told.sentences]
    else:
        parts = [(told.text, list(cards.values()))]
    for text, held in parts:
        own = _unquoted(_plain(_MARKS.sub("", text)), [*held, _bare(questions)])
        for sentence in _ENDS.split(own):
            bare = _bare(sentence)
            if bare and not any(bare in card for card in held):
                found.append(sentence)
    return found


def _unquoted(text: str, held: Sequence[str]) -> str:
    """Take out quotations of posts, of the question, and of what others are reported to say."""

    def kept(match: re.Match[str]) -> str:
        words = _bare(next(group for group in match.groups() if group))
        before = text[: match.start()][-40:]
        reported = _REPORTS.search(before) and not _OF_ITSELF.search(before.rstrip(" :,"))
        return " … " if reported or any(words in post for post in held) else f" {match[0][1:-1]} "

    return _QUOTED.sub(kept, text)


def _weakly(voice: str, weak: set[str]) -> bool:
    """Whether a text introduces itself by a label that is a word of daily use."""
    some = "|".join(sorted(map(re.escape, weak), key=len, reverse=True))
    introduced = re.compile(
        rf"(?:\b(?:i am|i'm|my name is|call me|this is)\s+(?:called |named )?|^as |"
        rf"我(?:是|叫)|我的名字是|作为)\s*(?:{some})\s*(?:[,.!。]|$)"
    )
    return bool(introduced.search(voice))


def _stranger(text: str, voices: Sequence[str]) -> str:
    """Return where the answer, in its own words, tells of a maker whom no list knows."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'")
    for found in SOMEONE.finditer(simplify(text)):
        words = _bare(found[0])
        if not _NO_ONE.search(found[1] or found[2]) and any(words in _bare(v) for v in voices):
            return _shown(found[0])
    return ""


def _dropped(told: Told, own: set[str], finds: re.Pattern[str], questions: str) -> str:
    """Return a contender's own name that the answer drops though nobody asked about models."""
    shown = " ".join(f"{card.text} {card.name} {card.handle}" for card in told.cards)
    others = _named(f"{questions} {_plain(shown)}", finds)
    said = _named(_plain(told.text), finds)
    families = {_FAMILY[name] for name in said if name in _FAMILY}
    if len(families) > 1 or {_FAMILY.get(n) for n in others} & {_FAMILY.get(n, -1) for n in said}:
        return ""  # it speaks of models, which is a subject like any other
    return next(iter(sorted((said & own) - others - COMMON)), "")


def _named(text: str, finds: re.Pattern[str]) -> set[str]:
    """Return the names in a text, without the numbers of versions where the name has none."""
    found = {match[0] for match in finds.finditer(text)}
    return found | {_VERSION.sub("", name) for name in found}


def _plain(text: str) -> str:
    """Write a text without what hides a name: width, markup, unseen signs, case, spacing."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'").casefold()
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), simplify(text))


def _bare(text: str) -> str:
    return "".join(c for c in _plain(text) if c.isalnum())


def _shown(voice: str) -> str:
    return " ".join(voice.split())[:80]
