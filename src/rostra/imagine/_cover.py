"""Covers for stories and cards to share: a picture, a headline, a quotation, all as SVG and PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from rostra.errors import PaintingRefused
from rostra.imagine._colours import Light, mix
from rostra.imagine._draw import Canvas, circle, n, path, rect
from rostra.imagine._facts import facts_by_rules, records_of, told_in_png
from rostra.imagine._illustrator import rendered
from rostra.imagine._letters import Font, Lines, fitted, fonts
from rostra.imagine._picture import described, draw
from rostra.imagine._read import read
from rostra.imagine._record import OPENMOJI, alt_text, dublin, note
from rostra.imagine._types import Order, Painted, Style


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover is for: a story's title and lead; `topic` is written small above ("" = none)."""

    title: str
    lead: str = ""
    topic: str = ""
    style: Style = "regular"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: a quotation, who said it and where, how many posts the answer cites."""

    quote: str
    author: str
    citations: int = 0
    network: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a cover or card: its size, its seed, when it is made, under which policy."""

    width: int = 1200
    height: int = 630
    seed: int = 0
    now: datetime | None = None
    policy: str = ""
    letters: tuple[Font, ...] | None = None


def cover(story: Cover, sheet: Sheet | None = None) -> Painted:
    """Illustrate a story: a picture of what its title and lead name, the headline on a band.

    The title decides what is shown; the lead is read where the title names nothing. Deterministic.
    Raises PaintingRefused where there is no title.
    """
    paper = sheet or Sheet()
    if not story.title.strip():
        raise PaintingRefused("a cover needs a title; give the story's headline")
    letters = fonts() if paper.letters is None else paper.letters
    scene = read(story.title)
    if not scene.actors and not scene.named:
        scene = read(f"{story.title} , {story.lead}", scene.lang)
    if not scene.actors and not scene.named:
        scene = replace(scene, actors=read("newspaper and megaphone", "en").actors, place="plain")
    order = _order(story.title, story.style, paper)
    head = described(
        story.title,
        alt_text(scene),
        dublin(order, records_of(facts_by_rules(order, paper.seed, "rules", (OPENMOJI,)))),
    )
    band = round(paper.height * 0.27)
    bare = replace(scene, caption="", bubble="")
    made = draw(
        bare,
        (paper.width, paper.height - band),
        paper.seed,
        fun=story.style == "fun",
        fonts=letters,
    )
    title = fitted(story.title, letters, band * 0.3, paper.width * 0.88, 2)
    svg = _with_band(
        made.svg,
        paper,
        band,
        title,
        fitted(story.topic, letters, band * 0.14, paper.width * 0.5, 1),
        head,
    )
    lost = () if title else (story.title,)
    return _painted(
        svg,
        order,
        paper,
        letters,
        alt=f"{story.title}. {alt_text(made.scene)}",
        said=note(scene, planned="", cut=False, unwritten=lost),
    )


def _order(prompt: str, style: Style, paper: Sheet) -> Order:
    return Order(
        prompt,
        style,
        paper.width,
        paper.height,
        seed=paper.seed,
        now=paper.now,
        policy=paper.policy,
    )


def _with_band(
    picture: str, paper: Sheet, band: int, title: Lines | None, topic: Lines | None, head: str
) -> str:
    """Set a picture above a band that carries the headline."""
    top = paper.height - band
    ink, ground, mark = "#1f1b2e", "#fffaf0", "#e5484d"
    parts = [picture.replace("<svg ", '<svg x="0" y="0" overflow="hidden" ', 1)]
    parts.append(rect(0, top, paper.width, band, ground))
    parts.append(rect(0, top, paper.width, band * 0.035, mark))
    left = paper.width * 0.05
    if topic:
        pad = topic.size * 0.6
        parts.append(
            rect(
                left,
                top - topic.height * 0.75,
                topic.width + pad * 2,
                topic.height * 1.5,
                mark,
                rx=topic.size * 0.3,
            )
        )
        parts.append(topic.at(left + pad, top - topic.height * 0.5, "#ffffff", anchor="start"))
    if title:
        parts.append(
            title.at(left, top + (band - title.height) / 2 + band * 0.02, ink, anchor="start")
        )
    return _svg(paper, head, "".join(parts))


def _svg(paper: Sheet, head: str, body: str) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{paper.width}" height="{paper.height}" '
            f'viewBox="0 0 {paper.width} {paper.height}">{head}{body}</svg>')  # fmt: skip


