"""Accounts as an administrator keeps them, and how new people come: invited, or first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rostra.accounts import (
    ROLES,
    clean_name,
    clean_password,
    hash_of,
    hash_password,
    name_key,
    new_token,
)
from rostra.app._people_gate import Gate
from rostra.app._people_ground import Ground, Visit, person_of
from rostra.app._people_words import (
    InvitationLine,
    Invited,
    Inviting,
    PersonChange,
    PersonLine,
    SignedIn,
)
from rostra.errors import AccountError, SignInFailed

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import KeptInvitation, KeptPerson

FIRST = timedelta(hours=24)
ENDED = "this invitation is used up, over or withdrawn; ask for another"


@dataclass(frozen=True, slots=True)
class Desk:
    """Keeps accounts."""

    ground: Ground
    gate: Gate

    def add(self, name: str, password: str, *, role: str = "member", plan: str = "") -> Person:
        """Add an account without an invitation; raises AccountError. `password` "": none yet."""
        from rostra.records import save_person

        new = self._new(name, password, role, plan)
        if not save_person(self.ground.engine, new):
            raise _taken(name)
        self.ground.note("", "account added", new.id, note=f"role {role}, plan {plan or 'usual'}")
        return person_of(new)

    def find(self, name: str) -> PersonLine | None:
        """Return the account of a name (or an id); None where there is none."""
        from rostra.records import person_called, person_with

        engine = self.ground.engine
        kept = person_called(engine, name_key(name)) or person_with(engine, name)
        return _line(kept) if kept else None

    def people(self, limit: int = 1000, after: str = "") -> tuple[PersonLine, ...]:
        """List accounts by name, from the one behind the name `after` on."""
        from rostra.records import list_people

        kept = list_people(self.ground.engine, limit, name_key(after) if after else "")
        return tuple(_line(one) for one in kept)

    def change(self, change: PersonChange, by: Person, address: str = "") -> bool:
        """Change an account; False where it is unknown. Raises AccountError, NotAllowed.

        One who is disabled is signed out at once, and their keys hold no more. The last admin
        stays one.
        """
        from sqlalchemy.exc import IntegrityError

        from rostra.records import change_person, drop_sessions, person_with

        kept = person_with(self.ground.engine, change.id)
        if kept is None:
            return False
        values = self._values(kept, change)
        if not values:
            return True
        goes = values.get("disabled_at") or "role" in values
        last = bool(goes) and kept.role == "admin" and not kept.disabled_at
        try:
            if not change_person(self.ground.engine, kept.id, values, leave_admin=last) and last:
                raise AccountError("this is the last admin; make somebody else one first")
        except IntegrityError as error:
            raise _taken(change.name or "") from error
        if values.get("disabled_at"):
            drop_sessions(self.ground.engine, kept.id)
        told = ", ".join(
            name if name in ("name", "key") else f"{name} {value}" for name, value in values.items()
        )
        self.ground.note(by.id, "account changed", kept.id, address, told)
        return True

    def set_password(self, person_id: str, password: str, by: Person) -> None:
        """Set somebody's password, end their sessions and second factor; raises AccountError."""
        from rostra.records import (
            change_person,
            clear_failures,
            drop_sessions,
            person_with,
            put_recovery_codes,
        )

        kept = person_with(self.ground.engine, person_id)
        if kept is None:
            raise AccountError(f"there is no account {person_id!r}")
        hashed = hash_password(clean_password(password, kept.name))
        values = {"password": hashed, "secret": "", "secret_step": 0}
        change_person(self.ground.engine, kept.id, values)
        put_recovery_codes(self.ground.engine, kept.id, ())
        drop_sessions(self.ground.engine, kept.id)
        clear_failures(self.ground.engine, [s.hash for s in self._subjects(kept)])
        self.ground.note(by.id, "password set", kept.id)

    # Invitations

    def invite(self, wish: Inviting, by: Person) -> Invited:
        """Make an invitation; raises AccountError. Nobody invites to more than they are."""
        from rostra.records import KeptInvitation, save_invitation

        role = _role(wish.role)
        if not by.at_least(role):
            raise AccountError(f"you may not invite an {role}")
        self._plan(wish.plan)
        now = self.ground.clock()
        days = wish.days or self.ground.settings().accounts.invitation_days
        token, ends = new_token(), now + timedelta(days=days)
        note = " ".join(wish.note.split())[:200]
        kept = KeptInvitation(
            hash_of(token), uuid.uuid4().hex[:12], role, wish.plan, note, by.id, now, ends
        )
        save_invitation(self.ground.engine, kept)
        self.ground.note(by.id, "invited", kept.id, note=f"role {role}")
        return Invited(kept.id, token, ends)

    def invitations(self) -> tuple[InvitationLine, ...]:
        """List the invitations, the newest first."""
        from rostra.records import list_invitations

        now = self.ground.clock()
        return tuple(_invitation(one, now) for one in list_invitations(self.ground.engine))

    def withdraw(self, invitation_id: str, by: Person) -> int:
        """Withdraw an invitation; return how many there were."""
        from rostra.records import drop_invitation

        gone = drop_invitation(self.ground.engine, invitation_id)
        if gone:
            self.ground.note(by.id, "invitation withdrawn", invitation_id)
        return gone

    def invited_to(self, token: str) -> InvitationLine:
        """Return what a token invites to; raises SignInFailed where it does not any more."""
        from rostra.records import find_invitation

        kept = find_invitation(self.ground.engine, hash_of(token))
        line = _invitation(kept, self.ground.clock()) if kept else None
        if line is None or line.state != "open":
            raise SignInFailed(ENDED)
        return line

    def sign_up(self, token: str, name: str, password: str, visit: Visit) -> SignedIn:
        """Take an invitation, or the first visit's token, and sign in; raises AccountError."""
        from rostra.records import KeptStep, put_step, save_person, take_step

        engine, now = self.ground.engine, self.ground.clock()
        first = take_step(engine, hash_of(token), "first", now) if self.nobody() else None
        try:
            role, plan, used = "admin", "", ""
            if first is None:
                line = self.invited_to(token)
                role, plan, used = line.role, line.plan, hash_of(token)
            with self.gate.hashers:
                new = self._new(name, password, role, plan)
            if not save_person(engine, new, used):
                self.invited_to(token) if used else None
                raise _taken(name)
        except AccountError:
            if first is not None:  # the token of the first visit is not used up by a bad name
                put_step(engine, KeptStep(first.hash, "first", first.ends_at, body={}))
            raise
        self.ground.note(new.id, "signed up", new.id, visit.address, f"role {role}")
        return self.gate.let_in(new, visit, (), "new account")

    def nobody(self) -> bool:
        """Say whether there is no account: a disabled one keeps the door shut too."""
        from rostra.records import count_people

        return count_people(self.ground.engine, disabled=True) == 0

    def first_visit(self) -> str:
        """Return a token by which the first admin may sign up within a day."""
        from rostra.records import KeptStep, put_step

        token = new_token()
        ends = self.ground.clock() + FIRST
        put_step(self.ground.engine, KeptStep(hash_of(token), "first", ends))
        return token

    def _new(self, name: str, password: str, role: str, plan: str) -> KeptPerson:
        from rostra.records import KeptPerson

        shown = clean_name(name)
        self._plan(plan)
        hashed = hash_password(clean_password(password, shown)) if password else ""
        return KeptPerson(
            uuid.uuid4().hex, shown, name_key(shown), _role(role), self.ground.clock(),
            plan=plan, password=hashed,
        )  # fmt: skip

    def _values(self, kept: KeptPerson, change: PersonChange) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if change.name is not None and change.name != kept.name:
            shown = clean_name(change.name)
            values |= {"name": shown, "key": name_key(shown)}
        if change.role is not None and _role(change.role) != kept.role:
            values["role"] = change.role
        if change.plan is not None and change.plan != kept.plan:
            self._plan(change.plan)
            values["plan"] = change.plan
        if change.lang is not None and change.lang != kept.lang:
            values["lang"] = change.lang[:16]
        if change.disabled is not None and change.disabled != bool(kept.disabled_at):
            values["disabled_at"] = self.ground.clock() if change.disabled else None
        return values

    def _plan(self, plan: str) -> None:
        known = [one.name for one in self.ground.settings().plans]
        if plan and plan not in known:
            raise AccountError(f"there is no plan {plan!r}; there are {', '.join(known)}")

    def _subjects(self, kept: KeptPerson) -> tuple[Any, ...]:
        from rostra.accounts import device_mark, subjects

        key = self.ground.key()
        known = subjects(key, kept.key, "", device_mark(key, kept.key))
        return (*subjects(key, kept.key, "", "")[:1], *known[:1])


def _taken(name: str) -> AccountError:
    return AccountError(f"the name {name[:64]!r}, or one that looks like it, is taken")


def _role(name: str) -> Any:
    if name not in ROLES:
        raise AccountError(f"{name!r} is no role; there are {', '.join(ROLES)}")
    return name


def _line(kept: KeptPerson) -> PersonLine:
    return PersonLine(
        kept.id, kept.name, kept.role, kept.plan, kept.made_at, kept.seen_at, kept.disabled_at,
        second_factor=bool(kept.secret), password=bool(kept.password),
    )  # fmt: skip


def _invitation(kept: KeptInvitation, now: datetime) -> InvitationLine:
    state = "used" if kept.used_at else "open" if kept.ends_at > now else "over"
    return InvitationLine(
        kept.id, kept.role, kept.plan, kept.note, state, kept.made_at, kept.ends_at, kept.used_by
    )
