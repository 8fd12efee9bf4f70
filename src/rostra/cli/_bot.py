"""`rostra bot`: answer who calls it on the networks."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim
from rostra.errors import FeedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rostra.app import App, Mentioned, Rostra
    from rostra.bot import Account, Round


NO_ACCOUNT = "no account: add [[bot.accounts]] to the settings; see docs/bot.md"
ROUND_S = 60.0
"""How long a round that runs is waited for at the end."""


@click.group()
def bot() -> None:
    """Answer mentions on Bluesky, Mastodon and Nostr, with the posts the answers rest on."""


@bot.command()
@click.option("--once", is_flag=True, help="Do one round and end.")
@click.option("--dry-run", is_flag=True, help="Write replies and show them; send and keep nothing.")
@common
@pass_rim
def run(rim: Rim, once: bool, dry_run: bool) -> None:  # noqa: FBT001
    """Run the bot until Ctrl-C. `rostra serve` does so too where bot.enabled is set."""
    from rostra.bot import accounts_of, work
    from rostra.bot import run as run_rounds

    with rim.reach("bot") as reached:
        accounts = accounts_of(rim.settings, os.environ, reached)
        if not accounts:
            raise NothingFound(NO_ACCOUNT)
        if dry_run:
            for account in accounts:
                _dry(account, reached)
            return
        if once:
            for account in accounts:
                _told(account.name, work(account, reached, datetime.now(UTC)))
            return
        stop = threading.Event()
        try:
            every = rim.settings.bot.every_seconds
            run_rounds(accounts, reached, every_s=every, stop=stop, told=_told)
        except KeyboardInterrupt:
            stop.set()


@bot.command()
@common
@pass_rim
def check(rim: Rim) -> None:
    """Sign in with every account and say who we are there."""
    from rostra.bot import accounts_of, tried_account

    failed = False
    with rim.reach("bot") as reached:
        accounts = accounts_of(rim.settings, os.environ, reached)
        if not accounts:
            raise NothingFound(NO_ACCOUNT)
        for account in accounts:
            try:
                click.echo(f"{account.name}: we are {tried_account(account)}")
            except FeedError as error:
                failed = True
                note(f"{account.name}: {error}")
    if failed:
        raise SystemExit(1)


@bot.command()
@click.option("--all", "every", is_flag=True, help="Also those that were sent, skipped, refused.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@common
@pass_rim
def queue(rim: Rim, every: bool, limit: int) -> None:  # noqa: FBT001
    """Show the replies that wait for a person."""
    from rostra.app import MentionsAsked

    asked = MentionsAsked(limit=limit) if every else MentionsAsked("", ("waiting",), limit)
    with rim.reach("bot queue") as reached:
        found = reached.mentions(asked)
    if not found:
        raise NothingFound("nothing waits" if not every else "nobody called yet")
    for mentioned in reversed(found):
        _show(mentioned)


@bot.command()
@click.argument("mention_id")
@common
@pass_rim
def approve(rim: Rim, mention_id: str) -> None:
    """Let a waiting reply out."""
    _rule(rim, mention_id, approve=True)


@bot.command()
@click.argument("mention_id")
@common
@pass_rim
def reject(rim: Rim, mention_id: str) -> None:
    """Keep a waiting reply in for good."""
    _rule(rim, mention_id, approve=False)


@contextmanager
def speaking(rim: Rim, app: App) -> Iterator[None]:
    """Run the bot beside an owner where the settings want it; its round ends before the owner."""
    if not rim.settings.bot.enabled:
        yield
        return
    from rostra.bot import accounts_of
    from rostra.bot import run as run_rounds

    accounts = accounts_of(rim.settings, os.environ, app)
    stop = threading.Event()
    every = rim.settings.bot.every_seconds
    rounds = threading.Thread(
        target=run_rounds,
        args=(accounts, app),
        kwargs={"every_s": every, "stop": stop},
        name="rostra-bot",
        daemon=True,
    )
    rounds.start()
    try:
        yield
    finally:
        stop.set()
        rounds.join(ROUND_S)


def _rule(rim: Rim, mention_id: str, *, approve: bool) -> None:
    from rostra.app import MentionRuled

    with rim.reach("bot") as reached:
        _show(reached.mention_ruled(MentionRuled(mention_id, approve)))


def _dry(account: Account, reached: Rostra) -> None:
    """Show what would be said to whoever called since the last round."""
    from rostra.app import BotPlace
    from rostra.bot import reply_to

    place = reached.bot_place(BotPlace(account.name))
    mentions, _ = account.network.mentions(place)
    click.echo(f"{account.name}: {len(mentions)} called")
    for mention in mentions:
        click.secho(f"@{mention.handle}: {mention.text}", bold=True)
        for part in reply_to(account, reached, mention):
            click.echo(part.text)


def _told(name: str, done: Round) -> None:
    click.echo(
        f"{name}: {done.met} called, {done.written} written, {done.skipped} skipped, "
        f"{done.sent} sent{f'; {done.problem}' if done.problem else ''}"
    )


def _show(mentioned: Mentioned) -> None:
    post = mentioned.post
    click.secho(f"{mentioned.id}  {mentioned.account}  {mentioned.state}", bold=True)
    click.echo(f"  @{post.get('handle')}: {post.get('text')}")
    for part in mentioned.parts:
        for line in str(part["text"]).splitlines():
            click.echo(f"  > {line}")
        for link in part.get("links", ()):
            click.echo(f"    {link['url']}")
    if mentioned.reason:
        click.echo(f"  ({mentioned.reason})")
