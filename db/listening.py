"""What other processes commit, heard at once: PostgreSQL's LISTEN, over a connection of its own."""

import asyncio
import logging
from collections.abc import Callable

from db.engine import CHANGED, WORK, Database

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 1.0
# So often the connection is tried, as a server that is gone may not say so.
_TRIED_SECONDS = 20.0


async def listen(database: Database, heard: Callable[[str, str], None]) -> None:
    """Until it is cancelled; tells the channel and what was said. What is said while there is no connection
    is lost: with each new one every channel is told, as if something had been said there."""
    from psycopg import AsyncConnection, Error  # an extra: SQLite needs none

    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await AsyncConnection.connect(url, autocommit=True) as connection:
                for channel in (CHANGED, WORK):
                    await connection.execute(f"LISTEN {channel}".encode())
                    heard(channel, "")
                while True:
                    async for said in connection.notifies(timeout=_TRIED_SECONDS):
                        heard(said.channel, said.payload)
                    await connection.execute(b"SELECT 1")
        except (Error, OSError) as fault:
            log.warning("nothing is heard of other processes: %s", type(fault).__name__)
            await asyncio.sleep(_AGAIN_SECONDS)
