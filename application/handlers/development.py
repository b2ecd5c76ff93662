"""Handlers of commands about the development of members."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.development import ballots, decide
from domain.development.commands import (
    AdmitCandidate,
    AdvanceStage,
    EndDevelopment,
    ReceiveApplication,
    RecordBallot,
)
from domain.development.events import ballot_id
from domain.development.state import Ballot, Development
from domain.discipline.events import discipline_id
from domain.discipline.state import Discipline
from domain.meetings.state import Meeting
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation


async def receive_application(command: ReceiveApplication, session: Session) -> Decision:
    """Make an applicant known."""
    return decide.receive_application(
        await session.load(Development, command.development_id),
        command,
        session.context,
        person=await session.load(Member, command.person_id),
        branch=await session.load(Organisation, command.branch_id),
    )


async def advance_stage(command: AdvanceStage, session: Session) -> Decision:
    """Bring a person to the next stage."""
    development = await session.load(Development, command.development_id)
    branch_id = development.branch_id
    return decide.advance_stage(
        development,
        command,
        session.context,
        branch=None if branch_id is None else await session.load(Organisation, branch_id),
    )


async def record_ballot(command: RecordBallot, session: Session) -> Decision:
    """Record a ballot, with a look at who of those expected has a vote."""
    meeting = await session.load(Meeting, command.meeting_id)
    roster = meeting.expected or ()
    members = await session.load_many(Member, roster)
    disciplines = await session.load_many(Discipline, map(discipline_id, roster))
    return ballots.record_ballot(
        await session.load(Development, command.development_id),
        command,
        session.context,
        ballot=await session.load(Ballot, ballot_id(command.meeting_id, command.number)),
        meeting=meeting,
        expected=[(members[id_], disciplines[discipline_id(id_)]) for id_ in roster],
    )


async def admit_candidate(command: AdmitCandidate, session: Session) -> Decision:
    """Make a member of a candidate."""
    development = await session.load(Development, command.development_id)
    person_id, branch_id, group_id = development.person_id, development.branch_id, command.group_id
    voted_at = development.last_ballot_at
    if person_id is None or branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "developmentId")
    return decide.admit_candidate(
        development,
        command,
        session.context,
        member=await session.load(Member, person_id),
        branch=await session.load(Organisation, branch_id),
        group=None if group_id is None else await session.load(Organisation, group_id),
        register=await session.load(Register, register_id(branch_id)),
        meeting=None if voted_at is None else await session.load(Meeting, voted_at),
    )


async def end_development(command: EndDevelopment, session: Session) -> Decision:
    """Develop a person no further."""
    development = await session.load(Development, command.development_id)
    return decide.end_development(development, command, session.context)
