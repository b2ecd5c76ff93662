"""Mutations about the development of members."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.development.commands import (
    AdmitCandidate,
    AdvanceStage,
    EndDevelopment,
    ReceiveApplication,
    RecordBallot,
)
from domain.development.events import Stage, development_id
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.development import Development, NextStage

_WHOM = "Whose development (发展对象)."


@strawberry.type
class DevelopmentPayload(MutationPayload):
    @strawberry.field(description="The development as it stands now (发展程序).")
    async def development(self, info: Info) -> Development | None:
        return await self.load(info, Development)


@strawberry.type(description="What came of receiving an application (登记入党申请结果).")
class DevelopmentApplyPayload(DevelopmentPayload):
    pass


@strawberry.type(description="What came of bringing a person to the next stage (进入下一阶段结果).")
class DevelopmentAdvancePayload(DevelopmentPayload):
    pass


@strawberry.type(description="What came of recording a ballot (登记票决结果).")
class DevelopmentBallotRecordPayload(DevelopmentPayload):
    pass


@strawberry.type(description="What came of admitting a candidate (接收预备党员结果).")
class DevelopmentAdmitPayload(DevelopmentPayload):
    pass


@strawberry.type(description="What came of ending a development (终止发展结果).")
class DevelopmentEndPayload(DevelopmentPayload):
    pass


@strawberry.input(description="A person who asks a branch to be admitted (递交入党申请书).")
class DevelopmentApplyInput(CommandInput):
    branch_id: strawberry.ID = strawberry.field(description="The branch (党支部).")
    display_name: str = strawberry.field(
        description="The name to show (姓名), 1 to 100 characters; it is kept outside the log of events."
    )
    on: date = strawberry.field(description="Day of application (申请日期).")

    def command(self, given: Given) -> ReceiveApplication:
        person_id = given.new("person_id")
        given.made.append("development_id")  # it follows from the person
        return ReceiveApplication(
            development_id=development_id(person_id),
            person_id=person_id,
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            name_id=given.name_of(person_id, self.display_name),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A person who comes to the next stage (进入下一阶段).")
class DevelopmentAdvanceInput(ChangeInput):
    development_id: strawberry.ID = strawberry.field(description=_WHOM)
    stage: NextStage = strawberry.field(description="The stage, the one that follows theirs (阶段).")
    on: date = strawberry.field(description="First day at that stage (日期).")

    def command(self, given: Given) -> AdvanceStage:
        return AdvanceStage(
            development_id=given.id("Development", self.development_id, "developmentId"),
            stage=Stage(self.stage.value),
            on=self.on,
            **self.header,
        )


@strawberry.input(
    description="What the tellers counted in a ballot on one candidate at a general meeting (登记票决)."
)
class DevelopmentBallotRecordInput(CommandInput):
    development_id: strawberry.ID = strawberry.field(description=_WHOM)
    meeting_id: strawberry.ID = strawberry.field(description="The general meeting (支部党员大会).")
    number: int = strawberry.field(
        description="Its number within the meeting, 1 to 100 (票次); one ballot is on one person."
    )
    in_favour: int = strawberry.field(description="Votes for (赞成).")
    against: int = strawberry.field(description="Votes against (反对).")
    abstained: int = strawberry.field(description="Abstentions (弃权).")

    def command(self, given: Given) -> RecordBallot:
        return RecordBallot(
            development_id=given.id("Development", self.development_id, "developmentId"),
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            number=self.number,
            in_favour=self.in_favour,
            against=self.against,
            abstained=self.abstained,
            **self.header,
        )


@strawberry.input(description="A candidate who is admitted as a probationary member (接收预备党员).")
class DevelopmentAdmitInput(ChangeInput):
    development_id: strawberry.ID = strawberry.field(description=_WHOM)
    on: date = strawberry.field(description="Day of admission (接收日期), not before the ballot.")
    group_id: strawberry.ID | None = strawberry.field(
        default=None, description="A party group of the branch (党小组)."
    )

    def command(self, given: Given) -> AdmitCandidate:
        return AdmitCandidate(
            development_id=given.id("Development", self.development_id, "developmentId"),
            on=self.on,
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            **self.header,
        )


@strawberry.input(description="A person who is developed no further, with a reason (终止发展).")
class DevelopmentEndInput(ChangeInput):
    development_id: strawberry.ID = strawberry.field(description=_WHOM)
    on: date = strawberry.field(description="The day (终止日期).")

    def command(self, given: Given) -> EndDevelopment:
        return EndDevelopment(
            development_id=given.id("Development", self.development_id, "developmentId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class DevelopmentMutations:
    development_apply = mutation(
        DevelopmentApplyInput,
        DevelopmentApplyPayload,
        "Make a person known who asks to be admitted (登记入党申请).",
    )
    development_advance = mutation(
        DevelopmentAdvanceInput,
        DevelopmentAdvancePayload,
        "Bring a person to the next stage: activist, then candidate (进入下一阶段).",
    )
    development_ballot_record = mutation(
        DevelopmentBallotRecordInput,
        DevelopmentBallotRecordPayload,
        "Record a ballot on one candidate's admission (登记票决).",
    )
    development_admit = mutation(
        DevelopmentAdmitInput,
        DevelopmentAdmitPayload,
        "Make a candidate a probationary member, with the same id (接收预备党员).",
    )
    development_end = mutation(
        DevelopmentEndInput, DevelopmentEndPayload, "Develop a person no further (终止发展)."
    )
