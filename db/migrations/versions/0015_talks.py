"""Talks: what a person was last shown, so that their next question may lean on it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("person_key", AutoString(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("among", sa.JSON(), nullable=False),
        sa.Column("shown_at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_talks_person", "talks", ["person_key", "place", "update_id"])


def downgrade() -> None:
    op.drop_table("talks")
