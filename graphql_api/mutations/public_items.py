"""Mutations about public items."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.public_item import PublicItem, PublicItemEnding, Weakness


@strawberry.type
class PublicItemPayload(MutationPayload):
    @strawberry.field(description="The public item as it stands now (亮差点).")
    async def public_item(self, info: Info) -> PublicItem | None:
        return await self.load(info, PublicItem)


@strawberry.type(description="What came of making a weakness public (登记亮差点公示结果).")
class PublicItemPostPayload(PublicItemPayload):
    pass


@strawberry.type(description="What came of taking an item down (撤下公示结果).")
class PublicItemEndPayload(PublicItemPayload):
    pass


@strawberry.type(description="What came of withdrawing an item (撤销公示登记结果).")
class PublicItemWithdrawPayload(PublicItemPayload):
    pass


@strawberry.input(description="A weakness that is made public (登记亮差点公示).")
class PublicItemPostInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="The branch or party group whose it is, or where the member is at home that day (公示组织)."
    )
    weakness: Weakness = strawberry.field(description="What sort of weakness it is (差点类型).")
    on: date = strawberry.field(description="The day it was made public (公示日期).")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whose it is; left out: the organisation's as such (党员)."
    )
    violation_id: strawberry.ID | None = strawberry.field(
        default=None, description="The violation, where the weakness is one: of the same member (两违)."
    )
    stands_until: date | None = strawberry.field(
        default=None,
        description=(
            "The last day it may stand, at the latest the last of the next quarter, which it is if left out (公示期限)."
        ),
    )

    def command(self, given: Given) -> PostPublicItem:
        return PostPublicItem(
            public_item_id=given.new("public_item_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            weakness=self.weakness,
            on=self.on,
            member_id=given.optional_id("Member", self.member_id, "memberId"),
            violation_id=given.optional_id("Violation", self.violation_id, "violationId"),
            stands_until=self.stands_until,
            **self.header,
        )


@strawberry.input(description="An item that is taken down; early, with a reason (撤下公示).")
class PublicItemEndInput(ChangeInput):
    public_item_id: strawberry.ID = strawberry.field(description="The public item (亮差点).")
    on: date = strawberry.field(description="The first day it stands no longer (撤下日期).")
    ending: PublicItemEnding = strawberry.field(description="Why (撤下原因).")

    def command(self, given: Given) -> EndPublicItem:
        item = given.id("PublicItem", self.public_item_id, "publicItemId")
        return EndPublicItem(public_item_id=item, on=self.on, ending=self.ending, **self.header)


@strawberry.input(
    description="An item that should never have been made public, with a reason (撤销公示登记)."
)
class PublicItemWithdrawInput(ChangeInput):
    public_item_id: strawberry.ID = strawberry.field(description="The public item (亮差点).")

    def command(self, given: Given) -> WithdrawPublicItem:
        item = given.id("PublicItem", self.public_item_id, "publicItemId")
        return WithdrawPublicItem(public_item_id=item, **self.header)


@strawberry.type
class PublicItemMutations:
    public_item_post = mutation(
        PublicItemPostInput,
        PublicItemPostPayload,
        "Record that a weakness was made public (登记亮差点公示).",
    )
    public_item_end = mutation(
        PublicItemEndInput,
        PublicItemEndPayload,
        "Record that it has improved, or is taken down early (撤下公示).",
    )
    public_item_withdraw = mutation(
        PublicItemWithdrawInput,
        PublicItemWithdrawPayload,
        "Let an item count as never made public (撤销公示登记).",
    )
