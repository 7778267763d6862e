"""The pages under docs/ say what the bot says: ``python -m tests.bench.trips`` writes them anew."""

import pytest

from tests.bench.trips import DOCS, PAGES
from tests.tapes import page


@pytest.mark.parametrize("name", PAGES)
async def test_the_page_shows_what_the_bot_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == await page(*PAGES[name])
