"""Keep who called the bot and what became of it, and how far it read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "mentions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.Column("author", sa.String(2048), nullable=False),
        sa.Column("thread", sa.String(2048), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_account_state", "mentions", ["account", "state"])
    op.create_index(
        "ix_mentions_account_author_met_at", "mentions", ["account", "author", "met_at"]
    )
    op.create_index("ix_mentions_account_thread", "mentions", ["account", "thread"])
    op.create_index("ix_mentions_met_at", "mentions", ["met_at"])
    op.create_table(
        "bot_places",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_bot_places"),
    )
