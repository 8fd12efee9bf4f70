"""`rostra mcp`: our search, digests and verdicts as tools of other assistants."""

from __future__ import annotations

from importlib.metadata import version

import click

from rostra.cli._rim import Rim, common, pass_rim


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Serve streamable HTTP at /mcp on this port of 127.0.0.1, instead of standard input.",
)
@common
@pass_rim
def mcp(rim: Rim, port: int | None) -> None:
    """Serve the Model Context Protocol: search, ask, digest, verify, posts, threads, trends.

    Asks the running owner of the data folder, else opens it for each call. Needs the extra [mcp].
    """
    from rostra.api import create_mcp

    server = create_mcp(lambda: rim.reach("mcp"), version("rostra"))
    if port is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host="127.0.0.1", port=port)
