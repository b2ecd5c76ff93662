"""What mutations about leave share."""

from __future__ import annotations

from typing import Any

import strawberry

from graphql_api.context import Info
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.leave import Leave


@strawberry.type
class LeavePayload(MutationPayload):
    @strawberry.field(description="The leave as it stands now (请假).")
    async def leave(self, info: Info) -> Leave | None:
        return await self.load(info, Leave)


def level(description: str) -> Any:
    """The input field that says in the name of which level it is decided."""
    return strawberry.field(
        default=None,
        description=(
            f"{description}: whoever acts at the branch says one within it, BRANCH_SECRETARY by default; who acts"
            " above it any, SUPERIOR by default."
        ),
    )
