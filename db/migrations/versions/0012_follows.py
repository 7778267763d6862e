"""What people follow, when they are told, what they say of claims; categories go on like matters."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", AutoString(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_follows_person_id", "follows", ["person_id"])
    op.create_index("ix_follows_subject", "follows", ["scope", "subject_id", "person_id"], unique=True)
    op.create_table(
        "evening_readers",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "verdicts",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("person_key", AutoString(), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("matter_id", "person_key"),
    )
    op.add_column("outbox", sa.Column("to_matter", sa.Integer(), nullable=True))
    op.create_index("ix_outbox_due", "outbox", ["state", "chat_id", "not_before", "kind"])
    op.drop_index("ix_outbox_state", "outbox")
    op.add_column("findings", sa.Column("category_id", sa.Integer(), nullable=True))
    _name_categories(op.get_bind())


def downgrade() -> None:
    op.drop_column("findings", "category_id")
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_column("outbox", "to_matter")
    for table in ("verdicts", "evening_readers", "follows"):
        op.drop_table(table)


def _name_categories(connection: sa.Connection) -> None:
    """Those of the notices there are go on by their names."""
    findings = sa.table("findings", *map(sa.column, ("id", "section", "category", "problem", "category_id")))
    first: dict[tuple[str | None, str], int] = {}
    rows = connection.execute(sa.select(findings).order_by(findings.c.id)).all()
    for row in rows:
        is_itself = row.category is not None and row.problem.startswith(row.category)
        name = row.section if is_itself else row.category or row.section
        if name is not None:
            known = first.setdefault((row.section, name), row.id)
            connection.execute(sa.update(findings).where(findings.c.id == row.id).values(category_id=known))
