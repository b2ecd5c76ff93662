"""What was written down about meetings: minutes, lecturers, tests, contents, approved exceptions."""

from __future__ import annotations

from typing import Any

from domain.core import DomainEvent
from domain.meeting_entries.events import (
    ContentsRecorded,
    LecturerRecorded,
    LectureTested,
    MeetingEntryWithdrawn,
    MeetingExceptionApproved,
    MinutesTaken,
)
from domain.meetings.entries import Entries
from domain.meetings.state import Meeting
from event_store.records import LoggedEvent
from projections.county import day_of
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.meeting_tables import MEETING


def _minutes_taken(rows: Rows, event: MinutesTaken, record: LoggedEvent) -> None:
    _set(rows, event, record, _minutes(event))


def _lecturer_recorded(rows: Rows, event: LecturerRecorded, record: LoggedEvent) -> None:
    lecturers = rows.require(MEETING, event.originator_id)["lecturers"]
    _set(rows, event, record, {"lecturers": list(dict.fromkeys([*lecturers, event.role.value]))})


def _lecture_tested(rows: Rows, event: LectureTested, record: LoggedEvent) -> None:
    _set(rows, event, record, {"tested_on": event.on})


def _contents_recorded(rows: Rows, event: ContentsRecorded, record: LoggedEvent) -> None:
    _set(rows, event, record, {"contents": list(event.contents)})


def _exception_approved(rows: Rows, event: MeetingExceptionApproved, record: LoggedEvent) -> None:
    _set(rows, event, record, {"exception_by": event.approved_by})


def _withdrawn(rows: Rows, event: MeetingEntryWithdrawn, record: LoggedEvent) -> None:
    """What was wrong was wrong from the start: what is left counts from the day of what is taken back."""
    history = rows.history(event.originator_id, event.originator_version)
    rows.true_from = day_of(rows, next(one for one in history if one.event_id == event.corrects))
    _set(rows, event, record, _told(Meeting.fold(event.originator_id, history).entries))


def _told(entries: Entries) -> Row:
    """What the entries that stand come to."""
    contents = entries.last(ContentsRecorded)
    test = entries.last(LectureTested)
    exception = entries.last(MeetingExceptionApproved)
    return {
        **_minutes(entries.last(MinutesTaken)),
        "lecturers": list(dict.fromkeys(one.role.value for one in entries.of(LecturerRecorded))),
        "tested_on": test and test.on,
        "contents": list(contents.contents) if contents else [],
        "exception_by": exception and exception.approved_by,
    }


def _minutes(taken: MinutesTaken | None) -> Row:
    if taken is None:
        return {"minutes": None, "document_id": None}
    return {"minutes": [field.value for field in taken.fields], "document_id": taken.document_id}


def _set(rows: Rows, event: DomainEvent, record: LoggedEvent, said: Row) -> None:
    """Those that are not so already; the stream has moved on in any case."""
    meeting = rows.require(MEETING, event.originator_id)
    fields: dict[str, Any] = {name: value for name, value in said.items() if meeting[name] != value}
    if fields:
        fields["position"] = record.position
    rows.change(MEETING, event.originator_id, version=event.originator_version, **fields)


_HANDLERS: dict[type[DomainEvent], Any] = {
    MinutesTaken: _minutes_taken,
    LecturerRecorded: _lecturer_recorded,
    LectureTested: _lecture_tested,
    ContentsRecorded: _contents_recorded,
    MeetingExceptionApproved: _exception_approved,
    MeetingEntryWithdrawn: _withdrawn,
}

MEETING_ENTRIES = ReadModel(
    name="meeting_entries",
    tables=(),
    handlers=_HANDLERS,
    reads=dict.fromkeys(_HANDLERS, by_stream(MEETING)),
)
