"""A turn of a chat that asks for a picture: it is drawn, and its address is the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rostra.accounts import Person, hold_scope
from rostra.api._images import address, draw
from rostra.api._wish import End, Event, Piece, Ran, Wish
from rostra.app import picture_of
from rostra.errors import ApiRefused
from rostra.models import Message, Usage, estimate_tokens

if TYPE_CHECKING:
    from rostra.app import App, Reservation

REFUSED = ("content_policy_violation", "confirmation_required")
ESCAPED = str.maketrans({"[": "(", "]": ")", "\n": " ", "\r": " "})


def draws(app: App, wish: Wish) -> bool:
    """Say whether a turn has a picture drawn: it surely asks for one, and for nothing else.

    Tools, a schema, log probabilities, pictures to be looked at and a search that must be are for
    the model; so is everything where `api.pictures` is off.
    """
    options, last = wish.options, asked_last(wish)
    if not app.settings.api.pictures or wish.search == "on" or wish.means or last.images:
        return False
    if options.tools or options.schema is not None or options.logprobs:
        return False
    return picture_of(last.text, wish.owner) is not None


def action_of(app: App, wish: Wish, whom: Person) -> str:
    """Return as what a turn is counted; raises NotAllowed where a key's scope holds no pictures."""
    if draws(app, wish):
        hold_scope(whom, "images")
        return "draw"
    return "ask" if wish.search == "on" else "chat"


def drawn(app: App, wish: Wish) -> Iterator[Event]:
    """Draw what a turn asks for; yields the run, the picture as Markdown, and the end."""
    said = asked_last(wish).text
    wanted = picture_of(said, wish.owner)
    assert wanted is not None  # noqa: S101 - `draws` said so
    arguments = json.dumps({"prompt": wanted.prompt}, ensure_ascii=False)
    try:
        made = list(draw(app, wanted))
    except ApiRefused as error:
        if error.code not in REFUSED:
            raise
        yield Piece(str(error))
        usage = Usage(estimate_tokens(said), estimate_tokens(str(error)))
        yield End("content_filter", "", usage, refusal=str(error))
        return
    places = []
    for one in made:
        alt = one.picture.alt.translate(ESCAPED)
        places.append(address(app, one.picture.id, one.order.who, wish.base))
        yield Ran("draw_picture", arguments, f"drawn: {alt}", picture=one.picture.id)
    text = "\n\n".join(
        f"![{one.picture.alt.translate(ESCAPED)}]({place})"
        for one, place in zip(made, places, strict=True)
    )
    yield Piece(text)
    yield End(
        "stop",
        made[0].order.painter,
        Usage(estimate_tokens(said), estimate_tokens(text)),
        labels=tuple(dict.fromkeys(label for one in made for label in one.order.ruling.labels)),
        pictures=tuple(places),
    )


def given_back(app: App, held: Reservation, events: Iterator[Event]) -> Iterator[Event]:
    """Yield the events; what a picture would have cost is given back where none was drawn."""
    for event in events:
        if isinstance(event, End) and held.action == "draw" and not event.pictures:
            app.people.refund(held, "refused")
        yield event


def asked_last(wish: Wish) -> Message:
    """Return the user's last turn; raises ApiRefused where there is none."""
    for message in reversed(wish.messages):
        if message.role == "user":
            return message
    raise ApiRefused("messages hold no turn of the user's; add one", param="messages")
