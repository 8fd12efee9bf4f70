"""What answers use, with what that costs by the settings' prices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from rostra.assistant import Finished
from rostra.models import meter_now

if TYPE_CHECKING:
    from rostra.models import Used
    from rostra.settings import Settings

E = TypeVar("E")
MILLION = 1_000_000


def price_of(settings: Settings, model: str, tokens_in: int, tokens_out: int) -> int:
    """Return what tokens cost, in millionths of the currency; 0 where no price is set."""
    for one in settings.accounts.prices:
        if one.model == model:
            return round(tokens_in * one.price_in + tokens_out * one.price_out)
    return 0


def priced(settings: Settings, used: tuple[Used, ...]) -> tuple[Used, ...]:
    """Set the cost of what was used."""
    return tuple(
        replace(one, cost=price_of(settings, one.model, one.prompt, one.completion) / MILLION)
        for one in used
    )


def with_used(settings: Callable[[], Settings], events: Iterator[E]) -> Iterator[E]:
    """Yield the events of an answer; Finished tells what it used, where anything counts that."""
    meter = meter_now()
    before = meter.used if meter is not None else ()
    for event in events:
        if meter is not None and isinstance(event, Finished):
            used = priced(settings(), used_since(before, meter.used))
            yield Finished(replace(event.answer, used=used))  # type: ignore[misc]
        else:
            yield event


def used_since(before: tuple[Used, ...], after: tuple[Used, ...]) -> tuple[Used, ...]:
    """Return what was used between two readings of a meter."""
    had = {(one.model, one.own_key): one for one in before}
    found = []
    for one in after:
        old = had.get((one.model, one.own_key))
        if old is None:
            found.append(one)
        elif one.calls > old.calls:
            found.append(
                replace(
                    one,
                    prompt=one.prompt - old.prompt,
                    completion=one.completion - old.completion,
                    calls=one.calls - old.calls,
                )
            )
    return tuple(found)
