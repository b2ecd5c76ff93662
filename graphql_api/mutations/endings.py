"""Mutations that end an organisation or make two of one."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.organisation.commands import DissolveOrganisation, MergeOrganisation, SplitOrganisation
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.organisations import OrganisationPayload


@strawberry.type(description="What came of dissolving an organisation (撤销组织结果).")
class OrganisationDissolvePayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of merging a branch into another (合并支部结果).")
class OrganisationMergePayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of splitting a branch (分设支部结果).")
class OrganisationSplitPayload(OrganisationPayload):
    pass


@strawberry.input
class _EndingInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    on: date = strawberry.field(description="The day from which on it is so (生效日期).")
    approved_by: strawberry.ID = strawberry.field(
        description="The committee that approved it (批准机关); of a party group, its branch may."
    )


@strawberry.input(
    description="An organisation that nobody is at home in, with its ground as `reason` (撤销组织)."
)
class OrganisationDissolveInput(_EndingInput):
    def command(self, given: Given) -> DissolveOrganisation:
        return DissolveOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.input(
    description="A branch that becomes part of another with all its members, with its ground as `reason` (合并支部)."
)
class OrganisationMergeInput(_EndingInput):
    into_id: strawberry.ID = strawberry.field(description="The branch that it becomes part of (并入支部).")

    def command(self, given: Given) -> MergeOrganisation:
        return MergeOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            into_id=given.id("Organisation", self.into_id, "intoId"),
            on=self.on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.input(
    description="Members who become a branch of their own, with its ground as `reason` (分设支部)."
)
class OrganisationSplitInput(_EndingInput):
    name: str = strawberry.field(description="The new branch's name (新支部名称), 1 to 100 characters.")
    member_ids: list[strawberry.ID] = strawberry.field(
        description="Who belongs to the new branch (划入党员), 1,000 at most."
    )

    def command(self, given: Given) -> SplitOrganisation:
        return SplitOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            new_id=given.new("new_id"),
            name=self.name,
            member_ids=tuple(
                given.id("Member", one, "memberIds", index=index) for index, one in enumerate(self.member_ids)
            ),
            on=self.on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.type
class EndingMutations:
    organisation_dissolve = mutation(
        OrganisationDissolveInput,
        OrganisationDissolvePayload,
        "Dissolve an organisation that has neither members nor organisations below it (撤销组织).",
    )
    organisation_merge = mutation(
        OrganisationMergeInput,
        OrganisationMergePayload,
        "Merge a branch into another: its members move, it and its groups are dissolved (合并支部).",
    )
    organisation_split = mutation(
        OrganisationSplitInput,
        OrganisationSplitPayload,
        "Found a branch of some members of another, who move there (分设支部).",
    )
