"""Mutations about leave."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.leave.commands import (
    ApproveLeave,
    CorrectLeave,
    GrantLeave,
    HandInLeaveEvidence,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.leave_payload import LeavePayload, level
from graphql_api.types.leave import ApproverLevel, EvidenceKind, LeaveKind


@strawberry.type(description="What came of asking for leave (请假结果).")
class LeaveRequestPayload(LeavePayload):
    pass


@strawberry.type(description="What came of granting leave (准假结果).")
class LeaveGrantPayload(LeavePayload):
    pass


@strawberry.type(description="What came of handing in evidence (提交请假证明结果).")
class LeaveEvidenceHandInPayload(LeavePayload):
    pass


@strawberry.type(description="What came of approving on the way up (逐级审批结果).")
class LeaveApprovePayload(LeavePayload):
    pass


@strawberry.type(description="What came of refusing leave (不准假结果).")
class LeaveRefusePayload(LeavePayload):
    pass


@strawberry.type(description="What came of taking a request back (撤回请假结果).")
class LeaveWithdrawPayload(LeavePayload):
    pass


@strawberry.type(description="What came of an early return (销假结果).")
class LeaveReturnPayload(LeavePayload):
    pass


@strawberry.type(description="What came of correcting a leave (更正请假结果).")
class LeaveCorrectPayload(LeavePayload):
    pass


@strawberry.input(description="Leave to be asked for, both days included (请假).")
class LeaveRequestInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="Who asks (请假人).")
    kind: LeaveKind = strawberry.field(description="What for (请假类型).")
    from_on: date = strawberry.field(description="The first day (开始日期).")
    to_on: date = strawberry.field(description="The last day (结束日期).")
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None,
        description=(
            "The one meeting of the home branch that it is for, both days being the meeting's; left out: for all that"
            " is held on its days (会议)."
        ),
    )
    grounds_id: str | None = strawberry.field(
        default=None, description="The sealed document with its grounds, a UUID (请假事由文件)."
    )

    def command(self, given: Given) -> RequestLeave:
        return RequestLeave(
            leave_id=given.new("leave_id"),
            member_id=given.id("Member", self.member_id, "memberId"),
            kind=self.kind,
            from_on=self.from_on,
            to_on=self.to_on,
            for_meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            grounds_id=given.optional_document(self.grounds_id, "groundsId"),
            **self.header,
        )


@strawberry.input(description="A paper that was handed in to prove the ground of a leave (请假证明).")
class LeaveEvidenceHandInInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave, pending or granted (请假).")
    kind: EvidenceKind = strawberry.field(description="What it is (证明种类).")
    on: date = strawberry.field(description="The day on which it was handed in (提交日期).")
    document_id: str | None = strawberry.field(
        default=None, description="The sealed document, a UUID, if it is kept (证明文件)."
    )

    def command(self, given: Given) -> HandInLeaveEvidence:
        return HandInLeaveEvidence(
            leave_id=given.id("Leave", self.leave_id, "leaveId"),
            kind=self.kind,
            on=self.on,
            document_id=given.optional_document(self.document_id, "documentId"),
            **self.header,
        )


@strawberry.input(
    description="What waits for a decision, to be approved below the level that grants it (逐级审批)."
)
class LeaveApproveInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(
        description="The request, or the leave with an extension (请假)."
    )
    level: ApproverLevel | None = level("The level that approves (审批级别)")

    def command(self, given: Given) -> ApproveLeave:
        return ApproveLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"), level=self.level, **self.header
        )


@strawberry.input(description="A pending request to be granted (准假).")
class LeaveGrantInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The request (请假).")
    level: ApproverLevel | None = level("The level that grants it (批准级别)")

    def command(self, given: Given) -> GrantLeave:
        return GrantLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"), level=self.level, **self.header
        )


@strawberry.input(description="A pending request to be refused, with a reason (不准假).")
class LeaveRefuseInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The request (请假).")

    def command(self, given: Given) -> RefuseLeave:
        return RefuseLeave(leave_id=given.id("Leave", self.leave_id, "leaveId"), **self.header)


@strawberry.input(description="A request to be taken back, pending or granted (撤回请假).")
class LeaveWithdrawInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The request (请假).")

    def command(self, given: Given) -> WithdrawLeave:
        return WithdrawLeave(leave_id=given.id("Leave", self.leave_id, "leaveId"), **self.header)


@strawberry.input(description="An early return; days from then on are not covered (销假).")
class LeaveReturnInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")
    on: date = strawberry.field(description="The day of return (销假日期).")

    def command(self, given: Given) -> ReturnFromLeave:
        return ReturnFromLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"), on=self.on, **self.header
        )


@strawberry.input(description="What an earlier event of a leave said wrongly, with a reason (更正请假).")
class LeaveCorrectInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    kind: LeaveKind | None = strawberry.field(default=None, description="The right kind (请假类型).")
    from_on: date | None = strawberry.field(default=None, description="The right first day (开始日期).")
    to_on: date | None = strawberry.field(default=None, description="The right last day (结束日期).")
    level: ApproverLevel | None = level("The level that grants what a granted leave is given more (批准级别)")

    def command(self, given: Given) -> CorrectLeave:
        return CorrectLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"),
            corrects=given.event(self.corrects, "corrects"),
            kind=self.kind,
            from_on=self.from_on,
            to_on=self.to_on,
            level=self.level,
            **self.header,
        )


@strawberry.type
class LeaveMutations:
    leave_request = mutation(LeaveRequestInput, LeaveRequestPayload, "Ask for leave (请假).")
    leave_evidence_hand_in = mutation(
        LeaveEvidenceHandInInput,
        LeaveEvidenceHandInPayload,
        "Record a paper that was handed in (提交请假证明).",
    )
    leave_approve = mutation(
        LeaveApproveInput,
        LeaveApprovePayload,
        "Approve a request or an extension below the level that grants it (逐级审批); nobody approves their own.",
    )
    leave_grant = mutation(
        LeaveGrantInput,
        LeaveGrantPayload,
        "Grant a pending request (准假), as the rules in force let the level; nobody grants their own.",
    )
    leave_refuse = mutation(LeaveRefuseInput, LeaveRefusePayload, "Refuse a pending request (不准假).")
    leave_withdraw = mutation(LeaveWithdrawInput, LeaveWithdrawPayload, "Take a request back (撤回请假).")
    leave_return = mutation(LeaveReturnInput, LeaveReturnPayload, "Record an early return (销假).")
    leave_correct = mutation(
        LeaveCorrectInput,
        LeaveCorrectPayload,
        "Correct what was recorded of a leave (更正请假). More than was granted takes what granting it takes.",
    )
