"""One command by itself: its turn, decide, append, answer; again from the start when a stream it read moved on."""

from __future__ import annotations

from application.appending import Again, learn, result_of
from application.deciding import TRIES, ContentionError, Untraced
from application.request import CommandRequest, CommandResult
from application.session import RunStreams
from application.steps import Steps
from application.targets import documents_named, streams_named, streams_written
from event_store.records import Stale


class Single:
    """Runs commands that come one by one, as those of users do: in the caller's own task, without one of its own."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    async def run(self, request: CommandRequest) -> CommandResult:
        """Its answer. Raises ContentionError, or a store error."""
        alone = streams_written(request.command)
        for number in range(TRIES):
            taken = await self._steps.turns.take(request.tenant_id, alone)
            try:
                came = await self._try(request, first=number == 0)
            finally:
                self._steps.turns.give(taken)
            if isinstance(came, CommandResult):
                return came
            if isinstance(came, Stale):
                alone.update(came.current)
        raise ContentionError(ContentionError.__doc__)

    async def _try(self, request: CommandRequest, *, first: bool) -> CommandResult | Again:
        streams = RunStreams(self._steps.store, request.tenant_id, self._steps.streams)
        if first:
            streams.expect_none(request.made_ids)
        if documents_named(request.command):
            # Seldom at hand, since nobody writes one twice: read with all else that is not, in one statement.
            await streams.read_ahead(streams_named(request.command))
        decided = await self._steps.decider.decide(request, streams)
        if isinstance(decided, Untraced):
            return decided.answer
        outcomes = await self._steps.appender.append((request,), (decided,))
        learn(streams, streams.touched(), zip((decided,), outcomes, strict=True))
        return result_of(outcomes[0])
