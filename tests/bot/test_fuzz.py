"""Whatever Telegram sends: no unhandled exception, nothing refused for its markup.

The long run is by hand: python -m tests.bench.fuzz
"""

import asyncio
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.shapes import Json
from knowledge.model import Role
from tests.fuzz import CONTENTS
from tests.town import Town, receive


@pytest.mark.parametrize("role", ["citizen", "supervisor"])
def test_every_kind_of_update_is_outlived(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, role: str
) -> None:
    caplog.set_level(logging.ERROR)
    with asyncio.Runner() as runner:
        town = Town(tmp_path)
        runner.run(town.open())
        town.enrol_many(Role(role), how_many=12)

        @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(st.lists(CONTENTS, min_size=25, max_size=25))
        def outlived(contents: list[Json]) -> None:
            runner.run(receive(town, contents))
            assert [r.getMessage() for r in caplog.records if "set aside" not in r.getMessage()] == []

        outlived()
        runner.run(town.close())
        town.database.close()
