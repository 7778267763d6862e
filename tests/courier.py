"""Telegram's side of a webhook: delivers what people do, several at once, each chat's in order, again and
again until the answer is 200."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread

import httpx

from bot.shapes import Json
from tests.simulated_telegram import SimulatedTelegram

SECRET = "a-secret_that-is-nobodys-Business"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
_AT_ONCE = 8
_AGAIN_SECONDS = 0.05


def free_port() -> int:
    """One that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def settings_for(port: int, path: str = "/town/hook") -> dict[str, str]:
    """The environment of a program that is delivered to at this port."""
    return {
        "BOT_MODE": "webhook",
        "BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}{path}",
        "BOT_WEBHOOK_SECRET": SECRET,
        "BOT_LISTEN": f"127.0.0.1:{port}",
    }


class Courier:
    """Delivers to the webhook that is set, while there is one. ``statuses`` are the answers it got."""

    def __init__(self, telegram: SimulatedTelegram) -> None:
        self._telegram = telegram
        self._client = httpx.Client(timeout=20)
        self.statuses: list[int] = []
        self._stop = Event()

    def run(self) -> None:
        """Until ``stop``."""
        with ThreadPoolExecutor(_AT_ONCE) as pool, self._client:
            while not self._stop.is_set():
                next_ones = self._next_of_each_chat() if self._telegram.webhook else []
                if not all([*pool.map(self._deliver, next_ones)]) or not next_ones:
                    self._stop.wait(_AGAIN_SECONDS)

    def stop(self) -> None:
        self._stop.set()

    def _next_of_each_chat(self) -> list[Json]:
        chats: dict[int, Json] = {}
        for update in self._telegram.undelivered():
            chats.setdefault(_chat(update), update)
        return list(chats.values())[:_AT_ONCE]

    def _deliver(self, update: Json) -> bool:
        secret = {HEADER: self._telegram.webhook_secret}
        try:
            answer = self._client.post(self._telegram.webhook, json=update, headers=secret)
        except httpx.TransportError:  # nobody listens, or whoever did was killed
            return False
        self.statuses.append(answer.status_code)
        if answer.status_code == 200:
            self._telegram.delivered(update)
        return answer.status_code == 200


def _chat(update: Json) -> int:
    said: Json = update.get("message") or update["callback_query"]["message"]
    chat_id: int = said["chat"]["id"]
    return chat_id


@contextmanager
def delivering(telegram: SimulatedTelegram) -> Iterator[Courier]:
    courier = Courier(telegram)
    thread = Thread(target=courier.run)
    thread.start()
    try:
        yield courier
    finally:
        courier.stop()
        thread.join()
