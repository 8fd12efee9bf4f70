"""`rostra doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import click

from rostra.cli._rim import Rim, common, pass_rim
from rostra.cli._show import safe
from rostra.errors import RostraError

MARKS = {"good": ("✓", "green"), "note": ("·", "yellow"), "bad": ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def doctor(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """Look at settings, folder, disk, clock, port, weights, models and feeds."""
    import json

    from rostra.app import examine

    findings = []
    for finding in examine(data=rim.data, file=rim.settings_file):
        findings.append(finding)
        if not as_json:
            mark, colour = MARKS[finding.state]
            click.echo(f"{click.style(mark, fg=colour)} {finding.what}: {safe(finding.says)}")
            if finding.cure:
                click.echo(f"    → {finding.cure}")
    if as_json:
        told = [
            {"what": f.what, "state": f.state, "says": f.says, "cure": f.cure} for f in findings
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
    bad = sum(finding.state == "bad" for finding in findings)
    if bad:
        msg = f"{bad} thing{'s' if bad > 1 else ''} to mend"
        raise RostraError(msg)
