"""Keep battles, votes, their counts, voters, and the register of anonymous entrants."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables."""
    _battles()
    _votes()
    _counts()
    _register()


def _battles() -> None:
    op.create_table(
        "battles",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voter", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("left", sa.String(200), nullable=False),
        sa.Column("right", sa.String(200), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("swapped", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("style_left", sa.JSON(), nullable=True),
        sa.Column("style_right", sa.JSON(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_battles"),
    )
    op.create_index("ix_battles_asked_at", "battles", ["asked_at"])
    op.create_index("ix_battles_voter_asked_at", "battles", ["voter", "asked_at"])
    op.create_table(
        "battle_posts",
        sa.Column("battle_id", sa.String(36), nullable=False),
        sa.Column("post_id", sa.String(2048), nullable=False),
        sa.Column("author_id", sa.String(2048), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("native", sa.String(2048), nullable=False),
        sa.ForeignKeyConstraint(
            ["battle_id"], ["battles.id"], name="fk_battle_posts_battle_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("battle_id", "post_id", name="pk_battle_posts"),
    )
    op.create_index("ix_battle_posts_author_id", "battle_posts", ["author_id"])
    op.create_index("ix_battle_posts_post_id", "battle_posts", ["post_id"])
    op.create_index("ix_battle_posts_source_native", "battle_posts", ["source", "native"])


def _votes() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("battle_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voter", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("left", sa.String(200), nullable=False),
        sa.Column("right", sa.String(200), nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("style_left", sa.JSON(), nullable=True),
        sa.Column("style_right", sa.JSON(), nullable=True),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.Column("excluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["battle_id"], ["battles.id"], name="fk_votes_battle_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
    )
    op.create_index("ix_votes_battle_id", "votes", ["battle_id"], unique=True)
    op.create_index("ix_votes_at", "votes", ["at"])
    op.create_index("ix_votes_left", "votes", ["left"])
    op.create_index("ix_votes_right", "votes", ["right"])
    op.create_index("ix_votes_voter_at", "votes", ["voter", "at"])
    op.create_index("ix_votes_excluded", "votes", ["excluded"])


def _counts() -> None:
    op.create_table(
        "pair_counts",
        sa.Column("one", sa.String(200), nullable=False),
        sa.Column("other", sa.String(200), nullable=False),
        sa.Column("wins", sa.BigInteger(), nullable=False),
        sa.Column("ties", sa.BigInteger(), nullable=False),
        sa.Column("bad", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_pair_counts"),
    )
    op.create_index("ix_pair_counts_moved", "pair_counts", ["moved"])
    op.create_table(
        "voters",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_voters"),
    )


def _register() -> None:
    op.create_table(
        "register",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("maker", sa.String(200), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_register"),
    )
    op.create_index("ix_register_code_event", "register", ["code", "event"], unique=True)
    says = "the register is only added to"
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER register_no_{change} BEFORE {change.upper()} ON register "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
        # INSERT OR REPLACE takes a row away without asking the trigger of DELETE.
        op.execute(
            "CREATE TRIGGER register_no_replace BEFORE INSERT ON register WHEN EXISTS (SELECT 1 "
            "FROM register WHERE number = NEW.number OR (code = NEW.code AND event = NEW.event)) "
            "BEGIN SELECT RAISE(ABORT, 'the register is only added to'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION register_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{says}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER register_stays BEFORE UPDATE OR DELETE ON register "
        "FOR EACH ROW EXECUTE FUNCTION register_stays()"
    )
    op.execute(
        "CREATE TRIGGER register_stays_whole BEFORE TRUNCATE ON register "
        "FOR EACH STATEMENT EXECUTE FUNCTION register_stays()"
    )
