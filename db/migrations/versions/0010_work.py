"""Work on findings: who owns them, photos and files, corrections, close-outs, what staff teach the bot."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ADDED = {
    "aliases": (("added_by", sa.BigInteger()), ("removed_at", UTCDateTime())),
    "drafts": (
        ("chosen", AutoString()),
        ("message_id", sa.BigInteger()),
        ("preview_id", sa.BigInteger()),
        ("album", AutoString()),
        ("corrects_id", sa.Integer()),
    ),
    "updates": (("corrects_id", sa.Integer()), ("withdrawn_at", UTCDateTime())),
    "outbox": (("to_unit", AutoString()),),
}


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_table(
        "foreign_questions",
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("text"),
    )
    op.create_table(
        "ownerships",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=True),
        sa.Column("owner", AutoString(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("matter_id"),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("from_unit", AutoString(), nullable=False),
        sa.Column("to_unit", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handovers_matter_id", "handovers", ["matter_id"])
    op.create_table(
        "closeouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("step", AutoString(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_closeouts_matter_id", "closeouts", ["matter_id"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("album", AutoString(), nullable=True),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("file_id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=True),
        sa.Column("sha256", AutoString(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("draft_id", "person_id", "state"):
        op.create_index(f"ix_evidence_{column}", "evidence", [column])
    # What was waited for is asked anew: half an hour of patience is over by the time of an upgrade.
    op.drop_table("dialogs")
    _dialogs(sa.Column("subject_id", sa.Integer(), nullable=False))


def downgrade() -> None:
    op.drop_table("dialogs")
    _dialogs(
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"]),
    )
    for table in ("evidence", "closeouts", "handovers", "ownerships", "foreign_questions"):
        op.drop_table(table)
    for table, columns in _ADDED.items():
        with op.batch_alter_table(table) as altered:
            for name, _ in columns:
                altered.drop_column(name)


def _dialogs(*about: sa.schema.SchemaItem) -> None:
    op.create_table(
        "dialogs",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("step", AutoString(), nullable=False),
        *about,
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "person_id"),
    )
