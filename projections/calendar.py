"""The county's calendar, a row a year (节假日安排)."""

from __future__ import annotations

from domain.calendar.events import CalendarYearPublished
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table

CALENDAR_YEAR = Table(
    "calendar_year",
    key={"year": "integer"},
    columns={
        "calendar_year_id": "uuid",
        "holidays": "date[]",
        "days_off": "date[]",
        "workdays": "date[]",
        "source": "text",
        "event_id": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=("holidays", "days_off", "workdays", "source"),
    history=History.SUPERSEDED,
)


def _published(rows: Rows, event: CalendarYearPublished, record: LoggedEvent) -> None:
    rows.put(
        CALENDAR_YEAR,
        year=event.year,
        calendar_year_id=event.originator_id,
        holidays=[*event.holidays],
        days_off=[*event.days_off],
        workdays=[*event.workdays],
        source=event.source,
        event_id=event.event_id,
        version=event.originator_version,
        position=record.position,
    )


CALENDARS = ReadModel(
    name="calendar",
    tables=(CALENDAR_YEAR,),
    handlers={CalendarYearPublished: _published},
    reads={CalendarYearPublished: lambda event: [(CALENDAR_YEAR, event.year)]},
)
