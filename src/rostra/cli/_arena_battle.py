"""`rostra arena battle` and what belongs to it: two answers, a vote, and then the names."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option, limit_option
from rostra.cli._arena_columns import Columns, cards
from rostra.cli._arena_words import CHOICES, NAMES, WORDS, Tongue, tongue_of
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import BattleShown, Rostra, VoteGiven
    from rostra.arena import Event, Side, Told

F = TypeVar("F", bound=Callable[..., Any])

MOST_TURNS = 50


def voter() -> str:
    """Name the voter: the user at this machine."""
    return f"local:{getpass.getuser()}"


def _chosen(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Read a vote in words or by its first letter."""
    if value is None:
        return None
    chosen = CHOICES.get(value.strip().lower())
    if chosen is None:
        raise click.BadParameter(f"{value!r} is no vote; it may be left, right, tie or bad")
    return chosen


def reasons_option(command: F) -> F:
    """Add the reasons for a vote."""
    return click.option(
        "--reason", "reasons", multiple=True,
        help="What was wrong with the worse one: tone, citation …; `rostra arena reasons`.",
    )(command)  # fmt: skip


@click.command()
@click.argument("question", nargs=-1)
@click.option("--turn", "battle_id", default="", help="Ask further in this open battle.")
@click.option("--mode", type=click.Choice(["feed", "plain"]), help="Only entrants of this mode.")
@click.option("--fun", is_flag=True, help="Both sides in the fun mode: an aside, the same facts.")
@click.option("--category", default="", help="The category of the question [default: by words].")
@click.option("--lang", default="", help="The language of the question [default: by words].")
@click.option("--publish", "consent", is_flag=True, help="The battle may be published.")
@click.option("--seed", type=int, default=None, help="Draw entrants and sides by this number.")
@click.option("--vote", "choice", callback=_chosen, default=None, help="Vote at once, unseen.")
@reasons_option
@as_json_option
@common
@pass_rim
def battle(
    rim: Rim,
    /,
    question: tuple[str, ...],
    battle_id: str,
    choice: str | None,
    reasons: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Put a question to two entrants nobody names; vote, and learn who they were."""
    from rostra.app import BattleAsking, BattleTurn

    said = " ".join(question) or ("" if as_json else click.prompt("Question"))
    tongue = tongue_of(said)
    if reasons and not choice:
        raise click.UsageError("--reason says why a vote is given; give --vote too")
    with rim.reach("arena battle") as rostra:
        if battle_id:
            events = rostra.battle_turn(BattleTurn(battle_id, said, voter()))
        else:
            how["mode"] = how["mode"] or ""
            events = rostra.battle(BattleAsking(said, voter(), **how))
        named = _heard(events) if as_json else _tell(events, tongue)
        if choice:
            given = _give(rostra, named, choice, reasons)
            if not as_json:
                tell_names(given, tongue)
        elif not as_json:
            _ask_for_vote(rostra, named, tongue)
        if as_json:
            _print_json(rostra, named)


def _tell(events: Iterable[Event], tongue: Tongue) -> str:
    """Show both answers beside each other as they come; return the battle's id.

    Raises BattleVoid where it came to nothing.
    """
    from rostra.arena import Began, Ended, Piece, Voided
    from rostra.errors import BattleVoid

    named, shown = "", Columns(tongue=tongue)
    told: dict[Side, Told] = {}
    for event in events:
        if isinstance(event, Began):
            named = event.battle
        elif isinstance(event, Piece):
            shown.add(event.side, event.text)
        elif isinstance(event, Ended):
            told[event.side] = event.told
            shown.end(event.side, event.told.text)
        elif isinstance(event, Voided):
            shown.close()
            raise BattleVoid(f"battle {named} is void: {event.cause}; ask again")
    shown.close()
    click.echo()
    if posts := cards(told, tongue):
        click.echo(posts)
    if len({one.text for one in told.values()}) == 1:
        note(WORDS[tongue]["same"])
    return named


def _heard(events: Iterable[Event]) -> str:
    """Read the events to their end; return the battle's id."""
    from rostra.arena import Began

    named = ""
    for event in events:
        if isinstance(event, Began):
            named = event.battle
    return named


def _ask_for_vote(rostra: Rostra, named: str, tongue: Tongue) -> None:
    """Ask for a vote until one is given or put off; anything else is a further question."""
    from rostra.app import BattleNamed, BattleTurn

    for _ in range(MOST_TURNS):
        said = _prompt("ask", tongue)
        if not said:
            note(WORDS[tongue]["later"].format(id=named[:8]))
            return
        if chosen := CHOICES.get(said.lower()):
            tell_names(_give(rostra, named, chosen, _prompt_reasons(tongue)), tongue)
            return
        if said.lower() in NAMES:
            shown = rostra.battle_names(BattleNamed(named, voter()))
            if shown:
                click.echo(_sides(shown.line.left, shown.line.right, tongue))
            return
        _tell(rostra.battle_turn(BattleTurn(named, said, voter())), tongue)


def _prompt(word: str, tongue: Tongue) -> str:
    words = WORDS[tongue]
    try:
        said: str = click.prompt(
            words[word], default="", show_default=False, prompt_suffix=words["colon"]
        )
    except click.exceptions.Abort:
        click.echo()
        return ""
    return said.strip()


def _prompt_reasons(tongue: Tongue) -> tuple[str, ...]:
    """Ask what was wrong with the worse answer; words that are no reason are asked again."""
    from rostra.arena import REASONS, known_reasons
    from rostra.errors import VoteRefused

    for name, labels in REASONS.items():
        click.echo(f"  {name:<12} {labels[tongue]}")
    while True:
        said = _prompt("wrong", tongue)
        try:
            return known_reasons(re.split(r"[\s,，、]+", said) if said else ())
        except VoteRefused as error:
            click.echo(_show.safe(str(error)), err=True)


def _give(rostra: Rostra, named: str, choice: str, reasons: Iterable[str]) -> VoteGiven:
    from rostra.app import Voting

    return rostra.vote(Voting(named, choice, tuple(reasons), voter()))


def tell_names(given: VoteGiven, tongue: Tongue = "en") -> None:
    """Say who stood where, once the vote is given."""
    words = WORDS[tongue]
    said = words["given"].format(choice=words[given.choice])
    click.echo(click.style(f"{said} · {_sides(given.left, given.right, tongue)}", bold=True))


def _sides(left: str, right: str, tongue: Tongue) -> str:
    words = WORDS[tongue]
    return _show.safe(
        f"{words['left']}{words['colon']}{left} · {words['right']}{words['colon']}{right}"
    )


def _print_json(rostra: Rostra, named: str) -> None:
    from rostra.app import BattleNamed, BattleShown, dump

    shown = rostra.battle_show(BattleNamed(named, voter()))
    click.echo(dump(BattleShown | None, shown).decode())


@click.command()
@click.argument("battle_id", metavar="BATTLE")
@click.argument("choice", callback=_chosen)
@reasons_option
@as_json_option
@common
@pass_rim
def vote(rim: Rim, battle_id: str, choice: str, reasons: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Vote in a battle of yours (left, right, tie, bad), and learn who stood where."""
    from rostra.app import VoteGiven, dump

    with rim.reach("arena vote") as rostra:
        given = _give(rostra, battle_id, choice, reasons)
    if as_json:
        click.echo(dump(VoteGiven, given).decode())
    else:
        tell_names(given)


@click.command()
@click.option("--all", "everyone", is_flag=True, help="Everyone's, not yours alone.")
@limit_option
@as_json_option
@common
@pass_rim
def battles(rim: Rim, everyone: bool, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List the newest battles; names stand with those that have their vote."""
    from rostra.app import BattleLine, BattlesAsked, dump

    with rim.reach("arena battles") as rostra:
        found = rostra.battles(BattlesAsked(None if everyone else voter(), limit))
    if as_json:
        click.echo(dump(tuple[BattleLine, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (b.id[:8], _show.moment(b.asked_at, place), b.state, b.choice, b.left, b.right,
             (b.cause or b.question)[:50])
            for b in found
        ]  # fmt: skip
        head = ("id", "asked (UTC)", "state", "vote", "left", "right", "question, or why void")
        click.echo(_show.table(head, rows))
    if not found:
        of = "" if everyone else " of yours"
        raise NothingFound(f"no battle{of} is kept; `rostra arena battle QUESTION` begins one")


@click.command()
@click.argument("battle_id", metavar="BATTLE")
@click.option("--names", is_flag=True, help="Tell the names; it takes no vote any more.")
@as_json_option
@common
@pass_rim
def show(rim: Rim, battle_id: str, names: bool, as_json: bool) -> None:  # noqa: FBT001
    """Show a battle of yours: both answers, and the names where they were told."""
    from rostra.app import BattleNamed, BattleShown, dump

    named = BattleNamed(battle_id, voter())
    with rim.reach("arena show") as rostra:
        found = rostra.battle_names(named) if names else rostra.battle_show(named)
    if found is None:
        msg = f"no battle of yours is kept as {battle_id!r}; `rostra arena battles` lists them"
        raise NothingFound(msg)
    if as_json:
        click.echo(dump(BattleShown, found).decode())
    else:
        _draw(found)


def _draw(found: BattleShown) -> None:
    for turn in found.turns:
        click.echo(click.style(_show.safe(turn.question), bold=True))
        tongue = tongue_of(turn.question)
        shown = Columns(live=False, tongue=tongue)
        shown.end("left", turn.left.text if turn.left else "(no answer)")
        shown.end("right", turn.right.text if turn.right else "(no answer)")
        shown.close()
        left: dict[Side, Told] = {"left": turn.left} if turn.left else {}
        right: dict[Side, Told] = {"right": turn.right} if turn.right else {}
        if posts := cards({**left, **right}, tongue):
            click.echo(posts)
        click.echo()
    line = found.line
    parts = [line.state, line.choice, line.cause]
    parts += [f"left: {line.left}", f"right: {line.right}"] if line.left else []
    parts += [*found.reasons]
    click.echo(click.style(_show.safe(" · ".join(p for p in parts if p)), dim=True))


@click.command()
@as_json_option
@common
@pass_rim
def entrants(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List who may be met, how often each is drawn, and who cannot be had and why."""
    from rostra.app import EntrantLine, dump

    with rim.reach("arena entrants") as rostra:
        found = rostra.entrants()
    if as_json:
        click.echo(dump(tuple[EntrantLine, ...], found).decode())
    elif found:
        rows = [
            (e.name + (f" = {e.true_name}" if e.true_name else ""), e.kind or "anonymous", e.mode,
             str(e.votes), f"{100 * e.share:.0f} %", e.problem[:60])
            for e in found
        ]  # fmt: skip
        head = ("entrant", "kind", "mode", "votes", "stands in", "why not")
        click.echo(_show.table(head, rows))
    if not found:
        raise NothingFound("nobody can be met; `rostra doctor` looks at models and weights")


@click.command()
@as_json_option
def reasons(as_json: bool) -> None:  # noqa: FBT001
    """List the reasons that a vote may give, in English and Chinese."""
    import json

    from rostra.arena import REASONS

    if as_json:
        click.echo(json.dumps(REASONS, ensure_ascii=False))
        return
    rows = [(name, labels["en"], labels["zh"]) for name, labels in REASONS.items()]
    click.echo(_show.table(("reason", "English", "中文"), rows))


COMMANDS: tuple[click.Command, ...] = (battle, vote, battles, show, entrants, reasons)
