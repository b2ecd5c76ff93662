"""Mutations about handovers of posts."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.handover.commands import OpenHandover, SignHandover
from domain.handover.events import HandoverItem as Item
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.handover import Handover, HandoverItem, HandoverSide


@strawberry.type
class HandoverPayload(MutationPayload):
    @strawberry.field(description="The handover as it stands now (交接).")
    async def handover(self, info: Info) -> Handover | None:
        return await self.load(info, Handover)


@strawberry.type(description="What came of opening a handover (开始交接结果).")
class HandoverOpenPayload(HandoverPayload):
    pass


@strawberry.type(description="What came of signing for items (交接签字结果).")
class HandoverSignPayload(HandoverPayload):
    pass


@strawberry.input(description="A post that passes from one member to another (开始交接).")
class HandoverOpenInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Where the post is (组织).")
    from_post_id: strawberry.ID = strawberry.field(description="The post of the one who goes (原任职务).")
    to_post_id: strawberry.ID = strawberry.field(
        description="The post of the one who comes: the same role there (接任职务)."
    )
    items: list[HandoverItem] | None = strawberry.field(
        default=None,
        description="What both have to sign for; left out: the handbook and the five boxes (清单，默认一册五盒).",
    )
    due_on: date | None = strawberry.field(default=None, description="Until when it should be done (期限).")

    def command(self, given: Given) -> OpenHandover:
        return OpenHandover(
            handover_id=given.new("handover_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            from_post_id=given.id("Post", self.from_post_id, "fromPostId"),
            to_post_id=given.id("Post", self.to_post_id, "toPostId"),
            items=tuple(Item) if self.items is None else tuple(self.items),
            due_on=self.due_on,
            **self.header,
        )


@strawberry.input(description="Items that one side signs for (交接签字).")
class HandoverSignInput(ChangeInput):
    handover_id: strawberry.ID = strawberry.field(description="The handover (交接).")
    side: HandoverSide = strawberry.field(description="Who signs (签字方).")
    items: list[HandoverItem] = strawberry.field(description="The items (清单项).")

    def command(self, given: Given) -> SignHandover:
        return SignHandover(
            handover_id=given.id("Handover", self.handover_id, "handoverId"),
            side=self.side,
            items=tuple(self.items),
            **self.header,
        )


@strawberry.type
class HandoverMutations:
    handover_open = mutation(
        HandoverOpenInput, HandoverOpenPayload, "Begin the handover from one post to the next (开始交接)."
    )
    handover_sign = mutation(
        HandoverSignInput, HandoverSignPayload, "Sign for items, as one of the two sides (交接签字)."
    )
