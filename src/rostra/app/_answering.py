"""From a question at the rim to the assistant: which posts, which model, what is kept."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rostra import assistant
from rostra.app._digesting import digested
from rostra.app._kept import mistakes
from rostra.app._models import NONE, need_weights, usable
from rostra.app._prompts import prompts_in_use
from rostra.app._tools import open_tools
from rostra.app._used import with_used
from rostra.app._wire import plain
from rostra.app._words import Asking, Digesting, Saying
from rostra.app._zone import local_zone
from rostra.assistant import Answer, Desk, Digest, Finished, Progress, Talk
from rostra.errors import ModelError, RostraError, SettingsError
from rostra.models import warm
from rostra.posts import SAMPLE, Embed, Fine, Query
from rostra.settings import Settings
from rostra.tools import McpLinks, Setting, Tool

if TYPE_CHECKING:
    from rostra.app._embedders import Embedders
    from rostra.models import Model, OpenModels
    from rostra.posts import Store
    from rostra.records import Engine

log = logging.getLogger(__name__)

AUTO, SMALLER, LARGER = "auto", "mini", "large"
"""The setting by which each question finds its model, and the roles it chooses from."""
# Posts that go into one call of a bundled model, and of one behind a server of the operator's.
SMALL = 3
LARGE = 8


class Answering:
    """Answers questions with the store and the models it was given."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        records: Engine,
        models: OpenModels,
        embedders: Embedders,
        mcp: McpLinks,
    ) -> None:
        self.settings = settings
        self.models = models
        self._store = store
        self._records = records
        self._embedders = embedders
        self._mcp = mcp

    @property
    def static(self) -> Embed | None:
        """The table that joins languages, where there is one."""
        return self._embedders.static

    @property
    def fine(self) -> Fine | None:
        """The finer embedder, where there is one."""
        return self._embedders.fine

    def only_sample(self) -> bool:
        """Whether the store holds the sample feed and no live post."""
        sources = self._store.sources()
        return bool(sources.get(SAMPLE)) and len(sources) == 1

    def told(self, asking: Asking) -> Iterator[Progress]:
        """Stream an answer; keeping it is the caller's."""
        within, timezone = self.bounds(asking)
        yield from self._events(asking.question, asking, within, timezone)

    def answered(self, question: str, asking: Asking, within: Query, seed: int) -> Answer:
        """Answer one question of a long one, asked as that is."""
        _, timezone = self.bounds(asking)
        *_, last = self._events(question, asking, within, timezone, seed)
        assert isinstance(last, Finished)  # noqa: S101 - it ends with it
        return last.answer

    def _events(
        self, question: str, asking: Asking, within: Query, timezone: str, seed: int | None = None
    ) -> Iterator[Progress]:
        name = self._small(asking.model)
        model, why_not = self.writer(name)
        larger = self._larger(asking.model, asking.owner)
        now = within.now or datetime.now(UTC)
        setting = Setting(now, timezone)
        with_tools = self.settings.tools.enabled and asking.tools is not False
        chooses = bool(asking.tools) and model is not None
        events = assistant.work(
            question,
            replace(self._desk(model, name, asking.owner), chooses=chooses, larger=larger),
            lambda told: self.tools(told, within, mcp=chooses) if with_tools else (),
            setting=setting,
            within=within,
            seed=seed,
        )
        for event in with_used(lambda: self.settings, events):
            if isinstance(event, Finished) and why_not:
                answer = event.answer
                yield Finished(replace(answer, notes=(*answer.notes, why_not)))
            else:
                yield event

    def bounds(self, asking: Asking) -> tuple[Query, str]:
        """Return what bounds the search from outside, its moment with it, and the time zone."""
        within = Query(
            now=asking.now or datetime.now(UTC),
            networks=asking.networks,
            langs=(asking.lang,) if asking.lang else (),
            since=asking.since,
            until=asking.until,
            sample=self.only_sample() if asking.sample is None else asking.sample,
        )
        return within, _zone(asking.timezone or local_zone(self.settings.timezone))

    def zone(self, named: str) -> str:
        """Return the time zone that is meant where one is named, or "" is."""
        return _zone(named or local_zone(self.settings.timezone))

    def quoting(self) -> Desk:
        """Return a desk without a model, for what is told by rules alone."""
        return self._desk(None, NONE)

    def writing(self, name: str) -> Desk:
        """Return the desk of the model of that name, without one where it cannot be used."""
        known = self._small(name)
        return self._desk(self.writer(known)[0], known)

    def alone(self, name: str) -> Desk:
        """Return the desk of a model that none stands in for; bundled weights need no role.

        Raises WeightsMissing or WeightsAltered where it cannot be used, SettingsError for a name
        that nothing has.
        """
        if name == NONE:
            return self._desk(None, NONE)
        need_weights(name, self.models, self.settings)
        return self._desk(self.models.alone(name), name)

    def tools(self, setting: Setting, within: Query, *, mcp: bool) -> tuple[Tool, ...]:
        """Return the tools of a question, with those of MCP servers only where a model chooses."""
        own = open_tools(self.settings.tools, self._store, setting, within)
        off = self.settings.tools.off
        far = self._mcp.tools(setting) if mcp else ()
        return (*own, *(tool for tool in far if tool.name not in off))

    def mcp_problems(self) -> Mapping[str, str]:
        """Say of each MCP server that could not be used why."""
        return self._mcp.problems()

    def setting(self, *, zone: str = "") -> Setting:
        """Return the setting of a call made by hand, now."""
        return Setting(datetime.now(UTC), _zone(zone or local_zone(self.settings.timezone)))

    def digest(self, wish: Digesting) -> Digest:
        """Make a digest; a model that cannot be used leaves the posts' own words, and says why."""
        timezone = _zone(wish.timezone or local_zone(self.settings.timezone))
        sample = self.only_sample() if wish.sample is None else wish.sample
        name = self._small(wish.model)
        model, why_not = self.writer(name)
        made = digested(wish, self._desk(model, name), timezone=timezone, sample=sample)
        return replace(made, notes=(*made.notes, *([why_not] if why_not else [])))

    def reply(self, saying: Saying, said: str, talk: Talk) -> Iterator[Progress]:
        """Stream the answer to a turn of a conversation; keeping it is the conversation's."""
        within, timezone = self.bounds(
            Asking(said, timezone=saying.timezone, sample=saying.sample, now=saying.now)
        )
        name = self._small(saying.model)
        model, why_not = self.writer(name)
        uses = self.settings.tools.enabled
        events = assistant.reply(
            said,
            replace(talk, persona=self.persona()),
            self._desk(model, name, saying.owner),
            now=within.now or datetime.now(UTC),
            timezone=timezone,
            within=within,
            tools=lambda told: self.tools(told, within, mcp=False) if uses else (),
        )
        for event in events:
            if isinstance(event, Finished) and why_not:
                notes = (*event.answer.notes, why_not)
                yield Finished(replace(event.answer, notes=notes))
            else:
                yield event

    def ways(self) -> dict[str, str]:
        """Return how answers in chats are wanted where a chat says nothing else."""
        own = self.settings.assistant
        return {"length": own.length, "tone": own.tone, "language": own.language,
                "wishes": own.instructions}  # fmt: skip

    def persona(self) -> assistant.Persona:
        """Return the voice in use."""
        named = self.settings.assistant.persona
        if not named:
            return assistant.default_persona()
        return assistant.read_persona(self.settings.data / named)

    def warm(self) -> None:
        """Start the bundled model that writes and let it read what every question begins with.

        A model on a server of the operator's is left alone; one that fails says so when asked.
        """
        self._embedders.gloss(("",))  # opens the dictionary
        name = self._small()
        known = self.models.lineup.aliases.get(name, name)
        spec = self.models.specs.get(known)
        if spec is None or spec.base_url or usable(known, self.models, self.settings):
            return
        try:
            for lang in ("en", "zh"):
                warm(
                    self.models.only(known), assistant.opening(lang, prompts_in_use(self.settings))
                )
        except RostraError as error:
            log.warning("the model %s could not be warmed: %s", known, error)

    def checking(self) -> Desk:
        """Set a desk that checks sentences with the cheap signs alone."""
        return self._desk(None, NONE)

    def desk(self, name: str) -> tuple[Desk, str]:
        """Return the desk of a model, "" = the one that answers, and why there is none."""
        known = self._small(name)
        model, why_not = self.writer(known)
        return self._desk(model, known), why_not

    def seeing(self, named: str) -> tuple[Model | None, bool, tuple[str, ...]]:
        """Return the model for pictures, whether it sees them, and what to say of that.

        Where the setting is `auto`, the first of the two that sees.
        """
        small = self._small(named)
        auto = (named or self.settings.models.answer_with) == AUTO
        notes = []
        for name in (small, LARGER) if auto else (small,):
            model, why_not = self.writer(name)
            notes += [why_not] if why_not and name == small else []
            if model is None:
                continue
            try:
                if self.models.capabilities(name).vision:
                    return model, True, ()
            except ModelError as error:
                notes.append(str(error))
        return self.writer(small)[0], False, tuple(dict.fromkeys(notes))

    def _small(self, named: str = "") -> str:
        """Name the model that writes first: `auto` begins with the small one."""
        name = named or self.settings.models.answer_with
        return SMALLER if name == AUTO else name

    def _larger(self, named: str, owner: str) -> Desk | None:
        """Return the desk of the large model where `auto` may turn to it, and it can be used."""
        if (named or self.settings.models.answer_with) != AUTO:
            return None
        model, _ = self.writer(LARGER)
        return self._desk(model, LARGER, owner) if model is not None else None

    def _desk(self, model: Model | None, name: str, owner: str = "") -> Desk:
        mutes = self.settings.mutes
        known = self.models.lineup.aliases.get(name, name)
        spec = self.models.specs.get(known)  # bundled weights may have no role
        own = model is not None and spec is not None and bool(spec.base_url)
        # Asked yes or no about a claim, `mini` is too often wrong to overrule the cheap signs.
        judges = model is not None and (own or known == "large")
        return Desk(
            search=self._store.search,
            count=self._store.count,
            rising=self._store.rising,
            model=model,
            judge=model if judges else None,
            embed=self._embedders.static,
            gloss=self._embedders.gloss,
            per_call=LARGE if own else SMALL,
            crosses=judges,
            prompts=prompts_in_use(self.settings),
            patience_s=self.settings.assistant.patience_s,
            mistakes=tuple(mistakes(self._records, owner)),
            muted=frozenset(word.lower() for word in (*mutes.authors, *mutes.words)),
        )

    def writer(self, name: str) -> tuple[Model | None, str]:
        """Return the model to write with, or None and why."""
        if name == NONE:
            return None, ""
        problem = usable(name, self.models, self.settings)
        if problem:
            return None, problem
        return self.models.get(name), ""

    def keep(self, answer: Answer, owner: str = "") -> str:
        """Keep an answer and return its id, "" where answers are not kept."""
        if not self.settings.assistant.keep_answers:
            return ""
        from rostra.records import Kept, Rest, save_answer

        kept = Kept(
            id=str(uuid.uuid4()),
            asked_at=answer.as_of,
            question=answer.question,
            lang=answer.lang,
            model=answer.model,
            body=plain(Answer, answer),
            owner=owner,
        )
        called = (post for done in answer.calls for post in done.posts)
        posts = {post.id: post for post in (*(e.post for e in answer.evidence), *called)}
        rests = [Rest(p.id, p.author.id, p.source, p.native) for p in posts.values()]
        save_answer(self._records, kept, rests)
        return kept.id


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f"{name!r} is no time zone; write one as Asia/Shanghai or Europe/Berlin"
        raise SettingsError(msg) from None
