"""`rostra translate`: a post in the other language, sentence by sentence beside the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.assistant import Rendered

COLOURS = {"supported": "green", "partly": "yellow", "unsupported": "red", "quoted": "green"}


@click.command()
@click.argument("post")
@click.option(
    "--to", default="", type=click.Choice(["", "en", "zh", "zh-hant"]),
    help="The language to translate into [default: the other of English and Chinese].",
)  # fmt: skip
@click.option("--model", default="", help="The model that translates, or none.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@common
@pass_rim
def translate(rim: Rim, post: str, to: str, model: str, as_json: bool) -> None:  # noqa: FBT001
    """Translate a post, by its id or its address; each sentence is checked against the original."""
    from rostra.app import Translating, dump
    from rostra.assistant import Translation

    with rim.reach("translate") as rostra:
        found = rostra.translate(Translating(post, to, model))
    if found is None:
        msg = f"the post {post!r} is not in the store: only posts that a feed brought are known"
        raise NothingFound(msg)
    if as_json:
        click.echo(dump(Translation, found).decode())
        return
    click.echo(_show.card(found.post, _show.zone(rim.settings.timezone)) + "\n")
    for line in found.lines:
        click.echo(_drawn(line))
    for told in (f"translated by {found.model}" if found.model else "", *found.notes):
        if told:
            click.secho(_show.safe(told), dim=True)


def _drawn(line: Rendered) -> str:
    said = _show.safe(line.text) or "—"
    mark = "" if line.verdict in ("supported", "quoted") else f" ({line.verdict})"
    lines = [
        click.style(_show.safe(line.original), dim=True),
        f"    {said}" + click.style(mark, fg=COLOURS[line.verdict]),
    ]
    if line.way == "model":
        lines += [f"    − {_show.safe(reason)}" for reason in line.reasons]
    return "\n".join(lines)