def _painted(
    svg: str, order: Order, paper: Sheet, letters: Sequence[Font], *, alt: str, said: str
) -> Painted:
    facts = facts_by_rules(order, paper.seed, "rules", (OPENMOJI,))
    return Painted(
        data=told_in_png(rendered(svg, letters), facts), width=paper.width, height=paper.height,
        seed=paper.seed, prompt_sent=order.prompt, painter="illustrator", model="rules", svg=svg,
        credit=(OPENMOJI,), note=said, alt=alt,
    )  # fmt: skip


_PAPERS = (("#fdf3e1", "#f2b277", "#7a3b2e"), ("#e8f1f5", "#7fb3cc", "#1f4a63"), ("#f1ebf8", "#b39ad6", "#46307a"),
           ("#eaf4e6", "#94c48a", "#2c5a34"))  # fmt: skip


def card(quoted: Card, sheet: Sheet | None = None) -> Painted:
    """Draw a card to share: the quotation, its author, the number of posts it rests on.

    Deterministic. Raises PaintingRefused where there is no quotation.
    """
    paper = sheet or Sheet()
    if not quoted.quote.strip():
        raise PaintingRefused("a card needs a quotation; give the sentence to share")
    letters = fonts() if paper.letters is None else paper.letters
    ground, tone, ink = Random(f"card:{paper.seed}:{quoted.author}").choice(_PAPERS)
    c = Canvas(
        paper.width,
        paper.height,
        Random(paper.seed),
        Light((ground, ground, ground), tone, 0, ink, tone),
    )
    w, h = paper.width, paper.height
    parts = [rect(0, 0, w, h, ground), circle(w * 0.92, h * 0.1, h * 0.42, mix(ground, tone, 0.35)),
             circle(w * 0.02, h * 1.02, h * 0.34, mix(ground, tone, 0.22))]  # fmt: skip
    parts += [_mark(w * 0.065 + k * h * 0.12, h * 0.12, h * 0.1, tone) for k in range(2)]
    words = fitted(quoted.quote, letters, h * 0.085, w * 0.84, 5)
    if words:
        parts.append(
            words.at(w * 0.075, h * 0.28 + (h * 0.46 - words.height) / 2, ink, anchor="start")
        )
    zh = bool(words and words.font and any(ord(s) > 0x2E7F for s in quoted.quote))
    by = f"— {quoted.author}" + (f" · {quoted.network}" if quoted.network else "")
    foot = fitted(by, letters, h * 0.05, w * 0.6, 1)
    if foot:
        parts.append(foot.at(w * 0.075, h * 0.82, mix(ink, tone, 0.25), anchor="start"))
    count = (
        f"引用 {quoted.citations} 条帖子"
        if zh
        else f"{quoted.citations} post{'s' if quoted.citations != 1 else ''} cited"
    )
    seal = fitted(count, letters, h * 0.042, w * 0.3, 1) if quoted.citations else None
    if seal:
        wide = seal.width + h * 0.08
        parts.append(rect(w * 0.925 - wide, h * 0.805, wide, h * 0.085, tone, rx=h * 0.042))
        parts.append(seal.at(w * 0.925 - wide / 2, h * 0.822, ink))
    order = _order(quoted.quote, "regular", paper)
    about = f"{quoted.quote} {by}"
    head = described(about, f"{about}. {count}", ())
    lost = "" if words else "No font here has the letters of the quotation, which is left out."
    svg = _svg(paper, head, f"<defs>{''.join(c.defs)}</defs>{''.join(parts)}")
    done = _painted(svg, order, paper, letters, alt=f"{about}. {count}", said=lost)
    return replace(
        done,
        credit=(),
        data=told_in_png(rendered(svg, letters), facts_by_rules(order, paper.seed, "rules", ())),
    )


def _mark(x: float, y: float, size: float, colour: str) -> str:
    """Draw one half of an opening quotation mark."""
    return circle(x, y + size * 0.62, size * 0.4, colour) + path(
        f"M{n(x - size * 0.4)} {n(y + size * 0.62)}Q{n(x - size * 0.4)} {n(y)} {n(x + size * 0.2)} {n(y - size * 0.1)}Q{n(x - size * 0.1)} {n(y + size * 0.2)} {n(x)} {n(y + size * 0.4)}Z",
        colour,
    )
