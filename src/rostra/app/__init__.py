"""The only place that wires rooms: an open Rostra, its owner, and how to reach it."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.app._app import App, open_app
from rostra.app._arena import Arena
from rostra.app._arena_board import board_of_file
from rostra.app._arena_board_words import BoardAsked, BoardWish
from rostra.app._arena_file_words import PAGE, ExportAsked, ExportPage, VotesBrought, VotesTaken
from rostra.app._arena_play import PlayProgress, Playing, play_battles, standings
from rostra.app._arena_words import (
    BattleAsking, BattleExample, BattleLine, BattleNamed, BattleOutcome, BattleShown, BattleTurn,
    BattlesAsked, EntrantLine, ExamplesAsked, Registering, ShownTurn, VoteGiven, Voting)
from rostra.app._backup import BackedUp
from rostra.app._chat_pictures import picture_of
from rostra.app._chat_words import ChatPage, ChatPaged, Share
from rostra.app._bot_words import (
    BotPlace, MentionBecomes, Mentioned, MentionRuled, MentionsAsked, MentionState, RepliesAsked)
from rostra.app._connect import connect, tell_owner
from rostra.app._covers import StoryCover, answer_card, digest_covers
from rostra.app._doctor import Finding, examine
from rostra.app._duel import Duel, Pace
from rostra.app._eye_pictures import shown_file
from rostra.app._eye_words import (
    PageSeen, Seeing, SeenBefore, SeenNamed, Shown, ShownBefore, Sighting)
from rostra.app._hook_words import Delivered, Hooked, Hooking
from rostra.app._intake import lines_of
from rostra.app._logs import start_logging
from rostra.app._models import (
    model_states, open_lineup, usable, weights_folder, weights_problem, weights_sources)
from rostra.app._order_words import Alerted, KeptDigest, Saved, Saving, Watched, Watching
from rostra.app._owner import (
    Owner, announce, find_owner, own, socket_path, stop_owner, this_process)
from rostra.app._people import People, open_people
from rostra.app._people_ground import Visit
from rostra.app._people_words import (
    AllowanceState, AuditAsked, AuditLine, FactorOffer, InvitationLine, Invited, Inviting, KeyLine,
    KeyMade, KeyWanted, NeedsCode, OutsideLine, OwnKeyLine, PasskeyAsked, PasskeyLine,
    PersonChange, PersonGone, PersonLine, Reservation, SessionLine, SignedIn, UsageAsked,
    UsageLine, UsageTotal, WindowState)
from rostra.app._moderation import STEPS, Moderated, PictureReport, Reported
from rostra.app._policed import stopped
from rostra.app._picture_words import (
    Decided, Drawing, DrawingEvent, Drawn, Failed, PainterState, PainterTried, Painting, PictureAlt,
    PictureFile, PictureNamed, PictureOrder, PictureShown, PictureWanted, PicturesAsked, Queued)
from rostra.app._prompts import known_prompt, prompt_diff, prompt_states, prompts_in_use
from rostra.app._remote import remote
from rostra.app._restore import restore
from rostra.app._rostra import Rostra
from rostra.app._traces import Traces, request_id
from rostra.app._talk_words import Bounds, Past, Turn
from rostra.app._talking import Talking, shown_url
from rostra.app._wire import STREAMS, VERBS, dump, dump_error, dump_event, load, plain
from rostra.app._words import (
    AnswerNamed, AnswersAsked, Asking, ChatChange, ChatFound, ChatLine, ChatMessage, ChatNamed,
    ChatSearch, Conversation, Delving, Digesting, Intake, KeptAnswer, KeptInquiry, Marked, Marking,
    ModelState, Naming, OldAnswer, Opened, PromptCheck, PromptState, PromptsTried, Ruled, Saying,
    Status, ThingNamed, ThingsAsked, Timeline, ToolAbout, ToolRun, Translating, Verified)
from rostra.app._zone import local_zone

__all__ = [
    "PAGE", "STEPS", "STREAMS", "VERBS", "Alerted", "AllowanceState", "AnswerNamed", "AnswersAsked",
    "App", "Arena", "Asking", "AuditAsked", "AuditLine", "BackedUp", "BattleAsking",
    "BattleExample", "BattleLine", "BattleNamed", "BattleOutcome", "BattleShown", "BattleTurn",
    "BattlesAsked", "BoardAsked", "BoardWish", "BotPlace", "Bounds", "ChatChange", "ChatFound",
    "ChatLine", "ChatMessage", "ChatNamed", "ChatPage", "ChatPaged", "ChatSearch", "Conversation",
    "Decided", "Delivered", "Delving", "Digesting", "Drawing", "DrawingEvent", "Drawn", "Duel",
    "EntrantLine", "ExamplesAsked", "ExportAsked", "ExportPage", "FactorOffer", "Failed", "Finding",
    "Hooked", "Hooking", "Intake", "InvitationLine", "Invited", "Inviting", "KeptAnswer",
    "KeptDigest", "KeptInquiry", "KeyLine", "KeyMade", "KeyWanted", "Marked", "Marking",
    "MentionBecomes", "MentionRuled", "MentionState", "Mentioned", "MentionsAsked", "ModelState",
    "Moderated", "Naming", "NeedsCode", "OldAnswer", "Opened", "OutsideLine", "OwnKeyLine", "Owner",
    "Pace", "PageSeen", "PainterState", "PainterTried", "Painting", "PasskeyAsked", "PasskeyLine",
    "Past", "People", "PersonChange", "PersonGone", "PersonLine", "PictureAlt", "PictureFile",
    "PictureNamed", "PictureOrder", "PictureReport", "PictureShown", "PictureWanted",
    "PicturesAsked", "PlayProgress", "Playing", "PromptCheck", "PromptState", "PromptsTried",
    "Queued", "Registering", "RepliesAsked", "Reported", "Reservation", "Rostra", "Ruled", "Saved",
    "Saving", "Saying", "Seeing", "SeenBefore", "SeenNamed", "SessionLine", "Share", "Shown",
    "ShownBefore", "ShownTurn", "Sighting", "SignedIn", "Status", "StoryCover", "Talking",
    "ThingNamed", "ThingsAsked", "Timeline", "ToolAbout", "ToolRun", "Traces", "Translating",
    "Turn", "UsageAsked", "UsageLine", "UsageTotal", "Verified", "Visit", "VoteGiven",
    "VotesBrought", "VotesTaken", "Voting", "Watched", "Watching", "WindowState", "announce",
    "answer_card", "board_of_file", "connect", "digest_covers", "dump", "dump_error", "dump_event",
    "examine", "find_owner", "known_prompt", "lines_of", "load", "local_zone", "model_states",
    "open_app", "open_lineup", "open_people", "own", "picture_of", "plain", "play_battles",
    "prompt_diff", "prompt_states", "prompts_in_use", "remote", "request_id", "restore",
    "shown_file", "shown_url", "socket_path", "standings", "start_logging", "stop_owner", "stopped",
    "tell_owner", "this_process", "usable", "weights_folder", "weights_problem", "weights_sources",
]  # fmt: skip
