"""Decisions about the development of members; ballots are decided in ballots.py."""

from __future__ import annotations

from domain.core import Accepted, Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.core.time import Occurred
from domain.development.commands import AdmitCandidate, AdvanceStage, EndDevelopment, ReceiveApplication
from domain.development.events import (
    ApplicationReceived,
    CandidateAdmitted,
    DevelopmentEnded,
    Stage,
    StageAdvanced,
)
from domain.development.state import Development
from domain.meetings.state import Meeting
from domain.membership.commands import RegisterMember
from domain.membership.decide import register_member
from domain.membership.events import MemberKind
from domain.membership.homes import home_refusal
from domain.membership.state import Member, Register
from domain.organisation.standing import standing
from domain.organisation.state import Organisation

_ORDER = (Stage.APPLICANT, Stage.ACTIVIST, Stage.ADMISSION_CANDIDATE)


def receive_application(
    development: Development,
    command: ReceiveApplication,
    context: Context,
    *,
    person: Member,
    branch: Organisation,
) -> Decision:
    """Make an applicant known, in a branch that admits members: a temporary one does not."""
    refused = any_refusal(
        header(command, context),
        unused(development, "developmentId"),
        unused(person, "personId"),
        home_refusal(branch, "branchId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    applied = context.events_of(development, command)(
        ApplicationReceived,
        person_id=command.person_id,
        branch_id=branch.id,
        name_id=command.name_id,
        on=command.on,
    )
    return accept([applied])


def advance_stage(
    development: Development, command: AdvanceStage, context: Context, *, branch: Organisation | None
) -> Decision:
    """Bring a person to the stage that follows, on a day not before that of the last; ``branch`` develops them."""
    refused = any_refusal(
        header(command, context),
        going_on(development) or (None if branch is None else standing(branch, command.on, "developmentId")),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if command.stage is not _following(development.stage):
        return refuse(RefusalCode.WRONG_STAGE, "stage", stage=development.stage.value)
    if command.on < development.since:
        return refuse(RefusalCode.INVALID_DATES, "on", since=development.since.isoformat())
    advanced = context.events_of(development, command)(StageAdvanced, stage=command.stage, on=command.on)
    return accept([advanced])


def admit_candidate(
    development: Development,
    command: AdmitCandidate,
    context: Context,
    *,
    member: Member,
    branch: Organisation,
    group: Organisation | None,
    register: Register,
    meeting: Meeting | None,
) -> Decision:
    """Make a member of a candidate for whom the last ballot was: the same id, probationary, on the branch's register.

    ``meeting`` is the one of that ballot, if there was any.
    """
    refused = any_refusal(
        header(command, context),
        going_on(development),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if development.stage is not Stage.ADMISSION_CANDIDATE:
        return refuse(RefusalCode.WRONG_STAGE, "developmentId", stage=development.stage.value)
    voted_on = development.last_ballot_on
    if voted_on is None or meeting is None or not development.voted_for:
        return refuse(RefusalCode.NOT_VOTED_FOR, "developmentId")
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "developmentId")
    if command.on < voted_on:
        return refuse(RefusalCode.INVALID_DATES, "on", votedOn=voted_on.isoformat())
    registration = RegisterMember(
        member_id=member.id,
        branch_id=branch.id,
        kind=MemberKind.PROBATIONARY,
        joined_on=command.on,
        name_id=development.name_id,
        group_id=command.group_id,
        occurred_at=Occurred.on(command.on),
        reason=command.reason,
    )
    registered = register_member(member, registration, context, branch=branch, group=group, register=register)
    if not isinstance(registered, Accepted):
        return registered
    admitted = context.events_of(development, command)(CandidateAdmitted, on=command.on)
    return accept([admitted, *registered.events])


def end_development(development: Development, command: EndDevelopment, context: Context) -> Decision:
    """End what has not led to admission."""
    refused = any_refusal(
        header(command, context),
        going_on(development),
        day(command.on, context, "on", most_days_ahead=0),
        reason_given(command),
    )
    if refused:
        return refused
    if development.stage is Stage.ADMITTED:
        return refuse(RefusalCode.WRONG_STAGE, "developmentId", stage=development.stage.value)
    if command.on < development.since:
        return refuse(RefusalCode.INVALID_DATES, "on", since=development.since.isoformat())
    return accept([context.events_of(development, command)(DevelopmentEnded, on=command.on)])


def going_on(development: Development) -> Refusal | None:
    """The development is known and was not ended."""
    refusal = known(development, "developmentId")
    if refusal is None and development.ended:
        return Refusal(RefusalCode.DEVELOPMENT_ENDED, ("developmentId",))
    return refusal


def _following(stage: Stage) -> Stage | None:
    """The stage to which a decision of the branch brings a person; to admission it takes a ballot."""
    place = _ORDER.index(stage) + 1 if stage in _ORDER else len(_ORDER)
    return _ORDER[place] if place < len(_ORDER) else None
