"""What an account may act as."""

from __future__ import annotations

import datetime
from uuid import UUID

import strawberry

from graphql_api import context
from graphql_api.identity.capacities import HEADER, capacity_id
from graphql_api.read import encode_id
from graphql_api.types.role import Role


@strawberry.type(
    description=f"What the account may act as (身份): oneself, or the holder of a post. `{HEADER}` chooses one."
)
class Capacity:
    id: strawberry.ID = strawberry.field(
        description=f"What the header `{HEADER}` takes (标识): the id of the post, or MEMBER for oneself."
    )
    role: Role = strawberry.field(description="The role (角色).")
    organisation: strawberry.ID | None = strawberry.field(
        description="The organisation of the post (任职组织); null: none."
    )
    grid: strawberry.ID | None = strawberry.field(description="The grid of the post (任职网格); null: none.")
    from_on: datetime.date | None = strawberry.field(
        description="First day of the post (起始日期); null for oneself."
    )
    to_on: datetime.date | None = strawberry.field(
        description="The day after its last; null: until somebody ends it (截止日期)."
    )
    is_current: bool = strawberry.field(description="Whether this request is made in it (是否当前身份).")

    @classmethod
    def all_of(cls, viewer: context.Viewer) -> list[Capacity]:
        """Those that the log gives the viewer's account today; none where the token names its role."""
        return [
            cls(
                id=strawberry.ID(capacity_id(capacity)),
                role=capacity.role,
                organisation=_id("Organisation", capacity.organisation),
                grid=_id("Grid", capacity.grid),
                from_on=capacity.from_on,
                to_on=capacity.to_on,
                is_current=capacity.post == viewer.actor.post,
            )
            for capacity in viewer.capacities
        ]


def _id(type_name: str, key: UUID | None) -> strawberry.ID | None:
    return None if key is None else strawberry.ID(encode_id(type_name, key))
