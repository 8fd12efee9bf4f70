"""`rostra policy`: what is let through, labelled, asked about or refused; its versions."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim
from rostra.errors import PolicyError

if TYPE_CHECKING:
    from rostra.policy import Entry, Policy, Tried

kind_option = click.option(
    "--kind",
    type=click.Choice(("ask", "draw", "text", "picture")),
    default="ask",
    show_default=True,
    help="What is judged: a question, a wish for a picture, a text or a picture made here.",
)


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
@click.pass_context
def policy(context: click.Context, rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """Show the policy in effect and its history.

    One file says what is let through, labelled, asked about or refused. A new version takes effect
    by `rostra policy adopt`, after its cases have passed; what always is refused (the floor) stands
    in no file.
    """
    if context.invoked_subcommand is not None:
        return
    from rostra.policy import current_policy, policy_history

    current = current_policy(_folder(rim))
    entries = policy_history(_folder(rim))
    if as_json:
        told = {**_told(current), "history": [_line(entry) for entry in entries]}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"version {current.version} ({current.name}), {current.sha256[:12]}")
    rows = [(c.name, c.action, ", ".join(c.kinds), c.title["en"]) for c in current.categories]
    click.echo(_show.table(("category", "action", "for", "what"), rows))
    if entries:
        click.echo()
        click.echo(_history(entries))


@policy.command()
@common
@pass_rim
def show(rim: Rim) -> None:
    """Print the policy in effect as the file it was adopted from."""
    from rostra.policy import current_policy

    click.echo(_show.safe(current_policy(_folder(rim)).source), nl=False)


@policy.command()
@click.argument("path", metavar="FILE", default="policy.toml", type=click.Path(path_type=Path))
@common
@pass_rim
def init(rim: Rim, path: Path) -> None:
    """Write the policy in effect to FILE, to be changed and adopted."""
    from rostra.policy import current_policy

    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(current_policy(_folder(rim)).source)
    except FileExistsError:
        msg = f"{path} is there already; name another file"
        raise PolicyError(msg) from None
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise PolicyError(msg) from None
    click.echo(f"written: {path}; change it, then: rostra policy check {path}")


@policy.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def check(rim: Rim, path: Path, as_json: bool) -> None:  # noqa: FBT001
    """Try a policy on the floor's cases and on your own (policy/cases.toml of the data folder)."""
    from rostra.policy import judge_policy

    _, trials = judge_policy(_folder(rim), _read(path), path=str(path))
    if as_json:
        click.echo(json.dumps([_trial(t) for t in trials], ensure_ascii=False))
    else:
        click.echo("\n".join(_marked(t) for t in trials))
    failed = [t.case.name for t in trials if not t.passed]
    if failed:
        msg = f"{len(failed)} of {len(trials)} cases fail: {', '.join(failed)}"
        raise PolicyError(msg)


