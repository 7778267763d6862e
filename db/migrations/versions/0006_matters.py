"""A matter goes on from one issue of a notice to the next: progress and names stay with it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("findings", sa.Column("matter_id", sa.Integer(), nullable=True))
    op.create_index("ix_findings_matter_id", "findings", ["matter_id"])
    op.execute(sa.text("UPDATE findings SET matter_id = id"))


def downgrade() -> None:
    op.drop_index("ix_findings_matter_id", "findings")
    op.drop_column("findings", "matter_id")
