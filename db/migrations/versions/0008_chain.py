"""History becomes a chain; the lines there are get their links in their order."""

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_EVENTS = sa.table(
    "events", sa.column("id"), sa.column("kind"), sa.column("actor_id"), sa.column("subject_id"),
    sa.column("details", sa.JSON()), sa.column("happened_at", UTCDateTime()), sa.column("update_id"),
    sa.column("salt"), sa.column("digest"), sa.column("chain"),
)  # fmt: skip
_UPDATES = sa.table(
    "updates", sa.column("id"), sa.column("finding_id"), sa.column("author_id"), sa.column("text"),
    sa.column("unit"), sa.column("status"), sa.column("published_at", UTCDateTime()),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("events", sa.Column("update_id", sa.BigInteger(), nullable=True))
    for name in ("salt", "digest", "chain"):
        op.add_column("events", sa.Column(name, AutoString(), nullable=False, server_default=""))
    connection = op.get_bind()
    contents = {row.id: _contents(row) for row in connection.execute(sa.select(_UPDATES))}
    chain = ""
    for event in connection.execute(sa.select(_EVENTS).order_by(_EVENTS.c.id)).all():
        details = dict(event.details)
        if event.kind == "progress_published" and event.subject_id in contents:
            details["contents"] = contents[event.subject_id]
        salt = secrets.token_hex(16)
        at = event.happened_at.isoformat()
        line = [event.kind, event.actor_id, event.subject_id, details, at, None]
        digest = _sha256(salt + json.dumps(line, ensure_ascii=False, sort_keys=True))
        chain = _sha256(chain + digest)
        here = sa.update(_EVENTS).where(_EVENTS.c.id == event.id)
        connection.execute(here.values(details=details, salt=salt, digest=digest, chain=chain))
    with op.batch_alter_table("events") as table:
        for name in ("salt", "digest", "chain"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("events") as table:
        for name in ("chain", "digest", "salt", "update_id"):
            table.drop_column(name)


def _contents(row: sa.Row[tuple[object, ...]]) -> str:
    """As db.progress had it when history became a chain."""
    at = row.published_at.isoformat()
    line = [row.finding_id, row.author_id, row.text, row.unit, row.status, at]
    return _sha256(json.dumps(line, ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
