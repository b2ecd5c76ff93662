"""What must be so before anything is recorded about a meeting as held."""

from __future__ import annotations

from uuid import UUID

from domain.core import Refusal, RefusalCode
from domain.core.context import Context
from domain.meetings.events import AttendanceStatus
from domain.meetings.state import Meeting


def held_refusal(meeting: Meeting, context: Context) -> Refusal | None:
    """The meeting exists, was not cancelled, has a frozen roster, and its day has come."""
    if not meeting.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    if meeting.cancelled:
        return Refusal(RefusalCode.MEETING_CANCELLED, ("meetingId",))
    if meeting.expected is None:
        return Refusal(RefusalCode.ROSTER_NOT_FROZEN, ("meetingId",))
    if meeting.held_on > context.today:
        details = {"heldOn": meeting.held_on.isoformat()}
        return Refusal(RefusalCode.MEETING_NOT_HELD_YET, ("meetingId",), details=details)
    return None


def was_there(meeting: Meeting, member_id: UUID) -> bool:
    """Whether attendance was recorded, and says that this person came, be it late."""
    recorded = meeting.attendance.get(member_id)
    return recorded is not None and recorded.status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
