"""What may be asked of a Rostra, here or in another process: every verb, once, with its types.

What a verb takes and gives also says how it travels over the owner's socket; see `_wire`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

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
from rostra.app._owner import Owner
from rostra.app._picture_words import (
    DrawingEvent,
    PainterState,
    PainterTried,
    Painting,
    PictureAlt,
    PictureFile,
    PictureNamed,
    PictureOrder,
    PicturesAsked,
    PictureWanted,
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
from rostra.arena import Event, Masked, Suspicion
from rostra.assistant import Deepening, Digest, Explained, Progress, Translation
from rostra.events import Trend
from rostra.posts import Deletion, Found, Minute, Post, Query, Rising, Written
from rostra.tools import Call


class Rostra(Protocol):
    """An open Rostra: the app itself, or the owner of its data folder as another process sees it.

    A verb takes one argument or none; one that gives an iterator streams its events.
    """

    @property
    def owner(self) -> Owner:
        """Who owns the data folder."""

    def ask(self, asking: Asking) -> Iterator[Progress]:
        """Stream the answer to a question."""

    def chat(self, saying: Saying) -> Iterator[Progress | Painting | Opened]:
        """Stream the answer to a turn of a conversation."""

    def deep(self, delving: Delving) -> Iterator[Deepening]:
        """Stream the progress of a long question."""

    def inquiries(self, limit: int) -> tuple[KeptInquiry, ...]:
        """List kept long questions."""

    def board(self, asked: BoardAsked) -> str:
        """Write the arena's board in the form asked for."""

    def see(self, seeing: Seeing) -> Sighting:
        """Read pictures."""

    def explain(self, naming: Naming) -> Explained | None:
        """Explain a post."""

    def verify(self, asking: Asking) -> Verified:
        """Rule on a claim."""

    def rulings(self, claim: str) -> tuple[Ruled, ...]:
        """Return kept rulings."""

    def digest(self, wish: Digesting) -> Digest:
        """Return a digest."""

    def digests(self, limit: int) -> tuple[KeptDigest, ...]:
        """List the newest kept digests."""

    def kept_digest(self, digest_id: str) -> KeptDigest | None:
        """Return a kept digest."""

    def save_digest(self, saving: Saving) -> Saved:
        """Have a digest made again and again."""

    def saved(self) -> tuple[Saved, ...]:
        """List the saved digests."""

    def unsave_digest(self, name: str) -> int:
        """Have a saved digest made no more."""

    def watch(self, watching: Watching) -> Watched:
        """Have a search watched."""

    def watches(self) -> tuple[Watched, ...]:
        """List the watched searches."""

    def unwatch(self, name: str) -> int:
        """Have a search watched no more."""

    def alerts(self, limit: int) -> tuple[Alerted, ...]:
        """List the newest alerts."""

    def search(self, query: Query) -> Found:
        """Search the posts."""

    def show(self, post_id: str) -> Post | None:
        """Return one post."""

    def thread(self, post_id: str) -> tuple[Post, ...]:
        """Return the thread a post stands in."""

    def timeline(self, timeline: Timeline) -> tuple[Post, ...]:
        """Return an author's newest posts."""

    def rising(self, query: Query) -> tuple[Rising, ...]:
        """Return the terms that rise."""

    def trends(self, query: Query) -> tuple[Trend, ...]:
        """Return the stories that rise."""

    def minutes(self, query: Query) -> tuple[Minute, ...]:
        """Return counts per minute."""

    def check_prompts(self, asked: PromptCheck) -> PromptsTried:
        """Check prompts."""

    def translate(self, asked: Translating) -> Translation | None:
        """Translate a post."""

    def tools(self) -> tuple[ToolAbout, ...]:
        """List the tools."""

    def run_tool(self, run: ToolRun) -> Call:
        """Run one tool by hand."""

    def take_votes(self, brought: VotesBrought) -> VotesTaken:
        """Keep votes of another arena."""

    def export_votes(self, asked: ExportAsked) -> ExportPage:
        """Return a page of an export."""

    def delete(self, deletion: Deletion) -> Written:
        """Delete a post."""

    def take_in(self, intake: Intake) -> Written:
        """Store the changes in some lines."""

    def only_sample(self) -> bool:
        """Whether the store holds the sample feed and no live post."""

    def load_sample(self) -> int:
        """Take in the sample feed; returns how many changes were stored."""

    def drop_sample(self) -> int:
        """Drop the sample feed; returns how many posts went."""

    def chats(self, asked: ChatSearch) -> tuple[ChatLine, ...]:
        """List chats."""

    def chats_search(self, asked: ChatSearch) -> tuple[ChatFound, ...]:
        """Search all that was said in chats."""

    def chat_show(self, named: ChatNamed) -> Conversation | None:
        """Return a whole chat."""

    def chat_change(self, change: ChatChange) -> bool:
        """Rename, pin or move a chat."""

    def chat_delete(self, named: ChatNamed) -> bool:
        """Delete a chat for good."""

    def chat_import(self, told: Conversation) -> str:
        """Take in an exported chat; returns its new id."""

    def battle(self, asking: BattleAsking) -> Iterator[Event]:
        """Stream a battle."""

    def battle_turn(self, turn: BattleTurn) -> Iterator[Event]:
        """Stream a further turn of a battle."""

    def vote(self, voting: Voting) -> VoteGiven:
        """Give a vote."""

    def battle_names(self, named: BattleNamed) -> BattleShown | None:
        """Tell the names of a battle without a vote."""

    def battle_show(self, named: BattleNamed) -> BattleShown | None:
        """Return a whole battle."""

    def battles(self, asked: BattlesAsked) -> tuple[BattleLine, ...]:
        """List battles."""

    def entrants(self) -> tuple[EntrantLine, ...]:
        """List who may be met."""

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Tell what speaks against voters and runs of votes, strongest first."""

    def register(self) -> tuple[Masked, ...]:
        """Return the register of anonymous entrants."""

    def register_add(self, new: Registering) -> tuple[Masked, ...]:
        """Register an anonymous entrant."""

    def reveal(self, code: str) -> tuple[Masked, ...]:
        """Reveal an anonymous entrant."""

    def retire(self, code: str) -> tuple[Masked, ...]:
        """Draw an anonymous entrant no more."""

    def draw(self, wanted: PictureWanted) -> Iterator[DrawingEvent]:
        """Stream an order for pictures."""

    def pictures(self, asked: PicturesAsked) -> tuple[PictureOrder, ...]:
        """List orders with their pictures."""

    def picture_show(self, named: PictureNamed) -> PictureOrder | None:
        """Return a picture with its order."""

    def picture_file(self, named: PictureNamed) -> PictureFile | None:
        """Return a picture's file."""

    def seen_file(self, named: SeenNamed) -> PictureFile | None:
        """Return a picture of a post."""

    def chat_pictures(self, named: ChatNamed) -> tuple[ShownBefore, ...]:
        """List the pictures of a chat."""

    def picture_alt(self, said: PictureAlt) -> PictureOrder:
        """Give a picture another description."""

    def picture_delete(self, named: PictureNamed) -> int:
        """Delete pictures for good."""

    def picture_cancel(self, named: PictureNamed) -> bool:
        """Cancel an order."""

    def painters(self) -> tuple[PainterState, ...]:
        """List the painters."""

    def check_painter(self, name: str) -> PainterTried:
        """Try a painter."""

    def reload(self) -> tuple[str, ...]:
        """Have the owner read its settings again; returns what changed."""

    def status(self) -> Status:
        """Return how the owner fares."""

    def back_up(self, path: str) -> BackedUp:
        """Write everything into one new file."""

    def mention_met(self, met: Mentioned) -> bool:
        """Keep a mention of the bot."""

    def mention_becomes(self, asked: MentionBecomes) -> bool:
        """Keep what a mention became."""

    def mentions(self, asked: MentionsAsked) -> tuple[Mentioned, ...]:
        """List mentions of the bot."""

    def mention_ruled(self, ruled: MentionRuled) -> Mentioned:
        """Let a waiting reply out or not."""

    def mention_replies(self, asked: RepliesAsked) -> int:
        """Count replies of the bot."""

    def bot_place(self, asked: BotPlace) -> str:
        """Return how far the bot read."""

    def answers(self, limit: int) -> tuple[KeptAnswer, ...]:
        """List the newest kept answers."""

    def answer(self, answer_id: str) -> OldAnswer | None:
        """Show a kept answer as it stands today."""

    def mark(self, marking: Marking) -> tuple[Marked, ...]:
        """Keep a reader's mark on a sentence's citations."""

    def marks(self, limit: int) -> tuple[Marked, ...]:
        """List the newest marks."""

    def unmark(self, mark_id: str) -> int:
        """Take a mark back; returns for how many posts it stood."""
