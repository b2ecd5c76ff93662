"""What is written down about a meeting: who recorded what, who taught, what it was about. Rules are held against it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.meetings.state import Meeting

STREAM = Meeting.STREAM_TYPE


class MinutesField(StrEnum):
    """What minutes record (记录内容包括时间、地点、参加人员、缺席人员、会议内容和讨论意见等)."""

    TIME = "TIME"
    PLACE = "PLACE"
    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    CONTENT = "CONTENT"
    OPINIONS = "OPINIONS"


class LecturerRole(StrEnum):
    """In which role somebody gives a lecture."""

    COMMITTEE_SECRETARY = "COMMITTEE_SECRETARY"
    GENERAL_BRANCH_SECRETARY = "GENERAL_BRANCH_SECRETARY"
    BRANCH_SECRETARY = "BRANCH_SECRETARY"
    BRANCH_COMMITTEE_MEMBER = "BRANCH_COMMITTEE_MEMBER"
    WORK_TEAM_LEADER = "WORK_TEAM_LEADER"
    MEMBER = "MEMBER"
    INVITED_LECTURER = "INVITED_LECTURER"


@event_type("meeting.minutes-taken", STREAM)
class MinutesTaken(DomainEvent):
    """Minutes were taken that record these things; the last ones hold."""

    fields: tuple[MinutesField, ...]
    document_id: UUID | None = None  # the minutes themselves, kept elsewhere

    def apply(self, state: Meeting) -> None:
        state.entries.make(self)


@event_type("meeting.lecturer-recorded", STREAM, subjects=("lecturer_id",))
class LecturerRecorded(DomainEvent):
    """Somebody gave the lecture in this role; several may have."""

    role: LecturerRole
    lecturer_id: UUID | None = None  # if it is a member of the county

    def apply(self, state: Meeting) -> None:
        state.entries.make(self)


@event_type("meeting.lecture-tested", STREAM)
class LectureTested(DomainEvent):
    """A test followed the lecture (课后考试)."""

    on: date

    def apply(self, state: Meeting) -> None:
        state.entries.make(self)


@event_type("meeting.contents-recorded", STREAM)
class ContentsRecorded(DomainEvent):
    """What the meeting was about, in codes; the last ones hold."""

    contents: tuple[str, ...]

    def apply(self, state: Meeting) -> None:
        state.entries.make(self)


@event_type("meeting.schedule-exception-approved", STREAM, subjects=("approved_by",))
class MeetingExceptionApproved(DomainEvent):
    """An organisation above let the meeting be held on a day other than the fixed ones."""

    approved_by: UUID

    def apply(self, state: Meeting) -> None:
        state.entries.make(self)


@event_type("meeting.entry-withdrawn", STREAM)
class MeetingEntryWithdrawn(DomainEvent):
    """One of the entries above was wrong and holds no more; what was said before it holds again."""

    corrects: UUID  # the event of the entry

    def apply(self, state: Meeting) -> None:
        state.entries.take_back(self.corrects)
