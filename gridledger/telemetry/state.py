"""What is looked up when somebody asks for metrics: how far read models are behind, what waits, what is in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from event_store.pool import Pool
from event_store.sqlstate import DATABASE_ERRORS
from gridledger.bootstrap import Ledger, Worker
from projections.clock import ClockStatus, clock_status
from projections.framework.status import ProjectionStatus, projection_status

_ASKING_SECONDS = 5.0


class State(NamedTuple):
    """A process at one moment."""

    database: bool  # whether it answers
    counties: tuple[ProjectionStatus, ...]
    clocks: tuple[ClockStatus, ...]
    ledger: Ledger
    pools: dict[str, Pool]

    @classmethod
    async def now(cls, ledger: Ledger, worker: Worker | None) -> State:
        """Asks the database once."""
        pools = {"server": ledger.services.read_pool}
        if worker is not None:
            pools["worker"] = worker.pool
        try:
            async with ledger.services.read_pool.acquire(timeout=_ASKING_SECONDS) as connection:
                counties = tuple(await projection_status(connection))
                clocks = tuple(await clock_status(connection))
        except DATABASE_ERRORS:
            return cls(False, (), (), ledger, pools)
        return cls(True, counties, clocks, ledger, pools)

    def metrics(self) -> Iterator[Metric]:
        """As Prometheus reads them."""
        yield _gauge("database_up", "Whether the database answers", self.database)
        yield from self._of_counties()
        yield from self._of_pools()
        yield from self._of_appends()
        yield from self._of_caches()
        yield from self._of_read_audit()

    def _of_counties(self) -> Iterator[Metric]:
        for name, meaning, value in (
            ("projector_lag_events", "Events not yet folded", lambda county: county.lag),
            ("projector_position", "Position that the read models reflect", lambda county: county.position),
            ("projector_parked_streams", "Streams that are passed over", lambda county: county.parked),
            (
                "projector_stopped",
                "Whether the read models stand still by an error",
                lambda county: county.error is not None,
            ),
        ):
            family = GaugeMetricFamily(f"gridledger_{name}", meaning, labels=["county"])
            for county in self.counties:
                family.add_metric([county.tenant_id], value(county))
            yield family
        behind = GaugeMetricFamily(
            "gridledger_clock_days_behind", "Days that are over and open still", labels=["county"]
        )
        for clock in self.clocks:
            if clock.days_behind is not None:
                behind.add_metric([clock.tenant_id], clock.days_behind)
        yield behind

    def _of_pools(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(
            "gridledger_pool_connections", "Connections to the database", labels=["pool", "state"]
        )
        for name, pool in self.pools.items():
            size, idle = pool.get_size(), pool.get_idle_size()
            family.add_metric([name, "in_use"], size - idle)
            family.add_metric([name, "idle"], idle)
            family.add_metric([name, "most"], pool.get_max_size())
        yield family

    def _of_appends(self) -> Iterator[Metric]:
        lanes, under_way = self.ledger.store.lanes, self.ledger.executor.under_way
        yield _gauge("append_waiting_events", "Events that wait to be appended", lanes.waiting.events.inside)
        yield _gauge("commands_under_way", "Commands under way", under_way.inside)
        turned_away = lanes.waiting.events.turned_away + under_way.turned_away
        yield _counter("commands_turned_away", "Commands for which there was no room", turned_away)

    def _of_caches(self) -> Iterator[Metric]:
        streams = self.ledger.executor.streams
        family = CounterMetricFamily(
            "gridledger_stream_cache", "Streams asked for by commands, by whether at hand", labels=["found"]
        )
        family.add_metric(["yes"], streams.found)
        family.add_metric(["no"], streams.missed)
        yield family
        yield _gauge("stream_cache_events", "Events of which states are kept", streams.events)

    def _of_read_audit(self) -> Iterator[Metric]:
        audit = self.ledger.services.read_audit
        yield _gauge("read_audit_waiting", "Records that wait to be kept", audit.waiting)
        yield _gauge("read_audit_failing", "Whether records cannot be kept", audit.is_failing)
        yield _counter("read_audit_refused", "Records that the database refused", audit.refused)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"gridledger_{name}", meaning, value=value)


def _counter(name: str, meaning: str, value: float) -> Metric:
    return CounterMetricFamily(f"gridledger_{name}", meaning, value=value)
