"""What is counted while it happens: every metric, declared once."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_EVENTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)


class Metrics:
    """A registry with the metrics of a process; what ``event_store.telemetry`` tells goes into it."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry(auto_describe=True)

        def counter(name: str, meaning: str, *labels: str) -> Counter:
            return Counter(f"gridledger_{name}", meaning, labels, registry=registry)

        def histogram(
            name: str, meaning: str, *labels: str, buckets: tuple[float, ...] = _SECONDS
        ) -> Histogram:
            return Histogram(f"gridledger_{name}", meaning, labels, buckets=buckets, registry=registry)

        self._histograms = {
            "request_seconds": histogram("request_seconds", "From a request to its answer", "outcome"),
            "append_wait_seconds": histogram("append_wait_seconds", "From asking to append to its call"),
            "append_call_events": histogram(
                "append_call_events",
                "Events of one call to the database; a command without any counts as one",
                buckets=_EVENTS,
            ),
            "projector_batch_seconds": histogram("projector_batch_seconds", "Folding a batch", "county"),
        }
        self._under_way = Gauge(
            "gridledger_under_way",
            "Requests, subscriptions and sockets under way",
            ["what"],
            registry=registry,
        )
        self._counters = {
            "operations": counter("operations", "Operations, by kind and code", "kind", "code"),
            "commands": counter("commands", "Commands, by type and code of refusal", "command", "code"),
            "projector_events": counter("projector_events", "Events folded", "county"),
            "plans": counter("plans", "Operations by whether their plan was at hand", "found"),
        }

    def observe(self, name: str, value: float, labels: tuple[str, ...]) -> None:
        """One more value. KeyError for a metric that is not declared here."""
        histogram = self._histograms.get(name)
        if histogram is not None:
            (histogram.labels(*labels) if labels else histogram).observe(value)
        elif name == "under_way":
            self._under_way.labels(*labels).inc(value)
        else:
            self._counters[name].labels(*labels).inc(value)
