"""Mutations about inspections."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.supervisory_inspection import SupervisoryInspection


@strawberry.type
class SupervisoryInspectionPayload(MutationPayload):
    @strawberry.field(description="The inspection as it stands now (检查).")
    async def supervisory_inspection(self, info: Info) -> SupervisoryInspection | None:
        return await self.load(info, SupervisoryInspection)


@strawberry.type(description="What came of recording an inspection (登记检查结果).")
class SupervisoryInspectionRecordPayload(SupervisoryInspectionPayload):
    pass


@strawberry.type(description="What came of raising a finding (提出问题结果).")
class SupervisoryInspectionFindingRaisePayload(SupervisoryInspectionPayload):
    pass


@strawberry.type(description="What came of putting a finding right (整改问题结果).")
class SupervisoryInspectionFindingRectifyPayload(SupervisoryInspectionPayload):
    pass


@strawberry.input(description="An inspection of one organisation by another (登记检查).")
class SupervisoryInspectionRecordInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Which was inspected (被检查组织).")
    inspector_id: strawberry.ID = strawberry.field(
        description="Which inspected it (检查组织): neither the same nor one directly below it."
    )
    held_on: date = strawberry.field(description="The day (检查日期).")
    topic: str | None = strawberry.field(
        default=None, description="What was looked into, as a code in capitals (检查内容)."
    )

    def command(self, given: Given) -> RecordSupervisoryInspection:
        return RecordSupervisoryInspection(
            supervisory_inspection_id=given.new("supervisory_inspection_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            inspector_id=given.id("Organisation", self.inspector_id, "inspectorId"),
            held_on=self.held_on,
            topic=self.topic,
            **self.header,
        )


@strawberry.input(description="Something that has to be put right (提出问题).")
class SupervisoryInspectionFindingRaiseInput(CommandInput):
    supervisory_inspection_id: strawberry.ID = strawberry.field(description="The inspection (检查).")
    matter: str = strawberry.field(
        description="What was found, as a code in capitals such as `MINUTES_INCOMPLETE` (问题代码)."
    )
    due_on: date | None = strawberry.field(
        default=None, description="Until when it has to be put right (整改期限)."
    )

    def command(self, given: Given) -> RaiseSupervisoryInspectionFinding:
        return RaiseSupervisoryInspectionFinding(
            supervisory_inspection_id=given.id(
                "SupervisoryInspection", self.supervisory_inspection_id, "supervisoryInspectionId"
            ),
            matter=self.matter,
            due_on=self.due_on,
            **self.header,
        )


@strawberry.input(description="Something that was put right (整改问题).")
class SupervisoryInspectionFindingRectifyInput(ChangeInput):
    supervisory_inspection_id: strawberry.ID = strawberry.field(description="The inspection (检查).")
    finding: strawberry.ID = strawberry.field(description="The event that raised it (问题事件).")
    on: date = strawberry.field(description="The day (整改日期).")
    evidence: strawberry.ID | None = strawberry.field(
        default=None,
        description="The event that shows it (整改佐证), by its UUID or its id; of a meeting, that which concluded it.",
    )

    def command(self, given: Given) -> RectifySupervisoryInspectionFinding:
        return RectifySupervisoryInspectionFinding(
            supervisory_inspection_id=given.id(
                "SupervisoryInspection", self.supervisory_inspection_id, "supervisoryInspectionId"
            ),
            finding=given.event(self.finding, "finding"),
            on=self.on,
            evidence=given.optional_event(self.evidence, "evidence"),
            **self.header,
        )


@strawberry.type
class SupervisoryInspectionMutations:
    supervisory_inspection_record = mutation(
        SupervisoryInspectionRecordInput,
        SupervisoryInspectionRecordPayload,
        "Record an inspection by another organisation (登记检查).",
    )
    supervisory_inspection_finding_raise = mutation(
        SupervisoryInspectionFindingRaiseInput,
        SupervisoryInspectionFindingRaisePayload,
        "Say what has to be put right (提出问题).",
    )
    supervisory_inspection_finding_rectify = mutation(
        SupervisoryInspectionFindingRectifyInput,
        SupervisoryInspectionFindingRectifyPayload,
        "Record that it was put right (整改问题).",
    )
