"""`rostra backup` and `rostra restore`: everything in one file, and back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rostra.cli._rim import Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.app import BackedUp


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@common
@pass_rim
def backup(rim: Rim, file: Path | None) -> None:
    """Write posts, records, pictures, settings and keys into FILE, also while Rostra runs.

    FILE is usually rostra-DATE.tar.gz here. It holds secrets: only you can read it; keep it so.
    """
    path = file or Path(f"rostra-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz")
    with rim.reach("backup") as reached:
        _tell(reached.back_up(str(path.absolute())), "written to")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@common
@pass_rim
def restore(rim: Rim, file: Path) -> None:
    """Put a back-up back into the data folder, which must be new or empty.

    With --settings naming other servers (posts.dsn, records.dsn) the posts and records move there.
    A back-up brings its settings, which may start programs: restore only one you trust.
    """
    from rostra.app import restore as put_back
    from rostra.settings import default_folder

    folder = (rim.data or default_folder(os.environ)).expanduser().absolute()
    _tell(put_back(file.absolute(), folder, rim.settings_file, os.environ), "put back into")


def _tell(done: BackedUp, what: str) -> None:
    size = f"{done.bytes / 1e6:.1f} MB"
    click.echo(
        f"{done.rows} rows of records, {done.parts} parts of posts and {done.files} files "
        f"{what} {done.path} ({size})"
    )
