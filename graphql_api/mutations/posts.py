"""Mutations about posts."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.accounts.commands import EndPost, GivePost
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.post import Post, PostRole


@strawberry.type
class PostPayload(MutationPayload):
    @strawberry.field(description="The post as it stands now (职务).")
    async def post(self, info: Info) -> Post | None:
        return await self.load(info, Post)


@strawberry.type(description="What came of giving a post (任职结果).")
class PostGivePayload(PostPayload):
    pass


@strawberry.type(description="What came of ending a post (免职结果).")
class PostEndPayload(PostPayload):
    pass


@strawberry.input(description="A post that a member holds from a day on (任职).")
class PostGiveInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (任职人).")
    role: PostRole = strawberry.field(description="The role whose power it gives (职务).")
    organisation_id: strawberry.ID | None = strawberry.field(
        default=None,
        description=(
            "The organisation (任职组织): for COUNTY_SECRETARY the county's committee, for TOWNSHIP_SECRETARY a"
            " committee below it, for BRANCH_SECRETARY a general branch or a branch."
        ),
    )
    grid_id: strawberry.ID | None = strawberry.field(
        default=None, description="The grid, for GRID_WORKER instead (任职网格)."
    )
    from_on: date = strawberry.field(description="The first day (起始日期).")
    to_on: date | None = strawberry.field(
        default=None, description="The day after the last; left out: until somebody ends it (截止日期)."
    )

    deputy: bool = strawberry.field(
        default=False,
        description="Whether as the deputy of whoever holds it, with the same power; not for GRID_WORKER (副职).",
    )

    def command(self, given: Given) -> GivePost:
        return GivePost(
            post_id=given.new("post_id"),
            member_id=given.id("Member", self.member_id, "memberId"),
            role=self.role,
            organisation_id=given.optional_id("Organisation", self.organisation_id, "organisationId"),
            grid_id=given.optional_id("Grid", self.grid_id, "gridId"),
            from_on=self.from_on,
            to_on=self.to_on,
            deputy=self.deputy,
            **self.header,
        )


@strawberry.input(description="A post that is held no longer (免职).")
class PostEndInput(ChangeInput):
    post_id: strawberry.ID = strawberry.field(description="The post (职务).")
    on: date = strawberry.field(
        description="The first day without it (截止日期); the first day of the post: it was never held."
    )

    def command(self, given: Given) -> EndPost:
        return EndPost(post_id=given.id("Post", self.post_id, "postId"), on=self.on, **self.header)


@strawberry.type
class PostMutations:
    post_give = mutation(
        PostGiveInput, PostGivePayload, "Give a member a post, with its power from that day on (任职)."
    )
    post_end = mutation(
        PostEndInput, PostEndPayload, "End a post, or let it end sooner than it would (免职)."
    )
