"""Inspections (督导检查), and what each found."""

from __future__ import annotations

from domain.supervisory_inspections.events import (
    SupervisoryInspectionFindingRaised,
    SupervisoryInspectionFindingRectified,
    SupervisoryInspectionRecorded,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

SUPERVISORY_INSPECTION = Table(
    "supervisory_inspection",
    key={"supervisory_inspection_id": "uuid"},
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
    placed=OfItsDay("held_on"),
)

SUPERVISORY_INSPECTION_FINDING = Table(
    "supervisory_inspection_finding",
    key={"finding_id": "uuid"},
    columns={
        "supervisory_inspection_id": "uuid",
        "organisation_id": "uuid",
        "org_path": "text",
        "held_on": "date",
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
    placed=OfItsDay("held_on"),  # where its inspection lies
)


def _recorded(rows: Rows, event: SupervisoryInspectionRecorded, record: LoggedEvent) -> None:
    rows.create(
        SUPERVISORY_INSPECTION,
        supervisory_inspection_id=event.originator_id,
        organisation_id=event.organisation_id,
        org_path=place_on(rows, event.organisation_id, event.held_on),
        inspector_id=event.inspector_id,
        held_on=event.held_on,
        topic=event.topic,
        findings=0,
        open_findings=0,
        version=event.originator_version,
        position=record.position,
    )


def _raised(rows: Rows, event: SupervisoryInspectionFindingRaised, record: LoggedEvent) -> None:
    supervisory_inspection = rows.require(SUPERVISORY_INSPECTION, event.originator_id)
    rows.create(
        SUPERVISORY_INSPECTION_FINDING,
        finding_id=event.event_id,
        supervisory_inspection_id=event.originator_id,
        organisation_id=supervisory_inspection["organisation_id"],
        org_path=supervisory_inspection["org_path"],
        held_on=supervisory_inspection["held_on"],
        matter=event.matter,
        raised_on=rows.day,
        due_on=event.due_on,
        rectified_on=None,
        evidence=None,
        position=record.position,
    )
    rows.change(
        SUPERVISORY_INSPECTION,
        event.originator_id,
        findings=supervisory_inspection["findings"] + 1,
        open_findings=supervisory_inspection["open_findings"] + 1,
        version=event.originator_version,
        position=record.position,
    )


def _rectified(rows: Rows, event: SupervisoryInspectionFindingRectified, record: LoggedEvent) -> None:
    supervisory_inspection = rows.require(SUPERVISORY_INSPECTION, event.originator_id)
    rows.change(
        SUPERVISORY_INSPECTION_FINDING,
        event.finding,
        rectified_on=event.on,
        evidence=event.evidence,
        position=record.position,
    )
    rows.change(
        SUPERVISORY_INSPECTION,
        event.originator_id,
        open_findings=supervisory_inspection["open_findings"] - 1,
        version=event.originator_version,
        position=record.position,
    )


SUPERVISORY_INSPECTIONS = ReadModel(
    name="supervisory_inspections",
    tables=(SUPERVISORY_INSPECTION, SUPERVISORY_INSPECTION_FINDING),
    handlers={
        SupervisoryInspectionRecorded: _recorded,
        SupervisoryInspectionFindingRaised: _raised,
        SupervisoryInspectionFindingRectified: _rectified,
    },
    reads={
        SupervisoryInspectionRecorded: lambda event: [(ORGANISATION, event.organisation_id)],
        SupervisoryInspectionFindingRaised: by_stream(SUPERVISORY_INSPECTION),
        SupervisoryInspectionFindingRectified: lambda event: [
            (SUPERVISORY_INSPECTION, event.originator_id),
            (SUPERVISORY_INSPECTION_FINDING, event.finding),
        ],
    },
)
