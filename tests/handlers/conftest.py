"""The people whom several tests need."""

import pytest

from knowledge.model import Role
from tests.town import Someone, Town


@pytest.fixture
async def supervisor(town: Town) -> Someone:
    return await town.invited(Role.SUPERVISOR, "督办室")


@pytest.fixture
async def staff(town: Town, supervisor: Someone) -> Someone:
    """Somebody of the unit that works on 1.2.6."""
    someone = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    return someone


@pytest.fixture
async def admin(town: Town) -> Someone:
    return await town.invited(Role.ADMIN)
