"""The tables of pictures, as the newest migration leaves them."""

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

# One order to a painter. `state`: waiting, drawing, done, failed, refused, cancelled. `holder` is
# the process that has it in hand. The policy's decision stands there whole.
drawings = Table(
    "drawings",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("who", String(NAME), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False, index=True),
    Column("begun_at", DateTime(timezone=True), nullable=True),
    Column("ended_at", DateTime(timezone=True), nullable=True),
    Column("state", String(16), nullable=False, index=True),
    Column("holder", String(NAME), nullable=False),
    Column("error", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("prompt_sent", Text, nullable=False),
    Column("negative", Text, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("style", String(16), nullable=False),
    Column("painter", String(NAME), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("task", String(16), nullable=False),
    # The picture it was made from, "" = none; that one may be deleted since.
    Column("source", String(NAME), nullable=False),
    Column("action", String(16), nullable=False),
    Column("category", String(NAME), nullable=False),
    Column("reason", Text, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("floor", Boolean, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("policy_sha256", String(64), nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_drawings_who_asked_at", "who", "asked_at"),
)

# One finished picture. A deleted one keeps its id and `deleted_at` alone.
pictures = Table(
    "pictures",
    metadata,
    Column("id", String(NAME), primary_key=True),
    Column("drawing_id", String(36), ForeignKey("drawings.id"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("seed", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    # SHA-256 of the files; `svg` "" = there is no drawing beside the PNG.
    Column("png", String(64), nullable=False),
    Column("svg", String(64), nullable=False),
    Column("model", String(NAME), nullable=False),
    Column("alt", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("credit", JSON, nullable=False),
    Column("deleted_at", DateTime(timezone=True), nullable=True),
    # Since when an operator keeps it from everyone, its owner too.
    Column("hidden_at", DateTime(timezone=True), nullable=True),
)

# What a person says is wrong with a picture; a newer one of theirs takes its place.
picture_reports = Table(
    "picture_reports",
    metadata,
    Column("picture_id", String(NAME), ForeignKey("pictures.id", ondelete="CASCADE"),
           primary_key=True),
    Column("who", String(NAME), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=True),
)  # fmt: skip

# What counts against a person's limit: the sum of `units` of the rows of a rolling window. A row
# is `reserved` before anything is drawn and is settled once, by what was drawn. It outlives the
# picture, so that deleting gives nothing back.
picture_quota = Table(
    "picture_quota",
    metadata,
    Column("drawing_id", String(36), primary_key=True),
    Column("who", String(NAME), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("units", Integer, nullable=False),
    # What was given back.
    Column("refunded", Integer, nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=True),
    Index("ix_picture_quota_who_at", "who", "at"),
)
