"""Decisions about procedures and cases. A step out of order or late is recorded as it is; ``course`` tells it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.documents.named import NamedDocument, fits
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.procedures.commands import (
    CloseProcedureCase,
    RecordProcedureStep,
    ReleaseProcedure,
    StartProcedureCase,
    WithdrawProcedureStep,
)
from domain.procedures.course import slots_of
from domain.procedures.events import (
    CaseClosed,
    CaseStarted,
    ProcedureVersionReleased,
    StepTaken,
    StepWithdrawn,
    version_id,
)
from domain.procedures.state import Procedure, ProcedureCase
from domain.procedures.steps import Step, faults_of
from domain.procedures.text import ProcedureText

MOST_GROUPS = 100  # of a case
MOST_EVIDENCE = 20  # codes of a step


def release_procedure(
    procedure: Procedure, command: ReleaseProcedure, context: Context, *, releaser: Organisation
) -> Decision:
    """Release a version of a chapter; the same again changes nothing, other words under its name are refused."""
    text = command.text
    refused = any_refusal(
        header(command, context),
        known(releaser, "releasedBy") or standing(releaser, command.on, "releasedBy"),
        day(command.on, context, "on", most_days_ahead=0),
        more=[_fault(at, says) for at, says in faults_of(text.steps)],
    )
    if refused:
        return refused
    if (before := procedure.versions.get((text.chapter, text.version))) is not None:
        return accept() if _same(before, text) else refuse(RefusalCode.VERSION_DIFFERS, "text")
    released = context.events_of(procedure, command, on=command.on)(
        ProcedureVersionReleased,
        version_id=version_id(text.procedure, text.chapter, text.version),
        procedure=text.procedure,
        chapter=text.chapter,
        version=text.version,
        title_zh=text.title.zh,
        title_en=text.title.en,
        source_zh=text.source.zh,
        source_en=text.source.en,
        steps=text.steps,
        released_by=releaser.id,
        on=command.on,
    )
    return accept([released])


def start_case(
    case: ProcedureCase,
    command: StartProcedureCase,
    context: Context,
    *,
    organisation: Organisation,
    procedure: Procedure,
    groups: Sequence[Organisation],
) -> Decision:
    """Start a case by a version that was released by then; ``groups`` are those that the command names."""
    version = procedure.versions.get((command.chapter, command.version))
    refused = any_refusal(
        header(command, context),
        unused(case, "caseId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        day(command.on, context, "on", most_days_ahead=0),
        _too_many(command.group_ids, MOST_GROUPS, "groupIds"),
        Refusal(RefusalCode.NAMED_TWICE, ("groupIds",))
        if len(set(command.group_ids)) < len(command.group_ids)
        else None,
        more=[_group_of(group, organisation, command) for group in groups],
    )
    if refused:
        return refused
    if version is None:
        return refuse(RefusalCode.NOT_FOUND, "version")
    if command.on < version.on:
        return refuse(RefusalCode.INVALID_DATES, "on", releasedOn=version.on.isoformat())
    started = context.events_of(case, command, on=command.on)(
        CaseStarted,
        organisation_id=organisation.id,
        procedure_id=procedure.id,
        version_id=version.version_id,
        group_ids=command.group_ids,
        on=command.on,
    )
    return accept([started])


def record_step(
    case: ProcedureCase,
    command: RecordProcedureStep,
    context: Context,
    *,
    organisation: Organisation,
    steps: Sequence[Step],
    meeting: Meeting | None,
    document: NamedDocument | None = None,
) -> Decision:
    """Record a step of the case's own version, once, from the case's start to its end.

    ``meeting`` and ``document`` are those that the command names, if it names any.
    """
    refused = any_refusal(
        header(command, context),
        known(case, "caseId") or standing(organisation, command.on, "caseId"),
        day(command.on, context, "on", most_days_ahead=0),
        _too_many(command.evidence, MOST_EVIDENCE, "evidence"),
        more=[code(each, "evidence") for each in command.evidence],
    ) or any_refusal(
        _slot(case, command, steps),
        _within(case, command),
        _held_there(case, meeting),
        fits(document, "documentId"),
    )
    if refused:
        return refused
    if (command.step, command.group_id) in case.taken:
        return refuse(RefusalCode.ALREADY_RECORDED, "step")
    taken = context.events_of(case, command, on=command.on)(
        StepTaken,
        step=command.step,
        on=command.on,
        evidence=tuple(dict.fromkeys(command.evidence)),
        group_id=command.group_id,
        document_id=command.document_id,
        meeting_id=command.meeting_id,
    )
    return accept([taken])


def withdraw_step(case: ProcedureCase, command: WithdrawProcedureStep, context: Context) -> Decision:
    """Take back what was recorded of a step; it may be recorded anew."""
    refused = any_refusal(header(command, context), known(case, "caseId"), reason_given(command))
    if refused:
        return refused
    taken = case.taken.get((command.step, command.group_id))
    if taken is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "step")
    withdrawn = context.events_of(case, command)(
        StepWithdrawn, corrects=taken.event_id, step=command.step, group_id=command.group_id
    )
    return accept([withdrawn])


def close_case(case: ProcedureCase, command: CloseProcedureCase, context: Context) -> Decision:
    """Close a case, not before anything that was done; what is learned of earlier days is still recorded."""
    refused = any_refusal(
        header(command, context), known(case, "caseId"), day(command.on, context, "on", most_days_ahead=0)
    )
    if refused:
        return refused
    if case.closed_on is not None:
        return refuse(RefusalCode.ALREADY_CLOSED, "caseId")
    if command.on < max([case.started_on, *(taken.on for taken in case.taken.values())]):
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(case, command, on=command.on)(CaseClosed, on=command.on)])


def _fault(at: str, says: str) -> Refusal:
    return Refusal(RefusalCode.PROCEDURE_FAULT, ("text",), details={"at": at, "fault": says})


def _same(before: ProcedureVersionReleased, text: ProcedureText) -> bool:
    said = (before.title_zh, before.title_en, before.source_zh, before.source_en, before.steps)
    return said == (text.title.zh, text.title.en, text.source.zh, text.source.en, text.steps)


def _too_many(named: Sequence[object], most: int, field: str) -> Refusal | None:
    return Refusal(RefusalCode.TOO_MANY, (field,), details={"most": str(most)}) if len(named) > most else None


def _group_of(group: Organisation, organisation: Organisation, command: StartProcedureCase) -> Refusal | None:
    """A party group right below the organisation; any other is refused like one that is nowhere."""
    if (
        not group.exists
        or group.parent_id != organisation.id
        or group.kind is not OrganisationKind.PARTY_GROUP
    ):
        return Refusal(RefusalCode.NOT_FOUND, ("groupIds",))
    return standing(group, command.on, "groupIds")


def _slot(case: ProcedureCase, command: RecordProcedureStep, steps: Sequence[Step]) -> Refusal | None:
    """A step of this version, by a group of this case where each takes it, and by none where not."""
    step = next((step for step in steps if step.id == command.step), None)
    if step is None:
        return Refusal(RefusalCode.NOT_FOUND, ("step",))
    fits = (command.step, command.group_id) in slots_of(step, case.group_ids)
    return None if fits else Refusal(RefusalCode.NOT_FOUND, ("groupId",))


def _within(case: ProcedureCase, command: RecordProcedureStep) -> Refusal | None:
    too_late = case.closed_on is not None and command.on > case.closed_on
    return Refusal(RefusalCode.INVALID_DATES, ("on",)) if command.on < case.started_on or too_late else None


def _held_there(case: ProcedureCase, meeting: Meeting | None) -> Refusal | None:
    """A meeting of the organisation or of one of the case's groups; one elsewhere is nowhere."""
    if meeting is None:
        return None
    if not meeting.exists or meeting.organisation_id not in (case.organisation_id, *case.group_ids):
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    return Refusal(RefusalCode.MEETING_CANCELLED, ("meetingId",)) if meeting.cancelled else None
