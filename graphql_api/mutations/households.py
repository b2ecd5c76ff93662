"""Mutations about households and visits to them."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.households.commands import EndHousehold, MoveHousehold, RecordVisits, RegisterHouseholds
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.grids import GridPayload
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.household import Household


@strawberry.type
class HouseholdPayload(MutationPayload):
    @strawberry.field(description="The household as it stands now (户).")
    async def household(self, info: Info) -> Household | None:
        return await self.load(info, Household)


@strawberry.type(description="What came of registering households (登记户结果).")
class HouseholdsRegisterPayload(GridPayload):
    @strawberry.field(
        description="How many were registered, one event each, the last of them at `position` (登记户数)."
    )
    def registered(self) -> int:
        return self.events


@strawberry.type(description="What came of moving a household (户迁移结果).")
class HouseholdMovePayload(HouseholdPayload):
    pass


@strawberry.type(description="What came of ending a household (户注销结果).")
class HouseholdEndPayload(HouseholdPayload):
    pass


@strawberry.type(description="What came of recording visits (登记走访结果).")
class VisitsRecordPayload(GridPayload):
    @strawberry.field(
        description="How many were recorded, one event each, the last of them at `position` (登记走访数)."
    )
    def recorded(self) -> int:
        return self.events


@strawberry.input(description="Households of a grid, by their numbers; all are registered, or none (登记户).")
class HouseholdsRegisterInput(CommandInput):
    grid_id: strawberry.ID = strawberry.field(description="A grid of the fifth level (网格).")
    organisation_id: strawberry.ID = strawberry.field(
        description="The organisation that looks after them (联系组织); the grid or one above it covers it."
    )
    numbers: list[int] = strawberry.field(
        description="Their numbers (户号), 1 to 1000 of them, each 1 to 999999999; nobody's name or identity number."
    )
    from_on: date = strawberry.field(description="The first day (开始日期).")

    def command(self, given: Given) -> RegisterHouseholds:
        return RegisterHouseholds(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            numbers=tuple(self.numbers),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A household that belongs elsewhere from a day on (户迁移).")
class HouseholdMoveInput(ChangeInput):
    household_id: strawberry.ID = strawberry.field(description="The household (户).")
    to_grid_id: strawberry.ID = strawberry.field(description="Its grid from then on (迁入网格).")
    organisation_id: strawberry.ID = strawberry.field(
        description="The organisation that looks after it from then on (联系组织)."
    )
    from_on: date = strawberry.field(description="The first day (开始日期).")

    def command(self, given: Given) -> MoveHousehold:
        return MoveHousehold(
            household_id=given.id("Household", self.household_id, "householdId"),
            to_grid_id=given.id("Grid", self.to_grid_id, "toGridId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A household that there is no more, with a reason (户注销).")
class HouseholdEndInput(ChangeInput):
    household_id: strawberry.ID = strawberry.field(description="The household (户).")
    on: date = strawberry.field(description="The first day without it (注销日期).")

    def command(self, given: Given) -> EndHousehold:
        return EndHousehold(
            household_id=given.id("Household", self.household_id, "householdId"), on=self.on, **self.header
        )


@strawberry.input(
    description="Households of a grid that were visited; all visits are recorded, or none (登记走访)."
)
class VisitsRecordInput(CommandInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid to which they belong that day (网格).")
    household_ids: list[strawberry.ID] = strawberry.field(description="The households, 1 to 1000 (户).")
    on: date = strawberry.field(description="The day (走访日期).")
    member_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Who went (走访人): somebody who answers for the grid or one above it; need not be said.",
    )

    def command(self, given: Given) -> RecordVisits:
        return RecordVisits(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            household_ids=tuple(
                given.id("Household", id_, "householdIds", index=index)
                for index, id_ in enumerate(self.household_ids)
            ),
            on=self.on,
            member_id=given.optional_id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.type
class HouseholdMutations:
    households_register = mutation(
        HouseholdsRegisterInput, HouseholdsRegisterPayload, "Register households of a grid (登记户)."
    )
    household_move = mutation(
        HouseholdMoveInput, HouseholdMovePayload, "Let a household belong to another grid (户迁移)."
    )
    household_end = mutation(
        HouseholdEndInput, HouseholdEndPayload, "Record that there is no such household any more (户注销)."
    )
    visits_record = mutation(
        VisitsRecordInput, VisitsRecordPayload, "Record visits to households of a grid (登记走访)."
    )
