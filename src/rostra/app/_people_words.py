"""What is said about people, their plans, keys and usage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rostra.accounts import Person
from rostra.models import Meter


@dataclass(frozen=True, slots=True)
class Reservation:
    """Units that are held for one action until it is settled or refunded.

    `id` is "" for the person at this machine, who has no limits. `meter` counts the tokens: the
    work is done within `counting(reservation.meter)`.
    """

    id: str
    person: str
    action: str
    model: str
    units: int
    at: datetime
    key: str = ""
    meter: Meter = field(default_factory=Meter, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WindowState:
    """One rolling window: `action` is set where it counts that action alone.

    `resets_at` is when one unit (where all are used) or the oldest of them is free again; None
    where nothing is used.
    """

    used: int
    limit: int
    hours: float
    action: str = ""
    resets_at: datetime | None = None

    @property
    def left(self) -> int:
        """What is left of it."""
        return max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True)
class AllowanceState:
    """What is left of a person's plan. No windows: nothing is limited."""

    plan: str
    windows: tuple[WindowState, ...] = ()
    under_way: int = 0
    at_once: int = 0

    @property
    def tightest(self) -> WindowState | None:
        """The window of which the smallest part is left, pictures aside; None: there is none."""
        windows = [w for w in self.windows if not w.action and w.limit]
        return min(windows, key=lambda w: w.left / w.limit, default=None)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in: the session's `token` and the `device` mark go into cookies, once."""

    person: Person
    token: str
    ends_at: datetime
    device: str


@dataclass(frozen=True, slots=True)
class NeedsCode:
    """The password is right; a code of the second factor must follow, with this step's token."""

    step: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list; `here` is the one that asks."""

    id: str
    made_at: datetime
    seen_at: datetime
    address: str
    agent: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class FactorOffer:
    """A second factor to be set up: the seed, its address, and that as a QR code (PNG)."""

    step: str
    secret: str
    address: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class PasskeyAsked:
    """What a browser needs for a passkey, and the token of the step that waits for its reply."""

    step: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """A passkey in a list."""

    id: str
    name: str
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """An OpenID provider; `since` is when it was joined to the account (None: it is not)."""

    name: str
    label: str
    issuer: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An account in a list."""

    id: str
    name: str
    role: str
    plan: str
    made_at: datetime
    seen_at: datetime | None = None
    disabled_at: datetime | None = None
    second_factor: bool = False
    password: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changes about an account; None leaves a thing as it is."""

    id: str
    name: str | None = None
    role: str | None = None
    plan: str | None = None
    lang: str | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Inviting:
    """An invitation to be made; `days` None: as the settings say."""

    role: str = "member"
    plan: str = ""
    note: str = ""
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; its token is shown this once."""

    id: str
    token: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in a list; `state` is open, used or over."""

    id: str
    role: str
    plan: str
    note: str
    state: str
    made_at: datetime
    ends_at: datetime
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class KeyWanted:
    """A key to the API to be made; `limits` are (units, hours), `days` None: it does not end."""

    name: str
    scopes: tuple[str, ...]
    limits: tuple[tuple[int, float], ...] = ()
    days: float | None = None


@dataclass(frozen=True, slots=True)
class KeyMade:
    """A new key to the API; `key` is shown this once."""

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key to the API in a list; `shown` is its visible part, `state` holds, over or revoked."""

    id: str
    shown: str
    name: str
    scopes: tuple[str, ...]
    limits: tuple[WindowState, ...]
    state: str
    made_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class OwnKeyLine:
    """A person's own key for a hosted model: only its end is shown."""

    model: str
    hint: str
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UsageAsked:
    """Which usage: of a person (None: of everybody), of a key, between two moments."""

    person: str | None = None
    key: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 1000


@dataclass(frozen=True, slots=True)
class UsageLine:
    """One action; `name` is the person's, "" for one who left or the person at this machine.

    `cost` is in the settings' currency. `outcome` says how it ended, `estimated` that the tokens
    are, or a part of them. An action by several models has a line for each; one has its units.
    """

    at: datetime
    person: str
    name: str
    key: str
    action: str
    model: str
    units: int
    tokens_in: int
    tokens_out: int
    cost: float
    own_key: bool
    state: str
    outcome: str
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class UsageTotal:
    """The sums of one person, key, action and model; what was given back is counted apart.

    `key` is the visible part of a key to the API, "" for what was done on the pages.
    """

    person: str
    name: str
    action: str
    model: str
    times: int
    units: int
    tokens_in: int
    tokens_out: int
    cost: float
    refunded: int
    estimated: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which lines of the audit log: the newest, those before a number, by or about a person."""

    limit: int = 200
    before: int = 0
    person: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit log, with the names that ids have today ("" = nobody any more)."""

    number: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    target: str
    target_name: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonGone:
    """A person was deleted: how many rows went, by what they were, and how many pictures."""

    rows: Mapping[str, int]
    pictures: int
