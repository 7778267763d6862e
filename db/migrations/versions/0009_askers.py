"""Questions know their asker's salted key, so that they can be erased."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("questions", sa.Column("person_key", AutoString(), nullable=True))
    op.create_index("ix_questions_person_key", "questions", ["person_key"])


def downgrade() -> None:
    op.drop_index("ix_questions_person_key", "questions")
    op.drop_column("questions", "person_key")
