"""Mutations about procedures and the cases that run by them."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.core import RefusalCode
from domain.policies.kind import Words
from domain.procedures.commands import (
    CloseProcedureCase,
    RecordProcedureStep,
    ReleaseProcedure,
    StartProcedureCase,
    WithdrawProcedureStep,
)
from domain.procedures.text import ProcedureError, ProcedureText, read_procedure
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.procedure import ProcedureCase, ProcedureVersion


@strawberry.type(description="What came of releasing a procedure (印发作业指导结果).")
class ProcedureReleasePayload(MutationPayload):
    @strawberry.field(description="The version that was released (作业指导版本).")
    async def procedure_version(self, info: Info) -> ProcedureVersion | None:
        return await self.load(info, ProcedureVersion)


@strawberry.type
class ProcedureCasePayload(MutationPayload):
    @strawberry.field(description="The case as it stands now (办理事项).")
    async def procedure_case(self, info: Info) -> ProcedureCase | None:
        return await self.load(info, ProcedureCase)


@strawberry.type(description="What came of starting a case (开始办理结果).")
class ProcedureCaseStartPayload(ProcedureCasePayload):
    pass


@strawberry.type(description="What came of recording a step (登记步骤结果).")
class ProcedureStepRecordPayload(ProcedureCasePayload):
    pass


@strawberry.type(description="What came of taking a step back (撤回步骤结果).")
class ProcedureStepWithdrawPayload(ProcedureCasePayload):
    pass


@strawberry.type(description="What came of closing a case (办结结果).")
class ProcedureCaseClosePayload(ProcedureCasePayload):
    pass


@strawberry.input(
    description="A version of one chapter of a procedure (印发作业指导); the same text again changes nothing."
)
class ProcedureReleaseInput(CommandInput):
    released_by: strawberry.ID = strawberry.field(description="The organisation that releases it (印发组织).")
    on: date = strawberry.field(description="The day of its release (印发日期).")
    text: str = strawberry.field(description="The chapter as TOML (作业指导文本), 64 KiB at most.")

    def command(self, given: Given) -> ReleaseProcedure:
        return ReleaseProcedure(
            text=_read(self.text, given),
            released_by=given.id("Organisation", self.released_by, "releasedBy"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A case that an organisation begins by a released version (开始办理).")
class ProcedureCaseStartInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Who runs it (办理组织).")
    procedure: str = strawberry.field(description="The procedure (作业指导).")
    chapter: str = strawberry.field(description="The chapter (篇章).")
    version: str = strawberry.field(
        description="The version that the case has to its end (版本号), released by then."
    )
    on: date = strawberry.field(description="Its first day (开始日期).")
    group_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Party groups right below it that take part (参加党小组), 100 at most.",
    )

    def command(self, given: Given) -> StartProcedureCase:
        return StartProcedureCase(
            case_id=given.new("case_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            procedure=self.procedure,
            chapter=self.chapter,
            version=self.version,
            on=self.on,
            group_ids=tuple(
                given.id("Organisation", one, "groupIds", index=index)
                for index, one in enumerate(self.group_ids)
            ),
            **self.header,
        )


@strawberry.input
class _StepInput(ChangeInput):
    case_id: strawberry.ID = strawberry.field(description="The case (办理事项).")
    step: str = strawberry.field(description="The step, as the procedure calls it (步骤代码).")
    group_id: strawberry.ID | None = strawberry.field(
        default=None, description="The party group that took it, where each does (党小组)."
    )


@strawberry.input(
    description="That a step was taken (登记步骤): in or out of order, in time or late; the case tells which."
)
class ProcedureStepRecordInput(_StepInput):
    on: date = strawberry.field(description="The day it was taken (办理日期).")
    evidence: list[str] = strawberry.field(
        default_factory=list, description="What shows it, in codes (佐证): `WRITTEN_RESULT`; 20 at most."
    )
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document about it (材料)."
    )
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None, description="The meeting (会议): of the organisation or one of the case's groups."
    )

    def command(self, given: Given) -> RecordProcedureStep:
        return RecordProcedureStep(
            case_id=given.id("ProcedureCase", self.case_id, "caseId"),
            step=self.step,
            on=self.on,
            evidence=tuple(self.evidence),
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            document_id=given.optional_document(self.document_id, "documentId"),
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(description="A step that was recorded wrongly, with a reason (撤回步骤).")
class ProcedureStepWithdrawInput(_StepInput):
    def command(self, given: Given) -> WithdrawProcedureStep:
        return WithdrawProcedureStep(
            case_id=given.id("ProcedureCase", self.case_id, "caseId"),
            step=self.step,
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            **self.header,
        )


@strawberry.input(description="A case about which nothing more is done (办结).")
class ProcedureCaseCloseInput(ChangeInput):
    case_id: strawberry.ID = strawberry.field(description="The case (办理事项).")
    on: date = strawberry.field(description="The day it was closed (办结日期).")

    def command(self, given: Given) -> CloseProcedureCase:
        return CloseProcedureCase(
            case_id=given.id("ProcedureCase", self.case_id, "caseId"), on=self.on, **self.header
        )


# Stands in for a text that could not be read; the command is never given.
_NO_TEXT = ProcedureText(
    procedure="none",
    chapter="none",
    version="0",
    title=Words(zh="无", en="none"),
    source=Words(zh="无", en="none"),
    steps=(),
)


def _read(text: str, given: Given) -> ProcedureText:
    """The procedure, or every fault of its text as a refusal."""
    try:
        return read_procedure(text.encode(errors="surrogatepass"))
    except ProcedureError as error:
        for at, says in error.faults:
            given.refuse(RefusalCode.PROCEDURE_FAULT, "text", at=at, fault=says)
        return _NO_TEXT


@strawberry.type
class ProcedureMutations:
    procedure_release = mutation(
        ProcedureReleaseInput,
        ProcedureReleasePayload,
        "Release a version of one chapter; cases under way keep theirs (印发作业指导).",
    )
    procedure_case_start = mutation(
        ProcedureCaseStartInput, ProcedureCaseStartPayload, "Start a case by a released version (开始办理)."
    )
    procedure_step_record = mutation(
        ProcedureStepRecordInput, ProcedureStepRecordPayload, "Record that a step was taken (登记步骤)."
    )
    procedure_step_withdraw = mutation(
        ProcedureStepWithdrawInput, ProcedureStepWithdrawPayload, "Take a recorded step back (撤回步骤)."
    )
    procedure_case_close = mutation(
        ProcedureCaseCloseInput, ProcedureCaseClosePayload, "Close a case (办结)."
    )
