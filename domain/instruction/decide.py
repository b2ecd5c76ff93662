"""Decisions about instructors and days at the centre."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from domain.instruction.events import (
    CenterDayCancelled,
    CenterDayHeld,
    CenterDayPlanned,
    PartyInstructorAssigned,
    PartyInstructorRecalled,
)
from domain.instruction.state import CenterDays, Instruction
from domain.membership.events import MemberKind
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting, standing
from domain.organisation.state import Organisation


def assign_party_instructor(
    instruction: Instruction,
    command: AssignPartyInstructor,
    context: Context,
    *,
    organisation: Organisation,
    member: Member,
) -> Decision:
    """Send a full member to an organisation; several may instruct it, each once at a time."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId")
        or _instructed(organisation)
        or lasting(organisation, "organisationId"),
        at_home(member, "memberId", on=command.from_on) or _is_full(member),
        day(command.from_on, context, "fromOn"),
    )
    if refused:
        return refused
    terms = instruction.party_instructors.get(member.id, [])
    if any(term.until is None or command.from_on < term.until for term in terms):
        return refuse(RefusalCode.ALREADY_EXISTS, "memberId")
    assigned = context.events_of(instruction, command)(
        PartyInstructorAssigned,
        organisation_id=organisation.id,
        member_id=member.id,
        from_on=command.from_on,
    )
    return accept([assigned])


def recall_party_instructor(
    instruction: Instruction, command: RecallPartyInstructor, context: Context
) -> Decision:
    """Recall an instructor who has no end yet, for a reason."""
    refused = any_refusal(header(command, context), reason_given(command), day(command.on, context, "on"))
    if refused:
        return refused
    terms = instruction.party_instructors.get(command.member_id, [])
    if not terms or terms[-1].until is not None:
        return refuse(RefusalCode.NO_PARTY_INSTRUCTOR, "memberId")
    if command.on < terms[-1].from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    recalled = context.events_of(instruction, command)(
        PartyInstructorRecalled,
        organisation_id=command.organisation_id,
        member_id=command.member_id,
        on=command.on,
    )
    return accept([recalled])


def plan_center_day(
    days: CenterDays, command: PlanCenterDay, context: Context, *, organisation: Organisation
) -> Decision:
    """Give a general branch its one day of a month (每月为各产业党总支部各安排1天; domain row O02)."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId")
        or _is_general(organisation)
        or standing(organisation, command.on, "organisationId"),
        day(command.on, context, "on"),
    )
    if refused:
        return refused
    planned = days.planned_in(command.on)
    if planned is not None:
        return refuse(RefusalCode.CENTER_DAY_TAKEN, "on", plannedOn=planned.isoformat())
    event = context.events_of(days, command)(CenterDayPlanned, organisation_id=organisation.id, on=command.on)
    return accept([event])


def hold_center_day(days: CenterDays, command: HoldCenterDay, context: Context) -> Decision:
    """Record that a planned day was used; of one that was, nothing more."""
    refused = any_refusal(header(command, context), day(command.on, context, "on", most_days_ahead=0))
    if refused:
        return refused
    if days.organisation_id is None or command.on not in days.days:
        return refuse(RefusalCode.NO_CENTER_DAY, "on")
    if days.days[command.on]:
        return accept()
    event = context.events_of(days, command, on=command.on)(
        CenterDayHeld, organisation_id=days.organisation_id, on=command.on
    )
    return accept([event])


def cancel_center_day(days: CenterDays, command: CancelCenterDay, context: Context) -> Decision:
    """Take back a planned day that was not used."""
    refused = any_refusal(header(command, context), reason_given(command), day(command.on, context, "on"))
    if refused:
        return refused
    if days.organisation_id is None or command.on not in days.days:
        return refuse(RefusalCode.NO_CENTER_DAY, "on")
    if days.days[command.on]:
        return refuse(RefusalCode.ALREADY_RECORDED, "on")
    event = context.events_of(days, command)(
        CenterDayCancelled, organisation_id=days.organisation_id, on=command.on
    )
    return accept([event])


def _instructed(organisation: Organisation) -> Refusal | None:
    if organisation.kind is not OrganisationKind.PARTY_GROUP:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})


def _is_general(organisation: Organisation) -> Refusal | None:
    if organisation.kind is OrganisationKind.GENERAL_BRANCH:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})


def _is_full(member: Member) -> Refusal | None:
    if member.kind is MemberKind.FULL:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("memberId",), details={"kind": member.kind.value})
