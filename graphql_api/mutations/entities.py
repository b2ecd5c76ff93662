"""Mutations about entities of the new sectors."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.entity import EntityKind, ExclusionGround, NewSectorEntity


@strawberry.type
class EntityPayload(MutationPayload):
    @strawberry.field(description="The entity as it stands now (两新组织).")
    async def entity(self, info: Info) -> NewSectorEntity | None:
        return await self.load(info, NewSectorEntity)


@strawberry.type(description="What came of surveying an entity (排查结果).")
class EntitySurveyPayload(EntityPayload):
    pass


@strawberry.type(description="What came of leaving an entity out of account (剔除结果).")
class EntityExcludePayload(EntityPayload):
    pass


@strawberry.type(description="What came of letting a branch cover an entity (覆盖结果).")
class EntityCoverPayload(EntityPayload):
    pass


@strawberry.type(description="What came of ending the covering of an entity (终止覆盖结果).")
class EntityCoverageEndPayload(EntityPayload):
    pass


@strawberry.input(description="An entity that was found and counted (排查).")
class EntitySurveyInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="Who looks after it (联系组织): a committee or a general branch."
    )
    kind: EntityKind = strawberry.field(description="Kind of entity (类别).")
    name: str = strawberry.field(description="Its name (名称), 1 to 100 characters.")
    surveyed_on: date = strawberry.field(description="The day of the survey (排查日期).")
    employees: int = strawberry.field(description="People employed there (从业人数).")
    members: int = strawberry.field(description="Members of the party among them (党员数).")
    division_code: str | None = strawberry.field(
        default=None, description="Division code of where it stands, 6, 9 or 12 digits (行政区划代码)."
    )

    def command(self, given: Given) -> SurveyEntity:
        return SurveyEntity(
            entity_id=given.new("entity_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            kind=self.kind,
            name=self.name,
            surveyed_on=self.surveyed_on,
            employees=self.employees,
            members=self.members,
            division_code=self.division_code,
            **self.header,
        )


@strawberry.input
class _EntityInput(ChangeInput):
    entity_id: strawberry.ID = strawberry.field(description="The entity (两新组织).")


@strawberry.input(description="An entity that is left out of account (剔除).")
class EntityExcludeInput(_EntityInput):
    ground: ExclusionGround = strawberry.field(description="Why (剔除原因).")
    on: date = strawberry.field(description="The first day on which it does not count (剔除日期).")

    def command(self, given: Given) -> ExcludeEntity:
        return ExcludeEntity(
            entity_id=given.id("NewSectorEntity", self.entity_id, "entityId"),
            ground=self.ground,
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A branch that covers an entity (覆盖).")
class EntityCoverInput(_EntityInput):
    branch_id: strawberry.ID = strawberry.field(
        description="The branch (覆盖支部): a joint one covers five units at most."
    )
    from_on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> CoverEntity:
        return CoverEntity(
            entity_id=given.id("NewSectorEntity", self.entity_id, "entityId"),
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            from_on=self.from_on,
            **self.header,
        )


@strawberry.input(description="An entity that its branch covers no longer (终止覆盖).")
class EntityCoverageEndInput(_EntityInput):
    on: date = strawberry.field(description="The first day without it (终止日期).")

    def command(self, given: Given) -> EndEntityCoverage:
        return EndEntityCoverage(
            entity_id=given.id("NewSectorEntity", self.entity_id, "entityId"), on=self.on, **self.header
        )


@strawberry.type
class EntityMutations:
    entity_survey = mutation(EntitySurveyInput, EntitySurveyPayload, "Make an entity known (排查).")
    entity_exclude = mutation(
        EntityExcludeInput, EntityExcludePayload, "Leave an entity out of account (剔除)."
    )
    entity_cover = mutation(
        EntityCoverInput, EntityCoverPayload, "Let a branch cover an entity, one branch at a time (覆盖)."
    )
    entity_coverage_end = mutation(
        EntityCoverageEndInput, EntityCoverageEndPayload, "End the covering of an entity (终止覆盖)."
    )
