"""`rostra digest`: what happened, as ranked stories with the posts they rest on; saved ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option, limit_option
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from rostra.assistant import Digest

F = TypeVar("F", bound="Callable[..., Any]")

FORMS = ["text", "md", "html", "json"]


TELL = "tell"


class _Telling(click.Group):
    """A group whose words are taken as a subject where they begin with none of its verbs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the verb that tells before what is no verb."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = [TELL, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Telling)
def digest() -> None:
    """Tell what happened: `now`, `today`, or a topic; the last 24 hours without one.

    `rostra digest WORDS` is `rostra digest tell WORDS`. Digests can be saved: the running owner
    (`rostra serve`) makes them when they are due and keeps them.
    """


def _wished(command: F) -> F:
    """Add the options that say what a digest tells, and how."""
    for add in (
        click.option("--model", default="", help="A role or alias; `none`: the posts' words."),
        click.option("--tz", "timezone", default="", help="The time zone `today` is meant in."),
        click.option("--sure", is_flag=True, help="Go on where the policy asks first."),
        click.option("--stories", default=7, show_default=True, help="Stories at the most."),
        click.option("--fun", is_flag=True, help="Add asides; facts and citations stay the same."),
        click.option("--in", "tongue", default="", help="Written in en, zh or zh-hant."),
        click.option("--network", "networks", multiple=True, help="Only posts of this network."),
        click.option("--lang", default="", help="Only posts in this language."),
        click.option("--author", "authors", multiple=True, help="Only posts of this account."),
        click.option("--topic", default="", help="The topic, where it is a word like `today`."),
        click.argument("subject", nargs=-1),
    ):
        command = add(command)
    return command


form_option = click.option(
    "--format", "form", default="text", type=click.Choice(FORMS), help="How it looks."
)


@digest.command(TELL)
@_wished
@click.option("--since", default="", help="Only posts from then on: 2026-05-04, 6h, 2d.")
@click.option("--until", default="", help="Only posts before then.")
@form_option
@click.option("--sample/--live", default=None, help="The sample feed, or live posts.")
@click.option(
    "--covers", type=click.Path(path_type=Path, file_okay=False), default=None, metavar="DIR",
    help="Write a cover for each story there, as PNG and SVG.",
)  # fmt: skip
@common
@pass_rim
def tell(
    rim: Rim, /, subject: tuple[str, ...], topic: str, form: str, covers: Path | None, **how: Any
) -> None:
    """Tell it now.

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
    if covers is not None:
        _draw_covers(rim, made, covers)


def _draw_covers(rim: Rim, made: Digest, folder: Path) -> None:
    """Write the covers of a digest to a folder, and say which story has none."""
    from datetime import UTC, datetime

    from rostra.app import digest_covers
    from rostra.policy import current_policy

    policy = current_policy(rim.settings.data / "policy")
    folder.mkdir(parents=True, exist_ok=True)
    for one in digest_covers(made, policy, now=datetime.now(UTC)):
        if one.picture is None:
            note(f"story {one.number} has no cover: {one.why}")
            continue
        (folder / f"story-{one.number}.png").write_bytes(one.picture.data)
        if one.picture.svg:
            (folder / f"story-{one.number}.svg").write_text(one.picture.svg, "utf-8")
        note(f"wrote {folder / f'story-{one.number}.png'}")


@digest.command("save")
@click.argument("name")
@_wished
@click.option("--every", required=True, help="daily@08:00, hourly, or a span as 6h or 30m.")
@common
@pass_rim
def save(
    rim: Rim, /, name: str, subject: tuple[str, ...], topic: str, every: str, **how: Any
) -> None:
    """Have a digest made again and again, of what came since the last; see `digest list`."""
    from rostra.app import Digesting, Saving

    with rim.reach("digest save") as rostra:
        kept = rostra.save_digest(Saving(name, every, Digesting(topic or " ".join(subject), **how)))
    click.echo(f"{kept.name}: next made at {_at(kept.due_at)} by `rostra serve`")


@digest.command("saved")
@as_json_option
@common
@pass_rim
def saved(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List the saved digests, and when each is due."""
    from rostra.app import Saved, dump

    with rim.reach("digest saved") as rostra:
        found = rostra.saved()
    if as_json:
        click.echo(dump(tuple[Saved, ...], found).decode())
    elif found:
        rows = [(k.name, k.wish.subject or "-", k.every, k.timezone, _at(k.due_at)) for k in found]
        click.echo(_show.table(("name", "of", "every", "zone", "next (UTC)"), rows))
    if not found:
        raise NothingFound


@digest.command("unsave")
@click.argument("name")
@common
@pass_rim
def unsave(rim: Rim, name: str) -> None:
    """Have a saved digest made no more; those that were made stay."""
    with rim.reach("digest unsave") as rostra:
        gone = rostra.unsave_digest(name)
    if not gone:
        msg = f"no digest is saved as {name!r}; `rostra digest saved` shows those that are"
        raise NothingFound(msg)
    click.echo(f"{name} is made no more")


@digest.command("list")
@limit_option
@as_json_option
@common
@pass_rim
def list_(rim: Rim, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List the newest kept digests."""
    from rostra.app import KeptDigest, dump

    with rim.reach("digest list") as rostra:
        found = rostra.digests(limit)
    if as_json:
        click.echo(dump(tuple[KeptDigest, ...], found).decode())
    elif found:
        rows = [(k.id, k.name, _at(k.made_at), str(len(k.digest.stories))) for k in found]
        click.echo(_show.table(("id", "name", "made (UTC)", "stories"), rows))
    if not found:
        raise NothingFound


@digest.command("show")
@click.argument("digest_id")
@form_option
@common
@pass_rim
def show(rim: Rim, digest_id: str, form: str) -> None:
    """Show a kept digest; what rested on posts that were deleted since is gone from it."""
    with rim.reach("digest show") as rostra:
        kept = rostra.kept_digest(digest_id)
    if kept is None:
        msg = f"no digest is kept as {digest_id!r}; `rostra digest list` shows those that are"
        raise NothingFound(msg)
    click.echo(shown(kept.digest, form))


def _at(moment: datetime) -> str:
    return _show.moment(moment, _show.zone("UTC"))


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
