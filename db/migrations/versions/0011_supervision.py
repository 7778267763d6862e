"""Supervision: leads and kinds in the register, registers sent back, who has the digest on which days."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ADDED = ("lead", "kind")


def upgrade() -> None:
    for name in _ADDED:
        op.add_column("ownerships", sa.Column(name, AutoString(), nullable=True))
    op.create_table(
        "register_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("offered_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("days", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    for table in ("subscriptions", "register_offers"):
        op.drop_table(table)
    with op.batch_alter_table("ownerships") as altered:
        for name in _ADDED:
            altered.drop_column(name)
