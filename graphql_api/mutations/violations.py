"""Mutations about violations."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.core import Occurred
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    EndSupervision,
    ReportViolation,
    WithdrawViolation,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.violation import Violation, ViolationKind, ViolationSeverity


@strawberry.type
class ViolationPayload(MutationPayload):
    @strawberry.field(description="The violation as it stands now (两违).")
    async def violation(self, info: Info) -> Violation | None:
        return await self.load(info, Violation)


@strawberry.type(description="What came of reporting a violation (登记两违结果).")
class ViolationReportPayload(ViolationPayload):
    pass


@strawberry.type(description="What came of correcting a violation (更正两违结果).")
class ViolationCorrectPayload(ViolationPayload):
    pass


@strawberry.type(description="What came of withdrawing a violation (撤回两违结果).")
class ViolationWithdrawPayload(ViolationPayload):
    pass


@strawberry.type(description="What came of naming a supervisor (指定包保人结果).")
class ViolationSupervisorAssignPayload(ViolationPayload):
    pass


@strawberry.type(description="What came of ending a supervision (结束包保结果).")
class ViolationSupervisionEndPayload(ViolationPayload):
    pass


@strawberry.input(
    description="A violation that happened at `occurredAt`: an instant, or a day; just now, if left out (登记两违)."
)
class ViolationReportInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="Where it is dealt with: the member's group that day, the branch of who was in none (处理组织)."
    )
    kind: ViolationKind = strawberry.field(description="What was violated (两违类型).")
    severity: ViolationSeverity = strawberry.field(description="How it was graded (定性).")
    code: str = strawberry.field(description="What it was, as a code (违章违纪代码): `ENGINE_NOT_WARMED`.")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whose it was; left out: the organisation's as such (党员)."
    )

    def command(self, given: Given) -> ReportViolation:
        return ReportViolation(
            violation_id=given.new("violation_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            kind=self.kind,
            severity=self.severity,
            code=self.code,
            member_id=given.optional_id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.input(description="What an earlier event said wrongly of a violation, with a reason (更正两违).")
class ViolationCorrectInput(ChangeInput):
    violation_id: strawberry.ID = strawberry.field(description="The violation (两违).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    kind: ViolationKind | None = strawberry.field(default=None, description="The right kind (两违类型).")
    severity: ViolationSeverity | None = strawberry.field(
        default=None, description="The right grading (定性)."
    )
    code: str | None = strawberry.field(default=None, description="The right code (违章违纪代码).")
    at: Occurred | None = strawberry.field(
        default=None, description="When it happened, an instant or a day (发生时间)."
    )

    def command(self, given: Given) -> CorrectViolation:
        return CorrectViolation(
            violation_id=given.id("Violation", self.violation_id, "violationId"),
            corrects=given.event(self.corrects, "corrects"),
            kind=self.kind,
            severity=self.severity,
            code=self.code,
            at=self.at,
            **self.header,
        )


@strawberry.input(description="A violation that was reported by mistake, with a reason (撤回两违).")
class ViolationWithdrawInput(ChangeInput):
    violation_id: strawberry.ID = strawberry.field(description="The violation (两违).")

    def command(self, given: Given) -> WithdrawViolation:
        violation = given.id("Violation", self.violation_id, "violationId")
        return WithdrawViolation(violation_id=violation, **self.header)


@strawberry.input(
    description="Who sees to a violation's being put right, in place of whoever did (指定包保人)."
)
class ViolationSupervisorAssignInput(ChangeInput):
    violation_id: strawberry.ID = strawberry.field(description="The violation (两违).")
    supervisor_id: strawberry.ID = strawberry.field(description="A member of the same branch (包保人).")
    on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> AssignSupervisor:
        return AssignSupervisor(
            violation_id=given.id("Violation", self.violation_id, "violationId"),
            supervisor_id=given.id("Member", self.supervisor_id, "supervisorId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A supervision that is over, with a reason (结束包保).")
class ViolationSupervisionEndInput(ChangeInput):
    violation_id: strawberry.ID = strawberry.field(description="The violation (两违).")
    on: date = strawberry.field(description="The day after the last (截止日期).")

    def command(self, given: Given) -> EndSupervision:
        violation = given.id("Violation", self.violation_id, "violationId")
        return EndSupervision(violation_id=violation, on=self.on, **self.header)


@strawberry.type
class ViolationMutations:
    violation_report = mutation(
        ViolationReportInput, ViolationReportPayload, "Record a violation (登记两违)."
    )
    violation_correct = mutation(
        ViolationCorrectInput, ViolationCorrectPayload, "Put right what was recorded wrongly (更正两违)."
    )
    violation_withdraw = mutation(
        ViolationWithdrawInput, ViolationWithdrawPayload, "Let a violation count no longer (撤回两违)."
    )
    violation_supervisor_assign = mutation(
        ViolationSupervisorAssignInput,
        ViolationSupervisorAssignPayload,
        "Name who sees to its being put right (指定包保人).",
    )
    violation_supervision_end = mutation(
        ViolationSupervisionEndInput,
        ViolationSupervisionEndPayload,
        "Record that nobody has to see to it any more (结束包保).",
    )
