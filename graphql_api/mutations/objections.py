"""Mutations about objections."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.objection import Objection, ObjectionOutcome


@strawberry.type
class ObjectionPayload(MutationPayload):
    @strawberry.field(description="The objection as it stands now (异议).")
    async def objection(self, info: Info) -> Objection | None:
        return await self.load(info, Objection)


@strawberry.type(description="What came of raising an objection (提出异议结果).")
class ObjectionRaisePayload(ObjectionPayload):
    pass


@strawberry.type(description="What came of taking an objection back (撤回异议结果).")
class ObjectionWithdrawPayload(ObjectionPayload):
    pass


@strawberry.type(description="What came of deciding an objection (处理异议结果).")
class ObjectionDecidePayload(ObjectionPayload):
    pass


@strawberry.type(description="What came of naming what put a record right (登记更正结果).")
class ObjectionRemedyPayload(ObjectionPayload):
    pass


@strawberry.input(description="What a member says against a record of them (提出异议).")
class ObjectionRaiseInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    about: strawberry.ID = strawberry.field(
        description=(
            "The event that is wrong, by its UUID or its id (异议事项), such as `eventId` of an attendance: one that"
            " concerns the member."
        )
    )
    grounds_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document with the grounds (异议理由文件)."
    )

    def command(self, given: Given) -> RaiseObjection:
        return RaiseObjection(
            objection_id=given.new("objection_id"),
            member_id=given.id("Member", self.member_id, "memberId"),
            about=given.event(self.about, "about"),
            grounds_id=given.optional_document(self.grounds_id, "groundsId"),
            **self.header,
        )


@strawberry.input(description="An objection that the member insists on no longer (撤回异议).")
class ObjectionWithdrawInput(ChangeInput):
    objection_id: strawberry.ID = strawberry.field(description="The objection (异议).")

    def command(self, given: Given) -> WithdrawObjection:
        return WithdrawObjection(
            objection_id=given.id("Objection", self.objection_id, "objectionId"), **self.header
        )


@strawberry.input(
    description=(
        "A decision about an objection, with a coded `reason` (处理异议): not by whoever made the record, nor by the"
        " member."
    )
)
class ObjectionDecideInput(ChangeInput):
    objection_id: strawberry.ID = strawberry.field(description="The objection (异议).")
    organisation_id: strawberry.ID = strawberry.field(
        description="Who decides: the branch at which it was raised, or one above it (处理组织)."
    )
    outcome: ObjectionOutcome = strawberry.field(description="What is decided (处理结论).")
    on: date = strawberry.field(description="The day of the decision (处理日期).")
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document that the decision is (处理决定文件)."
    )

    def command(self, given: Given) -> DecideObjection:
        return DecideObjection(
            objection_id=given.id("Objection", self.objection_id, "objectionId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            outcome=self.outcome,
            on=self.on,
            document_id=given.optional_document(self.document_id, "documentId"),
            **self.header,
        )


@strawberry.input(description="What put a record right whose objection was upheld (登记更正).")
class ObjectionRemedyInput(ChangeInput):
    objection_id: strawberry.ID = strawberry.field(description="The objection (异议).")
    correction: strawberry.ID = strawberry.field(
        description="The event that put it right, by its UUID or its id (更正事件): one that concerns the member."
    )
    on: date = strawberry.field(description="The day on which it was put right (更正日期).")

    def command(self, given: Given) -> RemedyObjection:
        return RemedyObjection(
            objection_id=given.id("Objection", self.objection_id, "objectionId"),
            correction=given.event(self.correction, "correction"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class ObjectionMutations:
    objection_raise = mutation(
        ObjectionRaiseInput, ObjectionRaisePayload, "Say that a record of the member is wrong (提出异议)."
    )
    objection_withdraw = mutation(
        ObjectionWithdrawInput, ObjectionWithdrawPayload, "Insist on an objection no longer (撤回异议)."
    )
    objection_decide = mutation(
        ObjectionDecideInput, ObjectionDecidePayload, "Decide an objection, for a reason (处理异议)."
    )
    objection_remedy = mutation(
        ObjectionRemedyInput,
        ObjectionRemedyPayload,
        "Name the event that puts right what was upheld (登记更正).",
    )
