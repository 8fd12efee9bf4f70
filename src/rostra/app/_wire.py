"""How verbs, their arguments and their results travel between the owner and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rostra import errors
from rostra.app._arena_board_words import BoardAsked
from rostra.app._arena_file_words import ExportAsked, ExportPage, VotesBrought, VotesTaken
from rostra.app._arena_words import (
    BattleAsking,
    BattleLine,
    BattleNamed,
    BattlesAsked,
    BattleShown,
    BattleTurn,
    EntrantLine,
    Registering,
    VoteGiven,
    Voting,
)
from rostra.app._backup import BackedUp
from rostra.app._bot_words import (
    BotPlace,
    MentionBecomes,
    Mentioned,
    MentionRuled,
    MentionsAsked,
    RepliesAsked,
)
from rostra.app._eye_words import Seeing, SeenNamed, ShownBefore, Sighting
from rostra.app._order_words import Alerted, KeptDigest, Saved, Saving, Watched, Watching
from rostra.app._picture_words import (
    Decided,
    Drawing,
    DrawingEvent,
    Drawn,
    Failed,
    PainterState,
    PainterTried,
    PictureAlt,
    PictureFile,
    PictureNamed,
    PictureOrder,
    PicturesAsked,
    PictureWanted,
    Queued,
)
from rostra.app._words import (
    Asking,
    ChatChange,
    ChatFound,
    ChatLine,
    ChatNamed,
    ChatSearch,
    Conversation,
    Delving,
    Digesting,
    Intake,
    KeptAnswer,
    KeptInquiry,
    Marked,
    Marking,
    Naming,
    OldAnswer,
    Opened,
    PromptCheck,
    PromptsTried,
    Ruled,
    Saying,
    Status,
    Timeline,
    ToolAbout,
    ToolRun,
    Translating,
    Verified,
)
from rostra.arena import Began, Ended, Event, Masked, Piece, Ready, Suspicion, Voided
from rostra.assistant import (
    Called,
    Concluded,
    Deepening,
    Digest,
    Divided,
    Explained,
    Finished,
    Gathered,
    Looked,
    Planned,
    Progress,
    Said,
    Translation,
    Typed,
)
from rostra.errors import OwnerError, RostraError
from rostra.events import Trend
from rostra.posts import Deletion, Found, Minute, Post, Query, Rising, Written
from rostra.tools import Call


@dataclass(frozen=True, slots=True)
class Verb:
    """The types of a verb's one argument (None: it has none) and of its result."""

    takes: Any
    gives: Any


