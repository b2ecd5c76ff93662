"""The caller, as the API sees it."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api import context
from graphql_api.read import encode_id
from graphql_api.types.capacity import Capacity
from graphql_api.types.role import Role


@strawberry.type(description="The caller: an account acting in one role at one place (当前用户).")
class Viewer:
    account: str = strawberry.field(description="The account (账号).")
    role: Role = strawberry.field(description="The role acted in (角色).")
    place: strawberry.ID | None = strawberry.field(
        description="The organisation at the top of what the role covers; null: the whole county (管辖范围)."
    )
    member: strawberry.ID | None = strawberry.field(description="The member behind the account (党员).")
    capacities: list[Capacity] = strawberry.field(
        description="What the account may act as today (可用身份); empty where the token itself names the role."
    )
    expires_at: datetime.datetime = strawberry.field(description="When the token ends (令牌到期时间).")

    @classmethod
    def of(cls, viewer: context.Viewer) -> Viewer:
        """The viewer of a request."""
        actor = viewer.actor
        return cls(
            account=actor.account_id,
            role=actor.role,
            place=strawberry.ID(encode_id("Organisation", actor.place)) if actor.place else None,
            member=strawberry.ID(encode_id("Member", actor.member_id)) if actor.member_id else None,
            capacities=Capacity.all_of(viewer),
            expires_at=viewer.expires_at,
        )
