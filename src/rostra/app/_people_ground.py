"""What every verb about people stands on: the records, the settings, the sealing key, the time."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rostra.accounts import ROLES, Person, Role, seal_key

if TYPE_CHECKING:
    from rostra.records import Engine, KeptPerson
    from rostra.settings import Settings


@dataclass(frozen=True, slots=True)
class Visit:
    """From where somebody comes: address and browser, the marks its cookies hold.

    `device` is what the browser keeps of an earlier sign-in, `token` that of a session it has.
    """

    address: str = ""
    agent: str = ""
    device: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The records with the settings they are used by."""

    engine: Engine
    settings: Callable[[], Settings]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def key(self) -> bytes:
        """Return the key that seals secrets; raises AccountError where it is none."""
        settings = self.settings()
        named = settings.accounts.seal_key_env
        return seal_key(settings.data, os.environ.get(named, "") if named else "")

    def idle_since(self) -> datetime:
        """Return since when a session must have been seen to hold."""
        return self.clock() - timedelta(days=self.settings().accounts.idle_days)

    def note(
        self, actor: str, action: str, target: str = "", address: str = "", note: str = ""
    ) -> None:
        """Write into the audit log; ids and settings, never a secret."""
        from rostra.records import Audited, write_audit

        write_audit(self.engine, Audited(self.clock(), actor, action, target, address, note))


def person_of(kept: KeptPerson, key: str = "", scopes: tuple[str, ...] = ()) -> Person:
    """Return the person of an account."""
    return Person(kept.id, kept.name, role_of(kept.role), kept.plan, kept.lang, key, scopes)


def role_of(name: str) -> Role:
    """Read a role; an unknown one is the least."""
    return next((role for role in ROLES if role == name), ROLES[0])
