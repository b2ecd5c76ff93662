"""Making up for a meeting that somebody missed (补课)."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header
from domain.core.context import Context
from domain.meetings.commands import RecordMakeUp
from domain.meetings.events import AbsenceMadeUp, AttendanceStatus
from domain.meetings.held import held_refusal
from domain.meetings.state import Meeting

_AWAY = frozenset({AttendanceStatus.ABSENT, AttendanceStatus.LEAVE})


def record_make_up(meeting: Meeting, command: RecordMakeUp, context: Context) -> Decision:
    """Record on which day somebody who was absent made up for it, or that nobody did after all.

    Whether that excuses is for the rules to say, and nothing of it is said here.
    """
    refused = any_refusal(header(command, context), held_refusal(meeting, context)) or any_refusal(
        _in_time(meeting, command, context)
    )
    if refused:
        return refused
    recorded = meeting.attendance.get(command.member_id)
    if recorded is None or recorded.status not in _AWAY:
        return refuse(RefusalCode.NOTHING_RECORDED, "memberId")
    before = meeting.made_up.get(command.member_id)
    if before == command.on:
        code = RefusalCode.NOTHING_RECORDED if before is None else RefusalCode.ALREADY_RECORDED
        return refuse(code, "on")
    made_up = context.events_of(meeting, command)(AbsenceMadeUp, member_id=command.member_id, on=command.on)
    return accept([made_up])


def _in_time(meeting: Meeting, command: RecordMakeUp, context: Context) -> Refusal | None:
    """Not before the meeting itself, and not ahead."""
    if command.on is None:
        return None
    if command.on < meeting.held_on:
        return Refusal(RefusalCode.INVALID_DATES, ("on",))
    return day(command.on, context, "on", most_days_ahead=0)
