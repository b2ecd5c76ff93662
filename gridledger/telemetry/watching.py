"""Watches a process as its settings ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import structlog

from event_store.telemetry import watched
from gridledger.settings import Settings, SettingsError

if TYPE_CHECKING:
    from gridledger.bootstrap import Ledger, Worker
    from gridledger.telemetry.metrics import Metrics
    from gridledger.telemetry.traces import Traces

_log = structlog.stdlib.get_logger("gridledger.telemetry")


@contextmanager
def watching(settings: Settings, ledger: Ledger, worker: Worker | None) -> Iterator[None]:
    """Serve metrics and send traces until the end of the context; neither, and no library, if they are off.

    Call inside the event loop. Raises SettingsError.
    """
    if settings.metrics is None and settings.traces is None:
        yield
        return
    with ExitStack() as stack:
        try:
            meter = _metrics(stack, settings.metrics, ledger, worker) if settings.metrics else None
            tracer = _traces(stack, settings.traces) if settings.traces else None
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"GRIDLEDGER_METRICS and GRIDLEDGER_TRACES need {error.name}: pip install gridledger[telemetry]"
            ) from error
        stack.enter_context(watched(tracer=tracer, meter=meter))
        yield


def _metrics(stack: ExitStack, address: tuple[str, int], ledger: Ledger, worker: Worker | None) -> Metrics:
    from gridledger.telemetry.metrics import Metrics  # noqa: PLC0415 - only where metrics are asked for
    from gridledger.telemetry.scraping import scraped  # noqa: PLC0415

    metrics = Metrics()
    port = stack.enter_context(scraped(metrics, address, ledger, worker))
    _log.info("metrics", host=address[0], port=port)
    return metrics


def _traces(stack: ExitStack, collector: str) -> Traces:
    from gridledger.telemetry.traces import sent_to  # noqa: PLC0415

    return stack.enter_context(sent_to(collector))
