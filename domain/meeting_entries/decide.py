"""Decisions about what is written down of a meeting. What rules make of it is no ground to refuse it."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Sequence
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given
from domain.core.context import Context
from domain.documents.named import NamedDocument, fits
from domain.meeting_entries.commands import (
    MOST_CONTENTS,
    ApproveMeetingException,
    RecordContents,
    RecordLecturer,
    RecordLectureTest,
    TakeMinutes,
    WithdrawMeetingEntry,
)
from domain.meeting_entries.events import (
    ContentsRecorded,
    LecturerRecorded,
    LectureTested,
    MeetingEntryWithdrawn,
    MeetingExceptionApproved,
    MinutesField,
    MinutesTaken,
)
from domain.meetings.events import MeetingKind
from domain.meetings.held import come_refusal
from domain.meetings.state import Meeting
from domain.membership.state import Member

_LECTURES = frozenset([MeetingKind.PARTY_LECTURE, MeetingKind.MICRO_LECTURE])


def take_minutes(
    meeting: Meeting, command: TakeMinutes, context: Context, *, document: NamedDocument | None = None
) -> Decision:
    """Say which of the six things the minutes record; those taken later take the place of earlier ones.

    ``document`` is the one that the command names, if it names any. One that the minutes name already stays, though it
    was erased since: what they record can still be put right.
    """
    last = meeting.entries.last(MinutesTaken)
    is_kept = last is not None and last.document_id == command.document_id
    refused = any_refusal(
        header(command, context),
        come_refusal(meeting, context),
        None if command.records else Refusal(RefusalCode.INVALID_VALUE, ("records",)),
        None if is_kept else fits(document, "documentId"),
        more=_twice(command.records, "records"),
    )
    if refused:
        return refused
    fields = tuple(field for field in MinutesField if field in command.records)
    if last is not None and is_kept and last.fields == fields:
        return refuse(RefusalCode.ALREADY_RECORDED, "records")
    taken = context.events_of(meeting, command, on=meeting.held_on)(
        MinutesTaken, fields=fields, document_id=command.document_id
    )
    return accept([taken])


def record_lecturer(
    meeting: Meeting, command: RecordLecturer, context: Context, *, lecturer: Member | None
) -> Decision:
    """Say who gave a lecture; of several, one at a time. ``lecturer`` is the member named, if one is."""
    refused = any_refusal(
        header(command, context),
        come_refusal(meeting, context) or _of_lecture(meeting),
        None if lecturer is None else known(lecturer, "lecturerId"),
    )
    if refused:
        return refused
    named = {(one.role, one.lecturer_id) for one in meeting.entries.of(LecturerRecorded)}
    if (command.role, command.lecturer_id) in named:
        return refuse(RefusalCode.ALREADY_RECORDED, "role")
    recorded = context.events_of(meeting, command, on=meeting.held_on)(
        LecturerRecorded, role=command.role, lecturer_id=command.lecturer_id
    )
    return accept([recorded])


def record_lecture_test(meeting: Meeting, command: RecordLectureTest, context: Context) -> Decision:
    """Say that a test followed a lecture that took place: on its day, or later."""
    refused = any_refusal(
        header(command, context), come_refusal(meeting, context) or _of_lecture(meeting)
    ) or any_refusal(
        None if meeting.concluded else Refusal(RefusalCode.MEETING_NOT_CONCLUDED, ("meetingId",)),
        day(command.on, context, "on", most_days_ahead=0),
        None if command.on >= meeting.held_on else Refusal(RefusalCode.INVALID_DATES, ("on",)),
    )
    if refused:
        return refused
    if any(test.on == command.on for test in meeting.entries.of(LectureTested)):
        return refuse(RefusalCode.ALREADY_RECORDED, "on")
    return accept([context.events_of(meeting, command, on=command.on)(LectureTested, on=command.on)])


def record_contents(meeting: Meeting, command: RecordContents, context: Context) -> Decision:
    """Say what the meeting was about, in codes; this takes the place of what was said before."""
    if len(command.contents) > MOST_CONTENTS:
        return refuse(RefusalCode.TOO_MANY, "contents", most=MOST_CONTENTS)
    refused = any_refusal(
        header(command, context),
        come_refusal(meeting, context),
        None if command.contents else Refusal(RefusalCode.INVALID_VALUE, ("contents",)),
        more=[*_twice(command.contents, "contents"), *_no_codes(command.contents)],
    )
    if refused:
        return refused
    last = meeting.entries.last(ContentsRecorded)
    if last is not None and set(last.contents) == set(command.contents):
        return refuse(RefusalCode.ALREADY_RECORDED, "contents")
    recorded = context.events_of(meeting, command, on=meeting.held_on)(
        ContentsRecorded, contents=command.contents
    )
    return accept([recorded])


def approve_exception(
    meeting: Meeting, command: ApproveMeetingException, context: Context, *, above: Container[UUID]
) -> Decision:
    """Let it be held on another day than the fixed ones; ``above`` are the organisations above the one that meets."""
    refused = any_refusal(header(command, context), known(meeting, "meetingId"))
    if refused:
        return refused
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    if command.approved_by not in above:
        return refuse(RefusalCode.NOT_ABOVE, "approvedBy")
    if any(one.approved_by == command.approved_by for one in meeting.entries.of(MeetingExceptionApproved)):
        return refuse(RefusalCode.ALREADY_RECORDED, "approvedBy")
    approved = context.events_of(meeting, command)(MeetingExceptionApproved, approved_by=command.approved_by)
    return accept([approved])


def withdraw_entry(meeting: Meeting, command: WithdrawMeetingEntry, context: Context) -> Decision:
    """Take back an entry that was wrong; one that it had taken the place of holds again."""
    refused = any_refusal(header(command, context), known(meeting, "meetingId"), reason_given(command))
    if refused:
        return refused
    if command.corrects not in meeting.entries:
        return refuse(RefusalCode.CORRECTS_NOTHING, "corrects")
    return accept([context.events_of(meeting, command)(MeetingEntryWithdrawn, corrects=command.corrects)])


def _of_lecture(meeting: Meeting) -> Refusal | None:
    if meeting.kind in _LECTURES:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("meetingId",), details={"kind": meeting.kind.value})


def _twice(named: Sequence[Hashable], field: str) -> Iterator[Refusal]:
    for index, one in enumerate(named):
        if one in named[:index]:
            yield Refusal(RefusalCode.NAMED_TWICE, (field,), index)


def _no_codes(contents: Sequence[str]) -> Iterator[Refusal]:
    for index, one in enumerate(contents):
        if code(one) is not None:
            yield Refusal(RefusalCode.INVALID_VALUE, ("contents",), index)
