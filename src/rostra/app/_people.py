"""People as the rim asks for them: who may do what, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from rostra.app._people_spending import Till, holder_here
from rostra.app._people_words import AllowanceState, Reservation

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import Engine
    from rostra.settings import Settings


class People:
    """The people of a Rostra. Its verbs may be called from any thread."""

    def __init__(self, settings: Callable[[], Settings], records: Engine) -> None:
        self._settings = settings
        self._records = records
        self._till = Till(records, settings, holder_here())

    # What may be spent

    def reserve(self, person: Person, action: str, model: str = "", times: int = 1) -> Reservation:
        """Reserve an action; raises NotInPlan, QuotaSpent. The person at this machine may all."""
        return self._till.reserve(person, action, model, times)

    def settle(self, reservation: Reservation) -> bool:
        """Settle a reservation; False where it was settled or refunded before."""
        return self._till.settle(reservation)

    def refund(self, reservation: Reservation) -> bool:
        """Give a reservation back; False where it was settled or refunded before."""
        return self._till.refund(reservation)

    def allowance(
        self, person: Person, action: str, model: str = "", times: int = 1
    ) -> AbstractContextManager[Reservation]:
        """Hold a reservation while the work is done; an exception gives it back."""
        return self._till.allowance(person, action, model, times)

    def allowance_state(self, person: Person) -> AllowanceState:
        """Tell what is left of a person's plan, and when it comes back."""
        return self._till.state(person)

    def hold_mode(self, person: Person, mode: str) -> None:
        """Raise NotInPlan where a person's plan does not hold a mode, as `fun`."""
        self._till.hold_mode(person, mode)

    # What runs

    def take_up(self) -> int:
        """Give back what killed processes reserved; return how many reservations."""
        return self._till.take_up()
