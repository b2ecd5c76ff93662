"""The way of one command: load, decide, append, answer; again from the start when a stream it read moved on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple, Union
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.answers import decode_answer, encode_answer
from application.authority import refuse_unless_allowed
from application.counties import Counties
from application.display_names import DisplayNames
from application.handlers import HANDLERS
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult, DisplayName
from application.session import RunStreams, Session
from application.streams_in_use import StreamsInUse
from application.targets import streams_named, streams_written, target_of
from application.turns import Turns
from domain.core import Accepted, Decision, DomainEvent, Ids, Refusal, RefusalCode, Refused, refuse
from domain.core.context import Context
from domain.county.commands import FoundCounty
from domain.organisation.state import Organisation
from domain.policies import PolicyBook
from event_store.errors import EventStoreError, OutcomeUnknownError
from event_store.records import (
    AnsweredBefore,
    Appended,
    ClockBackwards,
    ClockForbidden,
    CommandAppend,
    DuplicateEvent,
    KeyReused,
    Malformed,
    Mode,
    Outcome,
    Stale,
)
from event_store.room import Room
from event_store.store import EventStore

TRIES = 8  # of one command whose streams keep moving
MOST_UNDER_WAY = 8_000  # commands in a process, those that wait for their turn among them
MOST_UNDER_WAY_PER_COUNTY = 4_000
Again = Union[Stale, DuplicateEvent]  # noqa: UP007 - an alias that reads in annotations and isinstance alike


class ContentionError(Exception):
    """The streams of this command moved on at every try: send it again, with the same key."""


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
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        streams: StreamsInUse | None = None,
    ) -> None:
        """``streams`` None: a cache of the usual size."""
        self.streams = StreamsInUse() if streams is None else streams
        self.under_way = Room(
            "commands are under way", per_county=MOST_UNDER_WAY_PER_COUNTY, in_all=MOST_UNDER_WAY
        )
        self._store = store
        self._names = names
        self._keys = keys
        self._ids = ids
        self._policies = policies
        self._counties = counties
        self._now = now
        self._turns = Turns()

    async def execute(self, request: CommandRequest) -> CommandResult:
        """Run one command to its answer.

        Raises ContentionError, or a store error (event_store/errors.py), QueueFullError among them.
        """
        return (await self.execute_many([request]))[0]

    async def execute_many(self, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        """Run commands of one county in order, each seeing what the earlier ones did, in as few appends as may be.

        They are not one unit: each is appended or refused for itself. ValueError for commands of two counties.
        """
        if not requests:
            return []
        tenant_id = requests[0].tenant_id
        if any(request.tenant_id != tenant_id for request in requests):
            raise ValueError("one run of commands is for one county")
        self.under_way.enter(tenant_id, len(requests))
        try:
            return await self._run(tenant_id, requests)
        finally:
            self.under_way.leave(tenant_id, len(requests))

    async def _run(self, tenant_id: str, requests: Sequence[CommandRequest]) -> list[CommandResult]:
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
        streams = RunStreams(self._store, requests[0].tenant_id, self.streams)
        if first:
            streams.expect_none(getattr(r.command, name) for r in requests for name in r.made)
        if len(requests) > 1:
            await streams.read_ahead(set[UUID]().union(*(streams_named(r.command) for r in requests)))
        appends: dict[int, CommandAppend] = {}
        untraced: dict[int, _Untraced] = {}
        for index, request in enumerate(requests):
            decided = await self._decide_on_what_stands(request, streams)
            if isinstance(decided, _Untraced):
                untraced[index] = decided
            else:
                appends[index] = decided
        results: dict[int, CommandResult | Again] = {}
        lost: set[UUID] = set()
        if appends:
            kept = await self._append([requests[index] for index in appends], list(appends.values()))
            lost = _learn(streams, zip(appends.values(), kept, strict=True))
            results.update(zip(appends, map(_result, kept), strict=True))
        for index, one in untraced.items():
            results[index] = one.answer if lost.isdisjoint(one.reads) else Stale({})
        return [results[index] for index in range(len(requests))]

    async def _decide_on_what_stands(
        self, request: CommandRequest, streams: RunStreams
    ) -> CommandAppend | _Untraced:
        """What to append, or an answer that leaves no trace; decided anew where what was read has changed meanwhile."""
        for _ in range(TRIES):
            session = Session(streams, await self._context(request))
            decision = await self._decide(request, session)
            if not session.stands():
                continue
            if not isinstance(decision, CommandResult):
                return self._append_of(request, decision, session, streams)
            # No append will check what this rests on, so nothing of it may be from memory.
            if not streams.doubt(session.reads):
                return _Untraced(decision, session.reads)
        raise ContentionError(ContentionError.__doc__)

    async def _append(
        self, requests: Sequence[CommandRequest], appends: Sequence[CommandAppend]
    ) -> list[Outcome]:
        """Append, with the names that the events refer to in place before, and taken back where none came."""
        tenant_id = requests[0].tenant_id
        founding = next((r.command for r in requests if isinstance(r.command, FoundCounty)), None)
        mode: Mode | None = None if founding is None else "rehearsal" if founding.rehearsal else "production"
        names = [
            r.display_name if append.events else None for r, append in zip(requests, appends, strict=True)
        ]
        await self._names.keep(tenant_id, names)
        try:
            outcomes = await self._store.append(tenant_id, appends, found=mode)
        except OutcomeUnknownError:
            raise  # there may be events that refer to them
        except EventStoreError:
            await self._take_back(tenant_id, names)
            raise
        # A repetition's too: its name has a new id, and the first try's name stands.
        await self._take_back(
            tenant_id,
            [name for name, came in zip(names, outcomes, strict=True) if not isinstance(came, Appended)],
        )
        return outcomes

    async def _take_back(self, tenant_id: str, names: Iterable[DisplayName | None]) -> None:
        with suppress(EventStoreError):  # what came of the append is what counts
            await self._names.discard(tenant_id, names)

    async def _decide(self, request: CommandRequest, session: Session) -> Decision | CommandResult:
        """A decision to be kept with the key; or an answer that leaves no trace, for want of power or of a log."""
        command = request.command
        refusal = await refuse_unless_allowed(request.actor, command, session)
        if refusal is not None:
            return _refused(refusal)
        if isinstance(command, FoundCounty):
            self._counties.admit(rehearsal=command.rehearsal)
            if request.clock is not None and not command.rehearsal:
                return _refused(Refusal(RefusalCode.NOT_A_REHEARSAL))
        decision = await HANDLERS[type(command)](command, session)
        if isinstance(decision, Accepted) and not await _known(request.authority, session):
            decision = refuse(RefusalCode.NOT_FOUND, "authority")
        founded = not isinstance(command, FoundCounty) or session.loaded[command.county_id].exists
        if isinstance(decision, Refused) and not founded:
            return _refused(*decision.refusals)  # there is no log to keep it in
        if command.expected_version is not None and isinstance(decision, Accepted):
            current = session.reads.get(target_of(command).stream_id, 0)
            if current != command.expected_version:
                return refuse(RefusalCode.CONFLICT, "expectedVersion", currentVersion=current)
        return decision

    def _append_of(
        self, request: CommandRequest, decision: Decision, session: Session, streams: RunStreams
    ) -> CommandAppend:
        events: Sequence[DomainEvent] = decision.events if isinstance(decision, Accepted) else ()
        refusals = decision.refusals if isinstance(decision, Refused) else ()
        actor = request.actor
        command_id = self._keys.command_id(request)
        return CommandAppend(
            command_id=command_id,
            body_hash=self._keys.body_hash(request),
            answer=encode_answer(target_of(request.command).entity_id, refusals),
            actor=actor.account_id,
            capacity=actor.role.value,
            capacity_place=actor.place,
            authority=None if request.authority is None else str(request.authority),
            correlation_id=request.correlation_id or command_id,
            causation_id=request.causation_id,
            source=request.source,
            clock=request.clock,
            reads=dict(session.reads),
            events=events,
            subjects=[streams.evolve(event) for event in events],
        )

    async def _context(self, request: CommandRequest) -> Context:
        command = request.command
        return Context(
            now=request.clock or self._now(),
            zone=_zone(command.time_zone)
            if isinstance(command, FoundCounty)
            else (await self._counties.open(request.tenant_id)).zone,
            ids=self._ids,
            policies=self._policies,
            actor_member_id=request.actor.member_id,
        )


class _Untraced(NamedTuple):
    """An answer of which nothing is kept, and what it rests on."""

    answer: CommandResult
    reads: Mapping[UUID, int]


def _learn(streams: RunStreams, outcomes: Iterable[tuple[CommandAppend, Outcome]]) -> set[UUID]:
    """Share the states that the log now holds; returns the streams whose states it was found not to hold."""
    lost: set[UUID] = set()
    for append, outcome in outcomes:
        if not isinstance(outcome, Appended):
            lost |= append.writes
        if isinstance(outcome, Stale):
            streams.moved_on(outcome.current)
        elif isinstance(outcome, DuplicateEvent):
            streams.doubt(append.reads)  # another has acted on a newer state than this, which no answer names
    streams.share(but=lost)
    return lost


def _result(outcome: Outcome) -> CommandResult | Again:
    match outcome:
        case Appended() | AnsweredBefore():
            kept = decode_answer(outcome.answer)
            return CommandResult(
                target_id=kept.target_id,
                refusals=kept.refusals,
                first_position=outcome.first_position,
                last_position=outcome.last_position,
                recorded_at=outcome.recorded_at,
                repeated=isinstance(outcome, AnsweredBefore),
            )
        case KeyReused():
            return _refused(Refusal(RefusalCode.KEY_REUSED))
        case ClockBackwards():
            return _refused(Refusal(RefusalCode.CLOCK_BACKWARDS))
        case ClockForbidden():
            return _refused(Refusal(RefusalCode.NOT_A_REHEARSAL))
        case Malformed():
            raise outcome.error
        case Stale() | DuplicateEvent():
            return outcome


async def _known(authority: UUID | None, session: Session) -> bool:
    """Whether the organisation that an entry cites exists; none need be cited."""
    return authority is None or (await session.load(Organisation, authority)).exists


def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC for a name that is none, which the decision then refuses."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _refused(*refusals: Refusal) -> CommandResult:
    return CommandResult(target_id=None, refusals=refusals)
