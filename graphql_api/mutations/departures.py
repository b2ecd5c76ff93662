"""Mutations about departures from rules that are kept as a rule."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.departures.commands import RecordDeparture, WithdrawDeparture
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.departure import Departure


@strawberry.type
class DeparturePayload(MutationPayload):
    @strawberry.field(description="The departure as it stands now (偏离说明).")
    async def departure(self, info: Info) -> Departure | None:
        return await self.load(info, Departure)


@strawberry.type(description="What came of recording a departure (登记偏离说明结果).")
class DepartureRecordPayload(DeparturePayload):
    pass


@strawberry.type(description="What came of taking a departure back (撤回偏离说明结果).")
class DepartureWithdrawPayload(DeparturePayload):
    pass


@strawberry.input
class _DepartureInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="Who departs from the rule (组织).")
    series: str = strawberry.field(description="The rule, as `pack/rule` (规定条目).")
    adopted_at: strawberry.ID = strawberry.field(
        description="The organisation that adopted it: itself or one that it stood below (施行组织)."
    )
    period: str = strawberry.field(
        description="In which period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间)."
    )

    def about(self, given: Given) -> dict[str, Any]:
        return {
            "organisation_id": given.id("Organisation", self.organisation_id, "organisationId"),
            "node_id": given.id("Organisation", self.adopted_at, "adoptedAt"),
            "series": self.series,
            "period": self.period,
        }


@strawberry.input(
    description=(
        "Why an organisation does not do in a period what is done as a rule (登记偏离说明); `reason` says it as a code."
    )
)
class DepartureRecordInput(_DepartureInput):
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="The sealed document that states the reason in full (说明文件)."
    )
    approved_by: strawberry.ID | None = strawberry.field(
        default=None, description="Who approved it: the organisation itself or one above it (批准组织)."
    )

    def command(self, given: Given) -> RecordDeparture:
        return RecordDeparture(
            document_id=given.optional_document(self.document_id, "documentId"),
            approved_by=given.optional_id("Organisation", self.approved_by, "approvedBy"),
            **self.about(given),
            **self.header,
        )


@strawberry.input(description="A departure that excuses nothing after all, with a reason (撤回偏离说明).")
class DepartureWithdrawInput(_DepartureInput):
    def command(self, given: Given) -> WithdrawDeparture:
        return WithdrawDeparture(**self.about(given), **self.header)


@strawberry.type
class DepartureMutations:
    departure_record = mutation(
        DepartureRecordInput,
        DepartureRecordPayload,
        "Record why an organisation does not do in a period what is done as a rule (登记偏离说明).",
    )
    departure_withdraw = mutation(
        DepartureWithdrawInput, DepartureWithdrawPayload, "Take a departure back (撤回偏离说明)."
    )
