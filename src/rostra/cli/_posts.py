"""`rostra posts`: search, threads, timelines, counts, deletion, mutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim
from rostra.cli._times import parse_moment

if TYPE_CHECKING:
    from rostra.posts import Post, Query

SPARK = "▁▂▃▄▅▆▇█"

_FROM_0 = click.IntRange(0)

limit_option = click.option(
    "--limit", default=20, type=click.IntRange(1), show_default=True, help="How many."
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def posts() -> None:
    """Look into the store: search, threads, timelines, what rises; delete and mute."""


def narrowing(command: Any) -> Any:
    """Add the options that narrow a search."""
    for option in reversed(
        (
            click.option(
                "--phrase", "phrases", multiple=True, help="Words that stand side by side."
            ),
            click.option("--author", "authors", multiple=True, help="An author's id or handle."),
            click.option("--network", "networks", multiple=True, help="Only this network."),
            click.option("--source", "sources", multiple=True, help="Only the feed of this name."),
            click.option("--lang", "langs", multiple=True, help="Only this language."),
            click.option("--since", default="", help="From then on: 2026-05-04, 6h, 2d."),
            click.option("--until", default="", help="Before then."),
            click.option("--min-likes", default=0, type=_FROM_0, help="At least so many likes."),
            limit_option,
            click.option("--sample/--live", default=None, help="The sample feed, or live posts."),
        )
    ):
        command = option(command)
    return command


def _query(rim: Rim, text: str, narrow: dict[str, Any], sample: bool) -> Query:  # noqa: FBT001
    from rostra.posts import Query

    for end in ("since", "until"):
        narrow[end] = parse_moment(narrow[end], rim.settings.timezone)
    return Query(text=text, now=datetime.now(UTC), **{**narrow, "sample": sample})


@posts.command()
@click.argument("text", nargs=-1)
@narrowing
@click.option("--meaning", is_flag=True, help="Posts without the words too, found by meaning.")
@as_json_option
@common
@pass_rim
def search(
    rim: Rim,
    /,
    text: tuple[str, ...],
    meaning: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **narrow: Any,
) -> None:
    """Search the posts; best first."""
    with rim.reach("posts search") as rostra:
        sample = rostra.only_sample() if narrow["sample"] is None else narrow["sample"]
        found = rostra.search(_query(rim, " ".join(text), narrow, sample))
    hits = [hit for hit in found.hits if meaning or any(n != "vector" for n, _ in hit.lists)]
    _print(rim, [hit.post for hit in hits], as_json=as_json)


@posts.command()
@click.argument("post_id")
@as_json_option
@common
@pass_rim
def show(rim: Rim, post_id: str, as_json: bool) -> None:  # noqa: FBT001
    """Show one post."""
    with rim.reach("posts show") as rostra:
        post = rostra.show(post_id)
    _print(rim, [post] if post else [], as_json=as_json)


@posts.command()
@click.argument("post_id")
@as_json_option
@common
@pass_rim
def thread(rim: Rim, post_id: str, as_json: bool) -> None:  # noqa: FBT001
    """Show the thread a post stands in, oldest first."""
    with rim.reach("posts thread") as rostra:
        found = rostra.thread(post_id)
    _print(rim, found, as_json=as_json)


@posts.command()
@click.argument("author")
@limit_option
@as_json_option
@common
@pass_rim
def timeline(rim: Rim, author: str, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """Show an author's newest posts; the author is an id or a handle."""
    from rostra.app import Timeline

    with rim.reach("posts timeline") as rostra:
        found = rostra.timeline(Timeline(author, limit))
    _print(rim, found, as_json=as_json)


@posts.command()
@narrowing
@as_json_option
@common
@pass_rim
def rising(rim: Rim, /, as_json: bool, **narrow: Any) -> None:  # noqa: FBT001
    """List the words more people write now than before [default: the last hour]."""
    from rostra.app import plain
    from rostra.posts import Rising

    with rim.reach("posts rising") as rostra:
        sample = rostra.only_sample() if narrow["sample"] is None else narrow["sample"]
        found = rostra.rising(_query(rim, "", narrow, sample))
    if as_json:
        _json([plain(Rising, term) for term in found])
    elif found:
        rows = [(r.term, str(r.authors), f"{r.expected:.1f}") for r in found]
        click.echo(_show.table(("word", "people", "expected"), rows))
    if not found:
        msg = "nothing rises"
        raise NothingFound(msg)


@posts.command()
@click.argument("text", nargs=-1)
@narrowing
@as_json_option
@common
@pass_rim
def minutes(rim: Rim, /, text: tuple[str, ...], as_json: bool, **narrow: Any) -> None:  # noqa: FBT001
    """Count posts by the minute."""
    from rostra.app import plain
    from rostra.posts import Minute

    with rim.reach("posts minutes") as rostra:
        sample = rostra.only_sample() if narrow["sample"] is None else narrow["sample"]
        found = rostra.minutes(_query(rim, " ".join(text), narrow, sample))
    if as_json:
        _json([plain(Minute, minute) for minute in found])
    elif found:
        place, most = _show.zone(rim.settings.timezone), max(m.posts for m in found)
        for minute in found:
            bar = SPARK[-1] * round(40 * minute.posts / most) or SPARK[0]
            click.echo(f"{_show.moment(minute.at, place)}  {minute.posts:>6}  {bar}")
    if not found:
        msg = "no posts there"
        raise NothingFound(msg)


@posts.command()
@click.argument("post_id")
@click.confirmation_option(prompt="Delete this post for good?")
@common
@pass_rim
def delete(rim: Rim, post_id: str) -> None:
    """Delete a post from the store and from every kept answer."""
    from rostra.posts import Deletion

    with rim.reach("posts delete") as rostra:
        written = rostra.delete(Deletion(post_id, datetime.now(UTC)))
    if not written.deleted:
        msg = f"no post {post_id!r} is in the store; should it come, it is not kept"
        raise NothingFound(msg)
    click.echo("deleted")


@posts.command()
@click.option("--author", default="", help="An author's id or handle.")
@click.option("--word", default="", help="A word.")
@click.option("--undo", is_flag=True, help="Take the mute back.")
@common
@pass_rim
def mute(rim: Rim, author: str, word: str, undo: bool) -> None:  # noqa: FBT001
    """Mute an author or a word: answers and searches leave their posts out."""
    from rostra.app import tell_owner
    from rostra.settings import add_mute, drop_mute

    if bool(author) == bool(word):
        msg = "name either --author or --word"
        raise click.UsageError(msg)
    kind, value = ("authors", author) if author else ("words", word)
    (drop_mute if undo else add_mute)(rim.settings.file, kind, value)
    told = tell_owner(rim.settings)
    click.echo(f"{'heard again' if undo else 'muted'}: {value}" + (" (at once)" if told else ""))


def _print(rim: Rim, found: Sequence[Post], *, as_json: bool) -> None:
    from rostra.app import plain
    from rostra.posts import Post

    if as_json:
        _json([plain(Post, post) for post in found])
    else:
        place = _show.zone(rim.settings.timezone)
        for post in found:
            click.echo(_show.card(post, place))
            click.secho(f"    {_show.safe(post.id)}", dim=True)
    if not found:
        msg = "no posts found"
        raise NothingFound(msg)


def _json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False))
