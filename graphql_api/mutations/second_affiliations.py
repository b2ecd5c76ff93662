"""Mutations about second affiliations."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.second_affiliation import SecondAffiliation


@strawberry.type
class SecondAffiliationPayload(MutationPayload):
    @strawberry.field(description="The second affiliation as it stands now (第二组织关系).")
    async def second_affiliation(self, info: Info) -> SecondAffiliation | None:
        return await self.load(info, SecondAffiliation)


@strawberry.type(description="What came of adding a second affiliation (登记第二组织关系结果).")
class SecondAffiliationAddPayload(SecondAffiliationPayload):
    pass


@strawberry.type(description="What came of ending a second affiliation (终止第二组织关系结果).")
class SecondAffiliationEndPayload(SecondAffiliationPayload):
    pass


@strawberry.input(description="A member who takes part in a branch beside the home (双报到).")
class SecondAffiliationAddInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    organisation_id: strawberry.ID = strawberry.field(description="The branch, not the home (党支部).")
    from_on: date = strawberry.field(description="First day (起始日期).")

    def command(self, given: Given) -> AddSecondAffiliation:
        return AddSecondAffiliation(
            second_affiliation_id=given.new("second_affiliation_id"),
            member_id=given.id("Member", self.member_id, "memberId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A second affiliation that ends (终止第二组织关系).")
class SecondAffiliationEndInput(ChangeInput):
    second_affiliation_id: strawberry.ID = strawberry.field(
        description="The second affiliation (第二组织关系)."
    )
    on: date = strawberry.field(description="The first day without it (截止日期).")

    def command(self, given: Given) -> EndSecondAffiliation:
        return EndSecondAffiliation(
            second_affiliation_id=given.id(
                "SecondAffiliation", self.second_affiliation_id, "secondAffiliationId"
            ),
            on=self.on,
            **self.header,
        )


@strawberry.type
class SecondAffiliationMutations:
    second_affiliation_add = mutation(
        SecondAffiliationAddInput,
        SecondAffiliationAddPayload,
        "Let a member take part in a branch beside the home; no vote moves (双报到).",
    )
    second_affiliation_end = mutation(
        SecondAffiliationEndInput,
        SecondAffiliationEndPayload,
        "End a second affiliation (终止第二组织关系).",
    )
