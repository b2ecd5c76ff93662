"""What must be so before anything is recorded about a meeting as held."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Refusal, RefusalCode
from domain.core.context import Context
from domain.meeting_entries.events import ContentsRecorded, LecturerRecorded, LectureTested, MinutesTaken
from domain.meetings.events import AttendanceStatus
from domain.meetings.state import Meeting


def held_refusal(meeting: Meeting, context: Context) -> Refusal | None:
    """The meeting exists, was not cancelled, has a frozen roster, and its day has come."""
    if meeting.exists and not meeting.cancelled and meeting.expected is None:
        return Refusal(RefusalCode.ROSTER_NOT_FROZEN, ("meetingId",))
    return come_refusal(meeting, context)


def come_refusal(meeting: Meeting, context: Context) -> Refusal | None:
    """The meeting exists, was not cancelled, and its day has come."""
    if not meeting.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    if meeting.cancelled:
        return Refusal(RefusalCode.MEETING_CANCELLED, ("meetingId",))
    if meeting.held_on > context.today:
        details = {"heldOn": meeting.held_on.isoformat()}
        return Refusal(RefusalCode.MEETING_NOT_HELD_YET, ("meetingId",), details=details)
    return None


def of_that_day_refusal(meeting: Meeting, organisation_id: UUID | None, on: date) -> Refusal | None:
    """The meeting is the organisation's or one of its groups', of that day, and not cancelled; else it is nowhere."""
    path = ("meetingId",)
    if not meeting.exists or organisation_id not in (meeting.organisation_id, meeting.branch_id):
        return Refusal(RefusalCode.NOT_FOUND, path)
    if meeting.cancelled:
        return Refusal(RefusalCode.MEETING_CANCELLED, path)
    return None if meeting.held_on == on else Refusal(RefusalCode.INVALID_DATES, path)


def is_taken_as_held(meeting: Meeting) -> bool:
    """Whether something is recorded of it that can only be known of a meeting that was held."""
    afterwards = (MinutesTaken, LecturerRecorded, ContentsRecorded, LectureTested)
    written = any(meeting.entries.of(kind) for kind in afterwards)
    came = meeting.attendance or meeting.observers or meeting.participants
    return bool(meeting.concluded or came or written)


def was_there(meeting: Meeting, member_id: UUID) -> bool:
    """Whether attendance was recorded, and says that this person came, be it late."""
    recorded = meeting.attendance.get(member_id)
    return recorded is not None and recorded.status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
