"""Passwords, second factors and passkeys of a person who is signed in; signing in by a passkey."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rostra.accounts import (
    Site,
    ask_to_make,
    ask_to_sign,
    check_password,
    clean_password,
    code_hash,
    hash_of,
    hash_password,
    made_passkey,
    new_codes,
    new_secret,
    new_token,
    passkey_id,
    seal,
    secret_address,
    secret_picture,
    signed_count,
    step_of,
    unseal,
)
from rostra.app._people_gate import WRONG, Gate
from rostra.app._people_ground import Ground, Visit
from rostra.app._people_words import FactorOffer, PasskeyAsked, PasskeyLine, SignedIn
from rostra.errors import AccountError, SignInFailed

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import KeptPerson, KeptStep

STEP = timedelta(minutes=10)
MOST_PASSKEYS = 20
LATE = "that took too long; begin again"


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person signs in with."""

    ground: Ground
    gate: Gate

    # Passwords

    def change_password(self, person: Person, old: str, new: str, visit: Visit) -> None:
        """Set another password and end all other sessions; raises SignInFailed, AccountError."""
        from rostra.records import change_person, drop_sessions

        kept = self._confirmed(person, old, visit)
        with self.gate.hashers:
            hashed = hash_password(clean_password(new, kept.name))
        change_person(self.ground.engine, kept.id, {"password": hashed})
        drop_sessions(self.ground.engine, kept.id, but_hash=hash_of(visit.token))
        self.ground.note(kept.id, "password changed", kept.id, visit.address)

    def prove(self, person: Person, password: str, visit: Visit) -> None:
        """Raise SignInFailed where the password is not the person's."""
        self._confirmed(person, password, visit)

    # Second factor

    def codes_left(self, person: Person) -> int:
        """Return how many recovery codes are left."""
        from rostra.records import count_recovery_codes

        return count_recovery_codes(self.ground.engine, person.id)

    def offer(self, person: Person) -> FactorOffer:
        """Begin to set up a second factor: its seed, to be confirmed by a first code."""
        from rostra.records import KeptStep, put_step

        secret, token = new_secret(), new_token()
        sealed = seal(self.ground.key(), secret, f"totp:{person.id}")
        ends = self.ground.clock() + STEP
        step = KeptStep(hash_of(token), "totp", ends, person.id, {"sealed": sealed})
        put_step(self.ground.engine, step)
        return self._offered(person, token, secret)

    def offered(self, person: Person, token: str) -> FactorOffer:
        """Show once more what was offered; raises SignInFailed where it is over."""
        from rostra.records import peek_step

        now = self.ground.clock()
        step = peek_step(self.ground.engine, hash_of(token), "totp", now)
        if step is None or step.person_id != person.id or not step.body:
            raise SignInFailed(LATE)
        return self._offered(person, token, self._secret(step, person))

    def confirm(self, person: Person, token: str, code: str) -> tuple[str, ...]:
        """Turn the second factor on; return the recovery codes, shown this once.

        Raises SignInFailed for a wrong code; the same offer may then be tried again.
        """
        from rostra.records import change_person, peek_step, put_recovery_codes, take_step

        engine, now = self.ground.engine, self.ground.clock()
        hashed = hash_of(token)
        waiting = peek_step(engine, hashed, "totp", now)
        if waiting is None or waiting.person_id != person.id:
            raise SignInFailed(LATE)
        step = step_of(self._secret(waiting, person), code, now, 0)
        if not step:
            raise SignInFailed("that code is not the device's; look at its clock and try again")
        if take_step(engine, hashed, "totp", now) is None:
            raise SignInFailed(LATE)
        sealed = str((waiting.body or {})["sealed"])
        change_person(engine, person.id, {"secret": sealed, "secret_step": step})
        codes = new_codes()
        put_recovery_codes(engine, person.id, [code_hash(person.id, one) for one in codes])
        self.ground.note(person.id, "second factor on", person.id)
        return codes

    def turn_off(self, person: Person, password: str, visit: Visit) -> None:
        """Turn the second factor off; raises SignInFailed without the password."""
        from rostra.records import change_person, put_recovery_codes

        kept = self._confirmed(person, password, visit)
        change_person(self.ground.engine, kept.id, {"secret": "", "secret_step": 0})
        put_recovery_codes(self.ground.engine, kept.id, ())
        self.ground.note(kept.id, "second factor off", kept.id, visit.address)

    # Passkeys

    def passkeys(self, person: Person) -> tuple[PasskeyLine, ...]:
        """List a person's passkeys."""
        from rostra.records import list_passkeys

        kept = list_passkeys(self.ground.engine, person.id)
        return tuple(PasskeyLine(p.id, p.name, p.made_at, p.used_at) for p in kept)

    def begin_passkey(self, person: Person, site: Site) -> PasskeyAsked:
        """Ask a browser to make a passkey."""
        from rostra.records import list_passkeys

        known = [one.id for one in list_passkeys(self.ground.engine, person.id)]
        if len(known) >= MOST_PASSKEYS:
            raise AccountError(f"{MOST_PASSKEYS} passkeys are the most; remove one first")
        challenge, token = self._challenge("new passkey", person.id)
        return PasskeyAsked(token, ask_to_make(site, person.id, person.name, known, challenge))

    def add_passkey(
        self, person: Person, site: Site, token: str, reply: Mapping[str, Any], name: str
    ) -> None:
        """Keep the passkey that a browser made; raises SignInFailed."""
        from rostra.records import KeptPasskey, save_passkey

        step = self._taken(token, "new passkey")
        if step.person_id != person.id:
            raise SignInFailed(LATE)
        made = made_passkey(site, reply, _challenge_in(step))
        shown = " ".join(name.split())[:64] or "passkey"
        kept = KeptPasskey(
            made.id, person.id, shown, made.public_key, made.sign_count, self.ground.clock()
        )
        if not save_passkey(self.ground.engine, kept):
            raise SignInFailed("this passkey is known already")
        self.ground.note(person.id, "passkey added", person.id)

    def drop_passkey(self, person: Person, passkey: str) -> int:
        """Drop a person's passkey; return how many there were."""
        from rostra.records import drop_passkey

        gone = drop_passkey(self.ground.engine, person.id, passkey)
        if gone:
            self.ground.note(person.id, "passkey removed", person.id)
        return gone

    def begin_signing(self, site: Site) -> PasskeyAsked:
        """Ask a browser to sign in by any passkey it has for this site."""
        challenge, token = self._challenge("passkey", "")
        return PasskeyAsked(token, ask_to_sign(site, challenge))

    def sign_in(self, site: Site, token: str, reply: Mapping[str, Any], visit: Visit) -> SignedIn:
        """Sign in by a passkey; raises SignInFailed. A challenge is good for one try."""
        from rostra.records import find_passkey, person_with, use_passkey

        engine = self.ground.engine
        step = self._taken(token, "passkey")
        passkey = find_passkey(engine, passkey_id(reply))
        kept = person_with(engine, passkey.person_id) if passkey else None
        if passkey is None or kept is None or kept.disabled_at:
            raise SignInFailed("this passkey is not known here; sign in otherwise")
        count = signed_count(
            site, reply, _challenge_in(step), passkey.public_key, passkey.sign_count
        )
        if not use_passkey(engine, passkey.id, count, self.ground.clock()):
            self.ground.note("", "passkey copied", kept.id, visit.address)
            raise SignInFailed("this passkey was copied, it seems; sign in otherwise")
        return self.gate.let_in(kept, visit, (), "passkey")

    def _offered(self, person: Person, token: str, secret: str) -> FactorOffer:
        address = secret_address(secret, person.name)
        return FactorOffer(token, secret, address, secret_picture(address))

    def _secret(self, step: KeptStep, person: Person) -> str:
        return unseal(self.ground.key(), str((step.body or {})["sealed"]), f"totp:{person.id}")

    def _confirmed(self, person: Person, password: str, visit: Visit) -> KeptPerson:
        """Return the account where the password is right; wrong ones count as at the sign-in."""
        from rostra.records import clear_failures, person_with

        kept = person_with(self.ground.engine, person.id)
        if kept is None:
            raise SignInFailed(WRONG)
        counted = self.gate.counted(kept.key, visit)
        with self.gate.hashers:
            # Who came by a provider or a passkey alone has no password yet.
            right = check_password(kept.password, password) or not kept.password
        if not right:
            raise SignInFailed("the password is wrong")
        clear_failures(self.ground.engine, [one.hash for one in counted])
        return kept

    def _challenge(self, kind: str, person_id: str) -> tuple[bytes, str]:
        from rostra.records import KeptStep, put_step

        challenge, token = secrets.token_bytes(32), new_token()
        body = {"challenge": base64.b64encode(challenge).decode()}
        ends = self.ground.clock() + STEP
        put_step(self.ground.engine, KeptStep(hash_of(token), kind, ends, person_id, body))
        return challenge, token

    def _taken(self, token: str, kind: str) -> KeptStep:
        from rostra.records import take_step

        step = take_step(self.ground.engine, hash_of(token), kind, self.ground.clock())
        if step is None:
            raise SignInFailed(LATE)
        return step


def _challenge_in(step: KeptStep) -> bytes:
    return base64.b64decode(str((step.body or {})["challenge"]))
