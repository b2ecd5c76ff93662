"""What an account may act as where its token names no role: what the log gives it today, and which the caller chose."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any, overload
from uuid import UUID

from application.actor import Role
from application.capacity import ONESELF, Capacity
from application.counties import Counties
from domain.accounts.events import account_id
from event_store.connections import Connections
from graphql_api.context import Viewer
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.read.ids import encode_id

HEADER = "Gridledger-Capacity"
_CAPACITIES = "SELECT * FROM read_model.capacities_of($1, $2, $3)"
_OF_NOBODY = Message(
    "该账号尚未关联党员，请县级管理员用 accountId 办理关联。",
    "This account belongs to no member: let the county's secretary link it, by its accountId.",
)
_NOT_YOURS = Message(
    f"{HEADER} 所指身份不属于您，或已不在任期内。",
    f"The capacity in {HEADER} is not yours, or is not in force today.",
)


def capacity_id(capacity: Capacity) -> str:
    """By what a caller chooses it: the id of the post, or MEMBER."""
    return Role.MEMBER.value if capacity.post is None else encode_id("Post", capacity.post)


class Capacities:
    """Finds out what accounts may act as, anew for every request: a post that ends must not linger."""

    def __init__(self, connections: Connections, counties: Counties) -> None:
        self._connections = connections
        self._counties = counties

    async def chosen(self, viewer: Viewer, wanted: str | None) -> Viewer:
        """The viewer in the capacity that the header asks for; as oneself where it asks for none.

        Raises ApiError for an account that belongs to nobody, and for a capacity that is not the account's.
        """
        if not viewer.by_log:
            if wanted is not None and wanted != viewer.actor.role:
                raise _forbidden(_NOT_YOURS, reason="CAPACITY")
            return viewer
        link = account_id(viewer.issuer, viewer.actor.account_id)
        member, capacities = await self._given(viewer.tenant_id, link)
        for capacity in capacities:
            if capacity_id(capacity) == (ONESELF.role if wanted is None else wanted):
                actor = capacity.actor(viewer.actor.account_id, link, member, viewer.actor.scopes)
                return dataclasses.replace(viewer, actor=actor, capacities=capacities)
        raise _forbidden(_NOT_YOURS, reason="CAPACITY")

    async def _given(self, tenant_id: str, link: UUID) -> tuple[UUID, tuple[Capacity, ...]]:
        """The member to whom the account belongs, and the capacities of today in the county. Raises ApiError."""
        county = await self._counties.open(tenant_id)
        today = datetime.now(UTC).astimezone(county.zone).date()
        rows = await self._connections.fetch(_CAPACITIES, tenant_id, link, today)
        if not rows:
            raise _forbidden(
                _OF_NOBODY, reason="ACCOUNT_NOT_LINKED", accountId=encode_id("AccountLink", link)
            )
        posts = [_of_post(row) for row in rows if row["post_id"] is not None]
        return _plain(rows[0]["member_id"]), (ONESELF, *posts)


def _of_post(row: Any) -> Capacity:
    return Capacity(
        role=Role(row["role"]),
        organisation=_plain(row["organisation_id"]),
        grid=_plain(row["grid_id"]),
        post=_plain(row["post_id"]),
        from_on=row["from_on"],
        to_on=row["to_on"],
    )


@overload
def _plain(found: UUID) -> UUID: ...
@overload
def _plain(found: UUID | None) -> UUID | None: ...
def _plain(found: UUID | None) -> UUID | None:
    """The driver's are of a class of its own: equal to Python's, but not for whoever asks for their type."""
    return None if found is None else UUID(int=found.int)


def _forbidden(message: Message, **told: str) -> ApiError:
    return ApiError(ErrorCode.FORBIDDEN, message, status=403, told=told)
