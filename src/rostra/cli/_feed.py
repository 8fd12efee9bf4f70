"""`rostra feed`: add, list, remove and run sources; import and export posts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import Rostra
    from rostra.posts import Post, Query

NETWORKS = ("bluesky", "mastodon", "nostr", "rss", "hackernews", "x", "jsonl", "replay")
SAMPLE = "sample"
"""The bundled feed: added and removed like any other, and kept apart from live posts."""
PAGE = 5_000
NAMED = 5
"""How many refused lines of an import are named; the others are only counted."""


@click.group()
def feed() -> None:
    """Choose what Rostra listens to."""


@feed.command()
@click.argument("network", type=click.Choice([*NETWORKS, SAMPLE]))
@click.argument("place", required=False)
@click.option("--name", default="", help="Your name for the feed [default: the network's].")
@click.option("--query", multiple=True, help="Keep only posts that hold all these words.")
@click.option("--lang", "langs", multiple=True, help="Keep only posts in this language.")
@click.option("--terms", default="", help="The terms under which its posts may be used.")
@click.option("--trainable", is_flag=True, help="Those terms allow training on the posts.")
@click.option("--set", "more", multiple=True, metavar="KEY=VALUE", help="Any other key of it.")
@common
@pass_rim
def add(
    rim: Rim,
    /,
    network: str,
    place: str | None,
    name: str,
    more: tuple[str, ...],
    **told: Any,
) -> None:
    r"""Add a source. PLACE is its address, relay or file, where the network needs one.

    \b
    rostra feed add bluesky --query harbour
    rostra feed add mastodon https://example.social --set stream=public:local
    rostra feed add rss https://example.org/feed.xml --name papers
    """
    from rostra.app import tell_owner
    from rostra.settings import add_feed, load_settings

    if network == SAMPLE:
        with rim.reach("feed add sample") as rostra:
            stored = rostra.load_sample()
        click.echo(f"took in the sample feed ({stored:,} changes)" if stored else "it is there")
        return
    fields: dict[str, Any] = {key: value for key, value in told.items() if value}
    fields |= _place(network, place)
    fields |= dict(_pair(pair) for pair in more)
    if network == "x" and "query" in fields:
        fields["query"] = " ".join(fields["query"])
    taken = {other.name for other in rim.settings.feeds}
    chosen = name or _free_name(network, taken)
    if chosen == SAMPLE:
        msg = "the name `sample` is kept for the bundled sample feed; choose another"
        raise click.UsageError(msg)
    add_feed(rim.settings.file, {"name": chosen, "network": network, **fields})
    fresh = load_settings(data=rim.data, file=rim.settings_file)
    told_owner = tell_owner(fresh)
    click.echo(f"added {chosen} ({network}) to {rim.settings.file}")
    for line in told_owner or ():
        click.echo(line)
    if told_owner is None:
        click.echo("it runs with the next `rostra serve`")


def _place(network: str, place: str | None) -> dict[str, Any]:
    if place is None:
        return {}
    if network == "nostr":
        return {"relays": [place]}
    return {"path" if network in ("jsonl", "replay") else "url": place}


def _pair(pair: str) -> tuple[str, Any]:
    import tomllib

    key, mark, raw = pair.partition("=")
    if not mark:
        msg = f"--set {pair!r} is not KEY=VALUE"
        raise click.UsageError(msg)
    try:
        return key, tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        return key, raw


def _free_name(network: str, taken: set[str]) -> str:
    names = [network, *(f"{network}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


@feed.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def listing(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List the feeds in the settings, and how each fares where Rostra runs."""
    import json

    from rostra.app import find_owner, remote

    owner = find_owner(rim.settings.data)
    states = {}
    if owner is not None and owner.socket:
        with remote(owner) as rostra:
            states = {state.name: state for state in rostra.status().feeds}
    rows: list[tuple[str, str, str, int, str]] = []
    for told in rim.settings.feeds:
        state = states.pop(told.name, None)
        fares = state.status if state else ("not running" if told.enabled else "switched off")
        posts = state.posts if state else 0
        rows.append((told.name, told.network, fares, posts, state.error if state else ""))
    rows += [(s.name, s.network, s.status, s.posts, s.error) for s in states.values()]
    head = ("name", "network", "state", "posts", "note")
    if as_json:
        click.echo(json.dumps([dict(zip(head, row, strict=True)) for row in rows]))
    elif rows:
        click.echo(_show.table(head, [tuple(str(cell) for cell in row) for row in rows]))
    if not rows:
        msg = "no feeds yet; add one: rostra feed add bluesky --query harbour"
        raise NothingFound(msg)


