"""Mutations about conveyance by name."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.conveyance.commands import (
    CloseConveyance,
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.conveyance import Conveyance, ConveyanceMode


@strawberry.type
class ConveyancePayload(MutationPayload):
    @strawberry.field(description="The item and its list as they stand now (传达).")
    async def conveyance(self, info: Info) -> Conveyance | None:
        return await self.load(info, Conveyance)


@strawberry.type(description="What came of listing whom an item is to reach (发起传达结果).")
class ConveyanceOpenPayload(ConveyancePayload):
    pass


@strawberry.type(description="What came of recording that people were told (登记传达结果).")
class ConveyanceDeliverPayload(ConveyancePayload):
    pass


@strawberry.type(description="What came of taking back that somebody was told (撤销传达结果).")
class ConveyanceDeliveryRevokePayload(ConveyancePayload):
    pass


@strawberry.type(description="What came of a member's own word (本人确认结果).")
class ConveyanceConfirmPayload(ConveyancePayload):
    pass


@strawberry.type(description="What came of closing a list (结束传达结果).")
class ConveyanceClosePayload(ConveyancePayload):
    pass


@strawberry.input(description="An item that is to reach everybody by name (发起传达).")
class ConveyanceOpenInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="The branch or party group that tells it (传达组织)."
    )
    code: str = strawberry.field(
        description="Code of the item, the same wherever it is told, such as `PLENUM_2026` (传达事项)."
    )
    issued_on: date = strawberry.field(description="The day that the item is of (事项日期).")
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None,
        description=(
            "The meeting of that organisation at which it is told (传达会议): its frozen roster is the list, and"
            " whoever attends has received it. Left out, the list is the register on the item's day."
        ),
    )

    def command(self, given: Given) -> OpenConveyance:
        return OpenConveyance(
            conveyance_id=given.new("conveyance_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            code=self.code,
            issued_on=self.issued_on,
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(description="People who were told, all of them recorded or none (登记传达).")
class ConveyanceDeliverInput(CommandInput):
    conveyance_id: strawberry.ID = strawberry.field(description="The item's list (传达).")
    member_ids: list[strawberry.ID] = strawberry.field(
        description="Who was told, 1 to 500 of those expected (接收人)."
    )
    mode: ConveyanceMode = strawberry.field(description="How (传达方式).")
    on: date = strawberry.field(description="The day, not before that of the item (传达日期).")
    by_id: strawberry.ID = strawberry.field(
        description="The member of the branch who told them, who is none of them (传达人)."
    )
    second_language: str | None = strawberry.field(
        default=None,
        description="Code of the language in which they were told besides, such as `II` for Nuosu (双语传达语种).",
    )

    def command(self, given: Given) -> DeliverConveyance:
        return DeliverConveyance(
            conveyance_id=given.id("Conveyance", self.conveyance_id, "conveyanceId"),
            member_ids=tuple(
                given.id("Member", member_id, "memberIds", index=index)
                for index, member_id in enumerate(self.member_ids)
            ),
            mode=self.mode,
            on=self.on,
            by_id=given.id("Member", self.by_id, "byId"),
            second_language=self.second_language,
            **self.header,
        )


@strawberry.input(description="Somebody of whom it was recorded wrongly, with a reason (撤销传达登记).")
class ConveyanceDeliveryRevokeInput(ChangeInput):
    conveyance_id: strawberry.ID = strawberry.field(description="The item's list (传达).")
    member_id: strawberry.ID = strawberry.field(description="Who had been recorded as told (接收人).")

    def command(self, given: Given) -> RevokeDelivery:
        return RevokeDelivery(
            conveyance_id=given.id("Conveyance", self.conveyance_id, "conveyanceId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.input(description="A member's own word that an item has reached them (本人确认).")
class ConveyanceConfirmInput(CommandInput):
    conveyance_id: strawberry.ID = strawberry.field(description="The item's list (传达).")
    member_id: strawberry.ID = strawberry.field(description="Oneself (本人).")

    def command(self, given: Given) -> ConfirmConveyance:
        return ConfirmConveyance(
            conveyance_id=given.id("Conveyance", self.conveyance_id, "conveyanceId"),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )


@strawberry.input(description="A list on which nobody else is told (结束传达).")
class ConveyanceCloseInput(ChangeInput):
    conveyance_id: strawberry.ID = strawberry.field(description="The item's list (传达).")
    on: date = strawberry.field(
        description="Since when (结束日期). While it has not reached somebody, `reason` says why."
    )

    def command(self, given: Given) -> CloseConveyance:
        return CloseConveyance(
            conveyance_id=given.id("Conveyance", self.conveyance_id, "conveyanceId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class ConveyanceMutations:
    conveyance_open = mutation(
        ConveyanceOpenInput, ConveyanceOpenPayload, "List by name whom an item is to reach (发起传达)."
    )
    conveyance_deliver = mutation(
        ConveyanceDeliverInput,
        ConveyanceDeliverPayload,
        "Record who was told, by whom and how; many at once or one by one (登记传达).",
    )
    conveyance_delivery_revoke = mutation(
        ConveyanceDeliveryRevokeInput,
        ConveyanceDeliveryRevokePayload,
        "Take back that somebody was told (撤销传达登记).",
    )
    conveyance_confirm = mutation(
        ConveyanceConfirmInput,
        ConveyanceConfirmPayload,
        "Say for oneself that an item has reached one (本人确认).",
    )
    conveyance_close = mutation(
        ConveyanceCloseInput, ConveyanceClosePayload, "Tell nobody else of an item (结束传达)."
    )
