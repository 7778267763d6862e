"""Opinions: tickets of citizens, their words, the answers and grades; photos that belong to one."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("person_key", AutoString(), nullable=True),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("unit", AutoString(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("salt", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("reopened_at", UTCDateTime(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "opinion_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "opinion_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("replied_at", UTCDateTime(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("graded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("evidence", sa.Column("opinion_id", sa.Integer(), nullable=True))
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_index("ix_evidence_opinion_id", "evidence")
    with op.batch_alter_table("evidence") as altered:
        altered.drop_column("opinion_id")
    for table in ("opinion_replies", "opinion_words", "opinions"):
        op.drop_table(table)


_INDEXES = (
    ("opinions", "person_id"),
    ("opinions", "person_key"),
    ("opinions", "state"),
    ("opinion_words", "opinion_id"),
    ("opinion_replies", "opinion_id"),
    ("opinion_replies", "graded_at"),
    ("evidence", "opinion_id"),
)
