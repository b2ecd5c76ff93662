"""Decisions about inspections: nobody inspects oneself."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, unused
from domain.core.context import Context
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from domain.supervisory_inspections.events import (
    SupervisoryInspectionFindingRaised,
    SupervisoryInspectionFindingRectified,
    SupervisoryInspectionRecorded,
)
from domain.supervisory_inspections.state import SupervisoryInspection

MOST_FINDINGS = 100  # of one inspection


def record_supervisory_inspection(
    supervisory_inspection: SupervisoryInspection,
    command: RecordSupervisoryInspection,
    context: Context,
    *,
    organisation: Organisation,
    inspector: Organisation,
) -> Decision:
    """Record that ``inspector`` looked into the work of ``organisation``."""
    refused = any_refusal(
        header(command, context),
        unused(supervisory_inspection, "supervisoryInspectionId"),
        known(organisation, "organisationId") or standing(organisation, command.held_on, "organisationId"),
        known(inspector, "inspectorId")
        or _another(organisation, inspector)
        or standing(inspector, command.held_on, "inspectorId"),
        day(command.held_on, context, "heldOn", most_days_ahead=0),
        code(command.topic, "topic"),
    )
    if refused:
        return refused
    recorded = context.events_of(supervisory_inspection, command, on=command.held_on)(
        SupervisoryInspectionRecorded,
        organisation_id=organisation.id,
        inspector_id=inspector.id,
        held_on=command.held_on,
        topic=command.topic,
    )
    return accept([recorded])


def raise_supervisory_inspection_finding(
    supervisory_inspection: SupervisoryInspection,
    command: RaiseSupervisoryInspectionFinding,
    context: Context,
) -> Decision:
    """Say what has to be put right, not before the inspection."""
    refused = any_refusal(
        header(command, context),
        known(supervisory_inspection, "supervisoryInspectionId"),
        code(command.matter, "matter"),
    ) or any_refusal(
        None if command.due_on is None else day(command.due_on, context, "dueOn"),
        None
        if command.due_on is None or supervisory_inspection.held_on <= command.due_on
        else Refusal(RefusalCode.INVALID_DATES, ("dueOn",)),
    )
    if refused:
        return refused
    if len(supervisory_inspection.matters) >= MOST_FINDINGS:
        return refuse(RefusalCode.TOO_MANY, "supervisoryInspectionId")
    raised = context.events_of(supervisory_inspection, command)(
        SupervisoryInspectionFindingRaised, matter=command.matter, due_on=command.due_on
    )
    return accept([raised])


def rectify_supervisory_inspection_finding(
    supervisory_inspection: SupervisoryInspection,
    command: RectifySupervisoryInspectionFinding,
    context: Context,
) -> Decision:
    """Record that something was put right, once, since the inspection."""
    refused = any_refusal(
        header(command, context),
        known(supervisory_inspection, "supervisoryInspectionId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if command.finding not in supervisory_inspection.matters:
        return refuse(RefusalCode.NOT_FOUND, "finding")
    if supervisory_inspection.matters[command.finding]:
        return refuse(RefusalCode.ALREADY_RECORDED, "finding")
    if command.on < supervisory_inspection.held_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    rectified = context.events_of(supervisory_inspection, command, on=command.on)(
        SupervisoryInspectionFindingRectified,
        finding=command.finding,
        on=command.on,
        evidence=command.evidence,
    )
    return accept([rectified])


def _another(organisation: Organisation, inspector: Organisation) -> Refusal | None:
    """The inspector is neither the inspected itself nor one directly below it (domain row C16)."""
    if organisation.id in (inspector.id, inspector.parent_id):
        return Refusal(RefusalCode.SELF_INSPECTION, ("inspectorId",))
    return None
