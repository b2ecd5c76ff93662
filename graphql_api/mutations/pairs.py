"""Mutations about pairs."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.pairing.commands import AssignPair, EndPair
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.member import Member
from graphql_api.types.pairing import PairKind


@strawberry.type
class PairPayload(MutationPayload):
    @strawberry.field(description="The member who looks after others (联系人).")
    async def member(self, info: Info) -> Member | None:
        return await self.load(info, Member)


@strawberry.type(description="What came of letting a member look after somebody (结对结果).")
class PairAssignPayload(PairPayload):
    pass


@strawberry.type(description="What came of ending a pair (结束结对结果).")
class PairEndPayload(PairPayload):
    pass


@strawberry.input(description="Somebody whom a member looks after from a day on (结对).")
class PairAssignInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member who looks after them (联系人).")
    kind: PairKind = strawberry.field(description="Whom the member looks after (对象类型).")
    partner_member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of MEMBER: a member of the same branch (联系党员)."
    )
    household_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of HOUSEHOLD: the household, kept as it is said (联系户)."
    )
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> AssignPair:
        return AssignPair(
            member_id=given.id("Member", self.member_id, "memberId"),
            kind=self.kind,
            partner_member_id=given.optional_id("Member", self.partner_member_id, "partnerMemberId"),
            household_id=given.optional_id("Household", self.household_id, "householdId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="Somebody whom a member looks after no longer (结束结对).")
class PairEndInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member who looked after them (联系人).")
    pair: strawberry.ID = strawberry.field(description="The event that made the pair (结对事件).")
    on: date = strawberry.field(description="The first day without it (截止日期).")

    def command(self, given: Given) -> EndPair:
        return EndPair(
            member_id=given.id("Member", self.member_id, "memberId"),
            pair=given.event(self.pair, "pair"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class PairMutations:
    pair_assign = mutation(PairAssignInput, PairAssignPayload, "Let a member look after somebody (结对).")
    pair_end = mutation(PairEndInput, PairEndPayload, "End a pair (结束结对).")
