"""The SQL engine and tables that other rooms share."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from sqlalchemy import Engine

from rostra.records._answers import (
    Kept, Rest, answers_resting_on, find_answer, forget_answers, list_answers, rewrite_answer,
    save_answer,
)
from rostra.records._battles import (
    KeptBattle, battles_resting_on, end_turn, find_battle, forget_battles, list_battles,
    rewrite_battle, save_battle, start_turn, tell_names, void_unfinished,
)
from rostra.records._chats import (
    Chat, Matched, Message, begin_turn, change_chat, delete_chat, find_chat, find_message,
    forget_words, list_chats, list_messages, messages_resting_on, rewrite_message, save_chat,
    save_message, search_messages,
)
from rostra.records._copy import copied_tables, copy_in, copy_out
from rostra.records._digests import (
    KeptPage, digests_resting_on, find_digest, forget_digests, list_digests, rewrite_digest,
    save_digest,
)
from rostra.records._engine import check_engine, open_engine, truncate_log
from rostra.records._inquiries import (
    Inquiry, find_inquiry, forget_inquiries, list_inquiries, save_inquiry,
)
from rostra.records._marks import Mark, forget_marks, list_marks, save_marks, withdraw_mark
from rostra.records._mentions import (
    KeptMention, MentionState, bot_place, count_replies, find_mention, forget_mentions,
    list_mentions, meet, put_bot_place, put_mention,
)
from rostra.records._orders import (
    Alert, Kind, Order, drop_order, due_orders, forget_alerts, fulfil, give_order, list_alerts,
    list_orders, mark_told, untold_alerts,
)
from rostra.records._picture_quota import spent_units
from rostra.records._pictures import (
    DrawingState, KeptDrawing, KeptPicture, Quota, begin_drawing, delete_picture, end_abandoned,
    drawing_named, end_drawing, find_drawing, find_picture, forget_drawing, list_drawings,
    pictures_of, put_drawing, put_picture, rewrite_alt,
)
from rostra.records._register import (
    Entry, Registered, found_entrant, hidden_entries, list_register, register_entrant,
    retire_entrant, reveal_entrant, sealed,
)
from rostra.records._rulings import KeptRuling, list_rulings, save_ruling
from rostra.records._seen_pictures import (
    SeenPicture, find_seen, forget_seen, keep_seen, seen_after, seen_as, seen_in_post,
)
from rostra.records._spending import (
    Bound, Bounds, Spending, Spent, Used, note_spending, refund_abandoned, refund_units,
    reserve_units, settle_units, under_way, used_of,
)
from rostra.records._tables import HEAD, metadata
from rostra.records._vote_files import import_votes, votes_after
from rostra.records._vote_lists import VoteColumns, VotesWanted, list_votes, vote_columns
from rostra.records._vote_state import any_vote, excluded_reasons, reasons_against, votes_state
from rostra.records._votes import (
    Ballot, KeptVote, PairCount, Voter, exclude_votes, find_vote, give_vote, list_voters,
    pair_counts_of, pairs_moved, recount, restore_votes, save_votes, vote_in,
)

__all__ = [
    "HEAD", "Alert", "Ballot", "Bound", "Bounds", "Chat", "DrawingState", "Engine", "Entry",
    "Inquiry", "Kept", "KeptBattle", "KeptDrawing", "KeptMention", "KeptPage", "KeptPicture",
    "KeptRuling", "KeptVote", "Kind", "Mark", "Matched", "MentionState", "Message", "Order",
    "PairCount", "Quota", "Registered", "Rest", "SeenPicture", "Spending", "Spent", "Used",
    "VoteColumns", "Voter", "VotesWanted", "answers_resting_on", "any_vote", "battles_resting_on",
    "begin_drawing", "begin_turn", "bot_place", "change_chat", "check_engine", "copied_tables",
    "copy_in", "copy_out", "count_replies", "delete_chat", "delete_picture", "digests_resting_on",
    "drawing_named", "drop_order", "due_orders", "end_abandoned", "end_drawing", "end_turn",
    "exclude_votes", "excluded_reasons", "find_answer", "find_battle", "find_chat", "find_digest",
    "find_drawing", "find_inquiry", "find_mention", "find_message", "find_picture", "find_seen",
    "find_vote", "forget_alerts", "forget_answers", "forget_battles", "forget_digests",
    "forget_drawing", "forget_inquiries", "forget_marks", "forget_mentions", "forget_seen",
    "forget_words", "found_entrant", "fulfil", "give_order", "give_vote", "hidden_entries",
    "import_votes", "keep_seen", "list_alerts", "list_answers", "list_battles", "list_chats",
    "list_digests", "list_drawings", "list_inquiries", "list_marks", "list_mentions",
    "list_messages", "list_orders", "list_register", "list_rulings", "list_voters", "list_votes",
    "mark_told", "meet", "messages_resting_on", "metadata", "note_spending", "open_engine",
    "pair_counts_of", "pairs_moved", "pictures_of", "put_bot_place", "put_drawing", "put_mention",
    "put_picture", "reasons_against", "recount", "refund_abandoned", "refund_units",
    "register_entrant", "reserve_units", "restore_votes", "retire_entrant", "reveal_entrant",
    "rewrite_alt", "rewrite_answer", "rewrite_battle", "rewrite_digest", "rewrite_message",
    "save_answer", "save_battle", "save_chat", "save_digest", "save_inquiry", "save_marks",
    "save_message", "save_ruling", "save_votes", "sealed", "search_messages", "seen_after",
    "seen_as", "seen_in_post", "settle_units", "spent_units", "start_turn", "tell_names",
    "truncate_log", "under_way", "untold_alerts", "used_of", "void_unfinished", "vote_columns",
    "vote_in", "votes_after", "votes_state", "withdraw_mark",
]  # fmt: skip
