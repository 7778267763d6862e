"""Questions: the update each came in, by which the buttons under its answer name it, and what its asker said
of that answer."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEX = "ix_questions_update_id"


def upgrade() -> None:
    op.add_column("questions", sa.Column("update_id", sa.BigInteger(), nullable=True))
    op.add_column("questions", sa.Column("remark", AutoString(), nullable=True))
    op.create_index(_INDEX, "questions", ["update_id"])


def downgrade() -> None:
    op.drop_index(_INDEX, "questions")
    with op.batch_alter_table("questions") as altered:
        altered.drop_column("remark")
        altered.drop_column("update_id")
