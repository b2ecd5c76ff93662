"""The event store: appends to counties' logs, reads and follows them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Union
from uuid import UUID

from event_store.appending import unsettle
from event_store.checks import PreparedCommand, check_tenant, prepare
from event_store.errors import MalformedAppendError
from event_store.following import Wakeups, follow_log
from event_store.lanes import Lanes
from event_store.mapper import EVENTS
from event_store.pool import Pool
from event_store.reading import LogReader
from event_store.records import CommandAppend, Malformed, Mode, Outcome, RecordedEvent
from event_store.telemetry import span
from event_store.waiting import AppendLimits

ToAppend = Union[CommandAppend, PreparedCommand]  # noqa: UP007 - an alias that reads in annotations and isinstance


class EventStore(LogReader):
    """One for a process and pool; safe to use from many tasks of one event loop."""

    def __init__(
        self,
        pool: Pool,
        *,
        acquire_timeout_seconds: float = 5.0,
        limits: AppendLimits = AppendLimits(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(pool, acquire_timeout_seconds=acquire_timeout_seconds)
        self.wakeups = Wakeups()  # set off by appends of this process
        self.lanes = Lanes(
            self._connections,
            limits,
            side_by_side=limits.connections or max(1, pool.get_max_size() // 2),
            grown=self.wakeups.wake,
        )

    async def append(
        self, tenant: str, commands: Sequence[ToAppend], *, found: Mode | None = None
    ) -> list[Outcome]:
        """Append commands of one county in order, in one transaction; one outcome a command.

        What other callers append to the county in the meantime may share the transaction; none of them suffers
        from another's commands. ``found`` makes the county's log in that mode if there is none yet. Cancelling the
        caller does not cancel the append; it goes on to its end, and the command ids settle what became of it.

        Raises UnknownCountyError; QueueFullError, StoreUnavailableError, StatementTimeoutError (nothing was done);
        OutcomeUnknownError (send again with the same command ids).
        """
        check_tenant(tenant)
        checked = _checked(commands)
        run = [one for one in checked if isinstance(one, PreparedCommand)]
        with span("append", commands=len(run)):
            outcomes = iter(await self.lanes.append(tenant, run, found) if run else ())
        return [next(outcomes) if isinstance(one, PreparedCommand) else one for one in checked]

    def follow(
        self, tenant: str, after: int, *, batch: int = 1000, poll_seconds: float = 0.05
    ) -> AsyncGenerator[list[RecordedEvent], None]:
        """Every event of a county after a position, in order, as they come; see following.follow_log."""
        return follow_log(self, self.wakeups, tenant, after, batch=batch, poll_seconds=poll_seconds)

    async def settle(self) -> None:
        """Wait for the appends queued and under way, also those whose caller has gone; before the pool is closed."""
        await self.lanes.settle()


def prepare_ahead(command: CommandAppend) -> ToAppend:
    """The same, checked and encoded while there is time for it; what is wrong with it shows at its append."""
    try:
        return prepare(command, EVENTS)
    except MalformedAppendError:
        return command


def _checked(commands: Sequence[ToAppend]) -> list[PreparedCommand | Malformed]:
    checked: list[PreparedCommand | Malformed] = []
    unsettled: set[UUID] = set()
    for command in commands:
        if isinstance(command, PreparedCommand):
            checked.append(unsettle(command, unsettled))
            continue
        try:
            checked.append(unsettle(prepare(command, EVENTS), unsettled))
        except MalformedAppendError as error:
            checked.append(Malformed(error))
            unsettled |= command.writes
    return checked
