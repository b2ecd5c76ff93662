"""Handlers of commands about inspections."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.inspections import decide
from domain.inspections.commands import (
    RaiseInspectionFinding,
    RecordInspection,
    RectifyInspectionFinding,
)
from domain.inspections.state import Inspection
from domain.organisation.state import Organisation


async def record_inspection(command: RecordInspection, session: Session) -> Decision:
    """Record an inspection of one organisation by another."""
    inspection = await session.load(Inspection, command.inspection_id)
    organisation = await session.load(Organisation, command.organisation_id)
    inspector = await session.load(Organisation, command.inspector_id)
    return decide.record_inspection(
        inspection, command, session.context, organisation=organisation, inspector=inspector
    )


async def raise_inspection_finding(command: RaiseInspectionFinding, session: Session) -> Decision:
    """Say what has to be put right."""
    inspection = await session.load(Inspection, command.inspection_id)
    return decide.raise_inspection_finding(inspection, command, session.context)


async def rectify_inspection_finding(command: RectifyInspectionFinding, session: Session) -> Decision:
    """Record that it was put right."""
    inspection = await session.load(Inspection, command.inspection_id)
    return decide.rectify_inspection_finding(inspection, command, session.context)
