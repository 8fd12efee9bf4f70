"""What every verb shares: where the data lies, and how to reach it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rostra.cli._show import safe

if TYPE_CHECKING:
    from rostra.app import Rostra
    from rostra.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


class NothingFound(Exception):
    """The verb worked and found nothing."""


@dataclass
class Rim:
    """The options that stand before or behind any verb."""

    data: Path | None = None
    settings_file: Path | None = None
    offline: bool = False
    debug: bool = False
    _settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """The settings, read once."""
        if self._settings is None:
            from rostra.settings import load_settings

            self._settings = load_settings(data=self.data, file=self.settings_file)
        return self._settings

    @contextmanager
    def reach(self, verb: str) -> Iterator[Rostra]:
        """Reach the posts: through the owner where one lives, else by opening the store."""
        from rostra.app import connect, start_logging

        start_logging(self.settings, quiet=not self.debug)
        with connect(self.settings, verb=verb, offline=self.offline, say=note) as reached:
            yield reached


pass_rim = click.make_pass_decorator(Rim)


def note(line: str) -> None:
    """Tell the person something beside the result."""
    click.secho(safe(line), fg="yellow", err=True)


def common(command: F) -> F:
    """Add the options every verb takes; they work before and behind the verb."""
    for name, field, about, kind in (
        ("--debug", "debug", "Show the traceback of an error, and the log.", None),
        ("--offline", "offline", "Open the store here; refuse to ask a running owner.", None),
        ("--settings", "settings_file", "The settings file [default: rostra.toml there].", Path),
        ("--data", "data", "The data folder [default: $ROSTRA_DATA, else the XDG place].", Path),
    ):
        remember = functools.partial(_remember, field)
        if kind is None:
            add = click.option(
                name, is_flag=True, expose_value=False, callback=remember, help=about
            )
        else:
            add = click.option(
                name,
                type=click.Path(path_type=Path),
                metavar="PATH",
                expose_value=False,
                callback=remember,
                help=about,
            )
        command = add(command)
    return command


def _remember(field: str, context: click.Context, _option: click.Parameter, value: Any) -> None:
    if value:
        setattr(context.ensure_object(Rim), field, value)
