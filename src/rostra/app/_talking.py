"""Conversations that their callers keep: a turn with all that went before, or a model alone."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from rostra import assistant
from rostra.app._addresses import find_post
from rostra.app._eye_pictures import brought
from rostra.app._eye_words import Shown
from rostra.app._models import NONE, model_states, usable
from rostra.app._talk_words import Past, Turn
from rostra.app._used import priced, with_used
from rostra.app._words import Asking, ModelState
from rostra.assistant import Answer, Citation, Evidence, Finished, Manner, Progress, Sentence, Talk
from rostra.errors import ModelDenied, ModelUnreachable, PictureRefused
from rostra.models import Used, estimate_tokens, meter_now, tokenize
from rostra.posts import Query

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.assistant import Mode
    from rostra.models import Chunk, Message, Options, TextToken
    from rostra.posts import Store
    from rostra.settings import Settings
    from rostra.tools import Setting, Tool

WISHES, PAST, CITED = 1000, 12, 12
"""Characters of wishes, turns that are remembered, and posts looked up in each."""
_CITED = re.compile(r"\s?\[\[(\d{1,4})\]\]\(([^()\s]{1,2048})\)")


def shown_url(url: str) -> Shown:
    """Read where a picture lies, a data: or an http(s): URL; raises PictureRefused."""
    if url.startswith("data:"):
        head, comma, data = url.partition(",")
        if comma and head.endswith(";base64"):
            return Shown(data=data, name="picture")
        raise PictureRefused("a picture's data: URL must hold base64: data:image/png;base64,…")
    if url.startswith(("https://", "http://")):
        return Shown(url=url)
    raise PictureRefused(f"a picture lies at {url[:80]!r}; give a data: or https: address")


class Talking:
    """Answers turns without keeping them."""

    def __init__(
        self, settings: Callable[[], Settings], store: Store, answering: Answering
    ) -> None:
        self._settings = settings
        self._store = store
        self._answering = answering

    def knows(self, name: str) -> bool:
        """Say whether a model, a role or an alias is called so."""
        opened = self._answering.models
        return name in {"auto", NONE, *opened.specs, *opened.lineup.aliases}

    def models(self) -> tuple[ModelState, ...]:
        """List the roles with who fills them."""
        return model_states(self._answering.models, self._settings())

    def cost(self) -> float:
        """Return what the work that is counted here has cost until now, by the settings' prices."""
        meter = meter_now()
        used = priced(self._settings(), meter.used) if meter is not None else ()
        return sum(one.cost for one in used)

    def plain(self, name: str, messages: Sequence[Message], options: Options) -> Iterator[Chunk]:
        """Stream a model's own reply; raises ModelError where there is no such model here."""
        writer = name or self._settings().models.answer_with
        writer = "mini" if writer == "auto" else writer
        if writer == NONE:
            msg = "the model `none` writes nothing; name one of /v1/models, or search for posts"
            raise ModelDenied(msg)
        model, problem = self._answering.writer(writer)
        if model is None:
            raise ModelUnreachable(problem)
        return model.reply(tuple(map(self._sound, messages)), options)

    def _sound(self, message: Message) -> Message:
        """Give a message its pictures made anew, fetched by us: no server is sent to an address.

        Raises PictureRefused, FetchError.
        """
        if not message.images:
            return message
        seen = brought([shown_url(url) for url in message.images], self._settings())
        data = (one.picture for one in seen)
        urls = tuple(f"data:{p.mime};base64,{b64encode(p.data).decode('ascii')}" for p in data)
        return replace(message, images=urls)

    def sees(self, name: str) -> bool:
        """Say whether a model sees pictures."""
        return self._answering.seeing(name)[1]

    def tokens(self, name: str, said: str) -> tuple[TextToken, ...]:
        """Take a text apart as a model reads it; raises ModelError."""
        writer = name or self._settings().models.answer_with
        writer = "mini" if writer in ("auto", NONE) else writer
        problem = usable(writer, self._answering.models, self._settings())
        if problem:
            raise ModelUnreachable(problem)
        return tokenize(self._answering.models.only(writer), said)

    def embed(self, name: str, texts: Sequence[str], *, passages: bool = False) -> Any:
        """Return the unit vectors of texts, shape (len(texts), dim), by `e5` or `static`."""
        static, fine = self._answering.static, self._answering.fine
        meter = meter_now()
        if meter is not None:
            meter.note(Used(name, sum(map(estimate_tokens, texts)), estimated=True))
        if name == "e5" and fine is not None:
            return fine.passages(texts) if passages else fine.queries(texts)
        if name == "static" and static is not None:
            return static(texts)
        raise ModelUnreachable(f"the embedder {name!r} is not here; `rostra models` fetches it")

    @property
    def embedders(self) -> tuple[str, ...]:
        """The embedders that are here, the finer one first."""
        have = {"e5": self._answering.fine, "static": self._answering.static}
        return tuple(name for name, one in have.items() if one is not None)

    def turn(self, turn: Turn) -> Iterator[Progress]:
        """Stream the answer to a turn as the assistant gives it; Finished comes last."""
        within, zone = self._within(turn)
        desk, why_not = self._answering.desk(turn.model)
        kept_away = {name.lower().removeprefix("@") for name in turn.bounds.without}
        now = within.now or datetime.now(UTC)
        past = tuple(self._told(one, now, zone) for one in turn.past[-PAST:])
        mode = cast("Mode", turn.mode)
        uses = self._settings().tools.enabled
        events = assistant.reply(
            turn.said,
            Talk(past, mode, Manner(wishes=turn.wishes[:WISHES]), self._answering.persona()),
            replace(desk, muted=desk.muted | kept_away),
            now=now,
            timezone=zone,
            within=within,
            seed=turn.seed,
            tools=lambda told: self._tools(told, within, turn) if uses else (),
        )
        for event in with_used(self._settings, events):
            if isinstance(event, Finished) and why_not:
                yield Finished(replace(event.answer, notes=(*event.answer.notes, why_not)))
            else:
                yield event

    def helpers(self, names: Sequence[str], servers: Sequence[str]) -> tuple[Tool, ...]:
        """Return those of our tools that are named, and those of MCP servers of the settings."""
        setting = self._answering.setting()
        within = Query(now=setting.now, sample=self._answering.only_sample())
        every = self._answering.tools(setting, within, mcp=bool(servers))
        return tuple(
            tool
            for tool in every
            if tool.name in names or ("." in tool.name and tool.name.split(".")[0] in servers)
        )

    def _tools(self, told: Setting, within: Query, turn: Turn) -> tuple[Tool, ...]:
        every = self._answering.tools(told, within, mcp=False)
        return tuple(tool for tool in every if turn.code or tool.name != "run_python")

    def _within(self, turn: Turn) -> tuple[Query, str]:
        bounds = turn.bounds
        asking = Asking(
            turn.said, timezone=turn.timezone, networks=bounds.networks, since=bounds.since,
            until=bounds.until, sample=turn.sample, now=turn.now,
        )  # fmt: skip
        within, zone = self._answering.bounds(asking)
        more: dict[str, Any] = {"authors": bounds.authors, "min_likes": bounds.min_likes}
        return replace(within, **more, limit=bounds.most or within.limit), zone

    def _told(self, past: Past, now: datetime, zone: str) -> Answer:
        """Read an earlier answer back, with those posts it cites that are still here."""
        sentences: list[Sentence] = []
        evidence: dict[int, Evidence] = {}
        rest = 0
        for found in list(_CITED.finditer(past.told))[:CITED]:
            number, at = int(found[1]), past.told[rest : found.start()].strip()
            rest = found.end()
            if number not in evidence and (post := find_post(self._store, found[2])):
                evidence[number] = Evidence(number, post, 1.0)
            cites = (Citation(number, evidence[number].post.id),) if number in evidence else ()
            if not at and sentences:
                last = sentences[-1]
                sentences[-1] = replace(last, citations=(*last.citations, *cites))
            else:
                sentences.append(Sentence(at, cites, "supported" if cites else "own"))
        if left := past.told[rest:].strip():
            sentences.append(Sentence(left, (), "own"))
        planned = assistant.plan(past.asked, now=now, timezone=zone)
        return Answer(
            past.asked, planned.lang, tuple(sentences), tuple(evidence.values()), (), planned, now,
            asked=past.asked, need="posts" if evidence else "general",
        )  # fmt: skip
