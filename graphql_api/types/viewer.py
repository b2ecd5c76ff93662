"""The caller, as the API sees it."""

from __future__ import annotations

import datetime

import strawberry

from application.actor import Role
from graphql_api import context
from graphql_api.read import encode_id

strawberry.enum(Role, description="Roles that an account may hold (角色).")
_DESCRIPTIONS = {
    "OPERATOR": "Runs the service; founds counties, sees no person (运维).",
    "COUNTY_SECRETARY": "Keeps the records of the whole county (县级管理员).",
    "TOWNSHIP_SECRETARY": "Keeps the records of a township and all below it (乡镇书记).",
    "BRANCH_SECRETARY": "Keeps the records of one branch (支部书记).",
    "GRID_WORKER": "Answers for a grid and all below it (网格员).",
    "MEMBER": "Sees and asks what concerns oneself (党员).",
    "INSPECTOR": "Sees everything and records nothing (督查员).",
    "INTEGRATOR": "A system that exchanges records (对接系统).",
    "PROCESS_MANAGER": "The system itself, reacting to events (流程).",
}
for _value in Role.__strawberry_definition__.values:  # type: ignore[attr-defined]
    _value.description = _DESCRIPTIONS[_value.name]


@strawberry.type(description="The caller: an account acting in one role at one place (当前用户).")
class Viewer:
    account: str = strawberry.field(description="The account (账号).")
    role: Role = strawberry.field(description="The role acted in (角色).")
    place: strawberry.ID | None = strawberry.field(
        description="The organisation at the top of what the role covers; null: the whole county (管辖范围)."
    )
    member: strawberry.ID | None = strawberry.field(description="The member behind the account (党员).")
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
            expires_at=viewer.expires_at,
        )
