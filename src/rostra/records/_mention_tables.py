"""The tables of the bot: who called it and what became of it, and how far it read."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, Integer, String, Table, Text

from rostra.records._tables import metadata

mentions = Table(
    "mentions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Column("author", String(2048), nullable=False),
    Column("thread", String(2048), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("met_at", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("sent", JSON, nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Column("tries", Integer, nullable=False),
    Column("decided_by", String(64), nullable=False),
    Index("ix_mentions_account_state", "account", "state"),
    Index("ix_mentions_account_author_met_at", "account", "author", "met_at"),
    Index("ix_mentions_account_thread", "account", "thread"),
    Index("ix_mentions_met_at", "met_at"),
)

bot_places = Table(
    "bot_places",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("place", Text, nullable=False),
)
