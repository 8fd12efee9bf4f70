"""The tables of people and of how they sign in, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from rostra.records._tables import metadata

ID = 36
HASH = 64


def _whose() -> Column[str]:
    link = ForeignKey("people.id", ondelete="CASCADE")
    return Column("person_id", String(ID), link, nullable=False, index=True)


# `key` is the name as it is compared: two names that look alike have one key. `secret` is the
# sealed seed of the second factor; `secret_step` the last of its time steps that was used.
people = Table(
    "people",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("key", String(256), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("plan", String(64), nullable=False),
    Column("lang", String(16), nullable=False),
    Column("password", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("secret_step", BigInteger, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=True),
    Column("disabled_at", DateTime(timezone=True), nullable=True),
)

# Codes that stand in for a lost second factor, each once.
recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("hash", String(HASH), primary_key=True),
    _whose(),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", String(1400), primary_key=True),
    _whose(),
    Column("name", String(64), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True), nullable=True),
)

# Who a person is at an OpenID provider.
outside_names = Table(
    "outside_names",
    metadata,
    Column("issuer", String(400), primary_key=True),
    Column("subject", String(400), primary_key=True),
    _whose(),
    Column("made_at", DateTime(timezone=True), nullable=False),
)

# Only the hash of a session's token is kept.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("id", String(ID), nullable=False, unique=True),
    _whose(),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("address", String(64), nullable=False),
    Column("agent", String(200), nullable=False),
)

# A step of a ceremony that waits for its answer, which may come once: a second factor, a
# passkey's challenge, an OpenID provider's reply, the first visit.
steps = Table(
    "steps",
    metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person_id", String(ID), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("id", String(ID), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("plan", String(64), nullable=False),
    Column("note", String(200), nullable=False),
    Column("made_by", String(ID), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("used_by", String(ID), nullable=False),
    Column("used_at", DateTime(timezone=True), nullable=True),
)

# Failed sign-ins by what they are counted for: an account, an address, a device. No name in clear.
attempts = Table(
    "attempts",
    metadata,
    Column("subject", String(HASH), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False, index=True),
    Column("until", DateTime(timezone=True), nullable=False),
)

# Who did what to whom; ids alone, so that deleting a person leaves no name behind.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("actor", String(ID), nullable=False),
    Column("action", String(64), nullable=False),
    Column("target", String(200), nullable=False),
    Column("address", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_audit_actor", "actor"),
    sqlite_autoincrement=True,
)
