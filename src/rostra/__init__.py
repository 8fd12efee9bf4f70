"""Ask a live public feed; get an answer with the posts it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.errors import RostraError

if TYPE_CHECKING:
    from rostra.assistant import Answer

__all__ = ["RostraError", "ask"]


def ask(question: str, *, data: Path | str | None = None, **how: Any) -> Answer:
    """Answer a question from the posts in a data folder.

    Asks the Rostra that owns the folder where one runs, else opens the store here. `data` is the
    folder (else as on the command line); `how` are the fields of `rostra.app.Asking`: timezone,
    networks, since, until, model, sample, … Raises RostraError.
    """
    from rostra.app import Asking, connect
    from rostra.assistant import Finished
    from rostra.settings import load_settings

    settings = load_settings(data=Path(data) if data else None)
    with connect(settings, verb="ask") as reached:
        *_, last = reached.ask(Asking(question, **how))
    assert isinstance(last, Finished)  # noqa: S101 - every stream ends with it
    return last.answer
