"""Say of what was used whether its tokens are an estimate."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; what was kept before told no tokens at all."""
    op.add_column(
        "spendings",
        sa.Column("estimated", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
