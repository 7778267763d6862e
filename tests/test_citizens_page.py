"""docs/citizens.md is what the bot says: ``python -m tests.bench.trips`` writes it anew."""

from tests.bench.trips import PAGE, page


async def test_the_page_shows_what_the_bot_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == await page()
