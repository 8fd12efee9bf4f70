"""Write docs/cli.md and docs/settings.md from the program itself: `python tools/docs.py`."""

from __future__ import annotations

import types
import typing
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rostra.cli._main import rostra
from rostra.settings import (
    EntrantSettings,
    McpSettings,
    ModelSettings,
    OidcSettings,
    PainterSettings,
    PlanSettings,
    PriceSettings,
    Settings,
)
from rostra.settings._models import Source

DOCS = Path(__file__).parent.parent / "docs"

CLI_HEAD = """\
# The command line

Made from `--help` by `python tools/docs.py`; a test holds the two together.

`--data`, `--settings`, `--offline` and `--debug` work before and behind every verb. Verbs that
need posts ask the running owner where one lives, else they open the store themselves; see
[operations](operations.md).

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | an error; one line says what to do, `--debug` shows the traceback |
| 2 | wrong usage |
| 3 | another process owns the data folder |
| 4 | nothing was found |
| 130 | stopped by Ctrl-C |
"""

SETTINGS_HEAD = """\
# Settings

Made from the settings' own types by `python tools/docs.py`; a test holds the two together.

One TOML file, `rostra.toml` in the data folder (or the one named by `--settings` or
`$ROSTRA_SETTINGS`). Every key has a default; an empty file is a good one. A key that is unknown
stops every verb with a line that names the key, the file, its line and the nearest known key.

Any key can be set by an environment variable: `ROSTRA_`, then the path in capitals with `__`
between its parts, as `ROSTRA_SERVER__PORT=9000` or `ROSTRA_MODELS__ROLES__LARGE__MODEL=qwen3:8b`.
Values are read as TOML, else as text. `ROSTRA_DATA` names the data folder.

`rostra feed add|remove` and `rostra posts mute` write this file; comments and order stay.
"""


def cli_page() -> str:
    """Return docs/cli.md."""
    parts = [CLI_HEAD]
    root = click.Context(rostra, info_name="rostra", **rostra.context_settings)
    _verbs(rostra, root, parts)
    return "\n".join(parts)


def _verbs(command: click.Command, context: click.Context, parts: list[str]) -> None:
    depth = len(context.command_path.split())
    context.terminal_width = context.max_content_width = 96
    parts.append(f"{'#' * min(depth + 1, 4)} {context.command_path}\n")
    command._help_option = None  # noqa: SLF001 - kept from whoever asked first, by other names
    parts.append(f"```text\n{command.get_help(context)}\n```\n")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            verb = command.commands[name]
            _verbs(verb, click.Context(verb, info_name=name, parent=context), parts)


def settings_page() -> str:
    """Return docs/settings.md."""
    parts = [SETTINGS_HEAD, "## (top level)\n", _table(Settings, plain_only=True)]
    for name, field in Settings.model_fields.items():
        section = _model(field.annotation)
        if section is not None:
            parts += [f"## [{name}]\n", f"{section.__doc__}\n", _table(section)]
    parts += ["## [models.roles.NAME]\n", f"{ModelSettings.__doc__}\n", _table(ModelSettings)]
    parts += ["## [tools.mcp.NAME]\n", f"{McpSettings.__doc__}\n", _table(McpSettings)]
    entrant = _table(EntrantSettings)
    parts += ["## [[arena.entrants]]\n", f"{EntrantSettings.__doc__}\n", entrant]
    painter = _table(PainterSettings)
    parts += ["## [[pictures.painters]]\n", f"{PainterSettings.__doc__}\n", painter]
    for name, model in (("accounts.oidc", OidcSettings), ("accounts.prices", PriceSettings)):
        parts += [f"## [[{name}]]\n", f"{model.__doc__}\n", _table(model)]
    parts += ["## [[plans]]\n", f"{PlanSettings.__doc__}\n", _table(PlanSettings)]
    parts += ["## [[feeds]]\n", "Every feed has these keys:\n", _table(Source)]
    for model in _feed_models():
        network = model.model_fields["network"].default
        own = {k: v for k, v in model.model_fields.items() if k not in Source.model_fields}
        parts += [f'### network = "{network}"\n', f"{model.__doc__}\n", _rows(own)]
    return "\n".join(parts)


def _feed_models() -> list[type[BaseModel]]:
    (annotated,) = typing.get_args(Settings.model_fields["feeds"].annotation)
    union = typing.get_args(annotated)[0]
    return list(typing.get_args(union))


def _model(annotation: Any) -> type[BaseModel] | None:
    plain = isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias)
    return annotation if plain and issubclass(annotation, BaseModel) else None


def _table(model: type[BaseModel], *, plain_only: bool = False) -> str:
    fields = {
        name: field
        for name, field in model.model_fields.items()
        if not (plain_only and (_model(field.annotation) or name in ("feeds", "plans", "file")))
    }
    return _rows(fields)


def _rows(fields: dict[str, FieldInfo]) -> str:
    rows = ["| key | type | default | meaning |", "|---|---|---|---|"]
    for name, field in fields.items():
        about = " ".join((field.description or "").split()).replace("|", "\\|")
        kind = _kind(field.annotation).replace("|", "\\|")
        rows.append(f"| `{name}` | {kind} | {_default(field)} | {about} |")
    return "\n".join(rows) + "\n"


def _kind(annotation: Any) -> str:
    if typing.get_origin(annotation) is typing.Literal:
        return " or ".join(f"`{value}`" for value in typing.get_args(annotation))
    names = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false",
             "Path": "path"}  # fmt: skip
    name = getattr(annotation, "__name__", str(annotation))
    arguments = [_kind(a) for a in typing.get_args(annotation) if a is not type(None)]
    if name == "list":
        return f"list of {arguments[0]}"
    if name == "dict":
        return f"table of {arguments[1]}"
    if arguments:
        return " or ".join(arguments)
    return names.get(name, name)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "(needed)" if field.annotation is not Path else "(see above)"
    value = field.default
    if value is None or value == "":
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value!r}`".replace("'", '"')


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli_page(), encoding="utf-8")
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
