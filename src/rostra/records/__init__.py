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
from rostra.records._inquiries import Inquiry, find_inquiry, save_inquiry
from rostra.records._marks import Mark, forget_marks, list_marks, save_marks, withdraw_mark
from rostra.records._rulings import KeptRuling, list_rulings, save_ruling
from rostra.records._tables import HEAD, metadata

__all__ = [
    "HEAD", "Engine", "Inquiry", "Kept", "KeptRuling", "Mark", "Rest", "answers_resting_on",
    "find_answer", "find_inquiry", "forget_answers", "forget_marks", "list_answers", "list_marks",
    "list_rulings", "metadata", "open_engine", "rewrite_answer", "save_answer", "save_inquiry",
    "save_marks", "save_ruling", "truncate_log", "withdraw_mark",
]  # fmt: skip
