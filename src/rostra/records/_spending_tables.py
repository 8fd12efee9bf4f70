"""The tables of what is spent, and of keys, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from rostra.records._people_tables import people
from rostra.records._tables import metadata

ID = 36

# One action of a person, from its reservation on. `state`: reserved, then settled or refunded,
# once. `holder` is the process that has it in hand. `cost` is in millionths of the currency. No
# link to the person: a deleted one's rows stay, under no name.
spendings = Table(
    "spendings",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("person_id", String(ID), nullable=False),
    Column("key_id", String(ID), nullable=False),
    Column("action", String(16), nullable=False),
    Column("model", String(200), nullable=False),
    Column("units", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("holder", String(200), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("ended_at", DateTime(timezone=True), nullable=True),
    Column("tokens_in", BigInteger, nullable=False),
    Column("tokens_out", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("own_key", Boolean, nullable=False),
    Column("estimated", Boolean, nullable=False, server_default=false()),
    Column("outcome", String(64), nullable=False),
    Index("ix_spendings_person_id_at", "person_id", "at"),
    Index("ix_spendings_key_id_at", "key_id", "at"),
    Index("ix_spendings_state_person_id", "state", "person_id"),
)

# A key to the API. `id` is the part of it that may be seen; of the rest only the hash is kept.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column(
        "person_id", String(ID), ForeignKey(people.c.id, ondelete="CASCADE"), nullable=False,
        index=True,
    ),
    Column("name", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("limits", JSON, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=True),
    Column("used_at", DateTime(timezone=True), nullable=True),
    Column("revoked_at", DateTime(timezone=True), nullable=True),
)  # fmt: skip

# A person's own key for a hosted model, sealed; `hint` is its end.
own_keys = Table(
    "own_keys",
    metadata,
    Column("person_id", String(ID), ForeignKey(people.c.id, ondelete="CASCADE"), primary_key=True),
    Column("model", String(200), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("hint", String(8), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True), nullable=True),
)
