"""How leave decided after the fact changes what an absence counts as; the record of that day stays."""

from __future__ import annotations

from typing import Any

from domain.core import Decision, Refusal, RefusalCode, accept, deterministic_id
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.leave.state import Leave
from domain.meetings.commands import ReclassifyAbsence
from domain.meetings.events import AbsenceReason, AbsenceReclassified, AttendanceStatus
from domain.meetings.state import Attendance, Meeting


def reclassify_absence(
    meeting: Meeting, command: ReclassifyAbsence, context: Context, *, leave: Leave
) -> Decision:
    """Bring a recorded absence into line with the leave as it stands now; nothing happens if it is so.

    The leave decides, not the event that led here: whoever comes late, or twice, finds the same answer. The
    id of the new event follows from its ground, so that two workers cannot both append it.
    """
    refused = any_refusal(
        header(command, context),
        known(meeting, "meetingId"),
        known(leave, "leaveId"),
        None if leave.member_id == command.member_id else Refusal(RefusalCode.INVALID_VALUE, ("memberId",)),
    )
    if refused:
        return refused
    recorded = meeting.attendance.get(command.member_id)
    if recorded is None or meeting.cancelled:
        return accept()
    if (command.member_id, command.ground) in meeting.reclassified:
        return accept()  # it has had its effect; what a person corrected since stands
    covered = leave.covers(meeting.id, meeting.held_on)
    if covered and recorded.status is AttendanceStatus.ABSENT:
        outcome: dict[str, Any] = {"status": AttendanceStatus.LEAVE, "leave_id": leave.id}
    elif not covered and _rests_on(recorded, leave):
        reason = recorded.reason_before or AbsenceReason.NONE_GIVEN
        outcome = {"status": AttendanceStatus.ABSENT, "absence_reason": reason}
    else:
        return accept()
    reclassified = context.events_of(meeting, command)(
        AbsenceReclassified,
        event_id=deterministic_id("absence-reclassified", meeting.id, command.member_id, command.ground),
        member_id=command.member_id,
        ground=command.ground,
        **outcome,
    )
    return accept([reclassified])


def _rests_on(recorded: Attendance, leave: Leave) -> bool:
    return recorded.status is AttendanceStatus.LEAVE and recorded.leave_id == leave.id
