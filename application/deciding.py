"""From a command to what is to be appended for it: whether it may be given, what it decides, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.answers import encode_answer
from application.authority import refuse_unless_allowed
from application.counties import Counties
from application.handlers import HANDLERS
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from application.session import RunStreams, Session
from application.targets import target_of
from domain.core import Accepted, Decision, DomainEvent, Ids, Refusal, RefusalCode, Refused, refuse
from domain.core.context import Context
from domain.county.commands import FoundCounty
from domain.organisation.state import Organisation
from domain.policies import PolicyBook
from event_store.records import CommandAppend

TRIES = 8  # of one command whose streams keep moving


class ContentionError(Exception):
    """The streams of this command moved on at every try: send it again, with the same key."""


class Untraced(NamedTuple):
    """An answer of which nothing is kept, and what it rests on."""

    answer: CommandResult
    reads: Mapping[UUID, int]


class Decider:
    """Decides commands on the streams of a run."""

    def __init__(
        self,
        *,
        keys: CommandKeys,
        ids: Ids,
        policies: PolicyBook,
        counties: Counties,
        now: Callable[[], datetime],
    ) -> None:
        self._keys = keys
        self._ids = ids
        self._policies = policies
        self._counties = counties
        self._now = now

    async def decide(self, request: CommandRequest, streams: RunStreams) -> CommandAppend | Untraced:
        """What to append, or an answer that leaves no trace; decided anew where what was read has changed meanwhile.

        Raises ContentionError, and what reading raises.
        """
        for _ in range(TRIES):
            session = Session(streams, await self._context(request))
            decision = await self._decision(request, session)
            if not session.stands():
                continue
            if not isinstance(decision, CommandResult):
                return self._append_of(request, decision, session, streams)
            # No append will check what this rests on, so nothing of it may be from memory.
            if not streams.doubt(session.reads):
                return Untraced(decision, session.reads)
        raise ContentionError(ContentionError.__doc__)

    async def _decision(self, request: CommandRequest, session: Session) -> Decision | CommandResult:
        """A decision to be kept with the key; or an answer that leaves no trace, for want of power or of a log."""
        command = request.command
        refusal = await refuse_unless_allowed(request.actor, command, session)
        if refusal is not None:
            return refused(refusal)
        if isinstance(command, FoundCounty):
            self._counties.admit(rehearsal=command.rehearsal)
            if request.clock is not None and not command.rehearsal:
                return refused(Refusal(RefusalCode.NOT_A_REHEARSAL))
        decision = await HANDLERS[type(command)](command, session)
        cited = request.authority
        if cited is not None and isinstance(decision, Accepted) and not await _known(cited, session):
            decision = refuse(RefusalCode.NOT_FOUND, "authority")
        founded = not isinstance(command, FoundCounty) or session.loaded[command.county_id].exists
        if isinstance(decision, Refused) and not founded:
            return refused(*decision.refusals)  # there is no log to keep it in
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
            actor_account=request.actor.account_id,
            actor_member_id=request.actor.member_id,
            actor_place=request.actor.place,
            actor_post=request.actor.post,
        )


async def _known(authority: UUID, session: Session) -> bool:
    """Whether the organisation that an entry cites exists."""
    return (await session.load(Organisation, authority)).exists


def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC for a name that is none, which the decision then refuses."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def refused(*refusals: Refusal) -> CommandResult:
    """An answer for these reasons."""
    return CommandResult(target_id=None, refusals=refusals)
