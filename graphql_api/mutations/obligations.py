"""Mutations about obligations. They are opened and withdrawn by what rules demand, and by nobody's hand."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.obligations.commands import AssignObligation, FulfilObligation, WaiveObligation
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.obligation import Obligation


@strawberry.type
class ObligationPayload(MutationPayload):
    @strawberry.field(description="The obligation as it stands now (待办责任).")
    async def obligation(self, info: Info) -> Obligation | None:
        return await self.load(info, Obligation)


@strawberry.type(description="What came of assigning an obligation (交办责任结果).")
class ObligationAssignPayload(ObligationPayload):
    pass


@strawberry.type(description="What came of recording that an obligation was fulfilled (办结责任结果).")
class ObligationFulfilPayload(ObligationPayload):
    pass


@strawberry.type(description="What came of waiving an obligation (豁免责任结果).")
class ObligationWaivePayload(ObligationPayload):
    pass


@strawberry.input(description="Who is to see to what is due (交办责任).")
class ObligationAssignInput(ChangeInput):
    obligation_id: strawberry.ID = strawberry.field(description="The obligation (待办责任).")
    assignee_id: strawberry.ID = strawberry.field(
        description="A member at home where it is owed or below, and not who it is about (承办人)."
    )

    def command(self, given: Given) -> AssignObligation:
        return AssignObligation(
            obligation_id=given.id("Obligation", self.obligation_id, "obligationId"),
            assignee_id=given.id("Member", self.assignee_id, "assigneeId"),
            **self.header,
        )


@strawberry.input(description="That what was due was done or decided (办结责任).")
class ObligationFulfilInput(ChangeInput):
    obligation_id: strawberry.ID = strawberry.field(description="The obligation (待办责任).")
    on: date = strawberry.field(description="The day it was done (办结日期).")
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document that records it (办理记录)."
    )
    dealt_with: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="The events that it was about, of those that it rests on (已处理事件); all, if left out.",
    )

    def command(self, given: Given) -> FulfilObligation:
        return FulfilObligation(
            obligation_id=given.id("Obligation", self.obligation_id, "obligationId"),
            on=self.on,
            document_id=given.optional_document(self.document_id, "documentId"),
            dealt_with=tuple(given.event(one, "dealtWith") for one in self.dealt_with or ()),
            **self.header,
        )


@strawberry.input(description="That what is due is let be, with a reason (豁免责任).")
class ObligationWaiveInput(ChangeInput):
    obligation_id: strawberry.ID = strawberry.field(description="The obligation (待办责任).")

    def command(self, given: Given) -> WaiveObligation:
        return WaiveObligation(
            obligation_id=given.id("Obligation", self.obligation_id, "obligationId"), **self.header
        )


@strawberry.type
class ObligationMutations:
    obligation_assign = mutation(
        ObligationAssignInput, ObligationAssignPayload, "Have a member see to what is due (交办责任)."
    )
    obligation_fulfil = mutation(
        ObligationFulfilInput,
        ObligationFulfilPayload,
        "Record that what was due was done or decided (办结责任).",
    )
    obligation_waive = mutation(
        ObligationWaiveInput, ObligationWaivePayload, "Let be what is due, for a reason (豁免责任)."
    )
