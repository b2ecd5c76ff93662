"""The door of every command: load, decide, append, answer; again from the start when a stream it read moved on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from application.appending import Appender
from application.bulk import Bulk
from application.counties import Counties
from application.deciding import TRIES, ContentionError, Decider
from application.display_names import DisplayNames
from application.documents.beside import Documents
from application.documents.vault import Vault
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from application.single import Single
from application.steps import Steps
from application.streams_in_use import StreamsInUse
from application.trying import Trial, tried
from application.turns import Turns
from domain.core import Ids
from domain.policies import PolicyBook
from event_store.room import Room
from event_store.store import EventStore
from event_store.telemetry import is_measured, observe, span

__all__ = ["TRIES", "CommandExecutor", "ContentionError"]

MOST_UNDER_WAY = 8_000  # commands in a process, those that wait for their turn among them
MOST_UNDER_WAY_PER_COUNTY = 4_000


class CommandExecutor:
    """Runs commands against the log. One instance serves a process; between commands it keeps the streams in use."""

    def __init__(
        self,
        *,
        store: EventStore,
        names: DisplayNames,
        keys: CommandKeys,
        ids: Ids,
        policies: PolicyBook,
        counties: Counties,
        vault: Vault | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        streams: StreamsInUse | None = None,
    ) -> None:
        """``vault`` None: a process in which nothing is sealed. ``streams`` None: a cache of the usual size."""
        self.streams = StreamsInUse() if streams is None else streams
        self.under_way = Room(
            "commands are under way", per_county=MOST_UNDER_WAY_PER_COUNTY, in_all=MOST_UNDER_WAY
        )
        self._keys = keys
        self._turns = Turns()
        self._store = store
        self._decider = decider = Decider(keys=keys, ids=ids, policies=policies, counties=counties, now=now)
        appender = Appender(store, names, Documents(vault))
        steps = Steps(store, decider, appender, self._turns, self.streams)
        self._single, self._bulk = Single(steps), Bulk(steps)

    async def execute(self, request: CommandRequest) -> CommandResult:
        """Run one command to its answer.

        Raises ContentionError, or a store error (event_store/errors.py), QueueFullError among them.
        """
        self.under_way.enter(request.tenant_id, 1)
        try:
            with span("command", type=type(request.command).__name__) as told:
                result = await self._single.run(request)
                told.facts(position=result.last_position or 0, refused=bool(result.refusals))
            _count(request, result)
            return result
        finally:
            self.under_way.leave(request.tenant_id, 1)

    async def execute_many(self, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        """Run commands of one county in order, each seeing what the earlier ones did, many in an append.

        They are not one unit: each is appended or refused for itself. ValueError for commands of two counties.
        """
        if not requests:
            return []
        tenant_id = requests[0].tenant_id
        if any(request.tenant_id != tenant_id for request in requests):
            raise ValueError("one run of commands is for one county")
        self.under_way.enter(tenant_id, len(requests))
        try:
            with span("commands", commands=len(requests)):
                results = await self._bulk.run(tenant_id, requests)
            if is_measured():
                for request, result in zip(requests, results, strict=True):
                    _count(request, result)
            return results
        finally:
            self.under_way.leave(tenant_id, len(requests))

    async def try_out(self, requests: Sequence[CommandRequest]) -> list[Trial]:
        """What would come of commands of one county, in order; nothing is written."""
        return await tried(self._store, self._decider, requests)


def _count(request: CommandRequest, result: CommandResult) -> None:
    code = result.refusals[0].code.value if result.refusals else "OK"
    observe("commands", 1, type(request.command).__name__, code)
