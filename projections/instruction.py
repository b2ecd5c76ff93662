"""Instructors (党建指导员) of organisations, and days of general branches at the centre (活动日)."""

from __future__ import annotations

from domain.instruction.events import (
    CenterDayCancelled,
    CenterDayHeld,
    CenterDayPlanned,
    PartyInstructorAssigned,
    PartyInstructorRecalled,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Table
from projections.members import MEMBER
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of

PARTY_INSTRUCTOR = Table(
    "party_instructor",
    key={"organisation_id": "uuid", "member_id": "uuid", "from_on": "date"},
    columns={
        "to_on": "date",
        "recall_reason": "text",
        "instruction_id": "uuid",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("to_on", "recall_reason"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)

CENTER_DAY = Table(
    "center_day",
    key={"organisation_id": "uuid", "planned_on": "date"},
    columns={"is_held": "boolean", "center_days_id": "uuid", "org_path": "text", "position": "bigint"},
    audited=("is_held",),
    history=History.SUPERSEDED,
    day="planned_on",
    placed=OfItsDay("planned_on"),
)


def _assigned(rows: Rows, event: PartyInstructorAssigned, record: LoggedEvent) -> None:
    rows.require(MEMBER, event.member_id)
    rows.put(
        PARTY_INSTRUCTOR,
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        from_on=event.from_on,
        to_on=None,
        recall_reason=None,
        instruction_id=event.originator_id,
        org_path=place_of(rows, event.organisation_id),
        position=record.position,
    )


def _recalled(rows: Rows, event: PartyInstructorRecalled, record: LoggedEvent) -> None:
    for term in rows.of(PARTY_INSTRUCTOR, event.organisation_id):
        if term["member_id"] == event.member_id and term["to_on"] is None:
            key = PARTY_INSTRUCTOR.key_of(term)
            rows.change(
                PARTY_INSTRUCTOR, *key, to_on=event.on, recall_reason=event.reason, position=record.position
            )
            return
    raise MissingRowError(PARTY_INSTRUCTOR, (event.organisation_id, event.member_id))


def _planned(rows: Rows, event: CenterDayPlanned, record: LoggedEvent) -> None:
    rows.create(
        CENTER_DAY,
        organisation_id=event.organisation_id,
        planned_on=event.on,
        is_held=False,
        center_days_id=event.originator_id,
        org_path=place_on(rows, event.organisation_id, event.on),
        position=record.position,
    )


def _cancelled(rows: Rows, event: CenterDayCancelled, record: LoggedEvent) -> None:
    rows.delete(CENTER_DAY, event.organisation_id, event.on)


def _held(rows: Rows, event: CenterDayHeld, record: LoggedEvent) -> None:
    rows.change(CENTER_DAY, event.organisation_id, event.on, is_held=True, position=record.position)


INSTRUCTION = ReadModel(
    name="instruction",
    tables=(PARTY_INSTRUCTOR, CENTER_DAY),
    handlers={
        PartyInstructorAssigned: _assigned,
        PartyInstructorRecalled: _recalled,
        CenterDayPlanned: _planned,
        CenterDayCancelled: _cancelled,
        CenterDayHeld: _held,
    },
    reads={
        PartyInstructorAssigned: lambda event: [
            (PARTY_INSTRUCTOR, event.organisation_id),
            (MEMBER, event.member_id),
            (ORGANISATION, event.organisation_id),
        ],
        PartyInstructorRecalled: lambda event: [(PARTY_INSTRUCTOR, event.organisation_id)],
        CenterDayPlanned: lambda event: [
            (CENTER_DAY, event.organisation_id),
            (ORGANISATION, event.organisation_id),
        ],
        CenterDayCancelled: lambda event: [(CENTER_DAY, event.organisation_id)],
        CenterDayHeld: lambda event: [(CENTER_DAY, event.organisation_id)],
    },
)
