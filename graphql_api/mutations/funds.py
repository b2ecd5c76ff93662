"""Mutations about funds."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.scalars import Fen
from graphql_api.types.funds import Funds


@strawberry.type
class FundsPayload(MutationPayload):
    @strawberry.field(description="The branch's funds of the year as they stand now (活动经费).")
    async def funds(self, info: Info) -> Funds | None:
        return await self.load(info, Funds)


@strawberry.type(description="What came of allocating funds (拨付经费结果).")
class FundsAllocatePayload(FundsPayload):
    pass


@strawberry.type(description="What came of reversing an allocation (冲销拨付结果).")
class FundsAllocationReversePayload(FundsPayload):
    pass


@strawberry.input(description="Funds of a branch for a year, on top of what it has (拨付经费).")
class FundsAllocateInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The branch (党支部).")
    year: int = strawberry.field(description="The year (年度).")
    amount_fen: Fen = strawberry.field(
        description="How much, in fen; 0 says that it got nothing so far (金额，分)."
    )
    counted_on: date = strawberry.field(
        description="The day as of which its members are counted (人数基准日)."
    )

    def command(self, given: Given) -> AllocateFunds:
        return AllocateFunds(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            year=self.year,
            amount_fen=self.amount_fen,
            counted_on=self.counted_on,
            **self.header,
        )


@strawberry.input(description="An allocation that counts no longer, with a reason (冲销拨付).")
class FundsAllocationReverseInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The branch (党支部).")
    year: int = strawberry.field(description="The year (年度).")
    allocation: strawberry.ID = strawberry.field(
        description="The event that recorded the allocation (拨付事件)."
    )

    def command(self, given: Given) -> ReverseFundsAllocation:
        return ReverseFundsAllocation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            year=self.year,
            allocation=given.event(self.allocation, "allocation"),
            **self.header,
        )


@strawberry.type
class FundsMutations:
    funds_allocate = mutation(
        FundsAllocateInput, FundsAllocatePayload, "Give a branch funds for a year (拨付经费)."
    )
    funds_allocation_reverse = mutation(
        FundsAllocationReverseInput,
        FundsAllocationReversePayload,
        "Let an allocation of funds no longer count (冲销拨付).",
    )
