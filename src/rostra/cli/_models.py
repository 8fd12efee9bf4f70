"""`rostra models`: which models answer, their weights, and whether they work."""

from __future__ import annotations

import time
from pathlib import Path

import click

from rostra.cli import _show
from rostra.cli._progress import weights_progress
from rostra.cli._rim import Rim, common, pass_rim

QUESTION = "Reply with one short sentence: what is a harbour?"


@click.group()
def models() -> None:
    """Language models: list them, fetch weights, check that they answer."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def listing(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List roles and the models that fill them, and the weights Rostra knows."""
    import json

    from rostra.app import model_states, open_lineup, weights_problem
    from rostra.models import WEIGHTS

    with open_lineup(rim.settings) as opened:
        states = model_states(opened, rim.settings)
    files = [
        {
            "name": w.name,
            "about": w.about,
            "size": w.size,
            "licence": w.licence,
            "sha256": w.sha256,
            "problem": weights_problem(w.name, rim.settings),
        }
        for w in WEIGHTS.values()
    ]
    if as_json:
        roles = [
            {"role": s.role, "model": s.model, "place": s.place, "problem": s.problem}
            for s in states
        ]
        click.echo(json.dumps({"roles": roles, "weights": files}, ensure_ascii=False))
        return
    rows = [(s.role, s.model, s.place, "ready" if not s.problem else "missing") for s in states]
    click.echo(_show.table(("role", "model", "at", "state"), rows))
    click.echo()
    kept = [
        (
            str(f["name"]),
            _show.size(w.size),
            w.licence,
            w.sha256[:12],
            "missing" if f["problem"] else "ready",
            w.about,
        )
        for f, w in zip(files, WEIGHTS.values(), strict=True)
    ]
    click.echo(_show.table(("weights", "size", "licence", "sha256", "state", "about"), kept))


@models.command()
@click.argument("names", nargs=-1)
@click.option("--path", type=click.Path(path_type=Path), help="A file you have already.")
@common
@pass_rim
def fetch(rim: Rim, names: tuple[str, ...], path: Path | None) -> None:
    """Fetch weights [default: mini and e5]; they are used only if size and hash are right."""
    from rostra.app import weights_folder, weights_sources
    from rostra.models import fetch_weights

    folder = weights_folder(rim.settings)
    for name in names or ("mini", "e5"):
        with weights_progress(name) as progress:
            file = fetch_weights(
                name, folder, path=path, sources=weights_sources(rim.settings), progress=progress
            )
        click.echo(f"{name}: {file}")


@models.command()
@click.argument("names", nargs=-1)
@common
@pass_rim
def check(rim: Rim, names: tuple[str, ...]) -> None:
    """Ask each model one short question, and say what it can do and how fast."""
    from rostra.app import open_lineup, usable
    from rostra.errors import ModelError, RostraError
    from rostra.models import Message, Options, complete

    failed: RostraError | None = None
    with open_lineup(rim.settings) as opened:
        for name in names or tuple(opened.specs):
            if not names and usable(name, opened, rim.settings):
                click.echo(f"{name}: weights missing; fetch them with: rostra models fetch {name}")
                continue
            began = time.monotonic()
            try:
                reply = complete(
                    opened.only(name), [Message("user", QUESTION)], Options(max_tokens=40)
                )
            except RostraError as error:
                click.echo(f"{name}: {error}", err=True)
                failed = error
                continue
            spent = time.monotonic() - began
            rate = reply.usage.completion / spent if spent else 0.0
            click.echo(f"{name}: {reply.text.strip()!r} ({spent:.1f} s, {rate:.1f} tokens/s)")
    if failed is not None:
        msg = "not every model answered; `rostra doctor` says more"
        raise ModelError(msg)
