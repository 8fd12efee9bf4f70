"""People as the rim asks for them: who may do what, how much of it, and what they did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rostra.accounts import HERE, Plan, holder_here
from rostra.app._people_desk import Desk
from rostra.app._people_factors import Factors
from rostra.app._people_gate import Gate
from rostra.app._people_ground import Ground, person_of
from rostra.app._people_keys import Keys
from rostra.app._people_outside import Outside
from rostra.app._people_spending import Till, plans_in
from rostra.app._people_usage import Books
from rostra.app._people_words import AllowanceState, PersonGone, Reservation
from rostra.errors import NotAllowed

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import Engine
    from rostra.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")
ASKED_AGAIN_S = 1.0
"""For how long it is remembered whether there is an account."""


class People:
    """The people of a Rostra. Its verbs may be called from any thread.

    `gate` signs in and knows sessions, `factors` are what people sign in with, `desk` keeps
    accounts and invitations, `outside` knows OpenID providers, `keys` those to the API and to
    hosted models, `books` what was used.
    `address` is where the process listens ("" = by the settings).
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        address: Callable[[], str] = lambda: "",
    ) -> None:
        self._settings = settings
        self._address = address
        self.ground = Ground(records, settings)
        self.gate = Gate(self.ground)
        self.factors = Factors(self.ground, self.gate)
        self.desk = Desk(self.ground, self.gate)
        self.outside = Outside(self.ground, self.gate, self.desk)
        self.keys = Keys(self.ground)
        self.books = Books(self.ground)
        self._till = Till(records, settings, holder_here(), self.keys)
        self._known = (False, 0.0)

    def sign_in_needed(self) -> bool:
        """Say whether people must sign in; by `accounts.sign_in`, the address, and the accounts."""
        wanted = self._settings().accounts.sign_in
        if wanted != "auto":
            return wanted == "always"
        return not self._on_loopback() or self._anybody()

    def delete(self, person_id: str, by: Person, address: str = "") -> PersonGone:
        """Delete a person for good, with all that was theirs; raises AccountError."""
        from rostra.app._people_gone import delete_for_good

        return delete_for_good(self.ground, person_id, by, address)

    def here(self) -> Person | None:
        """Return the person at this machine, None where people must sign in."""
        return None if self.sign_in_needed() else HERE

    def person_of_key(self, text: str, scope: str = "") -> Person | None:
        """Return whose key to the API this is; None where it does not hold, or not for a scope."""
        person = self.keys.person(text)
        return person if person and (not scope or scope in person.scopes) else None

    # What may be spent

    def reserve(self, person: Person, action: str, model: str = "", times: int = 1) -> Reservation:
        """Reserve an action; raises NotInPlan, QuotaSpent. The person at this machine may all."""
        return self._till.reserve(person, action, model, times)

    def settle(self, reservation: Reservation, outcome: str = "done") -> bool:
        """Settle a reservation by what its meter counted, at the settings' prices.

        False where it was settled or refunded before.
        """
        return self._till.settle(reservation, outcome)

    def refund(self, reservation: Reservation, outcome: str = "failed") -> bool:
        """Give a reservation back; False where it was settled or refunded before."""
        return self._till.refund(reservation, outcome)

    def allowance(
        self, person: Person, action: str, model: str = "", times: int = 1
    ) -> AbstractContextManager[Reservation]:
        """Hold a reservation and count while the work is done; an exception gives it back."""
        return self._till.allowance(person, action, model, times)

    def on_behalf(
        self, person_id: str, action: str, model: str = ""
    ) -> AbstractContextManager[Reservation]:
        """Hold a reservation for somebody who is not there; raises NotAllowed for one shut out."""
        from rostra.records import person_with

        kept = person_with(self.ground.engine, person_id) if person_id else None
        if person_id and (kept is None or kept.disabled_at):
            raise NotAllowed(f"whose {action} this is has no account any more, or is shut out")
        return self.allowance(person_of(kept) if kept else HERE, action, model)

    def hold(self, person: Person, action: str, model: str = "") -> None:
        """Raise NotInPlan where role and plan do not hold an action; nothing is reserved."""
        self._till.hold(person, action, model)

    def allowance_state(self, person: Person) -> AllowanceState:
        """Tell what is left of a person's plan, and when it comes back."""
        return self._till.state(person)

    def plan(self, person: Person) -> Plan:
        """Return a person's plan: its models, modes and weights; raises NotInPlan."""
        return self._till.plan(person)

    def plans(self) -> tuple[Plan, ...]:
        """List the plans."""
        return tuple(plans_in(self._settings()).values())

    def hold_mode(self, person: Person, mode: str) -> None:
        """Raise NotInPlan where a person's plan does not hold a mode, as `fun`."""
        self._till.hold_mode(person, mode)

    # What runs

    def take_up(self) -> int:
        """Give back what killed processes reserved; return how many reservations."""
        return self._till.take_up()

    def tidy(self) -> int:
        """Give back what is abandoned, and forget what is over; return how many rows went."""
        from rostra.accounts import FORGOTTEN
        from rostra.records import forget_audit, forget_ended, forget_spendings

        ground, now = self.ground, self.ground.clock()
        keep = self._settings().accounts
        gone = self.take_up()
        gone += forget_ended(ground.engine, now, ground.idle_since(), now - FORGOTTEN)
        if keep.keep_audit_days:
            gone += forget_audit(ground.engine, now - timedelta(days=keep.keep_audit_days))
        if keep.keep_usage_days:
            gone += forget_spendings(ground.engine, now - timedelta(days=keep.keep_usage_days))
        return gone

    def _on_loopback(self) -> bool:
        address = self._address()
        host = urlsplit(address).hostname if address else self._settings().server.host
        return (host or "") in LOOPBACK or (host or "").startswith("127.")

    def _anybody(self) -> bool:
        """Say whether there is an account; that there is none is asked each time.

        Remembered, it would leave the door open for a while after the first account was made.
        """
        known, until = self._known
        if not known or time.monotonic() >= until:
            known = not self.desk.nobody()
            self._known = (known, time.monotonic() + ASKED_AGAIN_S)
        return known


@contextmanager
def open_people(settings: Settings) -> Iterator[People]:
    """Open the records for the command line; the owner of the folder may run beside it."""
    from rostra.records import open_engine

    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.records.dsn or f"sqlite:///{settings.data}/records.sqlite")
    try:
        yield People(lambda: settings, engine)
    finally:
        engine.dispose()
