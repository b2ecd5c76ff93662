"""The mutation that puts an organisation under another parent."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.organisation.commands import MoveOrganisation
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.organisations import OrganisationPayload


@strawberry.type(description="What came of putting an organisation under another parent (隶属关系调整结果).")
class OrganisationMovePayload(OrganisationPayload):
    pass


@strawberry.input(
    description="An organisation that stands below another from a day on, with its ground as `reason` (隶属关系调整)."
)
class OrganisationMoveInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="The organisation, which all below it go along with (组织); no party group."
    )
    parent_id: strawberry.ID = strawberry.field(description="What it stands below from then on (新上级组织).")
    on: date = strawberry.field(
        description="The first day there (生效日期), after that of every earlier move of those concerned."
    )
    approved_by: strawberry.ID = strawberry.field(
        description="The committee that approved it (批准机关), which stands above it before and after."
    )

    def command(self, given: Given) -> MoveOrganisation:
        return MoveOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            parent_id=given.id("Organisation", self.parent_id, "parentId"),
            on=self.on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.type
class MoveMutations:
    organisation_move = mutation(
        OrganisationMoveInput,
        OrganisationMovePayload,
        "Put an organisation, with all below it, under another parent from a day on (隶属关系调整).",
    )
