"""The SQL engine and tables that other rooms share."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from sqlalchemy import Engine

from rostra.records._audit import Audited, forget_audit, list_audit, write_audit
from rostra.records._answers import (
    Kept, Rest, answers_resting_on, find_answer, forget_answers, list_answers, rewrite_answer,
    save_answer,
)
from rostra.records._battles import (
    KeptBattle, battles_resting_on, end_turn, find_battle, forget_battles, list_battles,
    rewrite_battle, save_battle, start_turn, tell_names, void_unfinished,
)
from rostra.records._chats import (
    Chat, Matched, Message, Node, begin_turn, change_chat, delete_chat, find_chat, find_message,
    find_messages, forget_words, list_chats, list_messages, list_nodes, messages_resting_on,
    rewrite_message, save_chat, save_conversation, save_message, search_messages,
)
from rostra.records._copy import copied_tables, copy_in, copy_out
from rostra.records._digests import (
    KeptPage, digests_resting_on, find_digest, forget_digests, list_digests, rewrite_digest,
    save_digest,
)
from rostra.records._engine import check_engine, open_engine, truncate_log
from rostra.records._hooks import (
    DeliveryState, KeptDelivery, KeptHook, delete_hook, due_deliveries, list_deliveries, list_hooks,
    move_delivery, save_delivery, save_hook, undelivered,
)
from rostra.records._inquiries import (
    Inquiry, find_inquiry, forget_inquiries, list_inquiries, save_inquiry,
)
from rostra.records._keys import (
    KeptKey, OwnKey, drop_own_key, find_key, find_own_key, key_with, list_keys, list_own_keys,
    put_own_key, revoke_key, save_key, touch_key, touch_own_key,
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
from rostra.records._people import (
    KeptInvitation, KeptPerson, change_person, count_people, drop_invitation, find_invitation,
    list_invitations, list_people, person_called, person_with, save_invitation, save_person,
    use_step,
)
from rostra.records._people_factors import (
    KeptPasskey, OutsideName, count_recovery_codes, drop_outside_name, drop_passkey,
    find_outside_name, find_passkey, list_outside_names, list_passkeys, put_recovery_codes,
    save_outside_name, save_passkey, use_passkey, use_recovery_code,
)
from rostra.records._people_gone import GONE, delete_person, forget_shown
from rostra.records._people_sessions import (
    KeptSession, KeptStep, clear_failures, count_failure, drop_sessions, forget_ended,
    list_sessions, peek_step, put_step, save_session, session_with, take_step, touch_session,
    waits_until,
)
from rostra.records._picture_quota import spent_units
from rostra.records._picture_reports import (
    KeptReport, drawings_to_look_at, hide_picture, list_reports, report_picture, settle_reports)
from rostra.records._pictures import (
    DrawingState, KeptDrawing, KeptPicture, Quota, begin_drawing, delete_picture, end_abandoned,
    drawing_named, drawings_before, end_drawing, find_drawing, find_picture, forget_drawing,
    list_drawings,
    pictures_of, put_drawing, put_picture, rewrite_alt,
)
from rostra.records._register import (
    Entry, Registered, found_entrant, hidden_entries, list_register, register_entrant,
    retire_entrant, reveal_entrant, sealed,
)
from rostra.records._responses import (
    KeptResponse, delete_response, find_response, forget_responses, forget_responses_on,
    response_rests, save_response,
)
from rostra.records._rulings import KeptRuling, list_rulings, save_ruling
from rostra.records._seen_pictures import (
    SeenPicture, find_seen, forget_seen, keep_seen, seen_after, seen_as, seen_in_post,
)
from rostra.records._shares import (
    KeptShare, find_share, list_shares, revoke_share, rewrite_share, save_share, shares_resting_on,
)
from rostra.records._spending import (
    Bound, Bounds, Spending, Spent, Used, note_spendings, refund_abandoned, refund_units,
    reserve_units, settle_units, under_way, used_of,
)
from rostra.records._spending_lists import (
    SpendingTotal, SpendingsWanted, forget_spendings, list_spendings, total_spendings,
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
    "GONE", "HEAD", "Alert", "Audited", "Ballot", "Bound", "Bounds", "Chat", "DeliveryState",
    "DrawingState", "Engine", "Entry", "Inquiry", "Kept", "KeptBattle", "KeptDelivery",
    "KeptDrawing", "KeptHook", "KeptInvitation", "KeptKey", "KeptMention", "KeptPage",
    "KeptPasskey", "KeptPerson", "KeptPicture", "KeptReport", "KeptResponse", "KeptRuling",
    "KeptSession", "KeptShare", "KeptStep", "KeptVote", "Kind", "Mark", "Matched", "MentionState",
    "Message", "Node", "Order", "OutsideName", "OwnKey", "PairCount", "Quota", "Registered", "Rest",
    "SeenPicture", "Spending", "SpendingTotal", "SpendingsWanted", "Spent", "Used", "VoteColumns",
    "Voter", "VotesWanted", "answers_resting_on", "any_vote", "battles_resting_on", "begin_drawing",
    "begin_turn", "bot_place", "change_chat", "change_person", "check_engine", "clear_failures",
    "copied_tables", "copy_in", "copy_out", "count_failure", "count_people", "count_recovery_codes",
    "count_replies", "delete_chat", "delete_hook", "delete_person", "delete_picture",
    "delete_response", "digests_resting_on", "drawing_named", "drawings_before",
    "drawings_to_look_at", "drop_invitation", "drop_order", "drop_outside_name", "drop_own_key",
    "drop_passkey", "drop_sessions", "due_deliveries", "due_orders", "end_abandoned", "end_drawing",
    "end_turn", "exclude_votes", "excluded_reasons", "find_answer", "find_battle", "find_chat",
    "find_digest", "find_drawing", "find_inquiry", "find_invitation", "find_key", "find_mention",
    "find_message", "find_messages", "find_outside_name", "find_own_key", "find_passkey",
    "find_picture", "find_response", "find_seen", "find_share", "find_vote", "forget_alerts",
    "forget_answers", "forget_audit", "forget_battles", "forget_digests", "forget_drawing",
    "forget_ended", "forget_inquiries", "forget_marks", "forget_mentions", "forget_responses",
    "forget_responses_on", "forget_seen", "forget_shown", "forget_spendings", "forget_words",
    "found_entrant", "fulfil", "give_order", "give_vote", "hidden_entries", "hide_picture",
    "import_votes", "keep_seen", "key_with", "list_alerts", "list_answers", "list_audit",
    "list_battles", "list_chats", "list_deliveries", "list_digests", "list_drawings", "list_hooks",
    "list_inquiries", "list_invitations", "list_keys", "list_marks", "list_mentions",
    "list_messages", "list_nodes", "list_orders", "list_outside_names", "list_own_keys",
    "list_passkeys", "list_people", "list_register", "list_reports", "list_rulings",
    "list_sessions", "list_shares", "list_spendings", "list_voters", "list_votes", "mark_told",
    "meet", "messages_resting_on", "metadata", "move_delivery", "note_spendings", "open_engine",
    "pair_counts_of", "pairs_moved", "peek_step", "person_called", "person_with", "pictures_of",
    "put_bot_place", "put_drawing", "put_mention", "put_own_key", "put_picture",
    "put_recovery_codes", "put_step", "reasons_against", "recount", "refund_abandoned",
    "refund_units", "register_entrant", "report_picture", "reserve_units", "response_rests",
    "restore_votes", "retire_entrant", "reveal_entrant", "revoke_key", "revoke_share",
    "rewrite_alt", "rewrite_answer", "rewrite_battle", "rewrite_digest", "rewrite_message",
    "rewrite_share", "save_answer", "save_battle", "save_chat", "save_conversation",
    "save_delivery", "save_digest", "save_hook", "save_inquiry", "save_invitation", "save_key",
    "save_marks", "save_message", "save_outside_name", "save_passkey", "save_person",
    "save_response", "save_ruling", "save_session", "save_share", "save_votes", "sealed",
    "search_messages", "seen_after", "seen_as", "seen_in_post", "session_with", "settle_reports",
    "settle_units", "shares_resting_on", "spent_units", "start_turn", "take_step", "tell_names",
    "total_spendings", "touch_key", "touch_own_key", "touch_session", "truncate_log", "undelivered",
    "under_way", "untold_alerts", "use_passkey", "use_recovery_code", "use_step", "used_of",
    "void_unfinished", "vote_columns", "vote_in", "votes_after", "votes_state", "waits_until",
    "withdraw_mark", "write_audit",
]  # fmt: skip
