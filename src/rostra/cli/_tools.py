"""`rostra tools`: list the tools, run one, replay the calls of an answer."""

from __future__ import annotations

import json
from typing import Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim


@click.group()
def tools() -> None:
    """List the assistant's tools, run one by hand, replay the calls of an answer."""


@tools.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print names, texts and schemas as JSON.")
@common
@pass_rim
def list_(rim: Rim, /, as_json: bool) -> None:  # noqa: FBT001
    """List the tools that answers may use, and what each takes."""
    with rim.reach("tools list") as rostra:
        listed = rostra.tools()
    if as_json:
        known = [
            {"name": t.name, "about": dict(t.about), "parameters": t.parameters} for t in listed
        ]
        click.echo(json.dumps(known, ensure_ascii=False))
        return
    rows = [
        (t.name, ", ".join(t.parameters.get("properties", {})), t.problem or t.about["en"])
        for t in listed
    ]
    click.echo(_show.table(("tool", "takes", ""), rows))


@tools.command("run")
@click.argument("name")
@click.argument("arguments", default="{}")
@click.option("--json", "as_json", is_flag=True, help="Print the whole call as JSON.")
@common
@pass_rim
def run_(rim: Rim, /, name: str, arguments: str, as_json: bool) -> None:  # noqa: FBT001
    """Run one tool; ARGUMENTS is a JSON object, as '{"expression": "17% of 80"}'."""
    from rostra.app import ToolRun, dump
    from rostra.errors import ToolError
    from rostra.tools import Call

    with rim.reach("tools run") as rostra:
        done = rostra.run_tool(ToolRun(name, arguments))
    if as_json:
        click.echo(dump(Call, done).decode())
    if done.error:
        raise ToolError(done.error)
    if not as_json:
        click.echo(_show.safe(done.text))


@tools.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@common
@pass_rim
def replay(_: Rim, /, file: Any) -> None:
    """Answer again from the calls that an answer recorded (FILE: `ask --json`), offline."""
    from rostra.app import load
    from rostra.assistant import Answer, replayed

    kept: Answer = load(Answer, file.read())
    if not kept.calls:
        msg = "the answer holds no calls of tools"
        raise NothingFound(msg)
    again = replayed(kept)
    for done in again.calls:
        click.echo(call_line(done))
    click.echo(_show.safe(again.text))
    same = again.text == kept.text
    click.echo(click.style("the same answer" if same else "another answer", dim=True))
    if not same:
        raise SystemExit(1)


def call_line(done: Any, *, whole: bool = False) -> str:
    """Write a call in one line, with its whole plain result where that is wanted."""
    arguments = json.dumps(dict(done.arguments), ensure_ascii=False)
    first = (done.error or done.text).split("\n", maxsplit=1)[0]
    said = (done.error or done.text) if whole else first[:100]
    head = f"{done.tool} {arguments} ({done.by}, {done.seconds:.2f} s)"
    return (
        click.style(_show.safe(head), fg="magenta")
        + "\n    "
        + _show.safe(said).replace("\n", "\n    ")
    )
