"""`rostra answers`: what was answered before, as it stands today, and what readers called wrong."""

from __future__ import annotations

from pathlib import Path

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit_option = click.option(
    "--limit", default=20, type=click.IntRange(1, 1000), show_default=True, help="How many."
)


@click.group()
def answers() -> None:
    """Look at kept answers: do their posts still stand? Mark citations that are wrong."""


@answers.command("list")
@limit_option
@as_json_option
@common
@pass_rim
def list_(rim: Rim, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List the newest answers."""
    with rim.reach("answers list") as rostra:
        found = rostra.answers(limit)
    if as_json:
        from rostra.app import KeptAnswer, dump

        click.echo(dump(tuple[KeptAnswer, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (k.id, _show.moment(k.asked_at, place), str(k.cites), k.question[:60]) for k in found
        ]
        click.echo(_show.table(("id", "asked (UTC)", "posts", "question"), rows))
    if not found:
        raise NothingFound


@answers.command()
@click.argument("answer_id")
@as_json_option
@common
@pass_rim
def show(rim: Rim, answer_id: str, as_json: bool) -> None:  # noqa: FBT001
    """Show an answer, and for each cited post whether it stands, was edited or deleted."""
    with rim.reach("answers show") as rostra:
        old = rostra.answer(answer_id)
    if old is None:
        msg = f"no answer is kept as {answer_id!r}; `rostra answers list` shows those that are"
        raise NothingFound(msg)
    if as_json:
        from rostra.app import OldAnswer, dump

        click.echo(dump(OldAnswer, old).decode())
        return
    click.echo(click.style(_show.safe(old.answer.question), bold=True))
    again = {r.sentence: r for r in old.rechecked}
    for number, sentence in enumerate(old.answer.sentences, start=1):
        click.echo(f"{number}. {_show.sentence(sentence)}")
        if number in again:
            checked = again[number]
            why = f": {'; '.join(checked.reasons)}" if checked.reasons else ""
            click.echo(_show.safe(f"   its post was edited; checked again: {checked.verdict}{why}"))
    for post in old.posts:
        click.echo(_show.safe(f"[{post.number}] {post.post_id}: {post.standing}"))


@answers.command()
@click.argument("answer_id")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@common
@pass_rim
def card(rim: Rim, answer_id: str, path: Path) -> None:
    """Draw a card to share: the first post an answer cites. FILE is a PNG, or ends in .svg."""
    from datetime import UTC, datetime

    from rostra.app import answer_card
    from rostra.policy import current_policy

    with rim.reach("answers card") as rostra:
        old = rostra.answer(answer_id)
    if old is None:
        msg = f"no answer is kept as {answer_id!r}; `rostra answers list` shows those that are"
        raise NothingFound(msg)
    policy = current_policy(rim.settings.data / "policy")
    drawn = answer_card(old.answer, policy, now=datetime.now(UTC))
    svg = path.suffix.lower() == ".svg" and drawn.svg
    path.write_bytes(drawn.svg.encode() if svg and drawn.svg else drawn.data)
    note(f"wrote {path}")


@answers.command()
@click.argument("answer_id")
@click.argument("sentence", type=click.IntRange(1))
@click.option("--note", default="", help="What is wrong with it.")
@common
@pass_rim
def mark(rim: Rim, answer_id: str, sentence: int, note: str) -> None:
    """Mark the citations of a sentence (its number in `answers show`) as wrong."""
    from rostra.app import Marking

    with rim.reach("answers mark") as rostra:
        marks = rostra.mark(Marking(answer_id, sentence, note))
    click.echo(f"marked {marks[0].id}: {len(marks)} posts; take it back: rostra answers unmark ID")


@answers.command()
@limit_option
@as_json_option
@common
@pass_rim
def marks(rim: Rim, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List the citations marked as wrong; --json prints one JSON object a line."""
    with rim.reach("answers marks") as rostra:
        found = rostra.marks(limit)
    for one in found:
        if as_json:
            from rostra.app import Marked, dump

            click.echo(dump(Marked, one).decode())
        else:
            note = f" ({one.note})" if one.note else ""
            click.echo(_show.safe(f"{one.id} {one.post_id}: {one.text}{note}"))
    if not found:
        raise NothingFound


@answers.command()
@click.argument("mark_id")
@common
@pass_rim
def unmark(rim: Rim, mark_id: str) -> None:
    """Take a mark back."""
    with rim.reach("answers unmark") as rostra:
        gone = rostra.unmark(mark_id)
    if not gone:
        msg = f"no mark is kept as {mark_id!r}; `rostra answers marks` shows those that are"
        raise NothingFound(msg)
    click.echo(f"taken back for {gone} posts")
