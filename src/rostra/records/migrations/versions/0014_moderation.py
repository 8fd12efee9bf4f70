"""Keep what people report of pictures, and which pictures are hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the table and the column."""
    with op.batch_alter_table("pictures") as table:
        table.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "picture_reports",
        sa.Column("picture_id", sa.String(200), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name="fk_picture_reports_picture_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("picture_id", "who", name="pk_picture_reports"),
    )  # fmt: skip
    op.create_index("ix_picture_reports_at", "picture_reports", ["at"])
