"""Mutations about organisations."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.organisation.commands import CorrectOrganisation, FoundOrganisation, RenameOrganisation
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.organisation import Organisation
from graphql_api.types.organisation_enums import BranchForm, BranchSector, OrganisationKind


@strawberry.type
class OrganisationPayload(MutationPayload):
    @strawberry.field(description="The organisation as it stands now (组织).")
    async def organisation(self, info: Info) -> Organisation | None:
        return await self.load(info, Organisation)


@strawberry.type(description="What came of founding an organisation (设立组织结果).")
class OrganisationFoundPayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of renaming an organisation (组织更名结果).")
class OrganisationRenamePayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of correcting an organisation (更正组织结果).")
class OrganisationCorrectPayload(OrganisationPayload):
    pass


@strawberry.input(description="An organisation to be founded below another (设立组织).")
class OrganisationFoundInput(CommandInput):
    parent_id: strawberry.ID = strawberry.field(description="The organisation above it (上级组织).")
    kind: OrganisationKind = strawberry.field(description="Its kind (组织类型).")
    name: str = strawberry.field(description="Its name (名称), 1 to 100 characters.")
    division_code: str | None = strawberry.field(
        default=None, description="Division code of where it stands, 6, 9 or 12 digits (行政区划代码)."
    )
    sector: BranchSector | None = strawberry.field(
        default=None, description="Sector, for branches (支部类别)."
    )
    form: BranchForm | None = strawberry.field(
        default=None, description="Form, for branches of the party (支部设置形式); REGULAR if left out."
    )
    approved_by: strawberry.ID | None = strawberry.field(
        default=None,
        description="The committee that approved it (批准机关); a temporary branch needs one, and a `reason`.",
    )
    expected_end: date | None = strawberry.field(
        default=None, description="Of a temporary branch: when its task should be done (预计撤销日期)."
    )

    def command(self, given: Given) -> FoundOrganisation:
        return FoundOrganisation(
            organisation_id=given.new("organisation_id"),
            parent_id=given.id("Organisation", self.parent_id, "parentId"),
            kind=self.kind,
            name=self.name,
            division_code=self.division_code,
            sector=self.sector,
            form=self.form,
            approved_by=given.optional_id("Organisation", self.approved_by, "approvedBy"),
            expected_end=self.expected_end,
            **self.header,
        )


@strawberry.input(description="A new name from the day of occurrence on (组织更名).")
class OrganisationRenameInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    name: str = strawberry.field(description="Its new name (新名称), 1 to 100 characters.")

    def command(self, given: Given) -> RenameOrganisation:
        return RenameOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            name=self.name,
            **self.header,
        )


@strawberry.input(
    description="What an earlier event of an organisation said wrongly, with a reason (更正组织)."
)
class OrganisationCorrectInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    name: str | None = strawberry.field(default=None, description="The right name (名称).")
    division_code: str | None = strawberry.field(default=None, description="The right code (行政区划代码).")
    sector: BranchSector | None = strawberry.field(default=None, description="The right sector (支部类别).")

    def command(self, given: Given) -> CorrectOrganisation:
        return CorrectOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            corrects=given.event(self.corrects, "corrects"),
            name=self.name,
            division_code=self.division_code,
            sector=self.sector,
            **self.header,
        )


@strawberry.type
class OrganisationMutations:
    organisation_found = mutation(
        OrganisationFoundInput, OrganisationFoundPayload, "Found an organisation below another (设立组织)."
    )
    organisation_rename = mutation(
        OrganisationRenameInput, OrganisationRenamePayload, "Give an organisation another name (组织更名)."
    )
    organisation_correct = mutation(
        OrganisationCorrectInput,
        OrganisationCorrectPayload,
        "Correct what was recorded of an organisation (更正组织).",
    )
