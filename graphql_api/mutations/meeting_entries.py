"""Mutations about what is written down of a meeting."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.meeting_entries.commands import (
    ApproveMeetingException,
    RecordContents,
    RecordLecturer,
    RecordLectureTest,
    TakeMinutes,
    WithdrawMeetingEntry,
)
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.meetings import MeetingPayload
from graphql_api.types.meeting_enums import LecturerRole, MinutesField


@strawberry.type(description="What came of taking minutes (会议记录结果).")
class MeetingTakeMinutesPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording a lecturer (登记授课人结果).")
class MeetingRecordLecturerPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording a test (登记课后考试结果).")
class MeetingRecordTestPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording contents (登记会议议题结果).")
class MeetingRecordContentsPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of approving an exception (批准另行安排结果).")
class MeetingApproveExceptionPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of withdrawing an entry (撤销登记结果).")
class MeetingWithdrawEntryPayload(MeetingPayload):
    pass


@strawberry.input(
    description="What the minutes of a meeting record; they take the place of earlier ones (会议记录)."
)
class MeetingTakeMinutesInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    records: list[MinutesField] = strawberry.field(
        description="What they record, one or more, each once (记录内容)."
    )
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document that they are (记录文件)."
    )

    def command(self, given: Given) -> TakeMinutes:
        return TakeMinutes(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            records=tuple(self.records),
            document_id=given.optional_document(self.document_id, "documentId"),
            **self.header,
        )


@strawberry.input(description="Somebody who gave a lecture; of several, one at a time (登记授课人).")
class MeetingRecordLecturerInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The lecture (党课).")
    role: LecturerRole = strawberry.field(description="In which role (身份).")
    lecturer_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who, if it is a member of the county (授课人)."
    )

    def command(self, given: Given) -> RecordLecturer:
        return RecordLecturer(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            role=self.role,
            lecturer_id=given.optional_id("Member", self.lecturer_id, "lecturerId"),
            **self.header,
        )


@strawberry.input(description="A test that followed a lecture (登记课后考试).")
class MeetingRecordTestInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The lecture; it took place (党课).")
    on: date = strawberry.field(description="The day of the test, that of the lecture or later (考试日期).")

    def command(self, given: Given) -> RecordLectureTest:
        return RecordLectureTest(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"), on=self.on, **self.header
        )


@strawberry.input(
    description="What a meeting was about, in the place of what was said before (登记会议议题)."
)
class MeetingRecordContentsInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    contents: list[str] = strawberry.field(description="Codes, 1 to 50, each once (议题代码).")

    def command(self, given: Given) -> RecordContents:
        return RecordContents(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            contents=tuple(self.contents),
            **self.header,
        )


@strawberry.input(description="That a meeting may be held on another day than the fixed ones (批准另行安排).")
class MeetingApproveExceptionInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting, held already or not (会议).")
    approved_by: strawberry.ID = strawberry.field(
        description="On whose authority: an organisation above the one that meets (批准组织)."
    )

    def command(self, given: Given) -> ApproveMeetingException:
        return ApproveMeetingException(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.input(
    description="Minutes, a lecturer, a test, contents or an exception recorded wrongly, with a reason (撤销登记)."
)
class MeetingWithdrawEntryInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    corrects: strawberry.ID = strawberry.field(
        description="The event that recorded it, by its UUID or its id (被撤销事件)."
    )

    def command(self, given: Given) -> WithdrawMeetingEntry:
        return WithdrawMeetingEntry(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            corrects=given.event(self.corrects, "corrects"),
            **self.header,
        )


@strawberry.type
class MeetingEntryMutations:
    meeting_take_minutes = mutation(
        MeetingTakeMinutesInput, MeetingTakeMinutesPayload, "Record what minutes record (会议记录)."
    )
    meeting_record_lecturer = mutation(
        MeetingRecordLecturerInput, MeetingRecordLecturerPayload, "Record who gave a lecture (登记授课人)."
    )
    meeting_record_test = mutation(
        MeetingRecordTestInput,
        MeetingRecordTestPayload,
        "Record that a test followed a lecture (登记课后考试).",
    )
    meeting_record_contents = mutation(
        MeetingRecordContentsInput,
        MeetingRecordContentsPayload,
        "Record what a meeting was about (登记会议议题).",
    )
    meeting_approve_exception = mutation(
        MeetingApproveExceptionInput,
        MeetingApproveExceptionPayload,
        "Let a meeting be held on another day than the fixed ones (批准另行安排).",
    )
    meeting_withdraw_entry = mutation(
        MeetingWithdrawEntryInput,
        MeetingWithdrawEntryPayload,
        "Take back what was recorded wrongly of a meeting (撤销登记).",
    )