@policy.command()
@click.argument("before")
@click.argument("after", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def diff(rim: Rim, before: str, after: str, as_json: bool) -> None:  # noqa: FBT001
    """Tell two policies apart: their rules, and the cases they decide differently.

    Each is a version number (0 is the shipped one) or a file; one alone is told from the one in
    effect.
    """
    from rostra.policy import current_policy, decided_apart, differences, own_cases, shipped_cases

    folder = _folder(rim)
    one = _named(folder, before) if after else current_policy(folder)
    other = _named(folder, after or before)
    rules = differences(one, other)
    cases = decided_apart(one, other, (*shipped_cases(), *own_cases(folder)))
    if as_json:
        told = {
            "rules": [{"where": d.where, "before": d.before, "after": d.after} for d in rules],
            "cases": [{"before": _trial(was), "after": _trial(now)} for was, now in cases],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    if not rules and not cases:
        msg = "the two policies decide alike and their rules are the same"
        raise NothingFound(msg)
    if rules:
        rows = [(d.where, d.before, d.after) for d in rules]
        click.echo(_show.table(("rule", "before", "after"), rows))
    for was, now in cases:
        text = _show.safe(was.case.request.text)
        click.echo(f"{was.case.name}: {was.decision.action} → {now.decision.action}: {text}")


@policy.command("try")
@click.argument("text")
@kind_option
@click.option("--role", default="", help="As somebody with this role.")
@click.option("--plan", default="", help="As somebody with this plan.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", help="Of the reason.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="By this file instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def try_(rim: Rim, /, text: str, path: Path | None, as_json: bool, **of: Any) -> None:  # noqa: FBT001
    """Say what the policy decides on TEXT, and why."""
    from rostra.policy import Request, current_policy, decide, parsed_policy

    rules = parsed_policy(_read(path), path=str(path)) if path else current_policy(_folder(rim))
    decision = decide(rules, Request(text=text, **of))
    if as_json:
        click.echo(json.dumps(asdict(decision), ensure_ascii=False))
        return
    where = f" ({decision.category}{', the floor' if decision.floor else ''})"
    click.echo(decision.action + where * bool(decision.category))
    if decision.reason:
        click.echo(decision.reason)


@policy.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--note", "why", default="", help="Why, for the history.")
@common
@pass_rim
def adopt(rim: Rim, path: Path, why: str) -> None:
    """Let FILE take effect as a new version, if its cases pass."""
    from rostra.policy import adopt_policy

    new = adopt_policy(_folder(rim), _read(path), now=datetime.now(UTC), note=why, path=str(path))
    click.echo(f"version {new.version} is in effect ({new.sha256[:12]})")


@policy.command()
@click.argument("version", type=click.IntRange(min=0))
@click.option("--note", "why", default="", help="Why, for the history.")
@common
@pass_rim
def rollback(rim: Rim, version: int, why: str) -> None:
    """Let an earlier VERSION take effect again; 0 is the shipped one."""
    from rostra.policy import roll_back_policy

    old = roll_back_policy(_folder(rim), version, now=datetime.now(UTC), note=why)
    click.echo(f"version {old.version} is in effect again ({old.sha256[:12]})")


@policy.command()
@common
@pass_rim
def history(rim: Rim) -> None:
    """List what took effect when."""
    from rostra.policy import policy_history

    entries = policy_history(_folder(rim))
    if not entries:
        msg = "nothing was adopted; the shipped policy is in effect"
        raise NothingFound(msg)
    click.echo(_history(entries))


def _folder(rim: Rim) -> Path:
    return rim.settings.data / "policy"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        msg = f"{path} cannot be read: {why}"
        raise PolicyError(msg) from None


def _named(folder: Path, name: str) -> Policy:
    from rostra.policy import kept_policy, parsed_policy

    if name.isdecimal():
        return kept_policy(folder, int(name))
    return parsed_policy(_read(Path(name)), path=name)


def _history(entries: tuple[Entry, ...]) -> str:
    rows = [
        (str(e.version), f"{e.at:%Y-%m-%d %H:%M} UTC", e.how, e.sha256[:12], e.by, e.note)
        for e in entries
    ]
    return _show.table(("version", "at", "how", "hash", "by", "note"), rows)


def _line(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.isoformat()}


def _told(rules: Policy) -> dict[str, Any]:
    kinds = {c.name: {"action": c.action, "kinds": list(c.kinds)} for c in rules.categories}
    head = {"version": rules.version, "name": rules.name, "sha256": rules.sha256}
    return {**head, "categories": kinds}


def _trial(trial: Tried) -> dict[str, Any]:
    return {
        "case": trial.case.name,
        "expected": trial.case.expected,
        "passed": trial.passed,
        "decision": asdict(trial.decision),
    }


def _marked(trial: Tried) -> str:
    mark = click.style("✓", fg="green") if trial.passed else click.style("✗", fg="red")
    floor = " (floor)" if trial.case.floor else ""
    return f"{mark} {trial.case.name}{floor}: {trial.decision.action}"
