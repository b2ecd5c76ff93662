"""The way of one command: load, decide, append, answer; again from the start when a stream it read moved on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.answers import decode_answer, encode_answer
from application.authority import refuse_unless_allowed
from application.counties import Counties
from application.display_names import DisplayNames
from application.handlers import HANDLERS
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from application.session import Session, StreamCache
from application.targets import target_of
from domain.core import Accepted, Decision, DomainEvent, Ids, Refusal, RefusalCode, Refused, refuse
from domain.core.context import Context
from domain.county.commands import FoundCounty
from domain.policies import PolicyBook
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
from event_store.store import EventStore

TRIES = 8  # of one command whose streams keep moving


class ContentionError(Exception):
    """The streams of this command moved on at every try: send it again, with the same key."""


class CommandExecutor:
    """Runs commands against the log. One instance serves a process; it keeps nothing between commands."""

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
    ) -> None:
        self._store = store
        self._names = names
        self._keys = keys
        self._ids = ids
        self._policies = policies
        self._counties = counties
        self._now = now

    async def execute(self, request: CommandRequest) -> CommandResult:
        """Run one command to its answer. Raises ContentionError, or a store error (event_store/errors.py)."""
        return (await self.execute_many([request]))[0]

    async def execute_many(self, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        """Run commands of one county in order, each seeing what the earlier ones did, in as few appends as may be.

        They are not one unit: each is appended or refused for itself.
        """
        results: dict[int, CommandResult] = {}
        waiting = list(range(len(requests)))
        streams = StreamCache(self._store, requests[0].tenant_id)
        for _ in range(TRIES):
            # A command that did not commit voids the state on which later ones were decided: they come again too.
            outcomes = await self._try([requests[index] for index in waiting], streams)
            again = []
            for index, outcome in zip(waiting, outcomes, strict=True):
                if isinstance(outcome, CommandResult):
                    results[index] = outcome
                else:
                    again.append(index)
            if not again:
                return [results[index] for index in range(len(requests))]
            waiting = again
            streams = StreamCache(self._store, requests[0].tenant_id)
        raise ContentionError(ContentionError.__doc__)

    async def _try(
        self, requests: Sequence[CommandRequest], streams: StreamCache
    ) -> list[CommandResult | Stale | DuplicateEvent]:
        appends: dict[int, CommandAppend] = {}
        results: dict[int, CommandResult | Stale | DuplicateEvent] = {}
        names = []
        for index, request in enumerate(requests):
            session = Session(streams, request.actor, await self._context(request))
            decision = await self._decide(request, session)
            if isinstance(decision, Refusal):
                results[index] = CommandResult(target_id=None, refusals=(decision,))
                continue
            if isinstance(request.command, FoundCounty) and isinstance(decision, Refused):
                # There may be no log to keep the refusal in, and none is made for it.
                results[index] = CommandResult(target_id=None, refusals=decision.refusals)
                continue
            if request.display_name and isinstance(decision, Accepted):
                names.append(request.display_name)
            appends[index] = self._append_of(request, decision, session, streams)
        tenant_id = requests[0].tenant_id
        if names:
            await self._names.keep(tenant_id, names)
        founding = next((r.command for r in requests if isinstance(r.command, FoundCounty)), None)
        mode: Mode | None = None if founding is None else "rehearsal" if founding.rehearsal else "production"
        outcomes = await self._store.append(tenant_id, list(appends.values()), found=mode) if appends else []
        unkept = []
        for index, outcome in zip(appends, outcomes, strict=True):
            results[index] = self._result(outcome)
            name = requests[index].display_name
            if name and not isinstance(outcome, Appended | AnsweredBefore):
                unkept.append(name)
        if unkept:
            await self._names.discard(tenant_id, unkept)
        return [results[index] for index in range(len(requests))]

    async def _decide(self, request: CommandRequest, session: Session) -> Decision | Refusal:
        """A decision to be kept with the key; or a refusal that leaves no trace, for want of power."""
        command = request.command
        decision = await HANDLERS[type(command)](command, session)
        refusal = await refuse_unless_allowed(request.actor, command, session)
        if refusal is not None:
            return refusal
        if command.expected_version is not None and isinstance(decision, Accepted):
            current = session.reads.get(target_of(command).stream_id, 0)
            if current != command.expected_version:
                return refuse(RefusalCode.CONFLICT, "expectedVersion", currentVersion=current)
        return decision

    def _append_of(
        self, request: CommandRequest, decision: Decision, session: Session, streams: StreamCache
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
            authority=request.authority,
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

    @staticmethod
    def _result(outcome: Outcome) -> CommandResult | Stale | DuplicateEvent:
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
                return _refused(RefusalCode.KEY_REUSED)
            case ClockBackwards():
                return _refused(RefusalCode.CLOCK_BACKWARDS)
            case ClockForbidden():
                return _refused(RefusalCode.FORBIDDEN)
            case Malformed():
                raise outcome.error
            case Stale() | DuplicateEvent():
                return outcome


def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC for a name that is none, which the decision then refuses."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _refused(code: RefusalCode) -> CommandResult:
    return CommandResult(target_id=None, refusals=(Refusal(code),))
