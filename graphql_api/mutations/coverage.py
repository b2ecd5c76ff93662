"""Mutations about which grid covers an organisation."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.grids.commands import AssignCoverage, EndCoverage
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.grids import GridPayload
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.organisations import OrganisationPayload


@strawberry.type(description="What came of letting a grid cover an organisation (网格覆盖结果).")
class GridCoverageAssignPayload(GridPayload):
    pass


@strawberry.type(description="What came of ending a coverage (终止网格覆盖结果).")
class GridCoverageEndPayload(OrganisationPayload):
    pass


@strawberry.input(description="An organisation that a grid covers from a day on (网格覆盖).")
class GridCoverageAssignInput(CommandInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid (网格).")
    organisation_id: strawberry.ID = strawberry.field(description="A branch or party group (组织).")
    from_on: date = strawberry.field(description="The first day (开始日期).")

    def command(self, given: Given) -> AssignCoverage:
        return AssignCoverage(
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="An organisation that its grid covers no longer (终止网格覆盖).")
class GridCoverageEndInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    on: date = strawberry.field(description="The first day without it (终止日期).")

    def command(self, given: Given) -> EndCoverage:
        return EndCoverage(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class CoverageMutations:
    grid_coverage_assign = mutation(
        GridCoverageAssignInput,
        GridCoverageAssignPayload,
        "Let a grid cover an organisation, one grid at a time (网格覆盖).",
    )
    grid_coverage_end = mutation(
        GridCoverageEndInput, GridCoverageEndPayload, "End the covering of an organisation (终止网格覆盖)."
    )
