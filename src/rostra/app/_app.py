"""The wiring: settings become a store, records, models and feeds, and one set of verbs."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.app import _arena_files, _bot, _due, _orders, _sharing
from rostra.app._answering import Answering
from rostra.app._api_rows import ApiRows
from rostra.app._arena import Arena
from rostra.app._arena_board import Boards
from rostra.app._arena_board_words import BoardAsked
from rostra.app._arena_file_words import ExportAsked, ExportPage, VotesBrought, VotesTaken
from rostra.app._arena_integrity import Integrity
from rostra.app._arena_words import (
    BattleAsking,
    BattleExample,
    BattleLine,
    BattleNamed,
    BattleOutcome,
    BattlesAsked,
    BattleShown,
    BattleTurn,
    EntrantLine,
    ExamplesAsked,
    Registering,
    VoteGiven,
    Voting,
)
from rostra.app._backup import BackedUp, Held, back_up
from rostra.app._bot_words import (
    BotPlace,
    MentionBecomes,
    Mentioned,
    MentionRuled,
    MentionsAsked,
    RepliesAsked,
)
from rostra.app._chat_pages import chat_message, chat_page
from rostra.app._chat_pictures import draws, with_pictures
from rostra.app._chat_words import ChatPage, ChatPaged, Share
from rostra.app._chatting import Chatting
from rostra.app._delving import deep, inquiries
from rostra.app._disk import folder_size, without_key
from rostra.app._duel import Duel, duel
from rostra.app._embedders import open_embedders
from rostra.app._entrants import Talks, entrants_of, missing_entrants
from rostra.app._eye_asking import ask_seeing, with_eyes
from rostra.app._eye_words import Seeing, SeenNamed, ShownBefore, Sighting
from rostra.app._eyes import Eyes
from rostra.app._hooks import sender
from rostra.app._intake import changes_in
from rostra.app._judging import Judging
from rostra.app._kept import answers_citing, kept_answers, mark_wrong, marked, old_answer
from rostra.app._models import model_states, open_lineup, try_model
from rostra.app._moderation import Moderated, PictureReport, Step
from rostra.app._modes import explain, rulings, translate, try_prompts, verify
from rostra.app._order_words import Alerted, KeptDigest, Saved, Saving, Watched, Watching
from rostra.app._own_things import export_things, forget_things
from rostra.app._owner import Owner
from rostra.app._people import People
from rostra.app._people_words import PersonGone
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
from rostra.app._pictures import Pictures
from rostra.app._plan_desk import PlanDesk
from rostra.app._policed import with_policy
from rostra.app._prompts import prompt_notes
from rostra.app._ready import said_of
from rostra.app._running import Running
from rostra.app._scrub import losses, scrub
from rostra.app._talking import Talking
from rostra.app._tools import listed_tools, mcp_servers
from rostra.app._traces import open_traces
from rostra.app._used import with_used
from rostra.app._words import (
    AnswerNamed,
    AnswersAsked,
    Asking,
    ChatChange,
    ChatFound,
    ChatLine,
    ChatMessage,
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
    ModelState,
    Naming,
    OldAnswer,
    Opened,
    PromptCheck,
    PromptsTried,
    Ruled,
    Saying,
    Status,
    ThingNamed,
    ThingsAsked,
    Timeline,
    ToolAbout,
    ToolRun,
    Translating,
    Verified,
    asked_by,
    named_by,
)
from rostra.app._zone import local_zone
from rostra.arena import Entrant, Event, Masked, Suspicion
from rostra.assistant import Deepening, Digest, Explained, Finished, Progress, Translation
from rostra.events import Trend, trends
from rostra.feeds import SourceState
from rostra.models import Check
from rostra.policy import Decision
from rostra.posts import SAMPLE, Change, Deletion, Found, Minute, Post, Query, Rising, Written
from rostra.settings import Settings, load_settings
from rostra.tools import Call, Tool, call, open_mcp

if TYPE_CHECKING:
    from rostra.posts import Store
    from rostra.records import Engine

log = logging.getLogger(__name__)


@contextmanager
def open_app(settings: Settings, *, owner: Owner) -> Iterator[App]:
    """Open the store, the records and the models, and close them at the end.

    The caller owns the data folder, or the store is a server's. Nothing runs yet: see `begin`.
    """
    from rostra.posts import open_store
    from rostra.records import open_engine

    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    dsn = settings.posts.dsn
    with ExitStack() as stack:
        records = open_engine(settings.records.dsn or f"sqlite:///{settings.data}/records.sqlite")
        stack.callback(records.dispose)
        models = stack.enter_context(open_lineup(settings))
        embedders = open_embedders(settings)
        store = open_store(
            None if dsn else settings.data / "posts",
            dsn,
            embed=embedders.static,
            fine=embedders.fine,
        )
        stack.callback(store.close)
        store.heed(settings.labels)
        mcp = stack.enter_context(open_mcp(mcp_servers(settings.tools)))
        answering = Answering(settings, store, records, models, embedders, mcp)
        app = App(settings, owner, store, records, answering)
        stack.callback(app.end)
        app.take_up()
        talks: Talks = {}
        app.meet(lambda: entrants_of(answering, talks=talks), lambda: missing_entrants(answering))
        yield app


class App:
    """An open Rostra. Its verbs may be called from any thread."""

    def __init__(
        self, settings: Settings, owner: Owner, store: Store, records: Engine, answering: Answering
    ) -> None:
        self.settings = settings
        self.owner = owner
        self.version = version("rostra")
        self.traces = open_traces(settings, self.version)
        self._first: list[Callable[[], None]] = []
        self._store = store
        self._records = records
        self._answering = answering
        self.people = People(lambda: self.settings, records, lambda: self.owner.address)
        self.plans = PlanDesk(lambda: self.settings, self.people.ground, self.reload)
        self.judging = Judging(lambda: self.settings, records, self._noted)
        self._boards = Boards(records)
        self.talking = Talking(lambda: self.settings, store, answering)
        self.api_rows = ApiRows(records)
        self._running = Running(settings, store, self.keep)
        self._eyes = Eyes(lambda: self.settings, records, store, answering)
        seeing = with_eyes(answering.reply, self._eyes, answering.zone)
        self._pictures = Pictures(lambda: self.settings, records, answering, owner)
        pictured = with_pictures(
            with_policy(seeing, self.judging),
            self._pictures.draw,
            lambda: local_zone(self.settings.timezone),
        )
        self._chatting = Chatting(
            records,
            lambda saying, said, talk: with_used(
                lambda: self.settings, pictured(saying, said, talk)
            ),
            answering.ways,
        )
        self.meet(partial(entrants_of, answering), partial(missing_entrants, answering))

    # What may be asked

    def ask(self, asking: Asking) -> Iterator[Progress]:
        """Stream the answer to a question, and keep it; the last event is Finished.

        Raises PolicyRefused, here as in all that is asked in words.
        """
        decision = self.judging.held(asking.question, asking.owner, sure=asking.sure, of="ask")
        yield from self.asked(asking, decision)

    def asked(self, asking: Asking, decision: Decision) -> Iterator[Progress]:
        """Stream and keep the answer to a question that was judged already."""
        if asking.images:
            events = ask_seeing(self._eyes, self._answering, asking)
        else:
            events = self._answering.told(asking)
        for event in self.judging.told(decision, events, asking.owner, of="ask"):
            if isinstance(event, Finished):
                self._answering.keep(event.answer, asking.owner)
            yield event

    def deep(self, delving: Delving) -> Iterator[Deepening]:
        """Stream the progress of a long question; the last event is Concluded."""
        return deep(self._answering, self._records, delving, self.judging)

    def inquiries(self, asked: ThingsAsked | int) -> tuple[KeptInquiry, ...]:
        """List an owner's newest long questions that are kept."""
        asked = asked_by(asked)
        return inquiries(self._records, asked.limit, asked.owner)

    def explain(self, naming: Naming) -> Explained | None:
        """Explain a post from the posts around it; None when it is unknown."""
        return explain(self._answering, self._store, naming)

    def verify(self, asking: Asking) -> Verified:
        """Rule on the claim that is asked, and keep the verdict."""
        self.judging.held(asking.question, asking.owner, sure=asking.sure, of="verify")
        return verify(self._answering, self._records, asking)

    def rulings(self, claim: str, owner: str = "") -> tuple[Ruled, ...]:
        """Return an owner's kept rulings on a claim ("": on all), the newest first."""
        return rulings(self._records, claim, owner)

    def digest(self, wish: Digesting) -> Digest:
        """Return a digest of what was posted."""
        self.judging.held(wish.subject, wish.owner, sure=wish.sure, of="digest")
        return self.make_digest(wish)

    def make_digest(self, wish: Digesting) -> Digest:
        """Return a digest whose subject was judged already."""
        made = self._answering.digest(wish)
        told = [s for story in made.stories for s in (story.title, *story.sentences)]
        self.judging.let_out(told, wish.owner, of="digest")
        return made

    def chat(self, saying: Saying) -> Iterator[Progress | Painting | Opened]:
        """Stream the answer to a turn of a conversation; Opened comes first, Finished last."""
        return self._eyes.shelf.say(saying, self._chatting.say)

    def draws(self, saying: Saying) -> bool:
        """Say whether a turn will have a picture drawn."""
        asked = ChatPaged(saying.chat, saying.owner, head=saying.parent or "", limit=1)
        found = chat_page(self._records, asked) if saying.chat and not saying.again else None
        last = found.messages[-1].answer if found is not None and found.messages else None
        return not saying.images and draws(saying.said, last)

    def chats(self, asked: ChatSearch) -> tuple[ChatLine, ...]:
        """List chats, the pinned first, then the newest."""
        return self._chatting.list(asked)

    def chats_search(self, asked: ChatSearch) -> tuple[ChatFound, ...]:
        """Search all that was said in chats, the newest first."""
        return self._chatting.search(asked)

    def chat_show(self, named: ChatNamed) -> Conversation | None:
        """Return a whole chat, None when it is unknown."""
        return self._chatting.show(named)

    def chat_page(self, asked: ChatPaged) -> ChatPage | None:
        """Return a part of a chat, None when it is unknown."""
        return chat_page(self._records, asked)

    def chat_message(self, owner: str, message_id: str) -> tuple[str, ChatMessage] | None:
        """Return a message with the id of its chat, None when it is unknown or another's."""
        return chat_message(self._records, owner, message_id)

    def chat_change(self, change: ChatChange) -> bool:
        """Rename, pin or move a chat; False when it is unknown."""
        return self._chatting.change(change)

    def chat_delete(self, named: ChatNamed) -> bool:
        """Delete a chat for good; False when it is unknown."""
        gone = self._chatting.delete(named)
        self._eyes.shelf.forget(named.id)
        return gone

    def chat_import(self, told: Conversation, owner: str = "") -> str:
        """Take in an exported chat under new ids; returns the chat's."""
        return self._chatting.take_in(told, owner)

    def share(self, named: ChatNamed) -> Share | None:
        """Share a snapshot of a chat, None when it is unknown."""
        return _sharing.share_chat(self._records, named, datetime.now(UTC))

    def shares(self, owner: str) -> tuple[Share, ...]:
        """List an owner's shared snapshots, the newest first."""
        return _sharing.shares(self._records, owner)

    def share_show(self, name: str) -> tuple[Share, Conversation] | None:
        """Return a shared snapshot to whoever has its name."""
        return _sharing.share_show(self._records, name)

    def share_revoke(self, name: str, owner: str) -> bool:
        """Take a shared snapshot back for good."""
        return _sharing.share_revoke(self._records, name, owner)

    # Blind battles

    def meet(
        self,
        entrants: Callable[[], Mapping[str, Entrant]],
        missing: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """Have these be met in battles, by the name on the board, and none but these.

        `missing` says of those who cannot be had why.
        """
        self._arena = Arena(lambda: self.settings, self._records, entrants, missing)
        self._integrity = Integrity(self._records)

    def battle(self, asking: BattleAsking) -> Iterator[Event]:
        """Stream a question's two answers, without names; the last event is Ready or Voided."""
        self.judging.held(asking.question, _whose(asking.voter, asking.kind), of="battle")
        return self._arena.battle(asking)

    def battle_turn(self, turn: BattleTurn) -> Iterator[Event]:
        """Stream a further turn of an open battle."""
        self.judging.held(turn.question, of="battle")
        return self._arena.battle_turn(turn)

    def vote(self, voting: Voting) -> VoteGiven:
        """Keep a vote and tell the names; raises BattleVoid and VoteRefused."""
        return self._arena.vote(voting)

    def battle_names(self, named: BattleNamed) -> BattleShown | None:
        """Tell the names of an open battle without a vote; it takes none any more."""
        return self._arena.battle_names(named)

    def battle_show(self, named: BattleNamed) -> BattleShown | None:
        """Return a whole battle, with names where they were told; None when it is unknown."""
        return self._arena.battle_show(named)

    def battles(self, asked: BattlesAsked) -> tuple[BattleLine, ...]:
        """List the newest battles first."""
        return self._arena.battles(asked)

    def battle_examples(self, asked: ExamplesAsked) -> tuple[BattleExample, ...]:
        """Return an entrant's newest battles that were voted on and may be published."""
        return self._arena.examples(asked)

    def battle_outcomes(self, asked: ExamplesAsked) -> tuple[BattleOutcome, ...]:
        """Return how an entrant's newest voted battles went, without their texts."""
        return self._arena.outcomes(asked)

    def entrants(self) -> tuple[EntrantLine, ...]:
        """List who may be met in battles, and who cannot be had."""
        return self._arena.entrants()

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Tell what speaks against voters and runs of votes, strongest first."""
        return self._integrity.suspicions()

    def register(self) -> tuple[Masked, ...]:
        """Return every anonymous entrant there ever was."""
        return self._arena.register()

    def register_add(self, new: Registering) -> tuple[Masked, ...]:
        """Register an anonymous entrant; raises ArenaError."""
        return self._arena.register_add(new)

    def reveal(self, code: str) -> tuple[Masked, ...]:
        """Reveal the true name of an anonymous entrant; raises ArenaError."""
        return self._arena.reveal(code)

    def retire(self, code: str) -> tuple[Masked, ...]:
        """Draw an anonymous entrant no more; raises ArenaError."""
        return self._arena.retire(code)

    # Pictures

    def see(self, seeing: Seeing) -> Sighting:
        """Read pictures, answer a question about them, tell where they were seen before."""
        self.judging.held(seeing.question, seeing.owner, of="see")
        return self._eyes.see(seeing)

    def draw(self, wanted: PictureWanted) -> Iterator[DrawingEvent]:
        """Stream an order for pictures; raises QueryRefused, QuotaSpent."""
        return self._pictures.draw(wanted)

    def pictures(self, asked: PicturesAsked) -> tuple[PictureOrder, ...]:
        """List the newest orders with their pictures."""
        return self._pictures.listed(asked)

    def picture_show(self, named: PictureNamed) -> PictureOrder | None:
        """Return a picture with its order, or an order with its pictures; None: unknown."""
        return self._pictures.shown(named)

    def picture_file(self, named: PictureNamed) -> PictureFile | None:
        """Return a picture's file for whoever may have it; None: unknown, or another's."""
        return self._pictures.file(named)

    def seen_file(self, named: SeenNamed) -> PictureFile | None:
        """Return a picture of a post, or one of a chat's; None: unknown, gone, or another's."""
        return self._eyes.file(named)

    def chat_pictures(self, named: ChatNamed) -> tuple[ShownBefore, ...]:
        """List the pictures that a chat's questions show; their files come by `seen_file`."""
        return self._eyes.shelf.listed(named)

    def picture_alt(self, said: PictureAlt) -> PictureOrder:
        """Give a picture another description; raises QueryRefused."""
        return self._pictures.describe(said)

    def picture_delete(self, named: PictureNamed) -> int:
        """Delete a picture, or an order with all of its own, for good; return how many went."""
        return self._pictures.delete(named)

    def picture_report(self, told: PictureReport) -> str:
        """Keep what a person says is wrong with a picture; return its id. Raises QueryRefused."""
        name = self._pictures.report(told)
        self._noted(told.who, "picture reported", name, "")
        return name

    def pictures_moderated(self, limit: int = 100) -> tuple[Moderated, ...]:
        """List the pictures that somebody has to look at: those reported first."""
        return self._pictures.moderated(limit)

    def picture_moderate(self, picture_id: str, step: Step, by: str, address: str = "") -> None:
        """Hide, restore, delete or settle a picture, audited; raises QueryRefused."""
        self._pictures.moderate(picture_id, step)
        self.people.ground.note(by, f"picture {step}", picture_id, address)

    def picture_cancel(self, named: PictureNamed) -> bool:
        """Cancel an order that waits or is drawn; False where none of that name is open."""
        return self._pictures.cancel(named)

    def painters(self) -> tuple[PainterState, ...]:
        """List who draws, and what each can do."""
        return self._pictures.painters()

    def check_painter(self, name: str) -> PainterTried:
        """Have a painter draw one small picture; raises QueryRefused for an unknown one."""
        return self._pictures.check(name)

    def take_up(self) -> int:
        """End and refund what a killed process left open or reserved; return how many."""
        return self._pictures.take_up() + self.people.take_up()

    def digests(self, asked: ThingsAsked | int) -> tuple[KeptDigest, ...]:
        """List an owner's newest kept digests."""
        asked = asked_by(asked)
        return _orders.kept_digests(self._records, asked.limit, asked.owner)

    def kept_digest(self, named: ThingNamed | str) -> KeptDigest | None:
        """Return an owner's kept digest; None for an unknown id."""
        named = named_by(named)
        return _orders.kept_digest(self._records, named.name, named.owner)

    def saved(self, asked: ThingsAsked | None = None) -> tuple[Saved, ...]:
        """List an owner's digests that are made again and again."""
        return _orders.saved(self._records, asked.owner if asked else "")

    def watches(self, asked: ThingsAsked | None = None) -> tuple[Watched, ...]:
        """List an owner's searches that are watched."""
        return _orders.watches(self._records, asked.owner if asked else "")

    def alerts(self, asked: ThingsAsked | int) -> tuple[Alerted, ...]:
        """List the newest alerts of an owner's watched searches."""
        asked = asked_by(asked)
        return _orders.alerts(self._records, asked.limit, asked.owner)

    def board(self, asked: BoardAsked) -> str:
        """Write the arena's board in the form asked for; raises Unrated, ArenaError."""
        return self._boards.told(asked)

    def duel(self, names: Sequence[str]) -> Duel:
        """Tell how fast some entrants answer, and who wrote the newest answers."""
        return duel(self._records, names)

    def count(self, query: Query, share: float = 1.0) -> int:
        """Count posts; see `rostra.posts.Store.count`."""
        return self._store.count(query, share)

    def search(self, query: Query) -> Found:
        """Search the posts; muted ones are left out."""
        return self._store.search(query)

    def show(self, post_id: str) -> Post | None:
        """Return one post, None when it is unknown or gone."""
        return self._store.get([post_id]).get(post_id)

    def thread(self, post_id: str) -> tuple[Post, ...]:
        """Return the thread a post stands in, oldest first."""
        return self._store.thread(post_id)

    def timeline(self, timeline: Timeline) -> tuple[Post, ...]:
        """Return an author's newest posts; the sample's only while there are no others."""
        sample = self.only_sample()
        return self._store.timeline(timeline.author, limit=timeline.limit, sample=sample)

    def rising(self, query: Query) -> tuple[Rising, ...]:
        """Return the terms more people write inside the query's window than before it."""
        return tuple(self._store.rising(query))

    def trends(self, query: Query) -> tuple[Trend, ...]:
        """Return the stories that rise in the query's window; see `rostra.events.trends`."""
        return trends(
            query,
            now=query.now or datetime.now(UTC),
            rising=self._store.rising,
            search=self._store.search,
            embed=self._answering.static,
        )

    def minutes(self, query: Query) -> tuple[Minute, ...]:
        """Return how many posts fell into each minute."""
        return tuple(self._store.minutes(query))

    def check_prompts(self, asked: PromptCheck) -> PromptsTried:
        """Check prompts; an operator's that passes is in use from then on."""
        return try_prompts(self._answering, asked)

    def translate(self, asked: Translating) -> Translation | None:
        """Translate a post, checked sentence by sentence; None when it is unknown."""
        made = translate(self._answering, self._store, asked)
        if made is not None:
            text = "\n".join(line.text for line in made.lines)
            self.judging.let_out_text(text, asked.owner, of="translate")
        return made

    def tools(self) -> tuple[ToolAbout, ...]:
        """List the tools that answers may use."""
        return listed_tools(self._tools(), self.settings.tools, self._answering.mcp_problems())

    def run_tool(self, run: ToolRun) -> Call:
        """Run one tool by hand; what is wrong stands in the call's `error`."""
        tools = self._tools(mcp="." in run.name)
        server = run.name.partition(".")[0]
        problem = self._answering.mcp_problems().get(server, "")
        if problem and all(tool.name != run.name for tool in tools):
            return Call(run.name, {}, error=problem, by="person")
        return call(tools, run.name, run.arguments)

    def _tools(self, *, mcp: bool = True) -> tuple[Tool, ...]:
        setting = self._answering.setting()
        within = Query(now=setting.now, sample=self.only_sample())
        return self._answering.tools(setting, within, mcp=mcp)

    def only_sample(self) -> bool:
        """Whether the store holds the sample feed and no live post."""
        return self._answering.only_sample()

    def status(self) -> Status:
        """Return how Rostra fares."""
        counts = self._store.sources()
        sample = counts.pop(SAMPLE, 0)
        return Status(
            version=self.version,
            pid=os.getpid(),
            verb=self.owner.verb,
            started=self.owner.started,
            address=self.owner.address,
            folder=str(self.settings.data),
            settings=str(self.settings.file),
            store=without_key(self.settings.posts.dsn) or str(self.settings.data / "posts"),
            posts=sum(counts.values()),
            sample=sample,
            disk=folder_size(self.settings.data),
            feeds=self._running.states(),
            models=self.models(),
            notes=prompt_notes(self.settings),
        )

    def ready(self) -> dict[str, str]:
        """Say of each part that a question needs "ok", or what is wrong with it."""
        from rostra.records import check_engine

        return {
            "posts": said_of(self._store.check),
            "records": said_of(partial(check_engine, self._records)),
        }

    def answers(self, asked: AnswersAsked | int) -> tuple[KeptAnswer, ...]:
        """List an owner's newest kept answers."""
        asked = AnswersAsked(limit=asked) if isinstance(asked, int) else asked
        return kept_answers(self._records, asked.limit, asked.owner)

    def models(self) -> tuple[ModelState, ...]:
        """Return who fills each role, without starting or asking anything."""
        return model_states(self._answering.models, self.settings)

    def answers_citing(self, post_id: str, owner: str = "") -> tuple[KeptAnswer, ...]:
        """List an owner's kept answers that cite a post, the newest first."""
        return answers_citing(self._records, post_id, owner)

    def answer(self, named: AnswerNamed | str) -> OldAnswer | None:
        """Show an owner's kept answer, and how its posts fare today; None for an unknown id."""
        named = AnswerNamed(named) if isinstance(named, str) else named
        desk = self._answering.checking()
        return old_answer(self._records, self._store, desk, named.id, named.owner)

    def marks(self, asked: ThingsAsked | int) -> tuple[Marked, ...]:
        """List the newest citations that an owner marked as wrong."""
        asked = asked_by(asked)
        return marked(self._records, asked.limit, asked.owner)

    def back_up(self, path: str) -> BackedUp:
        """Write everything into one new file, while Rostra runs; raises BackupError."""
        held = Held(self.settings.data, self._store, self._records, self.version)
        return back_up(held, Path(path), datetime.now(UTC))

    # The bot

    def mention_met(self, met: Mentioned) -> bool:
        """Keep a mention of the bot; False where it was met before."""
        return _bot.meet(self._records, met)

    def mention_becomes(self, asked: MentionBecomes) -> bool:
        """Keep what a mention became; False where somebody else was quicker."""
        return _bot.become(self._records, asked)

    def mentions(self, asked: MentionsAsked) -> tuple[Mentioned, ...]:
        """List mentions of the bot, the newest first."""
        return _bot.listed(self._records, asked)

    def mention_ruled(self, ruled: MentionRuled) -> Mentioned:
        """Let a waiting reply of the bot out or not; raises QueryRefused where none waits."""
        return _bot.rule(self._records, ruled)

    def mention_replies(self, asked: RepliesAsked) -> int:
        """Count replies of the bot that are out or on their way."""
        return _bot.replies(self._records, asked)

    def bot_place(self, asked: BotPlace) -> str:
        """Return how far the bot read, after noting it where a place is given."""
        return _bot.place(self._records, asked)

    def check_model(self, role: str) -> Check:
        """Ask a role one short question; raises SettingsError for a role that there is not."""
        return try_model(role, self._answering.models, self.settings)

    def export_things(self, owner: str) -> bytes:
        """Return everything an owner has as a zip of JSON lines and pictures."""
        return export_things(self, owner)

    # What may be changed

    def forget_things(self) -> PersonGone:
        """Delete for good what the person at this machine has; accounts: `people.delete`."""
        return forget_things(self.people.ground)

    def mark(self, marking: Marking) -> tuple[Marked, ...]:
        """Keep a reader's mark on a sentence's citations; raises QueryRefused."""
        return mark_wrong(self._records, marking, datetime.now(UTC))

    def unmark(self, named: ThingNamed | str) -> int:
        """Take an owner's mark back; return for how many posts it stood."""
        from rostra.records import withdraw_mark

        named = named_by(named)
        return withdraw_mark(self._records, named.name, named.owner)

    def save_digest(self, saving: Saving) -> Saved:
        """Have a digest made again and again; raises QueryRefused."""
        saving = replace(saving, wish=replace(saving.wish, owner=saving.owner))
        self.judging.held(saving.wish.subject, saving.owner, sure=saving.wish.sure, of="digest")
        zone = self._answering.setting(zone=saving.wish.timezone).timezone
        return _orders.save(self._records, saving, datetime.now(UTC), zone)

    def unsave_digest(self, named: ThingNamed | str) -> int:
        """Have an owner's saved digest made no more; return how many had the name."""
        named = named_by(named)
        return _orders.drop(self._records, "digest", named.name, named.owner)

    def watch(self, watching: Watching) -> Watched:
        """Have a search watched; raises QueryRefused."""
        setting = self._answering.setting()
        return _orders.watch(self._records, watching, setting.now, setting.timezone)

    def unwatch(self, named: ThingNamed | str) -> int:
        """Have an owner's search watched no more; return how many had the name."""
        named = named_by(named)
        return _orders.drop(self._records, "watch", named.name, named.owner)

    def keep(self, changes: Sequence[Change]) -> Written:
        """Store a batch, and take what it deletes or edits out of kept answers too."""
        written = self._store.write(changes)
        lost = losses(changes)
        if lost:
            scrub(self._records, lost, datetime.now(UTC))
            self._eyes.scrub(lost)
            self.api_rows.scrub(lost)
        return written

    def take_in(self, intake: Intake) -> Written:
        """Store the changes in some lines; a line that cannot be read is refused alone."""
        changes, bad = changes_in(intake)
        written = self.keep(changes)
        return replace(written, refused=(*bad, *written.refused))

    def take_votes(self, brought: VotesBrought) -> VotesTaken:
        """Keep the votes of another arena that are not known yet."""
        return _arena_files.take_votes(self._records, brought)

    def export_votes(self, asked: ExportAsked) -> ExportPage:
        """Return a page of votes as they may leave the house."""
        return _arena_files.export_page(self._records, asked)

    def delete(self, deletion: Deletion) -> Written:
        """Delete a post everywhere."""
        return self.keep([deletion])

    def load_sample(self) -> int:
        """Take in the bundled sample feed, also after it was dropped."""
        return self._running.load_sample(datetime.now(UTC), again=True)

    def drop_sample(self) -> int:
        """Drop the bundled sample feed for good; return how many posts went."""
        return self._running.drop_sample()

    def reload(self) -> tuple[str, ...]:
        """Read the settings again; feeds and mutes follow at once, the rest at the next start.

        Returns what changed.
        """
        file = self.settings.file
        fresh = load_settings(data=self.settings.data, file=file if file.exists() else None)
        changes = list(self._running.follow(fresh))
        if self.settings.mutes != fresh.mutes:
            changes.append("the mutes changed")
        if self.settings.labels != fresh.labels:
            changes.append("the meanings of labels changed")
        kept = {"feeds", "mutes", "labels", "assistant", "timezone", "arena", "vision", "api"}
        kept |= {"accounts", "plans"}
        rest = [
            name
            for name in type(fresh).model_fields
            if name not in kept and getattr(fresh, name) != getattr(self.settings, name)
        ]
        if rest:
            changes.append(f"changes to {', '.join(rest)} hold from the next start on")
        self.settings = self._answering.settings = fresh
        self._sync_mutes()
        return tuple(changes)

    # What runs

    def begin(self, *, only: Sequence[str] = ()) -> None:
        """Run the feeds and the upkeep until `end`; a sample that is there gets a new today."""
        self._sync_mutes()
        self._running.refresh_sample(datetime.now(UTC))
        self._running.begin(self.tidy, self.do_due, only)

    def warm(self) -> None:
        """Start the bundled model and read the sample, where the settings want it, aside."""
        if self.settings.models.warm:
            threading.Thread(target=self._answering.warm, name="rostra-warm", daemon=True).start()
            self._running.read_ahead()

    def begin_sample(self) -> int:
        """Take in the sample unless it was dropped; return how many changes were stored."""
        return self._running.load_sample(datetime.now(UTC))

    def end(self) -> None:
        """Stop the feeds, after what they read is stored, and the upkeep."""
        for first in self._first:
            first()
        self._running.end()
        self.traces.close()

    def before_end(self, first: Callable[[], None]) -> None:
        """Have something done before all that is open is closed."""
        self._first.append(first)

    def listening_at(self, address: str, socket: Path) -> Owner:
        """Note where this process listens; return it as the folder's owner."""
        self.owner = replace(self.owner, address=address, socket=str(socket))
        return self.owner

    def feed_states(self) -> tuple[SourceState, ...]:
        """Return how each source fares."""
        return self._running.states()

    def wait(self, seconds: float | None) -> None:
        """Let the feeds run for so long, or until all have ended or were denied."""
        give_up = time.monotonic() + (seconds if seconds is not None else float("inf"))
        over = {"stopped", "denied"}
        while time.monotonic() < give_up:
            if all(state.status in over for state in self.feed_states()):
                return
            time.sleep(0.2)

    def tidy(self) -> None:
        """Apply retention and the disk limit, purge what was deleted, forget old answers."""
        from rostra.records import forget_answers, forget_inquiries, truncate_log

        now = datetime.now(UTC)
        self._running.refresh_sample(now)
        self._running.recheck(now)
        self._running.retire(now)
        days = self.settings.records.keep_answers_days
        if days:
            forget_answers(self._records, now - timedelta(days=days))
            _due.forget(self._records, now - timedelta(days=days))
            forget_inquiries(self._records, now - timedelta(days=days))
        self._arena.tidy(now, timedelta(days=days) if days else None)
        self._integrity.look(now)
        self._eyes.tidy()
        self.people.tidy()
        self._pictures.tidy(now)
        self.api_rows.tidy(now, self.settings.api.keep_responses_days)
        truncate_log(self._records)

    def do_due(self, now: datetime | None = None) -> tuple[str, ...]:
        """Do what is due, and offer new alerts to the hook; return the ids of what was kept."""
        at = now or datetime.now(UTC)
        sample = self.only_sample()
        kept = _due.do_due(
            self._records, self._store, self.digest, now=at, sample=sample,
            behalf=lambda owner, model: self.people.on_behalf(owner, "digest", model),
        )  # fmt: skip
        _due.tell(self._records, _due.hook_of(self.settings), now=at)
        self.api_rows.deliver(sender(self.settings), at)
        return kept

    def _noted(self, whose: str, what: str, of: str, told: str) -> None:
        self.people.ground.note(whose, what, of, note=told)

    def _sync_mutes(self) -> None:
        self._running.mute(self.settings.mutes)
        self._running.heed()


def _whose(voter: str, kind: str) -> str:
    """Return the account behind a voter, "" where it is none."""
    return voter if kind == "account" else ""
