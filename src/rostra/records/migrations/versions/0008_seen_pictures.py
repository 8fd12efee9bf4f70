"""Keep what pictures that were seen are known again by."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "seen_pictures",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("imprint", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("post_id", sa.String(2048), nullable=False),
        sa.Column("author_id", sa.String(2048), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_seen_pictures"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seen_pictures_sha256", "seen_pictures", ["sha256"])
    op.create_index("ix_seen_pictures_author_id", "seen_pictures", ["author_id"])
    op.create_index("ix_seen_pictures_post_id", "seen_pictures", ["post_id"])
    op.create_index("ix_seen_pictures_source_native", "seen_pictures", ["source", "native"])
