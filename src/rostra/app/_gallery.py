"""The gallery: orders with their pictures listed, shown, described and deleted for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rostra.app._picture_files import erase_picture, erase_strays, picture_path
from rostra.app._picture_words import (
    PictureNamed,
    PictureOrder,
    PicturesAsked,
    PictureShown,
    PictureWanted,
)
from rostra.errors import QueryRefused
from rostra.policy import Action, Decision

if TYPE_CHECKING:
    from rostra.records import Engine, KeptDrawing, KeptPicture


def listed(records: Engine, asked: PicturesAsked) -> tuple[PictureOrder, ...]:
    """List orders with their pictures, the newest first."""
    from rostra.records import list_drawings, pictures_of

    orders = list_drawings(records, asked.who, asked.limit)
    pictures = pictures_of(records, [order.id for order in orders])
    return tuple(as_shown(order, pictures) for order in orders)


def shown(records: Engine, named: PictureNamed, *, hidden: bool = False) -> PictureOrder | None:
    """Return the order a picture came of with that picture alone, or an order by its own id.

    Hidden pictures only where they are asked for too.
    """
    from rostra.records import drawing_named, find_drawing, find_picture, pictures_of

    if len(named.id) < 4:
        return None
    whole = drawing_named(records, named.id, named.who)
    if whole is not None:
        return as_shown(whole, pictures_of(records, [whole.id], hidden=hidden))
    picture = find_picture(records, named.id, named.who, hidden=hidden)
    order = find_drawing(records, picture.drawing) if picture else None
    return as_shown(order, [picture]) if order and picture else None


def one_picture(records: Engine, named: PictureNamed) -> PictureShown:
    """Return the one picture that is named; raises QueryRefused where there is none or several."""
    order = shown(records, named)
    if order is None:
        raise QueryRefused(f"there is no picture {named.id!r}; `rostra pictures` lists them")
    if len(order.pictures) != 1:
        told = ", ".join(picture.id for picture in order.pictures) or "none"
        raise QueryRefused(f"the order {order.id} has these pictures: {told}; name one of them")
    return order.pictures[0]


def order_shown(records: Engine, order_id: str) -> PictureOrder:
    """Return an order that is known."""
    from rostra.records import find_drawing, pictures_of

    order = find_drawing(records, order_id)
    if order is None:
        raise QueryRefused(f"there is no order {order_id!r}; `rostra pictures` lists them")
    return as_shown(order, pictures_of(records, [order_id]))


def delete(records: Engine, folder: Path, named: PictureNamed) -> int:
    """Delete a picture, or all of an order with its words: rows, files and what the log holds.

    Returns how many pictures went, 1 for an order without any. Files go first: a row whose files
    are gone can be deleted again, a file that no row names would stay.
    """
    from rostra.records import delete_picture, forget_drawing, truncate_log

    order = shown(records, named, hidden=True)
    if order is None or order.state in ("waiting", "drawing"):
        return 0
    for picture in order.pictures:
        erase_picture(folder, picture.id)
        delete_picture(records, picture.id, datetime.now(UTC))
    gone = len(order.pictures)
    if not gone:
        gone = int(forget_drawing(records, order.id))
    truncate_log(records)
    return gone


def retire(records: Engine, folder: Path, before: datetime) -> int:
    """Delete the orders asked for before a moment, with their pictures; return how many."""
    from rostra.records import drawings_before, truncate_log

    gone = 0
    while old := drawings_before(records, before):
        done = sum(bool(delete(records, folder, PictureNamed(order.id, None))) for order in old)
        gone += done
        if not done:
            break
    if gone:
        truncate_log(records)
    return gone


def describe(records: Engine, picture: PictureShown, alt: str) -> bool:
    """Give a picture another description; False where it is gone."""
    from rostra.records import rewrite_alt

    if not alt.strip():
        raise QueryRefused("the description is empty; say what is on the picture")
    return rewrite_alt(records, picture.id, " ".join(alt.split())[:2_000])


def read_source(records: Engine, folder: Path, wish: PictureWanted) -> tuple[str, bytes]:
    """Read the picture that an edit or a variation starts from: its whole id and its PNG."""
    picture = one_picture(records, PictureNamed(wish.source, wish.who))
    try:
        return picture.id, picture_path(folder, picture.id, "png").read_bytes()
    except OSError as error:
        raise QueryRefused(
            f"the file of the picture {picture.id} cannot be read: {error}"
        ) from None


def take_up(records: Engine, folder: Path, alive: Callable[[str], bool]) -> int:
    """End the orders of dead processes, refund what they did not draw, erase their half files."""
    from rostra.records import end_abandoned

    ended = end_abandoned(records, alive, datetime.now(UTC))
    for order in ended:
        clear(records, folder, order.id)
    return len(ended)


def clear(records: Engine, folder: Path, order_id: str) -> int:
    """Erase the files of an order that no row names; return how many there were."""
    from rostra.records import pictures_of

    known = [picture.id for picture in pictures_of(records, [order_id], hidden=True)]
    return erase_strays(folder, order_id, known)


def kept_decision(order: KeptDrawing) -> Decision:
    """Return what the policy decided on an order, as it was kept."""
    return Decision(
        cast("Action", order.action), order.category, order.reason, order.labels, order.floor,
        order.policy_version, order.policy_sha256,
    )  # fmt: skip


def as_shown(order: KeptDrawing, pictures: Sequence[KeptPicture]) -> PictureOrder:
    """Return a kept order as it is shown, with those of some pictures that came of it."""
    own = tuple(_picture(p) for p in pictures if p.drawing == order.id)
    return PictureOrder(
        order.id, order.who, order.asked_at, order.state, order.prompt, order.prompt_sent,
        order.negative, order.style, order.painter, order.width, order.height, order.n, order.seed,
        order.task, order.source, kept_decision(order), order.note, order.error, order.units,
        order.refunded, order.ended_at, own,
    )  # fmt: skip


def _picture(kept: KeptPicture) -> PictureShown:
    def named(kind: str, digest: str) -> str:
        return f"pictures/{kept.id}.{kind}" if digest else ""

    return PictureShown(
        kept.id, kept.drawing, kept.at, kept.seed, kept.width, kept.height, named("png", kept.png),
        named("svg", kept.svg), kept.model, kept.alt, kept.note, kept.credit,
        hidden=kept.hidden_at is not None,
    )  # fmt: skip
