"""Several notices are in force at once: which they are, and which is the newest, kept beside history."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEX = "ix_notices_in_force"


def upgrade() -> None:
    op.add_column("notices", sa.Column("in_force", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notices", sa.Column("dated_on", sa.Date(), nullable=False, server_default="2000-01-01"))
    op.execute(sa.text("UPDATE notices SET dated_on = COALESCE(issued_on, DATE(loaded_at))"))
    if (current := _in_force()) is not None:
        op.execute(
            sa.text("UPDATE notices SET in_force = :yes WHERE id = :id").bindparams(yes=True, id=current)
        )
    op.create_index(_INDEX, "notices", ["in_force", "dated_on"])


def downgrade() -> None:
    op.drop_index(_INDEX, "notices")
    op.drop_column("notices", "in_force")
    op.drop_column("notices", "dated_on")


def _in_force() -> int | None:
    """Until now it was one: the notice loaded last and not withdrawn since."""
    told = sa.text(
        "SELECT kind, subject_id FROM events WHERE kind IN ('notice_loaded', 'notice_withdrawn') ORDER BY id"
    )
    loaded: dict[int, None] = {}
    for kind, notice_id in op.get_bind().execute(told):
        loaded.pop(notice_id, None)
        if kind == "notice_loaded":
            loaded[notice_id] = None
    return next(reversed(loaded), None)
