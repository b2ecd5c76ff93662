"""Holding a meeting on another day than the one planned (延期、改期)."""

from __future__ import annotations

from domain.core import Decision, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.meetings.commands import PostponeMeeting
from domain.meetings.events import MeetingPostponed
from domain.meetings.held import is_taken_as_held
from domain.meetings.state import Meeting
from domain.organisation.standing import standing
from domain.organisation.state import Organisation


def postpone_meeting(
    meeting: Meeting, command: PostponeMeeting, context: Context, *, organisation: Organisation
) -> Decision:
    """Give a meeting that nobody has attended yet another day, be it earlier, with a reason.

    A frozen roster stands: where homes of the new day contradict it, a finding tells so. What was held on that
    other day already has its day corrected instead, which is no postponement.
    """
    refused = any_refusal(header(command, context), known(meeting, "meetingId"), reason_given(command))
    if refused:
        return refused
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    if meeting.concluded:
        return refuse(RefusalCode.MEETING_CONCLUDED, "meetingId")
    if is_taken_as_held(meeting):
        return refuse(RefusalCode.MEETING_UNDER_WAY, "meetingId")
    if command.held_on == meeting.held_on:
        return refuse(RefusalCode.INVALID_DATES, "heldOn")
    refused = any_refusal(
        day(command.held_on, context, "heldOn"), standing(organisation, command.held_on, "heldOn")
    )
    if refused:
        return refused
    return accept([context.events_of(meeting, command)(MeetingPostponed, held_on=command.held_on)])
