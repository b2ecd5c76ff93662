"""What must be so before anything is recorded about a meeting as held."""

from __future__ import annotations

from domain.core import Refusal, RefusalCode
from domain.core.context import Context
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
