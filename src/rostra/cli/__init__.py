"""The command line: one file a verb."""

from rostra.cli._main import main

__all__ = ["main"]
