"""The SQL engine and tables that other rooms share."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from sqlalchemy import Engine

from rostra.records._answers import (
    Kept, Rest, answers_resting_on, find_answer, forget_answers, list_answers, rewrite_answer,
    save_answer,
)
from rostra.records._chats import (
    Chat, Matched, Message, begin_turn, change_chat, delete_chat, find_chat, find_message,
    forget_words, list_chats, list_messages, messages_resting_on, rewrite_message, save_chat,
    save_message, search_messages,
)
from rostra.records._digests import (
    KeptPage, digests_resting_on, find_digest, forget_digests, list_digests, rewrite_digest,
    save_digest,
)
from rostra.records._engine import open_engine, truncate_log
from rostra.records._inquiries import (
    Inquiry, find_inquiry, forget_inquiries, list_inquiries, save_inquiry,
)
from rostra.records._marks import Mark, forget_marks, list_marks, save_marks, withdraw_mark
from rostra.records._orders import (
    Alert, Kind, Order, drop_order, due_orders, forget_alerts, fulfil, give_order, list_alerts,
    list_orders, mark_told, untold_alerts,
)
from rostra.records._rulings import KeptRuling, list_rulings, save_ruling
from rostra.records._tables import HEAD, metadata

__all__ = [
    "HEAD", "Alert", "Chat", "Engine", "Inquiry", "Kept", "KeptPage", "KeptRuling", "Kind", "Mark",
    "Matched", "Message", "Order", "Rest", "answers_resting_on", "begin_turn", "change_chat",
    "delete_chat", "digests_resting_on", "drop_order", "due_orders", "find_answer", "find_chat",
    "find_digest", "find_inquiry", "find_message", "forget_alerts", "forget_answers",
    "forget_digests", "forget_inquiries", "forget_marks", "forget_words", "fulfil", "give_order",
    "list_alerts", "list_answers", "list_chats", "list_digests", "list_inquiries", "list_marks",
    "list_messages", "list_orders", "list_rulings", "mark_told", "messages_resting_on", "metadata",
    "open_engine", "rewrite_answer", "rewrite_digest", "rewrite_message", "save_answer",
    "save_chat", "save_digest", "save_inquiry", "save_marks", "save_message", "save_ruling",
    "search_messages", "truncate_log", "untold_alerts", "withdraw_mark",
]
