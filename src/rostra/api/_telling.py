"""From a wish to its pieces: judged by the policy, then drawn, told by a model, or from posts.

`app.judging` judges, as it does for every other door; pictures are judged where they are ordered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rostra.api._agent import agent
from rostra.api._bounded import bounded
from rostra.api._drawing import asked_last, drawn, given_back
from rostra.api._plain import plain
from rostra.api._wish import End, Event, Piece, Wish
from rostra.api._writer import Writer
from rostra.app import App, Asking, Past, Turn, shown_url
from rostra.errors import PolicyRefused
from rostra.models import Message, Usage, estimate_tokens

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.policy import Decision


def tell(app: App, wish: Wish, whom: Person, action: str) -> Iterator[Event]:
    """Yield the pieces of what is wanted, End last, within what a person may ask for.

    `action` is what it counts as; see `action_of`. What the policy refuses ends with the reason,
    and costs nothing.
    """
    begun = False
    try:
        with app.people.allowance(whom, action, "" if action == "draw" else wish.model) as held:
            told = drawn(app, wish) if action == "draw" else _judged(app, wish)
            for event in given_back(app, held, told):
                begun = begun or isinstance(event, Piece)
                yield event
    except PolicyRefused as refused:
        reason = str(refused)
        yield Piece(f"\n\n{reason}" if begun else reason)
        usage = Usage(estimate_tokens(asked_last(wish).text), estimate_tokens(reason))
        yield End("content_filter", "", usage, refusal=reason)


def _judged(app: App, wish: Wish) -> Iterator[Event]:
    """Judge the last turn, which may also say yes to what was asked about the one before."""
    said, past = asked_last(wish).text, past_of(wish.messages)
    asked, told = (past[-1].asked, past[-1].told) if past else ("", "")
    sure = app.judging.sure_of(said, asked, told, wish.owner)
    if sure:
        wish = replace(wish, messages=_again(wish.messages, asked))
    decision = app.judging.held(
        asked if sure else said, wish.owner, sure=sure, of="api", before="" if sure else asked
    )
    for event in _told(app, wish, decision):
        if isinstance(event, End):
            labels = tuple(dict.fromkeys((*decision.labels, *event.labels)))
            yield replace(event, labels=labels, cost=app.talking.cost())
        else:
            yield event


def _again(messages: tuple[Message, ...], asked: str) -> tuple[Message, ...]:
    """Put the question that was asked about in the place of the turn that says yes."""
    last = max(at for at, message in enumerate(messages) if message.role == "user")
    return (*messages[:last], replace(messages[last], text=asked), *messages[last + 1 :])


def _told(app: App, wish: Wish, decision: Decision) -> Iterator[Event]:
    images = asked_last(wish).images
    if wish.means:
        return agent(app, wish, lambda app, wish: _told(app, wish, decision))
    if not _bare(wish) or (wish.search == "off" and not images):
        return plain(app, wish)
    if images and wish.search == "off" and app.talking.sees(wish.model):
        return plain(app, wish)
    events = _seen(app, wish, decision) if images else _answered(app, wish, decision)
    return bounded(events, stop=wish.options.stop, most=wish.bound)


def _bare(wish: Wish) -> bool:
    """Say whether nothing is asked that only a model by itself can do."""
    options = wish.options
    return not (options.tools or options.schema is not None or options.logprobs)


def _answered(app: App, wish: Wish, decision: Decision) -> Iterator[Event]:
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
    told = app.judging.told(decision, app.talking.turn(turn), wish.owner, of="api")
    return Writer(wish).tell(told)


def _seen(app: App, wish: Wish, decision: Decision) -> Iterator[Event]:
    last = asked_last(wish)
    asking = Asking(
        last.text or "What does this picture show?",
        timezone=wish.timezone,
        model=wish.model,
        images=tuple(map(shown_url, last.images)),
        owner=wish.owner,
    )
    return Writer(wish).tell(app.asked(asking, decision))


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
