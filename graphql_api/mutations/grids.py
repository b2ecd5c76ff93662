"""Mutations about grids and the persons who answer for them."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.grids.commands import AssignResponsible, CorrectGrid, DefineGrid, RelieveResponsible
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.grid import Grid


@strawberry.type
class GridPayload(MutationPayload):
    @strawberry.field(description="The grid as it stands now (网格).")
    async def grid(self, info: Info) -> Grid | None:
        return await self.load(info, Grid)


@strawberry.type(description="What came of defining a grid (设立网格结果).")
class GridDefinePayload(GridPayload):
    pass


@strawberry.type(description="What came of making a member answer for a grid (网格责任人任命结果).")
class GridResponsibleAssignPayload(GridPayload):
    pass


@strawberry.type(description="What came of relieving a member of a grid (网格责任人卸任结果).")
class GridResponsibleRelievePayload(GridPayload):
    pass


@strawberry.type(description="What came of correcting a grid (更正网格结果).")
class GridCorrectPayload(GridPayload):
    pass


@strawberry.input(description="A node of the responsibility tree (设立网格).")
class GridDefineInput(CommandInput):
    level: int = strawberry.field(
        description="Its level (层级): 1 is a district of the county (片区), 5 reaches households."
    )
    parent_id: strawberry.ID | None = strawberry.field(
        default=None, description="The grid of the level above (上级网格); level 1 has none."
    )
    name: str = strawberry.field(description="Its name (名称), 1 to 100 characters.")
    division_code: str | None = strawberry.field(
        default=None, description="Division code of its area, 6, 9 or 12 digits (行政区划代码)."
    )

    def command(self, given: Given) -> DefineGrid:
        return DefineGrid(
            grid_id=given.new("grid_id"),
            level=self.level,
            parent_id=given.optional_id("Grid", self.parent_id, "parentId"),
            name=self.name,
            division_code=self.division_code,
            **self.header,
        )


@strawberry.input(description="A member who answers for a grid from a day on (任命网格责任人).")
class GridResponsibleAssignInput(CommandInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid (网格).")
    member_id: strawberry.ID = strawberry.field(description="The member (责任人).")
    from_on: date = strawberry.field(description="The first day (开始日期).")

    def command(self, given: Given) -> AssignResponsible:
        return AssignResponsible(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A member who answers for a grid no longer (免去网格责任人).")
class GridResponsibleRelieveInput(ChangeInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid (网格).")
    member_id: strawberry.ID = strawberry.field(description="The member (责任人).")
    on: date = strawberry.field(description="The first day without it (卸任日期).")

    def command(self, given: Given) -> RelieveResponsible:
        return RelieveResponsible(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="What an earlier event of a grid said wrongly, with a reason (更正网格).")
class GridCorrectInput(ChangeInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid (网格).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    name: str | None = strawberry.field(default=None, description="The right name (名称).")
    division_code: str | None = strawberry.field(default=None, description="The right code (行政区划代码).")

    def command(self, given: Given) -> CorrectGrid:
        return CorrectGrid(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            corrects=given.event(self.corrects, "corrects"),
            name=self.name,
            division_code=self.division_code,
            **self.header,
        )


@strawberry.type
class GridMutations:
    grid_define = mutation(
        GridDefineInput, GridDefinePayload, "Define a node of the responsibility tree (设立网格)."
    )
    grid_responsible_assign = mutation(
        GridResponsibleAssignInput,
        GridResponsibleAssignPayload,
        "Make a member answer for a grid (任命网格责任人).",
    )
    grid_responsible_relieve = mutation(
        GridResponsibleRelieveInput,
        GridResponsibleRelievePayload,
        "Relieve a member of a grid (免去网格责任人).",
    )
    grid_correct = mutation(
        GridCorrectInput, GridCorrectPayload, "Correct what was recorded of a grid (更正网格)."
    )