@feed.command()
@click.argument("name")
@common
@pass_rim
def remove(rim: Rim, name: str) -> None:
    """Remove a source; its posts stay. `rostra feed remove sample` drops the sample's posts."""
    from rostra.app import tell_owner
    from rostra.settings import drop_feed, load_settings

    if name == SAMPLE:
        with rim.reach("feed remove sample") as rostra:
            gone = rostra.drop_sample()
        click.echo(f"the sample feed is gone ({gone:,} posts)")
        return
    drop_feed(rim.settings.file, name)
    tell_owner(load_settings(data=rim.data, file=rim.settings_file))
    click.echo(f"removed {name} from {rim.settings.file}; its posts stay in the store")


@feed.command()
@click.argument("names", nargs=-1)
@click.option("--seconds", type=float, help="Stop after so many seconds.")
@common
@pass_rim
def run(rim: Rim, names: tuple[str, ...], seconds: float | None) -> None:
    """Run the feeds here, without the HTTP surface, until Ctrl-C.

    Beside a running Rostra, which runs them already, this ends with exit code 3.
    """
    from datetime import UTC, datetime

    from rostra.app import find_owner, open_app, own, start_logging, this_process
    from rostra.errors import OwnerError, SettingsError

    settings = rim.settings
    known = [told.name for told in settings.feeds]
    if unknown := sorted(set(names) - set(known)):
        msg = f"no feed is called {unknown[0]!r}; the feeds are {', '.join(known) or 'none'}"
        raise SettingsError(msg)
    owner = find_owner(settings.data)
    if owner is not None and owner.socket:
        msg = (
            f"`rostra serve` (pid {owner.pid}) owns {settings.data} and runs the feeds already; "
            "see `rostra feed list`, or `rostra stop` it first"
        )
        raise OwnerError(msg)
    start_logging(settings)
    me = this_process("feed run", datetime.now(UTC))
    with own(settings.data, me, say=note), open_app(settings, owner=me) as app:
        app.begin(only=names)
        with suppress(KeyboardInterrupt):
            app.wait(seconds)
        app.end()
        for state in app.feed_states():
            says = _show.safe(state.error or state.status)
            click.echo(f"{state.name}: {state.posts:,} posts, {says}")


@feed.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", default="import", show_default=True, help="The source's name.")
@common
@pass_rim
def take_in(rim: Rim, file: Path, name: str) -> None:
    """Take in a file of posts: JSON lines, or an archive (zip) downloaded from X."""
    from rostra.app import lines_of

    added = refused = 0
    with rim.reach("feed import") as rostra:
        for batch in lines_of(file, name):
            written = rostra.take_in(batch)
            added += written.added + written.edited
            for post_id, why in written.refused[: max(0, NAMED - refused)]:
                note(f"refused {post_id}: {why}")
            refused += len(written.refused)
    click.echo(f"{added:,} posts taken in, {refused:,} lines or posts refused")


@feed.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False), default="-")
@click.option("--network", "networks", multiple=True, help="Only this network.")
@click.option("--source", "sources", multiple=True, help="Only the feed of this name.")
@click.option("--since", default="", help="From then on: 2026-05-04, 6h, 2d.")
@click.option(
    "--limit",
    default=100_000,
    type=click.IntRange(1),
    show_default=True,
    help="At most so many posts.",
)
@click.option("--sample", is_flag=True, help="The sample feed instead of live posts.")
@common
@pass_rim
def give_out(rim: Rim, /, file: TextIO, since: str, **narrow: Any) -> None:
    """Write posts as JSON lines, newest first; `-` is standard output."""
    from datetime import UTC, datetime

    from rostra.cli._times import parse_moment
    from rostra.feeds import write_jsonl
    from rostra.posts import Query

    from_then = parse_moment(since, rim.settings.timezone)
    query = Query(now=datetime.now(UTC), since=from_then, rerank=False, **narrow)
    written = 0
    with rim.reach("feed export") as rostra:
        for page in _pages(rostra, query):
            written += write_jsonl(page, file)
    if file is not sys.stdout:
        click.echo(f"{written:,} posts written", err=True)


def _pages(rostra: Rostra, query: Query) -> Iterator[list[Post]]:
    """Read posts from the newest to the oldest, a page at a time."""
    left, seen, oldest = query.limit, set[str](), None
    while left > 0:
        found = rostra.search(replace(query, limit=min(PAGE, left) + len(seen)))
        page = [hit.post for hit in found.hits if hit.post.id not in seen][:left]
        if not page:
            return
        yield page
        left -= len(page)
        before, oldest = oldest, min(post.created for post in page)
        # Posts of the oldest moment are read again with the next page: there may be more of them.
        ends = {post.id for post in page if post.created == oldest}
        seen = seen | ends if oldest == before else ends
        query = replace(query, until=oldest + timedelta(microseconds=1))
