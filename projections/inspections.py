"""Inspections (督导检查), and what each found."""

from __future__ import annotations

from domain.inspections.events import (
    InspectionFindingRaised,
    InspectionFindingRectified,
    InspectionRecorded,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, Table
from projections.organisations import ORGANISATION, place_of

INSPECTION = Table(
    "inspection",
    key={"inspection_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "org_path": "text",
        "inspector_id": "uuid",
        "held_on": "date",
        "topic": "text",
        "findings": "integer",
        "open_findings": "integer",
        "version": "integer",
        "position": "bigint",
    },
    audited=("organisation_id", "inspector_id", "held_on", "topic", "findings", "open_findings"),
    history=History.SUPERSEDED,
    day="held_on",
)

INSPECTION_FINDING = Table(
    "inspection_finding",
    key={"finding_id": "uuid"},
    columns={
        "inspection_id": "uuid",
        "organisation_id": "uuid",
        "org_path": "text",
        "matter": "text",
        "raised_on": "date",
        "due_on": "date",
        "rectified_on": "date",
        "evidence": "uuid",
        "position": "bigint",
    },
    audited=("matter", "due_on", "rectified_on", "evidence"),
    history=History.SUPERSEDED,
    day="raised_on",
)


def _recorded(rows: Rows, event: InspectionRecorded, record: LoggedEvent) -> None:
    rows.create(
        INSPECTION,
        inspection_id=event.originator_id,
        organisation_id=event.organisation_id,
        org_path=place_of(rows, event.organisation_id),
        inspector_id=event.inspector_id,
        held_on=event.held_on,
        topic=event.topic,
        findings=0,
        open_findings=0,
        version=event.originator_version,
        position=record.position,
    )


def _raised(rows: Rows, event: InspectionFindingRaised, record: LoggedEvent) -> None:
    inspection = rows.require(INSPECTION, event.originator_id)
    rows.create(
        INSPECTION_FINDING,
        finding_id=event.event_id,
        inspection_id=event.originator_id,
        organisation_id=inspection["organisation_id"],
        org_path=inspection["org_path"],
        matter=event.matter,
        raised_on=rows.day,
        due_on=event.due_on,
        rectified_on=None,
        evidence=None,
        position=record.position,
    )
    rows.change(
        INSPECTION,
        event.originator_id,
        findings=inspection["findings"] + 1,
        open_findings=inspection["open_findings"] + 1,
        version=event.originator_version,
        position=record.position,
    )


def _rectified(rows: Rows, event: InspectionFindingRectified, record: LoggedEvent) -> None:
    inspection = rows.require(INSPECTION, event.originator_id)
    rows.change(
        INSPECTION_FINDING,
        event.finding,
        rectified_on=event.on,
        evidence=event.evidence,
        position=record.position,
    )
    rows.change(
        INSPECTION,
        event.originator_id,
        open_findings=inspection["open_findings"] - 1,
        version=event.originator_version,
        position=record.position,
    )


INSPECTIONS = ReadModel(
    name="inspections",
    tables=(INSPECTION, INSPECTION_FINDING),
    handlers={
        InspectionRecorded: _recorded,
        InspectionFindingRaised: _raised,
        InspectionFindingRectified: _rectified,
    },
    reads={
        InspectionRecorded: lambda event: [(ORGANISATION, event.organisation_id)],
        InspectionFindingRaised: by_stream(INSPECTION),
        InspectionFindingRectified: lambda event: [
            (INSPECTION, event.originator_id),
            (INSPECTION_FINDING, event.finding),
        ],
    },
)
