"""The event store: appends to counties' logs, reads and follows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

from event_store.appending import append_prepared, unsettle
from event_store.checks import PreparedCommand, check_tenant, prepare
from event_store.errors import MalformedAppendError
from event_store.following import Wakeups, follow_log
from event_store.mapper import EVENTS
from event_store.pool import Pool
from event_store.reading import LogReader
from event_store.records import Appended, CommandAppend, Malformed, Mode, Outcome, RecordedEvent


class EventStore(LogReader):
    """One for a process and pool; safe to use from many tasks of one event loop."""

    def __init__(self, pool: Pool, *, acquire_timeout_seconds: float = 5.0) -> None:
        super().__init__(pool, acquire_timeout_seconds=acquire_timeout_seconds)
        self.wakeups = Wakeups()  # set off by appends of this process
        self._under_way: set[asyncio.Task[list[Outcome]]] = set()

    async def append(
        self, tenant: str, commands: Sequence[CommandAppend], *, found: Mode | None = None
    ) -> list[Outcome]:
        """Append commands of one county in order, in one transaction; one outcome a command.

        ``found`` makes the county's log in that mode if there is none yet. Cancelling the caller does not
        cancel the append; it goes on to its end, and the command ids settle what became of it.

        Raises UnknownCountyError; StoreUnavailableError, StatementTimeoutError (nothing was done);
        OutcomeUnknownError (send again with the same command ids).
        """
        if not commands:
            return []
        task = asyncio.create_task(self._append(tenant, commands, found))
        self._under_way.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def follow(
        self, tenant: str, after: int, *, batch: int = 1000, poll_seconds: float = 0.05
    ) -> AsyncGenerator[list[RecordedEvent], None]:
        """Every event of a county after a position, in order, as they come; see following.follow_log."""
        return follow_log(self, self.wakeups, tenant, after, batch=batch, poll_seconds=poll_seconds)

    async def settle(self) -> None:
        """Wait for the appends under way, also those whose caller has gone; before the pool is closed."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _append(
        self, tenant: str, commands: Sequence[CommandAppend], found: Mode | None
    ) -> list[Outcome]:
        check_tenant(tenant)
        checked = _checked(commands)
        prepared = [one for one in checked if isinstance(one, PreparedCommand)]
        appended = await append_prepared(self._connections, tenant, prepared, found)
        if any(isinstance(outcome, Appended) and outcome.last_position for outcome in appended):
            self.wakeups.wake(tenant)
        outcomes = iter(appended)
        return [next(outcomes) if isinstance(one, PreparedCommand) else one for one in checked]

    def _finished(self, task: asyncio.Task[list[Outcome]]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # seen here, for a caller that was cancelled and no longer asks


def _checked(commands: Sequence[CommandAppend]) -> list[PreparedCommand | Malformed]:
    checked: list[PreparedCommand | Malformed] = []
    unsettled: set[UUID] = set()
    for command in commands:
        try:
            checked.append(unsettle(prepare(command, EVENTS), unsettled))
        except MalformedAppendError as error:
            checked.append(Malformed(error))
            unsettled |= command.writes
    return checked
