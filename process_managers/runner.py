"""Runs process managers: each follows a county's log from its bookmark and issues the commands that events call for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from application.actor import Actor, Role
from application.executor import CommandExecutor
from application.request import CommandRequest
from domain.core import Ids, RefusalCode
from domain.core.context import Context
from domain.policies import PolicyBook
from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.pool import Pool
from event_store.records import Source
from event_store.sqlstate import DATABASE_ERRORS, fit_for_logs, translate
from event_store.store import EventStore
from process_managers.reactions import ProcessManager, Reaction

if TYPE_CHECKING:
    from event_store.pool import Connection

log = structlog.get_logger(__name__)
BATCH = 1000  # events that a process manager looks at between two bookmarks, at most
RETRY_SECONDS = 1.0

_LAGGING = """
SELECT DISTINCT h.tenant_id
  FROM event_store.tenant_head AS h CROSS JOIN unnest($1::text[]) AS p (process)
  LEFT JOIN read_model.process_bookmark AS b ON b.tenant_id = h.tenant_id AND b.process = p.process
 WHERE h.last_position > coalesce(b.position, 0)
 ORDER BY h.tenant_id"""

# One process at a time reacts for a county: whoever holds the bookmark's row. Commands repeat safely all the same.
_TAKE = """
SELECT position FROM read_model.process_bookmark WHERE tenant_id = $1 AND process = $2 FOR UPDATE SKIP LOCKED"""
_MAKE = "INSERT INTO read_model.process_bookmark (tenant_id, process) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_MOVE = """
UPDATE read_model.process_bookmark SET position = $3, updated_at = $4, error = NULL
 WHERE tenant_id = $1 AND process = $2"""
_FAIL = """
UPDATE read_model.process_bookmark SET updated_at = $3, error = $4 WHERE tenant_id = $1 AND process = $2"""


class ProcessRunner:
    """Runs process managers for counties. ``pool`` writes bookmarks, as the role gridledger_projector."""

    def __init__(
        self,
        *,
        pool: Pool,
        store: EventStore,
        executor: CommandExecutor,
        managers: Sequence[ProcessManager],
        ids: Ids,
        policies: PolicyBook,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pool = pool
        self._store = store
        self._executor = executor
        self._managers = managers
        self._ids = ids
        self._policies = policies
        self._now = now
        self._connections = Connections(pool)
        self._not_before: dict[str, float] = {}  # county that failed: of the monotonic clock

    async def run(self, tenant_id: str) -> int:
        """React to everything that the county's log holds now; returns how many commands took effect."""
        issued = 0
        for manager in self._managers:
            while (count := await self._batch(tenant_id, manager)) is not None:
                issued += count
        return issued

    async def run_forever(self, stop: asyncio.Event, *, poll_seconds: float = 0.2) -> None:
        """React for all counties until ``stop`` is set. A county that fails is tried again later; others go on.

        It looks at ``stop`` at least every second. To be cancelled is no way to end: Python 3.11 loses a cancellation
        that comes at the very moment at which a wait with a time-out ends, and the drivers below have such waits.
        """
        with self._store.wakeups.register(None) as appended:
            while not stop.is_set():
                appended.clear()  # before looking: an append from here on wakes us
                pause_seconds = poll_seconds
                try:
                    await self._round()
                except EventStoreError as error:
                    log.warning("process managers wait for the database", error=fit_for_logs(error))
                    pause_seconds = RETRY_SECONDS
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause_seconds):
                        await appended.wait()

    async def _round(self) -> None:
        """React for each county whose log is ahead of a bookmark."""
        for tenant_id in await self._lagging():
            if time.monotonic() < self._not_before.get(tenant_id, 0.0):
                continue
            try:
                await self.run(tenant_id)
                self._not_before.pop(tenant_id, None)
            except Exception as error:  # noqa: BLE001 - whatever it is, other counties go on
                self._not_before[tenant_id] = time.monotonic() + RETRY_SECONDS
                log.error("process manager stopped", tenant_id=tenant_id, error=fit_for_logs(error))  # noqa: TRY400

    async def _lagging(self) -> list[str]:
        names = [manager.name for manager in self._managers]
        return [row["tenant_id"] for row in await self._connections.fetch(_LAGGING, names)]

    async def _batch(self, tenant_id: str, manager: ProcessManager) -> int | None:
        """React to the next events; None if there are none, or another process is at it."""
        try:
            async with self._pool.acquire(timeout=5.0) as connection:
                await connection.execute(_MAKE, tenant_id, manager.name)
                try:
                    async with connection.transaction():
                        return await self._react(connection, tenant_id, manager)
                except Exception as error:
                    with suppress(*DATABASE_ERRORS):
                        failed = (tenant_id, manager.name, self._now(), type(error).__name__)
                        await connection.execute(_FAIL, *failed)
                    raise
        except DATABASE_ERRORS as error:
            raise translate(error) from error

    async def _react(self, connection: Connection, tenant_id: str, manager: ProcessManager) -> int | None:
        position = await connection.fetchval(_TAKE, tenant_id, manager.name)
        if position is None:
            return None
        head = await self._store.head(tenant_id)
        if head.last_position <= position:
            return None
        events = await self._store.read_log_picked(
            tenant_id, position, head.last_position, BATCH, manager.reacts_to
        )
        issued = 0
        if events:
            context = Context(now=events[-1].recorded_at, zone=_UTC, ids=self._ids, policies=self._policies)
            issued = await self._issue(tenant_id, manager, await manager.react(events, context))
        # Fewer than asked for: no other up to the head concerns it.
        reached = events[-1].position if len(events) == BATCH else head.last_position
        await connection.execute(_MOVE, tenant_id, manager.name, reached, self._now())
        return issued

    async def _issue(self, tenant_id: str, manager: ProcessManager, reactions: Sequence[Reaction]) -> int:
        """Send commands; in a rehearsal at the county's own time, which may lie in the past."""
        issued = 0
        while reactions:
            head = await self._store.head(tenant_id)
            clock = head.last_recorded_at if head.mode == "rehearsal" else None
            results = await self._executor.execute_many(
                [_request(tenant_id, manager, reaction, clock) for reaction in reactions]
            )
            issued += sum(result.first_position is not None and not result.repeated for result in results)
            late = []  # someone else has set the rehearsal's clock forward
            for reaction, result in zip(reactions, results, strict=True):
                codes = [refusal.code for refusal in result.refusals]
                if RefusalCode.CLOCK_BACKWARDS in codes:
                    late.append(reaction)
                elif codes:
                    place = reaction.to.position
                    log.warning("process manager refused", process=manager.name, position=place, codes=codes)
            reactions = late
        return issued


def _request(
    tenant_id: str, manager: ProcessManager, reaction: Reaction, clock: datetime | None
) -> CommandRequest:
    return CommandRequest(
        tenant_id=tenant_id,
        actor=Actor(account_id=f"process:{manager.name}", role=Role.PROCESS_MANAGER),
        source=Source(client="gridledger"),
        command=reaction.command,
        key=f"{reaction.to.event_id}:{reaction.about}",
        correlation_id=reaction.to.correlation_id,
        causation_id=reaction.to.event_id,
        clock=clock,
    )


_UTC = ZoneInfo("UTC")
