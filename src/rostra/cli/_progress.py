"""A progress bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def weights_progress(name: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far the weights called `name` have come."""
    if not sys.stderr.isatty():
        yield _lines(name)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(f"{name} weights", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"{name} weights: {what}", completed=done, total=total)

        yield show


def _lines(name: str) -> Callable[[str, int, int], None]:
    """Write a line at each new stage and each further quarter."""
    last: tuple[str, int] | None = None

    def show(what: str, done: int, total: int) -> None:
        nonlocal last
        quarter = 4 * done // total if total else 0
        if (what, quarter) != last:
            last = (what, quarter)
            click.echo(
                f"{name} weights: {what}, {done / 1e6:.0f} of {total / 1e6:.0f} MB", err=True
            )

    return show
