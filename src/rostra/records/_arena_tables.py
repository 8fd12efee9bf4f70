"""The tables of the arena, as the newest migration leaves them."""

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
)

from rostra.records._tables import metadata

NAME = 200
"""Characters that the name of an entrant, a voter or a vote may have."""

# One question to two entrants. `state`: asking (answers are on their way), open (takes a vote),
# voted, told (the names were told without a vote), void (`cause` says why).
battles = Table(
    "battles",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False, index=True),
    Column("voter", String(NAME), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("left", String(NAME), nullable=False),
    Column("right", String(NAME), nullable=False),
    Column("seed", BigInteger, nullable=False),
    # Whether the pair as it was drawn stands the other way round.
    Column("swapped", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("cause", Text, nullable=False),
    Column("told_at", DateTime(timezone=True), nullable=True),
    Column("lang", String(16), nullable=False),
    Column("category", String(64), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("turns", Integer, nullable=False),
    # SHA-256 of the normal form of the first question.
    Column("prompt", String(64), nullable=False),
    # Whether the one who asked lets it be published.
    Column("consent", Boolean, nullable=False),
    Column("style_left", JSON(none_as_null=True), nullable=True),
    Column("style_right", JSON(none_as_null=True), nullable=True),
    Column("body", JSON, nullable=False),
    Index("ix_battles_voter_asked_at", "voter", "asked_at"),
)

# Which posts the answers of a battle rest on, by every name under which they may be deleted.
battle_posts = Table(
    "battle_posts",
    metadata,
    Column("battle_id", String(36), ForeignKey("battles.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_battle_posts_post_id", "post_id"),
    Index("ix_battle_posts_source_native", "source", "native"),
)

# Votes stand without their battle: it may be forgotten, and imported ones have none.
votes = Table(
    "votes",
    metadata,
    Column("id", String(NAME), primary_key=True),
    Column("battle_id", String(36), ForeignKey("battles.id", ondelete="SET NULL"), nullable=True),
    Column("at", DateTime(timezone=True), nullable=True, index=True),
    Column("voter", String(NAME), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("left", String(NAME), nullable=False, index=True),
    Column("right", String(NAME), nullable=False, index=True),
    Column("choice", String(16), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("category", String(64), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("turns", Integer, nullable=False),
    Column("prompt", String(64), nullable=False),
    Column("style_left", JSON(none_as_null=True), nullable=True),
    Column("style_right", JSON(none_as_null=True), nullable=True),
    # Why it is not counted ("" = it is), and since when.
    Column("excluded", Text, nullable=False),
    Column("excluded_at", DateTime(timezone=True), nullable=True),
    # "" = given here; else what it was imported from.
    Column("source", String(NAME), nullable=False),
    # A battle takes one vote.
    Index("ix_votes_battle_id", "battle_id", unique=True),
    Index("ix_votes_voter_at", "voter", "at"),
    Index("ix_votes_excluded", "excluded"),
)

# Votes that count, added up by ordered pair in the transaction that keeps them: `wins` of `one`
# against `other`; ties and "both bad" stand in both orders. `moved` numbers the transactions that
# moved a count, so that whoever holds the counts reads but those that moved since.
pair_counts = Table(
    "pair_counts",
    metadata,
    Column("one", String(NAME), primary_key=True),
    Column("other", String(NAME), primary_key=True),
    Column("wins", BigInteger, nullable=False),
    Column("ties", BigInteger, nullable=False),
    Column("bad", BigInteger, nullable=False),
    Column("moved", BigInteger, nullable=False, index=True),
)

voters = Table(
    "voters",
    metadata,
    Column("id", String(NAME), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("votes", Integer, nullable=False),
)

# The public register of anonymous entrants: rows are added, never changed (a trigger refuses).
# `seal` = SHA-256 of salt and true name, public from the first day; the name is not, until a row
# says that it was revealed.
register = Table(
    "register",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("code", String(NAME), nullable=False),
    Column("event", String(16), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("maker", String(NAME), nullable=False),
    Column("salt", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_register_code_event", "code", "event", unique=True),
)
