"""`rostra keys` and `rostra usage`: keys to the API, and what was used."""

from __future__ import annotations

import click

from rostra.accounts import SCOPES
from rostra.cli import _show
from rostra.cli._people import named, opened
from rostra.cli._rim import NothingFound, Rim, common, pass_rim


@click.group()
def keys() -> None:
    """Keep keys to the API; each is an account's."""


@keys.command("add")
@click.argument("person")
@click.option("--name", "title", default="key", help="What it is for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), required=True)
@click.option("--units", type=click.IntRange(1), help="Units in 24 hours at most.")
@click.option("--days", type=click.FloatRange(min=0, min_open=True), help="Days until it ends.")
@common
@pass_rim
def add(
    rim: Rim, person: str, title: str, scopes: tuple[str, ...], units: int | None,
    days: float | None,
) -> None:  # fmt: skip
    """Make a key for PERSON; it is printed this once."""
    from rostra.accounts import Person
    from rostra.app import KeyWanted

    with opened(rim) as people:
        one = named(people, person)
        limits = ((units, 24.0),) if units else ()
        whom = Person(one.id, one.name, "admin" if one.role == "admin" else "member", one.plan)
        made = people.keys.make(whom, KeyWanted(title, scopes, limits, days))
    click.echo(made.key)


@keys.command("list")
@click.argument("person", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def list_(rim: Rim, person: str, as_json: bool) -> None:  # noqa: FBT001
    """List the keys of PERSON, or everybody's: their visible part alone."""
    from rostra.app import KeyLine, dump

    with opened(rim) as people:
        one = named(people, person) if person else None
        found = tuple(k for k in people.keys.listed(None) if one is None or k.person == one.id)
        names = {line.id: line.name for line in people.desk.people()}
    if as_json:
        click.echo(dump(tuple[KeyLine, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (
                k.shown, names.get(k.person, ""), k.name, ", ".join(k.scopes), k.state,
                _show.moment(k.used_at, place) if k.used_at else "never",
            )
            for k in found
        ]  # fmt: skip
        head = ("key", "person", "for", "scopes", "state", "used (UTC)")
        click.echo(_show.safe(_show.table(head, rows)))
    if not found:
        raise NothingFound


@keys.command("revoke")
@click.argument("key")
@common
@pass_rim
def revoke(rim: Rim, key: str) -> None:
    """Revoke KEY, by its visible part; it holds no more at once."""
    from rostra.accounts import HERE, KEY_MARK

    with opened(rim) as people:
        gone = people.keys.revoke(HERE, key.removeprefix(KEY_MARK).partition("_")[0])
    if not gone:
        msg = f"no key {key[:20]!r} holds; `rostra keys list` shows those that do"
        raise NothingFound(msg)
    click.echo("revoked")


@keys.command("seal")
def seal() -> None:
    """Print a new sealing key, for the variable that `accounts.seal_key_env` names."""
    import base64
    import secrets

    click.echo(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


@click.command()
@click.argument("person", default="")
@click.option(
    "--days", default=30.0, type=click.FloatRange(min=0, min_open=True), show_default=True
)
@click.option(
    "--form", type=click.Choice(("table", "csv", "json")), default="table",
    help="Sums as a table, or each use as CSV or JSON.",
)  # fmt: skip
@common
@pass_rim
def usage(rim: Rim, person: str, days: float, form: str) -> None:
    """Show what PERSON, or everybody, used and what it cost."""
    from datetime import UTC, datetime, timedelta

    from rostra.app import UsageAsked

    with opened(rim) as people:
        one = named(people, person) if person else None
        since = datetime.now(UTC) - timedelta(days=days)
        asked = UsageAsked(one.id if one else None, since=since, limit=1_000_000)
        if form == "csv":
            click.echo(people.books.usage_csv(asked), nl=False)
            return
        if form == "json":
            click.echo(people.books.usage_json(asked))
            return
        found = people.books.totals(asked)
    if not found:
        msg = f"nothing was used in {days:g} days"
        raise NothingFound(msg)
    currency = rim.settings.accounts.currency
    rows = [
        (
            t.name or t.person[:8] or "here", t.action, t.model, str(t.times), str(t.units),
            str(t.tokens_in + t.tokens_out), f"{t.cost:.4f}", str(t.refunded),
        )
        for t in found
    ]  # fmt: skip
    head = ("person", "action", "model", "times", "units", "tokens", currency, "given back")
    click.echo(_show.safe(_show.table(head, rows)))
