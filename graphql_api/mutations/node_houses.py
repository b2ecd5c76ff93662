"""Mutations about node houses."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.node_houses.commands import NameNodeHouse, ReplaceNodeHouse, ReviewNodeHouse
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.node_house import NodeHouse


@strawberry.type
class NodeHousePayload(MutationPayload):
    @strawberry.field(description="The node house as it stands now (党员中心户).")
    async def node_house(self, info: Info) -> NodeHouse | None:
        return await self.load(info, NodeHouse)


@strawberry.type(description="What came of naming a node house (确定中心户结果).")
class NodeHouseNamePayload(NodeHousePayload):
    pass


@strawberry.type(description="What came of reviewing a node house (考评中心户结果).")
class NodeHouseReviewPayload(NodeHousePayload):
    pass


@strawberry.type(description="What came of replacing a node house (更换中心户结果).")
class NodeHouseReplacePayload(NodeHousePayload):
    pass


@strawberry.input(description="A member's house that becomes a node of the branch (确定中心户).")
class NodeHouseNameInput(CommandInput):
    branch_id: strawberry.ID = strawberry.field(description="The branch (党支部).")
    member_id: strawberry.ID = strawberry.field(description="A member on its register (党员).")
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> NameNodeHouse:
        return NameNodeHouse(
            node_house_id=given.new("node_house_id"),
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="How a node house does (考评中心户).")
class NodeHouseReviewInput(ChangeInput):
    node_house_id: strawberry.ID = strawberry.field(description="The node house (中心户).")
    on: date = strawberry.field(description="The day of the review (考评日期).")
    passed: bool = strawberry.field(description="Whether it does well (是否合格).")

    def command(self, given: Given) -> ReviewNodeHouse:
        return ReviewNodeHouse(
            node_house_id=given.id("NodeHouse", self.node_house_id, "nodeHouseId"),
            on=self.on,
            passed=self.passed,
            **self.header,
        )


@strawberry.input(description="Another member's house that takes its place (更换中心户).")
class NodeHouseReplaceInput(ChangeInput):
    node_house_id: strawberry.ID = strawberry.field(description="The node house (中心户).")
    member_id: strawberry.ID = strawberry.field(description="Another member on the branch's register (党员).")
    on: date = strawberry.field(description="The first day of the other (更换日期).")

    def command(self, given: Given) -> ReplaceNodeHouse:
        return ReplaceNodeHouse(
            node_house_id=given.id("NodeHouse", self.node_house_id, "nodeHouseId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class NodeHouseMutations:
    node_house_name = mutation(
        NodeHouseNameInput, NodeHouseNamePayload, "Make a member's house a node of the branch (确定中心户)."
    )
    node_house_review = mutation(
        NodeHouseReviewInput, NodeHouseReviewPayload, "Record how a node house does (考评中心户)."
    )
    node_house_replace = mutation(
        NodeHouseReplaceInput,
        NodeHouseReplacePayload,
        "Let another member's house take its place (更换中心户).",
    )
