"""`rostra`: the verbs, and how errors end."""

from __future__ import annotations

import os
import sys

import click

from rostra.cli import (
    _answers,
    _arena,
    _ask,
    _backup,
    _bot,
    _chat,
    _deep,
    _digest,
    _doctor,
    _draw,
    _explain,
    _feed,
    _init,
    _keys,
    _mcp,
    _models,
    _people,
    _pictures,
    _policy,
    _posts,
    _prompts,
    _see,
    _serve,
    _status,
    _tools,
    _translate,
    _trends,
    _up,
    _verify,
    _watch,
)
from rostra.cli._rim import NothingFound, Rim, common
from rostra.cli._show import safe
from rostra.errors import OwnerError, RostraError

EXIT_ERROR = 1
EXIT_OWNER = 3
EXIT_NOTHING = 4
EXIT_STOPPED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rostra", message="rostra %(version)s")
@common
def rostra() -> None:
    """Ask a live public feed; get an answer with the posts it rests on.

    Exit codes: 0 done, 1 an error (one line says what to do), 2 wrong usage, 3 another process
    owns the data folder, 4 nothing was found.
    """


for verb in (
    _ask.ask,
    _deep.deep,
    _verify.verify,
    _see.see,
    _explain.explain,
    _translate.translate,
    _digest.digest,
    _draw.draw,
    _pictures.pictures,
    _watch.watch,
    _answers.answers,
    _chat.chat,
    _chat.chats,
    _up.up,
    _serve.serve,
    _mcp.mcp,
    _status.status,
    _status.stop,
    _feed.feed,
    _posts.posts,
    _trends.trends,
    _models.models,
    _arena.arena,
    _tools.tools,
    _prompts.prompts,
    _policy.policy,
    _bot.bot,
    _backup.backup,
    _backup.restore,
    _people.people,
    _keys.keys,
    _keys.usage,
    _doctor.doctor,
    _init.init,
):
    rostra.add_command(verb)


def main(args: list[str] | None = None) -> None:
    """Run the command line and end the process."""
    # Read by numpy as it is imported. Its threads spin while they wait for a core, and the cores
    # are shared with the model's server: a hundred posts then cost three times as much.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(args))


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code; what went wrong goes to standard error."""
    rim = Rim()
    color = False if os.environ.get("NO_COLOR") else None
    try:
        code = rostra.main(args, prog_name="rostra", standalone_mode=False, obj=rim, color=color)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        line, code = "stopped", EXIT_STOPPED
    except BrokenPipeError:
        # The reader of our output went away; say nothing more to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        line, code = "", EXIT_ERROR
    except Exception as error:
        if rim.debug and not isinstance(error, NothingFound):
            raise
        line, code = _told(error)
    else:
        return code if isinstance(code, int) else 0
    if line:
        # An error may quote what a server or a file said.
        click.echo(safe(line), err=True)
    return code


def _told(error: Exception) -> tuple[str, int]:
    """Return the one line that says what went wrong, and the exit code."""
    if isinstance(error, NothingFound):
        return str(error), EXIT_NOTHING
    if isinstance(error, OwnerError):
        return f"error: {error}", EXIT_OWNER
    if isinstance(error, RostraError):
        return f"error: {error}", EXIT_ERROR
    says = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"Rostra failed, which is its fault: {says}; --debug shows more", EXIT_ERROR
