"""Mutations about annual plans."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.annual_plan import AnnualPlan
from graphql_api.types.meeting_enums import MeetingKind


@strawberry.type
class AnnualPlanPayload(MutationPayload):
    @strawberry.field(description="The plan as it stands now (年度计划).")
    async def annual_plan(self, info: Info) -> AnnualPlan | None:
        return await self.load(info, AnnualPlan)


@strawberry.type(description="What came of recording a plan (年度计划通过结果).")
class AnnualPlanAdoptPayload(AnnualPlanPayload):
    pass


@strawberry.type(description="What came of filing a plan (年度计划备案结果).")
class AnnualPlanFilePayload(AnnualPlanPayload):
    pass


@strawberry.type(description="What came of saying what an item is (落实计划项结果).")
class PlanItemAssignPayload(AnnualPlanPayload):
    pass


@strawberry.type(description="What came of taking an item out (撤回计划项结果).")
class PlanItemWithdrawPayload(AnnualPlanPayload):
    pass


@strawberry.input
class _PlanInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="Whose plan it is (组织).")
    year: int = strawberry.field(description="The year (年度).")

    def organisation(self, given: Given) -> UUID:
        return given.id("Organisation", self.organisation_id, "organisationId")


@strawberry.input(
    description="That a meeting passed the plan of a year (年度计划通过); once more, with a reason, to correct it."
)
class AnnualPlanAdoptInput(_PlanInput):
    on: date = strawberry.field(description="The day it was passed (通过日期).")
    adopted_at: MeetingKind = strawberry.field(description="What passed it (通过会议类型).")
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None, description="The meeting, if it is recorded (通过会议): one of this organisation."
    )

    def command(self, given: Given) -> AdoptAnnualPlan:
        return AdoptAnnualPlan(
            organisation_id=self.organisation(given),
            year=self.year,
            on=self.on,
            adopted_at=self.adopted_at,
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(
    description="That an organisation above has the plan (年度计划备案); once more, with a reason, to correct the day."
)
class AnnualPlanFileInput(_PlanInput):
    recipient_id: strawberry.ID = strawberry.field(description="The organisation above (备案组织).")
    on: date = strawberry.field(description="Since when (备案日期).")

    def command(self, given: Given) -> FileAnnualPlan:
        return FileAnnualPlan(
            organisation_id=self.organisation(given),
            year=self.year,
            recipient_id=given.id("Organisation", self.recipient_id, "recipientId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(
    description="What an item of the plan is, as far as that is settled (落实计划项); all that is left out is not."
)
class PlanItemAssignInput(_PlanInput):
    item_id: strawberry.ID | None = strawberry.field(
        default=None, description="The item (计划项); left out, it is a new one."
    )
    planned_on: date | None = strawberry.field(default=None, description="Its day, in that year (计划日期).")
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="UUID of the text that is read, wherever it is kept (学习篇目)."
    )
    assignee_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Who sees to it (责任人): a member at home in the organisation or below.",
    )

    def command(self, given: Given) -> AssignPlanItem:
        return AssignPlanItem(
            organisation_id=self.organisation(given),
            year=self.year,
            item_id=given.optional_id("PlanItem", self.item_id, "itemId"),
            planned_on=self.planned_on,
            document_id=given.optional_document(self.document_id, "documentId"),
            assignee_id=given.optional_id("Member", self.assignee_id, "assigneeId"),
            **self.header,
        )


@strawberry.input(description="An item that the plan has no longer, with a reason (撤回计划项).")
class PlanItemWithdrawInput(_PlanInput):
    item_id: strawberry.ID = strawberry.field(description="The item (计划项).")

    def command(self, given: Given) -> WithdrawPlanItem:
        return WithdrawPlanItem(
            organisation_id=self.organisation(given),
            year=self.year,
            item_id=given.id("PlanItem", self.item_id, "itemId"),
            **self.header,
        )


@strawberry.type
class AnnualPlanMutations:
    annual_plan_adopt = mutation(
        AnnualPlanAdoptInput, AnnualPlanAdoptPayload, "Record that a plan was passed (年度计划通过)."
    )
    annual_plan_file = mutation(
        AnnualPlanFileInput, AnnualPlanFilePayload, "Record that a plan was filed above (年度计划备案)."
    )
    plan_item_assign = mutation(
        PlanItemAssignInput, PlanItemAssignPayload, "Say what an item of a plan is (落实计划项)."
    )
    plan_item_withdraw = mutation(
        PlanItemWithdrawInput, PlanItemWithdrawPayload, "Take an item out of a plan (撤回计划项)."
    )
