"""Read settings: the file, then the environment, then a check that names what is wrong."""

from __future__ import annotations

import difflib
import os
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from rostra.errors import SettingsError
from rostra.settings._lines import line_of
from rostra.settings._models import Settings

PREFIX = "ROSTRA_"
# Read by name, not as overrides of a key.
RESERVED = ("ROSTRA_DATA", "ROSTRA_SETTINGS")


def default_folder(environ: Mapping[str, str]) -> Path:
    """Return the data folder when none is named: `$ROSTRA_DATA`, else the XDG place."""
    if named := environ.get("ROSTRA_DATA"):
        return Path(named).expanduser().absolute()
    share = environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(share).expanduser().absolute() / "rostra"


def load_settings(
    *,
    data: Path | None = None,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings of a data folder.

    `data` and `file` are what the person named, if anything; the file is then
    `$ROSTRA_SETTINGS`, else `rostra.toml` in the data folder, and may be absent there.
    Raises SettingsError that names the key, the file and its line.
    """
    environ = os.environ if environ is None else environ
    named = file or (Path(environ["ROSTRA_SETTINGS"]) if environ.get("ROSTRA_SETTINGS") else None)
    folder = data or (Path(environ["ROSTRA_DATA"]) if environ.get("ROSTRA_DATA") else None)
    path = (named or (folder or default_folder(environ)) / "rostra.toml").expanduser().absolute()
    text = _read(path, must_exist=named is not None)
    table = _parse(text, path)
    origin = _override(table, environ)
    if folder is not None:
        table["data"] = str(folder.expanduser().absolute())
    table.setdefault("data", str(default_folder(environ)))
    table["data"] = str(Path(str(table["data"])).expanduser().absolute())
    table.pop("file", None)
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        raise SettingsError(_explain(error, path, text, origin)) from None
    return settings.model_copy(update={"file": path})


def _read(path: Path, *, must_exist: bool) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if must_exist:
            msg = f"the settings file {path} does not exist; create it, or name another"
            raise SettingsError(msg) from None
        return ""
    except (OSError, UnicodeDecodeError) as error:
        msg = f"the settings file {path} cannot be read: {error}; mend or move it"
        raise SettingsError(msg) from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not valid TOML: {error}; mend that line"
        raise SettingsError(msg) from None


def _override(table: dict[str, Any], environ: Mapping[str, str]) -> dict[str, str]:
    """Write `ROSTRA_A__B=value` over `a.b`; return which variable set which dotted key."""
    origin: dict[str, str] = {}
    for name, raw in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in RESERVED:
            continue
        keys = name.removeprefix(PREFIX).lower().split("__")
        place = table
        for key in keys[:-1]:
            step = place.setdefault(key, {})
            if not isinstance(step, dict):
                msg = f"the environment variable {name} names no setting; unset it"
                raise SettingsError(msg)
            place = step
        place[keys[-1]] = _value(raw)
        origin[".".join(keys)] = name
    return origin


def _value(raw: str) -> Any:
    try:
        return tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        return raw


def _explain(error: ValidationError, path: Path, text: str, origin: Mapping[str, str]) -> str:
    complaints = []
    for problem in error.errors(include_url=False):
        loc = _without_tags(problem["loc"])
        key = ".".join(f"{part}" for part in loc) or "the file"
        where = origin.get(key)
        line = None if where else line_of(text, loc)
        place = f"environment variable {where}" if where else f"{path}"
        place += f", line {line}" if line else ""
        if problem["type"] == "extra_forbidden":
            near = _nearest(str(loc[-1]), _known(problem["loc"]))
            hint = f"did you mean {near!r}?" if near else "remove it, or see docs/settings.md"
            complaints.append(f"unknown key {key!r} ({place}); {hint}")
        else:
            says = problem["msg"].removeprefix("Value error, ")
            says = says[:1].lower() + says[1:]
            complaints.append(f"{key}: {says} ({place}); see docs/settings.md")
    return "; ".join(complaints)


def _without_tags(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop the discriminator's tag that pydantic puts behind `feeds, 3`."""
    if len(loc) > 2 and loc[0] == "feeds":
        return (*loc[:2], *loc[3:])
    return loc


def _known(loc: tuple[int | str, ...]) -> list[str]:
    """List the keys that are known where the last part of `loc` stands."""
    models: list[type[BaseModel]] = [Settings]
    for part in loc[:-1]:
        fields = [model.model_fields[part] for model in models if part in model.model_fields]
        tagged = [m for m in models if _tag(m) == part]
        if fields:
            models = [m for field in fields for m in _models_in(field.annotation)]
        elif tagged:
            models = tagged
    return [name for model in models for name in model.model_fields if name != "file"]


def _tag(model: type[BaseModel]) -> Any:
    field = model.model_fields.get("network")
    return field.default if field else None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)), "")
