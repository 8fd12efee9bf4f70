"""Keep citations that readers marked as wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "marks",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("post_id", sa.String(2048), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_id", sa.String(36), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(2048), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.PrimaryKeyConstraint("id", "post_id", name="pk_marks"),
    )
    op.create_index("ix_marks_marked_at", "marks", ["marked_at"])
    op.create_index("ix_marks_author_id", "marks", ["author_id"])
    op.create_index("ix_marks_post_id", "marks", ["post_id"])
    op.create_index("ix_marks_source_native", "marks", ["source", "native"])
