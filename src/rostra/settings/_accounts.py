"""Who may use Rostra, and how much: `[accounts]` and `[[plans]]`."""

from __future__ import annotations

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rostra.settings._addresses import whole_address

NAMED = r"^[\w.-]+$"


class Section(BaseModel):
    """A table of the file: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OidcSettings(Section):
    """An OpenID Connect provider by which people may sign in."""

    name: str = Field(min_length=1, max_length=64, pattern=NAMED)
    """Your name for it; it stands in the address to which the provider sends people back."""
    label: str = ""
    """What the button says; empty: the name."""
    issuer: str
    """The provider's address; `/.well-known/openid-configuration` is read below it."""
    client_id: str
    """What Rostra is called there."""
    client_secret: str = ""
    """The secret, in clear text; `client_secret_env` is better."""
    client_secret_env: str = ""
    """The environment variable that holds the secret."""
    scopes: list[str] = ["openid", "profile"]
    """What is asked of the provider; `openid` must be among it."""
    sign_up: bool = False
    """Whoever the provider knows gets an account at the first sign-in; false: only people who
    joined the two on their account page."""
    role: Literal["reader", "member"] = "member"
    """The role of an account made that way."""
    plan: str = ""
    """Its plan; empty: the usual one."""
    hosts: list[str] = []
    """Further hosts of the provider, as `keys.example:443`, where its own document names them."""

    @field_validator("issuer")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "http", "https")


class PriceSettings(Section):
    """What a hosted model costs."""

    model: str
    """The role or alias."""
    price_in: float = Field(0.0, ge=0)
    """Price of a million tokens of input."""
    price_out: float = Field(0.0, ge=0)
    """Price of a million tokens of output."""


class AccountsSettings(Section):
    """People and their sign-in."""

    sign_in: Literal["auto", "always", "never"] = "auto"
    """Whether people must sign in; `auto`: where the server does not listen on loopback alone, or
    an account exists."""
    address: str = ""
    """The address by which browsers reach Rostra, as `https://rostra.example`; passkeys and OpenID
    providers need it. Empty: the one that a request names."""
    plan: str = "free"
    """The plan of people who were given none."""
    session_days: float = Field(30.0, gt=0)
    """Days after which everybody has to sign in anew."""
    idle_days: float = Field(7.0, gt=0)
    """Days without a visit after which a session ends."""
    invitation_days: float = Field(7.0, gt=0)
    """Days that an invitation holds."""
    reservation_hours: float = Field(6.0, gt=0)
    """Hours after which a request that never ended is given back."""
    keep_audit_days: int = Field(365, ge=0)
    """Days that the audit log goes back; 0 keeps it for ever."""
    keep_usage_days: int = Field(400, ge=0)
    """Days that usage goes back; 0 keeps it for ever."""
    seal_key_env: str = ""
    """The environment variable that holds the key (44 characters, `rostra keys seal`) which seals
    secrets; empty: the file `seal.key` in the data folder."""
    other_users: Literal["refuse", "allow"] = "refuse"
    """Whether other users of this machine may use Rostra where nobody has to sign in (Linux)."""
    currency: str = Field("USD", max_length=8)
    """The currency of the prices."""
    prices: list[PriceSettings] = []
    """The tables `[[accounts.prices]]`."""
    oidc: list[OidcSettings] = []
    """The tables `[[accounts.oidc]]`."""

    @field_validator("address")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if not url:
            return url
        whole = whole_address(url, "http", "https").rstrip("/")
        if urlsplit(whole).path or urlsplit(whole).query:
            msg = f"{url!r} has a path; write the address alone, as https://rostra.example"
            raise ValueError(msg)
        return whole

    @model_validator(mode="after")
    def _one_name_each(self) -> Self:
        for kind, names in (
            ("providers are", [one.name for one in self.oidc]),
            ("prices are of", [one.model for one in self.prices]),
        ):
            for name in names:
                if names.count(name) > 1:
                    msg = f"two {kind} {name!r}; write each once"
                    raise ValueError(msg)
        return self


class WindowSettings(Section):
    """A rolling window of a plan, as `{ units = 30, hours = 2 }`."""

    units: int = Field(ge=0)
    """Units that may be spent in it."""
    hours: float = Field(gt=0, le=24 * 400)
    """How long it is."""


class PlanSettings(Section):
    """What people on a plan may use, and how much of it."""

    name: str = Field(min_length=1, max_length=64, pattern=NAMED)
    """Its name."""
    label: dict[str, str] = {}
    """What people read, by language; empty: the name."""
    models: list[str] = ["*"]
    """Roles and aliases; `*` stands for all."""
    modes: list[str] = ["*"]
    """Actions (ask, chat, digest, deep, verify, translate, explain, see, draw, battle, embed,
    search) and `fun`; `*` stands for all."""
    weights: dict[str, int] = {}
    """Units of an action where the usual ones (docs/accounts.md) should not hold."""
    model_weights: dict[str, int] = {}
    """By how much a model multiplies them."""
    limits: list[WindowSettings] = []
    """Rolling windows; none: no limit."""
    at_once: int = Field(0, ge=0)
    """Requests that may be under way; 0: any number."""
    pictures: int = Field(0, ge=0)
    """Pictures in 24 hours; 0: as many as the units allow."""

    @field_validator("weights", "model_weights")
    @classmethod
    def _no_less_than_none(cls, weights: dict[str, int]) -> dict[str, int]:
        for name, weight in weights.items():
            if weight < 0:
                msg = f"{name} weighs {weight}; a weight is 0 or more"
                raise ValueError(msg)
        return weights


def _plan(name: str, en: str, zh: str, **more: object) -> PlanSettings:
    return PlanSettings.model_validate({"name": name, "label": {"en": en, "zh": zh}, **more})


SHIPPED = [
    _plan(
        "free", "Free", "免费",
        models=["mini", "auto"],
        modes=["ask", "chat", "digest", "verify", "translate", "explain", "see", "draw", "battle",
               "search", "fun"],
        limits=[{"units": 30, "hours": 2}, {"units": 120, "hours": 24}],
        at_once=2, pictures=5,
    ),
    _plan(
        "premium", "Premium", "高级",
        model_weights={"large": 2},
        limits=[{"units": 100, "hours": 2}, {"units": 600, "hours": 24}],
        at_once=4, pictures=40,
    ),
    _plan(
        "premium-plus", "Premium+", "高级增强",
        model_weights={"large": 2},
        limits=[{"units": 400, "hours": 2}, {"units": 3000, "hours": 24}],
        at_once=8, pictures=200,
    ),
]  # fmt: skip
"""The plans where the file has none."""
