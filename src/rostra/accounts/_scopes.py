"""What a key to the API is for."""

from __future__ import annotations

from rostra.accounts._person import Person, Role
from rostra.errors import NotAllowed

SCOPES: tuple[str, ...] = (
    "ask", "chat", "images", "search", "embed", "digest", "read", "admin",
)  # fmt: skip
"""What a key may be for; `read` lists what is its person's, `admin` keeps accounts."""


def hold_scope(person: Person, scope: str) -> None:
    """Raise NotAllowed where somebody came by a key that is not for this."""
    if person.key and scope not in person.scopes:
        given = ", ".join(person.scopes)
        raise NotAllowed(f"this key is for {given}, not for {scope}; make another on your account")


def hold_role(person: Person, role: Role) -> None:
    """Raise NotAllowed where a person's role is less."""
    if not person.at_least(role):
        raise NotAllowed(f"this takes the role {role}; yours is {person.role}")
