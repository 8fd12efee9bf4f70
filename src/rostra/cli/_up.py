"""`rostra up`: from nothing to an answered question; what `make run` calls."""

from __future__ import annotations

import os
import shlex
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rostra.cli._ask import tell
from rostra.cli._progress import weights_progress
from rostra.cli._rim import Rim, common, note, pass_rim
from rostra.cli._serve import run_owner
from rostra.errors import RostraError, WeightsError

if TYPE_CHECKING:
    from rostra.app import App, Rostra

WEIGHTS = ("mini", "e5")
QUESTIONS = {
    "en": "What caused the harbour fire in Linxi?",
    "zh": "北汐港火灾是什么原因引起的？",
}


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one.")
@click.option("--question", default="", help="The question to begin with.")
@click.option("--weights/--no-weights", default=True, help="Fetch weights that are missing.")
@common
@pass_rim
def up(rim: Rim, port: int | None, question: str, weights: bool) -> None:  # noqa: FBT001
    """Fetch the weights, take in the sample feed, start, and answer a first question.

    A port that is taken gives way to the next free one, unless --port names one.
    """
    from rostra.app import find_owner, remote

    owner = find_owner(rim.settings.data)
    if owner is not None and owner.socket:
        click.echo(f"Rostra runs already (pid {owner.pid}); asking it.")
        with remote(owner) as rostra:
            _first_answer(rostra, question)
        _what_next(rim, owner.address, named=True)
        return
    if weights:
        _fetch(rim)

    def ready(app: App, address: str) -> None:
        threading.Thread(
            target=_welcome,
            args=(rim, app, address, question),
            kwargs={"named": port is not None},
            name="rostra-welcome",
            daemon=True,
        ).start()

    run_owner(rim, port=port, next_free=port is None, first_run=True, ready=ready)


def _fetch(rim: Rim) -> None:
    """Fetch what is missing; without it Rostra still answers, by quoting."""
    from rostra.app import weights_folder, weights_sources
    from rostra.models import fetch_weights

    for name in WEIGHTS:
        try:
            with weights_progress(name) as progress:
                fetch_weights(
                    name,
                    weights_folder(rim.settings),
                    sources=weights_sources(rim.settings),
                    progress=progress,
                )
        except WeightsError as error:
            note(f"{name} is left out: {error}")


def _welcome(rim: Rim, app: App, address: str, question: str, *, named: bool) -> None:
    try:
        _first_answer(app, question)
    except RostraError as error:
        note(f"the first question could not be answered: {error}")
    _what_next(rim, address, named=named)
    click.echo("Rostra runs here until Ctrl-C.")
    sys.stdout.flush()
    app.warm()


def _first_answer(rostra: Rostra, question: str) -> None:
    from rostra.app import Asking

    asked = question or _usual_question()
    click.echo()
    click.secho(f"? {asked}", bold=True)
    click.echo()
    tell(rostra.ask(Asking(asked)))


def _usual_question() -> str:
    """Return a question the sample feed answers, in the language of the person's locale."""
    spoken = next(
        (os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), ""
    )
    return QUESTIONS["zh" if spoken.startswith("zh") else "en"]


def _what_next(rim: Rim, address: str, *, named: bool) -> None:
    """Say where it answers and what to try; a port that nobody named and that differs was taken."""
    command = _command()
    where = _where(rim)
    usual = rim.settings.server.port
    lines = [
        "",
        f"Rostra answers at {address}  (open it in a browser; programs: {address}/v1/docs)",
    ]
    if not address.endswith(f":{usual}") and usual and not named:
        lines.append(f"Port {usual} is taken; choose one with --port or server.port.")
    lines += [
        f"The data lies in {rim.settings.data}.",
        "In another terminal:",
        f'  {command} ask "how many were hurt in the fire?"{where}',
        f"  {command} arena board{where}    (who answers best, from blind battles)",
        f"  {command} feed add bluesky --query harbour{where}",
        f"  {command} status{where}",
        f"  {command} stop{where}",
    ]
    click.echo("\n".join(lines))


def _where(rim: Rim) -> str:
    """Return the options by which another terminal finds this data folder, "" when it does."""
    from rostra.settings import default_folder

    environ = {k: v for k, v in os.environ.items() if k != "ROSTRA_DATA"}
    usual = default_folder(environ)
    where = "" if rim.settings.data == usual else f" --data {shlex.quote(str(rim.settings.data))}"
    if rim.settings.file != rim.settings.data / "rostra.toml":
        where += f" --settings {shlex.quote(str(rim.settings.file))}"
    return where


def _command() -> str:
    """Return how this very program is called from the folder the person stands in."""
    program = Path(sys.argv[0]).absolute()
    try:
        shown = program.relative_to(Path.cwd())
    except ValueError:
        shown = program
    return shlex.quote(str(shown)) if program.name == "rostra" else "rostra"
