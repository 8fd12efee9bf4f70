"""The tables, as the newest migration leaves them (a test holds the two together)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

HEAD = "0014"
"""The newest migration."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("model", String(200), nullable=False),
    Column("body", JSON, nullable=False),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)

# Which posts an answer rests on, by every name under which a network may delete them.
answer_posts = Table(
    "answer_posts",
    metadata,
    Column("answer_id", String(36), ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_answer_posts_post_id", "post_id"),
    Index("ix_answer_posts_source_native", "source", "native"),
)

# What was ruled on a claim, each time it was asked: ids of posts, none of their text.
rulings = Table(
    "rulings",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("claim", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("standing", String(32), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("posts", JSON, nullable=False),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)

# Long questions: how each was asked, and which kept answer stands for each of its steps.
inquiries = Table(
    "inquiries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("asking", JSON, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)

# Citations that readers marked as wrong; they outlive the answer, not the post.
marks = Table(
    "marks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("post_id", String(2048), primary_key=True),
    Column("marked_at", DateTime(timezone=True), nullable=False, index=True),
    Column("answer_id", String(36), nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_marks_post_id", "post_id"),
    Index("ix_marks_source_native", "source", "native"),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)

chats = Table(
    "chats",
    metadata,
    Column("id", String(36), primary_key=True),
    # Whose it is; "" is the person at this machine.
    Column("owner", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("touched_at", DateTime(timezone=True), nullable=False),
    Column("pinned", Boolean, nullable=False),
    # The message that the next one answers.
    Column("head", String(36), nullable=False),
    Column("ways", JSON, nullable=False),
    Index("ix_chats_owner_touched_at", "owner", "touched_at"),
)

# Each message has a parent ("" = none): editing or asking again begins a branch.
messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "chat_id",
        String(36),
        ForeignKey("chats.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("parent", String(36), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("model", String(200), nullable=False),
    Column("body", JSON, nullable=False),
)

message_posts = Table(
    "message_posts",
    metadata,
    Column(
        "message_id", String(36), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_message_posts_post_id", "post_id"),
    Index("ix_message_posts_source_native", "source", "native"),
)

# Snapshots of chats that were shared, under a name of 128 bits of chance.
shares = Table(
    "shares",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column(
        "chat_id",
        String(36),
        ForeignKey("chats.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("title", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("body", JSON, nullable=False),
    Index("ix_shares_owner_made_at", "owner", "made_at"),
)

share_posts = Table(
    "share_posts",
    metadata,
    Column(
        "share_name", String(32), ForeignKey("shares.name", ondelete="CASCADE"), primary_key=True
    ),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_share_posts_post_id", "post_id"),
    Index("ix_share_posts_source_native", "source", "native"),
)

# Kept digests, and which posts each rests on, by every name under which it may be deleted.
digests = Table(
    "digests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, index=True),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("body", JSON, nullable=False),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)

digest_posts = Table(
    "digest_posts",
    metadata,
    Column("digest_id", String(36), ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", String(2048), primary_key=True),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    Index("ix_digest_posts_post_id", "post_id"),
    Index("ix_digest_posts_source_native", "source", "native"),
)

# What is to be done again and again: digests, watched searches.
orders = Table(
    "orders",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("owner", String(64), nullable=False, server_default="", primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("every", String(32), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("wish", JSON, nullable=False),
    Column("done_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False, index=True),
)

# What watched searches found: ids of posts, none of their text.
alerts = Table(
    "alerts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("query", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("posts", JSON, nullable=False),
    Column("told_at", DateTime(timezone=True), nullable=True),
    Column("owner", String(64), nullable=False, server_default="", index=True),
)
