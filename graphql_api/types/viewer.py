"""The caller, as the API sees it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import strawberry

from domain.core.command import Command
from graphql_api import context
from graphql_api.read import encode_id
from graphql_api.types.capacity import Capacity
from graphql_api.types.rights import ViewerRight
from graphql_api.types.role import Role


@strawberry.type(description="The caller: an account acting in one role at one place (当前用户).")
class Viewer:
    account: str = strawberry.field(description="The account (账号).")
    role: Role = strawberry.field(description="The role acted in (角色).")
    place: strawberry.ID | None = strawberry.field(
        description="The organisation at the top of what the role covers; null: the whole county (管辖范围)."
    )
    grid: strawberry.ID | None = strawberry.field(
        description="The grid at the top of what the role covers in the tree of grids (负责网格)."
    )
    scopes: list[str] | None = strawberry.field(
        description="What the token narrows the role to (令牌范围); null: it does not."
    )
    rights: list[ViewerRight] = strawberry.field(
        description="What the caller may do and see, by how it lies to the caller (权限); nothing else is open."
    )
    member: strawberry.ID | None = strawberry.field(description="The member behind the account (党员).")
    capacities: list[Capacity] = strawberry.field(
        description="What the account may act as today (可用身份); empty where the token itself names the role."
    )
    expires_at: datetime.datetime = strawberry.field(description="When the token ends (令牌到期时间).")

    @classmethod
    def of(cls, viewer: context.Viewer, commands: Mapping[str, type[Command]]) -> Viewer:
        """The viewer of a request; ``commands`` are those that mutations give, by their names."""
        actor = viewer.actor
        return cls(
            account=actor.account_id,
            role=actor.role,
            place=strawberry.ID(encode_id("Organisation", actor.place)) if actor.place else None,
            grid=strawberry.ID(encode_id("Grid", actor.grid)) if actor.grid else None,
            scopes=None if actor.scopes is None else sorted(actor.scopes),
            rights=ViewerRight.all_of(actor, commands),
            member=strawberry.ID(encode_id("Member", actor.member_id)) if actor.member_id else None,
            capacities=Capacity.all_of(viewer),
            expires_at=viewer.expires_at,
        )
