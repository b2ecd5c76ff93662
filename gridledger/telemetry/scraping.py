"""The address at which metrics are read: a port of its own, on loopback unless told otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.registry import Collector

from gridledger.bootstrap import Ledger, Worker
from gridledger.settings import SettingsError
from gridledger.telemetry.metrics import Metrics
from gridledger.telemetry.state import State

_PATIENCE_SECONDS = 10.0


class _Looking(Collector):
    """Looks at the process in its own event loop; the library asks from a thread of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ledger: Ledger, worker: Worker | None) -> None:
        self._loop = loop
        self._ledger = ledger
        self._worker = worker

    def describe(self) -> Iterator[Metric]:
        """Nothing before anybody asks."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The state at this moment."""
        looking = asyncio.run_coroutine_threadsafe(self._look(), self._loop)
        return iter(looking.result(_PATIENCE_SECONDS))

    async def _look(self) -> list[Metric]:
        return [*(await State.now(self._ledger, self._worker)).metrics()]


@contextmanager
def scraped(
    metrics: Metrics, address: tuple[str, int], ledger: Ledger, worker: Worker | None
) -> Iterator[int]:
    """Serve metrics at http://HOST:PORT/metrics; gives the port. Call inside the event loop. Raises SettingsError."""
    registry: CollectorRegistry = metrics.registry
    registry.register(_Looking(asyncio.get_running_loop(), ledger, worker))
    host, port = address
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as error:
        raise SettingsError(
            f"GRIDLEDGER_METRICS: cannot listen on {host}:{port} ({error.strerror})"
        ) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
