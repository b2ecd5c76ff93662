"""Mutations about instructors and days at the centre."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.organisation import Organisation


@strawberry.type
class InstructionPayload(MutationPayload):
    @strawberry.field(description="The organisation (组织).")
    async def organisation(self, info: Info) -> Organisation | None:
        return await self.load(info, Organisation)


@strawberry.type(description="What came of sending an instructor (选派指导员结果).")
class PartyInstructorAssignPayload(InstructionPayload):
    pass


@strawberry.type(description="What came of recalling an instructor (召回指导员结果).")
class PartyInstructorRecallPayload(InstructionPayload):
    pass


@strawberry.type(description="What came of planning a day at the centre (安排活动日结果).")
class CenterDayPlanPayload(InstructionPayload):
    pass


@strawberry.type(description="What came of cancelling a day at the centre (取消活动日结果).")
class CenterDayCancelPayload(InstructionPayload):
    pass


@strawberry.type(description="What came of recording a day at the centre (开展活动日结果).")
class CenterDayHoldPayload(InstructionPayload):
    pass


@strawberry.input(description="A member who instructs an organisation from a day on (选派指导员).")
class PartyInstructorAssignInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Which is instructed (组织).")
    member_id: strawberry.ID = strawberry.field(description="A full member (指导员).")
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> AssignPartyInstructor:
        return AssignPartyInstructor(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(
    description="An instructor who is recalled, with a reason such as `NOT_QUALIFIED` (召回指导员)."
)
class PartyInstructorRecallInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="Which is instructed (组织).")
    member_id: strawberry.ID = strawberry.field(description="The instructor (指导员).")
    on: date = strawberry.field(description="The first day without (召回日期).")

    def command(self, given: Given) -> RecallPartyInstructor:
        return RecallPartyInstructor(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A general branch's day of a month at the centre (安排活动日).")
class CenterDayPlanInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The general branch (党总支).")
    on: date = strawberry.field(description="The day, the only one of its month (活动日).")

    def command(self, given: Given) -> PlanCenterDay:
        return PlanCenterDay(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(
    description="A day at the centre that is taken back, with a reason: its month is free again (取消活动日)."
)
class CenterDayCancelInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The general branch (党总支).")
    on: date = strawberry.field(description="The day that was planned, and not used (活动日).")

    def command(self, given: Given) -> CancelCenterDay:
        return CancelCenterDay(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A day at the centre that was used (开展活动日).")
class CenterDayHoldInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The general branch (党总支).")
    on: date = strawberry.field(description="The day that was planned (活动日).")

    def command(self, given: Given) -> HoldCenterDay:
        return HoldCenterDay(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class InstructionMutations:
    party_instructor_assign = mutation(
        PartyInstructorAssignInput,
        PartyInstructorAssignPayload,
        "Send a member to instruct an organisation (选派指导员).",
    )
    party_instructor_recall = mutation(
        PartyInstructorRecallInput, PartyInstructorRecallPayload, "Recall an instructor (召回指导员)."
    )
    center_day_plan = mutation(
        CenterDayPlanInput, CenterDayPlanPayload, "Give a general branch a day at the centre (安排活动日)."
    )
    center_day_cancel = mutation(
        CenterDayCancelInput, CenterDayCancelPayload, "Take back a day that was not used (取消活动日)."
    )
    center_day_hold = mutation(
        CenterDayHoldInput, CenterDayHoldPayload, "Record that it used the day (开展活动日)."
    )
