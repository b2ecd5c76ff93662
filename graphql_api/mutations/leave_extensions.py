"""Mutations about extending leave."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.leave.commands import (
    ExtendLeave,
    RefuseLeaveExtension,
    RequestLeaveExtension,
    WithdrawLeaveExtension,
)
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.leave_payload import LeavePayload, level
from graphql_api.types.leave import ApproverLevel


@strawberry.type(description="What came of asking for an extension (申请续假结果).")
class LeaveExtensionRequestPayload(LeavePayload):
    pass


@strawberry.type(description="What came of extending leave (续假结果).")
class LeaveExtendPayload(LeavePayload):
    pass


@strawberry.type(description="What came of refusing an extension (不准续假结果).")
class LeaveExtensionRefusePayload(LeavePayload):
    pass


@strawberry.type(description="What came of taking an extension back (撤回续假申请结果).")
class LeaveExtensionWithdrawPayload(LeavePayload):
    pass


@strawberry.input(description="A later last day of a granted leave, to be asked for (申请续假).")
class LeaveExtensionRequestInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")
    to_on: date = strawberry.field(description="The new last day (续假至).")

    def command(self, given: Given) -> RequestLeaveExtension:
        return RequestLeaveExtension(
            leave_id=given.id("Leave", self.leave_id, "leaveId"), to_on=self.to_on, **self.header
        )


@strawberry.input(description="An extension that was asked for, to be granted (续假).")
class LeaveExtendInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")
    level: ApproverLevel | None = level("The level that grants it (批准级别)")

    def command(self, given: Given) -> ExtendLeave:
        return ExtendLeave(
            leave_id=given.id("Leave", self.leave_id, "leaveId"), level=self.level, **self.header
        )


@strawberry.input(description="An extension that was asked for, to be refused, with a reason (不准续假).")
class LeaveExtensionRefuseInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")

    def command(self, given: Given) -> RefuseLeaveExtension:
        return RefuseLeaveExtension(leave_id=given.id("Leave", self.leave_id, "leaveId"), **self.header)


@strawberry.input(description="An extension that was asked for, to be taken back (撤回续假申请).")
class LeaveExtensionWithdrawInput(ChangeInput):
    leave_id: strawberry.ID = strawberry.field(description="The leave (请假).")

    def command(self, given: Given) -> WithdrawLeaveExtension:
        return WithdrawLeaveExtension(leave_id=given.id("Leave", self.leave_id, "leaveId"), **self.header)


@strawberry.type
class LeaveExtensionMutations:
    leave_extension_request = mutation(
        LeaveExtensionRequestInput,
        LeaveExtensionRequestPayload,
        "Ask for a later last day of a granted leave (申请续假).",
    )
    leave_extend = mutation(
        LeaveExtendInput,
        LeaveExtendPayload,
        "Grant an extension (续假): all days of the leave together are held to the rules in force.",
    )
    leave_extension_refuse = mutation(
        LeaveExtensionRefuseInput, LeaveExtensionRefusePayload, "Refuse an extension (不准续假)."
    )
    leave_extension_withdraw = mutation(
        LeaveExtensionWithdrawInput,
        LeaveExtensionWithdrawPayload,
        "Take back an extension that was asked for (撤回续假申请).",
    )
