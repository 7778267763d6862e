"""Several workers at one database: who they are, whose chat is whose, and the pace that they share."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workers",
        sa.Column("id", AutoString(), primary_key=True),
        sa.Column("alive_until", UTCDateTime(), nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("worker", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["worker"], ["workers.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_claims_worker", "claims", ["worker"])
    op.create_table(
        "paces",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("free_at", UTCDateTime(), nullable=False),
    )
    op.add_column("outbox", sa.Column("claimed_until", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "claimed_until")
    op.drop_table("paces")
    op.drop_table("claims")
    op.drop_table("workers")
