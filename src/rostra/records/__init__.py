"""The SQL engine and tables that other rooms share."""

from sqlalchemy import Engine

from rostra.records._answers import (
    Kept,
    Rest,
    answers_resting_on,
    find_answer,
    forget_answers,
    list_answers,
    rewrite_answer,
    save_answer,
)
from rostra.records._engine import open_engine, truncate_log
from rostra.records._tables import HEAD, metadata

__all__ = [
    "HEAD",
    "Engine",
    "Kept",
    "Rest",
    "answers_resting_on",
    "find_answer",
    "forget_answers",
    "list_answers",
    "metadata",
    "open_engine",
    "rewrite_answer",
    "save_answer",
    "truncate_log",
]
