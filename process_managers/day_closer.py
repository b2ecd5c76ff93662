"""Closes the days of counties: when one is over in the county's zone, and after an outage each that was missed.

Any number of workers may do it side by side. Each day is closed by one of them, since days are closed in order and the
clock's stream has a version for each; the others find it closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from application.actor import Actor, Role
from application.counties import Counties, RehearsalRefusedError
from application.executor import CommandExecutor
from application.request import CommandRequest
from domain.clock.commands import CloseDay
from domain.clock.decide import first_day, next_day
from domain.clock.events import CLOCK_ID
from domain.clock.state import Clock
from domain.core import RandomIds
from domain.county.events import COUNTY_ID
from domain.county.state import County
from event_store.errors import EventStoreError, UnknownCountyError
from event_store.records import Source
from event_store.sqlstate import fit_for_logs
from event_store.store import EventStore

log = structlog.get_logger(__name__)
ACTOR = Actor(account_id="process:clock", role=Role.PROCESS_MANAGER)
POLL_SECONDS = 5.0
BATCH = 400  # days closed in one append, at most: a year and a month
_A_DAY = timedelta(days=1)


class NoRehearsalError(Exception):
    """This county is no rehearsal: a worker closes its days when they are over."""


class DayCloser:
    """Closes days by ``now``. In a rehearsal, whose times are set, only where it is told to, and how far."""

    def __init__(
        self,
        *,
        store: EventStore,
        executor: CommandExecutor,
        counties: Counties,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._executor = executor
        self._counties = counties
        self._now = now
        self._ids = RandomIds()
        self._next: dict[str, date] = {}  # by county, the day to close next, as far as it was seen

    async def run(self, tenant_id: str) -> int:
        """Close every day that is over and open still; returns how many. None in a rehearsal.

        Raises UnknownCountyError before the county's founding, RehearsalRefusedError, and what the executor raises.
        """
        county = await self._counties.open(tenant_id)
        if county.rehearsal:
            return 0
        yesterday = self._now().astimezone(county.zone).date() - _A_DAY
        if self._next.get(tenant_id, yesterday) > yesterday:
            return 0
        return await self._close(tenant_id, yesterday, county.zone)

    async def close_until(self, tenant_id: str, last: date) -> int:
        """Close a rehearsal's days up to ``last``, each at its end as the county's time; returns how many.

        The county's time is after that day then: nothing is recorded before it any more. Raises NoRehearsalError.
        """
        county = await self._counties.open(tenant_id)
        if not county.rehearsal:
            raise NoRehearsalError(NoRehearsalError.__doc__)
        return await self._close(tenant_id, last, county.zone, sets_time=True)

    async def run_forever(self, stop: asyncio.Event, *, poll_seconds: float = POLL_SECONDS) -> None:
        """Close the days of all counties until ``stop`` is set. A county that fails is tried again; others go on."""
        while not stop.is_set():
            try:
                await self._round(stop)
            except EventStoreError as error:
                log.warning("the clock waits for the database", error=fit_for_logs(error))
            try:
                async with asyncio.timeout(poll_seconds):
                    await stop.wait()
            except TimeoutError:
                continue

    async def _round(self, stop: asyncio.Event) -> None:
        for tenant_id in await self._store.tenants():
            if stop.is_set():
                return
            try:
                closed = await self.run(tenant_id)
            except (UnknownCountyError, RehearsalRefusedError):
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, other counties go on
                self._next.pop(tenant_id, None)
                log.error("days stay open", tenant_id=tenant_id, error=fit_for_logs(error))  # noqa: TRY400
            else:
                if closed:
                    log.info("days closed", tenant_id=tenant_id, days=closed)

    async def _close(self, tenant_id: str, last: date, zone: ZoneInfo, *, sets_time: bool = False) -> int:
        first = await self._first_open(tenant_id, zone)
        closed = 0
        while first <= last:
            until = min(last, first + (BATCH - 1) * _A_DAY)
            not_before = (await self._store.head(tenant_id)).last_recorded_at if sets_time else None
            results = await self._executor.execute_many(
                [
                    self._request(tenant_id, day, not_before and max(end_of(day, zone), not_before))
                    for day in _days(first, until)
                ]
            )
            closed += sum(result.first_position is not None for result in results)
            refused = [refusal.code for result in results for refusal in result.refusals]
            if refused:
                log.warning("days stay open", tenant_id=tenant_id, codes=sorted(set(refused)))
                self._next.pop(tenant_id, None)
                return closed
            first = self._next[tenant_id] = until + _A_DAY
        return closed

    async def _first_open(self, tenant_id: str, zone: ZoneInfo) -> date:
        """By the log: others close days too."""
        streams = await self._store.read_streams(tenant_id, [COUNTY_ID, CLOCK_ID])
        county = County.fold(COUNTY_ID, (event.domain_event for event in streams[COUNTY_ID]))
        clock = Clock.fold(CLOCK_ID, (event.domain_event for event in streams[CLOCK_ID]))
        first = self._next[tenant_id] = next_day(clock, first_day(county, zone))
        return first

    def _request(self, tenant_id: str, day: date, clock: datetime | None) -> CommandRequest:
        return CommandRequest(
            tenant_id=tenant_id,
            actor=ACTOR,
            source=Source(client="gridledger"),
            command=CloseDay(day=day),
            # A key of its own for each try: of a day that was not over yet, the refusal must not stay.
            key=f"{day}:{self._ids.new_id()}",
            clock=clock,
        )


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day is over, in UTC: midnight, or what the clocks were set to instead."""
    return datetime.combine(day + _A_DAY, time.min, tzinfo=zone).astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * _A_DAY for number in range((last - first).days + 1))
