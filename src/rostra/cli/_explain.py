"""`rostra explain`: what stands around a post, each line with its source."""

from __future__ import annotations

from typing import Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim


@click.command()
@click.argument("post")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.option(
    "--to", "tongue", default="", type=click.Choice(["", "en", "zh", "zh-hant"]),
    help="The language of the words around the posts [default: the post's].",
)  # fmt: skip
@click.option("--thread", is_flag=True, help="Explain the thread it stands in: who says what.")
@click.option("--tz", "timezone", default="", help="The time zone times are told in.")
@common
@pass_rim
def explain(rim: Rim, /, post: str, as_json: bool, **how: Any) -> None:  # noqa: FBT001
    """Explain a post, by its id or its address on any network: context, disputes, who else."""
    from rostra.app import Naming, dump
    from rostra.assistant import Explained

    with rim.reach("explain") as rostra:
        found = rostra.explain(Naming(post, **how))
    if found is None:
        msg = (
            f"the post {post!r} is not in the store: only posts that a feed brought are known; "
            "`rostra posts search` finds them by their words"
        )
        raise NothingFound(msg)
    if as_json:
        click.echo(dump(Explained, found).decode())
        return
    place = _show.zone(found.plan.timezone)
    click.echo(_show.card(found.post, place, 1) + "\n")
    for bullet in found.bullets:
        head, *rest = (_show.sentence(sentence) for sentence in bullet.sentences)
        click.echo("\n".join([f"• {head}", *(f"    {line}" for line in rest)]))
    for sentence in found.missing:
        click.secho(f"– {_show.safe(sentence.text)}", dim=True)
    for item in found.evidence[1:]:
        click.echo("\n" + _show.card(item.post, place, item.number))
