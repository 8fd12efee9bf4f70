"""Signing in by an OpenID provider, and joining a provider to an account."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rostra.accounts import (
    Asked,
    Provider,
    Told,
    ask_provider,
    hash_of,
    new_token,
    told_by_provider,
)
from rostra.app._people_desk import Desk
from rostra.app._people_gate import Gate
from rostra.app._people_ground import Ground, Visit
from rostra.app._people_words import OutsideLine, SignedIn
from rostra.errors import AccountError, SignInFailed

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import KeptPerson
    from rostra.settings import OidcSettings

STEP = timedelta(minutes=10)
LATE = "that took too long; begin again"
TRIES = 50


@dataclass(frozen=True, slots=True)
class Outside:
    """Lets people in whom a provider knows."""

    ground: Ground
    gate: Gate
    desk: Desk

    def begin(self, name: str, back: str, to: str, joining: Person | None) -> tuple[str, str]:
        """Return where to send the browser, and the token that its cookie keeps meanwhile.

        `joining` is who wants the provider to know them. Raises SignInFailed.
        """
        from rostra.records import KeptStep, put_step

        asked = ask_provider(self._provider(name), back)
        token = new_token()
        body = {"provider": name, "state": asked.state, "nonce": asked.nonce,
                "verifier": asked.verifier, "back": back, "to": to}  # fmt: skip
        who = joining.id if joining else ""
        step = KeptStep(hash_of(token), "oidc", self.ground.clock() + STEP, who, body)
        put_step(self.ground.engine, step)
        return asked.url, token

    def finish(
        self, name: str, token: str, reply: Mapping[str, str], visit: Visit, person: Person | None
    ) -> tuple[SignedIn | None, str]:
        """Take a provider's reply: sign in, or join (None); return where to go then, too.

        A reply counts once, in the browser that asked, from the provider it asked, for the person
        it asked as. Raises SignInFailed.
        """
        from rostra.records import take_step

        step = take_step(self.ground.engine, hash_of(token), "oidc", self.ground.clock())
        body = dict(step.body or {}) if step else {}
        if step is None or body.get("provider") != name:
            raise SignInFailed(LATE)
        asked = Asked("", body["state"], body["nonce"], body["verifier"])
        provider = self._provider(name)
        told = told_by_provider(provider, asked, reply, body["back"], self.ground.clock())
        if step.person_id:
            if person is None or person.id != step.person_id:
                raise SignInFailed(LATE)
            self._join(person, told)
            return None, "/account"
        kept = self._account(told, self._settings(name))
        return self.gate.let_in(kept, visit, (), f"provider {name}"), str(body["to"])

    def joined(self, person: Person) -> tuple[OutsideLine, ...]:
        """List the providers, and whether they know a person."""
        from rostra.records import list_outside_names

        known = {one.issuer: one for one in list_outside_names(self.ground.engine, person.id)}
        return tuple(
            OutsideLine(
                one.name, one.label or one.name, one.issuer,
                known[one.issuer].made_at if one.issuer in known else None,
            )
            for one in self.ground.settings().accounts.oidc
        )  # fmt: skip

    def part(self, person: Person, name: str) -> int:
        """Part a person from a provider; raises AccountError where it is the only way in."""
        from rostra.records import (
            drop_outside_name,
            list_outside_names,
            list_passkeys,
            person_with,
        )

        engine = self.ground.engine
        kept = person_with(engine, person.id)
        others = len(list_outside_names(engine, person.id)) > 1
        if not (others or list_passkeys(engine, person.id) or (kept and kept.password)):
            raise AccountError("this is the only way you sign in; set a password first")
        gone = drop_outside_name(engine, person.id, self._settings(name).issuer)
        if gone:
            self.ground.note(person.id, "provider parted", person.id, note=name)
        return gone

    def _join(self, person: Person, told: Told) -> None:
        from rostra.records import OutsideName, save_outside_name

        new = OutsideName(told.issuer, told.subject, person.id, self.ground.clock())
        if not save_outside_name(self.ground.engine, new):
            raise SignInFailed("the provider's account is joined to an account already")
        self.ground.note(person.id, "provider joined", person.id, note=told.issuer)

    def _account(self, told: Told, settings: OidcSettings) -> KeptPerson:
        """Return the account a provider's name is joined to, made now where that is allowed."""
        from rostra.records import OutsideName, find_outside_name, person_with, save_outside_name

        engine = self.ground.engine
        known = find_outside_name(engine, told.issuer, told.subject)
        kept = person_with(engine, known.person_id) if known else None
        if kept is None:
            if not settings.sign_up:
                raise SignInFailed(
                    "the provider knows you, but no account here; sign in otherwise, and join the "
                    "two on your account"
                )
            person = self._made(told, settings)
            new = OutsideName(told.issuer, told.subject, person.id, self.ground.clock())
            save_outside_name(engine, new)
            kept = person_with(engine, person.id)
        if kept is None or kept.disabled_at:
            raise SignInFailed("the provider knows you, but your account here is disabled")
        return kept

    def _made(self, told: Told, settings: OidcSettings) -> Person:
        """Make an account under the provider's name for somebody, or one like it that is free."""
        wished = told.name.partition("@")[0][:28]
        names = [wished, *(f"{wished} {number}" for number in range(2, TRIES))]
        for name in (*names, f"guest {hash_of(told.subject)[:8]}"):
            try:
                return self.desk.add(name, "", role=settings.role, plan=settings.plan)
            except AccountError:
                continue
        raise SignInFailed("the provider knows you, but no name could be found for you here")

    def _settings(self, name: str) -> OidcSettings:
        for one in self.ground.settings().accounts.oidc:
            if one.name == name:
                return one
        raise SignInFailed("the provider is not known here")

    def _provider(self, name: str) -> Provider:
        one = self._settings(name)
        secret = os.environ.get(one.client_secret_env, "") if one.client_secret_env else ""
        return Provider(
            one.name, one.issuer, one.client_id, secret or one.client_secret, tuple(one.scopes),
            tuple(one.hosts),
        )  # fmt: skip
