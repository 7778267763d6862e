"""The webhook: the door that Telegram delivers to, and the setting that sends it there."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot import texts
from bot.intake import Intake
from bot.problem import Problem
from bot.receiving import RECEIVED
from bot.settings import Webhook
from bot.shapes import Json
from bot.updates import LARGEST_ID
from db import webhooks
from db.engine import Database

log = logging.getLogger(__name__)

# Telegram's updates have a few kilobytes.
MOST_BYTES = 1_000_000
# In seconds: for a body to come, and for room in memory; Telegram, and any proxy, wait longer than both.
BODY_PATIENCE, ROOM_PATIENCE = 10.0, 20.0
_LOOK_AGAIN = 1.0
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class _Refused(Exception):
    """The request is none of Telegram's updates; ``status`` is the answer."""

    def __init__(self, status: int) -> None:
        self.status = status


class Door:
    """Takes an update a request and answers 200 once it is a committed row; any other answer makes Telegram
    deliver it again."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake, self._secret = intake, secret.encode()
        self._is_open = False
        self._inside = 0
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    def open(self) -> None:
        self._is_open = True

    async def close(self) -> None:
        """Who comes now is sent away; those inside are waited for."""
        self._is_open = False
        await self._is_empty.wait()

    async def receive(self, request: Request) -> Response:
        """The answer to one request; of a stranger's nothing but the header is looked at."""
        said = request.headers.get(_HEADER, "").encode()
        if not hmac.compare_digest(said, self._secret):
            return Response(status_code=403)
        if not self._is_open:
            return Response(status_code=503)
        with self._counted():
            try:
                await self._accept(_update_in(await _body(request)))
            except _Refused as refusal:
                return Response(status_code=refusal.status)
        return Response()

    async def _accept(self, raw: Json) -> None:
        try:
            async with asyncio.timeout(ROOM_PATIENCE):
                await self._intake.room()
            await self._intake.accept([raw])
        except (TimeoutError, NetworkError) as fault:
            log.warning("an update could not be stored now: %s", type(fault).__name__)
            raise _Refused(503) from fault

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._inside += 1
        self._is_empty.clear()
        try:
            yield
        finally:
            self._inside -= 1
            if not self._inside:
                self._is_empty.set()


async def _body(request: Request) -> bytes:
    """Raises _Refused for one that is too long, as soon as that is known, or does not come."""
    announced = request.headers.get("Content-Length", "0")
    if len(announced) > len(str(MOST_BYTES)) or int(announced) > MOST_BYTES:
        raise _Refused(413)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise _Refused(413)
    except TimeoutError as failure:
        raise _Refused(408) from failure
    except ClientDisconnect as failure:
        raise _Refused(400) from failure
    return bytes(body)


def _update_in(body: bytes) -> Json:
    try:
        raw: Any = json.loads(body)
    except (ValueError, RecursionError) as failure:
        raise _Refused(400) from failure
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if type(update_id) is not int or not 0 <= update_id <= LARGEST_ID:  # a bool is an int, too
        raise _Refused(400)
    found: Json = raw
    return found


def door_routes(webhook: Webhook, door: Door) -> Iterator[Route]:
    """The webhook's path; and what is left of it where a proxy takes its own prefix off."""
    parts = webhook.path.strip("/").split("/")
    for at in range(len(parts)):
        yield Route("/" + "/".join(parts[at:]), door.receive, methods=["POST"])


class Hook:
    """Has Telegram deliver to the door."""

    def __init__(
        self,
        webhook: Webhook,
        door: Door,
        bot: ExtBot[None],
        database: Database,
        now: Callable[[], datetime],
    ) -> None:
        self._webhook, self._door, self._bot = webhook, door, bot
        self._database, self._now = database, now
        # Keyed by the token: whoever reads the database cannot try out secrets.
        what = "\n".join([webhook.url, webhook.secret, *RECEIVED])
        self._mark = hmac.new(bot.token.encode(), what.encode(), hashlib.sha256).hexdigest()[:32]

    async def start(self) -> None:
        """Opens the door, then sees to it that Telegram knows of it. Raises Problem where Telegram does not
        take the address."""
        self._door.open()
        while not await self._is_set():
            if await asyncio.to_thread(webhooks.claim, self._database, self._mark, self._now()):
                await self._set()
            else:  # another worker is about to; should it die, its claim ends
                await asyncio.sleep(_LOOK_AGAIN)

    def problem(self) -> Problem | None:
        return None

    async def stop(self) -> None:
        await self._door.close()

    async def _set(self) -> None:
        """For whoever has the claim; another may have been faster before that."""
        try:
            if not await self._is_set():
                await self._bot.set_webhook(
                    self._webhook.url,
                    allowed_updates=RECEIVED,
                    secret_token=self._webhook.secret,
                    drop_pending_updates=False,
                )
                await asyncio.to_thread(webhooks.note_set, self._database, self._mark, self._now())
                log.info(texts.WEBHOOK_SET.format(host=self._webhook.host))
        except BadRequest as refusal:
            raise Problem(texts.WEBHOOK_REFUSED.format(why=refusal.message)) from refusal
        finally:
            await asyncio.to_thread(webhooks.release, self._database)

    async def _is_set(self) -> bool:
        info = await self._bot.get_webhook_info()
        known = info.url == self._webhook.url and {*info.allowed_updates} == {*RECEIVED}
        return known and await asyncio.to_thread(webhooks.is_set, self._database, self._mark)
