"""Many towns: whose notices, people, opinions and questions are whose, and a chat's own town."""

import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# As knowledge.towns had it when this was written.
_PARTY = re.compile(
    r"(?:中共|中国共产党)(?P<place>.+?)(?:党委|党组|党工委|党总支|党支部|工作委员会|委员会|工委|委)"
    r"|(?P<office>.+?)(?:党委|党组|党工委|党总支|党支部)"
)
_INDEXED, _PLAIN = ("notices", "opinions", "questions"), ("people", "invites")
_EVENTS = sa.table(
    "events", sa.column("id"), sa.column("kind"), sa.column("subject_id"), sa.column("details", sa.JSON)
)


def upgrade() -> None:
    was_here = sa.inspect(op.get_bind()).has_table("towns")
    if not was_here:
        op.create_table(
            "towns",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("name", AutoString(), nullable=False, unique=True),
        )
    op.create_table(
        "chat_towns",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
    )
    for table in (*_INDEXED, *_PLAIN):
        op.add_column(table, sa.Column("town_id", sa.Integer(), nullable=True))
    op.add_column("outbox", sa.Column("to_town", sa.Integer(), nullable=True))
    for table in _INDEXED:
        op.create_index(f"ix_{table}_town_id", table, ["town_id"])
    _fill(op.get_bind())
    _fill_by_history(op.get_bind())
    if was_here:  # whose they were is not known any more, and an invitation to the county opens every wall
        _run("DELETE FROM invites WHERE used_at IS NULL")
    _foreign_questions(with_town=True)


def downgrade() -> None:
    """The towns stay, which history names by their ids: without them nobody would know again who is whose."""
    _foreign_questions(with_town=False)
    for table in _INDEXED:
        op.drop_index(f"ix_{table}_town_id", table)
    op.drop_column("outbox", "to_town")
    for table in (*_INDEXED, *_PLAIN):
        op.drop_column(table, "town_id")
    op.drop_table("chat_towns")


def _fill(connection: sa.Connection) -> None:
    """A town for each issuer. Where there is but one, everybody is its own, as before; else the county's."""
    notices: dict[int, int | None] = {}
    kept = connection.execute(sa.text("SELECT name, id FROM towns ORDER BY id")).all()
    towns: dict[str, int] = dict(kept)
    for notice_id, issuer in connection.execute(sa.text("SELECT id, issuer FROM notices ORDER BY id")):
        name = _name(issuer) if issuer else None
        if name is not None and name not in towns:
            towns[name] = max(towns.values(), default=0) + 1
        notices[notice_id] = towns[name] if name else None
    for name, town_id in [*towns.items()][len(kept) :]:
        _run("INSERT INTO towns (id, name) VALUES (:id, :name)", id=town_id, name=name)
    if connection.dialect.name == "postgresql" and towns:
        _run("SELECT setval(pg_get_serial_sequence('towns', 'id'), :newest)", newest=max(towns.values()))
    for notice_id, one in notices.items():
        _run("UPDATE notices SET town_id = :town WHERE id = :id", town=one, id=notice_id)
    _run(
        "UPDATE opinions SET town_id = (SELECT MIN(notices.town_id) FROM findings JOIN notices"
        " ON notices.id = findings.notice_id WHERE findings.matter_id = opinions.matter_id)"
    )
    if (
        only := _only({id_: one for id_, one in notices.items() if id_ != _sample(connection)}, notices)
    ) is None:
        return
    for table in ("people", "invites", "opinions", "questions"):
        _run(f"UPDATE {table} SET town_id = :town WHERE town_id IS NULL", town=only)  # noqa: S608  # ours


def _fill_by_history(connection: sa.Connection) -> None:
    """Whose somebody is stands in the newest line that says so, if there were towns here before."""
    kinds = _EVENTS.c.kind.in_(("joined", "enrolled", "moved"))
    newest: dict[int, int | None] = {}
    for line in connection.execute(sa.select(_EVENTS).where(kinds).order_by(_EVENTS.c.id)):
        if "town" in (line.details or {}):
            newest[line.subject_id] = line.details["town"]
        else:
            newest.pop(line.subject_id, None)
    for person_id, town_id in newest.items():
        _run("UPDATE people SET town_id = :town WHERE id = :id", town=town_id, id=person_id)


def _only(chosen: dict[int, int | None], every: dict[int, int | None]) -> int | None:
    """The one town of all notices that somebody chose; of the sample where nobody has chosen any."""
    found = {*(chosen or every).values()}
    return found.pop() if len(found) == 1 else None


def _sample(connection: sa.Connection) -> int | None:
    """The notice that came with the program."""
    first = sa.select(_EVENTS).where(_EVENTS.c.kind == "notice_loaded").order_by(_EVENTS.c.id).limit(1)
    line = connection.execute(first).first()
    return line.subject_id if line is not None and (line.details or {}).get("shipped") else None


def _name(issuer: str) -> str:
    party = _PARTY.fullmatch(issuer.strip())
    return (party["place"] or party["office"]) if party else issuer.strip()


def _foreign_questions(with_town: bool) -> None:
    """Anew, as its key becomes another; what was said is kept for those who work here now."""
    connection = op.get_bind()
    rows: Iterable[Any] = connection.execute(
        sa.text("SELECT text, MIN(said_by), MIN(said_at) FROM foreign_questions GROUP BY text")
    ).all()
    only = connection.execute(sa.text("SELECT MIN(town_id), COUNT(DISTINCT town_id) FROM people")).one()
    op.drop_table("foreign_questions")
    town = [sa.Column("town_id", sa.Integer(), primary_key=True, autoincrement=False)] if with_town else []
    op.create_table(
        "foreign_questions",
        sa.Column("text", AutoString(), primary_key=True),
        *town,
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
    )
    columns, values = ("text, town_id", ":text, :town") if with_town else ("text", ":text")
    for text, said_by, said_at in rows:
        given = {"text": text, "by": said_by, "at": said_at}
        given |= {"town": only[0] if only[1] == 1 else 0} if with_town else {}
        _run(
            f"INSERT INTO foreign_questions ({columns}, said_by, said_at) VALUES ({values}, :by, :at)",  # noqa: S608
            **given,
        )


def _run(statement: str, **values: Any) -> None:
    op.execute(sa.text(statement).bindparams(**values))
