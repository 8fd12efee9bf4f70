"""Signing in: by password and second factor; sessions; how failures make the next try wait."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rostra.accounts import (
    FORGOTTEN,
    Subject,
    check_password,
    code_hash,
    device_mark,
    hash_of,
    hash_password,
    is_outdated,
    name_key,
    new_token,
    step_of,
    subjects,
    unseal,
)
from rostra.app._people_ground import Ground, Visit, person_of
from rostra.app._people_words import NeedsCode, SessionLine, SignedIn
from rostra.errors import SignInFailed

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import KeptPerson

WRONG = "name, password or code are wrong"
STEP = timedelta(minutes=10)
SEEN = timedelta(minutes=1)
"""How exactly a session's last visit is noted."""
HASHERS = 2
"""Passwords that are hashed at once; each takes 64 MiB."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets people in. Every failure says the same to a stranger."""

    ground: Ground
    hashers: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(HASHERS))

    def sign_in(self, name: str, password: str, visit: Visit) -> SignedIn | NeedsCode:
        """Sign in by name and password; raises SignInFailed.

        The failure is counted before the password is looked at, so that many tries at once count
        as many; a name that nobody has takes the same way.
        """
        from rostra.records import person_called

        key = name_key(name)
        counted = self.counted(key, visit)
        kept = person_called(self.ground.engine, key)
        with self.hashers:
            right = check_password(kept.password if kept else "", password)
        if not right or kept is None or kept.disabled_at:
            self.ground.note("", "sign-in failed", kept.id if kept else "", visit.address)
            raise SignInFailed(WRONG)
        if is_outdated(kept.password):
            self._rehash(kept, password)
        if kept.secret:
            return NeedsCode(self._step("code", kept.id))
        return self.let_in(kept, visit, counted, "password")

    def second(self, step: str, code: str, visit: Visit) -> SignedIn:
        """Sign in by a code of the second factor, or a recovery code; raises SignInFailed."""
        from rostra.records import peek_step, person_with, take_step

        engine, now = self.ground.engine, self.ground.clock()
        hashed = hash_of(step)
        waiting = peek_step(engine, hashed, "code", now)
        kept = person_with(engine, waiting.person_id) if waiting else None
        if waiting is None or kept is None or kept.disabled_at:
            raise SignInFailed("that took too long; sign in again")
        counted = self.counted(kept.key, visit)
        how = self.code_fits(kept, code)
        if not how or take_step(engine, hashed, "code", now) is None:
            self.ground.note("", "code failed", kept.id, visit.address)
            raise SignInFailed(WRONG)
        return self.let_in(kept, visit, counted, how)

    def code_fits(self, kept: KeptPerson, code: str) -> str:
        """Use a code up: say by which kind it fits, "" for none. Each fits once."""
        from rostra.records import use_recovery_code, use_step

        engine = self.ground.engine
        secret = unseal(self.ground.key(), kept.secret, f"totp:{kept.id}")
        step = step_of(secret, code, self.ground.clock(), kept.secret_step)
        if step and use_step(engine, kept.id, step):
            return "code"
        if use_recovery_code(engine, kept.id, code_hash(kept.id, code)):
            return "recovery code"
        return ""

    def counted(self, key: str, visit: Visit) -> tuple[Subject, ...]:
        """Count a try as failed for now; raises SignInFailed where it comes too early."""
        from rostra.records import count_failure, waits_until

        engine, now = self.ground.engine, self.ground.clock()
        named = subjects(self.ground.key(), key, visit.address, visit.device)
        until = waits_until(engine, [one.hash for one in named], now)
        for one in named:
            until = until or count_failure(engine, one.hash, now, now - FORGOTTEN, one.waits)
        if until is not None:
            wait = max(1.0, (until - now).total_seconds())
            raise SignInFailed(f"too many tries; wait {wait:.0f} seconds", wait)
        return named

    def let_in(
        self, kept: KeptPerson, visit: Visit, counted: tuple[Subject, ...], how: str
    ) -> SignedIn:
        """Begin a session under a token nobody knew; the one the browser had before ends."""
        from rostra.records import KeptSession, clear_failures, save_session

        ground, now = self.ground, self.ground.clock()
        if counted:
            clear_failures(ground.engine, [one.hash for one in counted])
        token = new_token()
        ends = now + timedelta(days=ground.settings().accounts.session_days)
        address, agent = visit.address[:64], _printable(visit.agent)[:200]
        session = KeptSession(
            hash_of(token), uuid.uuid4().hex, kept.id, now, now, ends, address, agent
        )
        save_session(ground.engine, session, hash_of(visit.token) if visit.token else "")
        ground.note(kept.id, "signed in", kept.id, visit.address, how)
        return SignedIn(person_of(kept), token, ends, device_mark(ground.key(), kept.key))

    def session(self, token: str) -> Person | None:
        """Return whose session a token is of; None where it is over or unknown."""
        from rostra.records import session_with, touch_session

        if not token:
            return None
        ground, now = self.ground, self.ground.clock()
        hashed = hash_of(token)
        found = session_with(ground.engine, hashed, now, ground.idle_since())
        if found is None:
            return None
        held, kept = found
        if now - held.seen_at > SEEN:
            touch_session(ground.engine, hashed, now)
        return person_of(kept)

    def sessions(self, person: Person, token: str = "") -> tuple[SessionLine, ...]:
        """List a person's sessions; `here` marks the one of a token."""
        from rostra.records import list_sessions

        ours = hash_of(token) if token else ""
        idle, now = self.ground.idle_since(), self.ground.clock()
        return tuple(
            SessionLine(s.id, s.made_at, s.seen_at, s.address, s.agent, here=s.hash == ours)
            for s in list_sessions(self.ground.engine, person.id)
            if s.seen_at > idle and s.ends_at > now
        )

    def sign_out(self, person: Person, token: str) -> None:
        """End the session of a token."""
        from rostra.records import drop_sessions

        drop_sessions(self.ground.engine, person.id, hashed=hash_of(token))
        self.ground.note(person.id, "signed out", person.id)

    def end_session(self, person: Person, session_id: str) -> int:
        """End one of a person's sessions by its id; return how many there were."""
        from rostra.records import drop_sessions

        if not session_id:
            return 0
        return drop_sessions(self.ground.engine, person.id, only=session_id)

    def end_others(self, person: Person, token: str) -> int:
        """End all of a person's sessions but that of a token."""
        from rostra.records import drop_sessions

        return drop_sessions(self.ground.engine, person.id, but_hash=hash_of(token))

    def _rehash(self, kept: KeptPerson, password: str) -> None:
        from rostra.records import change_person

        with self.hashers:
            fresh = hash_password(password)
        change_person(self.ground.engine, kept.id, {"password": fresh})

    def _step(self, kind: str, person_id: str) -> str:
        from rostra.records import KeptStep, put_step

        token = new_token()
        ends: datetime = self.ground.clock() + STEP
        put_step(self.ground.engine, KeptStep(hash_of(token), kind, ends, person_id))
        return token


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
