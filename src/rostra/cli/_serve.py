"""`rostra serve`: own the data folder, run the feeds, answer over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from rostra.cli._bot import speaking
from rostra.cli._rim import Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import App

WAIT_S = 60.0


@click.command()
@click.option("--host", default=None, help="The address to listen on [default: 127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one.")
@click.option(
    "--grpc",
    "grpc_port",
    type=click.IntRange(1, 65535),
    help="The port of the gRPC surface for clients of xAI [default: server.grpc_port].",
)
@common
@pass_rim
def serve(rim: Rim, host: str | None, port: int | None, grpc_port: int | None) -> None:
    """Run Rostra: the feeds, the HTTP surface, and the socket the other verbs ask.

    Ends on Ctrl-C, SIGTERM or `rostra stop`, after what was read is stored.
    """
    run_owner(
        rim,
        host=host,
        port=port,
        grpc_port=grpc_port,
        ready=lambda _app, address: click.echo(
            f"Rostra listens on {address}; the data lies in {rim.settings.data}. "
            "End it with Ctrl-C or `rostra stop`."
        ),
    )


def run_owner(  # noqa: PLR0913 - each is an option of its own
    rim: Rim,
    *,
    host: str | None = None,
    port: int | None = None,
    grpc_port: int | None = None,
    next_free: bool = False,
    first_run: bool = False,
    ready: Callable[[App, str], None],
) -> None:
    """Own the folder and serve until stopped; `ready` is called once it answers.

    A `first_run` takes in the sample, and leaves the model to the question that comes at once.
    """
    from rostra.api import serve_grpc
    from rostra.app import announce, open_app, own, socket_path, start_logging, this_process
    from rostra.web import create_desk, create_site, listen, serve_until_stopped

    settings = rim.settings
    start_logging(settings)
    owner = this_process("serve", datetime.now(UTC))
    with ExitStack() as stack:
        stack.enter_context(own(settings.data, owner, wait_s=WAIT_S, say=note))
        app = stack.enter_context(open_app(settings, owner=owner))
        listening = stack.enter_context(
            listen(
                host or settings.server.host,
                settings.server.port if port is None else port,
                socket_path(settings.data),
                next_free=next_free,
            )
        )
        if grpc := grpc_port or settings.server.grpc_port:
            stack.enter_context(serve_grpc(app, host or settings.server.host, grpc))
        if first_run:
            app.begin_sample()
        app.begin()
        if not first_run:
            app.warm()

        stack.enter_context(speaking(rim, app))

        def started() -> None:
            announce(settings.data, app.listening_at(listening.address, listening.path))
            ready(app, listening.address)
            if app.people.sign_in_needed() and app.people.desk.nobody():
                site = settings.accounts.address or listening.address
                token = app.people.desk.first_visit()
                note(f"nobody has an account yet; make the first at {site}/sign-up?token={token}")

        serve_until_stopped(create_site(app), create_desk(app), listening, ready=started)
        # Nobody listens any more while what was read is stored: who asks now has to wait.
        announce(settings.data, owner)
