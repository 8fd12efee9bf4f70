"""Keep snapshots of chats that were shared, and which posts each rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "shares",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("chat_id", sa.String(36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_shares"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_shares_chat_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_shares_owner_made_at", "shares", ["owner", "made_at"])
    op.create_index("ix_shares_chat_id", "shares", ["chat_id"])
    op.create_table(
        "share_posts",
        sa.Column("share_name", sa.String(32), nullable=False),
        sa.Column("post_id", sa.String(2048), nullable=False),
        sa.Column("author_id", sa.String(2048), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.PrimaryKeyConstraint("share_name", "post_id", name="pk_share_posts"),
        sa.ForeignKeyConstraint(
            ["share_name"], ["shares.name"], name="fk_share_posts_share_name", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_share_posts_author_id", "share_posts", ["author_id"])
    op.create_index("ix_share_posts_post_id", "share_posts", ["post_id"])
    op.create_index("ix_share_posts_source_native", "share_posts", ["source", "native"])
