"""Handlers of commands about inspections."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.supervisory_inspections import decide
from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from domain.supervisory_inspections.state import SupervisoryInspection


async def record_supervisory_inspection(command: RecordSupervisoryInspection, session: Session) -> Decision:
    """Record an inspection of one organisation by another."""
    supervisory_inspection = await session.load(SupervisoryInspection, command.supervisory_inspection_id)
    organisation = await session.load(Organisation, command.organisation_id)
    inspector = await session.load(Organisation, command.inspector_id)
    return decide.record_supervisory_inspection(
        supervisory_inspection, command, session.context, organisation=organisation, inspector=inspector
    )


async def raise_supervisory_inspection_finding(
    command: RaiseSupervisoryInspectionFinding, session: Session
) -> Decision:
    """Say what has to be put right."""
    supervisory_inspection = await session.load(SupervisoryInspection, command.supervisory_inspection_id)
    return decide.raise_supervisory_inspection_finding(supervisory_inspection, command, session.context)


async def rectify_supervisory_inspection_finding(
    command: RectifySupervisoryInspectionFinding, session: Session
) -> Decision:
    """Record that it was put right."""
    supervisory_inspection = await session.load(SupervisoryInspection, command.supervisory_inspection_id)
    return decide.rectify_supervisory_inspection_finding(supervisory_inspection, command, session.context)
