"""The program's own listener: health, numbers, and in webhook mode the door. It speaks plain HTTP to the
proxy before it, and believes nothing of what may be added about where a request comes from."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import texts
from bot.health import Health
from bot.metrics import CONTENT_TYPE, Metrics
from bot.problem import Problem
from bot.settings import Listen

log = logging.getLogger(__name__)

# More than Telegram ever opens (100), and what a proxy may keep; whoever comes beyond gets a 503.
_MOST_CONNECTIONS = 500
# In seconds. A proxy's own keep-alive should end first (nginx: 60), lest it sends into a closing connection.
_KEEP_ALIVE, _LAST_ANSWERS = 75, 1


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the bot's, which drains before it stops listening."""
        yield


class Front:
    """Listens while ``opened``."""

    def __init__(self, listen: Listen, routes: Iterable[Route]) -> None:
        self._listen = listen
        self.app = Starlette(routes=[*routes])
        self.app.router.redirect_slashes = False
        self.serving: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Raises Problem where it cannot listen."""
        server = _Server(_config(self.app))
        self.serving = asyncio.create_task(server.serve([_listening(self._listen)]))
        log.info(texts.LISTENING.format(host=self._listen.host, port=self._listen.port))
        try:
            yield
        finally:
            server.should_exit = True
            await self.serving


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app, http="h11", ws="none", lifespan="off", log_config=None, log_level=logging.WARNING,
        access_log=False, proxy_headers=False, server_header=False, limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE, timeout_graceful_shutdown=_LAST_ANSWERS,
    )  # fmt: skip


def _listening(listen: Listen) -> socket.socket:
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        return socket.create_server((listen.host, listen.port), family=family)
    except OSError as failure:
        where = f"{listen.host}:{listen.port}"
        raise Problem(texts.CANNOT_LISTEN.format(where=where, why=failure.strerror), exit_code=1) from failure


def health_routes(health: Health) -> Iterator[Route]:
    """``/healthz/live``, ``/healthz/ready``, and ``/healthz``, which says both."""

    async def live(_: Request) -> Response:
        return JSONResponse({"live": True})

    async def ready(_: Request) -> Response:
        state = await health.state()
        return JSONResponse(state, 200 if state["ready"] else 503)

    async def both(_: Request) -> Response:
        state = await health.state()
        return JSONResponse({"live": True, **state}, 200 if state["ready"] else 503)

    yield Route("/healthz/live", live)
    yield Route("/healthz/ready", ready)
    yield Route("/healthz", both)


def metrics_routes(metrics: Metrics) -> Iterator[Route]:
    """``/metrics``."""

    async def numbers(_: Request) -> Response:
        return Response(await metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    yield Route("/metrics", numbers)
