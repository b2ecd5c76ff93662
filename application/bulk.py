"""Runs of commands: decided in order, each on what the earlier ones did, and appended chunk by chunk.

While PostgreSQL appends one chunk, the next is decided on the states that the first will have led to. If the first
turns out otherwise, what was decided ahead is thrown away: nothing is sent before it is known on what it rests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from application.appending import Again, learn, result_of
from application.deciding import TRIES, ContentionError, Untraced
from application.read_ahead import read_ahead
from application.request import CommandRequest, CommandResult
from application.session import RunStreams, Touched
from application.steps import Steps
from application.targets import streams_written
from event_store.errors import EventStoreError, OutcomeUnknownError
from event_store.records import CommandAppend, Outcome, Stale
from event_store.store import ToAppend, prepare_ahead

CHUNK = 128  # commands: enough to be worth a commit, few enough to keep both sides at work
_START = 4  # the first of several chunks is so many times smaller: PostgreSQL soon has something to do
_BREATH = 8  # commands decided before others have their turn on the event loop
_ROUNDS_TO_SEND = 12  # of the event loop, until an append is on its way


class Bulk:
    """Runs many commands of one county; one command too, as the shortest of runs."""

    def __init__(self, steps: Steps, chunk: int = CHUNK) -> None:
        self.steps = steps
        self.chunk = chunk

    async def run(self, tenant_id: str, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        """Their answers, in order. Raises ContentionError, or a store error."""
        return await _Run(self.steps, self.chunk, tenant_id, requests).answers()


@dataclass(frozen=True, slots=True)
class _Decided:
    """A chunk: by the number of its command, what is to be appended, or an answer that leaves no trace."""

    appends: Mapping[int, CommandAppend]
    prepared: Sequence[ToAppend]
    untraced: Mapping[int, Untraced]
    touched: Touched

    def __len__(self) -> int:
        return len(self.appends) + len(self.untraced)


@dataclass(slots=True)
class _Run:
    _steps: Steps
    _chunk: int
    _tenant_id: str
    _requests: Sequence[CommandRequest]
    _results: dict[int, CommandResult] = field(default_factory=dict)
    _waiting: list[int] = field(init=False)  # numbers of the commands without an answer, in order
    _alone: set[UUID] = field(init=False)  # streams that no other command of the process may write meanwhile
    _tries: int = 0  # since a chunk was settled

    def __post_init__(self) -> None:
        self._waiting = list(range(len(self._requests)))
        self._alone = set[UUID]().union(*(streams_written(request.command) for request in self._requests))

    async def answers(self) -> list[CommandResult]:
        """Of all commands."""
        while self._waiting:
            if self._tries == TRIES:
                raise ContentionError(ContentionError.__doc__)
            try:
                async with self._steps.turns.at(self._tenant_id, self._alone):
                    await self._stretch()
            except EventStoreError as error:
                if not self._results:
                    raise
                # Of this chunk nothing may have been done, but of the run something was.
                raise OutcomeUnknownError(error.detail, code=error.code) from error
        return [self._results[number] for number in range(len(self._requests))]

    async def _stretch(self) -> None:
        """Chunk by chunk, until all are settled or one has turned out otherwise than was decided upon."""
        streams = RunStreams(self._steps.store, self._tenant_id, self._steps.streams)
        first = chunk = self._chunk
        if len(self._waiting) > chunk:
            first = max(chunk // _START, 1)
        decided: _Decided | None = await self._decide(self._waiting[:first], streams)
        while decided is not None:
            ahead = self._waiting[len(decided) : len(decided) + chunk]
            outcomes, decided_ahead = await self._append(decided, ahead, streams)
            as_expected = self._settle(decided, outcomes, streams)
            decided = decided_ahead if as_expected else None

    async def _decide(self, numbers: Sequence[int], streams: RunStreams) -> _Decided:
        requests = [self._requests[number] for number in numbers]
        if not self._tries:
            streams.expect_none(made for r in requests for made in r.made_ids)
        if len(requests) > 1:
            await read_ahead(requests, streams)
        appends: dict[int, CommandAppend] = {}
        prepared: list[ToAppend] = []
        untraced: dict[int, Untraced] = {}
        for count, (number, request) in enumerate(zip(numbers, requests, strict=True), 1):
            came = await self._steps.decider.decide(request, streams)
            if isinstance(came, Untraced):
                untraced[number] = came
            else:
                appends[number] = came
                prepared.append(prepare_ahead(came))
            if count % _BREATH == 0:
                await asyncio.sleep(0)
        return _Decided(appends, prepared, untraced, streams.cut())

    async def _append(
        self, decided: _Decided, ahead: Sequence[int], streams: RunStreams
    ) -> tuple[Sequence[Outcome], _Decided | None]:
        """Append a chunk and decide the next meanwhile; None if there is none, or if that went wrong."""
        appending = asyncio.ensure_future(self._outcomes(decided))
        try:
            decided_ahead = None
            if ahead:
                for _ in range(_ROUNDS_TO_SEND):
                    await asyncio.sleep(0)
                with suppress(Exception):  # it will go wrong again where nothing is in the air
                    decided_ahead = await self._decide(ahead, streams)
            return await appending, decided_ahead
        finally:
            appending.cancel()

    async def _outcomes(self, decided: _Decided) -> Sequence[Outcome]:
        if not decided.appends:
            return ()
        requests = [self._requests[number] for number in decided.appends]
        appends = list(decided.appends.values())
        return await self._steps.appender.append(requests, appends, decided.prepared)

    def _settle(self, decided: _Decided, outcomes: Sequence[Outcome], streams: RunStreams) -> bool:
        """Note the answers of a chunk; whether all of it came as the commands after it were decided to expect.

        A command that was not appended voids the states on which later ones were decided: those come again too.
        """
        lost = learn(streams, decided.touched, zip(decided.appends.values(), outcomes, strict=True))
        came: dict[int, CommandResult | Again] = dict(
            zip(decided.appends, map(result_of, outcomes), strict=True)
        )
        for number, one in decided.untraced.items():
            came[number] = one.answer if lost.isdisjoint(one.reads) else Stale({})
        again = []
        for number in self._waiting[: len(decided)]:
            outcome = came[number]
            if isinstance(outcome, CommandResult):
                self._results[number] = outcome
                continue
            again.append(number)
            if isinstance(outcome, Stale):
                self._alone.update(outcome.current)
        self._waiting[: len(decided)] = again
        self._tries = self._tries + 1 if again else 0
        return not (again or lost)
