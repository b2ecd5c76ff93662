"""Recording who takes part in a meeting of a branch that is not the home: study for the person, no vote moves."""

from __future__ import annotations

from domain.core import Decision, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.meetings.commands import RecordParticipation
from domain.meetings.events import ParticipationRecorded
from domain.meetings.held import held_refusal
from domain.meetings.state import Meeting
from domain.membership.homes import at_home, registered_by
from domain.membership.state import Member


def record_participation(
    meeting: Meeting, command: RecordParticipation, context: Context, *, member: Member
) -> Decision:
    """Record that a member whose home was elsewhere that day took part; the counts of either branch's meetings stay."""
    refused = any_refusal(
        header(command, context), held_refusal(meeting, context), known(member, "memberId")
    ) or any_refusal(
        registered_by(member, meeting.held_on, context, "memberId"),
        at_home(member, "memberId", on=meeting.held_on),
    )
    if refused:
        return refused
    home = member.home_at(meeting.held_on).branch_id
    if home == meeting.branch_id:
        return refuse(RefusalCode.ALREADY_AFFILIATED, "memberId")
    if member.id in meeting.participants:
        return refuse(RefusalCode.ALREADY_RECORDED, "memberId")
    recorded = context.events_of(meeting, command, on=meeting.held_on)(
        ParticipationRecorded, member_id=member.id, home_branch_id=home
    )
    return accept([recorded])
