"""`rostra init`: a settings file to begin with."""

from __future__ import annotations

import os

import click

from rostra.cli._rim import Rim, common, pass_rim

TEMPLATE = """\
# Settings of Rostra. Every key has a default; docs/settings.md lists them all.

# The time zone in which "today" is meant; left out: this machine's.
# timezone = "Asia/Shanghai"

[posts]
# retention_days = 30
# disk_limit_gb = 20.0

[server]
# port = 8420

# Any OpenAI-compatible server can fill a role:
# [models.roles.large]
# base_url = "http://127.0.0.1:11434/v1"
# model = "qwen3:8b"

# Feeds are added by `rostra feed add`, as:
# [[feeds]]
# name = "papers"
# network = "rss"
# url = "https://example.org/feed.xml"
"""


@click.command()
@common
@pass_rim
def init(rim: Rim) -> None:
    """Make the data folder and a commented settings file, where there is none."""
    file = rim.settings.file
    rim.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Keys may come to stand in it.
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:  # noqa: PTH123
            out.write(TEMPLATE)
    except FileExistsError:
        click.echo(f"{file} is there already; it stays as it is")
        return
    click.echo(f"wrote {file}; the data will lie in {rim.settings.data}")
