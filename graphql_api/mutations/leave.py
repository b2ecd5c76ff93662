"""Mutations about leave."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.leave.commands import (
    CorrectLeave,
    GrantLeave,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.leave import Leave, LeaveKind


@strawberry.type
class LeavePayload(MutationPayload):
    @strawberry.field(description="The leave as it stands now (请假).")
    async def leave(self, info: Info) -> Leave | None:
        return await self.load(info, Leave)


@strawberry.type(description="What came of asking for leave (请假结果).")
class LeaveRequestPayload(LeavePayload):
    pass


@strawberry.type(description="What came of granting leave (准假结果).")
class LeaveGrantPayload(LeavePayload):
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

    def command(self, given: Given) -> RequestLeave:
        return RequestLeave(
            leave_id=given.new("leave_id"),
            member_id=given.id("Member", self.member_id, "memberId"),
            kind=self.kind,
            from_on=self.from_on,
            to_on=self.to_on,
            **self.header,
        )


@strawberry.input(description="A pending request to be granted (准假).")
class LeaveGrantInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The request (请假).")

    def command(self, given: Given) -> GrantLeave:
        return GrantLeave(leave_id=given.id("Leave", self.leave_id, "leaveId"), **self.header)


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

    def command(self, given: Given) -> CorrectLeave:
        return CorrectLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"),
            corrects=given.event(self.corrects, "corrects"),
            kind=self.kind,
            from_on=self.from_on,
            to_on=self.to_on,
            **self.header,
        )


@strawberry.type
class LeaveMutations:
    leave_request = mutation(LeaveRequestInput, LeaveRequestPayload, "Ask for leave (请假).")
    leave_grant = mutation(
        LeaveGrantInput, LeaveGrantPayload, "Grant a pending request (准假); nobody grants their own."
    )
    leave_refuse = mutation(LeaveRefuseInput, LeaveRefusePayload, "Refuse a pending request (不准假).")
    leave_withdraw = mutation(LeaveWithdrawInput, LeaveWithdrawPayload, "Take a request back (撤回请假).")
    leave_return = mutation(LeaveReturnInput, LeaveReturnPayload, "Record an early return (销假).")
    leave_correct = mutation(
        LeaveCorrectInput, LeaveCorrectPayload, "Correct what was recorded of a leave (更正请假)."
    )
