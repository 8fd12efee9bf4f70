"""Keys to the API, and people's own keys for hosted models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rostra.accounts import KEY_MARK, SCOPES, hash_of, new_key, read_key, same, seal, unseal
from rostra.app._people_ground import Ground, person_of
from rostra.app._people_words import KeyLine, KeyMade, KeyWanted, OwnKeyLine, WindowState
from rostra.errors import AccountError

if TYPE_CHECKING:
    from rostra.accounts import Person
    from rostra.records import Bound, KeptKey

MOST = 50
LONGEST_DAYS = 36_500
SEEN = timedelta(minutes=1)
"""How exactly a key's last use is noted."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes and knows keys."""

    ground: Ground

    def make(self, person: Person, wanted: KeyWanted, address: str = "") -> KeyMade:
        """Make a key to the API; it is shown this once. Raises AccountError."""
        from rostra.records import Bound, KeptKey, list_keys, save_key

        unknown = [one for one in wanted.scopes if one not in SCOPES]
        if unknown or not wanted.scopes:
            says = f"{unknown[0]!r} is none" if unknown else "name one at least"
            raise AccountError(f"scopes: {says}; there are {', '.join(SCOPES)}")
        if "admin" in wanted.scopes and not person.at_least("admin"):
            raise AccountError("scopes: only an admin's key may have admin")
        if sum(1 for key in list_keys(self.ground.engine, person.id) if not key.revoked_at) >= MOST:
            raise AccountError(f"{MOST} keys are the most; revoke one first")
        if wanted.days is not None and not 0 < wanted.days <= LONGEST_DAYS:
            raise AccountError(f"days: a key holds for {LONGEST_DAYS} at most; leave them empty, "
                               "and it holds until it is revoked")  # fmt: skip
        now, key = self.ground.clock(), new_key()
        limits = tuple(Bound(units, timedelta(hours=hours)) for units, hours in wanted.limits)
        ends = now + timedelta(days=wanted.days) if wanted.days else None
        name = " ".join(wanted.name.split())[:64] or "key"
        kept = KeptKey(
            key.id, person.id, name, hash_of(key.secret), tuple(wanted.scopes), limits, now, ends
        )
        save_key(self.ground.engine, kept)
        self.ground.note(person.id, "key made", key.id, address, ", ".join(wanted.scopes))
        return KeyMade(key.id, str(key))

    def person(self, text: str) -> Person | None:
        """Return whose key this is, with its scopes; None for one that does not hold.

        A key that nobody has takes the same way as one with a wrong secret.
        """
        from rostra.records import key_with, touch_key

        given = read_key(text.strip())
        if given is None:
            return None
        now = self.ground.clock()
        found = key_with(self.ground.engine, given.id, now)
        kept, whose = found or (None, None)
        if not same(hash_of(given.secret), kept.hash if kept else "0" * 64):
            return None
        if kept is None or whose is None:
            return None
        if kept.used_at is None or now - kept.used_at > SEEN:
            touch_key(self.ground.engine, kept.id, now)
        return person_of(whose, kept.id, kept.scopes)

    def bounds(self, key_id: str) -> tuple[Bound, ...]:
        """Return the limits of a key."""
        from rostra.records import find_key

        kept = find_key(self.ground.engine, key_id)
        return kept.limits if kept else ()

    def listed(self, person: Person | None) -> tuple[KeyLine, ...]:
        """List a person's keys with what is used of their limits; None: everybody's."""
        from rostra.records import list_keys

        return tuple(
            self._line(one) for one in list_keys(self.ground.engine, person.id if person else "")
        )

    def revoke(self, person: Person, key_id: str, address: str = "") -> int:
        """Revoke one of a person's keys at once; return how many held. An admin may any."""
        from rostra.records import find_key, revoke_key

        kept = find_key(self.ground.engine, key_id)
        if kept is None or not (kept.person_id == person.id or person.at_least("admin")):
            return 0
        gone = revoke_key(self.ground.engine, kept.person_id, key_id, self.ground.clock())
        if gone:
            self.ground.note(person.id, "key revoked", key_id, address)
        return gone

    # A person's own keys for hosted models

    def put_own(self, person: Person, model: str, secret: str) -> OwnKeyLine:
        """Keep a person's key for a model, sealed; it is never shown again. Raises AccountError."""
        from rostra.records import OwnKey, put_own_key

        secret = secret.strip()
        if not 8 <= len(secret) <= 500 or not secret.isascii() or not secret.isprintable():
            raise AccountError("key: it must be 8 to 500 plain characters")
        if model not in self.models():
            known = ", ".join(self.models()) or "none"
            raise AccountError(f"model: {model[:64]!r} takes no key; those that do: {known}")
        sealed = seal(self.ground.key(), secret, f"own key:{person.id}:{model}")
        hint = secret[-4:] if len(secret) >= 16 else ""
        kept = OwnKey(person.id, model, sealed, hint, self.ground.clock())
        put_own_key(self.ground.engine, kept)
        self.ground.note(person.id, "own key kept", person.id, note=f"model {model}")
        return OwnKeyLine(model, hint, kept.made_at)

    def own(self, person: Person, model: str) -> str:
        """Return a person's key for a model, to be sent to it and nowhere else; "" = none."""
        from rostra.records import find_own_key, touch_own_key

        kept = find_own_key(self.ground.engine, person.id, model)
        if kept is None:
            return ""
        touch_own_key(self.ground.engine, person.id, model, self.ground.clock())
        return unseal(self.ground.key(), kept.sealed, f"own key:{person.id}:{model}")

    def owned(self, person: Person) -> tuple[OwnKeyLine, ...]:
        """List for which models a person has a key."""
        from rostra.records import list_own_keys

        kept = list_own_keys(self.ground.engine, person.id)
        return tuple(OwnKeyLine(one.model, one.hint, one.made_at, one.used_at) for one in kept)

    def drop_own(self, person: Person, model: str) -> int:
        """Drop a person's key for a model; return how many there were."""
        from rostra.records import drop_own_key, truncate_log

        gone = drop_own_key(self.ground.engine, person.id, model)
        truncate_log(self.ground.engine)
        return gone

    def models(self) -> tuple[str, ...]:
        """Name the models that take a key: those on a server."""
        roles = self.ground.settings().models.roles
        return tuple(name for name, role in roles.items() if role.base_url)

    def _line(self, kept: KeptKey) -> KeyLine:
        from rostra.records import used_of

        now = self.ground.clock()
        over = kept.ends_at is not None and kept.ends_at <= now
        state = "revoked" if kept.revoked_at else "over" if over else "holds"
        used = used_of(self.ground.engine, kept.person_id, kept.limits, now, key=kept.id)
        windows = tuple(
            WindowState(
                u.units, u.bound.units, u.bound.span.total_seconds() / 3600, "", u.resets_at
            )
            for u in used
        )
        return KeyLine(
            kept.id, f"{KEY_MARK}{kept.id}_…", kept.name, kept.scopes, windows, state,
            kept.made_at, kept.ends_at, kept.used_at, kept.person_id,
        )  # fmt: skip
