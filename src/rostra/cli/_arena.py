"""`rostra arena`: blind battles, votes, the register, and the board they make."""

from __future__ import annotations

import click

from rostra.cli import (
    _arena_battle,
    _arena_board,
    _arena_files,
    _arena_integrity,
    _arena_play,
    _arena_register,
)


@click.group()
def arena() -> None:
    """Blind battles between models and settings, and honest ratings from the votes."""


# A line a file; each holds its verbs.
VERBS: tuple[click.Command, ...] = (
    *_arena_battle.COMMANDS,
    *_arena_register.COMMANDS,
    *_arena_board.COMMANDS,
    *_arena_files.COMMANDS,
    *_arena_integrity.COMMANDS,
    _arena_play.play,
)

for verb in VERBS:
    arena.add_command(verb)
