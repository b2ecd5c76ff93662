"""Works off lists that the read models keep of what is to be recorded, rather than the events that called for it.

A worker looks at what is, not at what just happened. So any number may do it side by side, and die at it: what was
left is on the list at the next look. Who sends what others have overtaken is overtaken again, since the list names it
then.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

import msgspec
import structlog

from application.actor import Actor
from application.executor import CommandExecutor
from application.request import CommandRequest
from domain.core import deterministic_id
from domain.core.command import Command
from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.records import Source
from event_store.sqlstate import fit_for_logs
from event_store.store import EventStore

log = structlog.get_logger(__name__)
POLL_SECONDS = 1.0

# Of counties of which the read models stand elsewhere than when nothing was left to do.
_MOVED = """
SELECT tenant_id, position FROM read_model.checkpoint WHERE projection = 'read_models' ORDER BY tenant_id"""


class ListWorker(ABC):
    """Works off one list. ``connections`` are of the role gridledger_projector."""

    ACTOR: ClassVar[Actor]
    WORK: ClassVar[str]  # what its messages call what it does

    def __init__(self, *, connections: Connections, store: EventStore, executor: CommandExecutor) -> None:
        self._connections = connections
        self._store = store
        self._executor = executor
        self._done: dict[str, int] = {}  # by county, where its read models stood at the last look

    @abstractmethod
    async def run(self, tenant_id: str) -> int:
        """Work off all that is listed now, each entry once; returns how many commands took effect.

        What they call for in turn is listed as soon as the read models reflect them. Raises what the executor raises.
        """

    async def run_forever(self, stop: asyncio.Event, *, poll_seconds: float = POLL_SECONDS) -> None:
        """Work for all counties until ``stop`` is set. A county that fails is tried again; others go on."""
        while not stop.is_set():
            try:
                await self._round(stop)
            except EventStoreError as error:
                log.warning("work waits for the database", work=self.WORK, error=fit_for_logs(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_seconds):
                    await stop.wait()

    async def _round(self, stop: asyncio.Event) -> None:
        for row in await self._connections.fetch(_MOVED):
            tenant_id, position = row["tenant_id"], row["position"]
            if stop.is_set():
                return
            if self._done.get(tenant_id) == position:
                continue
            try:
                done = await self.run(tenant_id)
            except Exception as error:  # noqa: BLE001 - whatever it is, other counties go on
                log.error("work is left", work=self.WORK, tenant_id=tenant_id, error=fit_for_logs(error))  # noqa: TRY400
                continue
            self._done[tenant_id] = position
            if done:
                log.info("work is done", work=self.WORK, tenant_id=tenant_id, recorded=done)

    async def _send(self, tenant_id: str, commands: Iterable[Command]) -> int:
        """Send commands; in a rehearsal at the county's own time, which may lie in the past.

        Where somebody sets that time forward meanwhile, the rest is left to the next look.
        """
        head = await self._store.head(tenant_id)
        clock = head.last_recorded_at if head.mode == "rehearsal" else None
        results = await self._executor.execute_many(
            [
                CommandRequest(
                    tenant_id=tenant_id,
                    actor=self.ACTOR,
                    source=Source(client="gridledger"),
                    command=command,
                    key=self._key(command),
                    clock=clock,
                )
                for command in commands
            ]
        )
        refused = {refusal.code.value for result in results for refusal in result.refusals}
        if refused:
            log.warning("work is left", work=self.WORK, tenant_id=tenant_id, codes=sorted(refused))
        return sum(result.first_position is not None and not result.repeated for result in results)

    def _key(self, command: Command) -> str:
        """The same for whoever finds the same by the same facts."""
        return str(deterministic_id(self.WORK, msgspec.json.encode(command).decode()))
