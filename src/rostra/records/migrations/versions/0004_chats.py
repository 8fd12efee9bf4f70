"""Keep conversations: chats, their messages, the posts these rest on, and an index of words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; the words are indexed by what each database has for it."""
    op.create_table(
        "chats",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("head", sa.String(36), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_index("ix_chats_owner_touched_at", "chats", ["owner", "touched_at"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("chat_id", sa.String(36), nullable=False),
        sa.Column("parent", sa.String(36), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_messages_chat_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_chat_id", "messages", ["chat_id"])
    op.create_table(
        "message_posts",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("post_id", sa.String(2048), nullable=False),
        sa.Column("author_id", sa.String(2048), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_message_posts_message_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "post_id", name="pk_message_posts"),
    )
    op.create_index("ix_message_posts_author_id", "message_posts", ["author_id"])
    op.create_index("ix_message_posts_post_id", "message_posts", ["post_id"])
    op.create_index("ix_message_posts_source_native", "message_posts", ["source", "native"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE message_grams USING fts5("
            "message_id UNINDEXED, grams, tokenize='unicode61 remove_diacritics 2')"
        )
        return
    op.execute("CREATE TABLE message_grams (message_id VARCHAR(36) PRIMARY KEY, grams TEXT)")
    op.execute(
        "CREATE INDEX ix_message_grams ON message_grams USING gin (to_tsvector('simple', grams))"
    )
