"""Who asks: a person with a role and a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Role: TypeAlias = Literal["reader", "member", "operator", "admin"]

ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most; each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as every request carries one. `id` is the owner of what the person makes.

    `key` is the id of the API key by which the person came ("" = by none), `scopes` what that key
    is for.
    """

    id: str
    name: str
    role: Role
    plan: str = ""
    lang: str = ""
    key: str = ""
    scopes: tuple[str, ...] = ()

    def at_least(self, role: Role) -> bool:
        """Say whether the person may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


HERE = Person("", "", "admin")
"""The person at this machine, where nobody has to sign in."""
