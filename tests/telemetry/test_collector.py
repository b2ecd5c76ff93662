"""Traces reach a collector as OTLP over HTTP, the last of them when the process ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from application.actor import Role
from event_store.store import EventStore
from event_store.telemetry import span, watched
from gridledger.telemetry.traces import sent_to
from tests.system.callers import calling
from tests.system.conftest import settings, store, urls
from tests.system.processes import Serving

__all__ = ["settings", "store", "urls"]


class Collector(HTTPServer):
    """Keeps what it is sent."""

    received: list[tuple[str, ExportTraceServiceRequest]]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, ExportTraceServiceRequest.FromString(body)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector(("127.0.0.1", 0), Handler) as server:
        server.received = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_collector_gets_the_spans_with_their_facts(collector: Collector) -> None:
    with (
        sent_to(f"http://127.0.0.1:{collector.server_port}/") as traces,
        watched(tracer=traces),
        span("request", request_id="desk-7"),
        span("statement"),
    ):
        pass
    ((path, sent),) = collector.received
    assert path == "/v1/traces"
    (resource,) = sent.resource_spans
    assert "gridledger" in {one.value.string_value for one in resource.resource.attributes}
    spans = {one.name: one for one in resource.scope_spans[0].spans}
    assert spans["statement"].parent_span_id == spans["request"].span_id
    assert spans["request"].attributes[0].value.string_value == "desk-7"


async def test_a_server_sends_what_it_did_until_it_stops(
    collector: Collector, settings: dict[str, str], store: EventStore
) -> None:
    told = {**settings, "GRIDLEDGER_TRACES": f"http://127.0.0.1:{collector.server_port}"}
    with Serving(settings=told) as server:
        async with calling(server.address, store) as api:
            await api.post("{ viewer { role } }", token=api.token(Role.OPERATOR), X_Request_Id="last-words")
        assert server.stop() == 0
    sent = b"".join(request.SerializeToString() for _, request in collector.received)
    assert b"last-words" in sent
    assert b"viewer" not in sent
