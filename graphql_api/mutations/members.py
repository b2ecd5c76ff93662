"""Mutations about members."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.membership.commands import (
    AssignGroup,
    ConfirmMember,
    CorrectMember,
    RegisterMember,
    TransferMember,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.member import Member, MemberKind


@strawberry.type
class MemberPayload(MutationPayload):
    @strawberry.field(description="The member as of now (党员).")
    async def member(self, info: Info) -> Member | None:
        return await self.load(info, Member)


@strawberry.type(description="What came of registering a member (党员登记结果).")
class MemberRegisterPayload(MemberPayload):
    pass


@strawberry.type(description="What came of moving a member's home (组织关系转接结果).")
class MemberTransferPayload(MemberPayload):
    pass


@strawberry.type(description="What came of assigning a party group (编入党小组结果).")
class MemberGroupAssignPayload(MemberPayload):
    pass


@strawberry.type(description="What came of making a probationary member a full one (转正结果).")
class MemberConfirmPayload(MemberPayload):
    pass


@strawberry.type(description="What came of correcting a member (更正党员结果).")
class MemberCorrectPayload(MemberPayload):
    pass


@strawberry.input(description="A member to be made known, with a home branch (党员登记).")
class MemberRegisterInput(CommandInput):
    branch_id: strawberry.ID = strawberry.field(description="The home branch (所在党支部).")
    group_id: strawberry.ID | None = strawberry.field(
        default=None, description="A party group of it (党小组)."
    )
    display_name: str = strawberry.field(
        description="The name to show (姓名), 1 to 100 characters; it is kept outside the log of events."
    )
    kind: MemberKind = strawberry.field(description="Full or probationary (党员类别).")
    joined_on: date = strawberry.field(description="The day of admission (入党日期).")

    def command(self, given: Given) -> RegisterMember:
        member_id = given.new("member_id")
        return RegisterMember(
            member_id=member_id,
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            kind=self.kind,
            joined_on=self.joined_on,
            name_id=given.name_of(member_id, self.display_name),
            **self.header,
        )


@strawberry.input(
    description="A home affiliation to be moved to another branch of the county (组织关系转接)."
)
class MemberTransferInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    to_branch_id: strawberry.ID = strawberry.field(description="The new home (转入党支部).")
    from_on: date = strawberry.field(description="The first day there (转入日期), at most 90 days ahead.")

    def command(self, given: Given) -> TransferMember:
        return TransferMember(
            member_id=given.id("Member", self.member_id, "memberId"),
            to_branch_id=given.id("Organisation", self.to_branch_id, "toBranchId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A party group of the home branch, or none (编入党小组).")
class MemberGroupAssignInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    group_id: strawberry.ID | None = strawberry.field(
        default=None, description="The party group (党小组); left out, the member belongs to none."
    )

    def command(self, given: Given) -> AssignGroup:
        return AssignGroup(
            member_id=given.id("Member", self.member_id, "memberId"),
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            **self.header,
        )


@strawberry.input(description="A probationary member who becomes a full one (转正).")
class MemberConfirmInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")

    def command(self, given: Given) -> ConfirmMember:
        return ConfirmMember(member_id=given.id("Member", self.member_id, "memberId"), **self.header)


@strawberry.input(description="What an earlier event of a member said wrongly, with a reason (更正党员).")
class MemberCorrectInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    kind: MemberKind | None = strawberry.field(default=None, description="The right kind (党员类别).")
    joined_on: date | None = strawberry.field(default=None, description="The right day (入党日期).")
    display_name: str | None = strawberry.field(default=None, description="The right name (姓名).")

    def command(self, given: Given) -> CorrectMember:
        member_id = given.id("Member", self.member_id, "memberId")
        return CorrectMember(
            member_id=member_id,
            corrects=given.event(self.corrects, "corrects"),
            kind=self.kind,
            joined_on=self.joined_on,
            name_id=None if self.display_name is None else given.name_of(member_id, self.display_name),
            **self.header,
        )


@strawberry.type
class MemberMutations:
    member_register = mutation(
        MemberRegisterInput, MemberRegisterPayload, "Make a member known, with a home branch (党员登记)."
    )
    member_transfer = mutation(
        MemberTransferInput,
        MemberTransferPayload,
        "Move a member's home to another branch of the county (组织关系转接).",
    )
    member_group_assign = mutation(
        MemberGroupAssignInput,
        MemberGroupAssignPayload,
        "Put a member into a party group, or into none (编入党小组).",
    )
    member_confirm = mutation(
        MemberConfirmInput, MemberConfirmPayload, "Make a probationary member a full one (转正)."
    )
    member_correct = mutation(
        MemberCorrectInput, MemberCorrectPayload, "Correct what was recorded of a member (更正党员)."
    )
