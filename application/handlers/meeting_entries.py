"""Handlers of commands about what is written down of a meeting."""

from __future__ import annotations

from application.handlers.lines import above_of
from application.handlers.named_documents import named_document
from application.session import Session
from domain.core import Decision
from domain.meeting_entries import decide
from domain.meeting_entries.commands import (
    ApproveMeetingException,
    RecordContents,
    RecordLecturer,
    RecordLectureTest,
    TakeMinutes,
    WithdrawMeetingEntry,
)
from domain.meetings.state import Meeting
from domain.membership.state import Member


async def take_minutes(command: TakeMinutes, session: Session) -> Decision:
    """Record what the minutes record."""
    meeting = await session.load(Meeting, command.meeting_id)
    document = await named_document(command.document_id, session, at=meeting.organisation_id)
    return decide.take_minutes(meeting, command, session.context, document=document)


async def record_lecturer(command: RecordLecturer, session: Session) -> Decision:
    """Record who gave the lecture, who may be a member of any branch."""
    meeting = await session.load(Meeting, command.meeting_id)
    lecturer = None if command.lecturer_id is None else await session.load(Member, command.lecturer_id)
    return decide.record_lecturer(meeting, command, session.context, lecturer=lecturer)


async def record_lecture_test(command: RecordLectureTest, session: Session) -> Decision:
    """Record that a test followed."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.record_lecture_test(meeting, command, session.context)


async def record_contents(command: RecordContents, session: Session) -> Decision:
    """Record what the meeting was about."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.record_contents(meeting, command, session.context)


async def approve_meeting_exception(command: ApproveMeetingException, session: Session) -> Decision:
    """Let the meeting be held on another day, with a look at what lies above whoever meets."""
    meeting = await session.load(Meeting, command.meeting_id)
    above = [] if meeting.organisation_id is None else await above_of(meeting.organisation_id, session)
    return decide.approve_exception(meeting, command, session.context, above=above)


async def withdraw_meeting_entry(command: WithdrawMeetingEntry, session: Session) -> Decision:
    """Take back an entry."""
    meeting = await session.load(Meeting, command.meeting_id)
    return decide.withdraw_entry(meeting, command, session.context)
