"""Mutations about what an organisation has between two days: its division code, its term, and a custodian."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.organisation.commands import EndCustody, RecodeOrganisation, RecordElection, TakeIntoCustody
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.organisations import OrganisationPayload


@strawberry.type(description="What came of giving an organisation another division code (变更区划代码结果).")
class OrganisationRecodePayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of recording an election (换届结果).")
class OrganisationElectionRecordPayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of taking a branch into custody (代管结果).")
class OrganisationCustodyTakePayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of ending a custody (终止代管结果).")
class OrganisationCustodyEndPayload(OrganisationPayload):
    pass


@strawberry.input
class _OrganisationInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")


@strawberry.input(description="The division code that an organisation has from a day on (变更区划代码).")
class OrganisationRecodeInput(_OrganisationInput):
    division_code: str = strawberry.field(description="The new code, 6, 9 or 12 digits (行政区划代码).")
    from_on: date = strawberry.field(description="The first day with it (起始日期), at most 90 days ahead.")

    def command(self, given: Given) -> RecodeOrganisation:
        return RecodeOrganisation(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            division_code=self.division_code,
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="An election of an organisation's committee or secretary (换届).")
class OrganisationElectionRecordInput(_OrganisationInput):
    held_on: date = strawberry.field(description="The day of the election (换届日期).")
    committee_members: int | None = strawberry.field(
        default=None,
        description=(
            "How many are on the committee, its secretary among them; 0 where a secretary does without one"
            " (委员人数,含书记;不设支委会的为0)."
        ),
    )

    def command(self, given: Given) -> RecordElection:
        return RecordElection(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            held_on=self.held_on,
            committee_members=self.committee_members,
            **self.header,
        )


@strawberry.input(
    description="A branch that another organisation looks after, with the ground as `reason` (代管)."
)
class OrganisationCustodyTakeInput(_OrganisationInput):
    custodian_id: strawberry.ID = strawberry.field(
        description="Who looks after it (代管组织): a branch, general branch or committee."
    )
    from_on: date = strawberry.field(description="The first day (起始日期), at most 90 days ahead.")
    approved_by: strawberry.ID = strawberry.field(description="The committee that approved it (批准机关).")

    def command(self, given: Given) -> TakeIntoCustody:
        return TakeIntoCustody(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            custodian_id=given.id("Organisation", self.custodian_id, "custodianId"),
            from_on=self.from_on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.input(description="A branch that stands alone again (终止代管).")
class OrganisationCustodyEndInput(_OrganisationInput):
    on: date = strawberry.field(description="The first day alone (终止日期), at most 90 days ahead.")

    def command(self, given: Given) -> EndCustody:
        return EndCustody(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class DatedMutations:
    organisation_recode = mutation(
        OrganisationRecodeInput,
        OrganisationRecodePayload,
        "Give an organisation another division code from a day on (变更区划代码).",
    )
    organisation_election_record = mutation(
        OrganisationElectionRecordInput,
        OrganisationElectionRecordPayload,
        "Record an election, from which follows when the term ends (换届).",
    )
    organisation_custody_take = mutation(
        OrganisationCustodyTakeInput,
        OrganisationCustodyTakePayload,
        "Let another organisation look after a branch (代管).",
    )
    organisation_custody_end = mutation(
        OrganisationCustodyEndInput, OrganisationCustodyEndPayload, "End the custody of a branch (终止代管)."
    )
