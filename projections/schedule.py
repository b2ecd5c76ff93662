"""Exceptions from the fixed days of meetings (活动日例外)."""

from __future__ import annotations

from domain.schedule.events import ScheduleExceptionApproved, ScheduleExceptionEnded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

SCHEDULE_EXCEPTION = Table(
    "schedule_exception",
    key={"organisation_id": "uuid", "exception_id": "uuid"},
    columns={
        "org_path": "text",
        "from_on": "date",
        "to_on": "date",
        "approved_by": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=("from_on", "to_on", "approved_by"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _approved(rows: Rows, event: ScheduleExceptionApproved, record: LoggedEvent) -> None:
    rows.create(
        SCHEDULE_EXCEPTION,
        organisation_id=event.organisation_id,
        exception_id=event.originator_id,
        org_path=place_of(rows, event.organisation_id),
        from_on=event.from_on,
        to_on=event.to_on,
        approved_by=event.approved_by,
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: ScheduleExceptionEnded, record: LoggedEvent) -> None:
    rows.change(
        SCHEDULE_EXCEPTION,
        event.organisation_id,
        event.originator_id,
        to_on=event.on,
        version=event.originator_version,
        position=record.position,
    )


SCHEDULES = ReadModel(
    name="schedule",
    tables=(SCHEDULE_EXCEPTION,),
    handlers={ScheduleExceptionApproved: _approved, ScheduleExceptionEnded: _ended},
    reads={
        ScheduleExceptionApproved: lambda event: [
            (SCHEDULE_EXCEPTION, event.organisation_id),
            (ORGANISATION, event.organisation_id),
        ],
        ScheduleExceptionEnded: lambda event: [(SCHEDULE_EXCEPTION, event.organisation_id)],
    },
)
