"""Mutations about what stands between two days about a member: leading a group, discipline, where they live."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.organisation.commands import ElectGroupLeader
from domain.residence.commands import EndResidence, RecordResidence
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.members import MemberPayload
from graphql_api.mutations.organisations import OrganisationPayload
from graphql_api.types.standing import DisciplinaryMeasure


@strawberry.type(description="What came of electing a party group's leader (推选党小组长结果).")
class GroupLeaderElectPayload(OrganisationPayload):
    pass


@strawberry.type(description="What came of imposing a measure (给予处分结果).")
class DisciplineImposePayload(MemberPayload):
    pass


@strawberry.type(description="What came of lifting a measure (解除处分结果).")
class DisciplineLiftPayload(MemberPayload):
    pass


@strawberry.type(description="What came of saying where a member lives (登记居住网格结果).")
class ResidenceRecordPayload(MemberPayload):
    pass


@strawberry.type(description="What came of saying that a member moved away (终止居住登记结果).")
class ResidenceEndPayload(MemberPayload):
    pass


@strawberry.input(description="Whom a party group elected from among itself (推选党小组长).")
class GroupLeaderElectInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="The party group (党小组).")
    member_id: strawberry.ID = strawberry.field(
        description="Who leads it (党小组长): a full member of it, not under disciplinary probation."
    )
    on: date = strawberry.field(description="The day of the election (推选日期).")

    def command(self, given: Given) -> ElectGroupLeader:
        return ElectGroupLeader(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A measure against a member, as it was decided (给予处分).")
class DisciplineImposeInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    measure: DisciplinaryMeasure = strawberry.field(description="Which measure (处分种类).")
    from_on: date = strawberry.field(description="The first day (起始日期).")
    until_on: date | None = strawberry.field(
        default=None,
        description="The day after the last, two years later at most (截止日期), if one was set.",
    )

    def command(self, given: Given) -> ImposeDiscipline:
        return ImposeDiscipline(
            member_id=given.id("Member", self.member_id, "memberId"),
            measure=self.measure,
            from_on=self.from_on,
            until_on=self.until_on,
            **self.header,
        )


@strawberry.input(description="A measure that is in force no longer (解除处分).")
class DisciplineLiftInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    on: date = strawberry.field(description="The first day without it (解除日期).")

    def command(self, given: Given) -> LiftDiscipline:
        return LiftDiscipline(
            member_id=given.id("Member", self.member_id, "memberId"), on=self.on, **self.header
        )


@strawberry.input(description="The building in which a member lives, as a grid (登记居住网格).")
class ResidenceRecordInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    grid_id: strawberry.ID = strawberry.field(description="A grid of level 5 (五级网格).")
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> RecordResidence:
        return RecordResidence(
            member_id=given.id("Member", self.member_id, "memberId"),
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="A member who lives no longer where it was known (终止居住登记).")
class ResidenceEndInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    on: date = strawberry.field(description="The first day elsewhere (迁出日期).")

    def command(self, given: Given) -> EndResidence:
        return EndResidence(
            member_id=given.id("Member", self.member_id, "memberId"), on=self.on, **self.header
        )


@strawberry.type
class StandingMutations:
    group_leader_elect = mutation(
        GroupLeaderElectInput,
        GroupLeaderElectPayload,
        "Record whom a party group elected as its leader (推选党小组长).",
    )
    discipline_impose = mutation(
        DisciplineImposeInput, DisciplineImposePayload, "Record a measure against a member (给予处分)."
    )
    discipline_lift = mutation(
        DisciplineLiftInput, DisciplineLiftPayload, "Record that a measure was lifted (解除处分)."
    )
    residence_record = mutation(
        ResidenceRecordInput, ResidenceRecordPayload, "Say in which building a member lives (登记居住网格)."
    )
    residence_end = mutation(
        ResidenceEndInput, ResidenceEndPayload, "Say that a member moved away (终止居住登记)."
    )
