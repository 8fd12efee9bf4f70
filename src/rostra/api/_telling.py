"""From a wish to its pieces: judged by the policy, then told by a model alone or from posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rostra.api._agent import agent
from rostra.api._bounded import bounded
from rostra.api._drawing import asked_last, drawn, draws
from rostra.api._plain import plain
from rostra.api._wish import End, Event, Piece, Wish
from rostra.api._writer import Writer
from rostra.app import App, Asking, Past, Turn, shown_url
from rostra.models import Message, Usage, estimate_tokens


def tell(app: App, wish: Wish) -> Iterator[Event]:
    """Yield the pieces of what is wanted, End last; what the policy refuses is an End at once."""
    said = asked_last(wish).text
    ruling = app.talking.judge(said, role=wish.role, plan=wish.plan)
    if ruling.action in ("refuse", "ask"):
        reason = ruling.reason or "the policy refuses this"
        yield Piece(reason)
        usage = Usage(estimate_tokens(said), estimate_tokens(reason))
        yield End("content_filter", "", usage, refusal=reason, labels=ruling.labels)
        return
    for event in _told(app, wish):
        if isinstance(event, End):
            labels = tuple(dict.fromkeys((*ruling.labels, *event.labels)))
            yield replace(event, labels=labels, cost=app.talking.cost())
        else:
            yield event


def _told(app: App, wish: Wish) -> Iterator[Event]:
    if draws(app, wish):
        return drawn(app, wish)
    images = asked_last(wish).images
    if wish.means:
        return agent(app, wish, _told)
    if not _bare(wish) or (wish.search == "off" and not images):
        return plain(app, wish)
    if images and wish.search == "off" and app.talking.sees(wish.model):
        return plain(app, wish)
    events = _seen(app, wish) if images else _answered(app, wish)
    return bounded(events, stop=wish.options.stop, most=wish.bound)


def _bare(wish: Wish) -> bool:
    """Say whether nothing is asked that only a model by itself can do."""
    options = wish.options
    return not (options.tools or options.schema is not None or options.logprobs)


def _answered(app: App, wish: Wish) -> Iterator[Event]:
    turn = Turn(
        asked_last(wish).text,
        past=past_of(wish.messages),
        mode="on" if wish.search == "on" else "auto",
        bounds=wish.bounds,
        wishes=" ".join(m.text for m in wish.messages if m.role == "system"),
        model=wish.model,
        timezone=wish.timezone,
        seed=wish.options.seed,
        code=False,
    )
    return Writer(wish).tell(app.talking.turn(turn))


def _seen(app: App, wish: Wish) -> Iterator[Event]:
    last = asked_last(wish)
    asking = Asking(
        last.text or "What does this picture show?",
        timezone=wish.timezone,
        model=wish.model,
        images=tuple(map(shown_url, last.images)),
    )
    return Writer(wish).tell(app.ask(asking))


def past_of(messages: tuple[Message, ...]) -> tuple[Past, ...]:
    """Pair the earlier questions with what was told to them; the last question is left out."""
    past: list[Past] = []
    asked = ""
    turns = [m for m in messages if m.role in ("user", "assistant")]
    last = max(at for at, m in enumerate(turns) if m.role == "user")
    for message in turns[:last]:
        if message.role == "user":
            asked = message.text
        elif asked and message.text:
            past.append(Past(asked, message.text))
            asked = ""
    return tuple(past)
