"""Decisions about violations. Whether a meeting followed the same day is a policy's to judge, never refused here."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import Decision, Occurred, Refusal, RefusalCode, Refused, accept, refuse
from domain.core.checks import EARLIEST, any_refusal, code, day, header, known, reason_given, unused
from domain.core.command import Command
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    EndSupervision,
    ReportViolation,
    WithdrawViolation,
)
from domain.violations.events import (
    SupervisionEnded,
    SupervisorAssigned,
    ViolationCorrected,
    ViolationReported,
    ViolationWithdrawn,
)
from domain.violations.state import Violation, ViolationStatus

_MEET = frozenset([OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP])


def report_violation(
    violation: Violation,
    command: ReportViolation,
    context: Context,
    *,
    organisation: Organisation,
    dealt_with_at: UUID | None,
) -> Decision:
    """Record a violation where it is dealt with.

    ``dealt_with_at`` is that of the member whom the command names, if it names one: the party group that day, the
    branch of who was in none; None of who had no home in the county.
    """
    refused = any_refusal(
        header(command, context),
        unused(violation, "violationId"),
        known(organisation, "organisationId")
        or _meets(organisation)
        or standing(organisation, context.occurred_on(command), "organisationId"),
        code(command.code, "code"),
        _to_the_day(context.occurred(command), "occurredAt"),
        _elsewhere(command.member_id, command.organisation_id, dealt_with_at, "memberId"),
    )
    if refused:
        return refused
    reported = context.events_of(violation, command)(
        ViolationReported,
        organisation_id=organisation.id,
        member_id=command.member_id,
        kind=command.kind,
        severity=command.severity,
        code=command.code,
        at=str(context.occurred(command)),
        on=context.occurred_on(command),
    )
    return accept([reported])


def correct_violation(
    violation: Violation,
    command: CorrectViolation,
    context: Context,
    *,
    organisation: Organisation,
    dealt_with_at: UUID | None,
) -> Decision:
    """Put right what was recorded wrongly; who it was, and where, is reported anew instead.

    ``dealt_with_at`` as above, of the day as it will stand.
    """
    on = None if command.at is None else command.at.local_date(context.zone)
    fields: dict[str, Any] = {
        "kind": command.kind,
        "severity": command.severity,
        "code": command.code,
        "at": None if command.at is None else str(command.at),
        "on": on,
    }
    refused = (
        _refused(violation, command, context)
        or correction_refusal(violation.statements, command, command.corrects, **fields)
        or any_refusal(
            code(command.code, "code"),
            _come(command.at, context, "at"),
            None if on is None else standing(organisation, on, "at"),
            None
            if on is None
            else _elsewhere(violation.member_id, violation.organisation_id, dealt_with_at, "at"),
            _own(violation.member_id, context),
            Refusal(RefusalCode.INVALID_DATES, ("at",)) if _was_supervised_before(violation, on) else None,
        )
    )
    if refused:
        return refused
    corrected = context.events_of(violation, command)(ViolationCorrected, corrects=command.corrects, **fields)
    return accept([corrected])


def withdraw_violation(violation: Violation, command: WithdrawViolation, context: Context) -> Decision:
    """Let a violation count no longer that was none; never one's own."""
    refused = _refused(violation, command, context) or any_refusal(
        reason_given(command), _own(violation.member_id, context)
    )
    return refused or accept([context.events_of(violation, command)(ViolationWithdrawn)])


def assign_supervisor(
    violation: Violation,
    command: AssignSupervisor,
    context: Context,
    *,
    home: Container[UUID],
    branch_id: UUID | None,
) -> Decision:
    """Name a member of the branch, other than whose violation it was; ``home`` is where the supervisor is at home."""
    refused = _refused(violation, command, context) or any_refusal(
        day(command.on, context, "on", most_days_ahead=0),
        None if branch_id in home else Refusal(RefusalCode.MEMBER_ELSEWHERE, ("supervisorId",)),
        Refusal(RefusalCode.OWN_VIOLATION, ("supervisorId",))
        if command.supervisor_id == violation.member_id
        else None,
    )
    if refused:
        return refused
    if command.supervisor_id == violation.supervisor_id:
        return refuse(RefusalCode.ALREADY_RECORDED, "supervisorId")
    if command.on < _free_from(violation):
        return refuse(RefusalCode.INVALID_DATES, "on")
    assigned = context.events_of(violation, command, on=command.on)(
        SupervisorAssigned, supervisor_id=command.supervisor_id, on=command.on
    )
    return accept([assigned])


def end_supervision(violation: Violation, command: EndSupervision, context: Context) -> Decision:
    """Let nobody see to it any more; never by the word of whose violation it was."""
    refused = _refused(violation, command, context) or any_refusal(
        reason_given(command),
        day(command.on, context, "on", most_days_ahead=0),
        _own(violation.member_id, context),
    )
    if refused:
        return refused
    if violation.supervisor_id is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "violationId")
    if command.on < violation.supervised_from:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(violation, command, on=command.on)(
        SupervisionEnded, supervisor_id=violation.supervisor_id, on=command.on
    )
    return accept([ended])


def _free_from(violation: Violation) -> date:
    """The first day from which somebody may be named: one sees to it at a time, and nobody before it happened."""
    if violation.supervisor_id is not None:
        return violation.supervised_from
    return violation.supervised_to or violation.occurred_on


def _was_supervised_before(violation: Violation, on: date | None) -> bool:
    first = violation.first_supervised_on
    return on is not None and first is not None and first < on


def _refused(violation: Violation, command: Command, context: Context) -> Refused | None:
    """What every command about one that was reported asks first."""
    refused = any_refusal(header(command, context), known(violation, "violationId"))
    if refused is None and violation.status is ViolationStatus.WITHDRAWN:
        return refuse(RefusalCode.ALREADY_WITHDRAWN, "violationId")
    return refused


def _meets(organisation: Organisation) -> Refusal | None:
    if organisation.kind in _MEET:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})


def _elsewhere(
    member_id: UUID | None, organisation_id: UUID | None, dealt_with_at: UUID | None, *path: str
) -> Refusal | None:
    if member_id is None or dealt_with_at == organisation_id:
        return None
    return Refusal(RefusalCode.MEMBER_ELSEWHERE, path)


def _own(member_id: UUID | None, context: Context) -> Refusal | None:
    """Nobody takes away what was recorded of themselves: against that there are objections."""
    if member_id is None or member_id != context.actor_member_id:
        return None
    return Refusal(RefusalCode.OWN_VIOLATION, ("violationId",))


def _to_the_day(at: Occurred, *path: str) -> Refusal | None:
    """Known by the day or better: of a month nobody can say whether a meeting was held the same day."""
    return None if at.precision in ("day", "instant") else Refusal(RefusalCode.INVALID_DATES, path)


def _come(at: Occurred | None, context: Context, *path: str) -> Refusal | None:
    if at is None:
        return None
    if at.local_date(context.zone) < EARLIEST:
        return Refusal(RefusalCode.INVALID_DATES, path)
    ahead = (
        at.instant > context.now if at.precision == "instant" else at.local_date(context.zone) > context.today
    )
    return Refusal(RefusalCode.IN_THE_FUTURE, path) if ahead else _to_the_day(at, *path)
