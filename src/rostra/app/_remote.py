"""Ask the owner of a data folder over its socket, with the same verbs as the app itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

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
from rostra.app._wire import LAST, STREAMS, VERBS, dump, load, load_event, raise_error
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
from rostra.errors import OwnerError
from rostra.events import Trend
from rostra.posts import Deletion, Found, Minute, Post, Query, Rising, Written
from rostra.tools import Call

if TYPE_CHECKING:
    import httpx


class Remote:
    """The owner, as seen from another process. Every method asks it and waits for the reply."""

    def __init__(self, owner: Owner) -> None:
        import httpx

        self.owner = owner
        # A model may think for minutes before its first word; the owner's death ends the wait.
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=owner.socket),
            base_url="http://owner",
            timeout=httpx.Timeout(None, connect=10.0),
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def ask(self, asking: Asking) -> Iterator[Progress]:
        """Stream the answer to a question."""
        return cast("Iterator[Progress]", self._stream("ask", asking))

    def chat(self, saying: Saying) -> Iterator[Progress | Painting | Opened]:
        """Stream the answer to a turn of a conversation."""
        return self._stream("chat", saying)

    def deep(self, delving: Delving) -> Iterator[Deepening]:
        """Stream the progress of a long question."""
        return self._stream("deep", delving)

    def inquiries(self, limit: int) -> tuple[KeptInquiry, ...]:
        """List kept long questions."""
        return cast("tuple[KeptInquiry, ...]", self._call("inquiries", limit))

    def board(self, asked: BoardAsked) -> str:
        """Write the arena's board in the form asked for."""
        return cast("str", self._call("board", asked))

    def see(self, seeing: Seeing) -> Sighting:
        """Read pictures."""
        return cast("Sighting", self._call("see", seeing))

    def explain(self, naming: Naming) -> Explained | None:
        """Explain a post."""
        return cast("Explained | None", self._call("explain", naming))

    def verify(self, asking: Asking) -> Verified:
        """Rule on a claim."""
        return cast("Verified", self._call("verify", asking))

    def rulings(self, claim: str) -> tuple[Ruled, ...]:
        """Return kept rulings."""
        return cast("tuple[Ruled, ...]", self._call("rulings", claim))

    def digest(self, wish: Digesting) -> Digest:
        """Return a digest."""
        return cast("Digest", self._call("digest", wish))

    def digests(self, limit: int) -> tuple[KeptDigest, ...]:
        """List the newest kept digests."""
        return cast("tuple[KeptDigest, ...]", self._call("digests", limit))

    def kept_digest(self, digest_id: str) -> KeptDigest | None:
        """Return a kept digest."""
        return cast("KeptDigest | None", self._call("kept_digest", digest_id))

    def save_digest(self, saving: Saving) -> Saved:
        """Have a digest made again and again."""
        return cast("Saved", self._call("save_digest", saving))

    def saved(self) -> tuple[Saved, ...]:
        """List the saved digests."""
        return cast("tuple[Saved, ...]", self._call("saved"))

    def unsave_digest(self, name: str) -> int:
        """Have a saved digest made no more."""
        return cast("int", self._call("unsave_digest", name))

    def watch(self, watching: Watching) -> Watched:
        """Have a search watched."""
        return cast("Watched", self._call("watch", watching))

    def watches(self) -> tuple[Watched, ...]:
        """List the watched searches."""
        return cast("tuple[Watched, ...]", self._call("watches"))

    def unwatch(self, name: str) -> int:
        """Have a search watched no more."""
        return cast("int", self._call("unwatch", name))

    def alerts(self, limit: int) -> tuple[Alerted, ...]:
        """List the newest alerts."""
        return cast("tuple[Alerted, ...]", self._call("alerts", limit))

    def search(self, query: Query) -> Found:
        """Search the posts."""
        return cast("Found", self._call("search", query))

    def show(self, post_id: str) -> Post | None:
        """Return one post."""
        return cast("Post | None", self._call("show", post_id))

    def thread(self, post_id: str) -> tuple[Post, ...]:
        """Return the thread a post stands in."""
        return cast("tuple[Post, ...]", self._call("thread", post_id))

    def timeline(self, timeline: Timeline) -> tuple[Post, ...]:
        """Return an author's newest posts."""
        return cast("tuple[Post, ...]", self._call("timeline", timeline))

    def rising(self, query: Query) -> tuple[Rising, ...]:
        """Return the terms that rise."""
        return cast("tuple[Rising, ...]", self._call("rising", query))

    def trends(self, query: Query) -> tuple[Trend, ...]:
        """Return the stories that rise."""
        return cast("tuple[Trend, ...]", self._call("trends", query))

    def minutes(self, query: Query) -> tuple[Minute, ...]:
        """Return counts per minute."""
        return cast("tuple[Minute, ...]", self._call("minutes", query))

    def check_prompts(self, asked: PromptCheck) -> PromptsTried:
        """Check prompts."""
        return cast("PromptsTried", self._call("check_prompts", asked))

    def translate(self, asked: Translating) -> Translation | None:
        """Translate a post."""
        return cast("Translation | None", self._call("translate", asked))

    def tools(self) -> tuple[ToolAbout, ...]:
        """List the tools."""
        return cast("tuple[ToolAbout, ...]", self._call("tools"))

    def run_tool(self, run: ToolRun) -> Call:
        """Run one tool by hand."""
        return cast("Call", self._call("run_tool", run))

    def take_votes(self, brought: VotesBrought) -> VotesTaken:
        """Keep votes of another arena."""
        return cast("VotesTaken", self._call("take_votes", brought))

    def export_votes(self, asked: ExportAsked) -> ExportPage:
        """Return a page of an export."""
        return cast("ExportPage", self._call("export_votes", asked))

    def delete(self, deletion: Deletion) -> Written:
        """Delete a post."""
        return cast("Written", self._call("delete", deletion))

    def take_in(self, intake: Intake) -> Written:
        """Store the changes in some lines."""
        return cast("Written", self._call("take_in", intake))

    def only_sample(self) -> bool:
        """Whether the store holds the sample feed and no live post."""
        return cast("bool", self._call("only_sample"))

    def load_sample(self) -> int:
        """Take in the sample feed; returns how many changes were stored."""
        return cast("int", self._call("load_sample"))

    def drop_sample(self) -> int:
        """Drop the sample feed; returns how many posts went."""
        return cast("int", self._call("drop_sample"))

    def chats(self, asked: ChatSearch) -> tuple[ChatLine, ...]:
        """List chats."""
        return cast("tuple[ChatLine, ...]", self._call("chats", asked))

    def chats_search(self, asked: ChatSearch) -> tuple[ChatFound, ...]:
        """Search all that was said in chats."""
        return cast("tuple[ChatFound, ...]", self._call("chats_search", asked))

    def chat_show(self, named: ChatNamed) -> Conversation | None:
        """Return a whole chat."""
        return cast("Conversation | None", self._call("chat_show", named))

    def chat_change(self, change: ChatChange) -> bool:
        """Rename, pin or move a chat."""
        return cast("bool", self._call("chat_change", change))

    def chat_delete(self, named: ChatNamed) -> bool:
        """Delete a chat for good."""
        return cast("bool", self._call("chat_delete", named))

    def chat_import(self, told: Conversation) -> str:
        """Take in an exported chat; returns its new id."""
        return cast("str", self._call("chat_import", told))

    def battle(self, asking: BattleAsking) -> Iterator[Event]:
        """Stream a battle."""
        return cast("Iterator[Event]", self._stream("battle", asking))

    def battle_turn(self, turn: BattleTurn) -> Iterator[Event]:
        """Stream a further turn of a battle."""
        return cast("Iterator[Event]", self._stream("battle_turn", turn))

    def vote(self, voting: Voting) -> VoteGiven:
        """Give a vote."""
        return cast("VoteGiven", self._call("vote", voting))

    def battle_names(self, named: BattleNamed) -> BattleShown | None:
        """Tell the names of a battle without a vote."""
        return cast("BattleShown | None", self._call("battle_names", named))

    def battle_show(self, named: BattleNamed) -> BattleShown | None:
        """Return a whole battle."""
        return cast("BattleShown | None", self._call("battle_show", named))

    def battles(self, asked: BattlesAsked) -> tuple[BattleLine, ...]:
        """List battles."""
        return cast("tuple[BattleLine, ...]", self._call("battles", asked))

    def entrants(self) -> tuple[EntrantLine, ...]:
        """List who may be met."""
        return cast("tuple[EntrantLine, ...]", self._call("entrants"))

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Tell what speaks against voters and runs of votes, strongest first."""
        return cast("tuple[Suspicion, ...]", self._call("suspicions"))

    def register(self) -> tuple[Masked, ...]:
        """Return the register of anonymous entrants."""
        return cast("tuple[Masked, ...]", self._call("register"))

    def register_add(self, new: Registering) -> tuple[Masked, ...]:
        """Register an anonymous entrant."""
        return cast("tuple[Masked, ...]", self._call("register_add", new))

    def reveal(self, code: str) -> tuple[Masked, ...]:
        """Reveal an anonymous entrant."""
        return cast("tuple[Masked, ...]", self._call("reveal", code))

    def retire(self, code: str) -> tuple[Masked, ...]:
        """Draw an anonymous entrant no more."""
        return cast("tuple[Masked, ...]", self._call("retire", code))

    def draw(self, wanted: PictureWanted) -> Iterator[DrawingEvent]:
        """Stream an order for pictures."""
        return cast("Iterator[DrawingEvent]", self._stream("draw", wanted))

    def pictures(self, asked: PicturesAsked) -> tuple[PictureOrder, ...]:
        """List orders with their pictures."""
        return cast("tuple[PictureOrder, ...]", self._call("pictures", asked))

    def picture_show(self, named: PictureNamed) -> PictureOrder | None:
        """Return a picture with its order."""
        return cast("PictureOrder | None", self._call("picture_show", named))

    def picture_file(self, named: PictureNamed) -> PictureFile | None:
        """Return a picture's file."""
        return cast("PictureFile | None", self._call("picture_file", named))

    def seen_file(self, named: SeenNamed) -> PictureFile | None:
        """Return a picture of a post."""
        return cast("PictureFile | None", self._call("seen_file", named))

    def chat_pictures(self, named: ChatNamed) -> tuple[ShownBefore, ...]:
        """List the pictures of a chat."""
        return cast("tuple[ShownBefore, ...]", self._call("chat_pictures", named))

    def picture_alt(self, said: PictureAlt) -> PictureOrder:
        """Give a picture another description."""
        return cast("PictureOrder", self._call("picture_alt", said))

    def picture_delete(self, named: PictureNamed) -> int:
        """Delete pictures for good."""
        return cast("int", self._call("picture_delete", named))

    def picture_cancel(self, named: PictureNamed) -> bool:
        """Cancel an order."""
        return cast("bool", self._call("picture_cancel", named))

    def painters(self) -> tuple[PainterState, ...]:
        """List the painters."""
        return cast("tuple[PainterState, ...]", self._call("painters"))

    def check_painter(self, name: str) -> PainterTried:
        """Try a painter."""
        return cast("PainterTried", self._call("check_painter", name))

    def reload(self) -> tuple[str, ...]:
        """Have the owner read its settings again; returns what changed."""
        return cast("tuple[str, ...]", self._call("reload"))

    def status(self) -> Status:
        """Return how the owner fares."""
        return cast("Status", self._call("status"))

    def back_up(self, path: str) -> BackedUp:
        """Write everything into one new file."""
        return cast("BackedUp", self._call("back_up", path))

    def mention_met(self, met: Mentioned) -> bool:
        """Keep a mention of the bot."""
        return cast("bool", self._call("mention_met", met))

    def mention_becomes(self, asked: MentionBecomes) -> bool:
        """Keep what a mention became."""
        return cast("bool", self._call("mention_becomes", asked))

    def mentions(self, asked: MentionsAsked) -> tuple[Mentioned, ...]:
        """List mentions of the bot."""
        return cast("tuple[Mentioned, ...]", self._call("mentions", asked))

    def mention_ruled(self, ruled: MentionRuled) -> Mentioned:
        """Let a waiting reply out or not."""
        return cast("Mentioned", self._call("mention_ruled", ruled))

    def mention_replies(self, asked: RepliesAsked) -> int:
        """Count replies of the bot."""
        return cast("int", self._call("mention_replies", asked))

    def bot_place(self, asked: BotPlace) -> str:
        """Return how far the bot read."""
        return cast("str", self._call("bot_place", asked))

    def answers(self, limit: int) -> tuple[KeptAnswer, ...]:
        """List the newest kept answers."""
        return cast("tuple[KeptAnswer, ...]", self._call("answers", limit))

    def answer(self, answer_id: str) -> OldAnswer | None:
        """Show a kept answer as it stands today."""
        return cast("OldAnswer | None", self._call("answer", answer_id))

    def mark(self, marking: Marking) -> tuple[Marked, ...]:
        """Keep a reader's mark on a sentence's citations."""
        return cast("tuple[Marked, ...]", self._call("mark", marking))

    def marks(self, limit: int) -> tuple[Marked, ...]:
        """List the newest marks."""
        return cast("tuple[Marked, ...]", self._call("marks", limit))

    def unmark(self, mark_id: str) -> int:
        """Take a mark back; returns for how many posts it stood."""
        return cast("int", self._call("unmark", mark_id))

    def _stream(self, name: str, argument: Any) -> Iterator[Any]:
        content = dump(STREAMS[name], argument)
        with (
            self._asking(),
            self._client.stream("POST", f"/owner/{name}", content=content) as reply,
        ):
            if reply.status_code != 200:
                reply.read()
                _refuse(reply)
            for line in reply.iter_lines():
                told = json.loads(line)
                if told["event"] == "error":
                    raise_error(told["data"])
                yield load_event(told["event"], json.dumps(told["data"]))
                if told["event"] in LAST:
                    return
            raise OwnerError(self._ended())

    def _call(self, name: str, argument: Any = None) -> Any:
        verb = VERBS[name]
        with self._asking():
            reply = self._client.post(f"/owner/{name}", content=dump(verb.takes, argument))
        if reply.status_code != 200:
            _refuse(reply)
        return load(verb.gives, reply.content)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.ConnectError as error:
            msg = (
                f"the owner of the data folder (pid {self.owner.pid}) does not listen at "
                f"{self.owner.socket}: {error}; it may be just ending: try again in a second"
            )
            raise OwnerError(msg) from None
        except httpx.TransportError:
            raise OwnerError(self._ended()) from None

    def _ended(self) -> str:
        return (
            f"the owner of the data folder (pid {self.owner.pid}) ended while it was asked; "
            "ask again: without an owner the store is opened directly"
        )


def _refuse(reply: httpx.Response) -> None:
    try:
        told = reply.json()["error"]
    except (ValueError, KeyError, TypeError):
        told = {"message": f"the owner answered {reply.status_code}: {reply.text[:200]}"}
    raise_error(told)
