"""Mutations about who was there."""

from __future__ import annotations

import datetime

import strawberry

from domain.meetings.commands import (
    AttendanceEntry,
    CorrectAttendance,
    RecordAttendance,
    RecordMakeUp,
    RecordObserver,
    RecordParticipation,
)
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.meetings import MeetingPayload
from graphql_api.types.meeting_enums import AbsenceReason, AttendanceStatus


@strawberry.type(description="What came of recording attendance (登记出席结果).")
class AttendanceRecordPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of correcting attendance (更正出席结果).")
class AttendanceCorrectPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording that an absence was made up for (登记补课结果).")
class AbsenceMakeUpPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording an observer (登记列席结果).")
class ObserverRecordPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording participation (登记他支部党员参加结果).")
class ParticipationRecordPayload(MeetingPayload):
    pass


@strawberry.input(description="One person's attendance (出席情况).")
class AttendanceEntryInput:
    member_id: strawberry.ID = strawberry.field(description="Someone on the roster (党员).")
    status: AttendanceStatus = strawberry.field(description="How it stands (状态).")
    absence_reason: AbsenceReason | None = strawberry.field(
        default=None, description="Why absent (缺席原因); with ABSENT, and only then."
    )
    leave_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The granted leave (请假), with LEAVE; left out, the one that covers the day.",
    )

    def entry(self, given: Given, path: str, index: int | None = None) -> AttendanceEntry:
        """The entry as the domain knows it."""
        return AttendanceEntry(
            member_id=given.id("Member", self.member_id, path, "memberId", index=index),
            status=self.status,
            absence_reason=self.absence_reason,
            leave_id=given.optional_id("Leave", self.leave_id, path, "leaveId", index=index),
        )


@strawberry.input(
    description="Attendance of one person or many; all entries are recorded, or none (登记出席)."
)
class AttendanceRecordInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    entries: list[AttendanceEntryInput] = strawberry.field(
        description="One entry a person, 1 to 1000 (出席情况)."
    )

    def command(self, given: Given) -> RecordAttendance:
        return RecordAttendance(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            entries=tuple(entry.entry(given, "entries", index) for index, entry in enumerate(self.entries)),
            **self.header,
        )


@strawberry.input(description="What was recorded wrongly of one person, with a reason (更正出席).")
class AttendanceCorrectInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    entry: AttendanceEntryInput = strawberry.field(description="What is right (出席情况).")

    def command(self, given: Given) -> CorrectAttendance:
        return CorrectAttendance(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            entry=self.entry.entry(given, "entry"),
            **self.header,
        )


@strawberry.input(description="That somebody who was absent made up for it (登记补课).")
class AbsenceMakeUpInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting that was missed (会议).")
    member_id: strawberry.ID = strawberry.field(description="Who was absent (党员).")
    on: datetime.date | None = strawberry.field(
        default=None, description="The day; left out, what was recorded of it is taken back (补课日期)."
    )

    def command(self, given: Given) -> RecordMakeUp:
        return RecordMakeUp(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="Someone not expected who sat in (登记列席).")
class ObserverRecordInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")

    def command(self, given: Given) -> RecordObserver:
        return RecordObserver(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.input(
    description="A member with the home in another branch who took part in a meeting (登记他支部党员参加)."
)
class ParticipationRecordInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    member_id: strawberry.ID = strawberry.field(description="Who took part (党员).")

    def command(self, given: Given) -> RecordParticipation:
        return RecordParticipation(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.type
class AttendanceMutations:
    participation_record = mutation(
        ParticipationRecordInput,
        ParticipationRecordPayload,
        "Record that a member of another branch took part: study for them, no quorum (登记他支部党员参加).",
    )
    attendance_record = mutation(
        AttendanceRecordInput,
        AttendanceRecordPayload,
        "Record the attendance of one person or many (登记出席).",
    )
    attendance_correct = mutation(
        AttendanceCorrectInput,
        AttendanceCorrectPayload,
        "Correct one person's recorded attendance (更正出席).",
    )
    absence_make_up = mutation(
        AbsenceMakeUpInput,
        AbsenceMakeUpPayload,
        "Record that somebody who was absent made up for it (登记补课).",
    )
    observer_record = mutation(
        ObserverRecordInput, ObserverRecordPayload, "Record that someone not expected sat in (登记列席)."
    )
