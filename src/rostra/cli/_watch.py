"""`rostra watch`: searches that are watched, and what they found."""

from __future__ import annotations

from typing import Any

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option, limit_option
from rostra.cli._rim import NothingFound, Rim, common, pass_rim


@click.group(invoke_without_command=True)
@click.pass_context
def watch(context: click.Context) -> None:
    """Watch searches: the running owner keeps an alert where enough new posts hold the words.

    Without a verb, lists them. Alerts are also logged, and posted to `alerts.hook` where set.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@watch.command("add")
@click.argument("name")
@click.argument("query")
@click.option("--at-least", default=1, show_default=True, help="New posts that make an alert.")
@click.option("--every", default="15m", show_default=True, help="As for `digest save`.")
@click.option("--lang", default="", help="Only posts in this language.")
@click.option("--network", "networks", multiple=True, help="Only posts of this network.")
@common
@pass_rim
def add(rim: Rim, /, name: str, query: str, **how: Any) -> None:
    """Watch a search; posts must hold all its words."""
    from rostra.app import Watching

    with rim.reach("watch add") as rostra:
        told = rostra.watch(Watching(name, query, **how))
    due = _show.moment(told.due_at, _show.zone("UTC"))
    click.echo(f"{name}: looked at next at {due} UTC by `rostra serve`")


@watch.command("list")
@as_json_option
@common
@pass_rim
def list_(rim: Rim, as_json: bool = False) -> None:  # noqa: FBT001, FBT002
    """List the searches that are watched."""
    from rostra.app import Watched, dump

    with rim.reach("watch list") as rostra:
        found = rostra.watches()
    if as_json:
        click.echo(dump(tuple[Watched, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (w.watching.name, w.watching.query[:60], str(w.watching.at_least), w.watching.every,
             _show.moment(w.due_at, place))
            for w in found
        ]  # fmt: skip
        click.echo(_show.table(("name", "words", "posts", "every", "next (UTC)"), rows))
    if not found:
        raise NothingFound


@watch.command("remove")
@click.argument("name")
@common
@pass_rim
def remove(rim: Rim, name: str) -> None:
    """Watch a search no more; its alerts stay."""
    with rim.reach("watch remove") as rostra:
        gone = rostra.unwatch(name)
    if not gone:
        msg = f"no search is watched as {name!r}; `rostra watch` shows those that are"
        raise NothingFound(msg)
    click.echo(f"{name} is watched no more")


@watch.command("alerts")
@limit_option
@as_json_option
@common
@pass_rim
def alerts(rim: Rim, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List the newest alerts; `rostra posts show ID` shows a post."""
    from rostra.app import Alerted, dump

    with rim.reach("watch alerts") as rostra:
        found = rostra.alerts(limit)
    if as_json:
        click.echo(dump(tuple[Alerted, ...], found).decode())
    else:
        place = _show.zone("UTC")
        for one in found:
            said = f"{_show.moment(one.at, place)} {one.name}: {one.count} posts, {one.query!r}"
            click.echo(_show.safe(said))
            for post_id in one.posts:
                click.echo(_show.safe(f"  {post_id}"))
    if not found:
        raise NothingFound
