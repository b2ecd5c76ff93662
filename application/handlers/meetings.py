"""Handlers of commands about meetings."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.leave.state import Leave
from domain.meetings import (
    attendance,
    decide,
    making_up,
    participation,
    postponing,
    reclassification,
    roster,
)
from domain.meetings.commands import (
    MOST_ENTRIES,
    AttendanceEntry,
    CancelMeeting,
    ConcludeMeeting,
    CorrectAttendance,
    CorrectMeeting,
    FreezeRoster,
    NotifyMeeting,
    PlanMeeting,
    PostponeMeeting,
    ReclassifyAbsence,
    RecordAttendance,
    RecordMakeUp,
    RecordObserver,
    RecordParticipation,
)
from domain.meetings.events import AttendanceStatus
from domain.meetings.state import Meeting
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation


async def plan_meeting(command: PlanMeeting, session: Session) -> Decision:
    """Plan a meeting of a branch or party group."""
    meeting = await session.load(Meeting, command.meeting_id)
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.plan_meeting(meeting, command, session.context, organisation=organisation)


async def notify_meeting(command: NotifyMeeting, session: Session) -> Decision:
    """Record that those concerned were told."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.notify_meeting(meeting, command, session.context)


async def freeze_roster(command: FreezeRoster, session: Session) -> Decision:
    """Fix who is expected, from the branch's register; for a group's meeting from the members' groups too."""
    meeting = await session.load(Meeting, command.meeting_id)
    if meeting.branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "meetingId")
    register = await session.load(Register, register_id(meeting.branch_id))
    groups: dict[UUID, UUID | None] = {}
    if meeting.of_group:
        members = await session.load_many(Member, register.members_on(meeting.held_on))
        groups = {id_: member.home_at(meeting.held_on).group_id for id_, member in members.items()}
    return roster.freeze_roster(meeting, command, session.context, register=register, groups=groups)


async def record_attendance(command: RecordAttendance, session: Session) -> Decision:
    """Record attendance, with the leaves it may rest on."""
    meeting = await session.load(Meeting, command.meeting_id)
    leaves = await _leaves(command.entries[:MOST_ENTRIES], session)
    return attendance.record_attendance(meeting, command, session.context, leaves=leaves)


async def correct_attendance(command: CorrectAttendance, session: Session) -> Decision:
    """Correct one person's attendance, with the leaves it may rest on."""
    meeting = await session.load(Meeting, command.meeting_id)
    leaves = await _leaves([command.entry], session)
    return attendance.correct_attendance(meeting, command, session.context, leaves=leaves)


async def reclassify_absence(command: ReclassifyAbsence, session: Session) -> Decision:
    """Bring an absence into line with a leave."""
    meeting = await session.load(Meeting, command.meeting_id)
    leave = await session.load(Leave, command.leave_id)
    return reclassification.reclassify_absence(meeting, command, session.context, leave=leave)


async def record_make_up(command: RecordMakeUp, session: Session) -> Decision:
    """Record that somebody who was absent made up for it."""
    meeting = await session.load(Meeting, command.meeting_id)
    return making_up.record_make_up(meeting, command, session.context)


async def record_observer(command: RecordObserver, session: Session) -> Decision:
    """Record that someone not expected sat in."""
    meeting = await session.load(Meeting, command.meeting_id)
    member = await session.load(Member, command.member_id)
    return attendance.record_observer(meeting, command, session.context, member=member)


async def record_participation(command: RecordParticipation, session: Session) -> Decision:
    """Record that a member with the home elsewhere took part."""
    meeting = await session.load(Meeting, command.meeting_id)
    member = await session.load(Member, command.member_id)
    return participation.record_participation(meeting, command, session.context, member=member)


async def conclude_meeting(command: ConcludeMeeting, session: Session) -> Decision:
    """Record that the meeting took place."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.conclude_meeting(meeting, command, session.context)


async def cancel_meeting(command: CancelMeeting, session: Session) -> Decision:
    """Record that the meeting does not take place."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.cancel_meeting(meeting, command, session.context)


async def postpone_meeting(command: PostponeMeeting, session: Session) -> Decision:
    """Give the meeting another day."""
    meeting = await session.load(Meeting, command.meeting_id)
    if meeting.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "meetingId")
    organisation = await session.load(Organisation, meeting.organisation_id)
    return postponing.postpone_meeting(meeting, command, session.context, organisation=organisation)


async def correct_meeting(command: CorrectMeeting, session: Session) -> Decision:
    """Correct a meeting."""
    meeting = await session.load(Meeting, command.meeting_id)
    if meeting.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "meetingId")
    organisation = await session.load(Organisation, meeting.organisation_id)
    return decide.correct_meeting(meeting, command, session.context, organisation=organisation)


async def _leaves(entries: Sequence[AttendanceEntry], session: Session) -> dict[UUID, Leave]:
    """The leaves that entries with LEAVE name, and every leave of those persons where none is named."""
    on_leave = [entry for entry in entries if entry.status is AttendanceStatus.LEAVE]
    if not on_leave:
        return {}
    leaves = await session.load_many(Leave, [entry.leave_id for entry in on_leave if entry.leave_id])
    for entry in on_leave:
        if entry.leave_id is None:
            leaves |= {leave.id: leave for leave in await session.streams_of(entry.member_id, Leave)}
    return leaves
