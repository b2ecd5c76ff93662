"""Mutations about node houses."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.member_node_houses.commands import (
    NameMemberNodeHouse,
    ReplaceMemberNodeHouse,
    ReviewMemberNodeHouse,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.member_node_house import MemberNodeHouse


@strawberry.type
class MemberNodeHousePayload(MutationPayload):
    @strawberry.field(description="The node house as it stands now (党员中心户).")
    async def member_node_house(self, info: Info) -> MemberNodeHouse | None:
        return await self.load(info, MemberNodeHouse)


@strawberry.type(description="What came of naming a node house (确定中心户结果).")
class MemberNodeHouseNamePayload(MemberNodeHousePayload):
    pass


@strawberry.type(description="What came of reviewing a node house (考评中心户结果).")
class MemberNodeHouseReviewPayload(MemberNodeHousePayload):
    pass


@strawberry.type(description="What came of replacing a node house (更换中心户结果).")
class MemberNodeHouseReplacePayload(MemberNodeHousePayload):
    pass


@strawberry.input(description="A member's house that becomes a node of the branch (确定中心户).")
class MemberNodeHouseNameInput(CommandInput):
    branch_id: strawberry.ID = strawberry.field(description="The branch (党支部).")
    member_id: strawberry.ID = strawberry.field(description="A member on its register (党员).")
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> NameMemberNodeHouse:
        return NameMemberNodeHouse(
            member_node_house_id=given.new("member_node_house_id"),
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="How a node house does (考评中心户).")
class MemberNodeHouseReviewInput(ChangeInput):
    member_node_house_id: strawberry.ID = strawberry.field(description="The node house (中心户).")
    on: date = strawberry.field(description="The day of the review (考评日期).")
    passed: bool = strawberry.field(description="Whether it does well (是否合格).")

    def command(self, given: Given) -> ReviewMemberNodeHouse:
        return ReviewMemberNodeHouse(
            member_node_house_id=given.id("MemberNodeHouse", self.member_node_house_id, "memberNodeHouseId"),
            on=self.on,
            passed=self.passed,
            **self.header,
        )


@strawberry.input(description="Another member's house that takes its place (更换中心户).")
class MemberNodeHouseReplaceInput(ChangeInput):
    member_node_house_id: strawberry.ID = strawberry.field(description="The node house (中心户).")
    member_id: strawberry.ID = strawberry.field(description="Another member on the branch's register (党员).")
    on: date = strawberry.field(description="The first day of the other (更换日期).")

    def command(self, given: Given) -> ReplaceMemberNodeHouse:
        return ReplaceMemberNodeHouse(
            member_node_house_id=given.id("MemberNodeHouse", self.member_node_house_id, "memberNodeHouseId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class MemberNodeHouseMutations:
    member_node_house_name = mutation(
        MemberNodeHouseNameInput,
        MemberNodeHouseNamePayload,
        "Make a member's house a node of the branch (确定中心户).",
    )
    member_node_house_review = mutation(
        MemberNodeHouseReviewInput, MemberNodeHouseReviewPayload, "Record how a node house does (考评中心户)."
    )
    member_node_house_replace = mutation(
        MemberNodeHouseReplaceInput,
        MemberNodeHouseReplacePayload,
        "Let another member's house take its place (更换中心户).",
    )
