"""The wiring of pictures: settings, policy, models and painters become a studio and a gallery."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rostra.app import _gallery, _moderation
from rostra.app._drawing import Drawings, Studio
from rostra.app._models import NONE
from rostra.app._moderation import Moderated, PictureReport, Step
from rostra.app._owner import Owner, birth
from rostra.app._painters import Hired, hire, told
from rostra.app._picture_eyes import describer, judging
from rostra.app._picture_files import picture_path, pictures_folder
from rostra.app._picture_order import lang_of
from rostra.app._picture_serving import picture_file
from rostra.app._picture_words import (
    DrawingEvent,
    PainterState,
    PainterTried,
    PictureAlt,
    PictureFile,
    PictureNamed,
    PictureOrder,
    PicturesAsked,
    PictureWanted,
)
from rostra.app._picture_writing import writing
from rostra.errors import QueryRefused
from rostra.imagine import check_painter, facts_of, fonts, marked, open_signer
from rostra.policy import current_policy

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.imagine import Order, Painted
    from rostra.models import Model
    from rostra.records import Engine, Quota
    from rostra.settings import Settings


class Pictures:
    """What an open Rostra does with pictures."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        answering: Answering,
        owner: Owner,
    ) -> None:
        self._settings = settings
        self._records = records
        self._answering = answering
        self._folder = pictures_folder(settings().data)
        self._holder = f"{platform.node()}:{owner.pid}:{owner.birth}"
        self._hired: Mapping[str, Hired] | None = None
        seeing = settings().pictures
        self._describe = describer(lambda: self._sees(seeing.describe_with))
        self.drawings = Drawings(
            Studio(
                records,
                self._folder,
                self._holder,
                limits=lambda: self._settings().pictures,
                painters=self._painters,
                policy=lambda: current_policy(self._settings().data / "policy"),
                quota=self._quota,
                write=writing(answering, lambda: self._settings().pictures.write_with),
                judge=judging(lambda: self._sees(seeing.judge_with)) if seeing.judge_with else None,
                describe=self._describe if seeing.describe_with else None,
                mark=self._marked,
            )
        )

    def draw(self, wanted: PictureWanted) -> Iterator[DrawingEvent]:
        """Stream an order; see `Drawings.draw`."""
        return self.drawings.draw(wanted)

    def listed(self, asked: PicturesAsked) -> tuple[PictureOrder, ...]:
        """List the newest orders with their pictures."""
        return _gallery.listed(self._records, asked)

    def shown(self, named: PictureNamed) -> PictureOrder | None:
        """Return a picture with its order; None where it is unknown."""
        return _gallery.shown(self._records, named)

    def file(self, named: PictureNamed) -> PictureFile | None:
        """Return a picture's file; None where it is unknown, or another's."""
        return picture_file(self._records, self._folder, named)

    def describe(self, said: PictureAlt) -> PictureOrder:
        """Give a picture another description, the model's where none is given."""
        named = PictureNamed(said.id, said.who)
        picture = _gallery.one_picture(self._records, named)
        alt = said.alt
        if not alt.strip():
            order = _gallery.order_shown(self._records, picture.order)
            alt = self._seen(picture.id, order.prompt)
        _gallery.describe(self._records, picture, alt)
        return _gallery.order_shown(self._records, picture.order)

    def delete(self, named: PictureNamed) -> int:
        """Delete pictures for good; return how many went."""
        return _gallery.delete(self._records, self._folder, named)

    def report(self, told: PictureReport) -> str:
        """Keep what a person says is wrong with a picture; return its id."""
        return _moderation.report(self._records, told)

    def moderated(self, limit: int = 100) -> tuple[Moderated, ...]:
        """List the pictures that somebody has to look at."""
        return _moderation.moderated(self._records, limit)

    def moderate(self, picture_id: str, step: Step) -> None:
        """Hide a picture, show it again, delete it, or leave it as it is."""
        _moderation.moderate(self._records, self._folder, picture_id, step)

    def cancel(self, named: PictureNamed) -> bool:
        """Cancel an order that is open; False where none of that name is."""
        return self.drawings.cancel(named.id, named.who)

    def painters(self) -> tuple[PainterState, ...]:
        """List who draws, and what each can do."""
        usual = self._settings().pictures.painter
        return tuple(
            told(hired, usual, self.drawings.waiting(name))
            for name, hired in self._painters().items()
        )

    def check(self, name: str) -> PainterTried:
        """Have a painter draw one small picture; it counts against no limit and is not kept."""
        hired = self._painters().get(name)
        if hired is None:
            known = ", ".join(self._painters())
            raise QueryRefused(f"there is no painter {name!r}; there are {known}")
        if hired.painter is None:
            return PainterTried(name, hired.problem)
        tried = check_painter(hired.painter)
        return PainterTried(name, tried.problem, tried.seconds, tried.width, tried.height)

    def tidy(self, now: datetime) -> int:
        """Delete orders that are older than the settings keep them; return how many."""
        days = self._settings().pictures.keep_days
        return (
            _gallery.retire(self._records, self._folder, now - timedelta(days=days)) if days else 0
        )

    def take_up(self) -> int:
        """End and refund the orders that dead processes left open; return how many."""
        return _gallery.take_up(self._records, self._folder, self._alive)

    def _marked(self, item: Painted, order: Order, source: bytes | None) -> bytes:
        """Write into a picture's file where it comes from; signed where the extra is installed."""
        settings = self._settings()
        visible = settings.pictures.visible_mark
        return marked(
            item.data,
            facts_of(item, order),
            signer=open_signer(settings.data / "signer", datetime.now(UTC)),
            parent=source,
            visible=visible,
            letters=fonts() if visible else (),
        )

    def _painters(self) -> Mapping[str, Hired]:
        if self._hired is None:
            name = self._settings().pictures.plan_with
            planner = self._answering.writer(name)[0] if name != NONE else None
            self._hired = hire(self._settings(), planner)
        return self._hired

    def _quota(self, now: datetime) -> Quota:
        from rostra.records import Quota

        limits = self._settings().pictures
        return Quota(limits.limit, now - timedelta(hours=limits.window_hours))

    def _seen(self, picture: str, prompt: str) -> str:
        if not self._settings().pictures.describe_with:
            msg = "say what is on the picture, or set pictures.describe_with to a model that sees"
            raise QueryRefused(msg)
        png = picture_path(self._folder, picture, "png").read_bytes()
        return self._describe(png, lang_of(prompt))

    def _sees(self, name: str) -> Model:
        model, why_not = self._answering.writer(name)
        if model is None:
            raise QueryRefused(f"the model {name!r} cannot look at pictures: {why_not or 'none'}")
        return model

    def _alive(self, holder: str) -> bool:
        """Say whether the process that holds an order may still draw it.

        Where the data folder has one owner, none but this process may. Where a server keeps the
        records, others on this machine are looked for, and those of other machines let be.
        """
        if holder == self._holder:
            return True
        if not (self._settings().posts.dsn or self._settings().records.dsn):
            return False
        host, _, rest = holder.rpartition(":")[0].rpartition(":")
        if host != platform.node() or not rest.isdecimal():
            return True
        born = holder.rpartition(":")[2]
        return int(rest) != os.getpid() and bool(born) and birth(int(rest)) == born