VERBS: Mapping[str, Verb] = {
    "board": Verb(BoardAsked, str),
    "digest": Verb(Digesting, Digest),
    "digests": Verb(int, tuple[KeptDigest, ...]),
    "kept_digest": Verb(str, KeptDigest | None),
    "save_digest": Verb(Saving, Saved),
    "saved": Verb(None, tuple[Saved, ...]),
    "unsave_digest": Verb(str, int),
    "watch": Verb(Watching, Watched),
    "watches": Verb(None, tuple[Watched, ...]),
    "unwatch": Verb(str, int),
    "alerts": Verb(int, tuple[Alerted, ...]),
    "search": Verb(Query, Found),
    "show": Verb(str, Post | None),
    "thread": Verb(str, tuple[Post, ...]),
    "timeline": Verb(Timeline, tuple[Post, ...]),
    "rising": Verb(Query, tuple[Rising, ...]),
    "trends": Verb(Query, tuple[Trend, ...]),
    "minutes": Verb(Query, tuple[Minute, ...]),
    "delete": Verb(Deletion, Written),
    "take_in": Verb(Intake, Written),
    "load_sample": Verb(None, int),
    "drop_sample": Verb(None, int),
    "only_sample": Verb(None, bool),
    "reload": Verb(None, tuple[str, ...]),
    "explain": Verb(Naming, Explained | None),
    "see": Verb(Seeing, Sighting),
    "verify": Verb(Asking, Verified),
    "rulings": Verb(str, tuple[Ruled, ...]),
    "inquiries": Verb(int, tuple[KeptInquiry, ...]),
    "check_prompts": Verb(PromptCheck, PromptsTried),
    "translate": Verb(Translating, Translation | None),
    "tools": Verb(None, tuple[ToolAbout, ...]),
    "run_tool": Verb(ToolRun, Call),
    "status": Verb(None, Status),
    "mention_met": Verb(Mentioned, bool),
    "mention_becomes": Verb(MentionBecomes, bool),
    "mentions": Verb(MentionsAsked, tuple[Mentioned, ...]),
    "mention_ruled": Verb(MentionRuled, Mentioned),
    "mention_replies": Verb(RepliesAsked, int),
    "bot_place": Verb(BotPlace, str),
    "back_up": Verb(str, BackedUp),
    "answers": Verb(int, tuple[KeptAnswer, ...]),
    "answer": Verb(str, OldAnswer | None),
    "mark": Verb(Marking, tuple[Marked, ...]),
    "marks": Verb(int, tuple[Marked, ...]),
    "unmark": Verb(str, int),
    "chats": Verb(ChatSearch, tuple[ChatLine, ...]),
    "chats_search": Verb(ChatSearch, tuple[ChatFound, ...]),
    "chat_show": Verb(ChatNamed, Conversation | None),
    "chat_change": Verb(ChatChange, bool),
    "chat_delete": Verb(ChatNamed, bool),
    "chat_import": Verb(Conversation, str),
    "vote": Verb(Voting, VoteGiven),
    "battle_names": Verb(BattleNamed, BattleShown | None),
    "battle_show": Verb(BattleNamed, BattleShown | None),
    "battles": Verb(BattlesAsked, tuple[BattleLine, ...]),
    "entrants": Verb(None, tuple[EntrantLine, ...]),
    "suspicions": Verb(None, tuple[Suspicion, ...]),
    "register": Verb(None, tuple[Masked, ...]),
    "register_add": Verb(Registering, tuple[Masked, ...]),
    "reveal": Verb(str, tuple[Masked, ...]),
    "retire": Verb(str, tuple[Masked, ...]),
    "take_votes": Verb(VotesBrought, VotesTaken),
    "export_votes": Verb(ExportAsked, ExportPage),
    "pictures": Verb(PicturesAsked, tuple[PictureOrder, ...]),
    "picture_show": Verb(PictureNamed, PictureOrder | None),
    "picture_file": Verb(PictureNamed, PictureFile | None),
    "chat_pictures": Verb(ChatNamed, tuple[ShownBefore, ...]),
    "seen_file": Verb(SeenNamed, PictureFile | None),
    "picture_alt": Verb(PictureAlt, PictureOrder),
    "picture_delete": Verb(PictureNamed, int),
    "picture_cancel": Verb(PictureNamed, bool),
    "painters": Verb(None, tuple[PainterState, ...]),
    "check_painter": Verb(str, PainterTried),
}
"""Every verb that the owner answers, beside those that stream."""

STREAMS: Mapping[str, Any] = {
    "ask": Asking,
    "chat": Saying,
    "deep": Delving,
    "battle": BattleAsking,
    "battle_turn": BattleTurn,
    "draw": PictureWanted,
}
"""The verbs that stream events, with the type of their argument."""

EVENTS: Mapping[str, Any] = {
    "planned": Planned,
    "called": Called,
    "gathered": Gathered,
    "typed": Typed,
    "said": Said,
    "opened": Opened,
    "finished": Finished,
    "divided": Divided,
    "looked": Looked,
    "concluded": Concluded,
    "began": Began,
    "piece": Piece,
    "ended": Ended,
    "voided": Voided,
    "ready": Ready,
    "decided": Decided,
    "queued": Queued,
    "drawing": Drawing,
    "drawn": Drawn,
    "failed": Failed,
}
LAST = ("finished", "concluded", "voided", "ready", "drawn", "failed")
"""Events that end a stream."""


def dump(kind: Any, value: Any) -> bytes:
    """Write a value of a type as JSON."""
    raw: bytes = _adapter(kind).dump_json(value)
    return raw


def plain(kind: Any, value: Any) -> Any:
    """Turn a value of a type into what `json.dumps` takes."""
    return _adapter(kind).dump_python(value, mode="json")


def load(kind: Any, raw: bytes | str) -> Any:
    """Read a value of a type from JSON; raises OwnerError when it does not fit."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(part) for part in first["loc"]) or "the body"
        msg = f"{at}: {first['msg']}"
        raise OwnerError(msg) from None


def dump_event(event: Progress | Opened | Deepening | Event | DrawingEvent) -> tuple[str, bytes]:
    """Return the event's name and its JSON."""
    name = type(event).__name__.lower()
    return name, dump(EVENTS[name], event)


def load_event(name: str, raw: bytes | str) -> Any:
    """Read one event of a stream."""
    return load(EVENTS[name], raw)


def dump_error(error: RostraError) -> dict[str, dict[str, str]]:
    """Return the error as it stands in a reply."""
    return {"error": {"type": type(error).__name__, "message": str(error)}}


def raise_error(told: Mapping[str, str]) -> None:
    """Raise what the owner told, as the same kind of error."""
    name = told.get("type", "")
    kind = getattr(errors, name) if name in errors.__all__ else RostraError
    raise kind(told.get("message", "the owner failed and did not say why; see its log"))


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
