"""The tables of the API: stored responses, hooks and what they are sent."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from rostra.records._tables import metadata

responses = Table(
    "responses",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("items", JSON, nullable=False),
)

# Which posts a response rests on: it is forgotten with any of them.
response_posts = Table(
    "response_posts",
    metadata,
    Column(
        "response_id", String(64), ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_response_posts_post_id", "post_id"),
    Index("ix_response_posts_source_native", "source", "native"),
)

# Addresses that are told of each new digest of a name.
hooks = Table(
    "hooks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", String(128), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

# One row a digest and hook: how often it was tried, and when it is next. `state`: waiting,
# taken, given_up.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("hook_id", String(64), ForeignKey("hooks.id", ondelete="CASCADE"), nullable=False),
    Column("digest_id", String(36), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("error", Text, nullable=False),
    UniqueConstraint("hook_id", "digest_id", name="uq_deliveries_hook_digest"),
)
