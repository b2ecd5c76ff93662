"""Spans by OpenTelemetry, sent to a collector over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import INVALID_SPAN, Status, StatusCode, get_current_span
from opentelemetry.trace import Span as OpenTelemetrySpan
from opentelemetry.trace import Tracer as OpenTelemetryTracer

from event_store.telemetry import Fact, Span

_PATH = "/v1/traces"
# By themselves they are those of a worker that looks for work, twenty a second.
_INSIDE_ANOTHER = frozenset({"statement"})


class _Span:
    __slots__ = ("_span",)

    def __init__(self, span: OpenTelemetrySpan) -> None:
        self._span = span

    def facts(self, **facts: Fact) -> None:
        self._span.set_attributes(_named(facts))


class Traces:
    """Keeps spans with a tracer of OpenTelemetry."""

    def __init__(self, tracer: OpenTelemetryTracer) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, name: str, facts: Mapping[str, Fact]) -> Iterator[Span]:
        """Of an error only its type is kept: its words may quote what was sent."""
        if name in _INSIDE_ANOTHER and not get_current_span().get_span_context().is_valid:
            yield _Span(INVALID_SPAN)
            return
        with self._tracer.start_as_current_span(
            name, attributes=_named(facts), record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield _Span(span)
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise


def _named(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {f"gridledger.{name}": value for name, value in facts.items()}


@contextmanager
def sent_to(collector: str) -> Iterator[Traces]:
    """Traces whose spans go to the collector at this address, as http://127.0.0.1:4318; the rest is sent at the end."""
    resource = Resource.create({"service.name": "gridledger"})
    provider = TracerProvider(resource=resource)
    exporter = OTLPSpanExporter(endpoint=collector.rstrip("/") + _PATH)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    try:
        yield Traces(provider.get_tracer("gridledger"))
    finally:
        provider.shutdown()
