"""What presence is held against: the days of granted leave by person, and the meetings of a branch's day.

Both are read for every attendance that is recorded, and so kept by what is known of it; nobody is shown them.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.core import deterministic_id
from domain.leave.events import (
    LeaveCorrected,
    LeaveExtended,
    LeaveGranted,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.meetings.events import MeetingCorrected, MeetingPlanned, MeetingPostponed
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.leaves import LEAVE
from projections.meeting_tables import MEETING

# What leave covers, as long as it covers anything, and the event that said so last.
LEAVE_DAYS = Table(
    "leave_days",
    key={"member_id": "uuid", "leave_id": "uuid"},
    columns={"from_on": "date", "covers_to": "date", "meeting_id": "uuid", "event_id": "uuid"},
)

# The meetings of a branch's day of which it is recorded when they begin; and those elsewhere at which somebody was who
# was at one of these on that day, too.
MEETING_OF_DAY = Table("meeting_of_day", key={"day_id": "uuid", "meeting_id": "uuid"}, columns={})


def day_id(branch_id: UUID, on: date) -> UUID:
    """The key of a branch's day."""
    return deterministic_id("day of branch", branch_id, on.isoformat())


def _covers(rows: Rows, event: Any, record: LoggedEvent) -> None:
    leave = rows.require(LEAVE, event.originator_id)
    key = leave["member_id"], leave["leave_id"]
    before = rows.get(LEAVE_DAYS, *key)
    if leave["covers_to"] is None:
        if before is not None:
            rows.delete(LEAVE_DAYS, *key)
        return
    days = {name: leave[name] for name in ("from_on", "covers_to", "meeting_id")}
    if before is None or any(before[name] != value for name, value in days.items()):
        rows.put(LEAVE_DAYS, member_id=key[0], leave_id=key[1], event_id=event.event_id, **days)


def _planned(rows: Rows, event: MeetingPlanned, record: LoggedEvent) -> None:
    if event.starts_at is not None:
        rows.put(
            MEETING_OF_DAY, day_id=day_id(event.branch_id, event.held_on), meeting_id=event.originator_id
        )


def _moved(rows: Rows, event: MeetingPostponed | MeetingCorrected, record: LoggedEvent) -> None:
    """On its other day as well: what stays on the first is passed over, since its day is another."""
    meeting = rows.require(MEETING, event.originator_id)
    if event.held_on is not None and meeting["starts_at"] is not None:
        day = day_id(meeting["branch_id"], meeting["held_on"])
        rows.put(MEETING_OF_DAY, day_id=day, meeting_id=event.originator_id)


PRESENCES = ReadModel(
    name="presences",
    tables=(LEAVE_DAYS, MEETING_OF_DAY),
    handlers={
        LeaveGranted: _covers,
        LeaveExtended: _covers,
        LeaveWithdrawn: _covers,
        LeaveReturned: _covers,
        LeaveCorrected: _covers,
        MeetingPlanned: _planned,
        MeetingPostponed: _moved,
        MeetingCorrected: _moved,
    },
    reads={
        MeetingPlanned: lambda event: (
            [(MEETING_OF_DAY, day_id(event.branch_id, event.held_on))] if event.starts_at else ()
        ),
    },
)
