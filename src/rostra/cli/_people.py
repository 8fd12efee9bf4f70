"""`rostra people`: accounts, invitations, what they did."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rostra.accounts import HERE, ROLES
from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.app import People, PersonLine

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
role_option = click.option(
    "--role", type=click.Choice(ROLES), default="member", show_default=True, help="The role."
)
plan_option = click.option("--plan", default="", help="The plan [default: the usual one].")


@click.group(invoke_without_command=True)
@click.pass_context
def people(context: click.Context) -> None:
    """Keep the accounts of those who use this Rostra.

    Without an account, the person at this machine needs no sign-in. With the first one, everybody
    has to sign in (`accounts.sign_in`). Without a verb, lists them.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@people.command("add")
@click.argument("name")
@role_option
@plan_option
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@common
@pass_rim
def add(rim: Rim, name: str, role: str, plan: str, password_stdin: bool) -> None:  # noqa: FBT001
    """Add an account; asks for its password."""
    with opened(rim) as people_:
        person = people_.desk.add(name, _password(stdin=password_stdin), role=role, plan=plan)
    click.echo(f"{person.name} has an account ({person.role}); sign in at /sign-in")


@people.command("list")
@as_json_option
@common
@pass_rim
def list_(rim: Rim, as_json: bool = False) -> None:  # noqa: FBT001, FBT002
    """List the accounts."""
    from rostra.app import PersonLine, dump

    with opened(rim) as people_:
        found = people_.desk.people()
    if as_json:
        click.echo(dump(tuple[PersonLine, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (
                one.name, one.role, one.plan or "–", "yes" if one.second_factor else "no",
                _show.moment(one.seen_at, place) if one.seen_at else "never",
                "disabled" if one.disabled_at else "",
            )
            for one in found
        ]  # fmt: skip
        head = ("name", "role", "plan", "second factor", "seen (UTC)", "")
        click.echo(_show.safe(_show.table(head, rows)))
    if not found:
        msg = "there is no account; `rostra people add NAME --role admin` makes the first"
        raise NothingFound(msg)


@people.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="Another role.")
@click.option("--plan", help="Another plan; '' for the usual one.")
@click.option("--rename", help="Another name.")
@click.option("--disable/--enable", "disabled", default=None, help="Shut out, or let in again.")
@common
@pass_rim
def change(
    rim: Rim, name: str, role: str | None, plan: str | None, rename: str | None,
    disabled: bool | None,  # noqa: FBT001
) -> None:  # fmt: skip
    """Change an account; one that is disabled is signed out at once, and its keys hold no more."""
    from rostra.app import PersonChange

    with opened(rim) as people_:
        one = named(people_, name)
        wish = PersonChange(one.id, name=rename, role=role, plan=plan, disabled=disabled)
        people_.desk.change(wish, HERE)
    click.echo(f"{one.name} is changed")


@people.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@common
@pass_rim
def password(rim: Rim, name: str, password_stdin: bool) -> None:  # noqa: FBT001
    """Set a password; ends sessions, second factor and waiting, for who lost their way in."""
    with opened(rim) as people_:
        one = named(people_, name)
        people_.desk.set_password(one.id, _password(stdin=password_stdin), HERE)
    click.echo(f"{one.name} has another password; sessions and second factor are ended")


@people.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_rim
def delete(rim: Rim, name: str, yes: bool) -> None:  # noqa: FBT001
    """Delete an account for good, with all chats, answers, pictures and keys."""
    with opened(rim) as people_:
        one = named(people_, name)
        if not yes:
            click.confirm(f"Delete {one.name} and all that is theirs for good?", abort=True)
        gone = people_.delete(one.id, HERE)
    rows = ", ".join(f"{count} {what}" for what, count in gone.rows.items() if what != "people")
    click.echo(f"{one.name} is deleted, with {gone.pictures} pictures; {rows or 'nothing else'}")


@people.command("invite")
@role_option
@plan_option
@click.option("--note", default="", help="For whom, for your list.")
@click.option("--days", type=click.FloatRange(min=0, min_open=True), help="How long it holds.")
@common
@pass_rim
def invite(rim: Rim, role: str, plan: str, note: str, days: float | None) -> None:
    """Make an invitation, good for one account; prints the link's end."""
    from rostra.app import Inviting

    with opened(rim) as people_:
        made = people_.desk.invite(Inviting(role, plan, note, days), HERE)
        address = rim.settings.accounts.address
    click.echo(f"{address}/sign-up?token={made.token}")
    click.echo(f"holds until {_show.moment(made.ends_at, _show.zone('UTC'))} UTC", err=True)


@people.command("invitations")
@as_json_option
@common
@pass_rim
def invitations(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List the invitations."""
    from rostra.app import InvitationLine, dump

    with opened(rim) as people_:
        found = people_.desk.invitations()
    if as_json:
        click.echo(dump(tuple[InvitationLine, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (i.id, i.role, i.plan or "–", i.state, _show.moment(i.ends_at, place), i.note)
            for i in found
        ]
        head = ("id", "role", "plan", "state", "ends (UTC)", "note")
        click.echo(_show.safe(_show.table(head, rows)))
    if not found:
        raise NothingFound


@people.command("withdraw")
@click.argument("invitation")
@common
@pass_rim
def withdraw(rim: Rim, invitation: str) -> None:
    """Withdraw an invitation."""
    with opened(rim) as people_:
        gone = people_.desk.withdraw(invitation, HERE)
    if not gone:
        msg = f"there is no invitation {invitation!r}; `rostra people invitations` lists them"
        raise NothingFound(msg)
    click.echo("withdrawn")


@people.command("audit")
@click.option("--limit", default=50, type=click.IntRange(1, 100_000), show_default=True)
@click.option("--form", type=click.Choice(("table", "csv", "json")), default="table")
@common
@pass_rim
def audit(rim: Rim, limit: int, form: str) -> None:
    """Show who did what to whom, the newest first."""
    from rostra.app import AuditAsked

    asked = AuditAsked(limit)
    with opened(rim) as people_:
        if form == "csv":
            click.echo(people_.books.audit_csv(asked), nl=False)
            return
        if form == "json":
            click.echo(people_.books.audit_json(asked))
            return
        found = people_.books.audit(asked)
    place = _show.zone("UTC")
    rows = [
        (
            _show.moment(a.at, place), a.actor_name or a.actor[:8] or "–", a.action,
            a.target_name or a.target[:12], a.address, a.note,
        )
        for a in found
    ]  # fmt: skip
    if not rows:
        raise NothingFound
    click.echo(_show.safe(_show.table(("at (UTC)", "who", "did", "to", "from", "note"), rows)))


@contextmanager
def opened(rim: Rim) -> Iterator[People]:
    """Open the records; a running owner works on them, too."""
    from rostra.app import open_people

    with open_people(rim.settings) as people_:
        yield people_


def named(people_: People, name: str) -> PersonLine:
    """Find an account; raises NothingFound."""
    one = people_.desk.find(name)
    if one is None:
        msg = f"nobody is called {name!r}; `rostra people` lists those who have an account"
        raise NothingFound(msg)
    return one


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    told: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return told
