"""`rostra arena board`, `entrant`, `compare`, `report`, `badge`: what the votes say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rostra.cli import _show
from rostra.cli._arena_board_show import draw_board, draw_compare, draw_entrant
from rostra.cli._rim import Rim, common, pass_rim

if TYPE_CHECKING:
    from collections.abc import Callable

    from rostra.app import BoardWish

F = TypeVar("F", bound="Callable[..., Any]")

MODES = ("", "feed", "plain", "feed-fun", "plain-fun")
KINDS = ("account", "key", "cookie", "rule", "imported")
TIES = ("half", "rao-kupper", "davidson")


class _Turns(click.ParamType[Any]):
    """A number of turns: 1, 2-5, or 3- for three and more."""

    name = "turns"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read "1", "2-5" or "3-" as (fewest, most)."""
        if isinstance(value, tuple):
            return value
        low, dash, high = str(value).partition("-")
        if not low.isdigit() or not (high.isdigit() or not high):
            self.fail(f"{value!r} is no number of turns; write 1, 2-5 or 3-", param, ctx)
        most = int(high) if high else (1_000_000 if dash else int(low))
        if most < int(low):
            self.fail(f"{value!r} ends before it begins; write 2-5", param, ctx)
        return int(low), most


class _Anchor(click.ParamType[Any]):
    """An entrant and the rating it is held at: NAME=1114, or NAME for 1000."""

    name = "name=rating"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read NAME=RATING; the last = parts the two."""
        if isinstance(value, tuple):
            return value
        name, sign, rating = str(value).rpartition("=")
        if not sign:
            return str(value), 1000.0
        try:
            return name, float(rating)
        except ValueError:
            self.fail(f"{rating!r} is no rating; write {name}=1114", param, ctx)


def _wished(lang: str = "--lang") -> Callable[[F], F]:
    """Add the options that say which votes count, and by which rules."""
    options = (
        click.option("--votes", "file", type=click.Path(path_type=Path, exists=True),
                     help="Rate the votes of this file instead of those kept here."),
        click.option(lang, "lang", default="", help="Only votes in this language."),
        click.option("--category", default="", help="Only votes of this category."),
        click.option("--mode", default="", type=click.Choice(MODES),
                     help="Only answers with posts of the feed, or without; or those in fun."),
        click.option("--since", default="", help="Only votes from then on: 2026-05-04, 6h, 2d."),
        click.option("--until", default="", help="Only votes before then."),
        click.option("--turns", type=_Turns(), help="Only battles of so many turns: 1, 2-5, 3-."),
        click.option("--voters", "kinds", multiple=True, type=click.Choice(KINDS),
                     help="Only this kind of voter."),
        click.option("--ties", default="half", show_default=True, type=click.Choice(TIES),
                     help="How a tie counts."),
        click.option("--anchor", type=_Anchor(), default=None,
                     help="Hold this entrant at this rating instead of the mean at 1000."),
        click.option("--style", is_flag=True,
                     help="Hold the answers' length and layout equal (style control)."),
        click.option("--by-voter", is_flag=True,
                     help="Let votes of one voter count as going together."),
    )  # fmt: skip

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
tongue_option = click.option(
    "--lang", "tongue", default="en", show_default=True, type=click.Choice(["en", "zh"]),
    help="The language it is written in.",
)  # fmt: skip


@click.command()
@_wished()
@json_option
@click.option("--csv", "form", flag_value="csv", help="Print CSV, a row an entrant.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print a line of JSON an entrant.")
@click.option("--pairs", "form", flag_value="pairs", help="Print CSV, a row a pair.")
@click.option("--parquet", type=click.Path(path_type=Path), help="Write a Parquet file.")
@common
@pass_rim
def board(
    rim: Rim, /, *, as_json: bool, form: str | None, parquet: Path | None, **wish: Any
) -> None:
    """Show the board: rank intervals, ratings with intervals, votes, who is separated.

    Ranks hold for all entrants at once. With --votes FILE neither a server nor a data folder is
    needed: CSV, JSON lines, Parquet and counts by pair are read, see docs/arena.md.
    """
    if form:
        click.echo(_safe_lines(_told(rim, wish, form)), nl=False)
        return
    text = _told(rim, wish, "board")
    told = json.loads(text)
    if parquet:
        from rostra.arena import write_parquet

        write_parquet(told, parquet)
        click.echo(f"{len(told['ratings'])} entrants written to {parquet}")
    elif as_json:
        click.echo(text)
    else:
        draw_board(told)


@click.command()
@click.argument("name")
@_wished()
@json_option
@common
@pass_rim
def entrant(rim: Rim, /, name: str, *, as_json: bool, **wish: Any) -> None:
    """Show one entrant: its record against each rival, by language and category, over time."""
    text = _told(rim, wish, "entrant", (name,))
    if as_json:
        click.echo(text)
    else:
        draw_entrant(json.loads(text))


@click.command()
@click.argument("a")
@click.argument("b")
@_wished()
@json_option
@common
@pass_rim
def compare(rim: Rim, /, a: str, b: str, *, as_json: bool, **wish: Any) -> None:
    """Compare two entrants: difference with interval, and the votes it takes to part them."""
    text = _told(rim, wish, "compare", (a, b))
    if as_json:
        click.echo(text)
    else:
        draw_compare(json.loads(text))


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@tongue_option
@_wished("--votes-in")
@common
@pass_rim
def report(rim: Rim, /, output: Path | None, tongue: str, **wish: Any) -> None:
    """Write everything the votes say as one HTML file: no script, no request to anyone."""
    _write(_told(rim, wish, "report", tongue=tongue), output)


@click.command()
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@tongue_option
@_wished("--votes-in")
@common
@pass_rim
def badge(rim: Rim, /, name: str, output: Path | None, tongue: str, **wish: Any) -> None:
    """Draw an entrant's rank interval and rating as a small SVG picture."""
    _write(_told(rim, wish, "badge", (name,), tongue) + "\n", output)


COMMANDS: tuple[click.Command, ...] = (board, entrant, compare, report, badge)


def _told(
    rim: Rim, wish: dict[str, Any], form: Any, names: tuple[str, ...] = (), tongue: str = "en"
) -> str:
    """Ask the file that was named, else the votes kept here, for a form of the board."""
    from rostra.app import BoardAsked, board_of_file

    file, asked = wish.pop("file"), BoardAsked(_wish(rim, wish), form, names, tongue)
    if file is not None:
        return board_of_file(file, asked)
    with rim.reach("arena board") as rostra:
        return rostra.board(asked)


def _wish(rim: Rim, wish: dict[str, Any]) -> BoardWish:
    from rostra.app import BoardWish
    from rostra.cli._times import parse_moment

    # The settings are not read where nothing asks for their time zone.
    for end in ("since", "until"):
        wish[end] = parse_moment(wish[end], rim.settings.timezone) if wish[end] else None
    anchor, base = wish.pop("anchor") or ("", 1000.0)
    return BoardWish(anchor=anchor, base=base, **wish)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        msg = f"{output} cannot be written: {error.strerror}; name another file"
        raise click.ClickException(msg) from None
    click.echo(f"{output}: {_show.size(len(text.encode()))}")


def _safe_lines(text: str) -> str:
    return "".join(_show.safe(line) + "\n" for line in text.splitlines())
