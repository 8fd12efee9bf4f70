"""`rostra digest`: what happened, as ranked stories with the posts they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.assistant import Digest

FORMS = ["text", "md", "html", "json"]


@click.command()
@click.argument("subject", nargs=-1)
@click.option("--topic", default="", help="The topic, where it is a word like `today`.")
@click.option("--since", default="", help="Only posts from then on: 2026-05-04, 6h, 2d.")
@click.option("--until", default="", help="Only posts before then.")
@click.option("--author", "authors", multiple=True, help="Only posts of this account.")
@click.option("--lang", default="", help="Only posts in this language.")
@click.option("--network", "networks", multiple=True, help="Only posts of this network.")
@click.option("--in", "tongue", default="", help="Written in en, zh or zh-hant.")
@click.option("--fun", is_flag=True, help="Add asides; facts and citations stay the same.")
@click.option("--stories", default=7, show_default=True, help="Stories at the most.")
@click.option("--format", "form", default="text", type=click.Choice(FORMS), help="How it looks.")
@click.option("--tz", "timezone", default="", help="The time zone `today` is meant in.")
@click.option("--model", default="", help="A role or alias; `none` takes all words from posts.")
@click.option("--sample/--live", default=None, help="The sample feed, or live posts.")
@common
@pass_rim
def digest(rim: Rim, /, subject: tuple[str, ...], topic: str, form: str, **how: Any) -> None:
    """Tell what happened: `now`, `today`, or a topic; the last 24 hours without one.

    Stories are ranked by how many tell them independently of one another. What is corrected,
    unconfirmed or said in jest is called so.
    """
    from rostra.app import Digesting
    from rostra.cli._times import parse_moment

    for end in ("since", "until"):
        how[end] = parse_moment(how[end], how["timezone"] or rim.settings.timezone)
    with rim.reach("digest") as rostra:
        made = rostra.digest(Digesting(topic or " ".join(subject), **how))
    click.echo(shown(made, form))
    if not made.stories:
        raise NothingFound


def shown(made: Digest, form: str) -> str:
    """Write a digest in the form asked for."""
    from rostra.app import dump
    from rostra.assistant import Digest, html, markdown

    if form == "json":
        return str(dump(Digest, made).decode())
    if form == "html":
        return html(made).rstrip()
    if form == "md":
        return markdown(made).rstrip()
    return _text(made)


def _text(made: Digest) -> str:
    """Draw a digest for a terminal."""
    from rostra.assistant import plainly

    lines: list[str] = []
    for kind, words in plainly(made):
        safe = _show.safe(words)
        if kind == "head":
            lines += ["", *(click.style(row, bold=True) for row in _show.wrap(safe, _show.WIDTH))]
        elif kind == "aside":
            rows = _show.wrap(safe, _show.WIDTH - 4)
            lines += [click.style(f"  ~ {row}", fg="magenta") for row in rows]
        else:
            rows = _show.wrap(safe, _show.WIDTH - 2)
            lines += [click.style(f"  {row}", dim=kind == "small") for row in rows]
    return "\n".join(lines).lstrip("\n")
