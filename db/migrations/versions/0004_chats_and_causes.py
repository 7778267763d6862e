"""An update's chat stands beside it; who caused a notification is not told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        # What an earlier version left is handled in one line, as of no chat.
        batch_op.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.create_index("ix_inbox_chat_id", ["chat_id"])
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("but_not", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("but_not")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_chat_id")
        batch_op.drop_column("chat_id")
