"""`rostra prompts`: what models are asked with, what the operator changed, and the check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim
from rostra.errors import PromptError

if TYPE_CHECKING:
    from rostra.app import PromptState, PromptsTried

lang_option = click.option(
    "--lang", default="", type=click.Choice(["", "en", "zh"]), help="Only in this language."
)


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
@click.pass_context
def prompts(context: click.Context, rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List the prompts with versions and hashes, and which are in use.

    Put your own in prompts/en/NAME.md and prompts/zh/NAME.md of the data folder; they take effect
    once `rostra prompts check` has passed them.
    """
    if context.invoked_subcommand is not None:
        return
    from rostra.app import PromptState, plain, prompt_states

    states = prompt_states(rim.settings)
    if as_json:
        click.echo(json.dumps([plain(PromptState, s) for s in states], ensure_ascii=False))
        return
    head = ("prompt", "lang", "version", "hash", "whose", "in use", "note")
    click.echo(_show.table(head, [_row(state) for state in states]))


def _row(state: PromptState) -> tuple[str, ...]:
    version, used = str(state.version or "—"), "yes" if state.in_use else "no"
    told = state.problem or (f"for {state.against}" if state.against else "")
    return state.name, state.lang, version, state.sha256[:8], state.origin, used, told


@prompts.command()
@click.argument("name", default="")
@lang_option
@common
@pass_rim
def diff(rim: Rim, name: str, lang: str) -> None:
    """Show what your prompts change in the shipped ones, as a unified diff."""
    from rostra.app import known_prompt, prompt_diff, prompt_states

    if name:
        known_prompt(name)
    found = [
        prompt_diff(rim.settings, state.name, state.lang)
        for state in prompt_states(rim.settings)
        if state.origin == "operator"
        and state.sha256
        and name in ("", state.name)
        and lang in ("", state.lang)
    ]
    if not any(found):
        msg = f"no prompt of yours differs; write one to {rim.settings.data}/prompts/en/NAME.md"
        raise NothingFound(msg)
    click.echo(_show.safe("".join(found)), nl=False)


@prompts.command()
@click.argument("name", default="")
@click.option(
    "--model", default="", help="The model for the cases, or none [default: answer_with]."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def check(rim: Rim, name: str, model: str, as_json: bool) -> None:  # noqa: FBT001
    """Try prompts; yours are in use once they pass, and do no worse than the shipped ones."""
    from rostra.app import PromptCheck, PromptsTried, dump

    with rim.reach("prompts check") as rostra:
        tried = rostra.check_prompts(PromptCheck(name, model))
    if as_json:
        click.echo(dump(PromptsTried, tried).decode())
    else:
        click.echo(_drawn(tried))
        if tried.note:
            note(tried.note)
    bad = [f"{one.lang}/{one.name}" for one in tried.prompts if not one.passed]
    if bad:
        msg = f"{', '.join(bad)} did not pass; the shipped ones stay in use"
        raise PromptError(msg)


def _drawn(tried: PromptsTried) -> str:
    lines = []
    for one in tried.prompts:
        lines.append(click.style(f"{one.name} {one.lang} ({one.origin})", bold=True))
        for trial in one.trials:
            mark = click.style("✓", fg="green") if trial.passed else click.style("✗", fg="red")
            lines.append(
                f"  {mark} {trial.what}" + (f": {_show.safe(trial.says)}" * bool(trial.says))
            )
    return "\n".join(lines)
