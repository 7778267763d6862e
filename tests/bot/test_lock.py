"""Who may serve at the same time: one that polls is alone; workers share."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.lock import holding, receiving, serving_from
from bot.problem import Problem
from db.engine import Database


@pytest.fixture
def elsewhere(database: Database) -> Iterator[Database]:
    """The same database, as another host reaches it."""
    with closing(Database(database.engine.url)) as elsewhere:
        yield elsewhere


def test_workers_share_a_folder_and_nobody_else_has_it(tmp_path: Path) -> None:
    with receiving(tmp_path, together=True), receiving(tmp_path, 0, together=True):
        with pytest.raises(Problem), receiving(tmp_path, 0):
            pytest.fail("a poller beside workers")
        with pytest.raises(Problem), holding(tmp_path):
            pytest.fail("a restore beside workers")
    with receiving(tmp_path, 0), pytest.raises(Problem), receiving(tmp_path, 0, together=True):
        pytest.fail("a worker beside a poller")


@pytest.mark.on_postgres
def test_workers_share_a_database_and_nobody_else_has_it(database: Database, elsewhere: Database) -> None:
    with serving_from(database, together=True), serving_from(elsewhere, together=True, patience=0):  # noqa: SIM117 - the two workers serve meanwhile
        with pytest.raises(Problem), serving_from(elsewhere, together=False, patience=0):
            pytest.fail("a poller beside workers")
    with (  # the first one waits: the server frees a lock a moment after its connection has ended
        serving_from(database, together=False),
        pytest.raises(Problem),
        serving_from(elsewhere, together=True, patience=0),
    ):
        pytest.fail("a worker beside a poller")


@pytest.mark.on_postgres
def test_one_that_ended_is_in_nobodys_way(database: Database, elsewhere: Database) -> None:
    with serving_from(database, together=False):
        pass
    with serving_from(elsewhere, together=False):
        pass
