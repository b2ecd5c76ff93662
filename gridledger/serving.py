"""Serves HTTP, with or without a worker beside it, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from event_store.errors import StoreMisconfiguredError
from event_store.pool import Pool
from graphql_api.app import create_app
from graphql_api.configuration import LARGEST_MESSAGE_BYTES, ServerSettings
from graphql_api.web.health import PendingMigrations
from graphql_api.web.lasting import Lasting
from gridledger.bootstrap import Ledger, Worker
from gridledger.http_protocol import HttpProtocol
from gridledger.identity import authenticator_of, check_reach
from gridledger.memory import keep_freed_memory
from gridledger.open_files import allow_connections
from gridledger.settings import Settings, SettingsError
from gridledger.websocket_protocol import PING_SECONDS, WebSocketProtocol
from migrations.files import MigrationError
from migrations.runner import status

_PROBE_SECONDS = 5.0  # for a connection to answer /readyz with
_TICKS_A_SECOND = 10  # of uvicorn's own clock
_FAREWELL_SECONDS = 0.1  # for last words to be written
_GRACE_SECONDS = 5  # for requests under way when the server is told to stop


class AddressInUseError(Exception):
    """Something else listens on this address already: choose another port with --port."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises AddressInUseError and SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, not left to the default: asyncio sends without delay only on what says that it is TCP, and with it an
    # answer in two parts waits 40 ms for the client's acknowledgement of the first.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # two may bind, one may listen: whoever comes second is to know before it does any work
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise AddressInUseError(
                f"{AddressInUseError.__doc__} ({host}:{port}: {error.strerror})"
            ) from error
        raise SettingsError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another address"
        ) from error
    return listener


def listening(settings: Settings) -> socket.socket:
    """A listening socket at the configured address. Raises AddressInUseError and SettingsError."""
    listener = listen(settings.host, settings.port)
    try:
        check_reach(settings, listener.getsockname()[0])
    except SettingsError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise them again once it has stopped, and cut off what stops after it."""

    def __init__(
        self, config: uvicorn.Config, started: Callable[[], None], lasting: Lasting | None = None
    ) -> None:
        """What is ``lasting`` is ended first when the server stops."""
        super().__init__(config)
        self._tell_started = started
        self._lasting = lasting or Lasting()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._tell_started()

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop; once a second, end the connections of clients who keep us waiting."""
        if counter % _TICKS_A_SECOND == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, HttpProtocol | WebSocketProtocol):
                    connection.end_if_slow()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell those who subscribe that it is over, and wait for what is under way."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_SECONDS):
                await self._lasting.end()
        await asyncio.sleep(_FAREWELL_SECONDS)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    def stop(self) -> None:
        """Finish what is under way and stop; at the second time, at once."""
        self.force_exit = self.should_exit
        self.should_exit = True


def on_signal(stop: Callable[[], None]) -> None:
    """Call ``stop`` at SIGINT and SIGTERM instead of dying by them."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def serve(
    settings: Settings,
    ledger: Ledger,
    listener: socket.socket,
    *,
    worker: Worker | None = None,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Serve on ``listener`` until a signal; ``started`` is called once the first request can be answered."""
    allow_connections(settings)
    keep_freed_memory()
    async with authenticator_of(settings) as authenticator:
        lasting = Lasting()
        app = create_app(
            ledger.services,
            authenticator,
            _server_settings(settings),
            pending_migrations=_pending_migrations(ledger.services.read_pool),
            lasting=lasting,
        )
        server = _Server(_configuration(app, settings.connections), started, lasting)
        gc.collect()
        gc.freeze()  # modules, schema and plans stay for good: the collector need not look at them again and again
        async with _beside(worker, server.stop):
            on_signal(server.stop)
            await server.serve(sockets=[listener])


def _server_settings(settings: Settings) -> ServerSettings:
    return ServerSettings(
        production=settings.is_production,
        allowances=settings.allowances,
        allowed_origins=settings.allowed_origins,
        requests=settings.requests,
        requests_of_account=settings.requests_of_account,
        subscriptions=settings.subscriptions,
        subscriptions_of_account=settings.subscriptions_of_account,
        sockets=settings.sockets,
        sockets_of_account=settings.sockets_of_account,
        faults_ms_per_minute=settings.faults_ms_per_minute,
        trusted_only=settings.trusted_only,
        introspection=settings.introspection,
        purpose_required=settings.purpose_required,
    )


def _configuration(app: ASGIApp, most_connections: int) -> uvicorn.Config:
    protocol = partial(HttpProtocol, most_connections=most_connections)
    return uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", protocol),
        ws=WebSocketProtocol,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,  # a small message could unpack to one of any size
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


@contextlib.asynccontextmanager
async def _beside(worker: Worker | None, stop_serving: Callable[[], None]) -> AsyncIterator[None]:
    """Run a worker meanwhile. One that fails ends the server too, and says why: it would never catch up again."""
    if worker is None:
        yield
        return
    stop = asyncio.Event()
    following = asyncio.create_task(worker.run_forever(stop))
    following.add_done_callback(lambda _: stop_serving())
    try:
        yield
    finally:
        stop.set()
        await following


def _pending_migrations(pool: Pool) -> PendingMigrations:
    async def pending() -> list[str]:
        try:
            async with pool.acquire(timeout=_PROBE_SECONDS) as connection:
                return list((await status(connection)).pending)
        except MigrationError as error:  # the database is ahead, as while a newer version takes over
            raise StoreMisconfiguredError(str(error), code="MIGRATIONS") from error

    return pending
