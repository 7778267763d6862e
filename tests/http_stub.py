"""The in-process Bot API behind real HTTP on loopback, for tests that start the real program."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote

from telegram.error import TimedOut

from tests.simulated_telegram import SimulatedTelegram

TOKEN = "123456:AAFakeTokenForTestsOnly_0123456789"
PATIENCE_SECONDS = 30


class HttpTelegram:
    """``telegram`` behind ``url``; anything but the right token is refused as Telegram does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.telegram = SimulatedTelegram(lambda: datetime.now(UTC))
        self.paths: list[str] = []
        self._changed = Condition()

    def wait_for(self, condition: Callable[[], Any]) -> None:
        """Returns once the condition holds after some call; fails after PATIENCE_SECONDS."""
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE_SECONDS), "waited in vain"

    def answer(self, path: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.paths.append(path)
        _, bot, method = path.split("/", 2)
        if bot != f"bot{TOKEN}":
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        status, answer = asyncio.run(self.telegram.call(method, parameters))
        with self._changed:
            self._changed.notify_all()
        return status, answer


@contextmanager
def http_telegram() -> Iterator[HttpTelegram]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or the body of an answer waits 40 ms for word that its head came

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:  # the caller was killed while it spoke
                self.close_connection = True
                return
            try:
                status, answer = stub.answer(self.path, _parameters(self.headers, body))
            except TimedOut:
                self.close_connection = True  # no answer; nobody has the time to wait for a real time-out
                return
            self._send(status, json.dumps(answer).encode(), "application/json")

        def do_GET(self) -> None:
            """A file; its address holds the token, as Telegram's do."""
            known = unquote(self.path).startswith(f"/file/bot{TOKEN}/")
            status, payload = stub.telegram.file(self.path.rpartition("/")[2]) if known else (404, b"")
            self._send(status, payload, "application/octet-stream")

        def _send(self, status: int, payload: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exception(), ConnectionError):  # the caller was killed
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    server = Server(("127.0.0.1", 0), Handler)
    stub = HttpTelegram(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _parameters(headers: Message, body: bytes) -> dict[str, Any]:
    """Files are apart from all else, as the in-process Bot API has them."""
    if not headers.get("Content-Type", "").startswith("multipart/"):
        return {name: _value(text) for name, text in parse_qsl(body.decode())}
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    parameters: dict[str, Any] = {"files": [], "names": []}
    for part in message_from_bytes(head + body).walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if name := part.get_filename():
            parameters["files"].append(content)
            parameters["names"].append(name)
        else:
            field = str(part.get_param("name", header="Content-Disposition"))
            parameters[field] = _value(content.decode())
    return parameters


def _value(text: str) -> Any:
    """Over HTTP, what is no string comes as JSON."""
    if text.startswith(("{", "[")) or text.lstrip("-").isdecimal():
        return json.loads(text)
    return text
