"""Just as much HTTP as two ends of a benchmark need that are not to be what is measured."""

import asyncio
import json
from collections.abc import Callable
from urllib.parse import parse_qs

from bot import shapes
from bot.receiving import RECEIVED
from tests.bench.fleet.program import WEBHOOK
from tests.courier import HEADER, SECRET


class Line:
    """A connection to a door, kept open, for one delivery after another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def deliver(self, body: bytes) -> int:
        """The status of the answer."""
        if self._ends is None:
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._ends
        writer.write(
            b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"%s: %s\r\nContent-Length: %d\r\n\r\n%s" % (HEADER.encode(), SECRET.encode(), len(body), body)
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if length := _length(head):
            await reader.readexactly(length)
        return int(head[9:12])

    def close(self) -> None:
        if self._ends is not None:
            self._ends[1].close()


class Receiver:
    """Telegram, as far as answers to questions go; ``heard`` is told the chat of each message."""

    def __init__(self, heard: Callable[[int], None]) -> None:
        self._heard = heard
        self._sent = 0

    async def serve(self) -> asyncio.Server:
        """Listens on a port of its choice."""
        return await asyncio.start_server(self._converse, "127.0.0.1", 0)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
                said = json.dumps({"ok": True, "result": self._result(method, body)}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _result(self, method: str, body: bytes) -> object:
        if method == "getMe":
            return shapes.me()
        if method == "getWebhookInfo":
            known = {"url": WEBHOOK, "allowed_updates": RECEIVED}
            return known | {"has_custom_certificate": False, "pending_update_count": 0}
        if method != "sendMessage":
            return True
        chat_id = int(parse_qs(body.decode())["chat_id"][0])
        self._heard(chat_id)
        self._sent += 1
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": self._sent, "date": 1, "chat": chat, "text": "x"}


def api_url(server: asyncio.Server) -> str:
    """The root that the program is given."""
    port = server.sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0
