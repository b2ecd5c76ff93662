"""Runs of commands: decided in order, each on what the earlier ones did, and appended together."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.appending import Again, Appender, learn, result_of
from application.deciding import TRIES, ContentionError, Decider, Untraced
from application.request import CommandRequest, CommandResult
from application.session import RunStreams
from application.streams_in_use import StreamsInUse
from application.targets import streams_named, streams_written
from application.turns import Turns
from event_store.errors import EventStoreError, OutcomeUnknownError
from event_store.records import CommandAppend, Stale
from event_store.store import EventStore


class Bulk:
    """Runs many commands of one county; one command too, as the shortest of runs."""

    def __init__(
        self, *, store: EventStore, decider: Decider, appender: Appender, turns: Turns, streams: StreamsInUse
    ) -> None:
        self._store = store
        self._decider = decider
        self._appender = appender
        self._turns = turns
        self._streams = streams

    async def run(self, tenant_id: str, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        """Their answers, in order. Raises ContentionError, or a store error."""
        results: dict[int, CommandResult] = {}
        waiting = list(range(len(requests)))
        alone: set[UUID] = set().union(*(streams_written(request.command) for request in requests))
        for number in range(TRIES):
            # A command that did not commit voids the state on which later ones were decided: they come again too.
            try:
                async with self._turns.at(tenant_id, alone):
                    outcomes = await self._try([requests[index] for index in waiting], first=number == 0)
            except EventStoreError as error:
                if not results:
                    raise
                # Of this try nothing may have been done, but of the run something was.
                raise OutcomeUnknownError(error.detail, code=error.code) from error
            again = []
            for index, outcome in zip(waiting, outcomes, strict=True):
                if isinstance(outcome, CommandResult):
                    results[index] = outcome
                    continue
                again.append(index)
                if isinstance(outcome, Stale):
                    alone.update(outcome.current)
            if not again:
                return [results[index] for index in range(len(requests))]
            waiting = again
        raise ContentionError(ContentionError.__doc__)

    async def _try(self, requests: Sequence[CommandRequest], *, first: bool) -> list[CommandResult | Again]:
        """Decide all and append what is to be kept; ``Again`` where it was decided on what is so no more."""
        streams = RunStreams(self._store, requests[0].tenant_id, self._streams)
        if first:
            streams.expect_none(getattr(r.command, name) for r in requests for name in r.made)
        if len(requests) > 1:
            await streams.read_ahead(set[UUID]().union(*(streams_named(r.command) for r in requests)))
        appends: dict[int, CommandAppend] = {}
        untraced: dict[int, Untraced] = {}
        for index, request in enumerate(requests):
            decided = await self._decider.decide(request, streams)
            if isinstance(decided, Untraced):
                untraced[index] = decided
            else:
                appends[index] = decided
        results: dict[int, CommandResult | Again] = {}
        lost: set[UUID] = set()
        if appends:
            kept = await self._appender.append([requests[index] for index in appends], list(appends.values()))
            lost = learn(streams, zip(appends.values(), kept, strict=True))
            results.update(zip(appends, map(result_of, kept), strict=True))
        for index, one in untraced.items():
            results[index] = one.answer if lost.isdisjoint(one.reads) else Stale({})
        return [results[index] for index in range(len(requests))]
